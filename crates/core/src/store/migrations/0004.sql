-- Reports that are being written.
CREATE TABLE draft (
    id        BLOB PRIMARY KEY, -- a SubmissionId, 16 bytes
    body      TEXT NOT NULL,    -- DraftText as JSON
    edited_at INTEGER NOT NULL  -- milliseconds since 1970, UTC
) STRICT, WITHOUT ROWID;

-- Photos of drafts and reports, ready to be sent.
CREATE TABLE photo (
    id         BLOB PRIMARY KEY, -- a PhotoId, 16 bytes
    submission BLOB NOT NULL,    -- the draft or report that it belongs to
    position   INTEGER NOT NULL, -- its place among the others
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,
    sha256     BLOB NOT NULL,
    thumbnail  BLOB NOT NULL     -- a small JPEG
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_of ON photo (submission, position);

-- Their bytes, piece by piece.
CREATE TABLE photo_chunk (
    photo  BLOB NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (photo, number)
) STRICT;

-- The outbox: what was handed in. A row is there before there is a request.
CREATE TABLE submission (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which it was handed in
    id         BLOB NOT NULL UNIQUE, -- a SubmissionId, 16 bytes: the idempotency key
    target     TEXT NOT NULL,        -- the lane
    kind       TEXT NOT NULL,        -- photo, report or support
    payload    TEXT NOT NULL,        -- JSON, as it is sent; empty for a photo
    depends_on TEXT NOT NULL,        -- a JSON array of ids in hexadecimal, as they are written
    delivery   TEXT NOT NULL,        -- ka_outbox::Delivery as JSON
    under_way  INTEGER NOT NULL,     -- 1: something will happen without anybody's doing
    queued_at  INTEGER NOT NULL      -- milliseconds since 1970, UTC
) STRICT;
CREATE INDEX submission_under_way ON submission (sequence) WHERE under_way = 1;

-- Reports of the owner of this device, from when they were handed in.
CREATE TABLE report (
    id         BLOB PRIMARY KEY, -- that of its submission
    body       TEXT NOT NULL,    -- ka_domain::Report as JSON
    sent_at    INTEGER NOT NULL, -- milliseconds since 1970, UTC
    status     TEXT,             -- ReportStatus as JSON, once the gateway said something
    asked_at   INTEGER,          -- when the gateway was last asked
    seen_steps INTEGER NOT NULL  -- how many steps of its way its owner has seen
) STRICT, WITHOUT ROWID;

-- Reports of others that concern the owner of this device too.
CREATE TABLE support (
    report TEXT PRIMARY KEY, -- the public report's id
    at     INTEGER NOT NULL  -- milliseconds since 1970, UTC
) STRICT, WITHOUT ROWID;

-- What the keys of this device for a day are made of; one row.
CREATE TABLE device_secret (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    bytes BLOB NOT NULL -- 32 random bytes
) STRICT;
