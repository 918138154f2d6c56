-- Which values of a chunk's front matter are to stand in quotes, or without, as a JSON list, and what its file is to be called, as
-- JSON; NULL where nobody asked for any.

ALTER TABLE chunk ADD COLUMN quotes TEXT;
ALTER TABLE chunk ADD COLUMN file_name TEXT;
