// The player as others see it: it takes commands and tells the state, and leaves all sound to the pump. It opens files,
// and keeps no list of them.

package playback

import (
	"errors"
	"math"
	"slices"
	"sync"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/stretch"
)

// Rate is what everything is played at, in frames a second; files of another rate are resampled. Most podcasts have it.
const Rate = 44100

// Player plays to an Output. It is an audio.Player.
type Player struct {
	output Output
	open   func(path string) (audio.Source, error)
	wake   chan struct{} // something changed that listeners have to be told
	wanted chan struct{} // something changed that the pump may have to do with
	quit   chan struct{}
	done   sync.WaitGroup
	start  sync.Once

	loading sync.Mutex // one Load at a time

	mu        sync.Mutex
	listeners []func(audio.State)
	closed    bool
	info      audio.Info
	loaded    bool
	playing   bool
	volume    float64
	speed     int // in thousandths
	offset    time.Duration
	device    audio.Device
	noDevice  string // why there is no device, and what to do
	trouble   string // what is wrong with the file, and what to do

	incoming audio.Source // to take the place of the source that is played
	replace  bool         // incoming counts, also if it is nil
	target   int64        // the sample to go to, below zero if none
	skips    []audio.Range
	stretch  audio.Range // the zero Range if the whole file is played
	line     timeline
}

// New makes a player, which looks for the device when the first file is loaded. open opens files; its error is an
// *audio.Error.
func New(output Output, open func(path string) (audio.Source, error)) *Player {
	p := &Player{
		output: output,
		open:   open,
		wake:   make(chan struct{}, 1),
		wanted: make(chan struct{}, 1),
		quit:   make(chan struct{}),
		volume: 1,
		speed:  stretch.Normal,
		device: audio.Null,
		target: -1,
		line:   timeline{source: Rate},
	}
	p.line.reset(0, false, 0, time.Now())
	p.done.Go(p.tell)
	return p
}

var errClosed = errors.New("the player is closed")

// Load is as audio.Player says.
func (p *Player) Load(path string) (audio.Info, error) {
	p.loading.Lock()
	defer p.loading.Unlock()
	src, err := p.open(path)
	if err != nil {
		p.Unload()
		return audio.Info{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		src.Close()
		return audio.Info{}, &audio.Error{
			Code: audio.Unreadable, Path: path, What: "The program is closing.", Do: "Start it again.", Err: errClosed,
		}
	}
	p.take(src)
	p.info, p.loaded = src.Info(), true
	p.start.Do(func() { p.done.Go(newPump(p).run) })
	return p.info, nil
}

// Unload is as audio.Player says.
func (p *Player) Unload() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.take(nil)
	p.info, p.loaded = audio.Info{}, false
}

// take hands a source over to the pump, paused at its start.
func (p *Player) take(src audio.Source) {
	if p.incoming != nil {
		p.incoming.Close()
	}
	p.incoming, p.replace = src, true
	p.playing, p.target, p.trouble, p.stretch, p.skips = false, 0, "", audio.Range{}, nil
	p.changed()
}

// Play is as audio.Player says.
func (p *Player) Play() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.loaded || p.playing {
		return
	}
	at, _ := p.heard(time.Now())
	switch {
	case at >= p.info.Samples:
		p.target = 0
	case p.trouble != "" && p.target < 0:
		p.target = at // a source that failed has to be set anew
	}
	p.trouble = ""
	p.playing = true
	p.changed()
}

// Pause is as audio.Player says.
func (p *Player) Pause() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.playing {
		p.playing = false
		if !p.stretch.Again {
			p.stretch = audio.Range{}
		}
		p.changed()
	}
}

// PlayRange is as audio.Player says.
func (p *Player) PlayRange(r audio.Range) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r.From, r.To = max(0, r.From), min(r.To, p.info.Samples)
	if !p.loaded || r.From >= r.To {
		return
	}
	p.stretch, p.target, p.trouble, p.playing = r, r.From, "", true
	p.changed()
}

