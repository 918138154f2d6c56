// This file joins an episode to its sound: the player, the sound file, the clock between timecodes and sound. It plays
// nothing itself.

package service

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"sync"
	"time"

	"stet/backend/audio"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// sound is the one player, and which episode it plays.
type sound struct {
	service *Service
	// loading is held while a file is opened, so that the last one asked for is the one that is loaded.
	loading sync.Mutex
	mu      sync.Mutex
	episode int64
	path    string
	problem string
	// warnings say what is amiss with what is played all the same.
	warnings []audio.Problem
	asked    int
	opened   time.Time // when that was last
	// conversion is the job that makes the sound one that can be opened; 0 while there is none.
	conversion int64
	wake       chan struct{}

	longest    timecode.Time // of the silences that are played as they are; 0 if all are
	shortening sync.Mutex
}

// of is the episode that is played.
func (d *sound) of() session.EpisodeID {
	d.mu.Lock()
	defer d.mu.Unlock()
	return session.EpisodeID(d.episode)
}

// busy tells whether an episode was opened a moment ago, or one is played.
func (d *sound) busy() bool {
	d.mu.Lock()
	opened := d.opened
	d.mu.Unlock()
	if time.Since(opened) < openingFor {
		return true
	}
	if d.service.Player == nil {
		return false
	}
	// It stands for a moment where it jumps, and moves for another after it was stopped.
	st := d.service.Player.State()
	return st.Playing || st.Moving
}

// tick is how often the window is told where a sound that moves is. It reckons on from there itself.
const tick = 100 * time.Millisecond

func (d *sound) start(s *Service) {
	d.service, d.wake = s, make(chan struct{}, 1)
	if s.Player == nil {
		return
	}
	s.Player.Notify(func(st audio.State) {
		d.tell(st)
		if st.Moving {
			select {
			case d.wake <- struct{}{}:
			default:
			}
		}
	})
	s.jobs.running.Add(1)
	go func() {
		defer s.jobs.running.Done()
		d.follow()
	}()
}

// follow tells the place while the sound moves.
func (d *sound) follow() {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	ticker.Stop()
	for {
		select {
		case <-d.service.ctx.Done():
			return
		case <-d.wake:
			ticker.Reset(tick)
		case <-ticker.C:
			st := d.service.Player.State()
			if !st.Moving {
				ticker.Stop()
			}
			d.tell(st)
		}
	}
}

func (d *sound) tell(st audio.State) { d.service.Emit("player", d.view(st)) }

func (d *sound) view(st audio.State) PlayerView {
	d.mu.Lock()
	defer d.mu.Unlock()
	v := PlayerView{
		Episode: d.episode, Loaded: st.Loaded, Path: st.Path, Playing: st.Playing, Moving: st.Moving,
		At: float64(st.At.UnixMicro()) / 1000, Device: string(st.Device), Volume: st.Volume,
		Speed: st.Speed, Pace: st.Pace,
		Problem: cmp.Or(d.problem, st.Problem), DeviceProblem: st.NoDevice, Converting: d.conversion != 0, Warnings: warningViews(d.warnings),
	}
	if st.Loaded {
		v.Heard, v.Length = timecode.FromSamples(st.Heard, st.Rate), timecode.FromSamples(st.Length, st.Rate)
		if r := st.Range; r.To > 0 {
			v.Range = &RangeView{From: timecode.FromSamples(r.From, st.Rate), To: timecode.FromSamples(r.To, st.Rate), Again: r.Again}
		}
	}
	return v
}

// OpenEpisode makes an episode the one whose sound is played. A sound that cannot be opened is no error: the words can
// be edited without, and the player's Problem says what is wrong.
func (s *Service) OpenEpisode(id int64) error {
	path, err := s.soundOf(id)
	if err == nil {
		s.loadSound(id, path, false)
	}
	return sentence(err)
}

// ReloadSound tries to open the episode's sound once more.
func (s *Service) ReloadSound(id int64) error {
	path, err := s.soundOf(id)
	if err == nil {
		s.loadSound(id, path, true)
	}
	return sentence(err)
}

