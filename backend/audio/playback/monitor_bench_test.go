//go:build linux

package playback

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
	"stet/backend/audio/pulsetest"
)

// marked are the player's states over a while, and the same with the place that was handed over last in place of the one
// that is heard: what a player tells that asks no device.
func marked(p *Player, over time.Duration) (states, handed []audio.State) {
	for end := time.Now().Add(over); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		p.mu.Lock()
		s := p.state(time.Now())
		last := p.line.spans[len(p.line.spans)-1]
		h := s
		h.Heard = last.posAt(p.line.pulled) / unit
		p.mu.Unlock()
		states, handed = append(states, s), append(handed, h)
	}
	return states, handed
}

// reportLeads reports by how many milliseconds what is marked is before what is heard: the middle of all, and what nine in
// ten are within of it, and the middle of what was handed over.
func reportLeads(b *testing.B, r *recording, states, handed []audio.State) {
	leads, naive := leadsOf(r, states), leadsOf(r, handed)
	if len(leads) < 50 || len(naive) < 50 {
		b.Fatalf("only %d of %d moments can be compared", len(leads), len(states))
	}
	middle := leads[len(leads)/2]
	off := make([]float64, len(leads))
	for i, l := range leads {
		off[i] = math.Abs(l - middle)
	}
	slices.Sort(off)
	b.ReportMetric(math.Abs(middle), "ms")
	b.ReportMetric(off[len(off)*9/10], "p90-ms")
	b.ReportMetric(naive[len(naive)/2], "handed-ms")
}

// speeds are those that are measured.
var speeds = []float64{0.5, 1, 2, 3}

// BenchmarkMonitor records the null sink's monitor: from Play until the sound begins; the place that is shown beside the
// one that is heard, at each speed, and after 200 seeks one soon after the other; and, with -long, by how much that has
// changed after ten minutes of each speed.
func BenchmarkMonitor(b *testing.B) {
	b.Run("start", func(b *testing.B) {
		for b.Loop() {
			p, r := onPulse(b)
			var all []time.Duration
			for i := range 15 {
				p.Pause()
				waitFor(b, p, "stands", func(s audio.State) bool { return !s.Moving })
				target := (i + 1) * Rate
				p.SeekTo(int64(target))
				time.Sleep(400*time.Millisecond + time.Duration(i%7)*time.Millisecond)
				pressed := time.Now()
				p.Play()
				time.Sleep(500 * time.Millisecond)
				heard, ok := r.onset(target, pressed)
				if !ok {
					b.Fatal("it was not heard")
				}
				all = append(all, heard.Sub(pressed))
			}
			slices.Sort(all)
			b.ReportMetric(1000*all[len(all)/2].Seconds(), "ms")
		}
	})
	for _, speed := range speeds {
		b.Run(fmt.Sprintf("at-%g", speed), func(b *testing.B) {
			for b.Loop() {
				p, r := playingAt(b, speed, 60)
				states, handed := marked(p, 10*time.Second)
				reportLeads(b, r, states, handed)
			}
		})
	}
	b.Run("seeks", func(b *testing.B) {
		for b.Loop() {
			p, r := playingAt(b, 1, 120)
			for i := range 200 {
				p.SeekTo(int64((i*37%90 + 1) * Rate))
				time.Sleep(time.Duration(20+i%70) * time.Millisecond)
			}
			waitFor(b, p, "plays", playing)
			states, handed := marked(p, 10*time.Second)
			reportLeads(b, r, states, handed)
		}
	})
	b.Run("drift", func(b *testing.B) {
		if !*long {
			b.Skip("takes ten minutes: -args -long")
		}
		for b.Loop() {
			for speed, drift := range overTenMinutes(b) {
				b.ReportMetric(math.Abs(drift), fmt.Sprintf("%g-ms", speed))
			}
		}
	})
}

// playingAt plays so many minutes at a speed, and listens.
func playingAt(t testing.TB, speed float64, seconds int) (*Player, *recording) {
	srv, p := playingOnPulse(t, seconds*Rate)
	p.SetSpeed(speed)
	waitFor(t, p, "plays at the speed", func(s audio.State) bool { return playing(s) && s.Pace == speed })
	return p, record(srv)
}

// overTenMinutes plays for ten minutes at each speed, at all of them at once and each to a sink of its own, and says by how
// many milliseconds what is marked is farther before what is heard in the last of the minutes than in the first.
func overTenMinutes(t testing.TB) map[float64]float64 {
	srv := pulsetest.Start(t)
	type course struct {
		speed float64
		sink  *pulsetest.Server
		p     *Player
		lead  float64 // in the last minute that was recorded
		drift float64 // how much more that is than in the one before
	}
	var all []*course
	for _, speed := range speeds {
		c := &course{speed: speed, sink: srv.Beside(fmt.Sprintf("at_%g", speed)), p: New(&device, decode.Open)}
		t.Cleanup(func() { c.p.Close() })
		if _, err := c.p.Load(indexed(t, int(630*speed)*Rate)); err != nil {
			t.Fatal(err)
		}
		c.p.SetSpeed(speed)
		c.p.Play()
		// Before the next one's sink is the one that is opened.
		waitFor(t, c.p, "plays", playing)
		c.p.Pause()
		all = append(all, c)
	}
	for _, c := range all {
		c.p.SeekTo(0)
		c.p.Play()
	}
	minute := func() {
		var each sync.WaitGroup
		for _, c := range all {
			r := record(c.sink)
			each.Go(func() {
				states, _ := marked(c.p, time.Minute)
				r.stop()
				leads := leadsOf(r, states)
				if len(leads) < 1000 {
					t.Errorf("at %g times only %d of %d moments can be compared", c.speed, len(leads), len(states))
					return
				}
				lead := leads[len(leads)/2]
				c.lead, c.drift = lead, lead-c.lead
			})
		}
		each.Wait()
	}
	minute()
	time.Sleep(8 * time.Minute)
	minute()
	drifts := map[float64]float64{}
	for _, c := range all {
		drifts[c.speed] = c.drift
	}
	return drifts
}
