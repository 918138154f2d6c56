// Package decode opens sound files as streams of stereo frames: WAV, MP3, FLAC and Ogg Vorbis, told apart by their
// content. Its streams start where the recording starts, are as long as they say, and go to any sample exactly. A file
// that was cut off plays as far as it goes, one with damage plays on after it, in time; bytes that are no sound file are
// refused with the reason and a way out. It never resamples, and never touches a device.
package decode

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"stet/backend/audio"
)

// Open opens a sound file. The caller closes the Source. Any error is an *audio.Error. Opening an MP3 or an Ogg file
// reads it once from end to end: half a second for ten hours of MP3.
func Open(path string) (audio.Source, error) {
	// A named pipe would block in os.Open until someone writes to it, so the name is looked at first.
	st, err := os.Stat(path)
	if err == nil && !st.Mode().IsRegular() {
		return nil, notAFile(path, st)
	}
	if err != nil {
		return nil, cannotRead(path, err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	s, err := open(path, f, st.Size())
	if err != nil {
		f.Close()
		return nil, err
	}
	s.file = f
	return s, nil
}

// open reads the beginning of r to find out what it is, and opens it as that.
func open(path string, r io.ReaderAt, size int64) (*stream, error) {
	w := newWindow(r, size)
	s := &stream{info: audio.Info{Path: path}}
	err := guard(func() (err error) {
		s.codec, err = sniff(w, &s.info)
		return err
	})
	if w.err != nil {
		err = cannotRead(path, w.err)
	}
	if err == nil && (s.info.Rate <= 0 || s.info.Channels <= 0 || s.info.Samples < 0) {
		err = fail(audio.Damaged, "Its header makes no sense.", doAgain)
	}
	if err == nil && s.info.Samples == 0 {
		err = fail(audio.Damaged, noSound, doAgain)
	}
	if err == nil {
		return s, nil
	}
	e, ok := errors.AsType[*audio.Error](err)
	if !ok {
		e = &audio.Error{Code: audio.Damaged, What: "It is damaged: its sound cannot be decoded.", Do: doAgain, Err: err}
	}
	e.Path = path
	return nil, e
}

const (
	doConvert = "Convert it to MP3, FLAC, Ogg Vorbis or WAV."
	doAgain   = "Fetch or export it again."
	// Unknown is what is wrong with a file that may be anything.
	Unknown = "It is no sound file of a kind that Stet knows."
	noSound = "It has no sound in it."
	doPlay  = "Open it in another player to see whether it still plays, and choose another file if not."
)

func fail(code audio.Code, what, do string) error {
	return &audio.Error{Code: code, What: what, Do: do}
}

func unsupported(format string, args ...any) error {
	return fail(audio.Unsupported, fmt.Sprintf(format, args...), doConvert)
}

func notAFile(path string, st fs.FileInfo) error {
	what := "It is no file that can be read from any place."
	if st.IsDir() {
		what = "It is a folder."
	}
	return &audio.Error{Code: audio.NotSound, Path: path, What: what, Do: "Choose a sound file."}
}

func cannotRead(path string, err error) error {
	e := &audio.Error{Code: audio.Unreadable, Path: path, Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Code, e.What = audio.Missing, "There is no such file."
		e.Do = "Bring it back to where it was, connect the disk that holds it, or choose where it is now."
	case errors.Is(err, fs.ErrPermission):
		e.What, e.Do = "You may not read it.", "Change its permissions, or choose another file."
	default:
		e.What = fmt.Sprintf("It cannot be read (%v).", rootOf(err))
		e.Do = "Look whether its disk is still connected, or choose another file."
	}
	return e
}

// rootOf is the innermost error: what happened, without the path again.
func rootOf(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// guard turns a panic into an error: some codecs index their tables with what they read.
func guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("decoding stopped: %v", r)
		}
	}()
	return f()
}
