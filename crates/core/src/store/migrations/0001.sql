-- Public content, as the feed gave it. `body` is the content's JSON, checked before it was written.
CREATE TABLE item (
    collection TEXT NOT NULL,
    id         TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    source     TEXT NOT NULL,
    licence    TEXT,
    as_of      INTEGER NOT NULL, -- milliseconds since 1970, UTC
    body       TEXT NOT NULL,
    PRIMARY KEY (collection, id)
) STRICT;

-- How far each collection of the feed was taken in.
CREATE TABLE feed_position (
    collection TEXT PRIMARY KEY,
    generation INTEGER NOT NULL,
    sequence   INTEGER NOT NULL, -- 0 after the base, n after delta n
    applied_at INTEGER NOT NULL  -- milliseconds since 1970, UTC
) STRICT, WITHOUT ROWID;

-- What lives for minutes: the last answer, with its time inside.
CREATE TABLE live (
    name TEXT PRIMARY KEY,
    etag TEXT,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the owner of the device has said about themselves; one row.
CREATE TABLE preferences (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    body TEXT NOT NULL
) STRICT;
