-- What a check finds, and somebody let stand for a reason. A place is the turn that it is found in, or else the chunk,
-- by number: so it goes where these go. With other words it is another finding.

CREATE TABLE waiver(
  episode_id INTEGER NOT NULL REFERENCES episode(id) ON DELETE CASCADE,
  place      INTEGER NOT NULL,
  field      TEXT    NOT NULL,                    -- '' in the words of a turn
  code       TEXT    NOT NULL,
  words      TEXT    NOT NULL,
  why        TEXT    NOT NULL,
  PRIMARY KEY(episode_id, place, field, code, words)
) STRICT, WITHOUT ROWID;
