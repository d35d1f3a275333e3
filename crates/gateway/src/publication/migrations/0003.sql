-- What names a source's items as they are published, for one that tells changes.
ALTER TABLE source ADD COLUMN basis TEXT;
