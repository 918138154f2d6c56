package service_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
)

// full is a library that keeps so many changes more, and no further one.
type full struct {
	session.Store
	left int
}

func (s *full) Commit(ctx context.Context, id session.EpisodeID, doc *transcript.Document, c session.Commit) (int64, error) {
	if s.left--; s.left < 0 {
		return 0, errors.New("the drive is full")
	}
	return s.Store.Commit(ctx, id, doc, c)
}

// Where names that went from file to file were followed, and what the files say could not be kept, the window hears of the
// names.
func TestTheWindowHearsOfNamesAlsoWhereTheRestFails(t *testing.T) {
	second := namedFile(2, "Salt and patience for a whole night")
	f := open(t, "ep07-01.md", namedFile(1, "Flour and water and a warm place"), "ep07-02.md", second)
	f.take()
	episode := f.row("ep07-02.md").episode
	chunk := f.row("ep07-02.md").ID
	config := f.config
	config.Store = &full{f.store, 1}
	f.Service = service.New(config)
	f.write("ep07-03.md", strings.NewReplacer("ep07-02", "ep07-03", "chunk: 2", "chunk: 3").Replace(second))
	f.write("ep07-02.md", strings.NewReplacer("ep07-09", "ep07-02", "chunk: 9", "chunk: 2").Replace(namedFile(9, "A new one about yeast from the brewery")))
	f.disk(episode, "changed", func(v service.DiskView) bool { return len(v.Files) == 1 && len(v.Arrived) == 1 })
	f.window.forget()
	if _, err := f.TakeIn(episode, []transcript.ID{chunk}); err == nil {
		t.Fatal("it is taken in")
	}
	var told []string
	for _, p := range all[service.PatchView](f.window, "patch") {
		for _, h := range p.Heads {
			told = append(told, fmt.Sprint(h.ID, " ", h.File))
		}
	}
	if want := fmt.Sprint(chunk, " ", f.path("ep07-03.md")); len(told) != 1 || told[0] != want {
		t.Errorf("told is %q, not %q", told, want)
	}
	for _, c := range f.episode(episode).Chunks {
		if c.ID == chunk && c.File != f.path("ep07-03.md") {
			t.Error(c.File)
		}
	}
}
