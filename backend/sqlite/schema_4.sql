-- What a library needs to be searched, and what a series keeps mishearing. The words of turns stand here as package
-- search has them (search.Index), and nothing else does: what was said is in turn alone.

CREATE VIRTUAL TABLE turn_word USING fts5(        -- rowid is turn.row
  words, content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE TRIGGER turn_word_goes AFTER DELETE ON turn BEGIN DELETE FROM turn_word WHERE rowid = old.row; END;

CREATE TABLE word(                                -- every word that ever stood in a turn
  id   INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE mishearing(
  series TEXT NOT NULL,
  wrong  TEXT NOT NULL,
  right  TEXT NOT NULL,
  PRIMARY KEY(series, wrong)
) STRICT, WITHOUT ROWID;

CREATE TABLE standing(                            -- what somebody let stand
  episode_id INTEGER NOT NULL REFERENCES episode(id) ON DELETE CASCADE,
  turn       INTEGER NOT NULL,
  reason     TEXT    NOT NULL,                    -- what finds fault with it
  words      TEXT    NOT NULL,
  PRIMARY KEY(episode_id, turn, reason, words)
) STRICT, WITHOUT ROWID;
