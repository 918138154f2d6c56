package playback

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// tone writes a WAV file of a sine of 441 Hz, between two frames of which is a step of at most its slope.
func tone(t *testing.T, seconds int) (path string, slope float64) {
	t.Helper()
	const hertz, loud = 441, 0.5
	frames := seconds * Rate
	b := wavHeader(6*frames, 6, 24)
	for i := range frames {
		v := int32(math.Round(loud * math.Cos(2*math.Pi*hertz*float64(i)/Rate) * (1 << 23)))
		for range 2 {
			b = append(b, byte(v), byte(v>>8), byte(v>>16))
		}
	}
	path = filepath.Join(t.TempDir(), "tone.wav")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path, loud * 2 * math.Pi * hertz / Rate
}

// steepest is the largest step between two frames that the bench was given, and where it is.
func steepest(b *bench, from int) (step float64, at int) {
	last := 0.0
	for i, f := range b.frames()[from:] {
		if s := math.Abs(f[0] - last); i > 0 && s > step {
			step, at = s, from+i
		}
		last = f[0]
	}
	return step, at
}

// TestNothingClicks starts, pauses and goes on at odd moments, changes the speed and the volume, and jumps while it plays
// and while it does not: between no two frames is a step that the sound itself has not. Where the device gives up what it
// holds for a jump, and that is much, what sounds is cut off; what comes then is faded in all the same.
func TestNothingClicks(t *testing.T) {
	path, slope := tone(t, 60)
	most := 1.15 * slope // a fade adds a little
	little := &bench{holds: 1024, prompt: true}
	all := func(t *testing.T, p *Player, b *bench) {
		check := func(what string, from int) {
			t.Helper()
			if step, at := steepest(b, from); step > most {
				t.Errorf("%s: a step of %.3f at frame %d, and of %.3f in the sound", what, step, at, slope)
			}
		}
		for i := range 12 {
			p.Play()
			time.Sleep(time.Duration(300+i*37) * time.Millisecond)
			p.Pause()
			time.Sleep(time.Duration(300+i*13) * time.Millisecond)
			p.SeekTo(int64(i*Rate + i*31))
		}
		p.Play()
		time.Sleep(time.Second)
		for i, v := range []float64{0.3, 1, 0, 0.8, 1} {
			p.SetVolume(v)
			time.Sleep(time.Duration(200+i*7) * time.Millisecond)
		}
		check("starts, pauses and the volume", 0)
		if b.prompt && b != little {
			return
		}
		for i := range 20 {
			p.SeekTo(int64((i*7%50)*Rate + i*1009))
			time.Sleep(time.Duration(310+i*3) * time.Millisecond)
		}
		check("jumps", 0)
	}
	onBoth(t, path, all)
	onBench(t, little, path, all)
	onBench(t, &bench{holds: 9000, prompt: true}, path, func(t *testing.T, p *Player, b *bench) {
		p.Play()
		time.Sleep(time.Second)
		for i := range 20 {
			before := b.written()
			p.SeekTo(int64((i*7%50)*Rate + i*1009))
			time.Sleep(time.Duration(310+i*3) * time.Millisecond)
			all := b.frames()
			// The one step is where the sound breaks off.
			cut := before
			for cut+1 < len(all) && math.Abs(all[cut+1][0]-all[cut][0]) <= most {
				cut++
			}
			if step, at := steepest(b, cut+1); step > most {
				t.Errorf("after the cut at %d: a step of %.3f at frame %d", cut, step, at)
			}
		}
	})
}
