// This file reads sound files for those who need no library. It decodes nothing by itself.

package service

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"stet/backend/audio"
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
	// WaveformDir is where waveforms are kept; "" where they are not.
	WaveformDir string
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

func unprepared(err error) bool {
	e, ok := errors.AsType[*audio.Error](err)
	return ok && e.Code == audio.Unprepared
}

// losses adds up what the decoders of one sound could not decode.
type losses struct {
	mu             sync.Mutex
	samples, first int64
}

// watched is one of those decoders.
type watched struct {
	audio.Source
	losses *losses
}

func (l *losses) watch(src audio.Source, err error) (audio.Source, error) {
	if err != nil {
		return nil, err
	}
	return watched{src, l}, nil
}

// Close adds up what was lost.
func (w watched) Close() error {
	if it, ok := w.Source.(interface{ Lost() (samples, first int64) }); ok {
		if samples, first := it.Lost(); samples > 0 {
			w.losses.mu.Lock()
			if w.losses.samples == 0 || first < w.losses.first {
				w.losses.first = first
			}
			w.losses.samples += samples
			w.losses.mu.Unlock()
		}
	}
	return w.Source.Close()
}

// SoundView is what is known of a sound file.
type SoundView struct {
	File     string     `json:"file"`
	Kind     audio.Kind `json:"kind"`
	Rate     int        `json:"rate"`
	Channels int        `json:"channels"`
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
		File: path, Kind: info.Kind, Rate: info.Rate, Channels: info.Channels, Bits: info.Bits, Float: info.Float,
		Samples: info.Samples, Length: info.Length(), Problems: append([]string{}, info.Problems...),
	}
	wave, lost := waveform.New(waveform.ShapeOf(info)), &losses{}
	// Not from the cache: it knows nothing of damage.
	err = wave.Build(ctx, func() (audio.Source, error) { return lost.watch(s.Open(path)) }, func(int64, int64) {
		done, of := wave.Progress()
		progress("Listening", done, of)
	})
	switch {
	case ctx.Err() != nil:
		return SoundView{}, ctx.Err()
	case err != nil:
		v.Problems = append(v.Problems, soundError(err).Error())
	}
	if lost.samples > 0 {
		v.Problems = append(v.Problems, fmt.Sprintf("It is damaged, first at %s: %s of it cannot be decoded, and is silent.",
			timecode.FromSamples(lost.first, info.Rate), timecode.FromSamples(lost.samples, info.Rate)))
	}
	if lufs, ok := wave.Loudness(); ok {
		v.Loudness = &lufs
	}
	return v, nil
}
