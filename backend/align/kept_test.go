//go:build !race

package align

import (
	"reflect"
	"strings"
	"testing"

	"stet/backend/timecode"
)

// hears gives what is heard of a sound from a frame up to another.
func hears(t *testing.T, s *Sound, from, to int) (out []heard) {
	t.Helper()
	for b := range English().hear(t.Context(), s, from, to, Options{}.pace()) {
		if b.err != nil {
			t.Fatal(b.err)
		}
		out = append(out, b.heard...)
	}
	return out
}

// However a stretch is come to, and whether it was heard before, it comes to the same.
func TestWhatIsHeardAgainIsTheSame(t *testing.T) {
	said := speak(t, conversation)
	most := mostKept
	t.Cleanup(func() { mostKept = most })
	mostKept = 0
	fresh := Listen(said.source(), English())
	whole := hears(t, fresh, 0, fresh.frames)
	if len(fresh.scored) > 0 {
		t.Fatalf("%d batches are kept where none is to be", len(fresh.scored))
	}
	mostKept = 8
	known := Listen(said.source(), English())
	for _, span := range [][2]int{{777, 1000}, {0, known.frames}, {0, known.frames}, {63, 65}, {known.frames - 1, known.frames + 9}} {
		got := hears(t, known, span[0], span[1])
		if want := whole[span[0]:min(span[1], known.frames)]; !reflect.DeepEqual(got, want) {
			t.Errorf("frames %v are heard otherwise", span)
		}
	}
	if len(known.scored) != mostKept {
		t.Errorf("%d batches are kept, and there is room for %d", len(known.scored), mostKept)
	}
	i := 0
	for b := range English().hearAs(t.Context(), known, 0, known.frames, Options{}.pace(), English().speech) {
		for _, h := range b.heard {
			if h.speech != whole[i].speech || h.quiet != whole[i].quiet {
				t.Fatalf("frame %d is said to be speech: %v", i, h.speech)
			}
			i++
		}
	}
}

// A file has the time of all above its first turn: the others are said within it.
func TestTheTimeOfAllAboveTheFirstTurn(t *testing.T) {
	said := speak(t, script(t, 12))
	turns := said.untimed()
	turns[0].Start, turns[0].End = said.turns[0].Start, said.turns[11].End
	r := aligned(t, said.source(), turns, Options{})
	if s := compare(r.Turns, said.truth); s.in100 < 97 {
		t.Error(s)
	}
	if len(r.Misfits) > 0 || len(r.Uncovered) > 0 {
		t.Errorf("of it is told %v, and that nobody has written %v", r.Misfits, r.Uncovered)
	}
}

// A turn that has a time of its own keeps it, and is told of where its words are too many for that.
func TestATurnWithATimeOfItsOwnIsNotSaidInTheOneBefore(t *testing.T) {
	said := speak(t, script(t, 6))
	turns := said.untimed()[:2]
	turns[0].Start, turns[0].End = said.turns[0].Start, said.turns[5].End
	end := *turns[0].End + timecode.Second/2
	turns[1].Words = strings.Fields(strings.Repeat("hold the rope and wind ", 3))
	turns[1].Start, turns[1].End = turns[0].End, &end
	p := English().plan(Listen(said.source(), English()), turns, Options{})
	if len(p.misfits) != 1 || p.misfits[0].First != 1 {
		t.Errorf("of turns that do not fit their times it is told %+v", p.misfits)
	}
}

// Words may have times from a sound that was longer.
func TestBehindTheEndOfASoundNothingIsHeard(t *testing.T) {
	said := speak(t, conversation)
	said.samples = said.samples[:20*sampleRate]
	s := Listen(said.source(), English())
	for from := s.frames; from < s.frames+batchFrames; from++ {
		if got := hears(t, s, from, from+frameRate); len(got) > 0 {
			t.Errorf("%d frames are heard from %d frames behind the end on", len(got), from-s.frames)
		}
	}
}
