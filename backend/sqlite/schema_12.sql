-- How many spaces the lists of a chunk's front matter are to be indented by; NULL as its file has them.

ALTER TABLE chunk ADD COLUMN indent INTEGER;
