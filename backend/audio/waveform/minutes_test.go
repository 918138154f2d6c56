//go:build unix && !race

// What reads minutes of sound again and again, and does nothing more at once than the tests beside it: without the race
// detector, which makes it five times slower.

package waveform

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"stet/backend/audio/convert"
	"stet/backend/audio/fingerprint"
	"stet/backend/timecode"
)

// TestASecondDecoderGivesNearlyTheSame builds waveforms of files that lose something with and without ffmpeg, which reckons
// with fewer digits, so that here and there a point is one step off.
func TestASecondDecoderGivesNearlyTheSame(t *testing.T) {
	few(t, 0)
	for name, args := range map[string]string{"a.mp3": "-b:a 64k", "a.ogg": "-c:a libvorbis -q:a 3"} {
		t.Run(name, func(t *testing.T) {
			path := minutes(t, name, args)
			own := both(t, path, nil)
			for _, w := range []*Waveform{mostlyTheirs(t, path), both(t, path, convert.Straight)} {
				near(t, w, own)
			}
		})
	}
}

// near holds a waveform to another, up to what 32-bit numbers lose.
func near(t *testing.T, got, want *Waveform) {
	t.Helper()
	others, off := want.levels[0], 0
	for i, v := range got.levels[0] {
		d := int(int8(v)) - int(int8(others[i]))
		if i%PointBytes == PointBytes-1 {
			d = int(v) - int(others[i])
		}
		switch {
		case d < -1 || d > 1:
			t.Fatalf("point %d is off by %d", i/PointBytes, d)
		case d != 0:
			off++
		}
	}
	if off*1000 > len(others) {
		t.Errorf("%d of %d values are one step off", off, len(others))
	}
	for i, e := range got.energy {
		if d := math.Abs(float64(e - want.energy[i])); d > 1e-4*float64(want.energy[i])+1e-12 {
			t.Fatalf("the energy of block %d is %g, not %g", i, e, want.energy[i])
		}
	}
	a, _ := got.Loudness()
	b, _ := want.Loudness()
	if math.Abs(a-b) > 1e-4 {
		t.Errorf("%.5f LUFS, not %.5f", a, b)
	}
	end := timecode.FromSamples(want.shape.Samples, want.shape.Rate)
	if a, b := got.Silences(0, end), want.Silences(0, end); len(b) < 20 || !slices.Equal(a, b) {
		t.Errorf("%d silences, not the same as %d", len(a), len(b))
	}
}

// TestWhatDiffersIsNotTaken puts decoders in ffmpeg's place that go wrong, each at another place: the waveform is that of the
// file's own decoder.
func TestWhatDiffersIsNotTaken(t *testing.T) {
	few(t, 0)
	path := minutes(t, "a.flac", "")
	want := both(t, path, nil).pack(fingerprint.Key{})
	const early, late = "8000000", "20000000" // bytes, of 22 million
	for what, c := range map[string]struct {
		script string
		most   int // segments that are taken, which are proven
	}{
		"other samples":            {"exec cat /dev/zero", 0},
		"noise":                    {"exec cat /dev/urandom", 0},
		"nothing":                  {"exit 0", 0},
		"text":                     {"echo 'No such filter'; exit 1", 0},
		"a little too loud":        {`exec $REAL -nostdin -v error "$6" "$7" -af volume=1.01 -f f32le -`, 0},
		"a sample too late":        {`head -c 4 /dev/zero; exec $REAL "$@"`, 0},
		"a sample too late, later": {`$REAL "$@" | (head -c ` + early + `; printf '\0\0\0\0'; cat)`, 3},
		"silence, later":           {`$REAL "$@" | (head -c ` + late + `; cat /dev/zero)`, 8},
		"an early end":             {`$REAL "$@" | head -c ` + late, 8},
		"a late end":               {`$REAL "$@"; printf '\0\0\0\0'`, 8},
		"a complaint at the end":   {`$REAL "$@"; echo 'Invalid data' >&2`, 8},
		"a failure at the end":     {`$REAL "$@"; exit 1`, 8},
	} {
		t.Run(what, func(t *testing.T) {
			stub(t, c.script)
			w, err := theirs(t, path, convert.Straight)
			if done, _ := w.Progress(); err == nil || done > c.most {
				t.Errorf("%d segments of it are taken: %v", done, err)
			}
			if got := both(t, path, convert.Straight).pack(fingerprint.Key{}); !bytes.Equal(got, want) {
				t.Error("the waveform is another one")
			}
		})
	}
}

// straight works a level out from all samples at once, without segments.
func straight(s *speech, level int) []Point {
	shape := ShapeOf(s.info)
	var out []Point
	for i := range shape.Points(0) {
		p := points{per: shape.PerPoint}
		p.add(s.frames[i*shape.PerPoint : min((i+1)*shape.PerPoint, len(s.frames))])
		p.flush()
		out = append(out, pointAt(p.out, 0))
		low, high := 1.0, -1.0
		for _, f := range s.frames[i*shape.PerPoint : min((i+1)*shape.PerPoint, len(s.frames))] {
			low, high = min(low, f[0], f[1]), max(high, f[0], f[1])
		}
		if out[i].Min != scaled(low) || out[i].Max != scaled(high) {
			panic("the points themselves are wrong")
		}
	}
	for range level {
		var next []Point
		for four := range slices.Chunk(out, step) {
			p, power := Point{Min: 127, Max: -128}, 0.0
			for _, each := range four {
				p.Min, p.Max, power = min(p.Min, each.Min), max(p.Max, each.Max), power+powers[each.Loud]
			}
			p.Loud = loudOf(power / float64(len(four)))
			next = append(next, p)
		}
		out = next
	}
	return out
}

func TestPointsAreThoseOfAStraightComputation(t *testing.T) {
	for _, rate := range []int{8000, 11025, 44100} {
		for _, extra := range []int64{-1, 0, 1, 12345} {
			s := newSpeech(rate, 2*segmentAt(rate)+extra)
			w := built(t, s)
			for level := range Levels {
				want := straight(s, level)
				got := w.Points(level, 0, math.MaxInt32)
				if len(got) != PointBytes*len(want) {
					t.Fatalf("%d Hz %+d, level %d: %d points, not %d", rate, extra, level, len(got)/PointBytes, len(want))
				}
				for i := range want {
					if pointAt(got, i) != want[i] {
						t.Fatalf("%d Hz %+d, level %d: point %d is %v, not %v", rate, extra, level, i, pointAt(got, i), want[i])
					}
				}
			}
		}
	}
}
