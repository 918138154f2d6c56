-- What was changed both here and by another program in a chunk's file, each in its own way, until somebody settles it: the
-- places and the versions as JSON, by number. And a way to the bytes that a file held at some time.

CREATE TABLE conflict(
  episode_id INTEGER NOT NULL REFERENCES episode(id) ON DELETE CASCADE,
  id         INTEGER NOT NULL,
  body       TEXT    NOT NULL,
  PRIMARY KEY(episode_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_by_sum ON source(sha256);
