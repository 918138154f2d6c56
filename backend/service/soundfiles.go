// This file reads sound files for those who need no library. It decodes nothing by itself.

package service

import (
	"context"
	"errors"
	"fmt"

	"stet/backend/audio"
	"stet/backend/audio/checksum"
	"stet/backend/audio/waveform"
	"stet/backend/timecode"
)

// Sounds opens sound files, and needs no library.
type Sounds struct {
	// Open opens a sound file. Its error is an *audio.Error.
	Open func(path string) (audio.Source, error)
	// Prepare makes a file one that Open opens, where Open's error has the code audio.Unprepared; progress is told how
	// much of it is done, from 0 to 1. Its error is an *audio.Error, or ctx's.
	Prepare func(ctx context.Context, path string, progress func(part float64)) error
	// Straight opens a sound that Open gave info of by another decoder, for its waveform; nil where there is none.
	Straight waveform.Straight
	// WaveformDir is where waveforms are kept; "" where they are not.
	WaveformDir string
	// Models is the folder in which models of languages lie, for files that are in no library; "" for none.
	Models string
}

// prepared opens a sound file, once it was prepared if it has to be.
func (s Sounds) prepared(ctx context.Context, path string, progress func(what string, done, total int)) (audio.Source, error) {
	src, err := s.Open(path)
	if !unprepared(err) {
		return src, err
	}
	if err := s.Prepare(ctx, path, func(part float64) { progress("Converting", int(1000*part), 1000) }); err != nil {
		return nil, err
	}
	return s.Open(path)
}

// SoundEndings are the endings of files that may be a sound, with their dots.
func (s *Service) SoundEndings() []string { return audio.Endings() }

func unprepared(err error) bool {
	e, ok := errors.AsType[*audio.Error](err)
	return ok && e.Code == audio.Unprepared
}

// SoundView is what is known of a sound file.
type SoundView struct {
	File string `json:"file"`
	// Kind is the codec's name where the sound was Converted with ffmpeg.
	Kind      audio.Kind `json:"kind"`
	Converted bool       `json:"converted"`
	Rate      int        `json:"rate"`
	Channels  int        `json:"channels"`
	// Bits is the size of a sample, 0 in formats that have none; Float says that samples are floating-point numbers.
	Bits    int           `json:"bits"`
	Float   bool          `json:"float"`
	Samples int64         `json:"samples"`
	Length  timecode.Time `json:"length"`
	// Loudness is the integrated loudness in LUFS (ITU-R BS.1770-4); nil where all is silent, or the sound is shorter than 0.4 s.
	Loudness *float64 `json:"loudness"`
	Problems []string `json:"problems"`
}

// About reads a sound file through and tells what is known of it. progress is told how much of it was read.
func (s Sounds) About(ctx context.Context, path string, progress func(what string, done, total int)) (SoundView, error) {
	src, err := s.prepared(ctx, path, progress)
	if err != nil {
		return SoundView{}, soundError(err)
	}
	info := src.Info()
	if err := src.Close(); err != nil {
		return SoundView{}, sentence(err)
	}
	v := SoundView{
		File: path, Kind: info.Kind, Converted: info.Converted, Rate: info.Rate, Channels: info.Channels, Bits: info.Bits, Float: info.Float,
		Samples: info.Samples, Length: info.Length(), Problems: []string{},
	}
	wave := waveform.New(waveform.ShapeOf(info))
	differs, err := s.listen(ctx, path, info, wave, progress)
	if ctx.Err() != nil {
		return SoundView{}, ctx.Err()
	}
	damage := damageOf(wave, info.Float)
	for _, problem := range info.Problems {
		if problem.Kind == audio.InPlaces && damage != "" {
			damage += " What follows may be a little early or late." // where it is known better now
			continue
		}
		v.Problems = append(v.Problems, problem.What)
	}
	if err != nil {
		v.Problems = append(v.Problems, soundError(err).Error())
	}
	if damage != "" {
		v.Problems = append(v.Problems, damage)
	}
	if differs && len(v.Problems) == 0 {
		v.Problems = append(v.Problems,
			"Its checksum (MD5) is not that of its sound: its header is wrong, or the sound was changed since it was made.")
	}
	if lufs, ok := wave.Loudness(); ok {
		v.Loudness = &lufs
	}
	return v, nil
}

// listen builds the waveform of a sound. Where the file has a checksum it is read in order for that, and it is said
// whether it differs. The cache is not asked, which may hold another program's.
func (s Sounds) listen(
	ctx context.Context, path string, info audio.Info, wave *waveform.Waveform, progress func(what string, done, total int),
) (differs bool, err error) {
	told := func(int64, int64) {
		done, of := wave.Progress()
		progress("Listening", done, of)
	}
	if info.Sum == [16]byte{} {
		return false, wave.BuildBeside(ctx, func() (audio.Source, error) { return s.Open(path) }, s.Straight, told)
	}
	var summed *checksum.Source
	err = wave.BuildInOrder(ctx, func() (audio.Source, error) {
		src, err := s.Open(path)
		if err != nil {
			return nil, err
		}
		summed = checksum.Of(src)
		return summed, nil
	}, told)
	return err == nil && summed.Differs(), err
}

// damageOf says what of a sound could not be decoded, or holds floating-point numbers that are no sound; "" if nothing.
func damageOf(w *waveform.Waveform, float bool) string {
	samples, first := w.Lost()
	if samples == 0 {
		return ""
	}
	told := func(samples int64) string { return soundTime(timecode.FromSamples(samples, w.Shape().Rate)) }
	if float {
		return fmt.Sprintf("It is damaged, first at %s: %d samples of it are numbers that are no sound, and are silent.", told(first), samples)
	}
	return fmt.Sprintf("It is damaged, first at %s: %s of it cannot be decoded, and is silent.", told(first), told(samples))
}

// soundTimes are the two ends of a stretch, written alike; of a short one with tenths.
func soundTimes(from, to timecode.Time) (string, string) {
	const minute = timecode.Time(60) * timecode.Second
	switch a, b := length(from), length(to); {
	case to < minute:
		return from.String(), to.String()
	case a != b:
		return a, b
	}
	tenth := func(t timecode.Time) string {
		return fmt.Sprintf("%s.%d", length(t), t%timecode.Second*10/timecode.Second)
	}
	return tenth(from), tenth(to)
}

// soundTime is a place or a length in a sound for people: m:ss, or seconds where it is none of minutes.
func soundTime(t timecode.Time) string {
	if t < timecode.Time(60)*timecode.Second {
		return t.String()
	}
	return length(t)
}
