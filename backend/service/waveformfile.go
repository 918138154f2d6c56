// This file gives a sound's waveform to other programs, and takes one from them: audiowaveform's .dat and .json. It needs
// no library.

package service

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"stet/backend/atomicfile"
	"stet/backend/audio"
	"stet/backend/audio/fingerprint"
	"stet/backend/audio/waveform"
)

// WaveformFileView is a waveform that was written or taken.
type WaveformFileView struct {
	Points   int
	PerPoint int // samples
	// Loudness is the integrated one in LUFS, if anything is Heard.
	Loudness float64
	Heard    bool
}

// WriteWaveform writes the waveform of a sound as a file of audiowaveform: .dat of a version, or .json by the file's name.
// zoom is 0 for the finest, and 1 to 6 for each with a quarter of the points. It writes over no file, unless replace says so.
func (s Sounds) WriteWaveform(
	ctx context.Context, sound, out string, zoom, version int, replace bool, progress func(what string, done, total int),
) (WaveformFileView, error) {
	var none WaveformFileView
	// Asked again when it is written: to build a waveform takes its time.
	there := func() error {
		if replace {
			return nil
		}
		if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
			return fail(CodeInvalid, err, "There is %s already. Remove it, or name another file.", out)
		}
		return nil
	}
	if err := there(); err != nil {
		return none, err
	}
	if zoom < 0 || zoom >= waveform.Levels {
		return none, fail(CodeInvalid, nil, "There is no zoom %d. Take one from 0, the finest, to %d.", zoom, waveform.Levels-1)
	}
	write, err := writerOf(out, version)
	if err != nil {
		return none, err
	}
	w, err := s.meanOf(ctx, sound, progress)
	if err != nil {
		return none, soundError(err)
	}
	table, err := w.Table(zoom)
	if err != nil {
		return none, sentence(err)
	}
	data, err := write(table)
	if err != nil {
		return none, sentence(err)
	}
	view := WaveformFileView{Points: table.Points(), PerPoint: table.PerPoint}
	view.Loudness, view.Heard = w.Loudness()
	return view, sentence(atomicfile.Write(out, data, there))
}

// TakeWaveform keeps a file of audiowaveform as the waveform of a sound, which then is not decoded for it.
func (s Sounds) TakeWaveform(sound, file string) (WaveformFileView, error) {
	var none WaveformFileView
	data, err := os.ReadFile(file)
	if err != nil {
		return none, sentence(err)
	}
	read := waveform.ReadDat
	if isJSON(file) {
		read = waveform.ReadJSON
	}
	table, err := read(data)
	if err != nil {
		return none, fail(CodeInvalid, err, "%s: %s.", filepath.Base(file), capital(err.Error()))
	}
	source, err := s.Open(sound)
	if err != nil {
		return none, soundError(err)
	}
	shape := waveform.ShapeOf(source.Info())
	source.Close()
	w, err := waveform.FromTable(table, shape)
	if err != nil {
		return none, fail(CodeInvalid, err, "%s: %s.", filepath.Base(file), capital(err.Error()))
	}
	key, err := fingerprint.Of(sound)
	if err != nil {
		return none, sentence(err)
	}
	view := WaveformFileView{Points: shape.Points(0), PerPoint: shape.PerPoint}
	return view, sentence(s.cache().Save(key, w))
}

// SaveWaveform writes the waveform of an episode's sound as a file of audiowaveform, in the place of one that is there, and
// returns the job.
func (s *Service) SaveWaveform(episode int64, out string) (int64, error) {
	path, err := s.soundOf(episode)
	if err != nil {
		return 0, sentence(err)
	}
	return s.jobs.start("waveform file", filepath.Base(out), func(ctx context.Context, job *job) (any, error) {
		return s.Sounds.WriteWaveform(ctx, path, out, 0, 2, true, job.progress)
	})
}

// TakeWaveform shows a file of audiowaveform as the waveform of an episode's sound, from now on.
func (s *Service) TakeWaveform(episode int64, file string) error {
	path, err := s.soundOf(episode)
	if err != nil {
		return sentence(err)
	}
	if _, err := s.Sounds.TakeWaveform(path, file); err != nil {
		return err
	}
	return s.waves.again(episode)
}

func (s Sounds) cache() waveform.Cache { return waveform.Cache{Dir: s.WaveformDir} }

// meanOf is the whole waveform of a sound's channels as one. That of a sound with one channel is its own, from the cache or
// built.
func (s Sounds) meanOf(ctx context.Context, sound string, progress func(what string, done, total int)) (*waveform.Waveform, error) {
	source, err := s.prepared(ctx, sound, progress)
	if err != nil {
		return nil, err
	}
	shape := waveform.ShapeOf(source.Info())
	source.Close()
	key, err := fingerprint.Of(sound)
	if err != nil {
		return nil, err
	}
	keeps := shape.Channels == 1
	w := (*waveform.Waveform)(nil)
	if keeps {
		w = s.cache().Load(key)
	}
	if w == nil || w.Shape() != shape {
		w = waveform.New(shape)
	}
	if w.Whole() {
		return w, nil
	}
	open := func() (audio.Source, error) {
		source, err := s.Open(sound)
		if err != nil {
			return nil, err
		}
		return waveform.Mean(source), nil
	}
	err = w.Build(ctx, open, func(int64, int64) {
		done, of := w.Progress()
		progress(drawing, done, of)
	})
	if keeps {
		// What was built goes on from there the next time; without a cache it begins anew.
		_ = s.cache().Save(key, w)
	}
	return w, err
}

func isJSON(file string) bool { return strings.EqualFold(filepath.Ext(file), ".json") }

func writerOf(file string, version int) (func(waveform.Table) ([]byte, error), error) {
	switch {
	case isJSON(file):
		return waveform.Table.JSON, nil
	case !strings.EqualFold(filepath.Ext(file), ".dat"):
		return nil, fail(CodeInvalid, nil, "%s is neither a .dat nor a .json file. Name one of these.", filepath.Base(file))
	case version != 1 && version != 2:
		return nil, fail(CodeInvalid, nil, "There is no version %d of .dat. Take 1 or 2.", version)
	}
	return func(t waveform.Table) ([]byte, error) { return t.Dat(version) }, nil
}
