package session_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// longEpisode is one of so many chunks of 150 turns and 3,750 words.
func longEpisode(t testing.TB, chunks int) *fixture {
	f := &fixture{t: t, path: t.TempDir() + "/library.stet", clock: &clock{time.Unix(1_700_000_000, 0)}}
	f.connect()
	im, err := f.store.Begin(ctx, f.clock.now)
	if err != nil {
		t.Fatal(err)
	}
	for n := range chunks {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Bells %d\nchunk: %d\n---\n\n", n, n)
		for i := range 150 {
			at := func(i int) string {
				s := (n*150 + i) * 6
				return fmt.Sprintf("%02d:%02d:%02d:00", s/3600, s/60%60, s%60)
			}
			fmt.Fprintf(&b, "%s - %s\n%s\n%s\n", at(i), at(i+1), []string{"Ada", "Björn"}[i%2], strings.Repeat("the bell rang on ", 6)+"today.")
		}
		text := []byte(b.String())
		err := im.Add(ctx, []session.NewChunk{{
			Source:  session.Source{Path: fmt.Sprintf("/show/%02d.md", n), Below: fmt.Sprintf("%02d.md", n), Bytes: text},
			Episode: transcript.Episode{Series: "Bell Towers", Key: "3"}, Chunk: chunkfile.Parse(text).Chunk(),
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	ids, err := im.Finish(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f.id = ids[0]
	f.reopen()
	return f
}

// work does so many steps: mostly words put in somewhere, letter by letter if so wanted, and at times a speaker over a
// whole chunk.
func (f *fixture) work(steps int, letters ...string) {
	f.t.Helper()
	cleo := "Cleo"
	var turns []transcript.ID
	f.Read(func(doc *transcript.Document, _ session.Files) {
		for _, c := range doc.Chunks() {
			turns = append(turns, doc.Order(c)...)
		}
	})
	for n := range steps {
		f.clock.pass(time.Minute)
		var ops []transcript.Op
		if n%500 == 499 {
			chunk := n / 500 * 150 % len(turns)
			for _, id := range turns[chunk : chunk+150] {
				ops = append(ops, transcript.SetSpeaker{Turn: id, Speaker: &cleo})
			}
		} else {
			at := 0
			for _, text := range letters {
				ops = append(ops, transcript.EditText{Turn: turns[n*7%len(turns)], From: at, To: at, Text: text})
				at += len(text)
			}
		}
		f.do(session.Edit{Name: fmt.Sprintf("Edit %d", n+1), Ops: ops})
	}
}

// There are ten thousand, but where the race detector looks on.
func TestTenThousandStepsAreKept(t *testing.T) {
	steps := 10_000
	if slow {
		steps = 2000
	}
	f := longEpisode(t, 3)
	start := f.copied()
	f.work(steps/2, "soon ")
	middle := f.copied()
	f.restart()
	f.work(steps/2, "soon ")
	end := f.copied()
	f.restart()
	for _, at := range []struct {
		seq  int64
		want *transcript.Document
	}{{0, start}, {int64(steps), end}, {int64(steps / 2), middle}, {0, start}} {
		if _, err := f.GoTo(ctx, at.seq); err != nil || !f.standsAs(at.want) {
			t.Fatalf("at step %d stands another text, %v", at.seq, err)
		}
		f.checkStored()
		f.restart()
	}
	if f.dirty() {
		t.Error("everything is undone, and a chunk says that it differs from its file")
	}
	// The list comes in pages, and none is told twice.
	var before int64
	told := 0
	for {
		page, err := f.store.Steps(ctx, f.id, before, 300)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, s := range page {
			if want := int64(steps - told); s.Seq != want || s.State != transcript.Undone {
				t.Fatalf("step %d is %s where %d should be", s.Seq, s.State, want)
			}
			told++
		}
		before = page[len(page)-1].Seq
	}
	if told != steps {
		t.Errorf("%d steps are listed", told)
	}
	for _, seq := range []int64{1, int64(steps), 500} {
		step, delta, err := f.Delta(ctx, seq)
		if err != nil || step.Name != fmt.Sprintf("Edit %d", (seq-1)%int64(steps/2)+1) || len(delta.Turns) == 0 {
			t.Errorf("step %d is %q with %d turns, %v", seq, step.Name, len(delta.Turns), err)
		}
	}
	for n := range 50 {
		if _, err := f.Redo(ctx); err != nil {
			t.Fatalf("redo %d: %v", n, err)
		}
	}
}

// soon is a word as it is typed.
var soon = strings.Split("soon ", "")

// BenchmarkUndo150000Words takes back a word in the midst of an episode of 150,000 words; beside it the same word is only put
// back and stored as an edit.
func BenchmarkUndo150000Words(b *testing.B) {
	f := longEpisode(b, 40)
	f.work(200, soon...)
	var undo, edit time.Duration
	n := 0
	for b.Loop() {
		b.StopTimer()
		start := time.Now()
		f.work(1, soon...)
		edit += time.Since(start)
		n++
		b.StartTimer()
		start = time.Now()
		if _, err := f.Undo(ctx); err != nil {
			b.Fatal(err)
		}
		undo += time.Since(start)
	}
	b.ReportMetric(float64(undo.Microseconds())/1000/float64(n), "undo-ms")
	b.ReportMetric(float64(edit.Microseconds())/1000/float64(n), "edit-ms")
}

// BenchmarkGoToOver10000Steps goes over 10,000 steps to the beginning and back, in one go each; beside it 500 steps are undone and
// done again one by one.
func BenchmarkGoToOver10000Steps(b *testing.B) {
	const steps, few = 10_000, 500
	f := longEpisode(b, 40)
	f.work(steps, soon...)
	var goes, single, delta time.Duration
	n := 0
	for b.Loop() {
		start := time.Now()
		for _, to := range []int64{0, steps} {
			if _, err := f.GoTo(ctx, to); err != nil {
				b.Fatal(err)
			}
		}
		goes += time.Since(start)
		n++
		b.StopTimer()
		start = time.Now()
		for range few {
			if _, err := f.Undo(ctx); err != nil {
				b.Fatal(err)
			}
		}
		for range few {
			if _, err := f.Redo(ctx); err != nil {
				b.Fatal(err)
			}
		}
		single += time.Since(start)
		f.reopen()
		start = time.Now()
		if _, _, err := f.Delta(ctx, 1); err != nil {
			b.Fatal(err)
		}
		delta += time.Since(start)
		b.StartTimer()
	}
	ms := func(d time.Duration, of int) float64 { return float64(d.Microseconds()) / 1000 / float64(of) }
	b.ReportMetric(ms(goes, 2*n), "go-ms")
	b.ReportMetric(ms(single, 2*few*n)*steps, "one-by-one-ms")
	b.ReportMetric(ms(delta, n), "first-diff-ms")
}
