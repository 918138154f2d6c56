package playback

import (
	"math"
	"testing"
	"time"

	"stet/backend/audio"
)

// raw are the numbers of the samples that were heard from frame n on, silence left out; the fades divide out.
func (b *bench) raw(n int) (heard []float64, silent int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.sinks[len(b.sinks)-1].all
	for _, f := range all[min(n, len(all)):] {
		if f[1] == 0 {
			silent++
			continue
		}
		heard = append(heard, f[0]/f[1]*(1<<22)-1)
	}
	return heard, silent
}

func (b *bench) written() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.sinks[len(b.sinks)-1]
	if b.prompt { // what was not heard may be given up
		return min(len(s.all), int(framesIn(time.Since(s.first), s.rate)))
	}
	return len(s.all)
}

func TestAStretchIsPlayedOnceToItsLastSample(t *testing.T) {
	for _, rate := range []int{44100, 48000, 16000} {
		onBoth(t, counted(t, rate, 20*rate), func(t *testing.T, p *Player, b *bench) {
			r := audio.Range{From: int64(rate) + 17, To: int64(3*rate) + 5}
			begun := b.written()
			p.PlayRange(r)
			if s := p.State(); !s.Playing || s.Range != r || s.Heard != r.From {
				t.Errorf("at first: %+v", s)
			}
			follow(t, p, b, time.Second, 2+2*float64(rate)/Rate)
			time.Sleep(2 * time.Second)
			s := p.State()
			if s.Playing || s.Moving || s.Heard != r.To || s.Range != (audio.Range{}) {
				t.Errorf("in the end: %+v", s)
			}
			heard, _ := b.raw(begun)
			exact := 0.01
			if rate != Rate {
				exact = 2 * float64(rate) / Rate // the resampler's last frame lies between two samples
			}
			first, last := heard[0], heard[len(heard)-1]
			if math.Abs(first-float64(r.From)) > exact || math.Abs(last-float64(r.To-1)) > exact || last > float64(r.To)-1+0.01 && rate == Rate {
				t.Errorf("at %d: from %.2f to %.2f, want %d to %d", rate, first, last, r.From, r.To-1)
			}
			begun = b.written()
			p.Play()
			time.Sleep(time.Second)
			if heard, _ = b.raw(begun); len(heard) == 0 || math.Abs(heard[0]-float64(r.To)) > exact {
				t.Errorf("goes on at %.2f, want %d", heard[0], r.To)
			}
		})
	}
}

// TestAFrameIsPlayedAndReturnedTo plays the twenty-fifths of a second one after the other, and the last one of the file.
func TestAFrameIsPlayedAndReturnedTo(t *testing.T) {
	const frame = Rate / 25
	onBoth(t, counted(t, Rate, 2*Rate), func(t *testing.T, p *Player, b *bench) {
		for _, n := range []int64{10, 11, 12, 11, 49} {
			r := audio.Range{From: n * frame, To: (n + 1) * frame, Back: true}
			begun := b.written()
			p.PlayRange(r)
			time.Sleep(time.Second)
			if s := p.State(); s.Playing || s.Moving || s.Heard != r.From || s.Range != (audio.Range{}) {
				t.Errorf("after frame %d: %+v", n, s)
			}
			heard, _ := b.raw(begun)
			if len(heard) != frame || math.Abs(heard[0]-float64(r.From)) > 0.01 || math.Abs(heard[frame-1]-float64(r.To-1)) > 0.01 {
				t.Errorf("of frame %d, %d samples are heard", n, len(heard))
			}
		}
	})
}

func TestAStretchIsPlayedAgainAndAgain(t *testing.T) {
	onBoth(t, counted(t, Rate, 20*Rate), func(t *testing.T, p *Player, b *bench) {
		r := audio.Range{From: 5000, To: 5000 + Rate/2, Again: true}
		begun := b.written()
		p.PlayRange(r)
		follow(t, p, b, 3*time.Second, 4)
		heard, _ := b.raw(begun)
		rounds := 0
		for i, n := range heard {
			switch {
			case n < float64(r.From)-0.01 || n > float64(r.To)-1+0.01:
				t.Fatalf("%.2f is heard, beside the stretch", n)
			case i > 0 && n < heard[i-1]:
				rounds++
				if math.Abs(heard[i-1]-float64(r.To-1)) > 0.01 || math.Abs(n-float64(r.From)) > 0.01 {
					t.Fatalf("turns round from %.2f to %.2f", heard[i-1], n)
				}
			}
		}
		if rounds < 4 {
			t.Errorf("%d rounds in three seconds", rounds)
		}
		p.Pause()
		time.Sleep(time.Second)
		if s := p.State(); s.Playing || s.Range != r {
			t.Errorf("after a pause: %+v", s)
		}
		p.Play()
		time.Sleep(300 * time.Millisecond)
		p.Release()
		time.Sleep(2 * time.Second)
		if s := p.State(); !s.Playing || s.Range != (audio.Range{}) || s.Heard < r.To {
			t.Errorf("let go: %+v", s)
		}
	})
}

// TestAStretchEndsWhenThePersonGoesElsewhere seeks out of it and within it, and lets it go at its very end.
func TestAStretchEndsWhenThePersonGoesElsewhere(t *testing.T) {
	onBoth(t, counted(t, Rate, 20*Rate), func(t *testing.T, p *Player, b *bench) {
		r := audio.Range{From: Rate, To: 2 * Rate, Again: true}
		p.PlayRange(r)
		p.SeekTo(Rate + 500)
		if s := p.State(); s.Range != r {
			t.Errorf("a seek within: %+v", s)
		}
		p.SeekTo(9 * Rate)
		time.Sleep(2 * time.Second)
		if s := p.State(); s.Range != (audio.Range{}) || !s.Playing || s.Heard < 10*Rate {
			t.Errorf("a seek out of it: %+v", s)
		}
		r.Again = false
		p.PlayRange(r)
		time.Sleep(300 * time.Millisecond)
		p.Pause()
		if s := p.State(); s.Range != (audio.Range{}) {
			t.Errorf("a pause: %+v", s)
		}
		for wait := 700; wait < 1100; wait += 20 {
			p.PlayRange(r)
			time.Sleep(time.Duration(wait) * time.Millisecond)
			playing := p.State().Playing
			p.Release()
			time.Sleep(time.Second)
			if s := p.State(); s.Playing != playing || playing && s.Heard < r.To+Rate/4 {
				t.Errorf("let go after %d ms while it played (%v): %+v", wait, playing, s)
			}
		}
		for _, none := range []audio.Range{{From: 5, To: 5}, {From: 9, To: 3}, {From: 30 * Rate, To: 40 * Rate}} {
			p.Pause()
			p.PlayRange(none)
			if p.State().Playing {
				t.Errorf("%+v is played", none)
			}
		}
	})
}
