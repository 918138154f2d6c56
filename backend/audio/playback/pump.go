// The goroutine that feeds the output. It alone holds the source and the sink.

package playback

import (
	"fmt"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/stretch"
)

// quality of the resampler: no difference is heard beyond it, at about a hundredth of a core.
const quality = 4

// patience is for how long at least a place is heard while one jump follows the other: of a scrubbing nothing could be
// made out in less.
const patience = 80 * time.Millisecond

// soon is how little a sink holds that plays it out before a jump: the new place is heard at once all the same.
const soon = 30 * time.Millisecond

type pump struct {
	p        *Player
	sink     Sink
	searches chan found  // what the search for a device comes to; nil while there is one
	search   *time.Timer // until its next attempt
	attempts int         // of the search
	had      bool        // there was a device once

	src    *course         // nil without a file
	stream *stretch.Stream // src at Rate, and at the speed that is wanted
	ended  bool            // src has no more until the next jump
	edge   bool            // it ended where the stretch ends that is played

	emptied  time.Time // when the sink was
	sounding bool      // at the end of the last chunk, as against silent
	faded    bool      // the last chunk was faded out before a jump
	heard    time.Time // when something was last, or was wanted to be
	volume   float64   // at the end of the last chunk
	limiter  limiter
	pace     float64 // what the listeners were told last
	frames   [chunk][2]float64
	pieces   []stretch.Piece // of the frames
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
		} else {
			u.measure()
			u.rest(time.Now())
		}
	}
}

// fill makes the next chunk, and tells the clock what it holds. Sound is faded out over a chunk before silence and
// before a jump, and faded in after it, so that nothing clicks. Who jumps while it plays wants to hear it at once: what a
// sink holds that would take long is cut off instead, where the sink lets it, and so is the silence in which play was pressed.
func (u *pump) fill(now time.Time) {
	p := u.p
	p.mu.Lock()
	jumps, waits := p.jumps(), false
	if sink, ok := u.sink.(Prompt); ok && p.playing {
		waits = jumps && u.sounding && now.Sub(u.emptied) < patience
		starts := !jumps && !u.sounding && !u.ended && p.line.still(now)
		soft := u.faded || u.sounding && sink.Left() <= soon
		if jumps && !waits && !soft || starts {
			p.mu.Unlock()
			u.empty(sink, now)
			p.mu.Lock()
			jumps = p.jumps()
		}
	}
	if jumps && !u.sounding {
		p.mu.Unlock()
		u.jump()
		p.mu.Lock()
		jumps = p.jumps() // there may be the next one already
	}
	if u.src != nil && !jumps {
		u.keepTo(p.stretch)
		u.stream.SetSpeed(p.speed)
		u.src.leaveOut(p.skips)
	}
	sounds := p.playing && (!jumps || waits) && u.src != nil && !u.ended
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
	u.limiter.keep(u.frames[:])
	u.faded = jumps && u.sounding && !sounds
	u.sounding, u.volume = sounds && !u.ended, volume

	p.mu.Lock()
	defer p.mu.Unlock()
	u.note(n, now)
	u.settle(now, err)
}

// note tells the clock what the chunk holds. Where the source ended it stands at the very end: speed and resampling
// round.
func (u *pump) note(n int, now time.Time) {
	line := &u.p.line
	for _, piece := range u.pieces {
		step := piece.Step * int64(line.source)
		for piece.Frames > 0 {
			pos, holds := u.src.place(piece.From)
			some := piece.Frames
			if holds < int64(some)*step {
				some = int((holds + step - 1) / step)
			}
			line.pull(some, pos, step, now)
			piece.Frames -= some
			piece.From += int64(some) * piece.Step
		}
	}
	u.pieces = u.pieces[:0]
	switch {
	case n == chunk:
	case u.ended && u.src != nil && n > 0:
		line.pull(chunk-n, int64(u.src.Position())*unit, 0, now)
	default:
		line.stand(chunk-n, now)
	}
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
		u.readFrom(r.From)
	case u.src.end > end:
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
	sample, pace := p.heard(now)
	jumps := p.jumps()
	almost := int64(2 + 2*p.line.source/Rate) // what resampling rounds
	switch {
	case err != nil && !jumps:
		p.trouble, p.playing = audio.Told(err), false
		p.changed()
	case u.edge && p.playing && !jumps && p.stretch.To > 0 && !p.stretch.Again && sample >= p.stretch.To-almost:
		p.playing, p.target, p.stretch = false, rest(p.stretch), audio.Range{}
		p.changed()
	case u.ended && p.playing && !jumps && sample >= p.info.Samples-almost:
		p.playing = false
		if p.stretch.Back {
			p.target, p.stretch = rest(p.stretch), audio.Range{}
		}
		p.changed()
	}
	if pace != u.pace {
		u.pace = pace
		p.changed()
	}
}

// rest is where the sound stands after a stretch that was played once.
func rest(r audio.Range) int64 {
	if r.Back {
		return r.From
	}
	return r.To
}

// read fills the frames from the source; n is less than a chunk at its end, and where it fails.
func (u *pump) read() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err, u.pieces = 0, fmt.Errorf("playing stopped: %v", r), u.pieces[:0]
		}
	}()
	for n < chunk {
		piece := u.stream.Read(u.frames[n:])
		if piece.Frames == 0 {
			break
		}
		u.pieces = append(u.pieces, piece)
		n += piece.Frames
	}
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
			u.src = &course{Source: p.incoming, end: never}
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
	u.pace = 0 // since the jump was told
	if u.src == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	u.readFrom(target)
}

// readFrom reads the source from another sample on. The player is locked.
func (u *pump) readFrom(sample int64) {
	err := u.src.begin(sample)
	u.src.leaveOut(u.p.skips)
	u.stream, u.ended, u.edge = stretch.New(u.src.stream(), Rate), false, false
	u.stream.SetSpeed(u.p.speed)
	if err != nil {
		u.ended = true
		u.p.trouble, u.p.playing = audio.Told(err), false
		u.p.changed()
	}
}

// empty has the sink give up what it holds. Where that fails the next write does, too.
func (u *pump) empty(sink Prompt, now time.Time) {
	_ = sink.Flush()
	u.sounding, u.faded, u.emptied = false, false, now
	p := u.p
	p.mu.Lock()
	defer p.mu.Unlock()
	at, _ := p.heard(now)
	p.line.reset(p.offset, true, at, time.Now())
}

// measure sets the clock by what the sink says, if it does.
func (u *pump) measure() {
	if sink, ok := u.sink.(Prompt); ok {
		u.p.mu.Lock()
		defer u.p.mu.Unlock()
		u.p.line.measure(sink.Left()+u.p.offset, time.Now())
	}
}

// use goes on with another sink, from the sample that is heard.
func (u *pump) use(sink Sink) {
	p := u.p
	u.sink, u.sounding, u.faded = sink, false, false
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	at, _ := p.heard(now)
	if prompt, ok := sink.(Prompt); ok {
		p.line.reset(prompt.Left()+p.offset, true, at, now)
	} else {
		p.line.reset(sink.Delay()+p.offset, false, at, now)
	}
	if p.loaded && p.target < 0 {
		p.target = at
	}
}

// lose stops where the sound is when the device went away: nobody is to miss what cannot be heard. Time passes for who
// plays on all the same.
func (u *pump) lose(err error) {
	u.sink.Close()
	u.p.Pause()
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
