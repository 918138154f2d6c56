package stretch

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestATonePlaysAtItsPitch holds sines to their frequency: nearly all power stays within 1 % of it, or a bin.
func TestATonePlaysAtItsPitch(t *testing.T) {
	for _, hertz := range []float64{110, 220, 440, 777, 1000, 3000} {
		tone := sine(1.5, hertz)
		for _, speed := range speeds {
			got := spectrum(at(speed, tone))
			wide := max(hertz/100, 3*bin)
			beside := 10 * math.Log10(1-math.Pow(10, power(got, hertz-wide, hertz+wide)/10)+1e-12)
			if beside > -20 {
				t.Errorf("%g Hz at %d: %.1f dB beside it", hertz, speed, beside)
			}
			peak := 0
			for k := range got {
				if got[k] > got[peak] {
					peak = k
				}
			}
			if d := math.Abs(float64(peak)*bin - hertz); d > bin {
				t.Errorf("%g Hz at %d: the loudest is %.1f Hz", hertz, speed, float64(peak)*bin)
			}
		}
	}
}

// TestAVoiceKeepsItsSound compares the voice's formants, and its pitch.
func TestAVoiceKeepsItsSound(t *testing.T) {
	bands := [][2]float64{{0, 300}, {300, 600}, {600, 850}, {850, 1100}, {1100, 1400}, {1400, 2300}, {2300, 2900}, {2900, 5000}}
	for _, pitch := range []float64{85, 210} {
		said := voice(3, pitch)
		want := spectrum(said)
		for _, speed := range speeds {
			got := at(speed, said)
			heard := spectrum(got)
			for _, b := range bands {
				was, is := power(want, b[0], b[1]), power(heard, b[0], b[1])
				if was > -40 && math.Abs(is-was) > 1.5 {
					t.Errorf("a voice of %g Hz at %d: from %g to %g Hz %.1f dB, not %.1f", pitch, speed, b[0], b[1], is, was)
				}
			}
			for _, place := range []float64{0.25, 0.5, 0.75} {
				was := pitchOf(said[int(place*float64(len(said))):])
				is := pitchOf(got[int(place*float64(len(got))):])
				if math.Abs(is/was-1) > 0.03 {
					t.Errorf("a voice of %g Hz at %d: %.1f Hz, not %.1f", pitch, speed, is, was)
				}
			}
		}
	}
}

// pitchOf is the pitch of the first tenth of a second, by what it repeats itself after.
func pitchOf(frames [][2]float64) float64 {
	best, period := 0.0, 0
	for lag := rate / 400; lag < rate/60; lag++ {
		sum, a, b := 0.0, 0.0, 0.0
		for i := range rate / 10 {
			x, y := frames[i][0], frames[i+lag][0]
			sum, a, b = sum+x*y, a+x*x, b+y*y
		}
		if c := sum / math.Sqrt(a*b); c > best*1.05 {
			best, period = c, lag
		}
	}
	return float64(rate) / float64(period)
}

func TestItIsAsLongAsItShould(t *testing.T) {
	for _, seconds := range []float64{0.3, 1, 3.77} {
		for _, speed := range speeds {
			got := float64(len(at(speed, voice(seconds, 120)))) / rate
			if want := seconds * 1000 / float64(speed); math.Abs(got-want) > 0.04 {
				t.Errorf("%g s at %d: %.3f s, want %.3f", seconds, speed, got, want)
			}
		}
	}
}

func TestAtSpeedOneNothingIsTouched(t *testing.T) {
	noise := random(50_000, 1)
	for _, most := range []int{1, 7, 512, 5000} {
		s := New(&tape{frames: noise, most: 333}, rate)
		got, pieces := all(s, most)
		if !slices.Equal(got, noise) {
			t.Fatalf("in pieces of %d it is another sound", most)
		}
		place := int64(0)
		for _, p := range pieces {
			if p.From != place || p.Step != Normal {
				t.Fatalf("frame %d is said to be %d", place, p.From)
			}
			place += int64(p.Frames) * Normal
		}
	}
}

