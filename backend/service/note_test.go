package service_test

import (
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// What is Stet's own stands in no file: comments, bookmarks and checked turns change no byte of an export.
func TestWhatIsStetsOwnStandsInNoFile(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	turn := f.turn("1.md", "🍞")
	comment := transcript.AddNote{Note: transcript.Note{
		Kind: transcript.Comment, Text: "A loaf?", Anchor: transcript.Anchor{Turn: turn.ID, From: 6, To: 7},
	}}
	reply := f.edit("1.md", "Commented", comment)
	if len(reply.Patch.Notes) != 1 || len(reply.Patch.Turns) != 0 {
		t.Fatalf("%+v", reply.Patch)
	}
	note := reply.Patch.Notes[0]
	f.edit("1.md", "Bookmarked", transcript.AddNote{Note: transcript.Note{Kind: transcript.Bookmark, Anchor: transcript.Anchor{Turn: turn.ID}}})
	if p := f.edit("1.md", "Checked the turn", transcript.SetChecked{Turn: turn.ID, Checked: true}).Patch; len(p.Turns) != 1 || !p.Turns[0].Checked || p.Turns[0].Changed {
		t.Errorf("%+v", p.Turns)
	}
	if row := f.row("1.md"); row.Dirty || row.Checked != 1 || row.Turns < 2 {
		t.Errorf("%+v", row)
	}
	for path, file := range f.export("", false) {
		if file.State != service.PlanSame {
			t.Errorf("%s: %+v", path, file)
		}
	}
	// A word before it takes the comment along; the turn is checked no more, in the same step.
	p := f.correct("1.md", "shelf", "top shelf").Patch
	if len(p.Notes) != 1 || p.Notes[0].From != 7 || p.Turns[0].Checked {
		t.Errorf("%+v, %+v", p.Notes, p.Turns)
	}
	if f.row("1.md").Checked != 0 {
		t.Error("the list counts it as checked")
	}
	if p := f.undo(f.row("1.md").episode); len(p.Notes) != 1 || p.Notes[0] != note || !p.Turns[0].Checked {
		t.Errorf("undone: %+v, %+v", p.Notes, p.Turns)
	}
	f.edit("1.md", "Settled the comment", transcript.SetNote{Note: note.ID, Text: "A loaf.", Resolved: true})
	f.restart()
	notes := f.episode(f.row("1.md").episode).Notes
	if len(notes) != 2 || notes[0].Text != "A loaf." || !notes[0].Resolved || notes[1].Kind != transcript.Bookmark {
		t.Errorf("%+v", notes)
	}
	if p := f.edit("1.md", "Deleted the comment", transcript.RemoveNote{Note: note.ID}).Patch; len(p.NotesGone) != 1 || p.NotesGone[0] != note.ID {
		t.Errorf("%+v", p)
	}
}

func (f *fixture) undo(id int64) service.PatchView {
	f.t.Helper()
	reply, err := f.Undo(id)
	if err != nil {
		f.t.Fatal(err)
	}
	return reply.Patch
}
