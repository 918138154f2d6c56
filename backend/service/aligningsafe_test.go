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

// Nothing of such a text can be said, so nothing is known of where it is said.
func TestATextInAnotherScriptGetsNoTimes(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	for _, turn := range f.chunk("1.md").Turns {
		f.edit("1.md", "Typed", transcript.SetParagraphs{Turn: turn.ID, Paragraphs: []string{strings.Repeat("Часовщик жил у моря. ", 5) + "Да."}})
	}
	f.align(id)
	times := f.timings("1.md")
	if len(times) != 42 {
		t.Fatalf("%d words", len(times))
	}
	for i, w := range times {
		if w.How != transcript.Unspoken {
			t.Fatalf("word %d is at %v, %d", i, w.Start, w.How)
		}
	}
	if c := kinds(f.coverage(id)); strings.Contains(c, "unwritten") || strings.Contains(c, "Give") {
		t.Error(c)
	}
	if job, err := f.AlignUnasked(id, 0); job != 0 || err != nil {
		t.Errorf("it is looked for again: %d, %v", job, err)
	}
}

// Where the times of turns are wrong, what was looked for by them is not kept before that is known.
func TestASearchAtWrongTimesThatWasStoppedLeavesNothing(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.timeTurns("1.md", [2]int{9, 17}, [2]int{11, 19})
	f.meanwhile(false, f.stopJobs)
	f.stopped(id, false)
	for i, w := range f.timings("1.md") {
		if w.How.Sought() {
			t.Fatalf("word %d is taken to be at %v", i, w.Start)
		}
	}
	if v := f.align(id); v.Found < 33 {
		t.Errorf("%+v", v)
	}
}

func TestWhatIsMissingIsToldOnce(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Cut a turn", transcript.DeleteTurn{Turn: turns[1].ID})
	f.align(id)
	once := f.beside(id).Uncovered
	if len(once) == 0 {
		t.Fatal("nothing is missing")
	}
	for range 2 {
		f.edit("1.md", "Forgot the times", transcript.SetTimes{Turn: turns[0].ID})
		f.align(id)
	}
	if again := f.beside(id).Uncovered; len(again) != len(once) {
		t.Errorf("%v became %v", once, again)
	}
}

// Turns that were written anew and are far apart are looked for each by itself.
func TestATurnIsFoundAgainBesideOneThatIsFar(t *testing.T) {
	f, id, words := clockmaker(t, "")
	f.align(id)
	turns := f.chunk("1.md").Turns
	f.timeTurns("1.md", [2]int{0, 8}, [2]int{300, 600})
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, To: 3, Text: "One"}, transcript.SetTimes{Turn: turns[1].ID})
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, To: 3, Text: turns[0].Paragraphs[0][:3]})
	job, err := f.AlignEdited(id, []transcript.ID{turns[0].ID, turns[1].ID})
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	f.ended(job, nil)
	now := f.chunk("1.md").Turns
	if w := now[0].Times[0]; !w.How.Sought() || len(now[0].Times) != len(words[0]) {
		t.Errorf("%+v", w)
	}
	// The other one is looked for after that, as when nobody has asked.
	if len(now[1].Times) > 0 {
		t.Errorf("the other one: %v", now[1].Times)
	}
	job, err = f.AlignEdited(id, []transcript.ID{turns[0].ID, turns[1].ID})
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	if ended := f.ended(job, nil); ended.Kind != "alignment" {
		t.Errorf("%+v", ended)
	}
	now = f.chunk("1.md").Turns
	if times := now[1].Times; len(times) != len(words[1]) || slices.ContainsFunc(times, func(w transcript.Timing) bool { return !w.How.Sought() }) {
		t.Errorf("the other one: %v", times)
	}
}

// A search of one sound does not go on in another one.
func TestASearchEndsWithTheSoundThatItIsOf(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	raw, err := os.ReadFile("../align/testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	f.write("take2.flac", string(raw))
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

// What was written anew is looked for where it stands, and nowhere else, even where little of it is said there.
func TestATurnThatWasWrittenAnewStaysNear(t *testing.T) {
	f, id, words := clockmaker(t, "")
	f.align(id)
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Pasted", transcript.SetParagraphs{Turn: turns[0].ID, Paragraphs: []string{strings.Repeat(turns[1].Paragraphs[0]+" ", 3) + "So."}})
	job, err := f.AlignEdited(id, []transcript.ID{turns[0].ID})
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	f.ended(job, nil)
	for i, w := range f.chunk("1.md").Turns[0].Times {
		if most := timecode.FromMillis(words[1][0][0]) + 2*timecode.Second; w.How.Timed() && w.End > most {
			t.Fatalf("word %d went to %v", i, w.End)
		}
	}
}
