package playback

import (
	"testing"
	"testing/synctest"
	"time"

	"stet/backend/audio"
)

// restingBench is a device with a player on it that has had nothing to play for a while.
func restingBench(t *testing.T, f func(t *testing.T, p *Player, b *bench)) {
	onBench(t, &bench{holds: 9000, prompt: true}, counted(t, Rate, 60*Rate), func(t *testing.T, p *Player, b *bench) {
		p.SeekTo(10 * Rate)
		time.Sleep(calm + time.Second)
		f(t, p, b)
	})
}

func TestADeviceThatHasNothingToPlayIsLeftAlone(t *testing.T) {
	restingBench(t, func(t *testing.T, p *Player, b *bench) {
		before := len(b.frames())
		time.Sleep(time.Minute)
		if got := len(b.frames()) - before; got != 0 {
			t.Errorf("in a minute of silence the device was given %d frames", got)
		}
		if s := p.State(); s.Heard != 10*Rate || s.Playing || s.Device != audio.Heard {
			t.Errorf("after it the player says %+v", s)
		}
	})
}

func TestAfterItsRestADevicePlaysAtOnceAndFromTheRightPlace(t *testing.T) {
	restingBench(t, func(t *testing.T, p *Player, b *bench) {
		time.Sleep(time.Minute)
		began := time.Now()
		p.Play()
		time.Sleep(time.Second)
		first := -1
		b.mu.Lock()
		sink := b.sinks[0]
		for i, frame := range sink.all {
			if n, ok := numberOf(frame); ok && n >= 10*Rate-1 {
				first = i
				break
			}
		}
		soon := sink.first.Add(duration(int64(first), Rate)).Sub(began)
		b.mu.Unlock()
		if first < 0 || soon > 30*time.Millisecond {
			t.Errorf("the place was heard %v after play was pressed (frame %d)", soon, first)
		}
		if s := p.State(); s.Heard < 10*Rate+Rate*9/10 || s.Heard > 11*Rate {
			t.Errorf("a second later the clock stands at %d", s.Heard)
		}
	})
}

func TestADeviceThatGoesAwayWhileItRestsIsMissed(t *testing.T) {
	restingBench(t, func(t *testing.T, p *Player, b *bench) {
		b.plug(false)
		time.Sleep(looks + time.Second)
		if s := p.State(); s.Device != audio.Lost || s.NoDevice == "" {
			t.Errorf("the player says %+v", s)
		}
		b.plug(true)
		time.Sleep(10 * time.Second)
		if s := p.State(); s.Device != audio.Heard || s.Heard != 10*Rate {
			t.Errorf("plugged in again, the player says %+v", s)
		}
	})
}

func TestAPlayerIsClosedWhileItRests(t *testing.T) {
	restingBench(t, func(t *testing.T, p *Player, b *bench) {
		synctest.Wait()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
}
