-- Words that people let stand: in every episode of a series, or in one.

CREATE TABLE known_word(
  series     TEXT    NOT NULL,
  episode_id INTEGER NOT NULL,                         -- 0 for all of the series
  word       TEXT    NOT NULL CHECK(word <> ''),
  PRIMARY KEY(series, episode_id, word)
) STRICT, WITHOUT ROWID;
