//go:build !race

// What plays for minutes on the bench, at any rate and any speed: without the race detector, which makes it ten times
// slower. What commands do at once it sees in random_test.go, and through PulseAudio.

package playback

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"stet/backend/audio"
)

// TestWhatIsMarkedIsWhatIsHeard plays, pauses, seeks and changes the volume at odd moments, with files of the output's
// rate and of others.
func TestWhatIsMarkedIsWhatIsHeard(t *testing.T) {
	for _, rate := range []int{44100, 48000, 22050, 16000, 96000} {
		onBoth(t, counted(t, rate, 20*rate), func(t *testing.T, p *Player, b *bench) {
			r := rand.New(rand.NewPCG(uint64(rate), 1))
			tolerance := 2 + 2*float64(rate)/Rate
			p.Play()
			follow(t, p, b, 2*time.Second, tolerance)
			for range 12 {
				switch r.IntN(4) {
				case 0:
					p.Pause()
					time.Sleep(time.Duration(r.IntN(700)) * time.Millisecond)
				case 1:
					p.SeekTo(r.Int64N(int64(15 * rate)))
				case 2:
					p.SetVolume(0.1 + 0.9*r.Float64())
				}
				p.Play()
				follow(t, p, b, 400*time.Millisecond+time.Duration(r.IntN(900))*time.Millisecond, tolerance)
			}
		})
	}
}

// leaps is how many samples what is heard may be from what is marked: the stretch goes in leaps around it.
func leaps(speed float64, rate int) float64 {
	return 4 + float64(rate)*(0.019+0.014*math.Abs(speed-1))
}

// TestAtAnySpeedWhatIsMarkedIsWhatIsHeard changes the speed while it plays, and pauses and seeks between.
func TestAtAnySpeedWhatIsMarkedIsWhatIsHeard(t *testing.T) {
	for _, rate := range []int{44100, 48000, 16000} {
		onBoth(t, counted(t, rate, 60*rate), func(t *testing.T, p *Player, b *bench) {
			p.Play()
			r := rand.New(rand.NewPCG(uint64(rate), 2))
			for _, speed := range []float64{2, 0.5, 1, 3, 0.75, 1, 1.5} {
				p.SetSpeed(speed)
				time.Sleep(300 * time.Millisecond)
				began := p.State()
				follow(t, p, b, 600*time.Millisecond, leaps(speed, rate))
				s := p.State()
				if s.Speed != speed || s.Pace != speed {
					t.Errorf("at %g: %+v", speed, s)
				}
				went := float64(s.Heard-began.Heard) / float64(rate)
				if want := speed * s.At.Sub(began.At).Seconds(); math.Abs(went-want) > 0.03 {
					t.Errorf("at %g: went %.3f s, want %.3f", speed, went, want)
				}
				switch r.IntN(3) {
				case 0:
					p.Pause()
					time.Sleep(400 * time.Millisecond)
					p.Play()
				case 1:
					p.SeekTo(r.Int64N(int64(20 * rate)))
				}
				follow(t, p, b, 600*time.Millisecond, leaps(speed, rate))
			}
		})
	}
}

// TestMinutesDoNotDrift plays a minute in half of one, and a third of one in two thirds.
func TestMinutesDoNotDrift(t *testing.T) {
	for speed, length := range map[float64]int{2.35: 60, 0.5: 20} {
		on(t, counted(t, 8000, length*8000), func(t *testing.T, p *Player, b *bench) {
			p.SetSpeed(speed)
			p.Play()
			began := time.Now()
			time.Sleep(time.Duration(float64(length-5) / speed * float64(time.Second)))
			follow(t, p, b, time.Second, leaps(speed, 8000))
			for p.State().Playing {
				time.Sleep(time.Millisecond)
			}
			took, want := time.Since(began).Seconds(), float64(length)/speed+duration(9000, Rate).Seconds()
			if math.Abs(took-want) > 0.05 {
				t.Errorf("at %g: took %.3f s, want %.3f", speed, took, want)
			}
			if s := p.State(); s.Heard != s.Length {
				t.Errorf("at %g: ends at %d of %d", speed, s.Heard, s.Length)
			}
		})
	}
}

// TestTheFirstSoundComesAsFastAtAnySpeed seeks, and counts what is heard before.
func TestTheFirstSoundComesAsFastAtAnySpeed(t *testing.T) {
	on(t, counted(t, Rate, 60*Rate), func(t *testing.T, p *Player, b *bench) {
		p.Play()
		normal := 0
		for i, speed := range []float64{1, 0.5, 2, 3} {
			target := []int64{30, 10, 50, 20}[i] * Rate
			p.SetSpeed(speed)
			time.Sleep(time.Second)
			begun := b.written()
			p.SeekTo(target)
			time.Sleep(time.Second)
			heard, silent := b.raw(begun)
			n := 0
			for ; math.Abs(heard[n]-float64(target)) > 2; n++ {
			}
			if speed == 1 {
				normal = n + silent
			} else if n+silent > normal+chunk {
				t.Errorf("at %g: %d frames before the first sound, %d at speed 1", speed, n+silent, normal)
			}
		}
	})
}

