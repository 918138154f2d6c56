package session_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// timed are three words, "I never do.", said at the times given in ms; ! marks one that was timed by hand, ~ one that is
// estimated, and ? one that has no time.
func (f *fixture) timed(words string) transcript.ID {
	f.t.Helper()
	turn := f.turn(2).ID
	var times transcript.Timings
	for _, w := range strings.Fields(words) {
		var from, to int64
		how := transcript.Measured
		switch {
		case w == "?":
			times = append(times, transcript.Timing{})
			continue
		case strings.HasSuffix(w, "!"):
			how = transcript.ByHand
		}
		if _, err := fmt.Sscanf(w, "%d-%d", &from, &to); err != nil {
			f.t.Fatal(err)
		}
		times = append(times, transcript.Timing{Start: timecode.FromMillis(from), End: timecode.FromMillis(to), How: how})
	}
	f.do(session.Edit{Name: "Timed", Ops: []transcript.Op{transcript.SetTimes{Turn: turn, Times: times}}})
	return turn
}

func (f *fixture) wordTimes() string {
	var out []string
	for _, w := range f.turn(2).Times {
		mark := ""
		if w.How == transcript.ByHand {
			mark = "!"
		}
		if w.How == transcript.Guessed {
			mark = "~"
		}
		if !w.How.Timed() {
			out = append(out, "?")
			continue
		}
		out = append(out, fmt.Sprintf("%d-%d%s", w.Start.Millis(), w.End.Millis(), mark))
	}
	return strings.Join(out, " ")
}

func TestEdgesOfWords(t *testing.T) {
	for _, c := range []struct {
		name, was string
		word      int
		end       bool
		at        int64
		want      string
	}{
		{"a word that touches goes along", "100-200 200-300 300-400", 1, false, 230, "100-230 230-300! 300-400"},
		{"and one that is in the way", "100-200 250-300 300-400", 1, false, 180, "100-180 180-300! 300-400"},
		{"one that is apart stays", "100-200 250-300 350-400", 1, true, 320, "100-200 250-320! 350-400"},
		{"the end takes the next along", "100-200 200-300 300-400", 1, true, 350, "100-200 200-350! 350-400"},
		{"the next keeps ten ms a letter, and is estimated then", "100-200 200-300 300-600", 1, true, 570, "100-200 200-570! 570-600~"},
		{"and where it has less it is looked for again", "100-200 200-300 300-600", 1, true, 580, "100-200 200-580! ?"},
		{"as is each that it goes over", "100-200 200-300 300-400", 0, true, 900, "100-900! ? ?"},
		{"behind its end it keeps its length", "100-200 200-300 300-400", 1, false, 700, "100-700 700-800! ?"},
		{"as before its beginning", "1000-1200 1200-1300 1300-1400", 1, true, 400, "? 300-400! 400-1400"},
		{"up to one that was timed by hand", "100-200 200-300 720-800!", 1, false, 700, "100-700 700-720! 720-800!"},
		{"a word without a time gets one", "100-200 ? 900-950", 1, false, 400, "100-200 400-650! 900-950"},
		{"by its end as well", "? 500-600 ?", 2, true, 1000, "? 500-600 750-1000!"},
		{"words without a length are in nobody's way", "100-200 200-200 200-300", 2, false, 150, "100-150 150-150 150-300!"},
		{"nor after it", "100-200 200-200 200-300", 0, true, 250, "100-250! 250-250 250-300"},
		{"the first goes back to the beginning", "100-200 200-300 300-400", 0, false, -50, "0-200! 200-300 300-400"},
	} {
		f := open(t, climbing)
		turn := f.timed(c.was)
		r, err := f.SetWordEdge(ctx, turn, c.word, c.end, timecode.FromMillis(c.at), 0)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := f.wordTimes(); got != c.want || !strings.HasSuffix(r.Name, "by hand") {
			t.Errorf("%s: %s, want %s (%s)", c.name, got, c.want, r.Name)
		}
		f.measure(turn)
		if w := f.turn(2).Times[c.word]; w.How != transcript.ByHand {
			t.Errorf("%s: it was measured over", c.name)
		}
	}
	for _, at := range []int64{900, 1000, 2000} {
		f := open(t, climbing)
		turn := f.timed("100-200 200-300 ?")
		if _, err := f.SetWordEdge(ctx, turn, 2, false, timecode.FromMillis(at), timecode.FromMillis(1000)); err != nil {
			t.Fatal(err)
		}
		if w := f.turn(2).Times[2]; w.End != timecode.FromMillis(1000) || w.End <= w.Start {
			t.Errorf("at %d ms of a second of sound: %+v", at, w)
		}
	}
	for _, c := range []struct {
		was  string
		end  bool
		at   int64
		says string
	}{
		{"100-200! ? 200-400!", false, 200, "“do.”, which was timed by hand from 0.200 s to 0.400 s, is in the way: move that first"},
		{"100-200! 200-300 300-400", false, 150, "“I”, which was timed by hand from 0.100 s to 0.200 s, is in the way: move that first"},
		{"100-200 200-300 300-400!", true, 900, "“do.”, which was timed by hand from 0.300 s to 0.400 s, is in the way: move that first"},
		{"100-200 200-300 300-400!", false, 900, "“do.”, which was timed by hand from 0.300 s to 0.400 s, is in the way: move that first"},
	} {
		f := open(t, climbing)
		turn := f.timed(c.was)
		was := f.wordTimes()
		if _, err := f.SetWordEdge(ctx, turn, 1, c.end, timecode.FromMillis(c.at), 0); !errors.Is(err, transcript.ErrOp) || !strings.Contains(err.Error(), c.says) || f.wordTimes() != was {
			t.Errorf("%s, at %d: %v, %s", c.was, c.at, err, f.wordTimes())
		}
	}
}

