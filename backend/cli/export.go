// This file is stet export. It overwrites nothing that it was not told to.

package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"stet/backend/service"
)

func exportVerb() verb {
	return verb{
		name: "export", args: "[EPISODE…|PATH…]", short: "write a library's chunk files, or other formats",
		about: `Writes the chunk files of a library: with --back to where they came from, with --to to another folder, each at the
path that it had below the folder imported. In a file only the lines that were edited differ; a file that stands there
with the same bytes is left alone. Files are written whole or not at all, and so are those between which turns or names
went. With --to the folder that was imported it is --back.

A file that changed on the disk since Stet read it, or one of somebody else's, is written over only with --overwrite. A
chunk with an error among its checks (see stet check) is held back, unless the error was let stand in the window;
--with-errors writes it as it is. One chunk that is held keeps no other from being written, but where chunks of an
episode were parted or joined: those files are written all or none.

--message writes what to tell git of what was written: a subject that says what changed, and a body by chunk from the
history. Stet itself runs no git. --report writes what went out and what was found in it. Both go with --as, too.

With --as FORMATS episodes are written in other formats instead, to the folder --to: those of the library that are named
by their numbers, or all, of one --series or of all; or, without a library, those that the files and folders named hold,
which may be chunk files, transcripts, or files of other programs. With --back those of a library stand beside the chunk
files of each episode, and the index of a series where it is kept. A file in which another episode stands is not written
over: name a --series, and give each a folder of its own. Every file is read back and compared before it is written, and
what its format cannot hold, or was worked out, is told. Only what changed is written. A chunk with an error, of a library
or of files, is named and goes out in none of them, unless with --with-errors; of files, the errors are those that stet
check finds. The formats, several with commas between them:
` + formatList() + `
Of files, --rate tells the frame rate of their timecodes, --offset where in the sound 00:00:00:00 lies, --sound the audio;
without it that is the one sound in their folder.`,
		exits: `0  every file stands as the library has it (with --dry-run: could be made to)
1  a file was held back or not written: it is named, with what to do; the others were written
2  the command line is wrong
3  it cannot be done: the library is open elsewhere`,
		json: `{"to", "dryRun", "written", "same", "files": [{"path", "state", "reason", "added", "removed", "checks"}], "message"}
The state is written, same, conflict, held (there are errors in the chunk, or the file cannot say what the library
says) or failed; with --dry-run new or changed in place of written. "to" is "" with --back; "added" and "removed" count
lines, and "checks" the errors for which a chunk is held.
With --as also: "refused": [{"file", "line", "column", "severity", "code", "what"}], and of each file "format", "before",
"after" (bytes), "count" and "of" (214, cue), "remarks": [{"kind", "what"}], a kind being lost, guessed or odd; and "message".`,
		examples: "stet export --library show.stet --to out --dry-run\nstet export --library show.stet --back\nstet export --library show.stet --back --message - | git commit -F - chunks\nstet export --library show.stet --as srt,vtt,chapters --to public 8\nstet export --library show.stet --as srt,index --back\nstet export chunks/ep08 --as html,docx --rate 30 --to public",
		flags: func(f *flag.FlagSet) action {
			library := libraryFlag(f)
			to := f.String("to", "", "the `DIR` to write to; it is made if there is none")
			back := f.Bool("back", false, "write to where the files came from")
			var e exporting
			f.BoolVar(&e.overwrite, "overwrite", false, "write also over files that somebody else changed")
			f.StringVar(&e.message, "message", "", "write the message of a commit to a `FILE`, or with - to the output, in place of the list")
			f.StringVar(&e.report, "report", "", "write what went out and what was found to a `FILE`: a page (.html) or a table (.csv), a row a finding, or a file without one")
			f.BoolVar(&e.withErrors, "with-errors", false, "write also chunks that have errors among their checks, as they are")
			f.BoolVar(&e.dryRun, "dry-run", false, "say what would be written, and write nothing")
			var as listFlag
			f.Var(&as, "as", "write the `FORMATS` named, such as srt,vtt")
			var other service.FormatsOfFiles
			f.StringVar(&other.Rate, "rate", "", "with --as, the frame `RATE` of files, such as 25 or \"29.97 drop\"")
			f.StringVar(&other.Offset, "offset", "", "with --as, the `TIME` in the sound at which 00:00:00:00 of files lies")
			f.StringVar(&other.Series, "series", "", "with --as, the `SERIES` of the library whose episodes go out")
			f.StringVar(&other.Sound, "sound", "", "with --as, the `FILE` with the sound of files")
			return func(ctx context.Context, c *call, args []string) int {
				switch {
				case len(as) > 0 && (*to == "") == !*back:
					return c.misused("with --as, say where to: --to DIR, or --back for episodes of the library")
				case e.message == "-" && c.asJSON:
					return c.misused("with --json the message is part of the document: leave out --message -")
				case e.report != "" && service.ReportName(e.report) != nil:
					return c.misused("--report %s: %s", e.report, service.ReportName(e.report))
				case len(as) > 0:
					other.Formats, other.To, other.Overwrite, other.DryRun = as, *to, e.overwrite, e.dryRun
					other.WithErrors = e.withErrors
					return c.exportAs(ctx, *library, args, other, e)
				case other.Rate != "" || other.Offset != "" || other.Sound != "" || other.Series != "":
					return c.misused("--rate, --offset, --sound and --series go with --as")
				case len(args) > 0:
					return c.misused("it takes no %q", args[0])
				case (*to == "") == !*back:
					return c.misused("say where to: either --to DIR or --back")
				}
				return c.withLibrary(ctx, *library, true, func(s *service.Service) int { return c.export(ctx, s, *to, e) })
			}
		},
	}
}

