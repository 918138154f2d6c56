//go:build linux

package playback

import (
	"math"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"stet/backend/audio/decode"
	"stet/backend/audio/pulsetest"
)

// onset is when a frame of the file was heard after a moment, reckoned from the first one behind it that was.
func (r *recording) onset(target int, after time.Time) (time.Time, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	first := max(0, int(framesIn(after.Sub(r.began), pulsetest.Rate)))
	for i := first; i+1 < len(r.numbers); i++ {
		if n := r.numbers[i]; n >= target && n < target+Rate/2 && r.numbers[i+1] == n+1 {
			return r.began.Add(duration(int64(i-(n-target)), pulsetest.Rate)), true
		}
	}
	return time.Time{}, false
}

// gaps counts how often what is heard breaks off since frame from.
func (r *recording) gaps(from int) (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := from + 1; i < len(r.numbers); i++ {
		if r.numbers[i-1] >= 0 && r.numbers[i] != r.numbers[i-1]+1 {
			n++
		}
	}
	return n
}

// heardAfter are how long it took from each of many seeks until the place was heard, in order.
func heardAfter(t testing.TB, r *recording, p *Player, seeks int) (all []time.Duration) {
	t.Helper()
	for i := range seeks {
		target := (i*37%50 + 1) * Rate
		clicked := time.Now()
		p.SeekTo(int64(target))
		time.Sleep(700*time.Millisecond + time.Duration(i%13)*time.Millisecond)
		heard, ok := r.onset(target, clicked)
		if !ok {
			t.Fatalf("a seek to %d was not heard", target)
		}
		all = append(all, heard.Sub(clicked))
	}
	slices.Sort(all)
	return all
}

// onPulse plays a file through PulseAudio, and listens.
func onPulse(t testing.TB) (*Player, *recording) {
	srv, p := playingOnPulse(t, 120*Rate)
	r := record(srv)
	time.Sleep(500 * time.Millisecond)
	return p, r
}

func TestASeekIsHeardAtOnce(t *testing.T) {
	p, r := onPulse(t)
	all := heardAfter(t, r, p, 15)
	median := all[len(all)/2]
	t.Logf("heard after %v at the median, from %v to %v", median, all[0], all[len(all)-1])
	if median > 60*time.Millisecond {
		t.Errorf("a seek is heard after %v", median)
	}
}

// BenchmarkHeard seeks while it plays, and then plays on for a while, which should have no gaps: on the machine as it is,
// and beside four processes that do not rest.
func BenchmarkHeard(b *testing.B) {
	for name, busy := range map[string]int{"alone": 0, "busy": 4} {
		b.Run(name, func(b *testing.B) {
			p, r := onPulse(b)
			for range busy {
				cmd := exec.Command("sh", "-c", "while :; do :; done")
				if err := cmd.Start(); err != nil {
					b.Fatal(err)
				}
				b.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
			}
			for b.Loop() {
				all := heardAfter(b, r, p, 20)
				b.ReportMetric(1000*all[len(all)/2].Seconds(), "median-ms")
				b.ReportMetric(1000*all[len(all)*9/10].Seconds(), "p90-ms")
				r.mu.Lock()
				from := len(r.numbers)
				r.mu.Unlock()
				time.Sleep(20 * time.Second)
				b.ReportMetric(float64(r.gaps(from)), "gaps")
			}
		})
	}
}

// TestAJumpBeginsSoftlyOnTheDevice jumps in a tone, and listens at the sink: what sounds breaks off, and what comes then
// does not begin with a step.
func TestAJumpBeginsSoftlyOnTheDevice(t *testing.T) {
	path, slope := tone(t, 60)
	srv := pulsetest.Start(t)
	p := New(&device, decode.Open)
	t.Cleanup(func() { p.Close() })
	if _, err := p.Load(path); err != nil {
		t.Fatal(err)
	}
	p.Play()
	waitFor(t, p, "plays", playing)
	var mu sync.Mutex
	var heard []float64
	srv.Listen(func(frames [][2]int16) {
		mu.Lock()
		defer mu.Unlock()
		for _, f := range frames {
			heard = append(heard, float64(f[0])/(1<<15))
		}
	})
	const jumps = 20
	for i := range jumps {
		time.Sleep(300 * time.Millisecond)
		p.SeekTo(int64((i*7%50)*Rate + i*1009))
	}
	time.Sleep(500 * time.Millisecond)
	mu.Lock()
	defer mu.Unlock()
	// A chunk fades in from nothing, which the first tenth of it shows.
	const first = chunk / 10
	soft, hard := 0, 0
	for i := 1; i+first < len(heard); i++ {
		if math.Abs(heard[i]-heard[i-1]) <= 1.15*slope {
			continue
		}
		loudest := 0.0
		for _, v := range heard[i : i+first] {
			loudest = max(loudest, math.Abs(v))
		}
		if loudest < 0.1 {
			soft++
		} else {
			hard++
		}
		i += first
	}
	t.Logf("of %d jumps %d begin softly, and %d with a step", jumps, soft, hard)
	// A machine that is busy with other things may have gaps of its own.
	if soft < jumps/2 || hard > jumps/5 {
		t.Errorf("of %d jumps only %d begin softly, and %d with a step", jumps, soft, hard)
	}
}
