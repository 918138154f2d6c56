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
		about: `Looks for problems in chunk files and transcripts, a line each: FILE:LINE:COLUMN: SEVERITY: WHAT. It needs no library
and changes nothing. Folders are walked; in them, what is no transcript is passed over. Columns count characters.

An error is what keeps a file from being read rightly, a warning what most likely was meant otherwise, and info an
irregularity that Stet reads rightly and keeps.`,
		exits: `0  there is no error
1  there is an error
2  the command line is wrong`,
		json: `{"files", "errors", "warnings", "problems": [{"file", "line", "column", "severity", "code", "what"}]}
The code of a problem is the same in every version.`,
		examples: `stet check chunks

As .git/hooks/pre-commit, to keep errors out of a repository. It looks at what is to be committed, which may not be what
lies in the folder:

    #!/bin/sh
    staged=$(mktemp -d) || exit
    trap 'rm -rf "$staged"' EXIT
    git diff --cached --name-only --diff-filter=ACMR -z -- 'chunks/*.md' |
        git checkout-index -z --stdin --prefix="$staged/" &&
        cd "$staged" && stet check --errors-only .`,
		flags: func(f *flag.FlagSet) action {
			only := f.Bool("errors-only", false, "pass over warnings and info")
			return func(ctx context.Context, c *call, paths []string) int {
				if len(paths) == 0 {
					return c.misused("name the files and folders to check")
				}
				return c.check(ctx, paths, *only)
			}
		},
	}
}

type checkDocument struct {
	Files    int       `json:"files"`
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
	Problems []problem `json:"problems"`
}

func (c *call) check(ctx context.Context, paths []string, onlyErrors bool) int {
	progress, end := c.progress()
	v, err := service.CheckNow(ctx, paths, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	d := checkDocument{Files: v.Files, Problems: []problem{}}
	for _, x := range v.Problems {
		p := problemOf(x)
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
			fmt.Fprintln(out, p)
		}
		// Who reads it may have gone; the status tells all the same.
		_ = out.Flush()
	}
	if d.Errors > 0 {
		return Found
	}
	return Done
}