// The words of the turns beside one are in the way of its first and its last, as those of its own are.
func TestEdgesOfWordsStayOutOfTheTurnsBesideTheirs(t *testing.T) {
	for _, c := range []struct {
		name string
		turn int
		end  bool
		word int
		at   int64
		want string
	}{
		{"back over the turn before", 2, false, 0, 100, " | 100-1700! 1700-1800 1800-1900 | 2000-2500 2500-3000"},
		{"on over the turn behind", 2, true, 2, 2600, "1100-1500 | 1600-1700 1700-1800 1800-2600! | 2600-3000"},
		{"over a gap", 2, true, 2, 1950, "1100-1500 | 1600-1700 1700-1800 1800-1950! | 2000-2500 2500-3000"},
		{"the word of the turn before", 1, true, 0, 1690, "1100-1690! | 1690-1700~ 1700-1800 1800-1900 | 2000-2500 2500-3000"},
		{"over all that is behind it", 1, true, 0, 5000, "1100-5000! |  | "},
	} {
		f := open(t, climbing)
		f.timedTurns()
		turn := f.turn(c.turn).ID
		if _, err := f.SetWordEdge(ctx, turn, c.word, c.end, timecode.FromMillis(c.at), 0); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := f.edgesOfTurns(); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
		f.back()
		if got := f.edgesOfTurns(); got != "1100-1500 | 1600-1700 1700-1800 1800-1900 | 2000-2500 2500-3000" {
			t.Errorf("%s, taken back: %s", c.name, got)
		}
	}
}

// timedTurns gives the word of a turn, the three of the next, and the first two of the one after that times.
func (f *fixture) timedTurns() {
	f.t.Helper()
	said := func(from, to int64) transcript.Timing {
		return transcript.Timing{Start: timecode.FromMillis(from), End: timecode.FromMillis(to), How: transcript.Measured}
	}
	f.do(session.Edit{Name: "Timed", Ops: []transcript.Op{
		transcript.TimeWords{Turn: f.turn(1).ID, Times: transcript.Timings{said(1100, 1500)}},
		transcript.TimeWords{Turn: f.turn(2).ID, Times: transcript.Timings{said(1600, 1700), said(1700, 1800), said(1800, 1900)}},
		transcript.TimeWords{Turn: f.turn(3).ID, Times: transcript.Timings{said(2000, 2500), said(2500, 3000)}},
	}})
}

func (f *fixture) edgesOfTurns() string {
	var out []string
	for k := 1; k <= 3; k++ {
		var words []string
		for _, w := range f.turn(k).Times {
			if w.How.Timed() {
				mark := map[transcript.How]string{transcript.ByHand: "!", transcript.Guessed: "~"}[w.How]
				words = append(words, fmt.Sprintf("%d-%d%s", w.Start.Millis(), w.End.Millis(), mark))
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return strings.Join(out, " | ")
}

// Wherever edges are dragged in turns side by side, times never run backwards.
func TestEdgesOfWordsNeverRunBackwardsFromTurnToTurn(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 9))
	for range 20 {
		f := open(t, climbing)
		f.timedTurns()
		for range 12 {
			turn := f.turn(1 + r.IntN(3))
			_, _ = f.SetWordEdge(ctx, turn.ID, r.IntN(transcript.CountWords(turn.Paragraphs)), r.IntN(2) == 0, timecode.FromMillis(r.Int64N(4000)), 0)
			at := timecode.Time(0)
			for k := 1; k <= 3; k++ {
				for _, w := range f.turn(k).Times {
					if w.How.Timed() && (w.Start < at || w.End < w.Start) {
						t.Fatalf("%s", f.edgesOfTurns())
					}
					at = max(at, w.End)
				}
			}
		}
	}
}

// Wherever edges are dragged, times never run backwards, and what was timed by hand stays where it is.
func TestEdgesOfWordsNeverRunBackwards(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for range 30 {
		f := open(t, climbing)
		turn := f.timed("100-200 200-300 350-400")
		for range 12 {
			word, was := r.IntN(3), f.turn(2).Times
			if _, err := f.SetWordEdge(ctx, turn, word, r.IntN(2) == 0, timecode.FromMillis(r.Int64N(700)), 0); err != nil {
				continue
			}
			at := timecode.Time(0)
			for i, w := range f.turn(2).Times {
				if w.How.Timed() && (w.Start < at || w.End < w.Start) {
					t.Fatalf("%s", f.wordTimes())
				}
				if at = max(at, w.End); i != word && was[i].How == transcript.ByHand && w != was[i] {
					t.Fatalf("word %d was timed by hand: %s", i, f.wordTimes())
				}
			}
		}
	}
}
