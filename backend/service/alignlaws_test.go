//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// worker is somebody who does whatever comes to mind with the words of an episode and their times.
type worker struct {
	*fixture
	id  int64
	rnd *rand.Rand
	ctm string // of another recogniser
	far string // of one that heard another cut
}

// byHand are the words that a person has timed.
func (f *fixture) byHand() transcript.Timings {
	return slices.DeleteFunc(f.timings("1.md"), func(w transcript.Timing) bool { return w.How != transcript.ByHand })
}

// word chooses one that nobody has timed, and says where in its turn's text it stands.
func (w worker) word() (turn service.TurnView, i, from, to int) {
	turns := w.chunk("1.md").Turns
	for {
		turn = turns[w.rnd.IntN(len(turns))]
		words := strings.Fields(turn.Paragraphs[0])
		i = w.rnd.IntN(len(words))
		if len(turn.Times) == len(words) && turn.Times[i].How == transcript.ByHand {
			continue
		}
		for _, word := range words[:i] {
			from += strings.Index(turn.Paragraphs[0][from:], word) + len(word)
		}
		from += strings.Index(turn.Paragraphs[0][from:], words[i])
		return turn, i, from, from + len(words[i])
	}
}

// does something, and tells what it was, and whether words that were timed by hand may be other ones by that.
func (w worker) does() (what string, hand bool) {
	turn, i, from, to := w.word()
	again := func(text string) {
		w.edit("1.md", "Typed", transcript.EditText{Turn: turn.ID, From: from, To: to, Text: text})
		if job, err := w.AlignEdited(w.id, []transcript.ID{turn.ID}); err != nil {
			w.t.Fatal(err)
		} else if job != 0 {
			w.ended(job, nil)
		}
	}
	switch w.rnd.IntN(11) {
	case 10:
		// Times of another cut are taken while there is no sound.
		w.write("far.ctm", w.far)
		for _, sound := range []string{"", w.path("talk.flac")} {
			if _, err := w.AttachSound(w.id, sound); err != nil {
				w.t.Fatal(err)
			}
			if sound == "" {
				_, _ = w.TakeTimes(w.id, w.path("far.ctm"))
			}
		}
		return "took the times of another cut", false
	case 0:
		again("seated")
		return fmt.Sprintf("wrote another word for word %d", i), false
	case 1:
		again("never mind what they said")
		return fmt.Sprintf("wrote others for word %d", i), false
	case 2, 3:
		_, _ = w.Undo(w.id)
		return "took something back", true
	case 4:
		w.write("talk.ctm", w.ctm)
		_, err := w.TakeTimes(w.id, w.path("talk.ctm"))
		return fmt.Sprintf("took the times of a file, %v", err), false
	case 5:
		if len(turn.Times) > i && turn.Times[i].How.Timed() {
			at := turn.Times[i].Start + timecode.FromMillis(w.rnd.Int64N(300))
			if w.rnd.IntN(2) == 0 {
				at = timecode.FromMillis(w.rnd.Int64N(13000))
			}
			_, err := w.SetWordEdge(w.id, turn.ID, i, w.rnd.IntN(2) == 0, at)
			return fmt.Sprintf("timed word %d by hand, %v", i, err), true
		}
	case 6:
		w.paste(turn)
		return "copied a turn", false
	case 7:
		w.edit("1.md", "Deleted a turn", transcript.DeleteTurn{Turn: turn.ID})
		if w.rnd.IntN(2) == 0 || len(w.chunk("1.md").Turns) < 2 {
			w.undo(w.id)
			w.look()
			return "deleted a turn and restored it", false
		}
		w.look()
		return "deleted a turn", true
	case 8:
		w.paste(turn, transcript.DeleteTurn{Turn: turn.ID})
		return "cut a turn and pasted it", true
	}
	if w.episode(w.id).Sound == "" {
		return "had no sound", false
	}
	job, err := w.AlignWords(w.id, 0, w.rnd.IntN(2) == 0)
	if err != nil {
		w.t.Fatal(err)
	}
	if w.rnd.IntN(2) == 0 {
		_ = w.CancelJob(job)
	}
	w.ended(job, nil)
	return "had the words aligned", false
}

