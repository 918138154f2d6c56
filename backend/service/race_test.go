package service_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
)

// between is the library, and lets something happen in the middle of an import.
type between struct {
	session.Store
	once   sync.Once
	onFind func()
	// refuse is what Commit says instead of storing, if it is not nil.
	refuse error
}

func (s *between) Find(ctx context.Context, path string) (session.Place, error) {
	if s.onFind != nil {
		s.once.Do(s.onFind)
	}
	return s.Store.Find(ctx, path)
}

func (s *between) Commit(ctx context.Context, id session.EpisodeID, doc *transcript.Document, c session.Commit) (int64, error) {
	if s.refuse != nil {
		return 0, s.refuse
	}
	return s.Store.Commit(ctx, id, doc, c)
}

// An import reads a file, an export writes a correction into it, and the import goes on: the correction stays.
func TestAnImportDoesNotTakeBackWhatIsExportedMeanwhile(t *testing.T) {
	f := open(t, "crumb.md", crumb)
	f.take()
	f.correct("crumb.md", "shelf", "ledge")
	f.Service.Store = &between{Store: f.store, onFind: func() { f.export("", false) }}
	v := f.take()
	c := f.chunk("crumb.md")
	if !strings.Contains(c.Turns[0].Paragraphs[0], "ledge") || c.Dirty || !strings.Contains(f.read("crumb.md"), "ledge") {
		t.Errorf("the library says %q (dirty %v), the file\n%s", c.Turns[0].Paragraphs, c.Dirty, f.read("crumb.md"))
	}
	if v.Updated != 0 || v.Same != 1 || len(v.Conflicts) != 0 {
		t.Errorf("%+v", v)
	}
}

// A file that cannot be updated does not hide that the others are in.
func TestAnUpdateThatFailsIsNamed(t *testing.T) {
	f := open(t, "crumb.md", crumb)
	f.take()
	f.write("oven.md", oven)
	f.replace("crumb.md", "shelf", "ledge")
	f.Service.Store = &between{Store: f.store, refuse: session.ErrFull}
	v := f.take()
	if v.Added != 1 || v.Updated != 0 || len(v.Refused) != 1 || !strings.HasSuffix(v.Refused[0].File, "crumb.md") || !strings.Contains(v.Refused[0].What, "full") {
		t.Errorf("%+v", v)
	}
	if len(f.rows()) != 2 {
		t.Errorf("the library has %v", f.rows())
	}
}

// The folder that the files came from is where they came from, also when it is named.
func TestAnExportToTheFolderThatTheFilesCameFrom(t *testing.T) {
	f := open(t, "crumb.md", crumb)
	f.take()
	for _, words := range [][2]string{{"shelf", "ledge"}, {"ledge", "sill"}} {
		f.correct("crumb.md", words[0], words[1])
		if got := states(f.export(f.path(""), false)); got != "crumb.md written" {
			t.Errorf("%s: %s", words[1], got)
		}
		if f.chunk("crumb.md").Dirty {
			t.Errorf("%s: the chunk is as its file, and says that it is not", words[1])
		}
	}
}

func TestHeadsTellWhatIsWrongNow(t *testing.T) {
	f := open(t, "crumb.md", crumb)
	f.take()
	f.correct("crumb.md", "shelf", "ledge")
	r := f.correct("crumb.md", "So it does.", "00:00:20:00 - 00:00:21:00")
	if len(r.Patch.Heads) != 0 {
		t.Fatalf("words alone sent %d heads", len(r.Patch.Heads))
	}
	c := f.chunk("crumb.md")
	heads, err := f.Heads(f.row("crumb.md").episode, []transcript.ID{c.ID, 4711})
	if err != nil || len(heads) != 1 || !heldBack(heads[0].Problems) {
		t.Errorf("%+v, %v", heads, err)
	}
}

func heldBack(problems []service.ProblemView) bool {
	for _, p := range problems {
		if p.Code == "export.refused" {
			return true
		}
	}
	return false
}
