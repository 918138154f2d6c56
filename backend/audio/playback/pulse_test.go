//go:build linux

package playback

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
	"stet/backend/audio/pulsetest"
)

// device is the one that the tests of this program share.
var device Device

// indexed is a WAV file of 16 bits whose frames hold their own number, with a check that silence and faded sound fail.
func indexed(t testing.TB, frames int) string {
	t.Helper()
	b := wavHeader(4*frames, 4, 16)
	for i := range frames {
		b = append(b, byte(i), byte(i>>8), check(i), byte(i>>16))
	}
	path := filepath.Join(t.TempDir(), "indexed.wav")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// ahead is by how many frames a place is before a number, of which there are numbers many before they begin again.
func ahead(place int64, number int) int64 {
	const numbers = 1 << 24
	return (place-int64(number)+numbers/2)&(numbers-1) - numbers/2
}

func check(i int) byte { return byte(i) ^ byte(i>>8)*3 ^ byte(i>>16)*7 ^ 0x5a }

// recording is what was heard at the sink, frame by frame from one moment on.
type recording struct {
	mu      sync.Mutex
	numbers []int     // of the frames heard, -1 where there was none
	began   time.Time // when the first of them was heard
	stop    func()    // ends it
}

// record listens. Frames come at a steady rate, and reach the test late or very late: the one that came soonest says when
// all of them were heard.
func record(srv *pulsetest.Server) *recording {
	r := &recording{}
	r.stop = srv.Listen(func(frames [][2]int16) {
		now := time.Now()
		r.mu.Lock()
		defer r.mu.Unlock()
		for _, f := range frames {
			i := int(uint16(f[0])) | int(uint16(f[1])>>8)<<16
			if byte(f[1]) != check(i) {
				i = -1
			}
			r.numbers = append(r.numbers, i)
		}
		began := now.Add(-duration(int64(len(r.numbers)), pulsetest.Rate))
		if r.began.IsZero() || began.Before(r.began) {
			r.began = began
		}
	})
	return r
}

// at is the number of the frame heard at a time; a frame counts if the next one follows it.
func (r *recording) at(t time.Time) (int, bool) {
	i := int(int64(t.Sub(r.began)) * pulsetest.Rate / int64(time.Second))
	if i < 0 || i+1 >= len(r.numbers) || r.numbers[i] < 0 || r.numbers[i+1] != r.numbers[i]+1 {
		return 0, false
	}
	return r.numbers[i], true
}

// watch keeps the player's state, a hundred times a second.
func watch(t *testing.T, p *Player) (states func() []audio.State) {
	var mu sync.Mutex
	var all []audio.State
	stop := make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
				mu.Lock()
				all = append(all, p.State())
				mu.Unlock()
			}
		}
	})
	t.Cleanup(func() { close(stop); done.Wait() })
	return func() []audio.State {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

// compare holds what was said to be heard to what was, in milliseconds: the middle of all differences within 25 and nine
// in ten within 50, which a machine that is busy with other things may exceed at times but a clock that is wrong always
// does.
func compare(t *testing.T, r *recording, states []audio.State, least int) {
	t.Helper()
	leads := leadsOf(r, states)
	if len(leads) < least {
		t.Fatalf("only %d of %d moments can be compared", len(leads), len(states))
	}
	mean, sd, within := 0.0, 0.0, 0
	for _, l := range leads {
		mean += l / float64(len(leads))
		if math.Abs(l) <= 50 {
			within++
		}
	}
	for _, l := range leads {
		sd += (l - mean) * (l - mean) / float64(len(leads))
	}
	median := leads[len(leads)/2]
	t.Logf("what is marked is before what is heard by %.1f ms at the median, %.1f in the mean (sd %.1f, from %.1f to %.1f; %.1f%% of %d within 50)",
		median, mean, math.Sqrt(sd), leads[0], leads[len(leads)-1], 100*float64(within)/float64(len(leads)), len(leads))
	if math.Abs(median) > 25 || within*10 < 9*len(leads) {
		t.Errorf("what is marked is not what is heard: %.1f ms at the median, %d of %d within 50 ms", median, within, len(leads))
	}
}

// leadsOf are the differences, in milliseconds of the clock and in order.
func leadsOf(r *recording, states []audio.State) (leads []float64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range states {
		if n, ok := r.at(s.At); ok && s.Moving && s.Device == audio.Heard {
			leads = append(leads, 1000*float64(ahead(s.Heard, n))/Rate/s.Pace)
		}
	}
	slices.Sort(leads)
	return leads
}

// waitFor waits until the player says something.
func waitFor(t testing.TB, p *Player, what string, ok func(audio.State) bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !ok(p.State()); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not so after 30 seconds: %+v", what, p.State())
		}
	}
}

func playing(s audio.State) bool { return s.Moving && s.Device == audio.Heard }

