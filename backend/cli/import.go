// This file is stet import. It takes no side in a conflict, and writes no file.

package cli

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"stet/backend/service"
)

func importVerb() verb {
	return verb{
		name: "import", args: "PATH…", short: "take chunk files and transcripts into a library",
		about: `Takes chunk files and transcripts (.md, .markdown, .txt) into a library, which is made if there is none. Folders are
walked; in them, other files are passed over.

Transcripts of other programs are taken in when they are named themselves; what they are is told by what is in them:
` + wrapped(service.KnownFormats()) + `.
Their files are never written to: such an episode is exported beside them, as NAME.srt.md. --dry-run tells what they
hold, and what is guessed or lost, and takes nothing in.

Importing again takes only what changed. A file that changed both in the library and on the disk is named, and left as
it is in both. A file that is no text in UTF-8, or holds a NUL, is refused by name, with the place; the others are
taken. Stopped by Ctrl-C, the import leaves nothing behind.`,
		exits: `0  everything was taken, or was there already
1  a file was refused, or changed on both sides; the others were taken
2  the command line is wrong
3  it cannot be done, and nothing was: the library is open elsewhere, its drive is full`,
		json: `{"added", "updated", "same", "skipped", "conflicts": [{"file"}], "passed": [{"file", "what"}],
 "refused": [{"file", "line", "column", "severity", "code", "what"}]}
Of the files skipped, those passed are texts that were looked into and are no transcript.
With --dry-run: [{"file", "format", "turns", "words", "timed", "between", "speakers", "start", "end", "language",
 "remarks": [{"kind", "what", "lines"}], "export", "problem"}]
Timed are words with a time of their own, between those with one put between others or over a cue.`,
		examples: "stet import --library show.stet chunks transcripts\nstet import --dry-run talk.vtt",
		flags: func(f *flag.FlagSet) action {
			library := libraryFlag(f)
			dry := f.Bool("dry-run", false, "tell what transcripts of other programs hold, and take nothing in")
			return func(ctx context.Context, c *call, paths []string) int {
				if len(paths) == 0 {
					return c.misused("name the files and folders to take in")
				}
				if *dry {
					return c.preview(ctx, paths)
				}
				return c.withLibrary(ctx, *library, false, func(s *service.Service) int { return c.importAll(ctx, s, paths) })
			}
		},
	}
}

type importDocument struct {
	Added     int            `json:"added"`
	Updated   int            `json:"updated"`
	Same      int            `json:"same"`
	Skipped   int            `json:"skipped"`
	Conflicts []conflictFile `json:"conflicts"`
	Passed    []passedFile   `json:"passed"`
	Refused   []problem      `json:"refused"`
}

type passedFile struct {
	File string `json:"file"`
	What string `json:"what"`
}

// passedShown is how many of the files that were passed over are named; the document has all.
const passedShown = 10

type conflictFile struct {
	File string `json:"file"`
}

func (c *call) importAll(ctx context.Context, s *service.Service, paths []string) int {
	progress, end := c.progress()
	v, err := service.ImportNow(ctx, s, paths, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	d := importDocument{
		Added: v.Added, Updated: v.Updated, Same: v.Same, Skipped: v.Skipped,
		Conflicts: []conflictFile{}, Passed: []passedFile{}, Refused: []problem{},
	}
	for _, x := range v.Conflicts {
		d.Conflicts = append(d.Conflicts, conflictFile{x.File})
		c.note("%s: changed both in the library and on the disk, and left as it is in both. "+
			"Open the library, and take theirs or keep yours.", x.File)
	}
	for _, x := range v.Refused {
		p := problemOf(x)
		d.Refused = append(d.Refused, p)
		c.note("%s", p)
	}
	for i, x := range v.Passed {
		d.Passed = append(d.Passed, passedFile{x.File, x.What})
		if i < passedShown {
			c.note("%s: passed over. %s", x.File, x.What)
		}
	}
	if more := len(v.Passed) - passedShown; more > 0 {
		c.note("and %s more passed over; --json names them all.", count(more, "file"))
	}
	if c.asJSON {
		c.print(d)
	} else {
		fmt.Fprintln(c.Stdout, d)
	}
	if len(d.Conflicts)+len(d.Refused) > 0 {
		return Found
	}
	return Done
}

func (d importDocument) String() string {
	parts := []string{count(d.Added, "file") + " added"}
	for _, p := range []struct {
		n    int
		what string
	}{
		{d.Updated, "updated"}, {d.Same, "the same"}, {len(d.Conflicts), "in conflict"}, {len(d.Refused), "refused"}, {d.Skipped, "passed over"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ") + "."
}
