-- Which values of a chunk's front matter are to stand in quotes, or without, as a JSON list; NULL where nobody asked for any.

ALTER TABLE chunk ADD COLUMN quotes TEXT;
