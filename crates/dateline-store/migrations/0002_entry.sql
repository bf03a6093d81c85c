-- Entries of feeds that were dealt with, so that a feed polled again brings only what is new or changed.
CREATE TABLE entry (
    feed INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    key TEXT NOT NULL,                  -- the entry's id, or its address
    digest TEXT NOT NULL,               -- of what the feed says about it
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (feed, key)
) WITHOUT ROWID;

-- How often a source answered that nothing changed.
ALTER TABLE feed ADD COLUMN fetches INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
