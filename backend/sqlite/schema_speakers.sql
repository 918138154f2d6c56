-- Speakers as persons: a renamed one keeps number and colour beside the old label, which undo may bring back; so a number
-- may stand twice in a series. And what checks found and somebody let stand.

CREATE TABLE speaker_new(
  series TEXT    NOT NULL,
  label  TEXT    NOT NULL,
  number INTEGER NOT NULL CHECK(number > 0),
  name   TEXT    NOT NULL DEFAULT '',             -- the full name; '' while nobody has told
  PRIMARY KEY(series, label)
) STRICT, WITHOUT ROWID;
INSERT INTO speaker_new(series, label, number) SELECT series, label, number FROM speaker;
DROP TABLE speaker;
ALTER TABLE speaker_new RENAME TO speaker;

CREATE INDEX turn_by_speaker ON turn(episode_id, speaker);

CREATE TABLE standing(
  episode_id INTEGER NOT NULL REFERENCES episode(id),
  turn_id    INTEGER NOT NULL,                    -- may be gone: the history brings it back
  code       TEXT    NOT NULL,                    -- which check
  words      TEXT    NOT NULL,                    -- what the turn said: of other words it is asked anew
  PRIMARY KEY(episode_id, turn_id, code)
) STRICT, WITHOUT ROWID;
