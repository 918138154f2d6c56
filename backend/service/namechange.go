// This file writes what was worked out for the names of a series: all files that can be changed, or none.

package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"stet/backend/atomicfile"
	"stet/backend/linediff"
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
	Path, Shown string
	// New says that there is no such file yet.
	New            bool
	Before, After  []byte
	Added, Removed int
}

func (c *NameChanges) add(path, shown string, before, after []byte) {
	if bytes.Equal(before, after) {
		return
	}
	added, removed := linediff.Count(linediff.Diff(before, after))
	c.Changed = append(c.Changed, NameChange{Path: path, Shown: shown, New: before == nil, Before: before, After: after, Added: added, Removed: removed})
}

// WriteNamesNow writes all the files of a change, each whole. Before the first, it looks whether every one is still what
// it was and can be written; where a later one fails all the same, those before it are put back. Files that were refused
// stay as they are.
func WriteNamesNow(ctx context.Context, c *NameChanges, progress func(what string, done, total int)) error {
	for _, f := range c.Changed {
		if err := f.writable(); err != nil {
			return err
		}
	}
	for i, f := range c.Changed {
		err := ctx.Err()
		if err == nil {
			err = atomicfile.Write(f.Path, f.After, f.current)
		}
		if err != nil {
			if worse := putBack(c.Changed[:i]); worse != nil {
				return fail(CodeFailed, err, "%s %s.", sentence(err), worse)
			}
			return sentence(err)
		}
		progress("Writing "+f.Shown, i+1, len(c.Changed))
	}
	return nil
}

// current says that a file is no longer what it was when the change was worked out.
func (f NameChange) current() error {
	now, err := os.ReadFile(f.Path)
	switch {
	case f.New && errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil && !f.New:
		return missing(f.Shown, err)
	case f.New || !bytes.Equal(now, f.Before):
		return fail(CodeConflict, nil, "Another program changed %s meanwhile. Nothing was written; try again.", f.Shown)
	}
	return nil
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
		var err error
		if f.New {
			err = os.Remove(f.Path)
		} else {
			err = atomicfile.Write(f.Path, f.Before, nil)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s was written, and could not be put back (%w)", f.Shown, err))
		}
	}
	return errors.Join(errs...)
}
