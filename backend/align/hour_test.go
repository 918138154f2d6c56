//go:build !race

package align

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stet/backend/audio/decode"
	"stet/backend/timecode"
)

// written are sentences of what this project tells people and says of its code, none of them twice, in turns of two voices:
// after the sample episode so many that they have that many words.
func written(t testing.TB, most int) []spokenLine {
	t.Helper()
	plain := regexp.MustCompile(`^[A-Z][a-z]+(,? [a-z]+)+$`)
	mark := regexp.MustCompile("[*_`]|\\[|\\]\\([^)]*\\)|<[^>]*>|(?m:^\\s*//)")
	ends := regexp.MustCompile(`[.;:?!] (?:- |#+ )?`)
	out := script(t, 40)
	n := 0
	for _, l := range out {
		n += len(strings.Fields(l.text))
	}
	seen := map[string]bool{}
	var turn []string
	for _, text := range ownTexts(t) {
		for _, s := range ends.Split(strings.Join(strings.Fields(mark.ReplaceAllString(text, "")), " ")+" ", -1) {
			words := strings.Fields(s)
			if len(words) < 6 || len(words) > 45 || !plain.MatchString(s) || seen[s] {
				continue
			}
			seen[s] = true
			if turn = append(turn, strings.Fields(s+".")...); len(turn) < 15+len(out)*7%60 {
				continue
			}
			out = append(out, spokenLine{[]string{"rms", "slt"}[len(out)%2], 200 + len(out)*130%1500, strings.Join(turn, " ")})
			if n += len(turn); n >= most {
				return out
			}
			turn = nil
		}
	}
	return out
}

// ownTexts are this project's two long texts, and the comments of its code.
func ownTexts(t testing.TB) (out []string) {
	t.Helper()
	comments := regexp.MustCompile(`(?m)(?:^\s*// .*\n)+`)
	read := func(path string) string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for _, path := range []string{"../../CHANGELOG.md", "../../README.md"} {
		out = append(out, read(path))
	}
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".go" {
			out = append(out, comments.FindAllString(read(path), -1)...)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// spokenFile lets lines be spoken into a file, a part at a time, so that no more of it lies in memory.
func spokenFile(t testing.TB, lines []spokenLine) (path string, all talk) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "hour.wav")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	const head = 44
	size := 0
	write := func(data []byte, at int) {
		if _, err := file.WriteAt(data, int64(at)); err != nil {
			t.Fatal(err)
		}
	}
	for part := range slices.Chunk(lines, 30) {
		said := speak(t, part)
		by := timecode.FromSamples(int64(size/2), sampleRate)
		for k, truth := range laterFrom(said.truth, 0, by) {
			turn := said.turns[k]
			start, end := *turn.Start+by, *turn.End+by
			turn.Start, turn.End = &start, &end
			all.turns, all.truth = append(all.turns, turn), append(all.truth, truth)
		}
		data := toPCM(said.samples)
		write(data, head+size)
		size += len(data)
	}
	var b bytes.Buffer
	for _, v := range []any{[]byte("RIFF"), uint32(36 + size), []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1),
		uint32(sampleRate), uint32(2 * sampleRate), uint16(2), uint16(16), []byte("data"), uint32(size)} {
		if err := binary.Write(&b, binary.LittleEndian, v); err != nil {
			t.Fatal(err)
		}
	}
	write(b.Bytes(), 0)
	return path, all
}

// anHour is how many words the voices say in an hour.
const anHour = 11000

// BenchmarkAnHour has an hour of text of which nothing is said twice, with the times of its turns and without any. The faulty
// one has the time of all above its first turn, as files have it, and one paragraph is missing and one is too many.
func BenchmarkAnHour(b *testing.B) {
	path, said := spokenFile(b, written(b, anHour))
	English()
	faulty, truth := said.untimed(), slices.Clone(said.truth)
	faulty[0].Start, faulty[0].End = said.turns[0].Start, said.turns[len(said.turns)-1].End
	for k, text := range map[int]string{len(faulty) / 3: "", len(faulty) * 2 / 3: aside[0].text + " " + aside[1].text} {
		faulty[k].Words, truth[k] = strings.Fields(text), nil
	}
	for _, c := range []struct {
		name  string
		turns []Turn
		truth [][]Span
	}{{"timed", said.turns, said.truth}, {"untimed", said.untimed(), said.truth}, {"faulty", faulty, truth}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				forgetMost(b)
				src, err := decode.Open(path)
				if err != nil {
					b.Fatal(err)
				}
				began, used := time.Now(), processor()
				r := aligned(b, src, c.turns, Options{})
				hours := float64(src.Info().Length()) / float64(3600*timecode.Second)
				took, work := time.Since(began).Seconds(), (processor() - used).Seconds()
				b.ReportMetric(took/hours, "s")
				b.ReportMetric(work/hours, "cpu-s")
				b.ReportMetric(work/took, "cores")
				b.ReportMetric(compare(r.Turns, c.truth).in100, "%100")
				b.ReportMetric(most(b), "MB")
				if err := src.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// forgetMost has the most memory that this process had reckoned anew, where the system can.
func forgetMost(t testing.TB) {
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Log("of memory, what was used before counts too:", err)
	}
}

// most is the most memory that this process had at a time since then, in MB.
func most(t testing.TB) float64 {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	_, rest, _ := strings.Cut(string(data), "VmHWM:")
	kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return float64(kilobytes) / 1000
}
