-- What a series shares: its names, tags and topics, as the program writes them, and the steps that led there.

CREATE TABLE registry(
  series TEXT PRIMARY KEY,
  body   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE registry_step(
  seq    INTEGER PRIMARY KEY,
  series TEXT    NOT NULL,
  at_us  INTEGER NOT NULL,                             -- microseconds since 1970
  name   TEXT    NOT NULL,                             -- what was done, in words
  edits  TEXT    NOT NULL,
  state  TEXT    NOT NULL CHECK(state IN ('done', 'undone', 'left'))
) STRICT;
CREATE INDEX registry_step_by_series ON registry_step(series, seq);
