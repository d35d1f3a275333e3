-- How the last poll of the feed went; one row.
CREATE TABLE feed_poll (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    origin     TEXT NOT NULL, -- the trust root that the positions belong to
    etag       TEXT,          -- of the last timestamp.json that was followed to its end
    loaded_at  INTEGER,       -- when that was, milliseconds since 1970, UTC
    checked_at INTEGER        -- when it was last known to be the newest
) STRICT;
