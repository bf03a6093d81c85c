-- Seconds that the feed itself asks readers to wait (ttl, sy:updatePeriod): it holds on a 304 too, which carries none.
ALTER TABLE feed ADD COLUMN asks_seconds INTEGER NOT NULL DEFAULT 0;

-- Where a source said it moved for good, and how many times in a row: one slip of a server must not lose it.
ALTER TABLE feed ADD COLUMN moved_to TEXT;
ALTER TABLE feed ADD COLUMN moved_times INTEGER NOT NULL DEFAULT 0;
