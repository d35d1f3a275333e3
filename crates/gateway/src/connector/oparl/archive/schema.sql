-- The objects of a body as they were read last.
CREATE TABLE object (
    number INTEGER PRIMARY KEY,
    list TEXT NOT NULL,
    -- As it calls itself, and as the feed calls it.
    address TEXT NOT NULL,
    item TEXT NOT NULL,
    -- When it was changed last in anything that is kept of it, as its source says.
    as_of TEXT NOT NULL,
    -- Whether a part of it could not be read, or not be published.
    incomplete INTEGER NOT NULL,
    cut INTEGER NOT NULL DEFAULT 0,
    -- The walk that saw it last.
    walk INTEGER NOT NULL,
    -- When it was last asked for by itself because a walk had missed it, and whether that told what
    -- has become of it.
    asked TEXT,
    settled INTEGER NOT NULL DEFAULT 0,
    object TEXT NOT NULL,
    UNIQUE (address, list),
    UNIQUE (list, item)
) STRICT;
CREATE INDEX object_walk ON object (list, walk);

-- The addresses that an object is known by beside its own: those of its parts.
CREATE TABLE part (
    address TEXT NOT NULL,
    object INTEGER NOT NULL REFERENCES object ON DELETE CASCADE,
    PRIMARY KEY (address, object)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_object ON part (object);

-- The addresses that an object names.
CREATE TABLE link (
    target TEXT NOT NULL,
    list TEXT NOT NULL,
    object INTEGER NOT NULL REFERENCES object ON DELETE CASCADE,
    PRIMARY KEY (target, list, object)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_object ON link (object);

-- What is not published yet: objects that are to be shaped anew, and items that are gone.
CREATE TABLE changed (
    object INTEGER PRIMARY KEY REFERENCES object ON DELETE CASCADE
) STRICT;
CREATE TABLE removed (
    list TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (list, item)
) STRICT, WITHOUT ROWID;

-- The walk through a list that has not come to its end. `next` is NULL once all its pages are read.
CREATE TABLE walk (
    list TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    started TEXT NOT NULL,
    next TEXT,
    -- Objects that came, and that were to come.
    met INTEGER NOT NULL DEFAULT 0,
    promised INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    newest TEXT,
    failures INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE visited (
    list TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (list, address)
) STRICT, WITHOUT ROWID;

-- What the walk met that is kept nowhere: tombstones, and what could not be read. By its hash.
CREATE TABLE noted (
    list TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (list, hash)
) STRICT, WITHOUT ROWID;

-- What is known of each list after the walks that came to their end.
CREATE TABLE list (
    name TEXT NOT NULL PRIMARY KEY,
    -- The newest change that was seen.
    mark TEXT,
    -- When the last walk through all of it ended, and its number.
    whole_at TEXT,
    whole_walk INTEGER NOT NULL DEFAULT 0,
    -- Whether that walk met as many objects as its source promised.
    complete INTEGER NOT NULL DEFAULT 0,
    -- Before when no other is tried, since one was not believed.
    postponed TEXT,
    -- Objects that could not be read, of all of it and of the changes since.
    rejected INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
