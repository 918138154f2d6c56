// This file writes stretches of sound files as files of their own, and reads where they begin and end. What it writes it
// reads through Sounds: it decodes nothing.

package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"stet/backend/atomicfile"
	"stet/backend/audio"
	"stet/backend/audio/clip"
	"stet/backend/timecode"
)

// ClipRequest is a stretch of a sound file, and the file that it is to be written to. From and To are timecodes, counted
// from the file's first sample, or samples as 123456s; Rate is the frame rate of timecodes that have frames.
type ClipRequest struct {
	Sound, From, To, Rate, Out string
	// Replace lets it take the place of a file that is there.
	Replace bool
}

// ClipView is a clip that was written: the samples From up to To of its sound, at SampleRate a second.
type ClipView struct {
	Sound      string        `json:"sound"`
	File       string        `json:"file"`
	SampleRate int           `json:"sampleRate"`
	From       int64         `json:"from"`
	To         int64         `json:"to"`
	Length     timecode.Time `json:"length"`
	// Problems are those of the clip: a sound may have more, elsewhere.
	Problems []string `json:"problems"`
}

// Check says what is wrong with a request, whatever its sound is.
func (r ClipRequest) Check() error {
	rate, err := r.rate()
	if err != nil {
		return err
	}
	for _, place := range []string{r.From, r.To} {
		if _, err := placeOf(place, rate, 1); err != nil {
			return err
		}
	}
	if !strings.EqualFold(filepath.Ext(r.Out), ".wav") {
		return fail(CodeInvalid, nil, "A clip is a WAV file: give %s the ending .wav.", filepath.Base(r.Out))
	}
	return nil
}

func (r ClipRequest) rate() (timecode.Rate, error) {
	if r.Rate == "" {
		return timecode.Rate{}, nil
	}
	rate, err := timecode.ParseRate(r.Rate)
	if err != nil {
		return rate, fail(CodeInvalid, err, "%s.", capital(err.Error()))
	}
	return rate, nil
}

// Clip writes a clip. progress is told how much of its sound is converted, where that has to be.
func (s Sounds) Clip(ctx context.Context, r ClipRequest, progress func(what string, done, total int)) (ClipView, error) {
	if err := r.Check(); err != nil {
		return ClipView{}, err
	}
	src, err := s.prepared(ctx, r.Sound, progress)
	if err != nil {
		return ClipView{}, soundError(err)
	}
	defer src.Close()
	rate, err := r.rate()
	if err != nil {
		return ClipView{}, err
	}
	from, err := placeOf(r.From, rate, src.Info().Rate)
	if err != nil {
		return ClipView{}, err
	}
	to, err := placeOf(r.To, rate, src.Info().Rate)
	if err != nil {
		return ClipView{}, err
	}
	return writeClip(ctx, src, from, to, r.Out, r.Replace)
}

// placeOf reads a place in a sound as one of its samples.
func placeOf(written string, rate timecode.Rate, sampleRate int) (int64, error) {
	if digits, ok := strings.CutSuffix(written, "s"); ok {
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || n < 0 {
			return 0, fail(CodeInvalid, err, "%q is no sample: write its number as 123456s.", written)
		}
		return n, nil
	}
	code, err := timecode.Parse(written)
	if at, ok := clockTime(written); err != nil && ok {
		return at.FirstSample(sampleRate), nil
	}
	if err != nil {
		return 0, fail(CodeInvalid, err, "%s. Write a timecode such as 00:01:30.250, or a sample as 123456s.", capital(err.Error()))
	}
	switch {
	case rate != timecode.Rate{}:
	case code.Form.CountsFrames():
		return 0, fail(CodeInvalid, nil, "%s counts frames, and how many make a second is not said: name the frame rate, such as 25 or \"29.97 drop\".", written)
	default:
		rate = timecode.Rate25 // seconds by the clock, as at any rate of whole frames
	}
	at, err := code.At(rate)
	if err != nil {
		return 0, fail(CodeInvalid, err, "%s.", capital(err.Error()))
	}
	return at.FirstSample(sampleRate), nil
}

var clock = regexp.MustCompile(`^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d{1,9}))?$`)

