package align

import (
	"maps"
	"slices"

	"stet/backend/audio"
)

// Beside gives a source back so that a Sound of the same file hears what is read of it: where all of a block was read, by
// however many sources and in any order, the Sound does not read it itself. who is asked at every Seek, and may say nil.
func Beside(src audio.Source, who func() *Sound) audio.Source {
	return &beside{Source: src, who: who}
}

type beside struct {
	audio.Source
	who func() *Sound
	s   *Sound // that hears it now
	// mono is what was read on end, from a sample on, as far as what follows still hears it.
	mono []float32
	from int64
	next int64 // the sample at 16 kHz that comes next
	out  []float32
}

// Seek is as audio.Source says. Who goes back by less than a second only reads something once more.
func (b *beside) Seek(to int) error {
	s, info := b.who(), b.Info()
	if s != nil && (s.info.Samples != info.Samples || s.info.Rate != info.Rate) {
		s = nil // the file is another one by now
	}
	if s != nil {
		s.choose()
	}
	err := b.Source.Seek(to)
	if end := b.end(); s != b.s || int64(to) > end || int64(to) < end-int64(info.Rate) {
		b.s = s
		b.begin(int64(to))
	}
	return err
}

func (b *beside) end() int64 { return b.from + int64(len(b.mono)) }

// begin hears anew from a sample on. Before the first of all there is silence.
func (b *beside) begin(at int64) {
	b.from, b.mono = at, b.mono[:0]
	if b.s == nil {
		return
	}
	low := b.s.low
	if at > 0 {
		b.next = (at+int64(low.reach))*sampleRate/low.rate + 1
		return
	}
	b.next = -1
	b.from = low.first(b.next)
	b.mono = append(b.mono, make([]float32, -b.from)...)
}

// Stream and StreamAll are as audio.Source says.
func (b *beside) Stream(to [][2]float64) (int, bool) {
	at := b.Position()
	n, ok := b.Source.Stream(to)
	b.hear(int64(at), to[:n])
	return n, ok
}

func (b *beside) StreamAll(to [][2]float64, all []float64) int {
	at := b.Position()
	n := b.Source.StreamAll(to, all)
	b.hear(int64(at), to[:n])
	return n
}

func (b *beside) hear(at int64, frames [][2]float64) {
	known := b.end() - at
	if b.s == nil || known < 0 || known >= int64(len(frames)) {
		return
	}
	for _, f := range frames[known:] {
		b.mono = append(b.mono, b.s.low.side.of(f))
	}
	low, whole := b.s.low, b.Info().Samples
	if b.end() == whole {
		b.mono = append(b.mono, make([]float32, low.reach)...) // and behind the last
	}
	n := 0
	for ; low.last(b.next+int64(n)) < b.end(); n++ {
	}
	b.out = slices.Grow(b.out[:0], n)[:n]
	low.lower(b.out, b.next, b.mono, b.from)
	b.s.take(b.next, b.out)
	b.next += int64(n)
	if past := low.first(b.next) - b.from; past > 0 && past <= int64(len(b.mono)) {
		b.mono = b.mono[:copy(b.mono, b.mono[past:])]
		b.from += past
	}
}

// part is a block of which something has been read: its samples, and which of them are there, in order.
type part struct {
	samples []float32
	there   [][2]int
	taken   int // when something was taken last
}

// mostParts is how many are held, of two megabytes each: of more, the one that nobody reads on is let go.
const mostParts = 8

// mostAhead is how many blocks are measured that nobody has asked for: two hours, which take 40 MB. What is read beyond
// that is read again when it is asked for.
var mostAhead = 240

// take keeps samples at 16 kHz, from the one of that number on, and measures the blocks that are whole with them.
func (s *Sound) take(at int64, samples []float32) {
	for i, all := range s.completed(at, samples) {
		s.measure(i, all)
	}
}

// completed keeps samples, and gives those of the blocks that are whole with them.
func (s *Sound) completed(at int64, samples []float32) map[int][]float32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ahead >= mostAhead {
		clear(s.parts)
		return nil
	}
	s.takes++
	whole := map[int][]float32{}
	end := at + int64(len(samples))
	for i := max(0, int(at/(blockFrames*hop))-1); i < len(s.blocks); i++ {
		first, n := s.wanted(i)
		if first >= end {
			break
		}
		from, to := max(at, first), min(end, first+int64(n))
		if from >= to || s.blocks[i] != nil {
			continue
		}
		p := s.partOf(i, n)
		copy(p.samples[from-first:], samples[from-at:to-at])
		if p.add(int(from-first), int(to-first)); p.there[0] == [2]int{0, n} {
			whole[i] = p.samples
			delete(s.parts, i)
		}
	}
	return whole
}

// partOf is the part of a block with n samples. The caller has mu.
func (s *Sound) partOf(i, n int) *part {
	p := s.parts[i]
	if p == nil {
		if len(s.parts) >= mostParts {
			delete(s.parts, slices.MinFunc(slices.Collect(maps.Keys(s.parts)), func(a, b int) int {
				return s.parts[a].taken - s.parts[b].taken
			}))
		}
		p = &part{samples: make([]float32, n)}
		s.parts[i] = p
	}
	p.taken = s.takes
	return p
}

// add notes that the samples from one up to another are there.
func (p *part) add(from, to int) {
	p.there = append(p.there, [2]int{from, to})
	slices.SortFunc(p.there, func(a, b [2]int) int { return a[0] - b[0] })
	joined := p.there[:1]
	for _, each := range p.there[1:] {
		if last := &joined[len(joined)-1]; each[0] <= last[1] {
			last[1] = max(last[1], each[1])
		} else {
			joined = append(joined, each)
		}
	}
	p.there = joined
}
