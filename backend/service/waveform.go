// This file has the waveform of the sound that is open: from the cache at once, else built by a job, what is looked at
// first. Without a decoder, as in the verbs, there is none.

package service

import (
	"context"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/fingerprint"
	"stet/backend/audio/waveform"
	"stet/backend/session"
	"stet/backend/timecode"
)

// waves is the waveform of the one sound that is open.
type waves struct {
	service *Service
	mu      sync.Mutex
	// asked counts what was opened: who was overtaken by another sound leaves everything alone.
	asked   int
	episode int64
	path    string
	key     fingerprint.Key
	wave    *waveform.Waveform
	problem string
	job     int64 // the last one
	told    time.Time
}

const (
	waveformJob = "waveform"
	drawing     = "Drawing the waveform"
	// mostGaps is how many places the window marks: an event that holds them stays small.
	mostGaps = 100
	// keepEvery is how often what is built goes to the cache, so that a power cut costs no more than that.
	keepEvery = 20 * time.Second
)

// show gets the waveform of a sound that was just opened, as number asked of those.
func (w *waves) show(asked int, path string, info audio.Info) {
	w.service.jobs.spawn(func() {
		w.mu.Lock()
		before := w.job
		w.mu.Unlock()
		<-w.service.jobs.over(before)
		key, err := fingerprint.Of(path)
		if err != nil {
			return // the player says what is wrong with the file
		}
		shape := waveform.ShapeOf(info)
		wave := w.cache().Load(key)
		if wave == nil || wave.Shape() != shape {
			wave = waveform.New(shape)
		}
		w.mu.Lock()
		overtaken := w.asked != asked
		if !overtaken {
			w.key, w.wave = key, wave
		}
		w.mu.Unlock()
		if overtaken {
			return
		}
		w.tell()
		// Another one under way is that of a sound that has overtaken this one.
		_ = w.build(asked)
	})
}

// again shows what the cache has now of the sound that is open, if it is still an episode's.
func (w *waves) again(episode int64) error {
	w.mu.Lock()
	path, open := w.path, w.episode == episode && w.path != ""
	w.mu.Unlock()
	if !open {
		return nil
	}
	source, err := w.service.Sounds.Open(path)
	if err != nil {
		return soundError(err)
	}
	info := source.Info()
	source.Close()
	w.show(w.leave(episode, path), path, info)
	return nil
}

// leave stops what is built of another sound, and gives this one its number.
func (w *waves) leave(episode int64, path string) (asked int) {
	w.mu.Lock()
	w.asked++
	w.episode, w.path, w.wave, w.problem = episode, path, nil, ""
	asked = w.asked
	before := w.job
	w.mu.Unlock()
	// It may be over and forgotten by now.
	_ = w.service.CancelJob(before)
	w.tell()
	return asked
}

func (w *waves) cache() waveform.Cache { return w.service.Sounds.cache() }

// build builds what is missing of the waveform that was asked for, as a job.
func (w *waves) build(asked int) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	wave, key, path := w.wave, w.key, w.path
	if w.asked != asked || wave == nil || wave.Whole() || w.service.Sounds.Open == nil {
		return nil
	}
	id, err := w.service.jobs.start(waveformJob, drawing, func(ctx context.Context, job *job) (any, error) {
		kept := time.Now()
		keep := func() {
			// A cache that cannot be written costs time at the next start, and nothing else. Nor is anything kept of a file
			// that has changed meanwhile.
			if now, err := fingerprint.Of(path); err == nil && now == key {
				_ = w.cache().Save(key, wave)
			}
			kept = time.Now()
		}
		open := func() (audio.Source, error) { return w.service.openBeside(path) }
		err := wave.BuildBeside(ctx, open, w.service.Sounds.Straight, func(int64, int64) {
			done, of := wave.Progress()
			job.progress(drawing, done, of)
			w.tellSometimes(asked)
			if time.Since(kept) >= keepEvery {
				keep()
			}
		})
		keep()
		debug.FreeOSMemory() // the decoders are done
		w.mu.Lock()
		if w.asked == asked && err != nil && ctx.Err() == nil {
			w.problem = capital(strings.TrimSuffix(audio.Told(err), ".")) + "."
		}
		w.mu.Unlock()
		w.tell()
		return nil, err
	})
	if err != nil {
		return err
	}
	w.job, w.problem = id, ""
	return nil
}

func (w *waves) tellSometimes(asked int) {
	w.mu.Lock()
	now := w.service.Now()
	tell := w.asked == asked && now.Sub(w.told) >= tellEvery
	if tell {
		w.told = now
	}
	w.mu.Unlock()
	if tell {
		w.tell()
	}
}

func (w *waves) tell() {
	w.service.Emit("waveform", w.view())
	w.service.shorten()
}

func (w *waves) view() WaveformView {
	w.mu.Lock()
	defer w.mu.Unlock()
	v := WaveformView{Episode: w.episode, Problem: w.problem, Gaps: []GapView{}}
	if w.wave == nil {
		return v
	}
	shape := w.wave.Shape()
	v.Key = w.asked
	v.Rate, v.PerPoint, v.Points, v.Levels = shape.Rate, shape.PerPoint, shape.Points(0), waveform.Levels
	v.Done, v.Total = w.wave.Progress()
	lost, _ := w.wave.Lost()
	v.Lost = timecode.FromSamples(lost, shape.Rate)
	for _, each := range w.wave.Gaps(mostGaps) {
		v.Gaps = append(v.Gaps, GapView{From: w.wave.TimeOf(each.From), To: w.wave.TimeOf(each.To)})
	}
	if v.Done == v.Total {
		v.Loudness, v.Heard = w.wave.Loudness()
	}
	return v
}

// of is the waveform of an episode's sound; nil where there is none, as when the window asks while another is opened.
func (w *waves) of(episode session.EpisodeID) *waveform.Waveform {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.episode != int64(episode) {
		return nil
	}
	return w.wave
}

// wantLevel is the coarsest level that shows a part of a sound: coarser ones show the whole of it.
const wantLevel = 3

// points are points of a level, three bytes each; none while there is no waveform.
func (w *waves) points(episode session.EpisodeID, level, from, to int) ([]byte, error) {
	wave := w.of(episode)
	if wave == nil {
		return nil, nil
	}
	if level < 0 || level >= waveform.Levels {
		return nil, fail(CodeInvalid, nil, "There is no such zoom.")
	}
	if level <= wantLevel && from >= 0 && from < wave.Shape().Points(level) {
		wave.Want(int64(from) * int64(wave.Shape().PerLevel(level)))
	}
	return wave.Points(level, from, to), nil
}

func (w *waves) silences(episode session.EpisodeID, from, to timecode.Time) []SilenceView {
	out := []SilenceView{}
	wave := w.of(episode)
	if wave == nil {
		return out
	}
	for _, each := range wave.Silences(from, to) {
		out = append(out, SilenceView{From: each.From, To: each.To})
	}
	return out
}

// Waveform tells of the waveform of the sound that is open.
func (s *Service) Waveform() WaveformView { return s.waves.view() }

// DrawWaveform goes on with a waveform that was stopped.
func (s *Service) DrawWaveform() error {
	s.waves.mu.Lock()
	asked := s.waves.asked
	s.waves.mu.Unlock()
	return sentence(s.waves.build(asked))
}
