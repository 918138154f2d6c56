package playback

import (
	"math"
	"slices"
	"testing"
	"time"
)

func TestALouderSoundKeepsItsShape(t *testing.T) {
	tone := func(loud float64, from, frames int) [][2]float64 {
		out := make([][2]float64, frames)
		for i := range out {
			v := loud * math.Sin(2*math.Pi*220*float64(from+i)/Rate)
			out[i] = [2]float64{v, -v / 2}
		}
		return out
	}
	var l limiter
	for _, loud := range []float64{0.1, 1} {
		quiet := tone(loud, 0, chunk)
		kept := slices.Clone(quiet)
		if l.keep(kept); !slices.Equal(kept, quiet) {
			t.Errorf("a sound of %g is touched", loud)
		}
	}
	// Four times too loud all at once: nothing over full scale, no step that such a tone has not, and after the first
	// period a sine.
	loudest, step, last := 0.0, 0.0, 0.0
	var heard []float64
	for at := 0; at < 2*Rate; at += chunk {
		frames := tone(4, at, chunk)
		l.keep(frames)
		for _, f := range frames {
			if f[1] != -f[0]/2 {
				t.Fatal("one channel is turned down more than the other")
			}
			loudest = max(loudest, math.Abs(f[0]))
			step = max(step, math.Abs(f[0]-last))
			last = f[0]
			heard = append(heard, f[0])
		}
	}
	if loudest > 1+1e-12 || loudest < 0.99 {
		t.Errorf("the loudest is %g", loudest)
	}
	if most := 4 * 2 * math.Pi * 220 / Rate; step > most {
		t.Errorf("a step of %g, the sound's own are %g", step, most)
	}
	power, beside := 0.0, 0.0
	for k := 1; k <= 9; k++ {
		re, im := 0.0, 0.0
		for i, v := range heard[Rate : Rate+Rate/2] {
			sin, cos := math.Sincos(2 * math.Pi * 220 * float64(k) * float64(i) / Rate)
			re, im = re+v*cos, im+v*sin
		}
		if k == 1 {
			power = re*re + im*im
		} else {
			beside += re*re + im*im
		}
	}
	if d := 10 * math.Log10(beside/power); d > -35 {
		t.Errorf("harmonics of %.1f dB", d)
	}
	// It comes back.
	for range 60 {
		l.keep(tone(0.5, 0, chunk))
	}
	quiet := tone(0.9, 0, chunk)
	kept := slices.Clone(quiet)
	if l.keep(kept); !slices.Equal(kept, quiet) {
		t.Error("is still turned down long after")
	}
}

// TestAGainMakesQuietSoundLouder plays at four times the volume what has room for it, and what has not.
func TestAGainMakesQuietSoundLouder(t *testing.T) {
	onBoth(t, counted(t, Rate, 30*Rate), func(t *testing.T, p *Player, b *bench) {
		p.SetVolume(1.75)
		p.Play()
		time.Sleep(time.Second)
		all := b.frames()
		if last := all[len(all)-1]; last[1] != 0.875 {
			t.Errorf("0.5 is heard as %g", last[1])
		}
		p.SetVolume(100)
		if v := p.State().Volume; v != 4 {
			t.Errorf("the volume is %g", v)
		}
		time.Sleep(time.Second)
		for _, f := range b.frames() {
			if math.Abs(f[1]) > 1+1e-12 {
				t.Fatalf("%g is heard", f[1])
			}
		}
	})
}
