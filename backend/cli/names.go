// This file shows, and writes if told to, what verbs on names change: the same for all of them.

package cli

import (
	"bufio"
	"bytes"
	"context"
	"fmt"

	"stet/backend/service"
)

type namesDocument struct {
	Written bool          `json:"written"`
	Files   int           `json:"files"`
	Notes   []string      `json:"notes"`
	Changed []changedFile `json:"changed"`
	Refused []problem     `json:"refused"`
}

type changedFile struct {
	Path    string `json:"path"`
	New     bool   `json:"new"`
	Added   int    `json:"added"`
	Removed int    `json:"removed"`
	Diff    string `json:"diff"`
}

func (c *call) changeNames(ctx context.Context, changes *service.NameChanges, write bool) int {
	d := namesDocument{Files: changes.Files, Notes: append([]string{}, changes.Notes...), Changed: []changedFile{}, Refused: c.refused(changes.Refused)}
	for _, note := range d.Notes {
		c.note("%s", note)
	}
	added, removed := 0, 0
	for _, f := range changes.Changed {
		before, after, err := f.Texts()
		if err != nil {
			return c.failed(err)
		}
		var b bytes.Buffer
		unified(&b, near(f.Path), f.New, before, after)
		d.Changed = append(d.Changed, changedFile{near(f.Path), f.New, f.Added, f.Removed, b.String()})
		added, removed = added+f.Added, removed+f.Removed
	}
	if write {
		progress, end := c.progress()
		err := service.WriteNamesNow(ctx, changes, progress)
		end()
		if err != nil {
			return c.failed(err)
		}
		d.Written = true
	}
	if c.asJSON {
		c.print(d)
		return min(len(d.Refused), Found)
	}
	out := bufio.NewWriter(c.Stdout)
	for _, f := range d.Changed {
		if d.Written {
			fmt.Fprintf(out, "%-8s %s\n", "written", f.Path)
		} else {
			fmt.Fprint(out, f.Diff)
		}
	}
	// Who reads it may have gone; the status tells all the same.
	_ = out.Flush()
	what := "to change"
	if d.Written {
		what = "changed"
	}
	said := fmt.Sprintf("%s %s: %s added, %d removed", count(len(d.Changed), "file"), what, count(added, "line"), removed)
	if len(d.Changed) == 0 {
		said = "Nothing changes"
	}
	if n := len(d.Refused); n > 0 {
		said += fmt.Sprintf("; %s left out", count(n, "file"))
	}
	c.note("%s.", said)
	return min(len(d.Refused), Found)
}
