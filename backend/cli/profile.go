// This file is stet profile. It needs no library, and writes one file, if it is told to.

package cli

import (
	"bufio"
	"context"
	"flag"
	"fmt"

	"stet/backend/service"
)

func profileVerb() verb {
	return verb{
		name: "profile", args: "PATH…", short: "say what the chunk files of a series have in common",
		about: `Shows the profile of a series: the fields of its chunk files and their order, those that every file has, what they may
say, how slugs and files are named, how lists, summaries and lines are laid out, how long chunks run. It is what
stet-profile.yaml says in the folder of the files or one above it; where there is none, or with --guess, what most of the
files have in common, with how many agree. With --write the guess is kept; in a profile that is there, only what is
guessed otherwise changes. stet edit goes by it.

With --check it tells where files differ from the profile instead, a line each, as stet check does.`,
		exits: `0  it was shown, or written; with --check, no file differs
1  a file could not be read; with --check, a file differs
2  the command line is wrong
3  it cannot be done: the profile cannot be read`,
		json: `{"path", "kept", "files", "text", "shares": [{"key", "agree", "of"}],
"findings": [{"file", "line", "column", "severity", "code", "what"}], "refused": [the same]}
"path" is where the profile is kept, or would be; "shares" how many files agree with each line of a guess.`,
		examples: "stet profile chunks --write\nstet profile --check chunks",
		flags: func(f *flag.FlagSet) action {
			var how profiling
			f.BoolVar(&how.guess, "guess", false, "guess, also where a profile is kept")
			f.BoolVar(&how.check, "check", false, "tell where files differ from the profile")
			f.BoolVar(&how.write, "write", false, "keep the guess as stet-profile.yaml")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case len(paths) == 0:
					return c.misused("name the files and folders of the series")
				case how.check && how.write:
					return c.misused("either --check or --write")
				}
				return c.profile(ctx, paths, how)
			}
		},
	}
}

// profiling is what is wanted of a profile.
type profiling struct{ guess, check, write bool }

type profileDocument struct {
	Path     string              `json:"path"`
	Kept     bool                `json:"kept"`
	Files    int                 `json:"files"`
	Text     string              `json:"text"`
	Shares   []service.ShareView `json:"shares"`
	Findings []problem           `json:"findings"`
	Refused  []problem           `json:"refused"`
}

func (c *call) profile(ctx context.Context, paths []string, how profiling) int {
	progress, end := c.progress()
	v, err := service.ProfileNow(ctx, paths, how.guess, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	if v.Files == 0 && !v.Kept {
		return c.failed(fmt.Errorf("there is no chunk file with front matter that can be read here, so there is nothing to guess from"))
	}
	written := false
	if how.write {
		if written, err = service.WriteProfileNow(v); err != nil {
			return c.failed(err)
		}
	}
	d := profileDocument{Path: v.Path, Kept: v.Kept || written, Files: v.Files, Text: v.Text, Shares: v.Shares, Findings: []problem{}, Refused: []problem{}}
	for _, x := range v.Findings {
		d.Findings = append(d.Findings, problemOf(x))
	}
	for _, x := range v.Refused {
		d.Refused = append(d.Refused, problemOf(x))
		c.note("%s", problemOf(x))
	}
	out := bufio.NewWriter(c.Stdout)
	switch {
	case c.asJSON:
		c.print(d)
	case how.check:
		for _, x := range d.Findings {
			fmt.Fprintln(out, x)
		}
	case written:
		fmt.Fprintf(out, "%-8s %s\n", service.FileWritten, near(v.Path))
	case how.write:
		fmt.Fprintf(out, "%s stays as it is.\n", near(v.Path))
	default:
		fmt.Fprint(out, v.Text)
	}
	// Who reads it may have gone; the status tells all the same.
	_ = out.Flush()
	if len(d.Refused) > 0 || how.check && len(d.Findings) > 0 {
		return Found
	}
	return Done
}