// playingOnPulse plays a file of so many frames, whose sound says which they are, on a sound device of its own.
func playingOnPulse(t testing.TB, frames int) (*pulsetest.Server, *Player) {
	t.Helper()
	srv := pulsetest.Start(t)
	p := New(&device, decode.Open)
	t.Cleanup(func() { p.Close() })
	if _, err := p.Load(indexed(t, frames)); err != nil {
		t.Fatal(err)
	}
	p.Play()
	waitFor(t, p, "plays", playing)
	return srv, p
}

func TestThroughPulseAudioWhatIsMarkedIsWhatIsHeard(t *testing.T) {
	srv, p := playingOnPulse(t, 60*Rate)
	r, states := record(srv), watch(t, p)
	time.Sleep(3 * time.Second)
	p.Pause()
	waitFor(t, p, "stands", func(s audio.State) bool { return !s.Moving })
	time.Sleep(700 * time.Millisecond)
	stands := p.State().Heard
	if last := r.last(); math.Abs(float64(stands-int64(last))) > Rate/20 {
		t.Errorf("stands at %d in the pause, and %d was heard last", stands, last)
	}
	p.Play()
	time.Sleep(2 * time.Second)
	for i := range 6 {
		target := int64((7*i%6)*8+4) * Rate
		p.SeekTo(target)
		if s := p.State(); s.Heard != target || s.Moving {
			t.Errorf("just after a seek to %d: %+v", target, s)
		}
		waitFor(t, p, "plays after the seek", playing)
		time.Sleep(700 * time.Millisecond)
	}
	compare(t, r, states(), 300)
}

// TestThroughPulseAudioAtAnySpeed holds the place to what is heard, and the sound to be without gaps.
func TestThroughPulseAudioAtAnySpeed(t *testing.T) {
	srv, p := playingOnPulse(t, 120*Rate)
	for _, speed := range []float64{0.5, 1, 2, 3} {
		p.SetSpeed(speed)
		p.SeekTo(5 * Rate)
		p.Play()
		waitFor(t, p, "plays at the speed", func(s audio.State) bool { return playing(s) && s.Pace == speed })
		r, states := record(srv), watch(t, p)
		time.Sleep(3 * time.Second)
		t.Logf("at %g times:", speed)
		compare(t, r, states(), 50)
		// Between two leaps 353 of 794 frames are those of the file.
		if share, least := r.whole(), map[bool]float64{true: 0.95, false: 0.38}[speed == 1]; share < least {
			t.Errorf("at %g times: gaps in what is heard: %.1f%% are frames of the file", speed, 100*share)
		}
		p.Pause()
		waitFor(t, p, "stands", func(s audio.State) bool { return !s.Moving })
	}
}

// TestTenMinutesThroughPulseAudio plays for ten minutes at all speeds at once, and holds the last minute to the first. The sink's
// rate is not quite that of the machine's clock, which a clock that counted on it would show.
func TestTenMinutesThroughPulseAudio(t *testing.T) {
	if !*long {
		t.Skip("takes ten minutes: go test -timeout 30m -args -long")
	}
	for speed, drift := range overTenMinutes(t) {
		if math.Abs(drift) > 5 {
			t.Errorf("at %g times it drifts by %.1f ms", speed, drift)
		}
	}
}

// whole is the share of the frames heard that are frames of the file.
func (r *recording) whole() float64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, number := range r.numbers {
		if number >= 0 {
			n++
		}
	}
	return float64(n) / float64(len(r.numbers))
}

// last is the number heard last.
func (r *recording) last() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := len(r.numbers) - 1; i > 0; i-- {
		if n := r.numbers[i]; n > 0 && r.numbers[i-1] == n-1 {
			return n
		}
	}
	return -1
}

// TestTheSoundServerDiesAndComesBack kills the server while it plays. Time goes on at its pace, without the processor
// running hot; with the server back the sound is back, and the clock right.
func TestTheSoundServerDiesAndComesBack(t *testing.T) {
	srv, p := playingOnPulse(t, 120*Rate)
	srv.Kill()
	waitFor(t, p, "has noticed", func(s audio.State) bool { return s.Device == audio.Lost })
	if s := p.State(); s.Playing || s.NoDevice == "" {
		t.Errorf("when the server is gone: %+v", s)
	}
	p.Play()
	waitFor(t, p, "moves in silence", func(s audio.State) bool { return s.Moving })
	began, busy := p.State(), processorTime(t)
	time.Sleep(2 * time.Second)
	now := p.State()
	busy = processorTime(t) - busy
	if !now.Playing || !now.Moving || now.NoDevice == "" {
		t.Errorf("without the server: %+v", now)
	}
	went := float64(now.Heard-began.Heard) / Rate
	if took := now.At.Sub(began.At).Seconds(); math.Abs(went-took) > 0.1*took {
		t.Errorf("went on by %.2f s in %.2f s", went, took)
	}
	if busy > time.Second {
		t.Errorf("took %v of the processor in two seconds", busy)
	}
	srv.Run()
	waitFor(t, p, "plays again", playing)
	r, states := record(srv), watch(t, p)
	time.Sleep(3 * time.Second)
	compare(t, r, states(), 100)
}

