package playback

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
)

// on runs a test with a player on a bench, in time that passes as fast as it can be computed.
func on(t *testing.T, file string, f func(t *testing.T, p *Player, b *bench)) {
	t.Helper()
	onBench(t, &bench{holds: 9000}, file, f)
}

// onBoth runs a test on a bench that plays out what it holds, and on one that gives it up.
func onBoth(t *testing.T, file string, f func(t *testing.T, p *Player, b *bench)) {
	t.Helper()
	on(t, file, f)
	onBench(t, &bench{holds: 9000, prompt: true}, file, f)
}

func onBench(t *testing.T, b *bench, file string, f func(t *testing.T, p *Player, b *bench)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := New(b, decode.Open)
		defer p.Close()
		if file != "" {
			if _, err := p.Load(file); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Second)
		f(t, p, b)
	})
}

// follow compares for a while what is said to be heard with what the bench hears. Where the clock stands nothing need be
// heard.
func follow(t *testing.T, p *Player, b *bench, d time.Duration, tolerance float64) {
	t.Helper()
	compared := 0
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(4237 * time.Microsecond) {
		s := p.State()
		n, ok := b.hears()
		if !s.Moving || !ok {
			continue
		}
		compared++
		if math.Abs(float64(s.Heard)-n) > tolerance && !b.jumps() {
			t.Fatalf("says %d, and %.1f is heard", s.Heard, n)
		}
	}
	if compared < 20 {
		t.Errorf("compared %d times only", compared)
	}
}

// TestPauseRunsOnToWhatTheDeviceHolds holds the clock to the sound at a pause, and loses nothing over it.
func TestPauseRunsOnToWhatTheDeviceHolds(t *testing.T) {
	onBoth(t, counted(t, Rate, 10*Rate), func(t *testing.T, p *Player, b *bench) {
		p.Play()
		time.Sleep(1500 * time.Millisecond)
		p.Pause()
		if s := p.State(); s.Playing || !s.Moving {
			t.Errorf("just after the pause: %+v", s)
		}
		time.Sleep(time.Second)
		s := p.State()
		if s.Moving {
			t.Error("still moves a second later")
		}
		all := b.numbers()
		if last := all[len(all)-1]; math.Abs(float64(s.Heard)-last) > 2 {
			t.Errorf("stands at %d, and the last sample heard was %.0f", s.Heard, last)
		}
		time.Sleep(time.Minute)
		if later := p.State(); later.Heard != s.Heard {
			t.Errorf("moved from %d to %d in the pause", s.Heard, later.Heard)
		}
		p.Play()
		if again := p.State(); again.Heard != s.Heard || again.Moving {
			t.Errorf("does not wait at %d for the sound: %+v", s.Heard, again)
		}
		time.Sleep(time.Second)
		all = b.numbers()
		for i := range all[1:] {
			if math.Abs(all[i+1]-all[i]-1) > 0.01 {
				t.Fatalf("%.1f was heard after %.1f", all[i+1], all[i])
			}
		}
	})
}

// TestASeekIsSeenAtOnce stands at the target until it is heard.
func TestASeekIsSeenAtOnce(t *testing.T) {
	onBoth(t, counted(t, Rate, 20*Rate), func(t *testing.T, p *Player, b *bench) {
		p.Play()
		time.Sleep(time.Second)
		const target = 10 * Rate
		p.SeekTo(target)
		began := time.Now()
		for !p.State().Moving {
			if s := p.State(); s.Heard != target || !s.Playing {
				t.Fatalf("after the seek: %+v", s)
			}
			time.Sleep(time.Millisecond)
		}
		if took := time.Since(began); took > 260*time.Millisecond {
			t.Errorf("was heard after %v", took)
		}
		if n, ok := b.hears(); !ok || n < target || n > target+200 {
			t.Errorf("the clock moves when %.0f is heard", n)
		}
	})
}

// TestTheLastOfManySeeksCounts goes to many places in quick succession, playing and paused.
func TestTheLastOfManySeeksCounts(t *testing.T) {
	onBoth(t, counted(t, Rate, 20*Rate), func(t *testing.T, p *Player, b *bench) {
		p.Play()
		time.Sleep(time.Second)
		for i := range 100 {
			p.SeekTo(int64(5*Rate + i*Rate/10))
		}
		p.SeekTo(3 * Rate)
		time.Sleep(time.Second)
		for _, n := range b.numbers() {
			if n > 5*Rate {
				t.Fatalf("%.0f was heard", n)
			}
		}
		p.Pause()
		time.Sleep(time.Second)
		before := len(b.numbers())
		for i := range 100 {
			p.SeekTo(int64(i * Rate / 10))
			time.Sleep(3 * time.Millisecond)
		}
		if s := p.State(); s.Heard != 99*Rate/10 || s.Moving || s.Playing {
			t.Errorf("stands at %d", s.Heard)
		}
		if len(b.numbers()) != before {
			t.Error("something was heard in the pause")
		}
		p.SeekTo(-5)
		if s := p.State(); s.Heard != 0 {
			t.Errorf("stands at %d before the beginning", s.Heard)
		}
		p.SeekTo(1 << 40)
		if s := p.State(); s.Heard != s.Length {
			t.Errorf("stands at %d beyond the end", s.Heard)
		}
	})
}

