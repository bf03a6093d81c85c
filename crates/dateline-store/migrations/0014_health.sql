-- Who asks a source just now holds it for a while; `next_at` stays what it says.
ALTER TABLE feed ADD COLUMN leased_until INTEGER NOT NULL DEFAULT 0;
-- How long its answers took of late, in milliseconds.
ALTER TABLE feed ADD COLUMN took_ms INTEGER NOT NULL DEFAULT 0;
-- What is wrong with its document although it was read: JSON list of [the validator's word, what it is].
ALTER TABLE feed ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';
-- Entries of the last answer that were left for the next time, because they were too many for one.
ALTER TABLE feed ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;

-- What became of the health of the sources: one row for each change of state.
CREATE TABLE feed_change (
    id INTEGER PRIMARY KEY,
    feed INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    was TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT                         -- the error in words
);
CREATE INDEX feed_change_feed ON feed_change (feed, id);

-- What came of late is counted for each source.
CREATE INDEX entry_seen ON entry (seen_at, feed);

-- Hubs that were asked to tell of a source's news (WebSub).
CREATE TABLE hub (
    feed INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
    hub TEXT NOT NULL,
    topic TEXT NOT NULL,                -- the address that the hub knows the source by
    token TEXT NOT NULL UNIQUE,         -- names the callback; only the hub is told it
    secret TEXT NOT NULL,               -- what the hub signs with
    state TEXT NOT NULL CHECK (state IN ('asked', 'verified', 'denied')),
    asked_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL DEFAULT 0, -- of the lease
    pushes INTEGER NOT NULL DEFAULT 0,
    pushed_at INTEGER
);
