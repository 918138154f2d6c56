-- A label that has the number of another, since somebody was renamed, gives way when the other is back.

ALTER TABLE speaker ADD COLUMN heir INTEGER NOT NULL DEFAULT 0;