// TestASoundServerThatHangsIsLeftAlone stops the server without ending it, which leaves oto in a write that does not come
// back, and lets it go on later.
func TestASoundServerThatHangsIsLeftAlone(t *testing.T) {
	srv, p := playingOnPulse(t, 120*Rate)
	srv.Freeze()
	waitFor(t, p, "has noticed", func(s audio.State) bool { return s.Device == audio.Lost })
	p.Play()
	time.Sleep(4 * time.Second) // a search comes to nothing
	if s := p.State(); s.Device != audio.Lost || !s.Moving {
		t.Errorf("while the server hangs: %+v", s)
	}
	srv.Thaw()
	waitFor(t, p, "plays again", playing)
	r, states := record(srv), watch(t, p)
	time.Sleep(3 * time.Second)
	compare(t, r, states(), 100)
}

// TestAfterASleepItPlaysOn stops this whole program for a while, as a machine does that sleeps. It plays on from where it
// was, and the clock is right.
func TestAfterASleepItPlaysOn(t *testing.T) {
	srv, p := playingOnPulse(t, 120*Rate)
	before := p.State()
	if err := exec.Command("sh", "-c", "kill -STOP $PPID; sleep 4; kill -CONT $PPID").Run(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, p, "plays again", playing)
	if now := p.State(); !now.Playing || now.Heard-before.Heard > 2*Rate {
		t.Errorf("after four seconds of sleep it went from %d to %d: %+v", before.Heard, now.Heard, now)
	}
	time.Sleep(time.Second)
	r, states := record(srv), watch(t, p)
	time.Sleep(3 * time.Second)
	compare(t, r, states(), 100)
}

// TestAnotherDeviceTakesOver unplugs the device that is played to, of another rate than the one that is there then. What
// is played goes on there, and the clock goes at its pace.
func TestAnotherDeviceTakesOver(t *testing.T) {
	_, p := playingOnPulse(t, 120*Rate)
	pactl := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("pactl", args...).Output()
		if err != nil {
			t.Fatalf("pactl %v: %v", args, err)
		}
		return strings.TrimSpace(string(out))
	}
	var first string
	for line := range strings.Lines(pactl("list", "short", "modules")) {
		if number, rest, _ := strings.Cut(line, "\t"); strings.HasPrefix(rest, "module-null-sink") {
			first = number
		}
	}
	pactl("load-module", "module-null-sink", "sink_name=other", "rate=48000", "channels=1", "norewinds=1")
	pactl("set-default-sink", "other")
	pactl("unload-module", first)
	waitFor(t, p, "plays there", playing)
	keepsTime(t, p)
	if !strings.Contains(pactl("list", "short", "sink-inputs"), "\t") {
		t.Error("nothing plays there")
	}
}

func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestASoundServerThatStartsLaterIsFound starts the player first: ALSA leaves out of its configuration what is not
// running when it reads it.
func TestASoundServerThatStartsLaterIsFound(t *testing.T) {
	srv := pulsetest.Prepare(t)
	p := New(&device, decode.Open)
	t.Cleanup(func() { p.Close() })
	if _, err := p.Load(indexed(t, 60*Rate)); err != nil {
		t.Fatal(err)
	}
	p.Play()
	waitFor(t, p, "has looked for a device", func(s audio.State) bool { return s.Device == audio.Heard || s.NoDevice != "" })
	if s := p.State(); s.Device == audio.Heard {
		t.Skip("this machine has a sound device of its own")
	} else if s.Device != audio.Null || s.NoDevice == "" || !s.Playing {
		t.Errorf("without a device: %+v", s)
	}
	srv.Run()
	waitFor(t, p, "plays", playing)
}

// keepsTime listens for three seconds, whether playing goes on by as much.
func keepsTime(t *testing.T, p *Player) {
	t.Helper()
	began := p.State()
	time.Sleep(3 * time.Second)
	now := p.State()
	went, took := float64(now.Heard-began.Heard)/Rate, now.At.Sub(began.At).Seconds()
	if !playing(now) || math.Abs(went-took) > 0.1*took {
		t.Errorf("it went on by %.2f s in %.2f s: %+v", went, took, now)
	}
}

// TestAfterARestThroughPulseAudio has the device left alone for a while, in which next to nothing is done; what is marked
// then is what is heard, and a server that dies meanwhile is missed.
func TestAfterARestThroughPulseAudio(t *testing.T) {
	srv, p := playingOnPulse(t, 120*Rate)
	p.Pause()
	time.Sleep(calm + time.Second)
	busy := processorTime(t)
	time.Sleep(5 * time.Second)
	if busy = processorTime(t) - busy; busy > 30*time.Millisecond {
		t.Errorf("five seconds of rest took %v of the processor", busy)
	}
	r, states := record(srv), watch(t, p)
	p.Play()
	time.Sleep(3 * time.Second)
	compare(t, r, states(), 100)

	p.Pause()
	time.Sleep(calm + time.Second)
	srv.Kill()
	waitFor(t, p, "has noticed", func(s audio.State) bool { return s.Device == audio.Lost })
}
