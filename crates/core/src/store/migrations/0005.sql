-- The draft instead of which it was said, a SubmissionId: it stays until the city has heard of it.
ALTER TABLE support ADD COLUMN draft BLOB;
