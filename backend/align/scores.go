package align

import (
	"context"
	"math"
	"sync"
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
	// quiet tells whether the sound is so low beside what is around it that it may well be a pause.
	quiet bool
}

type nearest [streams]near

// near has the Gaussians of a stream that are nearest to a frame: how likely the nearest is, which they are, and how likely
// each is beside it.
type near struct {
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
	// Of every so many frames one is compared with all Gaussians, and so is the last one of a batch; those between only
	// with what is near to it or to the one before. That takes a third of the time, and moves hardly a word.
	wholeEvery     = 3
	batchFrames    = 64
	measuredFrames = 8 * batchFrames
)

// hear scores the frames of a sound from one up to another, beside whoever takes the batches from the channel. It ends
// with the context; where the sound cannot be read, the last batch says why.
func (m *Model) hear(ctx context.Context, s *Sound, from, to int, pace pace) <-chan batch {
	out := make(chan batch, 2)
	go func() {
		defer close(out)
		var was *heard
		for ; from < to; from += measuredFrames {
			n := min(measuredFrames, to-from)
			first := max(0, from-aroundFrames)
			var frames []frame
			var of []features
			var low []bool
			var err error
			pace.work(func() {
				if frames, err = s.between(ctx, first, from+n+aroundFrames); err == nil {
					of = featuresOf(frames, from-first, min(from-first+n, len(frames)))
					low = quietOf(frames, from-first, min(from-first+n, len(frames)))
				}
			})
			if err != nil {
				select {
				case out <- batch{err: err}:
				case <-ctx.Done():
				}
				return
			}
			for len(of) > 0 && ctx.Err() == nil {
				var b batch
				pace.work(func() { b = m.scoreAll(of[:min(batchFrames, len(of))], was, pace.parts) })
				for i := range b.heard {
					b.heard[i].quiet = low[i]
				}
				of, low = of[len(b.heard):], low[len(b.heard):]
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

// scoreAll scores frames, each codebook for all of them before the next one, which is then near at hand for the processor.
func (m *Model) scoreAll(of []features, was *heard, parts int) batch {
	b := make([]heard, len(of))
	books := make([]nearest, len(of)*len(m.names))
	for i := range b {
		b[i].books = books[i*len(m.names):][:len(m.names)]
	}
	// Each processor takes some of the codebooks, so that a single turn too is found as fast as can be.
	var wg sync.WaitGroup
	for part := range parts {
		wg.Go(func() {
			for k := part; k < len(m.names); k += parts {
				for s := range streams {
					m.scoreStream(k, s, of, b, was)
				}
			}
		})
	}
	wg.Wait()
	for i := range b {
		h := &b[i]
		h.most = impossible
		for n := range m.alone {
			if v := m.raw(uint16(n), h); v > h.most {
				h.most, h.speech = v, !m.filler[m.book[n]]
			}
		}
	}
	return batch{heard: b}
}

// scoreStream scores a codebook's stream for frames.
func (m *Model) scoreStream(k, s int, of []features, b []heard, was *heard) {
	var hint *[best]uint8
	if was != nil {
		hint = &was.books[k][s].which
	}
	book := &m.books[k][s]
	last := 0
	for i := 0; i < len(b); i = min(i+wholeEvery, max(i+1, len(b)-1)) {
		out := &b[i].books[k][s]
		out.whole(book, &of[i][s], hint)
		for j := last + 1; j < i; j++ {
			b[j].books[k][s].among(book, &of[j][s], hint, &out.which)
		}
		hint, last = &out.which, i
	}
}

// whole finds the Gaussians that are nearest to x. What was near some frames before is looked at first: the more is known
// to be near, the less of what is far has to be reckoned to its end.
func (n *near) whole(book *[choices]gaussian, x *[width]float32, hint *[best]uint8) {
	floor := impossible
	if hint != nil {
		floor = float32(math.Inf(1))
		for _, c := range hint {
			floor = min(floor, book[c&(choices-1)].at(x, impossible))
		}
		// So that what equals it is still found.
		floor -= 1e-3
	}
	top := [best]float32{floor, floor, floor, floor}
	x0, x1, x2, x3 := x[0], x[1], x[2], x[3]
	for c := range book {
		g := &book[c]
		// Most are already too far by these.
		q0, q1, q2, q3 := x0-g.middle[0], x1-g.middle[1], x2-g.middle[2], x3-g.middle[3]
		if g.height-(q0*q0*g.fall[0]+q1*q1*g.fall[1])-(q2*q2*g.fall[2]+q3*q3*g.fall[3]) <= top[best-1] {
			continue
		}
		if v := g.at(x, top[best-1]); v > top[best-1] {
			n.put(&top, v, uint8(c))
		}
	}
	n.share(&top)
}

// among finds those that are nearest of those that were near a frame or two before and after.
func (n *near) among(book *[choices]gaussian, x *[width]float32, before, after *[best]uint8) {
	top := [best]float32{impossible, impossible, impossible, impossible}
	for _, c := range before {
		if v := book[c&(choices-1)].at(x, top[best-1]); v > top[best-1] {
			n.put(&top, v, c)
		}
	}
	for _, c := range after {
		if c == before[0] || c == before[1] || c == before[2] || c == before[3] {
			continue
		}
		if v := book[c&(choices-1)].at(x, top[best-1]); v > top[best-1] {
			n.put(&top, v, c)
		}
	}
	n.share(&top)
}

func (n *near) put(top *[best]float32, v float32, c uint8) {
	k := best - 1
	for ; k > 0 && v > top[k-1]; k-- {
		top[k], n.which[k] = top[k-1], n.which[k-1]
	}
	top[k], n.which[k] = v, c
}

func (n *near) share(top *[best]float32) {
	n.top = top[0]
	for k, v := range top {
		n.shares[k] = float32(math.Exp(float64(v - top[0])))
	}
}

// at is the likelihood of x, or anything not above floor if it is not above floor.
func (g *gaussian) at(x *[width]float32, floor float32) float32 {
	q0, q1, q2, q3 := x[0]-g.middle[0], x[1]-g.middle[1], x[2]-g.middle[2], x[3]-g.middle[3]
	v := g.height - (q0*q0*g.fall[0] + q1*q1*g.fall[1]) - (q2*q2*g.fall[2] + q3*q3*g.fall[3])
	q0, q1, q2, q3 = x[4]-g.middle[4], x[5]-g.middle[5], x[6]-g.middle[6], x[7]-g.middle[7]
	v -= (q0*q0*g.fall[4] + q1*q1*g.fall[5]) + (q2*q2*g.fall[6] + q3*q3*g.fall[7])
	if v <= floor {
		return v
	}
	q0, q1, q2, q3 = x[8]-g.middle[8], x[9]-g.middle[9], x[10]-g.middle[10], x[11]-g.middle[11]
	v -= (q0*q0*g.fall[8] + q1*q1*g.fall[9]) + (q2*q2*g.fall[10] + q3*q3*g.fall[11])
	q0 = x[12] - g.middle[12]
	return v - q0*q0*g.fall[12]
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
