-- What was handed in, by its key, and the receipt that was given for it. A key that was taken back has
-- no receipt, and is kept for ever: it must not be accepted after all.
CREATE TABLE submission (
    key BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    digest BLOB,
    receipt TEXT
) STRICT, WITHOUT ROWID;

-- Reports. `report` is as it was handed in, and gone once it need not be kept any more. Those that are
-- the city's own server's have a `delivery`; the desk's have none.
CREATE TABLE report (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL UNIQUE,
    category TEXT NOT NULL,
    category_name TEXT NOT NULL,
    report TEXT,
    received_at TEXT NOT NULL,
    progress TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    delivery TEXT,
    city_id TEXT,
    city_token TEXT,
    asked_at TEXT
) STRICT;

CREATE INDEX report_by_progress ON report (progress, updated_at);

CREATE INDEX report_by_city_id ON report (city_id) WHERE city_id IS NOT NULL;

-- Photos: as they came, for the office, and re-encoded, for whoever has its unguessable name. Those of a
-- report have their position in it.
CREATE TABLE photo (
    key BLOB NOT NULL PRIMARY KEY,
    media TEXT NOT NULL UNIQUE,
    received_at TEXT NOT NULL,
    report INTEGER REFERENCES report (number),
    position INTEGER,
    received BLOB NOT NULL,
    shown BLOB NOT NULL
) STRICT;

CREATE INDEX photo_by_report ON photo (report);

-- What became of a report.
CREATE TABLE step (
    sequence INTEGER NOT NULL PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (number),
    at TEXT NOT NULL,
    progress TEXT NOT NULL,
    words TEXT
) STRICT;

CREATE INDEX step_by_report ON step (report);

-- That a public report concerns somebody else too. Who is not known.
CREATE TABLE support (
    key BLOB NOT NULL PRIMARY KEY,
    report TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX support_by_report ON support (report);
