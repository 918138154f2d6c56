package audio

import (
	"errors"
	"path/filepath"
)

// Code tells the errors of opening a sound file apart for programs.
type Code string

const (
	Missing     Code = "missing"     // there is no such file
	Unreadable  Code = "unreadable"  // there is one, and the system does not let it be read
	NotSound    Code = "not-sound"   // it is no sound file
	Unsupported Code = "unsupported" // it is a sound file of a kind that is not read
	Unprepared  Code = "unprepared"  // it can be read once it was converted
	Damaged     Code = "damaged"     // it is of a kind that is read, and holds no sound that can be decoded
)

// Error is why a sound file cannot be opened or read on: what happened and the way out, each a sentence for people.
type Error struct {
	Code Code
	Path string
	What string // without the file's name: "There is no such file."
	Do   string // what the person can do about it
	Err  error  // the cause, or nil
}

func (e *Error) Error() string {
	return filepath.Base(e.Path) + ": " + e.What + " " + e.Do
}

func (e *Error) Unwrap() error { return e.Err }

// Told is an error for those who see which file it is of: without the file's name.
func Told(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.What + " " + e.Do
	}
	return err.Error()
}
