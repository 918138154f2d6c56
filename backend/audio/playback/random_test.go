package playback

import (
	"flag"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
)

var long = flag.Bool("long", false, "give commands at random for a minute, not for two seconds; play for ten minutes")

// command does something at random, also what makes no sense.
func command(r *rand.Rand, p *Player, b *bench, files []string) {
	switch r.IntN(13) {
	case 0:
		p.Load(files[r.IntN(len(files))])
	case 1:
		p.Load("gone")
	case 2, 3:
		p.Play()
	case 4:
		p.Pause()
	case 5, 6:
		p.SeekTo(r.Int64N(4 * Rate))
	case 7:
		p.SetVolume(5 * r.Float64())
	case 8:
		p.SetOffset(time.Duration(r.IntN(100)) * time.Millisecond)
	case 9:
		b.plug(r.IntN(3) > 0)
	case 10:
		p.SetSpeed([]float64{0.5, 1, 1, 1.3, 2, 3}[r.IntN(6)])
	case 11:
		from := r.Int64N(3 * Rate)
		p.PlayRange(audio.Range{From: from, To: from + r.Int64N(Rate) - 100, Again: r.IntN(2) == 0})
		if r.IntN(2) == 0 {
			p.Release()
		}
	case 12:
		from := r.Int64N(2 * Rate)
		p.SetSkips(files[r.IntN(len(files))], []audio.Range{{From: from, To: from + r.Int64N(Rate)}, {From: 3 * Rate, To: 9 * Rate}})
	}
}

// within holds what is told to the file.
func within(t *testing.T, s audio.State) {
	if s.Heard < 0 || s.Heard > s.Length || s.Moving && !s.Loaded || s.Pace < 0 || s.Moving != (s.Pace > 0) {
		t.Errorf("told %+v", s)
	}
}

// TestAnyCommandsInAnyOrder gives commands from several goroutines at once, while the device comes and goes. The clock
// stays within the file, and at the end the player still plays.
func TestAnyCommandsInAnyOrder(t *testing.T) {
	files := []string{counted(t, Rate, 3*Rate), counted(t, 48000, 48000), counted(t, 8000, 20*8000)}
	onBoth(t, files[0], func(t *testing.T, p *Player, b *bench) {
		p.Notify(func(s audio.State) { within(t, s) })
		var done sync.WaitGroup
		for g := range 3 {
			done.Go(func() {
				r := rand.New(rand.NewPCG(uint64(g), 9))
				for range 200 {
					command(r, p, b, files)
					within(t, p.State())
					time.Sleep(time.Duration(r.IntN(300)) * time.Millisecond)
				}
			})
		}
		done.Wait()
		goesOn(t, p, b, files[2])
	})
}

// TestCommandsRace does the same on the machine's own clock, as fast as it goes: for the race detector.
func TestCommandsRace(t *testing.T) {
	files := []string{counted(t, Rate, 3*Rate), counted(t, 48000, 48000)}
	b := &bench{holds: 3000, forgets: true, prompt: true}
	p := New(b, decode.Open)
	defer p.Close()
	p.Notify(func(s audio.State) { within(t, s) })
	lasts := 2 * time.Second
	if *long {
		lasts = time.Minute
	}
	end := time.Now().Add(lasts)
	var done sync.WaitGroup
	for g := range 3 {
		done.Go(func() {
			r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), uint64(g)))
			for time.Now().Before(end) {
				command(r, p, b, files)
				within(t, p.State())
				time.Sleep(time.Duration(r.IntN(20)) * time.Millisecond)
			}
		})
	}
	done.Wait()
}

// goesOn plays a file after all that, and holds the clock to it.
func goesOn(t *testing.T, p *Player, b *bench, file string) {
	t.Helper()
	synctest.Wait()
	b.plug(true)
	p.SetOffset(0)
	p.SetVolume(1)
	p.SetSpeed(1)
	p.Load(file)
	p.Play()
	time.Sleep(6 * time.Second)
	follow(t, p, b, time.Second, 4)
}
