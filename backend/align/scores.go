package align

import (
	"context"
	"iter"
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
// with the context; where the sound cannot be read, the last batch says why. A frame comes to the same wherever one begins:
// batches lie where they lie in the sound.
func (m *Model) hear(ctx context.Context, s *Sound, from, to int, pace pace) <-chan batch {
	return m.hearAs(ctx, s, from, to, pace, m.score)
}

// scorer scores a batch of a sound; was is the frame before it.
type scorer func(s *Sound, batch int, of []features, was *heard, parts int) []heard

func (m *Model) hearAs(ctx context.Context, s *Sound, from, to int, pace pace, score scorer) <-chan batch {
	out := make(chan batch, 2)
	tell := func(b batch) bool {
		select {
		case out <- b:
			return b.err == nil
		case <-ctx.Done():
			return false
		}
	}
	go func() {
		defer close(out)
		var was *heard
		to := min(to, s.frames)
		for at := from - from%measuredFrames; max(from, at) < to; at += measuredFrames {
			var c measured
			var err error
			pace.work(func() { c, err = s.measuredAt(ctx, at) })
			if err != nil {
				tell(batch{err: err})
				return
			}
			for first := max(0, from-at) / batchFrames * batchFrames; first < min(len(c.of), to-at); first += batchFrames {
				last := min(first+batchFrames, len(c.of))
				var heard []heard
				pace.work(func() { heard = score(s, (at+first)/batchFrames, c.of[first:last], was, pace.parts) })
				for i := range heard {
					heard[i].quiet = c.low[first+i]
				}
				was = &heard[len(heard)-1]
				if !tell(batch{heard: heard[max(0, from-at-first):min(len(heard), to-at-first)]}) || ctx.Err() != nil {
					return
				}
			}
		}
	}()
	return out
}

// measured are frames as the codebooks want them, and which of them are low.
type measured struct {
	of  []features
	low []bool
}

// measuredAt are those from a frame on that one begins to measure at.
func (s *Sound) measuredAt(ctx context.Context, at int) (measured, error) {
	first := max(0, at-aroundFrames)
	frames, err := s.between(ctx, first, at+measuredFrames+aroundFrames)
	if err != nil {
		return measured{}, err
	}
	to := min(at-first+measuredFrames, len(frames))
	return measured{featuresOf(frames, at-first, to), quietOf(frames, at-first, to)}, nil
}

// speech tells only whether the frames of a batch sound like phones of words, which is known where it was scored before.
func (m *Model) speech(s *Sound, batch int, of []features, was *heard, parts int) []heard {
	kept := s.kept(m, batch)
	if kept == nil {
		return m.score(s, batch, of, was, parts)
	}
	b := make([]heard, len(of))
	for i := range b {
		b[i].most, b[i].speech = kept.most[i], kept.speech[i]
	}
	return b
}

// score scores a batch of a sound, which is quick where it was scored before.
func (m *Model) score(s *Sound, batch int, of []features, was *heard, parts int) []heard {
	kept := s.kept(m, batch)
	b := m.scoreAll(of, was, kept, parts)
	if kept != nil {
		for i := range b {
			b[i].most, b[i].speech = kept.most[i], kept.speech[i]
		}
		return b
	}
	for i := range b {
		h := &b[i]
		h.most = impossible
		for n := range m.alone {
			if v := m.raw(uint16(n), h); v > h.most {
				h.most, h.speech = v, !m.filler[m.book[n]]
			}
		}
	}
	s.keep(m, batch, b)
	return b
}

// scoreAll scores frames, each codebook for all of them before the next one, which is then near at hand for the processor.
func (m *Model) scoreAll(of []features, was *heard, kept *kept, parts int) []heard {
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
					m.scoreStream(k, s, of, b, was, kept)
				}
			}
		})
	}
	wg.Wait()
	return b
}

// scoreStream scores a codebook's stream for frames.
func (m *Model) scoreStream(k, s int, of []features, b []heard, was *heard, kept *kept) {
	var hint *[best]uint8
	if was != nil && was.books != nil {
		hint = &was.books[k][s].which
	}
	book := &m.books[k][s]
	last := 0
	for n, i := range wholes(len(b)) {
		out := &b[i].books[k][s]
		if kept != nil {
			out.again(book, &of[i][s], kept.which[n][k][s])
		} else {
			out.whole(book, &of[i][s], hint)
		}
		for j := last + 1; j < i; j++ {
			b[j].books[k][s].among(book, &of[j][s], hint, &out.which)
		}
		hint, last = &out.which, i
	}
}

// wholes are the frames of a batch of so many that are compared with all Gaussians, each with its number.
func wholes(frames int) iter.Seq2[int, int] {
	return func(yield func(n, i int) bool) {
		for n, i := 0, 0; i < frames && yield(n, i); n++ {
			i = min(i+wholeEvery, max(i+1, frames-1))
		}
	}
}

// whole finds the Gaussians that are nearest to x. What was near some frames before is looked at first: the more is known
// to be near, the less of what is far has to be reckoned to its end.
//
// These few functions read what never changes once it is made, and reckon in what is their caller's alone. The race
// detector, which they would keep busy for most of the tests' time, is left to what is handed on: share is in its sight.
//
//go:norace
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

// again is whole where it is known which they are.
func (n *near) again(book *[choices]gaussian, x *[width]float32, which [best]uint8) {
	n.which = which
	var top [best]float32
	for k, c := range which {
		top[k] = book[c&(choices-1)].at(x, impossible)
	}
	n.share(&top)
}

// among finds those that are nearest of those that were near a frame or two before and after.
//
//go:norace
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

//go:norace
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
//
//go:norace
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
//
//go:norace
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
