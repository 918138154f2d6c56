-- Marks of names stand at words, too: kinds 'entity' and 'mention'. See transcript.Note.

CREATE TABLE note_of_any_kind(
  episode_id INTEGER NOT NULL REFERENCES episode(id) ON DELETE CASCADE,
  id         INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK(kind IN ('comment', 'bookmark', 'entity', 'mention')),
  turn       INTEGER NOT NULL,                    -- 0 where there is no turn left
  from_word  INTEGER NOT NULL,
  to_word    INTEGER NOT NULL CHECK(to_word >= from_word),
  lost       INTEGER NOT NULL CHECK(lost IN (0, 1)),
  text       TEXT    NOT NULL,
  resolved   INTEGER NOT NULL CHECK(resolved IN (0, 1)),
  PRIMARY KEY(episode_id, id)
) STRICT, WITHOUT ROWID;

INSERT INTO note_of_any_kind(episode_id, id, kind, turn, from_word, to_word, lost, text, resolved)
SELECT episode_id, id, kind, turn, from_word, to_word, lost, text, resolved FROM note;
DROP TABLE note;
ALTER TABLE note_of_any_kind RENAME TO note;
