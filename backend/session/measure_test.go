package session_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// measure finds all words of a turn in the sound, one a second.
func (f *fixture) measure(turn transcript.ID) session.Result {
	f.t.Helper()
	m := session.Measured{Turn: turn}
	f.Read(func(doc *transcript.Document, _ session.Files) {
		t, _ := doc.Turn(turn)
		m.Words, m.Had = transcript.Words(t.Paragraphs), slices.Clone(t.Times)
	})
	for i := range m.Words {
		at := timecode.Time(i) * timecode.Second
		m.Times = append(m.Times, transcript.Timing{Start: at, End: at + timecode.Second/2, How: transcript.Measured})
	}
	r, err := f.Measure(ctx, []session.Measured{m})
	if err != nil {
		f.t.Fatal(err)
	}
	return r
}

func (f *fixture) back() {
	f.t.Helper()
	if _, err := f.Undo(ctx); err != nil {
		f.t.Fatal(err)
	}
}

func TestWhatIsMeasuredIsNoStep(t *testing.T) {
	f := open(t, tower)
	turn := f.turn(0).ID
	for _, text := range []string{"So, ", "Well. "} {
		f.do(session.Edit{Name: "Typed", Ops: []transcript.Op{transcript.EditText{Turn: turn, Text: text}}})
	}
	f.back()
	f.measure(turn)
	if again := f.measure(turn); len(again.Change.Turns.IDs()) != 0 {
		t.Errorf("it came anew: %+v", again.Change)
	}
	f.reopen()
	if got := f.copied(); !allMeasured(got, turn) {
		t.Error("the times are not there any more")
	}
	if _, err := f.Redo(ctx); err != nil {
		t.Errorf("what was undone cannot be done again: %v", err)
	}
	f.back()
	f.back()
	if _, err := f.Undo(ctx); !errors.Is(err, session.ErrNothing) {
		t.Errorf("there is more to undo: %v", err)
	}
	if !allMeasured(f.copied(), turn) {
		t.Error("undoing what was typed took the times of other words")
	}
}

func allMeasured(doc *transcript.Document, turn transcript.ID) bool {
	t, _ := doc.Turn(turn)
	return len(t.Times) == transcript.CountWords(t.Paragraphs) &&
		!slices.ContainsFunc(t.Times, func(w transcript.Timing) bool { return w.How != transcript.Measured })
}

