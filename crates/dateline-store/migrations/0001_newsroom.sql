-- Times are seconds since 1970, UTC. Forward only: a change is a new file.

-- What was collected, as it came, so that everything after it can be made again.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    article TEXT NOT NULL,              -- article.id
    url TEXT,
    fetched_at TEXT,
    arrived_at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('html', 'page', 'text')),
    headers TEXT NOT NULL,              -- JSON [[name, value], …]
    stated TEXT NOT NULL,               -- JSON, what the caller stated
    digest TEXT NOT NULL,               -- of kind, body and stated
    body BLOB NOT NULL                  -- zstd
);
CREATE INDEX document_article ON document (article, id);

CREATE TABLE article (
    seq INTEGER PRIMARY KEY,            -- order of arrival
    id TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,          -- grows with every write, over all articles
    document INTEGER NOT NULL REFERENCES document (id),
    version INTEGER NOT NULL,           -- 1, 2, … each time the page really changed
    url TEXT,
    domain TEXT,
    outlet TEXT,
    headline TEXT,
    summary TEXT,                       -- what a list shows under the headline
    language TEXT,
    published_at TEXT,                  -- as stated
    published INTEGER,                  -- the same as an instant, null when not stated
    arrived_at INTEGER NOT NULL,
    ordered_at INTEGER NOT NULL,        -- what lists are ordered by: published, but never after arrival
    story TEXT NOT NULL,
    section TEXT,                       -- IPTC code found, surest
    wire TEXT,
    role TEXT NOT NULL,
    origin TEXT,                        -- article.id of the origin, null for the origin itself
    findings INTEGER NOT NULL,
    tampered REAL NOT NULL,
    article TEXT NOT NULL,              -- JSON
    trace TEXT NOT NULL,                -- JSON, without the article
    sections TEXT NOT NULL              -- JSON
);
CREATE INDEX article_revision ON article (revision);
CREATE INDEX article_ordered ON article (ordered_at DESC, seq DESC);
CREATE INDEX article_story ON article (story, ordered_at);
CREATE INDEX article_section ON article (section, ordered_at);
CREATE INDEX article_domain ON article (domain, ordered_at);
CREATE INDEX article_url ON article (url);

-- One row for each earlier state of an article whose page really changed.
CREATE TABLE article_version (
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    document INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    content TEXT NOT NULL,              -- JSON article
    PRIMARY KEY (article, version)
);

-- Who shares text with whom, seen from either side.
CREATE TABLE link (
    article TEXT NOT NULL,
    other TEXT NOT NULL,
    relation TEXT NOT NULL,
    form TEXT NOT NULL,
    direction TEXT NOT NULL,            -- of article: from | to
    cover REAL NOT NULL,
    cover_of_other REAL NOT NULL,
    run_words INTEGER NOT NULL,
    PRIMARY KEY (article, other)
);
CREATE INDEX link_other ON link (other);

-- Derived: words of each article, see search.rs. Rebuilt by doctor.
CREATE VIRTUAL TABLE article_words USING fts5 (headline, body, outlet, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,                 -- feed | sitemap | page
    title TEXT,
    site TEXT,
    folder TEXT,
    added_at INTEGER NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    last_modified TEXT,
    interval_seconds INTEGER NOT NULL DEFAULT 3600,
    next_at INTEGER NOT NULL,
    fetched_at INTEGER,
    succeeded_at INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    entries INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX feed_next ON feed (next_at);

-- Work that must survive a crash. A lease that runs out makes a job free again.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,                  -- the same work is queued once
    payload TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    leased_until INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    dead INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    UNIQUE (kind, key)
);
CREATE INDEX job_due ON job (dead, due_at);

-- Traces that somebody asked for by hand, each under an address of its own.
CREATE TABLE report (
    id TEXT PRIMARY KEY,
    made_at INTEGER NOT NULL,
    trace TEXT NOT NULL
);

CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);
INSERT INTO counter (name, value) VALUES ('revision', 0);