// exporting is how an export is to go about it.
type exporting struct {
	overwrite, withErrors, dryRun bool
	// message and report are the files to write; "" for none, and - for the output.
	message, report string
}

type exportDocument struct {
	To      string         `json:"to"`
	DryRun  bool           `json:"dryRun"`
	Written int            `json:"written"`
	Same    int            `json:"same"`
	Files   []exportedFile `json:"files"`
	Message string         `json:"message"`
}

type exportedFile struct {
	Path    string `json:"path"`
	State   string `json:"state"`
	Reason  string `json:"reason,omitempty"`
	Added   int    `json:"added"`
	Removed int    `json:"removed"`
	Checks  int    `json:"checks,omitempty"`
}

func (c *call) export(ctx context.Context, s *service.Service, to string, how exporting) int {
	plan, err := service.PlanNow(ctx, s, to, how.withErrors)
	if err != nil {
		return c.failed(err)
	}
	d := exportDocument{To: plan.To, DryRun: how.dryRun, Files: []exportedFile{}}
	var overwrite []int
	for i, f := range plan.Files {
		if f.State == service.PlanConflict && how.overwrite {
			overwrite = append(overwrite, i)
			f.State, f.Reason = service.PlanChanged, ""
		}
		d.Files = append(d.Files, exportedFile{f.Path, f.State, f.Reason, f.Added, f.Removed, f.Checks})
		if f.State == service.PlanSame {
			d.Same++
		}
	}
	// What was written before it was stopped, or before something failed, is told of all the same.
	var failed error
	if !how.dryRun {
		progress, end := c.progress()
		var v service.ExportView
		v, failed = service.ExportNow(ctx, s, plan.ID, overwrite, progress)
		end()
		d.Written, d.Same, d.Message = v.Written, v.Same, v.Message
		for i, f := range v.Files {
			d.Files[i].State, d.Files[i].Reason = f.State, f.Reason
		}
		d.Files = d.Files[:len(v.Files)]
		if failed != nil {
			d.Files = slices.DeleteFunc(d.Files, func(f exportedFile) bool { return f.State == service.PlanNew || f.State == service.PlanChanged })
		}
	} else if how.message != "" || c.asJSON {
		if d.Message, err = service.MessageNow(ctx, s, plan.ID, overwrite); err != nil {
			return c.failed(err)
		}
	}
	if c.asJSON && failed == nil {
		c.print(d)
	}
	list := c
	if how.message == "-" {
		fmt.Fprint(c.Stdout, d.Message)
		quiet := *c
		quiet.Stdout = c.Stderr
		list = &quiet
	}
	status := list.report(d)
	if how.message != "" && how.message != "-" {
		if err := service.WriteText(how.message, d.Message); err != nil {
			return c.failed(err)
		}
	}
	if how.report != "" {
		if err := service.SaveReportNow(context.WithoutCancel(ctx), s, plan.ID, how.report); err != nil {
			return c.failed(errors.Join(failed, err))
		}
	}
	if failed != nil {
		return c.failed(failed)
	}
	return status
}

// report tells of the files that differ, and returns the status.
func (c *call) report(d exportDocument) int {
	status := Done
	differ, gated := 0, 0
	for _, f := range d.Files {
		if f.Checks > 0 {
			gated++
		}
		path := near(f.Path)
		switch f.State {
		case service.PlanSame:
			continue
		case service.PlanConflict, service.PlanHeld, service.FileFailed:
			c.note("%s: %s: %s", path, f.State, f.Reason)
			status = Found
			continue
		}
		differ++
		if !c.asJSON {
			fmt.Fprintf(c.Stdout, "%-8s %s\n", f.State, path)
		}
	}
	if gated > 0 {
		c.note("%s held back for errors. Mend them, or let them stand in the window; --with-errors writes such files as they are.", count(gated, "chunk"))
	}
	if c.asJSON {
		return status
	}
	parts := []string{count(differ, "file") + " written"}
	if d.DryRun {
		parts[0] = count(differ, "file") + " to write"
	}
	if d.Same > 0 {
		parts = append(parts, fmt.Sprintf("%d the same", d.Same))
	}
	if left := len(d.Files) - differ - d.Same; left > 0 {
		parts = append(parts, fmt.Sprintf("%d not written", left))
	}
	fmt.Fprintln(c.Stdout, strings.Join(parts, ", ")+".")
	return status
}
