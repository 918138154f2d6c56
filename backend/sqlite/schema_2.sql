-- Version 2: when words are said, and which ends of a turn nobody has heard.

ALTER TABLE turn ADD COLUMN times BLOB;                -- of each word, packed: see transcript.Timings; NULL where none is known
ALTER TABLE turn ADD COLUMN estimated INTEGER NOT NULL DEFAULT 0 CHECK(estimated BETWEEN 0 AND 3); -- 1 the start, 2 the end
