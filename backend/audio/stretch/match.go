// Where a leap lands: the place at which the sound is most like what would have followed.

package stretch

import (
	"cmp"
	"math"
	"slices"
)

const (
	coarse = 4   // frames are added up by so many for the first look
	looks  = 8   // places that are looked at closely, at most
	near   = 0.8 // how good such a place is at least, beside the best of the first look
	// even is how much less like it a place at the edge of the reach may be than one in its middle: so that silence and
	// steady tones go evenly.
	even = 0.01
)

// match is what is needed over and over to compare.
type match struct {
	want, there           []float64
	wantSmall, thereSmall []float64
	peaks                 []place
}

type place struct {
	at    int // frames behind the first place
	score float64
}

// best finds a place from lo to hi.
func (s *Stream) best(lo, hi, mean int64) int64 {
	m := &s.match
	m.want = mix(m.want, s.in[s.next-s.first:][:s.fade])
	power := dot(m.want, m.want)
	if power < 1e-9 {
		return max(lo, min(mean, hi))
	}
	m.there = mix(m.there, s.in[lo-s.first:][:int(hi-lo)+s.fade])
	m.wantSmall, m.thereSmall = thin(m.wantSmall, m.want), thin(m.thereSmall, m.there)
	middle := float64(mean - lo)
	off := func(at int) float64 {
		d := (float64(at) - middle) / float64(s.reach)
		return even * d * d
	}

	m.peaks = m.peaks[:0]
	n := len(m.thereSmall) - len(m.wantSmall) + 1
	loudness := math.Sqrt(dot(m.wantSmall, m.wantSmall))
	before, now := math.Inf(-1), math.Inf(-1)
	for i := range n + 1 {
		after := math.Inf(-1)
		if i < n {
			after = alike(m.wantSmall, m.thereSmall[i:]) - off(i*coarse)*loudness
		}
		if i > 0 && now >= before && now >= after {
			m.peaks = append(m.peaks, place{(i - 1) * coarse, now})
		}
		before, now = now, after
	}
	slices.SortFunc(m.peaks, func(a, b place) int { return cmp.Compare(b.score, a.score) })

	found := place{score: math.Inf(-1)}
	for _, p := range m.peaks[:min(looks, len(m.peaks))] {
		if p.score < near*m.peaks[0].score {
			break
		}
		for at := max(0, p.at-coarse); at <= min(p.at+coarse, int(hi-lo)); at++ {
			if score := alike(m.want, m.there[at:]) - off(at)*math.Sqrt(power); score > found.score {
				found = place{at, score}
			}
		}
	}
	return lo + int64(found.at)
}

// alike is how like it is what begins there: as loud as what is wanted at most, whatever its own loudness.
func alike(want, there []float64) float64 {
	there = there[:len(want)]
	product, power := 0.0, 1e-12
	for i, v := range there {
		product += v * want[i]
		power += v * v
	}
	return product / math.Sqrt(power)
}

func dot(a, b []float64) (sum float64) {
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// mix makes one channel of two. They count differently, so that what is opposite in them does not vanish.
func mix(to []float64, frames [][2]float64) []float64 {
	to = slices.Grow(to[:0], len(frames))
	for _, f := range frames {
		to = append(to, f[0]+f[1]/2)
	}
	return to
}

// thin adds up samples next to each other.
func thin(to, of []float64) []float64 {
	to = to[:0]
	for ; len(of) >= coarse; of = of[coarse:] {
		to = append(to, of[0]+of[1]+of[2]+of[3])
	}
	return to
}
