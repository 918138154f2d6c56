package align

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"math"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/timecode"
)

// The recorded prompts of Debian's asterisk-core-sounds-en-g722, one voice, with their texts. They are not of this
// repository: build/setup.sh --tests installs them.
const (
	promptFolder = "/usr/share/asterisk/sounds/en_US_f_Allison"
	promptTexts  = "/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz"
)

// prompts joins recorded prompts with the given pauses between them, until they are as many. Of each only the start of its
// first word is true, and the end of its last: where the sound rises out of the silence of the recording, and where it
// falls into it.
func prompts(t testing.TB, many int) (talk, [][2]Span) {
	t.Helper()
	return promptsOf(t, promptFolder, promptTexts, many)
}

func promptsOf(t testing.TB, folder, texts string, many int) (talk, [][2]Span) {
	t.Helper()
	file, err := os.Open(texts)
	if err != nil {
		t.Skip("the recorded prompts are not installed: build/setup.sh --tests")
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var out talk
	var edges [][2]Span
	random := rand.New(rand.NewSource(11))
	lines := bufio.NewScanner(text)
	for lines.Scan() && len(out.turns) < many {
		name, said, ok := strings.Cut(lines.Text(), ": ")
		words := strings.Fields(said)
		if !ok || len(words) < 5 || strings.ContainsAny(said, "[](") {
			continue
		}
		samples := g722(t, filepath.Join(folder, name+".g722"))
		first, last := loudPart(samples)
		if len(samples) == 0 || last-first < sampleRate/2 {
			continue
		}
		gap := (300 + random.Intn(900)) * sampleRate / 1000
		// What is silence in the recording stays, so that pauses sound like the room.
		out.samples = append(out.samples, make([]float32, gap)...)
		at := len(out.samples)
		out.samples = append(out.samples, samples...)
		from, to := timecode.FromSamples(int64(at+first), sampleRate), timecode.FromSamples(int64(at+last), sampleRate)
		out.turns = append(out.turns, Turn{Words: words, Start: &from, End: &to})
		edges = append(edges, [2]Span{{Start: from}, {End: to}})
	}
	if len(out.turns) < many {
		t.Fatalf("there are only %d prompts", len(out.turns))
	}
	for i := range out.samples {
		out.samples[i] += float32(random.NormFloat64()) / 32768
	}
	return out, edges
}

func g722(t testing.TB, path string) []float32 {
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	raw, err := exec.Command("ffmpeg", "-v", "error", "-f", "g722", "-i", path, "-f", "s16le", "-ac", "1", "-ar", "16000", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return fromPCM(raw)
}

func fromPCM(raw []byte) []float32 {
	out := make([]float32, len(raw)/2)
	for i := range out {
		out[i] = float32(int16(binary.LittleEndian.Uint16(raw[2*i:]))) / 32768
	}
	return out
}

func toPCM(samples []float32) []byte {
	var out bytes.Buffer
	for _, s := range samples {
		binary.Write(&out, binary.LittleEndian, int16(max(-32768, min(32767, s*32768))))
	}
	return out.Bytes()
}

// loudPart is where a recording is no more than 36 dB below its loudest, in samples.
func loudPart(samples []float32) (first, last int) {
	const step = sampleRate / 200
	var power []float64
	for i := 0; i+step <= len(samples); i += step {
		sum := 0.0
		for _, s := range samples[i : i+step] {
			sum += float64(s) * float64(s)
		}
		power = append(power, sum)
	}
	if len(power) == 0 {
		return 0, 0
	}
	least := slices.Max(power) * math.Pow(10, -3.6)
	first, last = -1, 0
	for i := range power {
		if power[i] < least || i+2 < len(power) && power[i+1] < least {
			continue
		}
		if first < 0 {
			first = i * step
		}
		last = (i + 1) * step
	}
	return max(0, first), last
}

// atEdges compares the first words of turns with where they are known to begin, and the last ones with where they end.
func atEdges(r Result, edges [][2]Span) (starts, ends score) {
	var first, last [][]Word
	var from, to [][]Span
	for k, words := range r.Turns {
		end := words[len(words)-1]
		end.Start = end.End
		first, last = append(first, words[:1]), append(last, []Word{end})
		from, to = append(from, []Span{edges[k][0]}), append(to, []Span{{Start: edges[k][1].End}})
	}
	return compare(first, from), compare(last, to)
}

// mixed adds something to sound, so many dB below it.
func mixed(samples, other []float32, below float64) []float32 {
	power := func(x []float32) float64 {
		sum := 0.0
		for _, v := range x {
			sum += float64(v) * float64(v)
		}
		return sum / float64(len(x))
	}
	gain := float32(math.Sqrt(power(samples) / power(other) * math.Pow(10, -below/10)))
	out := make([]float32, len(samples))
	for i := range out {
		out[i] = samples[i] + gain*other[i%len(other)]
	}
	return out
}

// noise is that of a room: as loud in each octave.
func noise(n int) []float32 {
	random := rand.New(rand.NewSource(5))
	out := make([]float32, n)
	var b0, b1, b2 float64
	for i := range out {
		white := random.NormFloat64()
		b0 = 0.99765*b0 + white*0.0990460
		b1 = 0.96300*b1 + white*0.2965164
		b2 = 0.57000*b2 + white*1.0526913
		out[i] = float32(b0 + b1 + b2 + white*0.1848)
	}
	return out
}

// music is four chords of plucked strings over a beat, again and again.
func music(n int) []float32 {
	chords := [][]float64{{220, 261.63, 329.63}, {174.61, 220, 261.63}, {261.63, 329.63, 392}, {196, 246.94, 293.66}}
	out := make([]float32, n)
	random := rand.New(rand.NewSource(6))
	for i := range out {
		at := float64(i) / sampleRate
		bar := int(at/2) % len(chords)
		beat := math.Mod(at, 0.5)
		v := 0.0
		for _, hz := range chords[bar] {
			for h := 1.0; h <= 6; h++ {
				v += math.Sin(2*math.Pi*hz*h*at) / h * math.Exp(-beat*3*h/2)
			}
		}
		v += 1.5 * random.NormFloat64() * math.Exp(-beat*60)
		v += 2 * math.Sin(2*math.Pi*55*at) * math.Exp(-math.Mod(at, 1)*6)
		out[i] = float32(v)
	}
	return out
}
