package service_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// spokenFixture is what flite says in align's fixture: turns, and when each word begins and ends, in ms.
func spokenFixture(t *testing.T) (texts []string, words [][][2]int64) {
	t.Helper()
	raw, err := os.ReadFile("../align/testdata/spoken.json")
	if err != nil {
		t.Fatal(err)
	}
	var said []struct {
		Text  string     `json:"text"`
		Words [][2]int64 `json:"words"`
	}
	if err := json.Unmarshal(raw, &said); err != nil {
		t.Fatal(err)
	}
	for _, s := range said {
		texts, words = append(texts, s.Text), append(words, s.Words)
	}
	return texts, words
}

// clockmaker is an episode without times whose sound is the fixture; more stands behind the first turn's words.
func clockmaker(t *testing.T, more string) (f *fixture, id int64, words [][][2]int64) {
	t.Helper()
	texts, words := spokenFixture(t)
	sound, err := os.ReadFile("../align/testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	f = open(t, "1.md", "---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n"+
		"00:00:00.000 - 00:00:30.000\nAda\n"+texts[0]+more+"\n00:00:00.000 - 00:00:30.000\nMira\n"+texts[1]+"\n", "talk.flac", string(sound))
	f.config.Sounds.Open = decode.Open
	f.restart()
	f.take("1.md")
	id = f.row("1.md").episode
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Forgot the times", transcript.SetSpan{Turn: turns[0].ID}, transcript.SetSpan{Turn: turns[1].ID})
	f.edit("1.md", "Chose the sound", transcript.SetEpisode{Episode: transcript.Episode{Series: "Clocks", Key: "1", Sound: f.path("talk.flac")}})
	return f, id, words
}

