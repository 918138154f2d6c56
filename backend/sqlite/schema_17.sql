-- A stretch of the sound that the timecodes do not count, such as an advertisement that was put in: before which place, counted
-- from 00:00:00:00, and how long it is, in flicks. Of no length there is none.

ALTER TABLE episode ADD COLUMN gap_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE episode ADD COLUMN gap INTEGER NOT NULL DEFAULT 0;
