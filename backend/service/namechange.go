// This file writes what was worked out for the names of a series: all files that can be changed, or none.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"stet/backend/atomicfile"
)

// NameChanges is what changing names does to files.
type NameChanges struct {
	// Files counts the chunk files that were looked at; Refused are those that could not be changed, or read.
	Files   int
	Refused []ProblemView
	// Notes say what else is to be known.
	Notes   []string
	Changed []NameChange
}

// NameChange is what becomes of one file.
type NameChange struct {
	// Shown names the file as it was asked for.
	Path, Shown string
	// New says that there is no such file yet.
	New            bool
	Added, Removed int
	change         fileChange
	was            []byte // what the change takes the place of
}

func nameChange(path, shown string, before, after []byte) NameChange {
	f := NameChange{Path: path, Shown: shown, New: before == nil, change: changeOf(before, after)}
	f.change.path, f.change.hash = path, sha256.Sum256(before)
	f.was = bytes.Clone(before[f.change.from:f.change.to])
	f.Added, f.Removed = f.change.lines(before)
	return f
}

// Texts returns what stands in the file, and what is to stand there. It fails if the file has changed since.
func (f NameChange) Texts() (before, after []byte, err error) {
	if !f.New {
		if before, err = f.change.current(); err != nil {
			return nil, nil, f.explained(err)
		}
	}
	return before, f.change.apply(before), nil
}

// WriteNamesNow writes all the files of a change, each whole. Before the first, it looks whether every one is still what
// it was and can be written; where one fails all the same, those that were written are put back. Files that were refused
// stay as they are.
func WriteNamesNow(ctx context.Context, c *NameChanges, progress func(what string, done, total int)) error {
	for _, f := range c.Changed {
		if err := f.writable(); err != nil {
			return err
		}
	}
	errs := make([]error, len(c.Changed))
	for from := 0; from < len(c.Changed); from += addAt {
		to := min(len(c.Changed), from+addAt)
		progress("Writing "+c.Changed[from].Shown, from, len(c.Changed))
		// What has begun is done to its end, so that it is known what to put back.
		atOnce(context.WithoutCancel(ctx), to-from, writersAtOnce, func(i int) { errs[from+i] = c.Changed[from+i].write() })
		failed := ctx.Err()
		var written []NameChange
		for i, err := range errs[:to] {
			if err == nil {
				written = append(written, c.Changed[i])
			} else if failed == nil {
				failed = err
			}
		}
		if failed == nil {
			continue
		}
		if worse := putBack(written); worse != nil {
			return fail(CodeFailed, failed, "%s %s.", sentence(failed), worse)
		}
		return sentence(failed)
	}
	return nil
}

func (f NameChange) write() error {
	_, after, err := f.Texts()
	if err != nil {
		return err
	}
	return atomicfile.Write(f.Path, after, f.current)
}

// current says that a file is no longer what it was when the change was worked out.
func (f NameChange) current() error {
	if f.New {
		if _, err := os.Lstat(f.Path); !errors.Is(err, fs.ErrNotExist) {
			return f.explained(errChangedSince)
		}
		return nil
	}
	_, err := f.change.current()
	return f.explained(err)
}

func (f NameChange) explained(err error) error {
	if errors.Is(err, errChangedSince) {
		return fail(CodeConflict, nil, "Another program changed %s meanwhile. Nothing was written; try again.", f.Shown)
	}
	return err
}

func (f NameChange) writable() error {
	if err := f.current(); err != nil || f.New {
		return err
	}
	open, err := os.OpenFile(f.Path, os.O_WRONLY, 0)
	if err != nil {
		return fail(CodeReadOnly, err, "%s cannot be written: the system does not allow it. Nothing was written.", f.Shown)
	}
	return open.Close()
}

// putBack gives files that were written their old bytes again.
func putBack(files []NameChange) error {
	var errs []error
	for _, f := range files {
		if err := f.putBack(); err != nil {
			errs = append(errs, fmt.Errorf("%s was written, and could not be put back (%w)", f.Shown, err))
		}
	}
	return errors.Join(errs...)
}

func (f NameChange) putBack() error {
	if f.New {
		return os.Remove(f.Path)
	}
	now, err := os.ReadFile(f.Path)
	if err != nil {
		return err
	}
	end := f.change.from + len(f.change.text)
	if end > len(now) {
		return errChangedSince
	}
	before := slices.Concat(now[:f.change.from], f.was, now[end:])
	if sha256.Sum256(before) != f.change.hash {
		return errChangedSince
	}
	return atomicfile.Write(f.Path, before, nil)
}
