package align

import (
	"context"
	"math"
)

// best is how many Gaussians of a codebook's stream count for a frame.
const best = 4

// heard is how well each codebook fits a frame: its nearest Gaussians, and how near.
type heard struct {
	books []nearest
	// most is the likelihood of the phone alone that fits best. All others are told as how far they stay below it.
	most float32
	// speech tells whether that is a phone of words.
	speech bool
}

type nearest [streams]struct {
	top    float32
	which  [best]uint8
	shares [best]float32
}

// batch is some frames that were scored together.
type batch struct {
	heard []heard
	err   error
}

const (
	batchFrames    = 64
	measuredFrames = 8 * batchFrames
)

// hear scores the frames of a sound from one up to another, beside whoever takes the batches from the channel. It ends
// with the context; where the sound cannot be read, the last batch says why.
func (m *Model) hear(ctx context.Context, s *Sound, from, to int) <-chan batch {
	out := make(chan batch, 2)
	go func() {
		defer close(out)
		var was *heard
		for ; from < to; from += measuredFrames {
			n := min(measuredFrames, to-from)
			first := max(0, from-aroundFrames)
			frames, err := s.between(ctx, first, from+n+aroundFrames)
			if err != nil {
				select {
				case out <- batch{err: err}:
				case <-ctx.Done():
				}
				return
			}
			of := featuresOf(frames, from-first, min(from-first+n, len(frames)))
			for len(of) > 0 {
				b := m.scoreAll(of[:min(batchFrames, len(of))], was)
				of = of[len(b.heard):]
				was = &b.heard[len(b.heard)-1]
				select {
				case out <- b:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return out
}

func (m *Model) scoreAll(of []features, was *heard) batch {
	b := make([]heard, len(of))
	books := make([]nearest, len(of)*len(m.names))
	for i := range b {
		b[i].books = books[i*len(m.names):][:len(m.names)]
		m.score(&of[i], &b[i], was)
		was = &b[i]
	}
	return batch{heard: b}
}

// score fills in a frame. What was near in the frame before is looked at first: the more is known to be near, the less
// of what is far has to be reckoned to its end.
func (m *Model) score(x *features, h *heard, was *heard) {
	for b := range h.books {
		for s := range streams {
			var hint *[best]uint8
			if was != nil {
				hint = &was.books[b][s].which
			}
			m.nearest(b, s, &x[s], hint, h)
		}
	}
	h.most = impossible
	for n := range m.alone {
		if v := m.raw(uint16(n), h); v > h.most {
			h.most, h.speech = v, !m.filler[m.book[n]]
		}
	}
}

func (m *Model) nearest(b, s int, x *[width]float32, hint *[best]uint8, h *heard) {
	out := &h.books[b][s]
	book := &m.books[b][s]
	floor := float32(math.Inf(1))
	if hint != nil {
		for _, c := range hint {
			floor = min(floor, book[c].at(x, impossible))
		}
		// So that what equals it is still found.
		floor -= 1e-3
	} else {
		floor = impossible
	}
	top := [best]float32{floor, floor, floor, floor}
	var which [best]uint8
	for c := range book {
		v := book[c].at(x, top[best-1])
		if v <= top[best-1] {
			continue
		}
		k := best - 1
		for ; k > 0 && v > top[k-1]; k-- {
			top[k], which[k] = top[k-1], which[k-1]
		}
		top[k], which[k] = v, uint8(c)
	}
	out.top, out.which = top[0], which
	for k, v := range top {
		out.shares[k] = float32(math.Exp(float64(v - top[0])))
	}
}

// at is the likelihood of x, or anything not above floor if it is not above floor.
func (g *gaussian) at(x *[width]float32, floor float32) float32 {
	v := g.height
	q := x[0] - g.middle[0]
	v -= q * q * g.fall[0]
	q = x[1] - g.middle[1]
	v -= q * q * g.fall[1]
	q = x[2] - g.middle[2]
	v -= q * q * g.fall[2]
	q = x[3] - g.middle[3]
	v -= q * q * g.fall[3]
	if v <= floor {
		return v
	}
	q = x[4] - g.middle[4]
	v -= q * q * g.fall[4]
	q = x[5] - g.middle[5]
	v -= q * q * g.fall[5]
	q = x[6] - g.middle[6]
	v -= q * q * g.fall[6]
	q = x[7] - g.middle[7]
	v -= q * q * g.fall[7]
	if v <= floor {
		return v
	}
	q = x[8] - g.middle[8]
	v -= q * q * g.fall[8]
	q = x[9] - g.middle[9]
	v -= q * q * g.fall[9]
	q = x[10] - g.middle[10]
	v -= q * q * g.fall[10]
	q = x[11] - g.middle[11]
	v -= q * q * g.fall[11]
	q = x[12] - g.middle[12]
	return v - q*q*g.fall[12]
}

// raw is the likelihood of a senone.
func (m *Model) raw(senone uint16, h *heard) float32 {
	near := &h.books[m.book[senone]]
	weights := m.weights[int(senone)*streams*choices:][:streams*choices]
	var sum float32
	for s := range streams {
		n, w := &near[s], weights[s*choices:][:choices]
		share := m.power[w[n.which[0]&127]]*n.shares[0] + m.power[w[n.which[1]&127]]*n.shares[1] +
			m.power[w[n.which[2]&127]]*n.shares[2] + m.power[w[n.which[3]&127]]*n.shares[3]
		sum += n.top + logarithm(share+1e-20)
	}
	return sum
}

// logarithm is the natural one, to three places, of a number above zero.
func logarithm(x float32) float32 {
	bits := math.Float32bits(x)
	whole := int32(bits>>23) - 127
	part := math.Float32frombits(bits&0x7fffff | 0x3f800000)
	curve := -1.7417939 + (2.8212026+(-1.4699568+(0.44717955-0.056570851*part)*part)*part)*part
	return (float32(whole) + curve) * math.Ln2
}