func (s *Service) soundOf(id int64) (path string, err error) {
	err = s.open.with(s.ctx, session.EpisodeID(id), func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, _ session.Files) { path = doc.Episode().Sound })
		return nil
	})
	return path, err
}

// loadSound opens a sound for an episode; if it is the one that is open, only when again says so.
func (s *Service) loadSound(id int64, path string, again bool) {
	s.openSound(id, path, func(d *sound) bool { return again || d.episode != id || d.path != path })
}

// openSound opens a sound if wanted says so, which is asked under the lock.
func (s *Service) openSound(id int64, path string, wanted func(*sound) bool) {
	if s.Player == nil {
		return
	}
	d := &s.sound
	d.mu.Lock()
	if !wanted(d) {
		d.mu.Unlock()
		return
	}
	d.episode, d.path, d.problem, d.warnings, d.asked = id, path, "", nil, d.asked+1
	d.opened = time.Now()
	asked := d.asked
	d.mu.Unlock()

	d.loading.Lock()
	defer d.loading.Unlock()
	d.mu.Lock()
	overtaken := d.asked != asked
	d.mu.Unlock()
	if overtaken {
		return
	}
	wave := s.waves.leave(id, path)
	s.stopConversion()
	if path == "" {
		s.Player.Unload()
		d.tell(s.Player.State())
		return
	}
	info, err := s.Player.Load(path)
	switch {
	case unprepared(err):
		s.convert(id, path, asked)
	case err != nil:
		d.mu.Lock()
		d.problem = audio.Told(err)
		d.mu.Unlock()
	default:
		s.waves.show(wave, path, info)
		d.mu.Lock()
		d.warnings = info.Problems
		d.mu.Unlock()
	}
	d.tell(s.Player.State())
}

// convert has a sound converted by a job, and opens it then.
func (s *Service) convert(id int64, path string, asked int) {
	d := &s.sound
	// The job may be over before this is.
	d.mu.Lock()
	defer d.mu.Unlock()
	what := "Converting " + filepath.Base(path)
	job, err := s.jobs.start("conversion", what, func(ctx context.Context, job *job) (any, error) {
		err := s.Sounds.Prepare(ctx, path, func(part float64) { job.progress(what, int(1000*part), 1000) })
		// Not by the job itself: opening the next sound waits for it.
		s.jobs.spawn(func() {
			<-job.over
			s.converted(id, path, asked, err)
		})
		return nil, err
	})
	if err != nil {
		d.problem = err.Error()
		return
	}
	d.conversion = job
}

// converted goes on when a conversion has ended, unless another sound was opened since.
func (s *Service) converted(id int64, path string, asked int, err error) {
	d := &s.sound
	if err == nil {
		// What still cannot be opened would be converted for ever.
		var src audio.Source
		if src, err = s.Sounds.Open(path); err == nil {
			err = src.Close()
		}
	}
	if err == nil {
		s.openSound(id, path, func(d *sound) bool { return d.asked == asked })
		return
	}
	d.mu.Lock()
	if d.asked != asked {
		d.mu.Unlock()
		return
	}
	switch {
	case errors.Is(err, context.Canceled):
		d.problem = "It has to be converted before it can be played, and that was stopped. Try again to begin anew."
	case unprepared(err):
		d.problem = "It changed while it was converted. Try again when it is complete."
	default:
		d.problem = audio.Told(err)
	}
	d.conversion = 0
	d.mu.Unlock()
	d.tell(s.Player.State())
}

// stopConversion stops what is converted for a sound that was left, and waits for it.
func (s *Service) stopConversion() {
	d := &s.sound
	d.mu.Lock()
	job := d.conversion
	d.conversion = 0
	d.mu.Unlock()
	if job != 0 {
		// It may be over, and forgotten, by now.
		_ = s.CancelJob(job)
		<-s.jobs.over(job)
	}
}

// followSound loads the sound that an edit, or undoing one, gave to the episode that is played.
func (s *Service) followSound(id session.EpisodeID, path string) {
	s.sound.mu.Lock()
	played := s.sound.episode == int64(id)
	s.sound.mu.Unlock()
	if played {
		s.loadSound(int64(id), path, false)
	}
}

