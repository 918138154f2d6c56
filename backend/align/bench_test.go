//go:build !race

package align

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
	"stet/backend/timecode"
)

// script is the sample episode as it is spoken, up to so many turns.
func script(t testing.TB, most int) []spokenLine {
	t.Helper()
	data, err := os.ReadFile("../../build/sample/script.txt")
	if err != nil {
		t.Fatal(err)
	}
	written := regexp.MustCompile(`\{([^|}]*)\|[^}]*\}`)
	var out []spokenLine
	for line := range strings.Lines(string(data)) {
		name, text, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "=") {
			continue
		}
		voice := map[bool]string{true: "slt", false: "rms"}[strings.HasPrefix(name, "Odette")]
		text = strings.ReplaceAll(written.ReplaceAllString(text, "$1"), "//", "")
		if out = append(out, spokenLine{voice, 350, strings.Join(strings.Fields(text), " ")}); len(out) == most {
			break
		}
	}
	return out
}

func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// starts are the times of the first words alone.
func starts[T any](turns [][]T) [][]T {
	out := make([][]T, len(turns))
	for k, words := range turns {
		out[k] = words[:1]
	}
	return out
}

func BenchmarkSpoken(b *testing.B) {
	said := speak(b, script(b, 40))
	English()
	letters, warping := compare(byLettersAlone(said.turns), said.truth), compare(byWarping(b, said), said.truth)
	for _, how := range []string{"timed", "untimed"} {
		turns := map[string][]Turn{"timed": said.turns, "untimed": said.untimed()}[how]
		b.Run(how, func(b *testing.B) {
			for b.Loop() {
				began := processor()
				r := aligned(b, said.source(), turns, Options{})
				length := float64(len(said.samples)) / sampleRate
				b.ReportMetric(length/(processor()-began).Seconds(), "times")
				s := compare(r.Turns, said.truth)
				b.ReportMetric(s.in50, "%50")
				b.ReportMetric(s.in100, "%100")
				b.ReportMetric(compare(starts(r.Turns), starts(said.truth)).in100, "turns-%100")
				reportBeside(b, letters, warping)
			}
		})
	}
}

// reportBeside tells how near other ways come that are told when turns begin and end.
func reportBeside(b *testing.B, letters, warping score) {
	b.ReportMetric(letters.in50, "letters-%50")
	b.ReportMetric(letters.in100, "letters-%100")
	b.ReportMetric(warping.in50, "warping-%50")
	b.ReportMetric(warping.in100, "warping-%100")
}

// BenchmarkLabelled holds the search to what people said in many voices, labelled by hand.
func BenchmarkLabelled(b *testing.B) {
	said := labelled(b)
	English()
	letters, warping := compare(byLettersAlone(said.turns), said.truth), compare(byWarping(b, said), said.truth)
	for _, c := range []struct {
		name    string
		samples []float32
		turns   []Turn
	}{
		{"timed", said.samples, said.turns},
		{"untimed", said.samples, said.untimed()},
		{"noise", mixed(said.samples, noise(len(said.samples)), 20), said.untimed()},
		{"music", mixed(said.samples, music(len(said.samples)), 10), said.untimed()},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				s := compare(aligned(b, &memory{rate: sampleRate, samples: c.samples}, c.turns, Options{}).Turns, said.truth)
				b.ReportMetric(s.in50, "%50")
				b.ReportMetric(s.in100, "%100")
				b.ReportMetric(s.median, "median-ms")
				b.ReportMetric(float64(s.words), "words")
				reportBeside(b, letters, warping)
			}
		})
	}
}

