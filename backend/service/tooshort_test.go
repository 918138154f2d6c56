package service_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Too many words in the last turn are no sign of a sound that was cut off where the turn ends before the sound does: then
// its time is what is wrong.
func TestWordsThatDoNotFitTheLastTurnAreNoSoundCutOff(t *testing.T) {
	for end, cut := range map[string]bool{"00:00:20:00": false, "00:01:20:00": true} {
		f := open(t, "1.md", "---\nseries: Slow Rise\nepisode: 1\nchunk: 1\nspeakers: [Marit]\n---\n\n00:00:10:00 - "+end+"\nMarit\nIt is never hot enough.\n")
		f.take()
		turn := f.chunk("1.md").Turns[0].ID
		length := 20 * timecode.Second
		found := fmt.Sprintf(`{"uncovered":[],"misfits":[{"first":%d,"last":%d,"given":{"Start":%d,"End":%d},"words":90}],"length":%d}`, turn, turn, length/2, length, length)
		id := f.row("1.md").episode
		if err := f.store.Remember(t.Context(), fmt.Sprintf("align.beside.%d", id), found); err != nil {
			t.Fatal(err)
		}
		v := f.coverage(id)
		got := append(finding(v, "misfit"), finding(v, "sound")...)
		if len(got) != 1 || strings.HasPrefix(got[0].What, "The sound ends at") != cut || cut != (got[0].Kind == "sound") {
			t.Errorf("ends at %s: %+v", end, got)
		}
	}
}

// What is told of words that are not in the sound follows the edits made since: here one has words at the end heard by hand.
func TestWhatIsNotInTheSoundFollowsEdits(t *testing.T) {
	f := open(t, "1.md", "---\nseries: Slow Rise\nepisode: 1\nchunk: 1\nspeakers: [Marit, Otto]\n---\n\nMarit\nSo we began again with the flour.\n\nOtto\n"+
		strings.Repeat("And then we waited for a day. ", 6)+"\n\nMarit\nIt is never hot enough.\n")
	f.take()
	turns := f.chunk("1.md").Turns
	times := func(turn int, how transcript.How) transcript.SetTimes {
		out := make(transcript.Timings, len(transcript.Words(turns[turn].Paragraphs)))
		for i := range out {
			at := timecode.Time(8*turn+i) * timecode.Second / 4
			if out[i].How = how; how.Timed() {
				out[i].Start, out[i].End = at, at+timecode.Second/5
			}
		}
		return transcript.SetTimes{Turn: turns[turn].ID, Times: out}
	}
	f.edit("1.md", "Timed", times(0, transcript.Measured), times(1, transcript.Unspoken), times(2, transcript.Unspoken))
	id := f.row("1.md").episode
	found := fmt.Sprintf(`{"uncovered":[],"misfits":[{"first":%d,"last":%d,"given":{"Start":%d,"End":%d},"words":41}],"length":%d}`,
		turns[1].ID, turns[2].ID, 5*timecode.Second, 6*timecode.Second, 6*timecode.Second)
	if err := f.store.Remember(t.Context(), fmt.Sprintf("align.beside.%d", id), found); err != nil {
		t.Fatal(err)
	}
	told := func() (n int) {
		for _, p := range f.chunk("1.md").Problems {
			if p.Code == "words.unspoken" {
				n++
			}
		}
		return n
	}
	if n := told(); n != 0 {
		t.Fatalf("of words behind the end of the sound %d places are told", n)
	}
	f.edit("1.md", "Timed by hand", times(2, transcript.ByHand))
	if n := told(); n != 1 {
		t.Errorf("words behind them are heard now, and %d places are told", n)
	}
	f.undo(id)
	if n := told(); n != 0 {
		t.Errorf("undone, %d places are told", n)
	}
}

// A word that somebody has timed behind the end of the sound is none that is heard there: the sound is what is wrong.
func TestAWordByHandBehindTheEndOfTheSoundIsNotHeard(t *testing.T) {
	f := open(t, "1.md", "---\nseries: Slow Rise\nepisode: 1\nchunk: 1\nspeakers: [Marit, Otto]\n---\n\nMarit\nSo we began again with the flour.\n\nOtto\n"+
		strings.Repeat("And then we waited for a day. ", 6)+"\n\nMarit\nIt is never hot enough.\n")
	f.take()
	turns := f.chunk("1.md").Turns
	var ops []transcript.Op
	for k, turn := range turns {
		times := make(transcript.Timings, len(transcript.Words(turn.Paragraphs)))
		for i := range times {
			times[i].How = transcript.Unspoken
			if at := timecode.Time(i) * timecode.Second / 2; k == 0 {
				times[i] = transcript.Timing{Start: at, End: at + timecode.Second/4, How: transcript.Measured}
			}
		}
		if k == 2 {
			times[2] = transcript.Timing{Start: 60 * timecode.Second, End: 61 * timecode.Second, How: transcript.ByHand}
		}
		ops = append(ops, transcript.SetTimes{Turn: turn.ID, Times: times})
	}
	f.edit("1.md", "Timed", ops...)
	id := f.row("1.md").episode
	found := fmt.Sprintf(`{"uncovered":[],"misfits":[{"first":%d,"last":%d,"given":{"Start":%d,"End":%d},"words":47}],"length":%d}`,
		turns[1].ID, turns[2].ID, 3*timecode.Second, 4*timecode.Second, 4*timecode.Second)
	if err := f.store.Remember(t.Context(), fmt.Sprintf("align.beside.%d", id), found); err != nil {
		t.Fatal(err)
	}
	if v := f.coverage(id); len(finding(v, "sound")) != 1 || len(finding(v, "unspoken"))+len(finding(v, "unspokenfew")) != 0 {
		t.Errorf("%+v", v.Findings)
	}
	for _, p := range f.chunk("1.md").Problems {
		if p.Code == "words.unspoken" {
			t.Errorf("%s", p.What)
		}
	}
}

