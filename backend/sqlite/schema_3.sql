-- The history as a tree, and what each chunk's file held when it first came.

ALTER TABLE step ADD COLUMN place TEXT NOT NULL DEFAULT '';   -- where, for people: '02, 00:03:23:04'
ALTER TABLE step ADD COLUMN after_seq INTEGER;                -- the step it was done on top of; 0: what was imported; NULL: not known
UPDATE step SET after_seq = line.before FROM (
  SELECT seq, lag(seq, 1, 0) OVER (PARTITION BY episode_id ORDER BY seq) AS before FROM step WHERE state <> 'abandoned'
) AS line WHERE line.seq = step.seq;

ALTER TABLE chunk ADD COLUMN first_source_id INTEGER REFERENCES source(id);
UPDATE chunk SET first_source_id = source_id;
UPDATE chunk SET first_source_id = first.id
  FROM (SELECT path, min(id) AS id FROM source WHERE path <> '' GROUP BY path) AS first WHERE first.path = chunk.path;
CREATE INDEX chunk_by_first_source ON chunk(first_source_id);
