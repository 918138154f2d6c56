-- Speakers as persons: a renamed one keeps number and colour beside the old label, which undo may bring back; so a number
-- may stand twice in a series.

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
