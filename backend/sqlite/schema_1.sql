-- Version 1 of a library. Chunks and turns bear the numbers that they have in their document (id), and a row of their
-- own. Codes are timecodes as written. Times are microseconds since 1970, UTC.

CREATE TABLE episode(
  id      INTEGER PRIMARY KEY,
  series  TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  title   TEXT    NOT NULL,
  rate    TEXT    NOT NULL,                       -- '29.97 drop'; '' while nobody has told
  offset  INTEGER NOT NULL,                       -- flicks: where in the sound 00:00:00:00 lies
  sound   TEXT    NOT NULL,
  next_id INTEGER NOT NULL CHECK(next_id > 0),    -- no chunk or turn has ever borne it, or one above it
  UNIQUE(series, key)
) STRICT;

CREATE TABLE import(                              -- what an open one has added does not show
  id    INTEGER PRIMARY KEY,
  at_us INTEGER NOT NULL,
  state TEXT    NOT NULL CHECK(state IN ('open', 'done'))
) STRICT;

CREATE TABLE source(                              -- what a file held; rows are never changed
  id     INTEGER PRIMARY KEY,
  path   TEXT NOT NULL,
  below  TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK(length(sha256) = 32),
  bytes  BLOB NOT NULL
) STRICT;

CREATE TRIGGER source_keeps BEFORE UPDATE ON source BEGIN SELECT RAISE(ABORT, 'a source is never changed'); END;

CREATE TABLE chunk(
  row        INTEGER PRIMARY KEY,
  episode_id INTEGER NOT NULL REFERENCES episode(id),
  id         INTEGER NOT NULL,
  import_id  INTEGER NOT NULL REFERENCES import(id),
  pos        INTEGER NOT NULL,                    -- place in the episode
  status     TEXT    NOT NULL CHECK(status IN ('draft', 'review', 'ready', 'exported')),
  form       TEXT    NOT NULL CHECK(form IN ('none', 'fields', 'raw')),
  raw        TEXT    NOT NULL,
  lead       TEXT    NOT NULL,                    -- a JSON list of paragraphs
  source_id  INTEGER NOT NULL REFERENCES source(id),
  path       TEXT    UNIQUE,                      -- the source's: a file belongs to one chunk
  dirty      INTEGER NOT NULL CHECK(dirty IN (0, 1)),
  errors     INTEGER NOT NULL,
  warnings   INTEGER NOT NULL,
  number     TEXT    NOT NULL,                    -- from here on copies of what fields and turns say, for lists
  title      TEXT    NOT NULL,
  start_code TEXT,
  end_code   TEXT,
  words      INTEGER NOT NULL,
  UNIQUE(episode_id, id)
) STRICT;
CREATE INDEX chunk_by_import ON chunk(import_id);
CREATE INDEX chunk_by_source ON chunk(source_id);

CREATE TABLE field(                               -- front matter, as text, in the order of the file
  chunk_row INTEGER NOT NULL REFERENCES chunk(row) ON DELETE CASCADE,
  pos       INTEGER NOT NULL,
  key       TEXT    NOT NULL,
  kind      TEXT    NOT NULL CHECK(kind IN ('scalar', 'list', 'opaque')),
  value     TEXT    NOT NULL,
  items     TEXT,                                 -- a JSON list, of a list
  PRIMARY KEY(chunk_row, pos)
) STRICT, WITHOUT ROWID;

CREATE TABLE turn(
  row        INTEGER PRIMARY KEY,
  episode_id INTEGER NOT NULL,
  id         INTEGER NOT NULL,
  chunk_row  INTEGER NOT NULL REFERENCES chunk(row) ON DELETE CASCADE,
  pos        INTEGER NOT NULL,                    -- place in the chunk, with gaps; not UNIQUE, since shifts go row by row
  start_code TEXT,
  end_code   TEXT,
  speaker    TEXT,
  text       TEXT    NOT NULL,                    -- a paragraph a line
  words      INTEGER NOT NULL,
  UNIQUE(episode_id, id),
  CHECK((start_code IS NULL) = (end_code IS NULL))
) STRICT;
CREATE INDEX turn_by_place ON turn(chunk_row, pos);

CREATE TABLE step(                                -- the history: what one undo takes back
  seq        INTEGER PRIMARY KEY,
  episode_id INTEGER NOT NULL REFERENCES episode(id),
  name       TEXT    NOT NULL,
  at_us      INTEGER NOT NULL,
  state      TEXT    NOT NULL CHECK(state IN ('done', 'undone', 'abandoned'))
) STRICT;
CREATE INDEX step_by_state ON step(episode_id, state, seq);
CREATE TRIGGER step_stays BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, 'the history is never shortened'); END;

CREATE TABLE op(
  step_seq INTEGER NOT NULL REFERENCES step(seq),
  n        INTEGER NOT NULL,
  forward  TEXT    NOT NULL,                      -- JSON
  inverse  TEXT    NOT NULL,                      -- JSON
  PRIMARY KEY(step_seq, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER op_keeps BEFORE UPDATE ON op BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END;
CREATE TRIGGER op_stays BEFORE DELETE ON op BEGIN SELECT RAISE(ABORT, 'the history is never shortened'); END;

CREATE TABLE speaker(                             -- the number, and so the colour, that a label has in a series
  series TEXT    NOT NULL,
  label  TEXT    NOT NULL,
  number INTEGER NOT NULL CHECK(number > 0),
  PRIMARY KEY(series, label),
  UNIQUE(series, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
