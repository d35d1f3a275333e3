-- Of a source's items, those of which a part could not be read.
ALTER TABLE source ADD COLUMN incomplete INTEGER NOT NULL DEFAULT 0;
