package playback

import (
	"math"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
)

// TestTheDeviceIsLostAndComesBack unplugs the device in the middle. The sound stops where it is. Who plays on has the time
// pass at its pace; and when there is a device, the sound is heard from where the time is.
func TestTheDeviceIsLostAndComesBack(t *testing.T) {
	onBoth(t, counted(t, Rate, 60*Rate), func(t *testing.T, p *Player, b *bench) {
		p.Play()
		time.Sleep(2 * time.Second)
		before := p.State()
		b.plug(false)
		time.Sleep(time.Second)
		lost := p.State()
		if lost.Device != audio.Lost || lost.Playing || lost.Moving || !strings.Contains(lost.NoDevice, "went away") {
			t.Errorf("without the device: %+v", lost)
		}
		if went := lost.Heard - before.Heard; went < 0 || went > Rate/2 {
			t.Errorf("went on by %d samples when the device went", went)
		}
		p.Play()
		time.Sleep(10 * time.Second)
		later := p.State()
		if went := later.Heard - lost.Heard; went < 10*Rate-3*chunk || went > 10*Rate+chunk {
			t.Errorf("went on by %d samples in ten seconds without a device", went)
		}
		b.plug(true)
		var stands int64
		for s := p.State(); s.Device != audio.Heard; s = p.State() {
			stands = s.Heard
			time.Sleep(time.Millisecond)
		}
		if s := p.State(); s.NoDevice != "" || !s.Playing {
			t.Errorf("with the device again: %+v", s)
		}
		follow(t, p, b, 2*time.Second, 4)
		all := b.frames()
		i := slices.IndexFunc(all, func(f [2]float64) bool { _, ok := numberOf(f); return ok })
		if n, _ := numberOf(all[i]); math.Abs(n-float64(stands)) > 3*chunk {
			t.Errorf("goes on with %.0f, and the clock stood at %d", n, stands)
		}
	})
}

// TestALoopStaysWhenTheDeviceIsLost stops what is played again and again, and keeps it.
func TestALoopStaysWhenTheDeviceIsLost(t *testing.T) {
	on(t, counted(t, Rate, 60*Rate), func(t *testing.T, p *Player, b *bench) {
		loop := audio.Range{From: Rate, To: 3 * Rate, Again: true}
		p.PlayRange(loop)
		time.Sleep(time.Second)
		b.plug(false)
		time.Sleep(time.Second)
		if s := p.State(); s.Playing || s.Range != loop || s.Heard < Rate || s.Heard > 3*Rate {
			t.Errorf("without the device: %+v", s)
		}
		b.plug(true)
		time.Sleep(6 * time.Second)
		if s := p.State(); s.Device != audio.Heard || s.Playing || s.NoDevice != "" {
			t.Errorf("with the device again: %+v", s)
		}
		p.Play()
		time.Sleep(time.Second)
		if s := p.State(); !s.Moving || s.Range != loop {
			t.Errorf("played on: %+v", s)
		}
	})
}

// TestWithoutADeviceTimePasses looks for a device ever more seldom, and says what to do.
func TestWithoutADeviceTimePasses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bench{holds: 9000, unplugged: true}
		p := New(b, decode.Open)
		defer p.Close()
		began := time.Now()
		p.Load(counted(t, Rate, 60*Rate))
		p.Play()
		time.Sleep(20 * time.Second)
		s := p.State()
		if s.Device != audio.Null || s.Heard < 19*Rate || s.Heard > 20*Rate+chunk || !s.Moving {
			t.Errorf("without a device: %+v", s)
		}
		if s.NoDevice != "No sound device was found. Connect one or switch it on: Stet finds it by itself." || s.Problem != "" {
			t.Errorf("says %q, %q", s.NoDevice, s.Problem)
		}
		for i, want := range []time.Duration{0, 1, 3, 8, 13, 18} {
			if got := b.attempts[i].Sub(began).Round(time.Second) / time.Second; got != want {
				t.Errorf("attempt %d after %d s", i, got)
			}
		}
		b.plug(true)
		time.Sleep(6 * time.Second)
		if s := p.State(); s.Device != audio.Heard || s.NoDevice != "" {
			t.Errorf("with a device: %+v", s)
		}
		follow(t, p, b, time.Second, 4)
	})
}

// TestADeviceThatAnotherProgramHas is named as that, and taken when it is free.
func TestADeviceThatAnotherProgramHas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bench{holds: 9000, unplugged: true, why: errTaken}
		p := New(b, decode.Open)
		defer p.Close()
		p.Load(counted(t, Rate, 60*Rate))
		p.Play()
		time.Sleep(time.Second)
		if s := p.State(); s.Device != audio.Null || !strings.HasPrefix(s.NoDevice, "Another program has the sound device") {
			t.Errorf("while it is taken: %+v", s)
		}
		b.plug(true)
		time.Sleep(6 * time.Second)
		if s := p.State(); s.Device != audio.Heard || s.NoDevice != "" {
			t.Errorf("once it is free: %+v", s)
		}
	})
}

func TestTheOffsetMovesTheClock(t *testing.T) {
	onBoth(t, counted(t, Rate, 30*Rate), func(t *testing.T, p *Player, b *bench) {
		p.Play()
		time.Sleep(time.Second)
		before := p.State().Heard
		p.SetOffset(100 * time.Millisecond)
		if d := before - p.State().Heard; d < Rate/10-10 || d > Rate/10+10 {
			t.Errorf("an offset of 100 ms moved the clock by %d samples", d)
		}
		p.SetOffset(-50 * time.Millisecond)
		if d := p.State().Heard - before; d < Rate/20-10 || d > Rate/20+10 {
			t.Errorf("an offset of -50 ms moved the clock by %d samples", d)
		}
	})
}