func TestMeasuringLeavesWhatWasTimedOrWrittenMeanwhile(t *testing.T) {
	f := open(t, tower)
	turn := f.turn(0).ID
	n := len(transcript.Words(f.turn(0).Paragraphs))
	told := make(transcript.Timings, n)
	told[1] = transcript.Timing{Start: 5 * timecode.Second, End: 6 * timecode.Second, How: transcript.ByHand}
	told[2] = transcript.Timing{Start: 6 * timecode.Second, End: 7 * timecode.Second, How: transcript.Imported}
	f.do(session.Edit{Name: "Timed", Ops: []transcript.Op{transcript.SetTimes{Turn: turn, Times: told}}})
	f.measure(turn)
	if got := f.turn(0).Times; got[1] != told[1] || got[2] != told[2] || got[3].How != transcript.Measured {
		t.Errorf("%v", got[:4])
	}
	late := session.Measured{Turn: turn, Words: []string{"Other", "words"}, Times: make(transcript.Timings, 2)}
	if r, err := f.Measure(ctx, []session.Measured{late, {Turn: 1 << 40}}); err != nil || len(r.Change.Turns.IDs()) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// Somebody who times a word, or takes that back, while the turn is looked for, has not been listened to: it is left alone.
func TestWhatWasTimedWhileItWasLookedForIsLeftAlone(t *testing.T) {
	f := open(t, tower)
	turn := f.turn(0).ID
	words := transcript.Words(f.turn(0).Paragraphs)
	found := session.Measured{Turn: turn, Words: words, Times: make(transcript.Timings, len(words))}
	for i := range found.Times {
		found.Times[i] = transcript.Timing{Start: timecode.Second, End: timecode.Second, How: transcript.Measured}
	}
	left := func(why string) {
		t.Helper()
		if r, err := f.Measure(ctx, []session.Measured{found}); err != nil || len(r.Change.Turns.IDs()) != 0 {
			t.Errorf("%s: %+v, %v", why, r, err)
		}
	}
	if _, err := f.SetWordEdge(ctx, turn, 1, false, 5*timecode.Second, 0); err != nil {
		t.Fatal(err)
	}
	left("timed meanwhile")
	found.Had = slices.Clone(f.turn(0).Times)
	found.Times[1] = found.Had[1]
	f.back()
	left("taken back meanwhile")
}

// What was timed by hand can be undone, and done again, after the rest of the turn has been measured.
func TestTimingAWordTakesNoTimesOfOthers(t *testing.T) {
	f := open(t, tower)
	turn := f.turn(0).ID
	if _, err := f.SetWordEdge(ctx, turn, 1, false, 3*timecode.Second/2, 0); err != nil {
		t.Fatal(err)
	}
	f.back()
	if times := f.turn(0).Times; len(times) != 0 {
		t.Errorf("undone: %v", times)
	}
	if _, err := f.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	hand := f.turn(0).Times[1]
	f.measure(turn)
	check := func(when string, word transcript.Timing) {
		t.Helper()
		for i, w := range f.turn(0).Times {
			if i == 1 && w != word || i != 1 && w.How != transcript.Measured {
				t.Errorf("%s: word %d is %+v", when, i, w)
			}
		}
		if n := len(f.turn(0).Times); n != transcript.CountWords(f.turn(0).Paragraphs) {
			t.Errorf("%s: %d times", when, n)
		}
	}
	check("measured", hand)
	f.back()
	check("undone", transcript.Timing{})
	f.measure(turn)
	f.reopen()
	if _, err := f.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	check("done again", hand)
	f.checkStored()
}

// Whatever is measured between steps, each of them can be gone to, and then the text is what it was.
func TestMeasuringBetweenSteps(t *testing.T) {
	for seed := range uint64(4) {
		f := open(t, tower)
		r := rand.New(rand.NewPCG(seed, 7))
		was := map[int64]*transcript.Document{0: f.copied()}
		seqs := []int64{0}
		for range 150 {
			switch r.IntN(6) {
			case 0:
				_, _ = f.Undo(ctx)
			case 1:
				_, _ = f.Redo(ctx)
			case 2, 3:
				doc := f.copied()
				if turns := doc.Order(doc.Chunks()[0]); len(turns) > 0 {
					f.measure(turns[r.IntN(len(turns))])
				}
			default:
				if done, err := f.Do(ctx, session.Edit{Name: "Edit", Ops: f.randomOps(r)}); err == nil {
					was[done.Step] = f.copied()
					seqs = append(seqs, done.Step)
				}
			}
		}
		for range 60 {
			to := seqs[r.IntN(len(seqs))]
			if _, err := f.GoTo(ctx, to); err != nil && !errors.Is(err, session.ErrNothing) {
				t.Fatalf("seed %d: to %d: %v", seed, to, err)
			}
			if now := f.copied(); !slices.Equal(wording(now), wording(was[to])) {
				t.Fatalf("seed %d: at step %d stands another text", seed, to)
			}
			f.checkStored()
		}
	}
}

// wording are the words of a document, turn by turn.
func wording(doc *transcript.Document) (out []string) {
	for _, c := range doc.Chunks() {
		for _, id := range doc.Order(c) {
			t, _ := doc.Turn(id)
			out = append(out, t.Paragraphs...)
		}
	}
	return out
}

// A word that comes back by undoing has the time that it had, and the next one may have been found elsewhere since: they
// stand one after the other all the same, and a word that a person timed stays.
func TestAWordThatComesBackDoesNotReachIntoTheNext(t *testing.T) {
	for _, hand := range []bool{false, true} {
		f := open(t, tower)
		turn := f.turn(0).ID
		f.measure(turn)
		if hand {
			if _, err := f.SetWordEdge(ctx, turn, 1, true, 3*timecode.Second/2+timecode.Second/4, 0); err != nil {
				t.Fatal(err)
			}
		}
		was := f.turn(0).Times
		words := transcript.Words(f.turn(0).Paragraphs)
		from := len(words[0]) + 1
		f.do(session.Edit{Name: "Typed", Ops: []transcript.Op{transcript.EditText{Turn: turn, From: from, To: from + len(words[1]), Text: "other"}}})
		now := f.turn(0)
		m := session.Measured{Turn: turn, Words: transcript.Words(now.Paragraphs), Had: slices.Clone(now.Times), Times: slices.Clone(was)}
		m.Times[2].Start = was[1].End - timecode.Second/10
		m.Times[1] = transcript.Timing{Start: was[1].Start, End: m.Times[2].Start, How: transcript.Measured}
		if _, err := f.Measure(ctx, []session.Measured{m}); err != nil {
			t.Fatal(err)
		}
		f.back()
		got := f.turn(0).Times
		if got[1].Start != was[1].Start || got[2].Start < got[1].End {
			t.Errorf("timed by hand %v: %v", hand, got[:3])
		}
		if hand && got[1] != was[1] {
			t.Errorf("timed by hand, it was %+v and is %+v", was[1], got[1])
		}
	}
}