// TestTheEndIsHeardOut ends when the last sample was heard, and plays from the beginning then.
func TestTheEndIsHeardOut(t *testing.T) {
	for _, rate := range []int{44100, 48000} {
		onBoth(t, counted(t, rate, rate), func(t *testing.T, p *Player, b *bench) {
			p.Play()
			for p.State().Playing {
				time.Sleep(time.Millisecond)
			}
			if n, ok := b.hears(); ok && n < float64(rate)-1000 {
				t.Errorf("ended when %.0f was heard", n)
			}
			s := p.State()
			if s.Heard != int64(rate) || s.Moving || s.Problem != "" {
				t.Errorf("at the end: %+v", s)
			}
			if all := b.numbers(); math.Abs(all[len(all)-1]-float64(rate-1)) > 2 {
				t.Errorf("the last sample heard is %.1f", all[len(all)-1])
			}
			p.Play()
			time.Sleep(500 * time.Millisecond)
			if n, ok := b.hears(); !ok || n > float64(rate)/2 || p.State().Heard > int64(rate)/2 {
				t.Errorf("plays again from %.0f", n)
			}
		})
	}
}

func TestSamplesOf16BitsComeThroughUnchanged(t *testing.T) {
	for v := -1 << 15; v < 1<<15; v++ {
		if got := sample16(float64(v) / (1 << 15)); int(got) != v {
			t.Fatalf("%d became %d", v, got)
		}
	}
	for v, want := range map[float64]int16{1.5: 32767, 1: 32767, -3: -32768} {
		if got := sample16(v); got != want {
			t.Errorf("%g became %d", v, got)
		}
	}
}

// TestAFileThatFailsSaysSo cuts the file short while it plays.
func TestAFileThatFailsSaysSo(t *testing.T) {
	path := counted(t, Rate, 60*Rate)
	on(t, path, func(t *testing.T, p *Player, b *bench) {
		p.Play()
		time.Sleep(time.Second)
		if err := os.Truncate(path, 100*1024); err != nil {
			t.Fatal(err)
		}
		p.SeekTo(30 * Rate)
		time.Sleep(time.Second)
		s := p.State()
		if s.Playing || !s.Loaded || !strings.Contains(s.Problem, "It ends early, at 30.0 s.") {
			t.Errorf("the file is gone: %+v", s)
		}
		p.SeekTo(0)
		p.Play()
		time.Sleep(300 * time.Millisecond)
		if s := p.State(); s.Problem != "" || !s.Moving {
			t.Errorf("does not play what is there: %+v", s)
		}
	})
}

func TestLoading(t *testing.T) {
	onBoth(t, "", func(t *testing.T, p *Player, b *bench) {
		p.Play()
		p.SeekTo(5)
		if s := p.State(); s.Loaded || s.Playing || s.Heard != 0 || s.Problem != "" || len(b.attempts) != 0 {
			t.Errorf("without a file: %+v", s)
		}
		one, other := counted(t, Rate, 5*Rate), counted(t, 48000, 48000)
		info, err := p.Load(one)
		if err != nil || info.Samples != 5*Rate || info.Kind != audio.WAV {
			t.Fatal(info, err)
		}
		p.Play()
		time.Sleep(2 * time.Second)
		if _, err := p.Load(other); err != nil {
			t.Fatal(err)
		}
		if s := p.State(); s.Playing || s.Heard != 0 || s.Path != other || s.Rate != 48000 || s.Length != 48000 {
			t.Errorf("just after another file was loaded: %+v", s)
		}
		time.Sleep(time.Second)
		p.Play()
		follow(t, p, b, time.Second, 4)
		if _, err := p.Load(one + ".gone"); err == nil || p.State().Loaded {
			t.Errorf("a file that is not there: %v, %+v", err, p.State())
		}
		time.Sleep(time.Second)
		if files := openFiles(t); slices.Contains(files, one) || slices.Contains(files, other) {
			t.Errorf("still open: %v", files)
		}
	})
}

// openFiles are the files that this process has open, where the system tells.
func openFiles(t *testing.T) (paths []string) {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if path, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil {
			paths = append(paths, path)
		}
	}
	return paths
}