// Release is as audio.Player says.
func (p *Player) Release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stretch != (audio.Range{}) {
		p.stretch = audio.Range{}
		p.changed()
	}
}

// SeekTo is as audio.Player says.
func (p *Player) SeekTo(sample int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loaded {
		p.target = max(0, min(sample, p.info.Samples))
		if p.target < p.stretch.From || p.target >= p.stretch.To {
			p.stretch = audio.Range{}
		}
		p.changed()
	}
}

// SetVolume is as audio.Player says.
func (p *Player) SetVolume(v float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if v = max(0, min(v, audio.Loudest)); v != p.volume {
		p.volume = v
		p.changed()
	}
}

// SetSpeed is as audio.Player says.
func (p *Player) SetSpeed(v float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	speed := int(math.Round(stretch.Normal * max(audio.Slowest, min(v, audio.Fastest))))
	if speed != p.speed {
		p.speed = speed
		p.changed()
	}
}

// SetSkips is as audio.Player says.
func (p *Player) SetSkips(path string, skips []audio.Range) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loaded && p.info.Path == path {
		p.skips = slices.Clone(skips)
	}
}

// SetOffset is as audio.Player says.
func (p *Player) SetOffset(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if d != p.offset {
		p.line.correct(d - p.offset)
		p.offset = d
		p.changed()
	}
}

// State is as audio.Player says.
func (p *Player) State() audio.State {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state(time.Now())
}

func (p *Player) state(now time.Time) audio.State {
	s := audio.State{
		Loaded: p.loaded, Path: p.info.Path, Rate: p.info.Rate, Length: p.info.Samples,
		Playing: p.playing, At: now, Range: p.stretch, Volume: p.volume,
		Speed: float64(p.speed) / stretch.Normal, Device: p.device, Problem: p.trouble, NoDevice: p.noDevice,
	}
	s.Heard, s.Pace = p.heard(now)
	s.Moving = s.Pace > 0
	return s
}

// heard is the sample heard at a time, and how fast it goes on; where a jump is under way, the one it goes to.
func (p *Player) heard(now time.Time) (sample int64, pace float64) {
	if p.jumps() {
		return max(p.target, 0), 0
	}
	sample, pace = p.line.now(now)
	if sample >= p.info.Samples {
		return p.info.Samples, 0
	}
	return sample, pace
}

// jumps reports whether a jump is still to be made.
func (p *Player) jumps() bool { return p.target >= 0 || p.replace }

// Notify is as audio.Player says.
func (p *Player) Notify(f func(audio.State)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listeners = append(p.listeners, f)
}

// changed has the listeners told, and the pump go on. It never waits for them.
func (p *Player) changed() {
	for _, c := range []chan struct{}{p.wake, p.wanted} {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// tell tells the listeners of changes, one after the other.
func (p *Player) tell() {
	for {
		select {
		case <-p.quit:
			return
		case <-p.wake:
		}
		p.mu.Lock()
		s, all := p.state(time.Now()), p.listeners
		p.mu.Unlock()
		for _, f := range all {
			f(s)
		}
	}
}

// Close stops the sound and closes the file. It must not be called from a listener.
func (p *Player) Close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil
	}
	p.closed = true
	p.loaded, p.playing = false, false
	p.mu.Unlock()
	close(p.quit)
	p.done.Wait()
	if p.incoming != nil {
		return p.incoming.Close()
	}
	return nil
}

// cannotHear says why nothing is heard, and not what the system calls it.
func cannotHear(device audio.Device, err error) string {
	switch {
	case errors.Is(err, errStalled):
		return "The sound device does not answer. Switch it off and on again, or connect another: Stet finds it by itself."
	case errors.Is(err, errTaken):
		return "Another program has the sound device to itself. Close that one, or its sound: Stet plays as soon as it may."
	case device == audio.Lost:
		return "The sound device went away. Connect it again, or another one: Stet finds it by itself."
	}
	return "No sound device was found. Connect one or switch it on: Stet finds it by itself."
}
