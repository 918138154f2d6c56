//go:build !race

package align

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"stet/backend/timecode"
)

// This file has the other ways to time words that the search is measured beside. Both are told when each turn begins and
// ends.

// byLettersAlone puts words into their turns by their letters, as one would without listening.
func byLettersAlone(turns []Turn) [][]Word {
	out := make([][]Word, len(turns))
	for k, t := range turns {
		all, before := 0, 0
		for _, w := range t.Words {
			all += utf8.RuneCountInString(w)
		}
		for _, w := range t.Words {
			at := *t.Start + (*t.End-*t.Start)*timecode.Time(before)/timecode.Time(all)
			out[k] = append(out[k], Word{Span: Span{at, at}, State: Estimated})
			before += utf8.RuneCountInString(w)
		}
	}
	return out
}

// byWarping has flite say the words of each turn in another voice, and bends that upon what is heard, by dynamic time
// warping of the shapes of their spectra.
func byWarping(t testing.TB, said talk) [][]Word {
	t.Helper()
	lines := make([]spokenLine, len(said.turns))
	for k, turn := range said.turns {
		lines[k] = spokenLine{"kal16", 0, strings.Join(turn.Words, " ")}
	}
	reference := speak(t, lines)
	out := make([][]Word, len(said.turns))
	for k, turn := range said.turns {
		from, to := *reference.turns[k].Start, *reference.turns[k].End
		path := warped(shapes(reference.samples, from, to), shapes(said.samples, *turn.Start, *turn.End))
		for _, w := range reference.truth[k] {
			i := min(frameOf(w.Start-from), len(path)-1)
			at := *turn.Start + timecode.FromSamples(int64(path[i])*hop, sampleRate)
			out[k] = append(out[k], Word{Span: Span{at, at}, State: Aligned})
		}
	}
	return out
}

// shapes are the spectra of a stretch of sound, without how loud they are, each part of them evened over the stretch.
func shapes(samples []float32, from, to timecode.Time) [][]float64 {
	settings, _ := readFrontSettings("")
	first, last := int(from.Samples(sampleRate)), min(int(to.Samples(sampleRate))+span, len(samples))
	frames := newFront(settings).measure(samples[max(0, first-1):last])
	out := make([][]float64, len(frames))
	for i := range out {
		out[i] = make([]float64, width-1)
	}
	for c := range width - 1 {
		sum, squares := 0.0, 0.0
		for _, f := range frames {
			v := float64(f.cepstra[c+1])
			sum, squares = sum+v, squares+v*v
		}
		n := float64(len(frames))
		spread := math.Sqrt(max(squares/n-sum*sum/n/n, 1e-9))
		for i, f := range frames {
			out[i][c] = (float64(f.cepstra[c+1]) - sum/n) / spread
		}
	}
	return out
}

// warped gives for each of some frames the first of others that lies under it on the cheapest way through both.
func warped(a, b [][]float64) []int {
	const fromLeft, fromBelow, fromBoth = 0, 1, 2
	cost := make([]float64, len(b))
	steps := make([]uint8, len(a)*len(b))
	for i := range a {
		diagonal := math.Inf(1)
		for j := range b {
			best, step := cost[j], uint8(fromBelow) // the frame before, at the same place
			if i == 0 {
				best = math.Inf(1)
			}
			if diagonal <= best {
				best, step = diagonal, fromBoth
			}
			if j > 0 && cost[j-1] < best {
				best, step = cost[j-1], fromLeft
			}
			if i == 0 && j == 0 {
				best = 0
			}
			diagonal = cost[j]
			if i == 0 {
				diagonal = math.Inf(1)
			}
			cost[j] = best + distance(a[i], b[j])
			steps[i*len(b)+j] = step
		}
	}
	path := make([]int, len(a))
	for i, j := len(a)-1, len(b)-1; i >= 0 && j >= 0; {
		path[i] = j
		switch steps[i*len(b)+j] {
		case fromLeft:
			if j == 0 {
				return path
			}
			j--
		case fromBelow:
			i--
		default:
			i, j = i-1, j-1
		}
	}
	return path
}

func distance(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += (a[i] - b[i]) * (a[i] - b[i])
	}
	return math.Sqrt(sum)
}

func TestWarpingFindsWhatIsBent(t *testing.T) {
	tone := func(v float64) []float64 { return []float64{v, -v} }
	a := [][]float64{tone(0), tone(1), tone(2), tone(3), tone(4)}
	b := [][]float64{tone(0), tone(0), tone(1), tone(2), tone(2), tone(2), tone(3), tone(4), tone(4)}
	got := warped(a, b)
	for i, want := range []int{0, 2, 3, 6, 7} {
		if got[i] != want {
			t.Fatalf("the frames lie at %v", got)
		}
	}
}