func random(frames int, seed uint64) [][2]float64 {
	r := rand.New(rand.NewPCG(seed, 2))
	out := make([][2]float64, frames)
	for i := range out {
		out[i] = [2]float64{r.Float64() - 0.5, r.Float64() - 0.5}
	}
	return out
}

// TestTheSpeedChangesWithoutAClick changes the speed of a tone all the time. Where a leap was wrong the tone would jump.
func TestTheSpeedChangesWithoutAClick(t *testing.T) {
	for _, hertz := range []float64{110, 220, 440, 1000, 3000} {
		tone := sine(8, hertz)
		first, second := steps(tone)
		r := rand.New(rand.NewPCG(8, 8))
		s := New(&tape{frames: tone}, rate)
		var got [][2]float64
		buf := make([][2]float64, 512)
		for {
			s.SetSpeed(speeds[r.IntN(len(speeds))])
			n := s.Read(buf[:1+r.IntN(512)]).Frames
			if n == 0 {
				break
			}
			got = append(got, buf[:n]...)
		}
		a, b := steps(got)
		if a > 1.1*first || b > 1.15*second {
			t.Errorf("%g Hz: steps of %.5f and %.6f, the tone's are %.5f and %.6f", hertz, a, b, first, second)
		}
	}
}

// TestWhatAFrameStandsForIsWhatIsHeard plays frames that hold their own number. Outside of the fades each is one of the
// source's, and as near as Off says to what it stands for; over ten minutes it does not drift, and the mean is right.
func TestWhatAFrameStandsForIsWhatIsHeard(t *testing.T) {
	for speed, seconds := range map[int]int{500: 20, 850: 20, 1250: 20, 2000: 600, 3000: 20} {
		frames := seconds * rate
		src := &counting{frames: frames}
		s := New(src, rate)
		s.SetSpeed(speed)
		buf := make([][2]float64, 512)
		heard, compared, sum, out := 0, 0, 0.0, 0
		end := int64(0)
		for {
			p := s.Read(buf)
			if p.Frames == 0 {
				break
			}
			if p.From < end-Normal && p.From > end {
				t.Fatalf("at %d: goes from %d to %d", speed, end, p.From)
			}
			end = p.From + int64(p.Frames)*p.Step
			out += p.Frames
			for i, f := range buf[:p.Frames] {
				heard++
				if f[0] != math.Trunc(f[0]) || f[1] != -f[0] {
					continue // faded
				}
				off := f[0] - float64(p.From+int64(i)*p.Step)/Normal
				if math.Abs(off) > float64(s.Off()) {
					t.Fatalf("at %d: %.0f is heard where %.0f is said, more than %d off", speed, f[0], f[0]-off, s.Off())
				}
				compared++
				sum += off
			}
		}
		if compared < heard/4 {
			t.Errorf("at %d: %d of %d frames could be compared", speed, compared, heard)
		}
		if mean := sum / float64(compared); math.Abs(mean) > rate/200 {
			t.Errorf("at %d: %.0f frames off in the mean", speed, mean)
		}
		if math.Abs(float64(end)/Normal-float64(frames)) > 1 {
			t.Errorf("at %d: ends at %d of %d", speed, end/Normal, frames)
		}
		if want := frames * Normal / speed; max(out-want, want-out) > rate/30 {
			t.Errorf("at %d: %d frames, want %d", speed, out, want)
		}
	}
}

// counting is a Source whose frames hold their own number.
type counting struct{ at, frames int }

func (c *counting) Stream(to [][2]float64) (n int, ok bool) {
	for ; n < len(to) && c.at < c.frames; n++ {
		to[n] = [2]float64{float64(c.at), -float64(c.at)}
		c.at++
	}
	return n, n > 0
}

