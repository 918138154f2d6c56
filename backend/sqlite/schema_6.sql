-- Comments and bookmarks. They stand at words of a turn, by number: see transcript.Note. A note is taken along
-- by every change of the words, so it need not point to the turn's row, which may come and go within one.

CREATE TABLE note(
  episode_id INTEGER NOT NULL REFERENCES episode(id) ON DELETE CASCADE,
  id         INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK(kind IN ('comment', 'bookmark')),
  turn       INTEGER NOT NULL,                    -- 0 where there is no turn left
  from_word  INTEGER NOT NULL,
  to_word    INTEGER NOT NULL CHECK(to_word >= from_word),
  lost       INTEGER NOT NULL CHECK(lost IN (0, 1)),
  text       TEXT    NOT NULL,
  resolved   INTEGER NOT NULL CHECK(resolved IN (0, 1)),
  PRIMARY KEY(episode_id, id)
) STRICT, WITHOUT ROWID;
