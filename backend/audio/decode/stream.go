// One stream for all formats. A codec only decodes the next block and goes to a sample; filling what the caller asks
// for, keeping the position, and surviving the codec are done here.

package decode

import (
	"errors"
	"fmt"
	"io"

	"stet/backend/audio"
)

// codec decodes one file.
type codec interface {
	// next gives the next frames, at least one, valid until it is called again. Its error is io.EOF at the end.
	next() ([][2]float64, error)
	// seek makes next go on with exactly this sample, which lies within the file. A codec that fails here or in next
	// is not asked for more until the next seek.
	seek(sample int64) error
	// gaps is how much of what next gave last, in frames, holds silence in the place of sound that could not be decoded,
	// and the first such frame.
	gaps() (frames, first int)
	// values are all the channels, where they are more than two, of what next gave last or of what was before it, too; nil
	// where all of that is silence in the place of sound.
	values() []float64
}

// samplesAByte is more than any of the formats packs into a byte of a file, even for silence. A place in time that would
// need more is damage.
const samplesAByte = 8192

// stream is an audio.Source over a codec.
type stream struct {
	info  audio.Info
	codec codec
	file  io.Closer // nil in tests that read from memory

	block [][2]float64 // decoded and not yet given out
	pos   int64
	err   error

	lost, lostAt int64 // samples that could not be decoded since the last Seek, and where the first one was
}

func (s *stream) Lost() (samples, first int64) { return s.lost, s.lostAt }

func (s *stream) Info() audio.Info { return s.info }
func (s *stream) Len() int         { return int(s.info.Samples) }
func (s *stream) Position() int    { return int(s.pos) }
func (s *stream) Err() error       { return s.err }

func (s *stream) Stream(out [][2]float64) (n int, ok bool) {
	n = s.StreamAll(out, nil)
	return n, n > 0
}

func (s *stream) StreamAll(out [][2]float64, all []float64) (n int) {
	for n < len(out) && s.pos < s.info.Samples && s.err == nil {
		if len(s.block) == 0 && !s.fill() {
			break
		}
		k := copy(out[n:], s.block[:min(int64(len(s.block)), s.info.Samples-s.pos)])
		if all != nil {
			s.channels(all[n*s.info.Channels : (n+k)*s.info.Channels])
		}
		s.block = s.block[k:]
		s.pos += int64(k)
		n += k
	}
	return n
}

// channels writes all the channels of as many frames of the block as out has room for.
func (s *stream) channels(out []float64) {
	each := s.info.Channels
	if each <= 2 {
		for i := range out {
			out[i] = s.block[i/each][i%each]
		}
		return
	}
	if values := s.codec.values(); values == nil {
		clear(out)
	} else {
		copy(out, values[len(values)-each*len(s.block):])
	}
}

// fill decodes the next block, and reports whether there is one.
func (s *stream) fill() bool {
	err := guard(func() (err error) {
		s.block, err = s.codec.next()
		return err
	})
	if err == nil && len(s.block) == 0 {
		err = io.ErrNoProgress
	}
	if err != nil {
		s.stop(err)
		return false
	}
	frames, first := s.codec.gaps()
	if frames > 0 && s.lost == 0 {
		s.lostAt = s.pos + int64(first)
	}
	s.lost += int64(frames)
	return true
}

// stop ends the stream until the next Seek, with an error that says where.
func (s *stream) stop(err error) {
	s.block = nil
	at := fmt.Sprintf("%.1f s", float64(s.pos)/float64(s.info.Rate))
	if s.pos >= 60*int64(s.info.Rate) {
		at = lengthOf(s.pos, s.info.Rate)
	}
	e, ok := errors.AsType[*audio.Error](err)
	switch {
	case ok:
	case err == io.EOF:
		e = &audio.Error{Code: audio.Damaged, What: "It ends early, at " + at + ".", Do: doAgain}
	default:
		e = &audio.Error{Code: audio.Damaged, What: "It cannot be decoded beyond " + at + ".", Do: doPlay, Err: err}
	}
	e.Path = s.info.Path
	s.err = e
}

func (s *stream) Seek(p int) error {
	if p < 0 || int64(p) > s.info.Samples {
		return fmt.Errorf("%s: sample %d lies outside its %d samples", s.info.Path, p, s.info.Samples)
	}
	if int64(p) == s.pos && s.err == nil {
		return nil
	}
	s.err, s.block, s.pos, s.lost = nil, nil, int64(p), 0
	if s.pos == s.info.Samples {
		return nil
	}
	if err := guard(func() error { return s.codec.seek(s.pos) }); err != nil {
		s.stop(err)
	}
	return s.err
}

func (s *stream) Close() error {
	s.block, s.pos, s.info.Samples = nil, 0, 0
	if s.file == nil {
		return nil
	}
	f := s.file
	s.file = nil
	return f.Close()
}

// lost is what a codec returns when there should be bytes and there are none: the file became shorter or unreadable.
func lost(w *window) error {
	if err := w.err; err != nil {
		w.err = nil // a disk that is back can be read again
		return cannotRead("", err)
	}
	return io.EOF
}
