-- What every source has, as it was published last. A removed item stays as a row without content, so
-- that its revision goes on growing should it come back.
CREATE TABLE item (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    source TEXT NOT NULL,
    licence TEXT,
    as_of TEXT NOT NULL,
    content TEXT,
    PRIMARY KEY (collection, id)
) STRICT;

-- The files of each collection's generation. Sequence 0 is the base.
CREATE TABLE file (
    collection TEXT NOT NULL,
    generation INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    unpacked_bytes INTEGER NOT NULL,
    unpacked_lines INTEGER NOT NULL,
    PRIMARY KEY (collection, generation, sequence)
) STRICT;

-- Files on disk that no signed metadata names any more, and since when.
CREATE TABLE unreferenced (
    path TEXT NOT NULL PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT;

-- How each source is doing. A failure is one of our own words.
CREATE TABLE source (
    id TEXT NOT NULL PRIMARY KEY,
    last_success TEXT,
    last_failure TEXT,
    failure TEXT,
    failures INTEGER NOT NULL,
    items INTEGER NOT NULL,
    rejected INTEGER NOT NULL
) STRICT;

-- What lives for minutes, as it is served.
CREATE TABLE live (
    name TEXT NOT NULL PRIMARY KEY,
    etag TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