// paste puts a turn in behind any other one, as it stands, but for its own time, after other ops.
func (w worker) paste(turn service.TurnView, before ...transcript.Op) {
	turns := slices.DeleteFunc(w.chunk("1.md").Turns, func(t service.TurnView) bool { return len(before) > 0 && t.ID == turn.ID })
	if len(turns) == 0 {
		return
	}
	copied := transcript.Turn{Speaker: turn.Speaker, Paragraphs: turn.Paragraphs, Times: turn.Times}
	w.edit("1.md", "Pasted", append(before, transcript.InsertTurn{After: turns[w.rnd.IntN(len(turns))].ID, Turn: copied})...)
	w.look()
}

// look has all turns looked for that are to be, as the window does.
func (w worker) look() {
	var turns []transcript.ID
	for _, t := range w.chunk("1.md").Turns {
		turns = append(turns, t.ID)
	}
	if job, err := w.AlignEdited(w.id, turns); err != nil {
		w.t.Fatal(err)
	} else if job != 0 {
		w.ended(job, nil)
	}
}

// Whatever is done with words and times, what is stored runs forwards, stays in the sound, and leaves alone what was timed by hand.
func TestStoredTimesKeepTheLaws(t *testing.T) {
	for seed := range uint64(3) {
		f, id, words := clockmaker(t, "")
		w := worker{fixture: f, id: id, rnd: rand.New(rand.NewPCG(seed, 7))}
		texts, _ := spokenFixture(t)
		all := slices.Concat(words...)
		for i, word := range strings.Fields(strings.Join(texts, " ")) {
			from, to := all[i][0]/10, (all[i][1]+9)/10
			w.ctm += fmt.Sprintf("talk 1 %d.%02d %d.%02d %s\n", from/100, from%100, (to-from)/100, (to-from)%100, word)
			w.far += fmt.Sprintf("talk 1 %d.%02d %d.%02d %s\n", from/100+9, from%100, (to-from)/100, (to-from)%100, word)
		}
		f.align(id)
		length := timecode.FromMillis(13200)
		hand := f.byHand()
		for step := range 14 {
			what, other := w.does()
			when := fmt.Sprintf("seed %d, step %d, %s", seed, step, what)
			if f.episode(id).Sound != "" {
				f.lawfulTimes(when, length)
			}
			now := f.byHand()
			if !other && !slices.Equal(now, hand) {
				t.Fatalf("%s: %v were timed by hand, now %v", when, hand, now)
			}
			hand = now
		}
	}
}

// A search that was stopped and goes on comes to what one comes to that was not, also where a chunk has one time alone.
func TestASearchThatWasStoppedComesToTheSame(t *testing.T) {
	for _, alone := range []bool{false, true} {
		var found []transcript.Timings
		for _, stop := range []bool{false, true} {
			f, id, words := spokenAgain(t, 6, 2, 0, nil)
			turns := f.chunk("1.md").Turns
			if alone {
				clock := timecode.Clock{Rate: timecode.Rate30}
				span := timecode.Span{Start: clock.CodeAt(0, timecode.Millis), End: clock.CodeAt(words[100][0], timecode.Millis)}
				f.edit("1.md", "One time", transcript.SetSpan{Turn: turns[0].ID, Span: &span}, transcript.SetSpan{Turn: turns[1].ID}, transcript.SetSpan{Turn: turns[2].ID})
			}
			if stop {
				f.meanwhile(true, f.stopJobs)
				f.stopped(id, false)
			}
			f.align(id)
			found = append(found, f.timings("1.md"))
		}
		for i, w := range found[0] {
			if s := found[1][i]; s.How != w.How || max(s.Start-w.Start, w.Start-s.Start) > timecode.Second/50 {
				t.Errorf("alone %v, word %d: %v at %v, and stopped %v at %v", alone, i, w.How, w.Start, s.How, s.Start)
			}
		}
	}
}
