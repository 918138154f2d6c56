-- Which turns somebody has checked, and how many they are of each chunk.

ALTER TABLE turn ADD COLUMN checked INTEGER NOT NULL DEFAULT 0 CHECK(checked IN (0, 1));
ALTER TABLE chunk ADD COLUMN turns INTEGER NOT NULL DEFAULT 0;   -- copies of what the turns say, for lists
ALTER TABLE chunk ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
UPDATE chunk SET turns = (SELECT count(*) FROM turn WHERE turn.chunk_row = chunk.row);
