package align

import (
	"reflect"
	"strings"
	"testing"

	"stet/backend/timecode"
)

// Whatever a text says and whenever its turns are said to be, its words have times that do not run backwards and stay in
// the sound; the one that somebody has timed stays where it is; and twice the same is found.
func FuzzLaws(f *testing.F) {
	f.Add("Hello there.\nWell, 1871!", int64(0), int64(900), int64(100), uint8(3))
	f.Add("a b c d e f g h i j k l m n o p\n\n[x] — y", int64(500), int64(-20), int64(99999), uint8(7))
	f.Add("one\ntwo\nthree", int64(1<<40), int64(-1<<40), int64(3), uint8(0))
	samples := noise(sampleRate)
	for i := range samples {
		samples[i] /= 10
	}
	f.Fuzz(func(t *testing.T, text string, from, to, step int64, which uint8) {
		if len(text) > 300 {
			return
		}
		var turns []Turn
		for n, line := range strings.Split(text, "\n") {
			turn := Turn{Words: strings.Fields(line)}
			start, end := timecode.FromMillis(from+int64(n)*step), timecode.FromMillis(to+int64(n)*step)
			if which>>(n%4)&1 == 1 {
				turn.Start = &start
			}
			if which>>(n%4+4)&1 == 1 {
				turn.End = &end
			}
			turns = append(turns, turn)
		}
		byHand := func(r Result) {}
		if k := int(which) % len(turns); len(turns[k].Words) > 0 && from%2 == 0 {
			at := timecode.FromMillis(((to % 900) + 900) % 900)
			i, mine := int(which)%len(turns[k].Words), Span{at, at + timecode.FromMillis(40)}
			turns[k].Hand = map[int]Span{i: mine}
			byHand = func(r Result) {
				if w := r.Turns[k][i]; w.Span != mine || w.State != ByHand {
					t.Fatalf("what was put at %v is at %v, %v", mine, w.Span, w.State)
				}
			}
		}
		for _, m := range []*Model{nil, English()} {
			s := Listen(&memory{rate: sampleRate, samples: samples}, m)
			r, err := Align(t.Context(), m, s, turns, Options{First: int(which)})
			if err != nil {
				t.Fatal(err)
			}
			lawful(t, r, turns, s.Length())
			byHand(r)
			if again, err := Align(t.Context(), m, s, turns, Options{Workers: 1}); err != nil || !reflect.DeepEqual(again, r) {
				t.Fatalf("then %v was found, %v, and not %v", again, err, r)
			}
		}
	})
}