// TestListenersAreTold hears of every change, and may call the player from there.
func TestListenersAreTold(t *testing.T) {
	onBoth(t, counted(t, Rate, 3*Rate), func(t *testing.T, p *Player, b *bench) {
		var told []audio.State
		p.Notify(func(s audio.State) {
			told = append(told, s)
			p.State()
			p.SetOffset(0)
		})
		expect := func(what string, ok func(audio.State) bool) {
			t.Helper()
			time.Sleep(400 * time.Millisecond)
			synctest.Wait()
			if !slices.ContainsFunc(told, ok) {
				t.Errorf("was not told of %s: %+v", what, told)
			}
			told = nil
		}
		p.Play()
		expect("play", func(s audio.State) bool { return s.Playing && !s.Moving })
		p.SeekTo(Rate)
		expect("the seek", func(s audio.State) bool { return s.Heard == Rate && !s.Moving })
		p.SeekTo(Rate / 2)
		expect("the clock's start", func(s audio.State) bool { return s.Moving && s.Heard-Rate/2 < 2*chunk })
		p.SetVolume(0.5)
		expect("the volume", func(s audio.State) bool { return s.Volume == 0.5 })
		p.Pause()
		expect("the pause", func(s audio.State) bool { return !s.Playing })
		b.plug(false)
		expect("the loss", func(s audio.State) bool { return s.Device == audio.Lost })
		b.plug(true)
		time.Sleep(2 * time.Second)
		expect("the return", func(s audio.State) bool { return s.Device == audio.Heard })
		p.Play()
		time.Sleep(4 * time.Second)
		expect("the end", func(s audio.State) bool { return !s.Playing && s.Heard == s.Length })
	})
}

func TestVolumeScalesWhatIsHeard(t *testing.T) {
	onBoth(t, counted(t, Rate, 30*Rate), func(t *testing.T, p *Player, b *bench) {
		p.SetVolume(0.25)
		p.Play()
		time.Sleep(time.Second)
		all := b.frames()
		last := all[len(all)-1][1]
		if math.Abs(last-0.25/2) > 1e-9 {
			t.Errorf("0.5 is heard as %g at a volume of 0.25", last)
		}
	})
}

// TestAJumpIsHeardAtOnce jumps while it plays, and presses play: where the device gives up what it holds neither waits for
// it. A place that is passed by in scrubbing is heard long enough to make something out, and the last one stays.
func TestAJumpIsHeardAtOnce(t *testing.T) {
	onBench(t, &bench{holds: 1024, prompt: true}, counted(t, Rate, 60*Rate), func(t *testing.T, p *Player, b *bench) {
		p.Play()
		for i := range int64(20) {
			time.Sleep(time.Second + time.Duration(i)*time.Millisecond)
			p.SeekTo((i + 30) * Rate)
			time.Sleep(50 * time.Millisecond)
			if n, ok := b.hears(); !ok || n < float64(i+30)*Rate || n > float64(i+31)*Rate {
				t.Errorf("of a device that holds little the jump to second %d is not heard at once, but %.0f", i+30, n)
			}
		}
		follow(t, p, b, time.Second, 4)
	})
	onBench(t, &bench{holds: 9000, prompt: true}, counted(t, Rate, 60*Rate), func(t *testing.T, p *Player, b *bench) {
		const atOnce = 30 * time.Millisecond
		heard := func(from int64) bool {
			n, ok := b.hears()
			return ok && n >= float64(from) && n < float64(from+Rate)
		}
		p.Play()
		time.Sleep(atOnce)
		if !heard(0) {
			t.Error("play is not heard at once")
		}
		time.Sleep(time.Second)
		p.SeekTo(30 * Rate)
		time.Sleep(atOnce)
		if !heard(30 * Rate) {
			t.Error("a jump is not heard at once")
		}
		time.Sleep(time.Second)
		places := 0
		for i := range int64(120) { // two seconds of pictures, at each of which the pointer is elsewhere
			p.SeekTo((i%30 + 10) * Rate)
			for range 4 {
				time.Sleep(time.Second / 240)
				if _, ok := b.hears(); ok {
					places++
				}
			}
		}
		if places < 4*120*7/10 {
			t.Errorf("at %d moments of %d of scrubbing something is heard", places, 4*120)
		}
		if s := p.State(); s.Heard < 39*Rate || s.Heard > 39*Rate+Rate/10 {
			t.Errorf("after scrubbing the place is %d", s.Heard)
		}
		time.Sleep(patience + atOnce)
		if !heard(39 * Rate) {
			t.Error("the last place is not heard")
		}
		follow(t, p, b, time.Second, 4)
	})
}