// clockTime reads what people write for a time: 90, 1:30, 0:01:30.5.
func clockTime(written string) (timecode.Time, bool) {
	found := clock.FindStringSubmatch(written)
	if found == nil {
		return 0, false
	}
	number := func(digits string) int64 {
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return 0 // there are none
		}
		return n
	}
	hours, minutes, seconds := number(found[1]), number(found[2]), number(found[3])
	if found[1] != "" && minutes > 59 || found[2] != "" && seconds > 59 {
		return 0, false
	}
	at := timecode.Time(hours*3600+minutes*60+seconds) * timecode.Second
	part := timecode.Time(number((found[4] + "000000000")[:9]))
	return at + part*timecode.Second/1e9, true
}

// writeClip writes the samples from up to to, as far as the sound goes.
func writeClip(ctx context.Context, src audio.Source, from, to int64, out string, replace bool) (ClipView, error) {
	info := src.Info()
	switch {
	case from >= to:
		return ClipView{}, fail(CodeInvalid, nil, "The clip would be empty: its end is not behind its beginning.")
	case from >= info.Samples:
		return ClipView{}, fail(CodeInvalid, nil, "The clip would begin behind the end of %s, which is %s long (%d samples).",
			filepath.Base(info.Path), soundTime(info.Length()), info.Samples)
	}
	out, err := filepath.Abs(out)
	if err != nil {
		return ClipView{}, sentence(err)
	}
	if sameFile(out, info.Path) {
		return ClipView{}, fail(CodeInvalid, nil, "The clip would take the place of the sound that it is cut from. Choose another name.")
	}
	v := ClipView{Sound: info.Path, File: out, SampleRate: info.Rate, From: from, To: min(to, info.Samples), Problems: []string{}}
	v.Length = timecode.FromSamples(v.To-v.From, info.Rate)
	if info.Amiss < v.To || v.To == info.Samples {
		for _, problem := range info.Problems {
			if problem.Kind != audio.InPlaces { // that is known better when it was read
				v.Problems = append(v.Problems, problem.What)
			}
		}
	}
	if v.To < to {
		v.Problems = append(v.Problems, "The sound ends before the clip was to end.")
	}
	var there func() error
	if !replace {
		there = func() error {
			if _, err := os.Lstat(out); err == nil {
				return fail(CodeConflict, fs.ErrExist, "%s is there already, and was left as it is.", out)
			}
			return nil
		}
		if err := there(); err != nil {
			return ClipView{}, err
		}
	}
	err = atomicfile.WriteFrom(out, func(w io.Writer) error { return clip.Write(ctx, w, src, v.From, v.To) }, there)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ClipView{}, fail(CodeNotFound, err, "There is no folder %s.", filepath.Dir(out))
	case err != nil:
		return ClipView{}, soundError(err)
	}
	// A block that was decoded may hold more than the clip.
	if lost, first := src.Lost(); lost > 0 && first < v.To {
		told := func(samples int64) string { return soundTime(timecode.FromSamples(samples, info.Rate)) }
		lost = min(lost, v.To-first)
		v.Problems = append(v.Problems, fmt.Sprintf("The clip is damaged, first at %s of the sound: %s of it cannot be decoded, and is silent.",
			told(first), told(lost)))
	}
	return v, nil
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// soundError makes a sentence of what is wrong with a sound.
func soundError(err error) error {
	var e *audio.Error
	if !errors.As(err, &e) {
		return sentence(err)
	}
	code := CodeSound
	if e.Code == audio.Missing {
		code = CodeNotFound
	}
	return fail(code, err, "%s", e.Error())
}

// SaveClip writes a stretch of an episode's sound as a WAV file, in the place of one that is there, and returns the job.
// Its result is a ClipView.
func (s *Service) SaveClip(episode int64, from, to timecode.Time, out string) (int64, error) {
	path, err := s.soundOf(episode)
	if err != nil {
		return 0, sentence(err)
	}
	if path == "" {
		return 0, fail(CodeSound, nil, "The episode has no sound. Choose its file first.")
	}
	return s.jobs.start("clip", filepath.Base(out), func(ctx context.Context, job *job) (any, error) {
		src, err := s.Sounds.prepared(ctx, path, job.progress)
		if err != nil {
			return nil, soundError(err)
		}
		defer src.Close()
		rate := src.Info().Rate
		v, err := writeClip(ctx, src, max(0, from.FirstSample(rate)), to.FirstSample(rate), out, true)
		if err != nil {
			return nil, err
		}
		return v, nil
	})
}

// ClipResult is what SaveClip wrote.
func (s *Service) ClipResult(job int64) (ClipView, error) { return result[ClipView](&s.jobs, job) }
