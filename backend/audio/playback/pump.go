// The goroutine that feeds the output. It alone holds the source and the sink.

package playback

import (
	"fmt"
	"time"

	"github.com/faiface/beep"

	"stet/backend/audio"
)

// quality of the resampler: no difference is heard beyond it, at about a hundredth of a core.
const quality = 4

type pump struct {
	p        *Player
	sink     Sink
	searches chan found  // what the search for a device comes to; nil while there is one
	search   *time.Timer // until its next attempt
	attempts int         // of the search
	had      bool        // there was a device once

	src    *cut          // nil without a file
	stream beep.Streamer // src at Rate
	ended  bool          // src has no more until the next jump
	edge   bool          // it ended where the stretch ends that is played

	sounding bool    // at the end of the last chunk, as against silent
	volume   float64 // at the end of the last chunk
	moving   bool    // what the listeners were told last
	frames   [chunk][2]float64
}

type found struct {
	sink Sink
	err  error
}

func newPump(p *Player) *pump {
	return &pump{p: p, sink: &silence{rate: Rate}, volume: 1}
}

func (u *pump) run() {
	u.use(u.sink)
	u.look(0)
	for {
		select {
		case <-u.p.quit:
			u.stop()
			return
		case f := <-u.searches:
			u.take(f)
		default:
		}
		u.fill(time.Now())
		if err := u.sink.Write(u.frames[:]); err != nil {
			u.lose(err)
		}
	}
}

// fill makes the next chunk, and tells the clock what it holds. Sound is faded out over a chunk before silence and
// before a jump, and faded in after it, so that nothing clicks.
func (u *pump) fill(now time.Time) {
	p := u.p
	p.mu.Lock()
	jumps := p.replace || p.target >= 0
	if jumps && !u.sounding {
		p.mu.Unlock()
		u.jump()
		p.mu.Lock()
		jumps = p.replace || p.target >= 0 // there may be the next one already
	}
	if u.src != nil && !jumps {
		u.keepTo(p.stretch)
	}
	sounds := p.playing && !jumps && u.src != nil && !u.ended
	volume := p.volume
	p.mu.Unlock()

	n, err := 0, error(nil)
	if (u.sounding || sounds) && u.src != nil && !u.ended {
		n, err = u.read()
		u.ended = n < chunk
		u.edge = u.ended && u.src.reached()
	}
	clear(u.frames[n:])
	ramp(u.frames[:n], level(u.sounding, u.volume), level(sounds, volume))
	u.sounding, u.volume = sounds && !u.ended, volume

	p.mu.Lock()
	defer p.mu.Unlock()
	if n > 0 {
		p.line.pull(n, true, now)
	}
	if n < chunk {
		p.line.pull(chunk-n, false, now)
	}
	u.settle(now, err)
}

// keepTo sees to it that nothing behind a stretch is heard. Where its end has been read it begins anew, or goes on if it
// was let go.
func (u *pump) keepTo(r audio.Range) {
	end := u.src.end
	u.src.end = never
	if r.To > 0 {
		u.src.end = r.To
	}
	switch {
	case !u.edge:
	case r.Again && u.p.playing:
		u.p.line.goOn(r.From)
		u.readFrom(r.From)
	case u.src.end > end:
		u.p.line.goOn(end)
		u.readFrom(end)
	}
}

func level(sounds bool, volume float64) float64 {
	if !sounds {
		return 0
	}
	return volume
}

// ramp goes from one loudness to another. Where both are 1 it changes nothing.
func ramp(frames [][2]float64, from, to float64) {
	if from == 1 && to == 1 {
		return
	}
	step := (to - from) / float64(len(frames))
	for i := range frames {
		gain := from + step*(float64(i)+0.5)
		frames[i][0] *= gain
		frames[i][1] *= gain
	}
}