func BenchmarkRecorded(b *testing.B) {
	said, edges := prompts(b, 50)
	of := func(samples []float32) func() audio.Source {
		return func() audio.Source { return &memory{rate: sampleRate, samples: samples} }
	}
	for _, c := range []struct {
		name string
		open func() audio.Source
	}{
		{"clean", of(said.samples)},
		{"noise", of(mixed(said.samples, noise(len(said.samples)), 20))},
		{"music", of(mixed(said.samples, music(len(said.samples)), 10))},
		{"telephone", func() audio.Source { return encoded(b, said.samples, "phone.wav", "-ar", "8000") }},
		{"MP3", func() audio.Source { return encoded(b, said.samples, "talk.mp3", "-b:a", "64k") }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				src := c.open()
				first, _ := atEdges(aligned(b, src, said.untimed(), Options{}), edges)
				b.ReportMetric(first.in50, "%50")
				b.ReportMetric(first.in100, "%100")
				if err := src.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// encoded is sound as ffmpeg makes a file of it.
func encoded(t testing.TB, samples []float32, name string, args ...string) audio.Source {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	cmd := exec.Command("ffmpeg", slices.Concat([]string{"-v", "error", "-f", "s16le", "-ar", "16000", "-ac", "1", "-i", "-"}, args, []string{path})...)
	cmd.Stdin = strings.NewReader(string(toPCM(samples)))
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	src, err := decode.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// BenchmarkApart has text and sound disagree. Of what is wrong it tells the share that is flagged, and of what is right the
// share that is flagged too: of words, or of the sound.
func BenchmarkApart(b *testing.B) {
	said := speak(b, script(b, 20))
	length := timecode.FromSamples(int64(len(said.samples)), sampleRate)
	words := func(b *testing.B, r Result, from, to int) {
		wrong, of := flagged(r, from, to)
		before, right := flagged(r, 0, from)
		after, more := flagged(r, to, len(r.Turns))
		b.ReportMetric(100*float64(wrong)/float64(of), "%flagged")
		b.ReportMetric(100*float64(before+after)/float64(right+more), "%false")
	}
	sound := func(b *testing.B, r Result, flagged float64, wrong Span, length timecode.Time) {
		b.ReportMetric(100*flagged, "%flagged")
		b.ReportMetric(100*elsewhere(r.Uncovered, wrong, length), "%false")
	}
	b.Run("extra", func(b *testing.B) {
		for b.Loop() {
			extra := Turn{Words: strings.Fields(aside[0].text + " " + aside[1].text)}
			words(b, aligned(b, said.source(), slices.Insert(said.untimed(), 9, extra), Options{}), 9, 10)
		}
	})
	b.Run("twice", func(b *testing.B) {
		for b.Loop() {
			end := said.turns[9].End.Samples(sampleRate) + sampleRate/5
			r := aligned(b, &memory{rate: sampleRate, samples: said.samples[:end]}, said.untimed(), Options{})
			words(b, r, 10, len(r.Turns))
		}
	})
	b.Run("missing", func(b *testing.B) {
		for b.Loop() {
			truth := said.truth[9]
			r := aligned(b, said.source(), slices.Delete(said.untimed(), 9, 10), Options{})
			lacks := Span{truth[0].Start, truth[len(truth)-1].End}
			sound(b, r, covers(r.Uncovered, lacks), lacks, length)
			b.ReportMetric(compare(r.Turns, slices.Delete(slices.Clone(said.truth), 9, 10)).in100, "%100")
		}
	})
	for name, other := range map[string]talk{"other": speak(b, aside), "foreign": french(b)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				at := said.truth[10][0].Start - timecode.Second/10
				long := timecode.FromSamples(int64(len(other.samples)), sampleRate)
				cut := at.Samples(sampleRate)
				samples := slices.Concat(said.samples[:cut], other.samples, said.samples[cut:])
				r := aligned(b, &memory{rate: sampleRate, samples: samples}, said.untimed(), Options{})
				sound(b, r, other.covered(r.Uncovered, at), Span{at, at + long}, length+long)
				b.ReportMetric(compare(r.Turns, laterFrom(said.truth, 10, long)).in100, "%100")
				b.ReportMetric(float64(long)/float64(timecode.Second), "s")
			}
		})
	}
}

// laterFrom are the times of words if those from a turn on were said later.
func laterFrom(truth [][]Span, turn int, by timecode.Time) [][]Span {
	out := slices.Clone(truth)
	for k := turn; k < len(out); k++ {
		out[k] = slices.Clone(out[k])
		for i := range out[k] {
			out[k][i].Start += by
			out[k][i].End += by
		}
	}
	return out
}

// BenchmarkATurn aligns a turn of half a minute anew in a sound that has been listened to: the best of five.
func BenchmarkATurn(b *testing.B) {
	said := speak(b, script(b, 6))
	from, to := *said.turns[0].Start, *said.turns[0].Start+30*timecode.Second
	turn := Turn{Start: &from, End: &to}
	for k, words := range said.truth {
		for i, w := range words {
			if w.End <= to {
				turn.Words = append(turn.Words, said.turns[k].Words[i])
			}
		}
	}
	s := Listen(said.source(), English())
	for b.Loop() {
		least := time.Hour
		for range 5 {
			began := time.Now()
			if _, err := Align(context.Background(), English(), s, []Turn{turn}, Options{}); err != nil {
				b.Fatal(err)
			}
			least = min(least, time.Since(began))
		}
		b.ReportMetric(float64(least.Microseconds())/1000, "ms")
	}
}
