package align

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"stet/backend/audio"
	"stet/backend/timecode"
)

// memory is a sound that lies in memory, one channel of it.
type memory struct {
	rate    int
	samples []float32
	at      int
}

func (s *memory) Info() audio.Info {
	return audio.Info{Rate: s.rate, Channels: 1, Samples: int64(len(s.samples))}
}
func (s *memory) Stream(to [][2]float64) (int, bool) {
	n := min(len(to), len(s.samples)-s.at)
	for i := range to[:n] {
		v := float64(s.samples[s.at+i])
		to[i] = [2]float64{v, v}
	}
	s.at += n
	return n, n > 0
}
func (s *memory) StreamAll(to [][2]float64, _ []float64) int { n, _ := s.Stream(to); return n }
func (s *memory) Seek(n int) error                           { s.at = n; return nil }
func (s *memory) Len() int                                   { return len(s.samples) }
func (s *memory) Position() int                              { return s.at }
func (s *memory) Close() error                               { return nil }
func (s *memory) Err() error                                 { return nil }
func (s *memory) Lost() (int64, int64)                       { return 0, 0 }

// spokenLine is a turn to be spoken: by which of flite's voices, after how long a pause in ms, and what.
type spokenLine struct {
	voice string
	pause int
	text  string
}

// talk is speech whose words' times are known, turn by turn.
type talk struct {
	samples []float32
	turns   []Turn // with their times
	truth   [][]Span
}

func (t talk) source() audio.Source { return &memory{rate: sampleRate, samples: t.samples} }

// untimed are the turns as if nothing were known of when they are said.
func (t talk) untimed() []Turn {
	out := slices.Clone(t.turns)
	for i := range out {
		out[i].Start, out[i].End = nil, nil
	}
	return out
}

// speaker builds the program that speaks, once.
var speaker = sync.OnceValues(func() (string, error) {
	if _, err := os.Stat("/usr/include/flite/flite.h"); err != nil {
		return "", fmt.Errorf("flite's headers are not installed: build/setup.sh --tests")
	}
	dir, err := os.MkdirTemp("", "stet-speak")
	if err != nil {
		return "", err
	}
	program := filepath.Join(dir, "speak")
	args := []string{"-O1", "-o", program, "testdata/speak.c", "-I/usr/include/flite"}
	for _, l := range strings.Fields("flite_cmu_us_rms flite_cmu_us_slt flite_cmu_us_awb flite_cmu_us_kal16 flite_usenglish flite_cmulex flite m") {
		args = append(args, "-l"+l)
	}
	if said, err := exec.Command("gcc", args...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%v: %s", err, said)
	}
	return program, nil
})

// TestMain takes the program that speaks away again.
func TestMain(m *testing.M) {
	code := m.Run()
	if built {
		if program, err := speaker(); err == nil {
			os.RemoveAll(filepath.Dir(program))
		}
	}
	os.Exit(code)
}

var built bool

// speak lets flite say lines. Without flite the test is skipped.
func speak(t testing.TB, lines []spokenLine) talk {
	t.Helper()
	built = true
	program, err := speaker()
	if err != nil {
		t.Skip(err)
	}
	var in bytes.Buffer
	for _, l := range lines {
		fmt.Fprintf(&in, "%s\t%d\t%s\n", l.voice, l.pause, l.text)
	}
	raw := filepath.Join(t.TempDir(), "speech")
	cmd := exec.Command(program, raw)
	cmd.Stdin = &in
	told, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(raw)
	if err != nil {
		t.Fatal(err)
	}
	var out talk
	for i := 0; i+1 < len(data); i += 2 {
		out.samples = append(out.samples, float32(int16(binary.LittleEndian.Uint16(data[i:])))/32768)
	}
	out.truth = make([][]Span, len(lines))
	for line := range strings.Lines(string(told)) {
		var n int
		var from, to int64
		if _, err := fmt.Sscan(line, &n, &from, &to); err != nil {
			t.Fatal(err)
		}
		out.truth[n] = append(out.truth[n], Span{timecode.FromMillis(from), timecode.FromMillis(to)})
	}
	for i, l := range lines {
		words := strings.Fields(l.text)
		if len(words) != len(out.truth[i]) {
			t.Fatalf("flite took %q for %d words", l.text, len(out.truth[i]))
		}
		from, to := out.truth[i][0].Start, out.truth[i][len(words)-1].End
		out.turns = append(out.turns, Turn{Words: words, Start: &from, End: &to})
	}
	return out
}

// score is how far words are from the truth: the shares of those within 50 and 100 ms, and the middle and the most that
// they are off. Words that were not placed count as far off.
type score struct {
	words         int
	in50, in100   float64
	median, worst float64 // ms
	bias          float64
}

func compare(got [][]Word, truth [][]Span) score {
	var off, signed []float64
	for k, words := range truth {
		for i, w := range words {
			if w == (Span{}) {
				continue
			}
			g := got[k][i]
			if g.State == NotSpoken {
				off = append(off, math.Inf(1))
				continue
			}
			d := float64((g.Start - w.Start).Millis())
			off = append(off, math.Abs(d))
			signed = append(signed, d)
		}
	}
	slices.Sort(off)
	slices.Sort(signed)
	s := score{words: len(off)}
	if len(off) == 0 || len(signed) == 0 {
		return s
	}
	share := func(ms float64) float64 {
		i, _ := slices.BinarySearch(off, ms+1e-9)
		return 100 * float64(i) / float64(len(off))
	}
	s.in50, s.in100, s.median, s.worst, s.bias = share(50), share(100), off[len(off)/2], off[len(off)-1], signed[len(signed)/2]
	return s
}

func (s score) String() string {
	return fmt.Sprintf("%d words: %.1f %% within 50 ms, %.1f %% within 100 ms, median %.0f ms, worst %.0f ms, bias %+.0f ms", s.words, s.in50, s.in100, s.median, s.worst, s.bias)
}

// aligned aligns turns, and holds the result to its laws.
func aligned(t testing.TB, src audio.Source, turns []Turn, o Options) Result {
	t.Helper()
	m := English()
	s := Listen(src, m)
	r, err := Align(context.Background(), m, s, turns, o)
	if err != nil {
		t.Fatal(err)
	}
	lawful(t, r, turns, s.Length())
	return r
}

// lawful holds a result to the laws: a time for each word, none backwards, none outside the sound.
func lawful(t testing.TB, r Result, turns []Turn, length timecode.Time) {
	t.Helper()
	at := timecode.Time(0)
	if len(r.Turns) != len(turns) {
		t.Fatalf("%d turns came back of %d", len(r.Turns), len(turns))
	}
	for k, words := range r.Turns {
		if len(words) != len(turns[k].Words) {
			t.Fatalf("turn %d has %d times for %d words", k, len(words), len(turns[k].Words))
		}
		for i, w := range words {
			if w.Start < at || w.End < w.Start || w.End > length {
				t.Fatalf("turn %d, word %d runs from %v to %v, after %v, in %v", k, i, w.Start, w.End, at, length)
			}
			if !(w.Confidence >= 0 && w.Confidence <= 1) {
				t.Fatalf("turn %d, word %d has the confidence %v", k, i, w.Confidence)
			}
			at = w.End
		}
	}
}
