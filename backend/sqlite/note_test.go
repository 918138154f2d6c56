package sqlite

import (
	"testing"

	"stet/backend/transcript"
)

// gapless takes out of a library what versions 17 and 18 brought.
const gapless = "ALTER TABLE chunk DROP COLUMN quotes; ALTER TABLE chunk DROP COLUMN file_name; ALTER TABLE episode DROP COLUMN gap_at; ALTER TABLE episode DROP COLUMN gap; ALTER TABLE speaker DROP COLUMN heir;"

// markless makes of a library what version 10 left of it, which knew no marks; a comment stands in it.
const markless = `DROP TABLE waiver; DROP TABLE conflict; DROP INDEX source_by_sum; ALTER TABLE chunk DROP COLUMN indent; DROP TABLE note;` + `
CREATE TABLE note(
  episode_id INTEGER NOT NULL REFERENCES episode(id) ON DELETE CASCADE, id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('comment', 'bookmark')), turn INTEGER NOT NULL, from_word INTEGER NOT NULL,
  to_word INTEGER NOT NULL, lost INTEGER NOT NULL, text TEXT NOT NULL, resolved INTEGER NOT NULL,
  PRIMARY KEY(episode_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO note SELECT id, 9000, 'comment', (SELECT min(turn.id) FROM turn), 0, 1, 0, 'Ask Mira.', 1 FROM episode;
UPDATE episode SET next_id = 9001;
` + gapless + `PRAGMA user_version = 10;`

func TestALibraryFromBeforeThereWereMarks(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, _ := episode(t, l)
	if _, err := l.writer.conn.ExecContext(t.Context(), markless); err != nil {
		t.Fatal(err)
	}
	closeLibrary(t, l)
	l = open(t, path)
	notes := document(t, l, id).Notes()
	if len(notes) != 1 || notes[0].ID != 9000 || notes[0].Kind != transcript.Comment || notes[0].Text != "Ask Mira." || !notes[0].Resolved {
		t.Errorf("%+v", notes)
	}
	if _, err := l.writer.conn.ExecContext(t.Context(), "UPDATE note SET kind = 'entity'"); err != nil {
		t.Error(err)
	}
	sound(t, l)
}