// TestAStretchEndsAtItsLastSampleAtAnySpeed plays one once, and again and again.
func TestAStretchEndsAtItsLastSampleAtAnySpeed(t *testing.T) {
	for _, speed := range []float64{0.5, 0.9, 1.3, 2, 3} {
		onBoth(t, counted(t, Rate, 20*Rate), func(t *testing.T, p *Player, b *bench) {
			p.SetSpeed(speed)
			r := audio.Range{From: Rate + 17, To: 3*Rate + 5}
			begun := b.written()
			p.PlayRange(r)
			time.Sleep(5 * time.Second)
			if s := p.State(); s.Playing || s.Moving || s.Heard != r.To {
				t.Errorf("at %g in the end: %+v", speed, s)
			}
			heard, _ := b.raw(begun)
			if first, last := heard[0], heard[len(heard)-1]; math.Abs(first-float64(r.From)) > 2 || math.Abs(last-float64(r.To-1)) > 1 {
				t.Errorf("at %g: from %.1f to %.1f, want %d to %d", speed, first, last, r.From, r.To-1)
			}
			r.Again = true
			begun = b.written()
			p.PlayRange(r)
			time.Sleep(time.Duration(7 / speed * float64(time.Second)))
			heard, _ = b.raw(begun)
			rounds := 0
			for i, n := range heard {
				if n < float64(r.From)-1 || n > float64(r.To) {
					t.Fatalf("at %g: %.1f is heard, beside the stretch", speed, n)
				}
				if i > 0 && heard[i-1]-n > Rate {
					rounds++
					if math.Abs(heard[i-1]-float64(r.To-1)) > 1 || math.Abs(n-float64(r.From)) > 2 {
						t.Fatalf("at %g: turns round from %.1f to %.1f", speed, heard[i-1], n)
					}
				}
			}
			if rounds != 3 {
				t.Errorf("at %g: %d rounds", speed, rounds)
			}
			p.Release()
			time.Sleep(5 * time.Second)
			if s := p.State(); !s.Playing || s.Heard < r.To {
				t.Errorf("at %g let go: %+v", speed, s)
			}
		})
	}
}

// TestBackAtSpeedOneNothingIsTouched hears every sample once it plays as recorded again.
func TestBackAtSpeedOneNothingIsTouched(t *testing.T) {
	onBoth(t, counted(t, Rate, 60*Rate), func(t *testing.T, p *Player, b *bench) {
		p.SetSpeed(2)
		p.Play()
		time.Sleep(time.Second)
		p.SetSpeed(1)
		time.Sleep(300 * time.Millisecond)
		follow(t, p, b, time.Second, 2)
		begun := b.written()
		time.Sleep(time.Second)
		heard, _ := b.raw(begun)
		for i, n := range heard[1:] {
			if n != heard[i]+1 {
				t.Fatalf("%g after %g", n, heard[i])
			}
		}
	})
}

func TestTheSpeedIsHeldWithinItsBounds(t *testing.T) {
	onBoth(t, "", func(t *testing.T, p *Player, b *bench) {
		for v, want := range map[float64]float64{0: 0.5, 9: 3, 1.25: 1.25, 0.9996: 1} {
			if p.SetSpeed(v); p.State().Speed != want {
				t.Errorf("%g became %g", v, p.State().Speed)
			}
		}
	})
}

// TestWhatIsLeftOutIsNotHeard leaves three stretches out, one of them behind the end of what is played.
func TestWhatIsLeftOutIsNotHeard(t *testing.T) {
	skips := []audio.Range{{From: 5000, To: 9000}, {From: Rate, To: 4 * Rate}, {From: 5 * Rate, To: 19 * Rate}}
	for _, rate := range []int{44100, 48000} {
		for _, speed := range []float64{1, 2} {
			file := counted(t, rate, 20*rate)
			onBoth(t, file, func(t *testing.T, p *Player, b *bench) {
				p.SetSkips("another", []audio.Range{{From: 0, To: 20 * Rate}})
				p.SetSkips(file, skips)
				p.SetSpeed(speed)
				begun := b.written()
				p.Play()
				follow(t, p, b, 1200*time.Millisecond, leaps(speed, rate)+4)
				time.Sleep(4 * time.Second)
				if s := p.State(); s.Playing || s.Heard != s.Length {
					t.Errorf("at the end: %+v", s)
				}
				heard, _ := b.raw(begun)
				room := 2.0
				if speed != 1 || rate != Rate {
					room = float64(rate) / 50 // fades and the resampler go from one side to the other
				}
				inside := 0
				for _, n := range heard {
					for _, skip := range skips {
						if n > float64(skip.From)+room && n < float64(skip.To)-room {
							inside++
						}
					}
				}
				if inside > 3*int(float64(rate)/50) || inside > 0 && room == 2 {
					t.Errorf("%d frames of what is left out are heard", inside)
				}
				if last := heard[len(heard)-1]; math.Abs(last-float64(20*rate-1)) > 2 {
					t.Errorf("ends at %.1f", last)
				}
				p.PlayRange(audio.Range{From: 4*Rate + Rate/2, To: 6 * Rate})
				time.Sleep(3 * time.Second)
				if s := p.State(); s.Playing || s.Heard != 6*Rate {
					t.Errorf("a stretch that ends within: %+v", s)
				}
				p.SeekTo(2 * Rate)
				p.Play()
				time.Sleep(900 * time.Millisecond)
				if s := p.State(); s.Heard < 2*Rate || s.Heard > 4*Rate {
					t.Errorf("from the midst of it: %+v", s)
				}
			})
		}
	}
}