// AttachSound says which sound file belongs to an episode; "" for none. It can be undone. The reply tells of the times that a file had
// told for words and that the sound does not hold: they are gone.
func (s *Service) AttachSound(episode int64, path string) (reply EditReply, err error) {
	name, beyond, length := "Took the sound away", "", timecode.Time(0)
	if path != "" {
		if path, err = filepath.Abs(path); err != nil {
			return EditReply{}, sentence(err)
		}
		name = "Used the sound " + filepath.Base(path)
		length = s.lengthOfFile(path)
	}
	reply, err = s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
			e := doc.Episode()
			e.Sound = path
			ops, words, ends := beyondOps(turnsOf(doc, cutChunks(doc)), length)
			if beyond = beyondTold(words, ends, length); beyond != "" {
				name += ", without the times from a file that go on behind its end"
			}
			return name, append(ops, transcript.SetEpisode{Episode: e}), nil
		}})
	})
	if reply.Told = beyond; err == nil && beyond != "" {
		err = sentence(s.seekRest(session.EpisodeID(episode)))
	}
	return reply, err
}

// seekRest has a search go on that has come to its end: words have no time now that the sound may have been searched with.
func (s *Service) seekRest(id session.EpisodeID) error {
	b := s.beside(s.ctx, id)
	if b.Sound == "" {
		return nil
	}
	b.Part = true
	return s.noteBeside(s.ctx, id, b)
}

func (s *Service) setEpisode(episode int64, name string, set func(*transcript.Episode)) (EditReply, error) {
	reply, err := s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
			e := doc.Episode()
			set(&e)
			return name, []transcript.Op{transcript.SetEpisode{Episode: e}}, nil
		}})
	})
	return reply, err
}

var errNoPlayer = errors.New("there is no player")

// Play starts the sound, or goes on.
func (s *Service) Play() error { return s.play(func(p audio.Player) { p.Play() }) }

// Pause stops the sound where it is.
func (s *Service) Pause() error { return s.play(func(p audio.Player) { p.Pause() }) }

// Seek goes to a place in the sound.
func (s *Service) Seek(at timecode.Time) error {
	return s.play(func(p audio.Player) {
		if rate := p.State().Rate; rate > 0 {
			p.SeekTo(at.FirstSample(rate))
		}
	})
}

// PlayRange plays a stretch of the sound and nothing behind it, once or again and again.
func (s *Service) PlayRange(from, to timecode.Time, again bool) error {
	return s.play(func(p audio.Player) {
		if rate := p.State().Rate; rate > 0 {
			p.PlayRange(audio.Range{From: from.FirstSample(rate), To: to.FirstSample(rate), Again: again})
		}
	})
}

// PlayFrame plays a stretch of the sound once, and goes back to its beginning.
func (s *Service) PlayFrame(from, to timecode.Time) error {
	return s.play(func(p audio.Player) {
		if rate := p.State().Rate; rate > 0 {
			p.PlayRange(audio.Range{From: from.FirstSample(rate), To: to.FirstSample(rate), Back: true})
		}
	})
}

// Release lets the sound go on behind the stretch that is played.
func (s *Service) Release() error { return s.play(func(p audio.Player) { p.Release() }) }

// SetVolume sets how loud the sound is: 0 is silence, 1 as recorded, 4 the loudest.
func (s *Service) SetVolume(v float64) error { return s.play(func(p audio.Player) { p.SetVolume(v) }) }

// SetSpeed sets how fast the sound is played, from 0.5 to 3; its pitch stays.
func (s *Service) SetSpeed(v float64) error { return s.play(func(p audio.Player) { p.SetSpeed(v) }) }

// SetDelay says how many milliseconds later than the system says the sound is heard, as in wireless headphones.
func (s *Service) SetDelay(milliseconds int) error {
	return s.play(func(p audio.Player) { p.SetOffset(time.Duration(milliseconds) * time.Millisecond) })
}

func (s *Service) play(do func(audio.Player)) error {
	if s.Player == nil {
		return sentence(errNoPlayer)
	}
	do(s.Player)
	return nil
}

// PlayerState tells where the sound is.
func (s *Service) PlayerState() (PlayerView, error) {
	if s.Player == nil {
		return PlayerView{}, sentence(errNoPlayer)
	}
	return s.sound.view(s.Player.State()), nil
}
