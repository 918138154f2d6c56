-- Of labels that have one number, since somebody was renamed, all but the one that bore it last give way when both speak.

ALTER TABLE speaker ADD COLUMN heir INTEGER NOT NULL DEFAULT 0;
