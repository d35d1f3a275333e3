-- What lists and the search are made of: one row an item, in the order of `place`.
CREATE TABLE entry (
    place INTEGER PRIMARY KEY, -- by kind, then the newest first: see store/entries.rs
    id    TEXT NOT NULL,
    title TEXT NOT NULL,       -- the stems of the title, in order
    rest  TEXT NOT NULL,       -- the stems of all else
    row   TEXT NOT NULL        -- what a list shows, as JSON; empty where the item itself is small
) STRICT;
ALTER TABLE item ADD COLUMN place INTEGER;
CREATE INDEX item_source ON item (source, as_of);

-- Which items have a stem or a facet; rowid is the place.
CREATE VIRTUAL TABLE stem USING fts5 (
    stems, content = '', contentless_delete = 1, detail = none,
    tokenize = "ascii tokenchars '/.-'"
);

-- Eight megabytes of new rows become one segment: a question looks into each of them.
INSERT INTO stem (stem, rank) VALUES ('hashsize', 8388608);

-- The stems that there are, and how many items have each.
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (stem, row);

-- Which way of making entries those in the store were made in; one row.
CREATE TABLE entry_edition (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    edition INTEGER NOT NULL
) STRICT;

-- What the owner of the device follows.
CREATE TABLE follow (
    id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: a file that is read has kept it
    subject TEXT NOT NULL UNIQUE, -- JSON
    notify  INTEGER NOT NULL,     -- 1: the system is to tell of news
    since   INTEGER NOT NULL      -- milliseconds since 1970, UTC
) STRICT;

-- Papers and meetings that came or changed while something that they concern was followed.
CREATE TABLE news (
    collection TEXT NOT NULL,
    id         TEXT NOT NULL,
    change     TEXT NOT NULL,    -- new or changed
    at         INTEGER NOT NULL, -- milliseconds since 1970, UTC
    read       INTEGER NOT NULL, -- 1: it was marked as read
    PRIMARY KEY (collection, id)
) STRICT, WITHOUT ROWID;

-- What of all that is followed news concern.
CREATE TABLE news_reason (
    collection TEXT NOT NULL,
    id         TEXT NOT NULL,
    follow     INTEGER NOT NULL REFERENCES follow (id) ON DELETE CASCADE,
    PRIMARY KEY (collection, id, follow),
    FOREIGN KEY (collection, id) REFERENCES news (collection, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What was looked for lately.
CREATE TABLE recent_search (
    words TEXT PRIMARY KEY,
    at    INTEGER NOT NULL -- milliseconds since 1970, UTC
) STRICT, WITHOUT ROWID;
