//go:build !race

package align

import (
	"bufio"
	"cmp"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"stet/backend/audio"
	"stet/backend/timecode"
)

// recorded is how ffmpeg reads the sounds of a package that do not say so themselves.
var recorded = map[string][]string{
	".g722": {"-f", "g722"},
	".raw":  {"-f", "s16le", "-ac", "1", "-ar"},
}

// labelled joins the recordings of testdata/labels.tsv, with pauses between them, each of them a turn. Only the words that
// somebody has labelled are in the truth. The recordings are those of Debian's packages: build/setup.sh --tests installs
// them.
func labelled(t testing.TB) talk {
	t.Helper()
	file, err := os.Open("testdata/labels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out talk
	random := rand.New(rand.NewSource(3))
	of := ""
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		f := strings.Split(lines.Text(), "\t")
		if len(f) != 6 {
			t.Fatalf("%q is no label", lines.Text())
		}
		if path := f[1]; path != of {
			of = path
			out.samples = append(out.samples, make([]float32, (400+random.Intn(600))*sampleRate/1000)...)
			at := timecode.FromSamples(int64(len(out.samples)), sampleRate)
			out.samples = append(out.samples, recording(t, f[0], path)...)
			end := timecode.FromSamples(int64(len(out.samples)), sampleRate)
			out.turns = append(out.turns, Turn{Start: &at, End: &end})
			out.truth = append(out.truth, nil)
		}
		turn := &out.turns[len(out.turns)-1]
		turn.Words = append(turn.Words, f[3])
		label := Span{}
		if f[4] != "-" {
			label = Span{*turn.Start + seconds(t, f[4]), *turn.Start + seconds(t, f[5])}
		}
		out.truth[len(out.truth)-1] = append(out.truth[len(out.truth)-1], label)
	}
	for i := range out.samples {
		out.samples[i] += float32(random.NormFloat64()) / 32768
	}
	return out
}

func seconds(t testing.TB, text string) timecode.Time {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return timecode.FromMillis(int64(v*1000 + 0.5))
}

// recording reads a sound of a package at the rate of the search. Where the package is not there, the test is skipped.
func recording(t testing.TB, of, path string) []float32 {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not installed: build/setup.sh --tests", of)
	}
	how := recorded[filepath.Ext(path)]
	if filepath.Ext(path) == ".raw" {
		how = append(how[:len(how):len(how)], map[string]string{"codec2-examples": "8000"}[of])
		how[len(how)-1] = cmp.Or(how[len(how)-1], "16000")
	}
	args := append([]string{"-v", "error"}, how...)
	raw, err := exec.Command("ffmpeg", append(args, "-i", path, "-f", "s16le", "-ac", "1", "-ar", "16000", "-")...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return fromPCM(raw)
}

// The labels are of a hundred words at least and of ten voices, in order, and within their recordings.
func TestTheLabels(t *testing.T) {
	data, err := os.ReadFile("testdata/labels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	voices, words, of, end := map[string]bool{}, 0, "", 0.0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if f[1] != of {
			of, end = f[1], 0
		}
		if f[4] == "-" {
			continue
		}
		from, err := strconv.ParseFloat(f[4], 64)
		to, wrong := strconv.ParseFloat(f[5], 64)
		if err != nil || wrong != nil || from < end-0.001 || to <= from {
			t.Errorf("%q runs backwards", line)
		}
		end = to
		voices[f[2]] = true
		words++
	}
	if words < 100 || len(voices) < 10 {
		t.Errorf("there are %d words of %d voices", words, len(voices))
	}
}

func TestLabelledSpeech(t *testing.T) {
	said := labelled(t)
	in := func(samples []float32) audio.Source { return &memory{rate: sampleRate, samples: samples} }
	for _, c := range []struct {
		name  string
		src   audio.Source
		turns []Turn
		least float64
	}{
		{"timed", in(said.samples), said.turns, 95},
		{"untimed", in(said.samples), said.untimed(), 95},
		{"in a noisy room", in(mixed(said.samples, noise(len(said.samples)), 20)), said.untimed(), 92},
		{"with music", in(mixed(said.samples, music(len(said.samples)), 10)), said.untimed(), 80},
		{"by telephone", encoded(t, said.samples, "phone.wav", "-ar", "8000"), said.untimed(), 90},
		{"as MP3", encoded(t, said.samples, "talk.mp3", "-b:a", "64k"), said.untimed(), 95},
	} {
		r := aligned(t, c.src, c.turns, Options{})
		if err := c.src.Close(); err != nil {
			t.Error(err)
		}
		if s := compare(r.Turns, said.truth); s.in100 < c.least {
			t.Errorf("%s: %v", c.name, s)
		}
	}
}
