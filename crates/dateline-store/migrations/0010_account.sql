-- The people who may run the desk or read a private site.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'owner')),
    password TEXT NOT NULL,             -- Argon2id, as a PHC string
    added_at INTEGER NOT NULL
);

CREATE TABLE session (
    digest TEXT PRIMARY KEY,            -- SHA-256 of the token that only the browser has
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ends_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