// settle says what came of a chunk: that the end was heard, that the file failed, that the clock started or stopped.
func (u *pump) settle(now time.Time, err error) {
	p := u.p
	sample, moving := p.heard(now)
	jumps := p.replace || p.target >= 0
	almost := int64(2 + 2*p.line.source/Rate) // what resampling rounds
	switch {
	case err != nil && !jumps:
		p.trouble, p.playing = err.Error(), false
		p.changed()
	case u.edge && p.playing && !jumps && p.stretch.To > 0 && !p.stretch.Again && sample >= p.stretch.To-almost:
		p.playing, p.target, p.stretch = false, p.stretch.To, audio.Range{}
		p.changed()
	case u.ended && p.playing && !jumps && sample >= p.info.Samples:
		p.playing = false
		p.changed()
	}
	if moving != u.moving {
		u.moving = moving
		p.changed()
	}
}

// read fills the frames from the source; n is less than a chunk at its end, and where it fails.
func (u *pump) read() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = 0, fmt.Errorf("playing stopped: %v", r)
		}
	}()
	n, _ = u.stream.Stream(u.frames[:])
	if n < chunk {
		err = u.src.Err()
	}
	return n, err
}

// jump goes where the player was last told to go, in the file that it was last given.
func (u *pump) jump() {
	p := u.p
	p.mu.Lock()
	old, replaced := u.src, p.replace
	if replaced {
		u.src = nil
		if p.incoming != nil {
			u.src = &cut{p.incoming, never}
		}
		p.incoming, p.replace = nil, false
	}
	target := max(p.target, 0)
	p.target = -1
	rate := Rate
	if u.src != nil {
		rate = u.src.Info().Rate
	}
	p.line.jump(target, rate)
	p.mu.Unlock()

	if replaced && old != nil {
		old.Close()
	}
	u.stream, u.ended, u.edge = nil, true, false
	if u.src == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	u.readFrom(target)
}

// readFrom reads the source from another sample on. The player is locked.
func (u *pump) readFrom(sample int64) {
	u.stream, u.ended, u.edge = u.src, false, false
	if rate := u.src.Info().Rate; rate != Rate {
		u.stream = beep.Resample(quality, beep.SampleRate(rate), Rate, u.src)
	}
	if err := u.src.Seek(int(sample)); err != nil {
		u.ended = true
		u.p.trouble, u.p.playing = err.Error(), false
		u.p.changed()
	}
}

// use goes on with another sink, from the sample that is heard.
func (u *pump) use(sink Sink) {
	p := u.p
	u.sink, u.sounding = sink, false
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	at, _ := p.heard(now)
	p.line.reset(sink.Delay()+p.offset, at, now)
	if p.loaded && p.target < 0 {
		p.target = at
	}
}

// lose goes on in silence after the device went away.
func (u *pump) lose(err error) {
	u.sink.Close()
	u.use(&silence{rate: Rate})
	u.say(audio.Lost, cannotHear(audio.Lost, err))
	u.look(backOff(0))
	u.attempts = 1
}

// look looks for the device after a while.
func (u *pump) look(after time.Duration) {
	result := make(chan found, 1)
	u.searches = result
	output := u.p.output
	u.search = time.AfterFunc(after, func() {
		sink, err := output.Open(Rate)
		result <- found{sink, err}
	})
}

func backOff(attempt int) time.Duration {
	waits := []time.Duration{time.Second, 2 * time.Second, 5 * time.Second}
	return waits[min(attempt, len(waits)-1)]
}

// take goes on with a device that was found, or looks on.
func (u *pump) take(f found) {
	if f.err != nil {
		device := audio.Null
		if u.had {
			device = audio.Lost
		}
		u.say(device, cannotHear(device, f.err))
		u.look(backOff(u.attempts))
		u.attempts++
		return
	}
	u.searches, u.attempts, u.had = nil, 0, true
	u.use(f.sink)
	u.say(audio.Heard, "")
}

// say tells the listeners where the sound goes, if that is news.
func (u *pump) say(device audio.Device, problem string) {
	p := u.p
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.device != device || p.noDevice != problem {
		p.device, p.noDevice = device, problem
		p.changed()
	}
}

func (u *pump) stop() {
	u.sink.Close()
	if u.src != nil {
		u.src.Close()
	}
	if u.searches != nil && !u.search.Stop() {
		go func(result chan found) { // a device that is just being opened is closed again
			if f := <-result; f.err == nil {
				f.sink.Close()
			}
		}(u.searches)
	}
}
