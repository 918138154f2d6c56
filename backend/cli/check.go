// This file is stet check. It needs no library, and mends nothing.

package cli

import (
	"bufio"
	"context"
	"flag"
	"fmt"

	"stet/backend/service"
)

func checkVerb() verb {
	return verb{
		name: "check", args: "PATH…", short: "look for problems in chunk files and transcripts",
		about: `Looks for problems in chunk files and transcripts, a line each: FILE:LINE:COLUMN: SEVERITY: WHAT [ID]. It needs no library
and changes nothing. Folders are walked; in them, what is no transcript is passed over. Columns count characters.

An error is what no published chunk may have, a warning what most likely was meant otherwise, and info an irregularity
that may stand. --list tells of every check, by its ID, what it is for.

Chunk files are held against what is kept beside them or above them: the profile (see stet profile), or else what most of
them have in common; the approved tags in ` + service.TagsFile + `; the names in ` + service.NamesFile + `; and what somebody let
stand in the window, with the reason, in ` + service.WaiversFile + `, which is info then; an entry there
that fits nothing is told. Where the transcript of their episode lies beside them, or in a folder called transcripts there or
above, as the window finds it, turns of it that stand in no chunk and turns that stand in two are errors. The profile's checks_off lists checks
that are not made, and checks_as_errors those whose findings are errors. The gate of stet export goes by the same. Tags and
names that are in a library alone, since nobody has written them into such a file, count with --library; and a turn that was
deleted in it is a warning then, as in the window: files do not tell who took it out.`,
		exits: `0  there is no error
1  there is an error
2  the command line is wrong
3  what the files are held against cannot be read`,
		json: `{"files", "errors", "warnings", "problems": [{"file", "line", "column", "severity", "code", "what", "field", "at", "words", "waived", "repairs":
[{"name", "before", "after"}]}]}; --list: {"checks": [{"id", "severity", "why", "example"}]}
The code of a problem is the ID of the check, and the same in every version. What lets it stand has the same field, at and
words, where it has any.`,
		examples: `stet check chunks
stet check --report report.html chunks
stet check --library show.stet chunks
stet check --list

As .git/hooks/pre-commit, to keep errors out of a repository. It looks at what is to be committed, which may not be what
lies in the folder:

    #!/bin/sh
    staged=$(mktemp -d) || exit
    trap 'rm -rf "$staged"' EXIT
    { git diff --cached --name-only --diff-filter=ACMR -z -- 'chunks/*.md'
      git ls-files -z -- '*stet-*.yaml' '*tags_master.yaml' '*entities.yaml'; } |
        git checkout-index -z --stdin --prefix="$staged/" &&
        cd "$staged" && stet check --errors-only .`,
		flags: func(f *flag.FlagSet) action {
			only := f.Bool("errors-only", false, "pass over warnings and info")
			list := f.Bool("list", false, "tell of every check what it is for")
			report := f.String("report", "", "write what was found to a `FILE`, too: a page (.html) or a table (.csv), a row a finding")
			var against service.Against
			f.StringVar(&against.Tags, "tags", "", "the `FILE` of approved tags; without it, "+service.TagsFile+" beside the files or above them")
			f.StringVar(&against.Names, "names", "", "the `FILE` of the series' names, which entities are held against; without it, "+service.NamesFile+" beside the files or above them")
			library := f.String("library", "", "the library's `FILE`, whose approved tags and names the files are held against where no list lies beside them")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case *list && len(paths) > 0:
					return c.misused("--list takes no files")
				case *list:
					return c.listChecks()
				case len(paths) == 0:
					return c.misused("name the files and folders to check")
				}
				if err := service.ReportName(*report); *report != "" && err != nil {
					return c.misused("--report %s: %s", *report, err)
				}
				if *library == "" {
					return c.check(ctx, paths, against, *only, *report)
				}
				return c.withLibrary(ctx, *library, true, func(s *service.Service) int {
					against.Library = s
					return c.check(ctx, paths, against, *only, *report)
				})
			}
		},
	}
}

type checkDocument struct {
	Files    int              `json:"files"`
	Errors   int              `json:"errors"`
	Warnings int              `json:"warnings"`
	Problems []checkedProblem `json:"problems"`
}

// checkedProblem is a problem with what would mend it.
type checkedProblem struct {
	problem
	Field   string              `json:"field,omitempty"`
	At      string              `json:"at,omitempty"`
	Words   string              `json:"words,omitempty"`
	Waived  string              `json:"waived,omitempty"`
	Repairs []service.OfferView `json:"repairs,omitempty"`
}

func (c *call) check(ctx context.Context, paths []string, against service.Against, onlyErrors bool, report string) int {
	progress, end := c.progress()
	v, err := service.CheckNow(ctx, paths, against, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	if report != "" {
		if err := service.WriteCheckReport(v, report); err != nil {
			return c.failed(err)
		}
	}
	d := checkDocument{Files: v.Files, Problems: []checkedProblem{}}
	for _, x := range v.Problems {
		p := checkedProblem{problemOf(x), x.Field, x.At(), x.Words, x.Waived, x.Repairs}
		switch p.Severity {
		case "error":
			d.Errors++
		case "warning":
			d.Warnings++
		}
		if p.Severity == "error" || !onlyErrors {
			d.Problems = append(d.Problems, p)
		}
	}
	if c.asJSON {
		c.print(d)
	} else {
		out := bufio.NewWriter(c.Stdout)
		for _, p := range d.Problems {
			if p.Waived != "" {
				p.What += " Let stand: " + p.Waived
			}
			fmt.Fprintf(out, "%s [%s]\n", p.problem, p.Code)
		}
		// Who reads it may have gone; the status tells all the same.
		_ = out.Flush()
	}
	if d.Errors > 0 {
		return Found
	}
	return Done
}

func (c *call) listChecks() int {
	checks := service.AllChecks()
	for i := range checks {
		if checks[i].Severity == "warn" {
			checks[i].Severity = "warning"
		}
	}
	if c.asJSON {
		c.print(struct {
			Checks []service.CheckItem `json:"checks"`
		}{checks})
		return Done
	}
	out := bufio.NewWriter(c.Stdout)
	for _, x := range checks {
		fmt.Fprintf(out, "%s: %s\n    %s\n    Such as: %s\n", x.ID, x.Severity, x.Why, x.Example)
	}
	_ = out.Flush()
	return Done
}