func (f *fixture) align(id int64) service.AlignedView {
	f.t.Helper()
	job := f.ended(f.AlignWords(id, 0, false))
	if job.State != service.JobDone {
		f.t.Fatalf("%+v", job)
	}
	v, err := f.Aligned(job.ID)
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

// timings are the times of all words of a file.
func (f *fixture) timings(name string) (out transcript.Timings) {
	f.t.Helper()
	for _, turn := range f.chunk(name).Turns {
		out = append(out, turn.Times...)
	}
	return out
}

func TestWordsAreFoundInTheSound(t *testing.T) {
	f, id, words := clockmaker(t, "")
	v := f.align(id)
	var truth [][2]int64
	for _, w := range words {
		truth = append(truth, w...)
	}
	if v.Words != len(truth) || v.Found < len(truth)*9/10 || v.Unspoken != 0 {
		t.Fatalf("%+v of %d", v, len(truth))
	}
	times := f.timings("1.md")
	for i, w := range times {
		if off := w.Start - timecode.FromMillis(truth[i][0]); off > timecode.Second/10 || off < -timecode.Second/10 {
			t.Errorf("word %d is %v off", i, off)
		}
	}
	// It is no step, and the second time nothing is left to do.
	if steps := f.steps(id, 9); steps[0].Name != "Chose the sound" {
		t.Errorf("%+v", steps[0])
	}
	if v := f.align(id); v.Words != 0 {
		t.Errorf("again: %+v", v)
	}
	if job, err := f.AlignUnasked(id, 0); job != 0 || err != nil {
		t.Errorf("unasked: %d, %v", job, err)
	}
	told := 0
	for _, e := range all[service.TimesEvent](f.window, "times") {
		told += len(e.Turns)
	}
	if told != 2 {
		t.Errorf("the window was told of %d turns", told)
	}
}

func TestWordsAreFoundUnasked(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	turns := f.chunk("1.md").Turns
	job, err := f.AlignUnasked(id, turns[1].ID)
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	f.ended(job, nil)
	if times := f.timings("1.md"); len(times) != 37 || times[30].How != transcript.Measured {
		t.Errorf("%v", times)
	}
}

func TestWhatAPersonHasTimedStaysAndTurnsAreOfferedTimes(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	turn := f.chunk("1.md").Turns[0]
	hand := make(transcript.Timings, transcript.CountWords(turn.Paragraphs))
	hand[3] = transcript.Timing{Start: timecode.Second, End: timecode.Second + timecode.Second/5, How: transcript.ByHand}
	f.edit("1.md", "Timed a word", transcript.SetTimes{Turn: turn.ID, Times: hand})
	f.align(id)
	if got := f.timings("1.md"); got[3] != hand[3] || got[4].How != transcript.Measured || got[4].Start < hand[3].End {
		t.Errorf("%v, %v", got[3], got[4])
	}
	if turn := f.chunk("1.md").Turns[0]; turn.Start != "" {
		t.Errorf("the turn got a time unasked: %s", turn.Start)
	}
	want := "untimed: Give it this time, Give all 2 turns the times of their words"
	if v := f.coverage(id); !strings.Contains(kinds(v), want) {
		t.Errorf("%s", kinds(v))
	} else if _, err := f.MendCoverage(id, finding(v, "untimed")[0].Key, "Give all 2 turns the times of their words"); err != nil {
		t.Error(err)
	}
	if turns := f.chunk("1.md").Turns; turns[0].Start == "" || turns[1].Start == "" {
		t.Errorf("%+v", turns)
	}
	f.undo(id)
	if _, err := f.AcceptTimes(id, nil, 101); err == nil {
		t.Error("turns were given times that are not so sure")
	}
	second := f.chunk("1.md").Turns[1].ID
	if r, err := f.AcceptTimes(id, []transcript.ID{second}, 0); err != nil || r.Name != "Gave the turn the time of its words" {
		t.Errorf("%+v, %v", r, err)
	}
	if turns := f.chunk("1.md").Turns; turns[0].Start != "" || turns[1].Start == "" {
		t.Errorf("%+v", turns)
	}
	if _, err := f.AcceptTimes(id, nil, 80); err != nil {
		t.Error(err)
	}
	if turn := f.chunk("1.md").Turns[0]; turn.Start == "" {
		t.Errorf("%+v", turn)
	}
}

// What came until it was stopped stays, and the next search goes on from there.
func TestASearchThatWasStoppedGoesOn(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	turns := f.chunk("1.md").Turns
	f.align(id)
	all := f.timings("1.md")
	// The second turn is as it is when the search was stopped before it.
	f.edit("1.md", "Forgot the times", transcript.SetTimes{Turn: turns[1].ID})
	f.restart()
	v := f.align(id)
	if n := transcript.CountWords(turns[1].Paragraphs); v.Words != n || v.Found < n-1 {
		t.Errorf("%+v, want the %d words that were left", v, n)
	}
	for i, w := range f.timings("1.md") {
		if off := w.Start - all[i].Start; off > timecode.Second/20 || off < -timecode.Second/20 {
			t.Errorf("word %d went by %v", i, off)
		}
	}
	f.edit("1.md", "Forgot all times", transcript.SetTimes{Turn: turns[0].ID}, transcript.SetTimes{Turn: turns[1].ID})
	job, err := f.AlignWords(id, 0, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.CancelJob(job); err != nil {
		t.Fatal(err)
	}
	if j := f.ended(job, nil); j.State == service.JobFailed {
		t.Errorf("%+v", j)
	}
	if v := f.align(id); v.Words+len(f.timings("1.md")) < len(all) {
		t.Errorf("after it was stopped: %+v", v)
	}
}

// lawfulTimes holds what is stored to the laws: no word begins before the one before it has ended, and none is outside the sound.
func (f *fixture) lawfulTimes(when string, length timecode.Time) {
	f.t.Helper()
	at := timecode.Time(0)
	for k, turn := range f.chunk("1.md").Turns {
		for i, w := range turn.Times {
			if !w.How.Timed() {
				continue
			}
			if w.Start < at || w.End < w.Start || w.End > length {
				f.t.Fatalf("%s: turn %d, word %d, %v, runs from %v to %v after %v, in %v", when, k, i, w.How, w.Start, w.End, at, length)
			}
			at = w.End
		}
	}
}

// A turn that was written anew is looked for while the whole episode is searched, if what stands beside it was found already,
// and then its words stay.
func TestAnEditedTurnDoesNotWaitForTheSearchOfAll(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, From: len("Good "), To: len("Good "), Text: "grey "})
	held, opened := make(chan struct{}), atomic.Int32{}
	f.config.Sounds.Open = func(path string) (audio.Source, error) {
		if opened.Add(1) == 1 {
			<-held
		}
		return decode.Open(path)
	}
	f.restart()
	all, err := f.AlignWords(id, 0, true)
	if err != nil {
		t.Fatal(err)
	}
	for opened.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	f.ended(f.AlignEdited(id, []transcript.ID{turns[0].ID}))
	if now := f.chunk("1.md").Turns[0].Times; !now[1].How.Sought() {
		t.Errorf("it waits: %+v", now[:3])
	}
	// One beside words that the search has yet to come to waits for it.
	f.edit("1.md", "Forgot the times", transcript.SetTimes{Turn: turns[1].ID})
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, From: len("Good "), To: len("Good "), Text: "old "})
	if job, err := f.AlignEdited(id, []transcript.ID{turns[0].ID}); job != 0 || err != nil {
		t.Errorf("%d, %v", job, err)
	}
	close(held)
	f.ended(all, nil)
	if n := f.soughtIn("1.md"); n != 39 {
		t.Errorf("%d words", n)
	}
	f.lawfulTimes("at the end", 13*timecode.Second)
}

// soughtIn counts the words of a file that were looked for.
func (f *fixture) soughtIn(name string) (n int) {
	f.t.Helper()
	for _, w := range f.timings(name) {
		if w.How.Sought() {
			n++
		}
	}
	return n
}

// Words that were not heard beside what stood there then are looked for again once that is taken back.
func TestWordsAreLookedForAgainWhenAStepIsTakenBack(t *testing.T) {
	f, id, words := clockmaker(t, "")
	f.align(id)
	turns := f.chunk("1.md").Turns
	text := turns[0].Paragraphs[0]
	// As a search may have left them beside what was typed.
	left := slices.Clone(turns[0].Times)
	left[0].End -= timecode.Second / 8
	left[0].How, left[2] = transcript.Guessed, transcript.Timing{How: transcript.Unspoken}
	f.edit("1.md", "Left so", transcript.SetTimes{Turn: turns[0].ID, Times: left})
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, From: len("Good "), To: len("Good "), Text: "grey "})
	f.undo(id)
	if now := f.chunk("1.md").Turns[0]; now.Paragraphs[0] != text || now.Times[0].How.Sought() {
		t.Fatalf("%+v", now)
	}
	job, err := f.AlignEdited(id, []transcript.ID{turns[0].ID})
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	f.ended(job, nil)
	for i, w := range f.timings("1.md") {
		all := slices.Concat(words...)
		if off := w.Start - timecode.FromMillis(all[i][0]); w.How != transcript.Measured || off > timecode.Second/10 || off < -timecode.Second/10 {
			t.Errorf("word %d is %v off, %v", i, off, w.How)
		}
	}
}
