package service_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// insert puts words at the beginning of a turn.
func (f *fixture) insert(episode int64, turn transcript.ID, words string) {
	op := transcript.EditText{Turn: turn, Text: words}
	if _, err := f.Edit(service.EditRequest{Episode: episode, Name: "Insert", Ops: encode(f.t, op)}); err != nil {
		f.t.Errorf("episode %d: %q is not inserted: %v", episode, words, err)
	}
}

// name and text are a chunk's file of one of many episodes.
func name(e, chunk int) string { return fmt.Sprintf("ep%d/%d.md", e, chunk) }

func text(e, chunk int) string {
	return fmt.Sprintf("---\nseries: Slow Rise\nepisode: %d\nchunk: %d\n---\n\n00:00:01:00 - 00:00:02:00\nMarit\nOne.\n"+
		"00:00:02:00 - 00:00:03:00\nOtto\nTwo.\n", e, chunk)
}

// Several hands edit more episodes than are kept open, while imports bring new chunks to them and change old ones, and
// exports write them. At the end every edit is there, in the library and in the files.
func TestManyAtOnce(t *testing.T) {
	const episodes, edits = 9, 6
	f := open(t)
	for e := range episodes {
		f.write(name(e, 1), text(e, 1))
	}
	f.take()
	rows := f.rows()
	turns := map[int][]transcript.ID{}
	for e := range episodes {
		for _, turn := range f.chunk(name(e, 1)).Turns {
			turns[e] = append(turns[e], turn.ID)
		}
	}

	var hands sync.WaitGroup
	for e := range episodes {
		for hand := range 2 {
			hands.Go(func() {
				for i := range edits {
					f.insert(rows[name(e, 1)].episode, turns[e][hand], fmt.Sprintf("%d%c ", i, 'a'+hand))
				}
			})
		}
	}
	hands.Go(func() {
		for chunk := 2; chunk < 6; chunk++ {
			for e := range episodes {
				f.write(name(e, chunk), text(e, chunk))
			}
			if v := f.take(); v.Added != episodes || len(v.Refused) != 0 {
				t.Errorf("%+v", v)
			}
		}
	})
	hands.Go(func() {
		for range 4 {
			f.export("", false)
			f.rows()
		}
	})
	hands.Wait()

	f.restart()
	f.export("", false)
	for e := range episodes {
		if got := len(f.episode(rows[name(e, 1)].episode).Chunks); got != 5 {
			t.Errorf("episode %d has %d chunks", e, got)
		}
		for hand, want := range []string{"One.", "Two."} {
			for i := range edits {
				want = fmt.Sprintf("%d%c %s", i, 'a'+hand, want)
			}
			if file := f.read(name(e, 1)); !strings.Contains(file, want) {
				t.Errorf("episode %d: the file lacks %q:\n%s", e, want, file)
			}
		}
	}
	for n, r := range f.rows() {
		if r.Dirty {
			t.Errorf("%s differs from its file", n)
		}
	}
}

// While many read an episode for the first time, it is opened once, and all see the same.
func TestManyReadersAtOnce(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.restart()
	id := f.row("1.md").episode
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			if e := f.episode(id); len(e.Chunks) != 1 || len(e.Chunks[0].Turns) != 3 {
				t.Errorf("%+v", e)
			}
		})
	}
	readers.Wait()
}

func TestJobsOfOneKindWaitForEachOther(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.correct("1.md", "once more", "twice")
	// The window's clock stands still until the job may go on.
	hold := make(chan struct{})
	emit := f.config.Emit
	var once sync.Once
	f.config.Emit = func(name string, data any) {
		emit(name, data)
		if _, ok := data.(service.JobView); ok {
			once.Do(func() { <-hold })
		}
	}
	f.restart()
	v, err := f.PlanExport(0, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	first, err := f.Export(v.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Export(v.ID, nil); code(err) != service.CodeInvalid {
		t.Error("a second export began: ", err)
	}
	if _, err := f.ExportResult(first); code(err) != service.CodeNotFound {
		t.Error("there is a result already: ", err)
	}
	if jobs := f.Jobs(); len(jobs) != 1 || jobs[0].State != service.JobRunning {
		t.Errorf("%+v", jobs)
	}
	close(hold)
	wait(f.window, "job", func(j service.JobView) bool { return j.ID == first && j.State == service.JobDone })
	// Many later, the first is forgotten.
	for range 25 {
		id, err := f.Export(v.ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		wait(f.window, "job", func(j service.JobView) bool { return j.ID == id && j.State == service.JobDone })
	}
	if _, err := f.ExportResult(first); code(err) != service.CodeNotFound {
		t.Error(err)
	}
	if n := len(f.Jobs()); n > 21 {
		t.Errorf("%d jobs are kept", n)
	}
}

// Closing the program ends an import that is under way, and leaves nothing of it.
func TestClosingEndsTheWork(t *testing.T) {
	f := open(t)
	for i := range 60 {
		f.write(fmt.Sprintf("%d/x.md", i), starter)
	}
	begun := make(chan struct{})
	emit := f.config.Emit
	var once sync.Once
	f.config.Emit = func(name string, data any) {
		emit(name, data)
		if j, ok := data.(service.JobView); ok && j.State == service.JobRunning {
			once.Do(func() { close(begun) })
		}
	}
	f.restart()
	if _, err := f.Import([]string{f.path("")}, nil); err != nil {
		t.Fatal(err)
	}
	<-begun
	f.restart()
	if n := len(f.rows()); n != 0 && n != 60 {
		t.Errorf("%d of 60 chunks are left", n)
	}
}
