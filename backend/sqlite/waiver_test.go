package sqlite

import (
	"testing"

	"stet/backend/session"
)

func TestWhatIsLetStandForAReasonIsKept(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, _ := episode(t, l)
	slow := session.Waiver{Place: 2, Code: "turn.long", Words: "00:01:00:00 - 00:02:00:00"}
	tag := session.Waiver{Place: 1, Field: "tags", Code: "tag.unapproved", Words: "lamps"}
	for _, err := range []error{
		l.Waive(t.Context(), id, slow, "He looks for the lamp."), l.Waive(t.Context(), id, slow, "They look for the lamp."),
		l.Waive(t.Context(), id, tag, "It is new."), l.Waive(t.Context(), id, tag, ""),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	closeLibrary(t, l)
	l = open(t, path)
	if got, err := l.Waivers(t.Context(), id); err != nil || len(got) != 1 || got[slow] != "They look for the lamp." {
		t.Errorf("%v, %v", got, err)
	}
	if err := l.Waive(t.Context(), 999, slow, "It is right."); err == nil {
		t.Error("something stands in an episode that is not there")
	}
	sound(t, l)
}

// A library that knows no waivers gets room for them, and loses nothing.
func TestALibraryFromBeforeThereWereWaivers(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	if _, err := l.writer.conn.ExecContext(t.Context(), "DROP TABLE waiver; DROP TABLE conflict; DROP INDEX source_by_sum; "+gapless+"PRAGMA user_version = 12;"); err != nil {
		t.Fatal(err)
	}
	closeLibrary(t, l)
	l = open(t, path)
	if !document(t, l, id).Equal(d) {
		t.Error("the episode is another")
	}
	if got, err := l.Waivers(t.Context(), id); err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
	sound(t, l)
}
