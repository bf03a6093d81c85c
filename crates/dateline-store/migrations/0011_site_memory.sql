-- Which lines stand on many pages of an outlet, as hashes: what the extractor learnt to leave out. It may be emptied; the
-- desk learns again.
CREATE TABLE site_memory (
    site TEXT PRIMARY KEY,              -- registrable domain
    lines BLOB NOT NULL,
    learnt_at INTEGER NOT NULL
);
CREATE INDEX site_memory_learnt ON site_memory (learnt_at);
