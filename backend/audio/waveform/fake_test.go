package waveform

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"stet/backend/audio"
)

// speech is a sound in memory: bursts of noise over a quiet room, whose every sample can be asked for.
type speech struct {
	info   audio.Info
	frames [][2]float64
	opened atomic.Int32
	broken error // what a source says in place of samples from brokenAt on
	from   int
	gap    [2]int // from where to where a decoder gives silence for what it cannot decode
}

func newSpeech(rate int, samples int64) *speech {
	s := &speech{info: audio.Info{Path: "speech", Rate: rate, Channels: 2, Samples: samples}, frames: make([][2]float64, samples)}
	r := rand.New(rand.NewPCG(1, uint64(rate)))
	for i := range s.frames {
		// A second of words, half a second of room.
		level := 0.3
		if i%(rate*3/2) >= rate {
			level = 0.0003
		}
		t := float64(i) / float64(rate)
		s.frames[i] = [2]float64{
			level * (math.Sin(2*math.Pi*331*t) + 0.5*r.NormFloat64()), level * (math.Sin(2*math.Pi*330*t) + 0.5*r.NormFloat64()),
		}
	}
	return s
}

func (s *speech) open() (audio.Source, error) {
	s.opened.Add(1)
	return &playing{speech: s}, nil
}

type playing struct {
	*speech
	at          int
	err         error
	lost, first int
}

func (p *playing) Info() audio.Info { return p.info }
func (p *playing) Len() int         { return len(p.frames) }
func (p *playing) Position() int    { return p.at }
func (p *playing) Err() error       { return p.err }
func (p *playing) Close() error     { return nil }
func (p *playing) Seek(to int) error {
	if to < 0 || to > len(p.frames) {
		return errors.New("outside")
	}
	p.at, p.err, p.lost = to, nil, 0
	return nil
}

func (p *playing) Lost() (samples, first int64) { return int64(p.lost), int64(p.first) }

func (p *playing) Stream(out [][2]float64) (int, bool) {
	all := p.frames
	if p.broken != nil {
		all = all[:p.from]
	}
	n := copy(out, all[min(p.at, len(all)):])
	if from, to := max(p.at, p.gap[0]), min(p.at+n, p.gap[1]); from < to {
		if p.lost == 0 {
			p.first = from
		}
		p.lost += to - from
	}
	p.at += n
	if n < len(out) && p.broken != nil {
		p.err = p.broken
	}
	return n, n > 0
}

// StreamAll takes the channels for those of the mix.
func (p *playing) StreamAll(out [][2]float64, all []float64) int {
	n, _ := p.Stream(out)
	for i := range n * p.info.Channels {
		all[i] = out[i/p.info.Channels][i%p.info.Channels]
	}
	return n
}

func built(t testing.TB, s *speech) *Waveform {
	t.Helper()
	w := New(ShapeOf(s.info))
	if err := w.Build(context.Background(), s.open, func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	return w
}