// TestTheFirstFrameComesAtOnce reads no more than the twentieth of a second that a leap needs.
func TestTheFirstFrameComesAtOnce(t *testing.T) {
	for _, speed := range speeds {
		src := &counting{at: 1, frames: 10 * rate}
		s := New(src, rate)
		s.SetSpeed(speed)
		buf := make([][2]float64, 512)
		if p := s.Read(buf); p.Frames == 0 || p.From != 0 || math.Abs(buf[0][0]-1) > 0.01*rate {
			t.Errorf("at %d: %+v, %g", speed, p, buf[0][0])
		}
		if src.at > rate/12 {
			t.Errorf("at %d: %d frames were read for the first", speed, src.at)
		}
	}
}

func TestSilenceStaysSilent(t *testing.T) {
	for _, speed := range speeds {
		for i, f := range at(speed, make([][2]float64, rate)) {
			if f != [2]float64{} {
				t.Fatalf("at %d: %v at %d", speed, f, i)
			}
		}
	}
}

func TestOppositeChannelsAreStretched(t *testing.T) {
	tone := sine(3, 440)
	for i := range tone {
		tone[i][1] = -tone[i][0]
	}
	got := at(1500, tone)
	a, _ := steps(got)
	if first, _ := steps(tone); a > 1.1*first {
		t.Errorf("steps of %.4f, the tone's are %.4f", a, first)
	}
	for i, f := range got {
		if f[0] != -f[1] {
			t.Fatalf("%v at %d", f, i)
		}
	}
}

// TestASourceThatGoesOnIsPlayedOn ends, and has more: a stretch that is let go.
func TestASourceThatGoesOnIsPlayedOn(t *testing.T) {
	for _, speed := range speeds {
		src := &counting{frames: rate}
		s := New(src, rate)
		s.SetSpeed(speed)
		all(s, 512)
		src.frames = 2 * rate
		buf := make([][2]float64, 100)
		if p := s.Read(buf); p.From != rate*Normal || math.Abs(buf[0][0]-rate) > 0.01*rate {
			t.Errorf("at %d: goes on with %+v, %g", speed, p, buf[0][0])
		}
		rest, _ := all(s, 512)
		if want := rate * Normal / speed; max(len(rest)+100-want, want-len(rest)-100) > rate/30 {
			t.Errorf("at %d: %d frames after that", speed, len(rest))
		}
	}
}

// FuzzStream reads noise of any length in blocks of any size at speeds that change. The clock goes on evenly, ends at the
// end, and no frame is louder than the loudest.
func FuzzStream(f *testing.F) {
	f.Add(uint16(0), uint16(512), uint64(1))
	f.Add(uint16(1), uint16(1), uint64(2))
	f.Add(uint16(400), uint16(100), uint64(3))
	f.Add(uint16(900), uint16(3), uint64(4))
	f.Add(uint16(60000), uint16(512), uint64(5))
	f.Add(uint16(1583), uint16(2), uint64(102)) // a leap to the very last place
	f.Add(uint16(1124), uint16(8), uint64(81))  // a leap that goes too far
	f.Fuzz(func(t *testing.T, length, most uint16, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 7))
		s := New(&tape{frames: random(int(length), seed), most: int(most)}, rate)
		buf := make([][2]float64, 1024)
		now := int64(0)
		for range 1 << 20 {
			if r.IntN(4) == 0 {
				s.SetSpeed(r.IntN(4000))
			}
			block := buf[:1+r.IntN(len(buf))]
			p := s.Read(block)
			if p.Frames == 0 {
				if math.Abs(float64(now-int64(length)*Normal)) > 3*Normal { // a step is rounded
					t.Fatalf("ends at %d of %d", now, length)
				}
				return
			}
			if p.Step <= 0 || p.From < 0 || math.Abs(float64(p.From-now)) > float64(s.Off()+2*s.hop)*Normal {
				t.Fatalf("from %d to %+v", now, p)
			}
			now = p.From + int64(p.Frames)*p.Step
			for _, f := range block[:p.Frames] {
				if math.Abs(f[0]) > 0.5 || math.Abs(f[1]) > 0.5 || f[0] != f[0] {
					t.Fatalf("%v is heard", f)
				}
			}
		}
		t.Fatal("it does not end")
	})
}
