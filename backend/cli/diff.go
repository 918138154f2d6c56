// This file is stet diff. It writes nothing but what it prints.

package cli

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"

	"stet/backend/service"
)

func diffVerb() verb {
	return verb{
		name: "diff", short: "show what an export would change",
		about: `Shows what stet export would change on the disk, as a unified diff that git apply and patch -p1 understand, with paths
relative to the current folder. It compares with where the files came from, or with --to with another folder. Files
that export would not write (see stet export) are named apart.`,
		exits: `0  export would change nothing
1  export would change something, or there is a file that it would not write (as git diff --exit-code has it)
2  the command line is wrong
3  it cannot be done: the library is open elsewhere`,
		json: `{"to", "same", "files": [{"path", "state", "reason", "added", "removed", "diff"}]}
The state is changed, new, conflict or held, and "diff" the unified diff; files that stay the same are only counted.`,
		examples: "stet diff --library show.stet\nstet diff --library show.stet --to ../site/content >site.patch",
		flags: func(f *flag.FlagSet) action {
			library := libraryFlag(f)
			to := f.String("to", "", "compare with the `DIR` that export would write to")
			overwrite := f.Bool("overwrite", false, "show also what export --overwrite would change")
			withErrors := f.Bool("with-errors", false, "show also what export --with-errors would change")
			return func(ctx context.Context, c *call, args []string) int {
				if len(args) > 0 {
					return c.misused("it takes no %q", args[0])
				}
				return c.withLibrary(ctx, *library, true, func(s *service.Service) int { return c.diff(ctx, s, *to, *overwrite, *withErrors) })
			}
		},
	}
}

type diffDocument struct {
	To    string     `json:"to"`
	Same  int        `json:"same"`
	Files []diffFile `json:"files"`
}

type diffFile struct {
	Path    string `json:"path"`
	State   string `json:"state"`
	Reason  string `json:"reason,omitempty"`
	Added   int    `json:"added"`
	Removed int    `json:"removed"`
	Diff    string `json:"diff"`
}

func (c *call) diff(ctx context.Context, s *service.Service, to string, overwrite, withErrors bool) int {
	plan, err := service.PlanNow(ctx, s, to, withErrors)
	if err != nil {
		return c.failed(err)
	}
	d := diffDocument{To: plan.To, Files: []diffFile{}}
	for i, f := range plan.Files {
		x := diffFile{Path: f.Path, State: f.State, Reason: f.Reason, Added: f.Added, Removed: f.Removed}
		switch {
		case f.State == service.PlanSame:
			d.Same++
			continue
		case f.State == service.PlanHeld, f.State == service.PlanConflict && !overwrite:
			c.note("%s: %s: %s", near(f.Path), f.State, f.Reason)
		default:
			disk, text, err := service.PlannedNow(ctx, s, plan.ID, i)
			if err != nil {
				return c.failed(errors.Join(fmt.Errorf("%s", near(f.Path)), err))
			}
			var b bytes.Buffer
			unified(&b, near(f.Path), f.Absent, disk, text)
			x.Diff = b.String()
		}
		d.Files = append(d.Files, x)
		if !c.asJSON {
			fmt.Fprint(c.Stdout, x.Diff)
		}
	}
	if c.asJSON {
		c.print(d)
	}
	if len(d.Files) > 0 {
		return Found
	}
	return Done
}
