package service_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"stet/backend/align"
	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// beside is what the library keeps of a search beside the times of words.
func (f *fixture) beside(id int64) (b struct {
	Uncovered []align.Span `json:"uncovered"`
	Part      bool         `json:"part"`
}) {
	f.t.Helper()
	raw, err := f.store.Recall(f.t.Context(), fmt.Sprintf("align.beside.%d", id))
	if err != nil {
		f.t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(raw), &b); err != nil {
		f.t.Fatal(err)
	}
	return b
}

// timeTurns gives the turns of a file times, in seconds from and to.
func (f *fixture) timeTurns(name string, spans ...[2]int) {
	f.t.Helper()
	var ops []transcript.Op
	clock := timecode.Clock{Rate: timecode.Rate30}
	for i, turn := range f.chunk(name).Turns {
		from, to := timecode.Time(spans[i][0])*timecode.Second, timecode.Time(spans[i][1])*timecode.Second
		ops = append(ops, transcript.SetSpan{Turn: turn.ID, Span: &timecode.Span{Start: clock.CodeAt(from, timecode.Millis), End: clock.CodeAt(to, timecode.Millis)}})
	}
	f.edit(name, "Timed the turns", ops...)
}

// meanwhile does something once an alignment has looked through all of its sound, or first tells of times if that is asked.
func (f *fixture) meanwhile(times bool, what func()) {
	f.config.Emit = func(name string, data any) {
		f.window.emit(name, data)
		v, ok := data.(service.JobView)
		if ok && v.Kind == "alignment" && v.State == service.JobRunning && v.Done >= 1000 || times && name == "times" {
			what()
		}
	}
	f.restart()
}

func (f *fixture) stopJobs() {
	for _, job := range f.Jobs() {
		_ = f.CancelJob(job.ID)
	}
}

func (f *fixture) stopped(id int64, anew bool) {
	f.t.Helper()
	if job := f.ended(f.AlignWords(id, 0, anew)); job.State != service.JobCancelled {
		f.t.Fatalf("it was not stopped: %+v", job)
	}
	f.config.Emit = f.window.emit
	f.restart()
}

// Where the times of turns are wrong, words that were looked for by them are kept only where they are said.
func TestASearchAtWrongTimesThatWasStoppedLeavesNothingWrong(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.timeTurns("1.md", [2]int{9, 17}, [2]int{11, 19})
	f.meanwhile(false, f.stopJobs)
	f.stopped(id, false)
	kept, found := f.timings("1.md"), 0
	f.ended(f.AlignWords(id, 0, true))
	for i, w := range f.timings("1.md") {
		if w.How == transcript.Measured {
			found++
		}
		if len(kept) == 0 {
			continue // nothing is kept that may be wrong
		}
		if was := kept[i]; was.How.Sought() && (was.Start-w.Start > timecode.FromMillis(100) || w.Start-was.Start > timecode.FromMillis(100)) {
			t.Errorf("word %d was taken to be at %v, and is at %v", i, was.Start, w.Start)
		}
	}
	if found < 33 {
		t.Errorf("%d words are found", found)
	}
}

// A search of one sound does not go on in another one.
func TestASearchEndsWithTheSoundThatItIsOf(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	raw, err := os.ReadFile("../align/testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	f.write("take2.flac", string(raw)+"\x00")
	f.meanwhile(false, func() {
		if _, err := f.AttachSound(id, f.path("take2.flac")); err != nil {
			t.Error(err)
		}
	})
	f.stopped(id, false)
	if v := f.align(id); v.Words != 37 {
		t.Errorf("%+v", v)
	}
}

func TestWhatWasFoundStaysWhenLookingAnewIsStopped(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	was := f.timings("1.md")
	f.meanwhile(true, f.stopJobs)
	f.stopped(id, true)
	if now := f.timings("1.md"); !slices.Equal(now, was) {
		t.Errorf("%v", now)
	}
}

// A search that was stopped has told of no missing speech. The one that goes on tells of all.
func TestWhatIsMissingIsToldAfterASearchThatWasStopped(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	turns := f.chunk("1.md").Turns
	text := turns[0].Paragraphs[0]
	f.edit("1.md", "Cut a turn", transcript.DeleteTurn{Turn: turns[1].ID},
		transcript.SplitTurn{Turn: turns[0].ID, At: strings.Index(text[len(text)/2:], " ") + len(text)/2, New: 9001})
	f.meanwhile(false, f.stopJobs)
	f.stopped(id, false)
	f.edit("1.md", "Forgot the times", transcript.SetTimes{Turn: turns[0].ID})
	f.align(id)
	if c := kinds(f.coverage(id)); !strings.Contains(c, "unwritten") {
		t.Error(c)
	}
}

// It tells of it too where all words had been found already.
func TestASearchThatWasStoppedInItsLastPhaseGoesOn(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.edit("1.md", "Cut a turn", transcript.DeleteTurn{Turn: f.chunk("1.md").Turns[1].ID})
	f.meanwhile(false, f.stopJobs)
	f.stopped(id, false)
	if c := kinds(f.coverage(id)); strings.Contains(c, "unwritten") {
		t.Fatalf("it was not stopped before: %s", c)
	}
	was := f.timings("1.md")
	job, err := f.AlignUnasked(id, 0)
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	f.ended(job, nil)
	if c := kinds(f.coverage(id)); !strings.Contains(c, "unwritten") {
		t.Error(c)
	}
	if !slices.Equal(f.timings("1.md"), was) {
		t.Error("words have other times")
	}
	if job, err := f.AlignUnasked(id, 0); job != 0 || err != nil {
		t.Errorf("it is looked for again: %d, %v", job, err)
	}
}

// As long as a search has not come to its end, and also where it was stopped, the window knows that nothing is said so far of
// words that were not found. What a search counts ends before its last passes, which count nothing.
func TestASearchSaysThatItIsNotAtItsEnd(t *testing.T) {
	f, id, _ := clockmaker(t, " The harbour master counted eleven yellow boats before breakfast.")
	told := func() (out []bool) {
		for _, e := range all[service.SearchEvent](f.window, "search") {
			if e.ID == id && (len(out) == 0 || out[len(out)-1] != e.Searching) {
				out = append(out, e.Searching)
			}
		}
		return out
	}
	if f.episode(id).Searching {
		t.Error("nobody has searched")
	}
	f.meanwhile(true, f.stopJobs)
	f.stopped(id, false)
	if got := told(); !f.episode(id).Searching || !slices.Equal(got, []bool{true}) {
		t.Errorf("it was stopped: %v", got)
	}
	for range 2 { // the search that goes on, and one anew
		f.ended(f.AlignWords(id, 0, !f.episode(id).Searching))
		if got := told(); f.episode(id).Searching || got[len(got)-1] {
			t.Errorf("it has ended: %v", got)
		}
		var last service.JobView
		for _, v := range all[service.JobView](f.window, "job") {
			if v.Kind == "alignment" && v.State == service.JobRunning {
				last = v
			}
		}
		if last.What != "Looking for gaps" || last.Total > 0 && last.Done < last.Total {
			t.Errorf("at last it told %+v", last)
		}
	}
}