// Of words that a sound ends before, and of those of another sound, none is to be taken out: the sound is what is wrong. That is
// told before anything else.
func TestNothingIsToBeTakenOutWhereTheSoundIsWrong(t *testing.T) {
	body := "Marit\nSo we began again with the flour and the water that was left in the jar.\n\nOtto\nAnd then we waited for a day, or two, or three, and for the jar to rise, which it never did.\n\nMarit\nIt is never hot enough, they say, and never quiet enough.\n"
	for _, c := range []struct {
		heard int // of the words that stand first
		timed bool
	}{{0, false}, {4, false}, {10, false}, {15, false}, {15, true}} {
		heard := c.heard
		f := open(t, "1.md", "---\nseries: Slow Rise\nepisode: 1\nchunk: 1\nspeakers: [Marit, Otto]\n---\n\n"+body)
		f.take()
		n := 0
		var ops []transcript.Op
		turns := f.chunk("1.md").Turns
		for _, turn := range turns {
			times := make(transcript.Timings, len(transcript.Words(turn.Paragraphs)))
			for i := range times {
				times[i].How = transcript.Unspoken
				if n < heard {
					at := timecode.Time(n) * timecode.Second / 2
					times[i] = transcript.Timing{Start: at, End: at + timecode.Second/4, How: transcript.Measured}
				}
				n++
			}
			ops = append(ops, transcript.SetTimes{Turn: turn.ID, Times: times})
		}
		if c.timed {
			clock := timecode.Clock{Rate: timecode.Rate30}
			ops = append(ops, transcript.SetSpan{Turn: turns[0].ID, Span: &timecode.Span{Start: clock.CodeAt(0, timecode.Millis), End: clock.CodeAt(7*timecode.Second, timecode.Millis)}})
		}
		f.edit("1.md", "Timed", ops...)
		id := f.row("1.md").episode
		length := timecode.Time(heard+1) * timecode.Second / 2
		first := turns[0].ID
		if heard == 15 {
			first = turns[1].ID
		}
		found := fmt.Sprintf(`{"uncovered":[],"misfits":[{"first":%d,"last":%d,"given":{"Start":%d,"End":%d},"words":%d}],"length":%d}`, first, turns[2].ID, length-timecode.Second/4, length, n-heard, length)
		if heard == 0 {
			found = fmt.Sprintf(`{"uncovered":[],"misfits":[],"length":%d}`, length)
		}
		if err := f.store.Remember(t.Context(), fmt.Sprintf("align.beside.%d", id), found); err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("Of %d words 0 are heard: the sound is silent", n)
		if heard > 0 {
			want = fmt.Sprintf("The sound ends at %s, too soon for these turns", timecode.Clock{Rate: timecode.Rate30}.CodeAt(length, timecode.Millis))
		}
		v := f.coverage(id)
		if len(v.Findings) == 0 || v.Findings[0].Kind != "sound" || !strings.HasPrefix(v.Findings[0].What, want) {
			t.Errorf("%d words heard: %+v", heard, v.Findings)
		}
		for _, x := range v.Findings {
			if x.Kind == "unspoken" || strings.Contains(x.What, "ake them out") {
				t.Errorf("%d words heard: %s", heard, x.What)
			}
		}
		for _, p := range f.chunk("1.md").Problems {
			if p.Code == "words.unspoken" {
				t.Errorf("%d words heard: %s", heard, p.What)
			}
		}
		// Before the end of a search nobody knows.
		part := fmt.Sprintf(`{"uncovered":[],"misfits":[],"length":%d,"part":true}`, length)
		if err := f.store.Remember(t.Context(), fmt.Sprintf("align.beside.%d", id), part); err != nil {
			t.Fatal(err)
		}
		if v := f.coverage(id); len(finding(v, "unspoken"))+len(finding(v, "sound")) > 0 {
			t.Errorf("%d words heard, so far: %s", heard, kinds(v))
		}
		if slices.ContainsFunc(f.chunk("1.md").Problems, func(p service.ProblemView) bool { return p.Code == "words.unspoken" }) {
			t.Errorf("%d words heard, so far: of others it is said that they are not there", heard)
		}
		// Once the sound is another one, nothing is known of it, and words that are not there are told of by themselves.
		if err := f.store.Remember(t.Context(), fmt.Sprintf("align.beside.%d", id), `{"uncovered":[],"misfits":[]}`); err != nil {
			t.Fatal(err)
		}
		told := slices.ContainsFunc(f.chunk("1.md").Problems, func(p service.ProblemView) bool { return p.Code == "words.unspoken" })
		if told != (heard >= 15) {
			t.Errorf("%d words heard: of words that are not there it is said: %v", heard, told)
		}
	}
}
