// This file is stet export --as: episodes in the formats of other programs, of a library or of files.

package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"stet/backend/service"
)

// formatList says for the help which formats there are.
func formatList() string {
	ids, names := service.FormatIDs()
	var b strings.Builder
	for i, id := range ids {
		fmt.Fprintf(&b, "  %-12s%s\n", id, names[i])
	}
	return strings.TrimRight(b.String(), "\n")
}

// listFlag is a flag that takes several values with commas between them.
type listFlag []string

func (l *listFlag) String() string { return strings.Join(*l, ",") }

func (l *listFlag) Set(text string) error {
	for v := range strings.SplitSeq(text, ",") {
		if v = strings.TrimSpace(v); v != "" {
			*l = append(*l, v)
		}
	}
	return nil
}

type formatsDocument struct {
	To      string                `json:"to"`
	DryRun  bool                  `json:"dryRun"`
	Written int                   `json:"written"`
	Same    int                   `json:"same"`
	Files   []service.FormatFile  `json:"files"`
	Refused []service.ProblemView `json:"refused"`
	Message string                `json:"message"`
}

// exportAs writes what the arguments name: files, if all of them are there, else episodes of the library.
func (c *call) exportAs(ctx context.Context, library string, args []string, r service.FormatsOfFiles, how exporting) int {
	if err := r.Check(); err != nil {
		return c.misused("%s", strings.TrimSuffix(service.AsError(err).Message, "."))
	}
	there := 0
	for _, path := range args {
		if _, err := os.Stat(path); err == nil {
			there++
		}
	}
	ofFiles := there == len(args) && there > 0 && library == ""
	switch {
	case ofFiles && r.To == "":
		return c.misused("files go to a folder: --to DIR; --back is for episodes of the library")
	case ofFiles && r.Series != "":
		return c.misused("--series goes with a library")
	case ofFiles:
		r.Paths = args
		progress, end := c.progress()
		plans, err := c.Sounds.FormatsOfFilesNow(ctx, r, progress)
		end()
		return c.reportFormats(plans, r, how, err)
	}
	if r.Rate != "" || r.Offset != "" || r.Sound != "" {
		return c.misused("--rate, --offset and --sound go with files; the library knows its own")
	}
	return c.withLibrary(ctx, library, true, func(s *service.Service) int {
		progress, end := c.progress()
		plans, err := service.FormatsNow(ctx, s, args, r, progress)
		end()
		return c.reportFormats(plans, r, how, err)
	})
}

// mostHeld is how many chunks that are held back, or missing in a file, are named one by one.
const mostHeld = 5

// reportFormats tells of every file, and returns the status.
func (c *call) reportFormats(plans []service.FormatsPlan, r service.FormatsOfFiles, how exporting, failed error) int {
	message := service.FormatsMessage(plans)
	// What was written before it was stopped, or before something failed, is told of all the same.
	told := failed == nil || len(plans) > 0
	if how.message == "-" && told {
		fmt.Fprint(c.Stdout, message)
		quiet := *c
		quiet.Stdout = c.Stderr
		c = &quiet
	}
	d := formatsDocument{To: r.To, DryRun: r.DryRun, Files: service.FormatsFiles(plans), Refused: []service.ProblemView{}, Message: message}
	status := Done
	for _, p := range plans {
		if r.To != "" {
			d.To = p.To
		}
		d.Refused = append(d.Refused, p.Refused...)
	}
	held := 0
	for _, p := range d.Refused {
		if problemOf(p).Severity == "error" {
			status = Found
		}
		if service.IsHeldBack(p) {
			if held++; held > mostHeld {
				continue
			}
		}
		c.note("%s", problemOf(p))
	}
	if held > mostHeld {
		c.note("%d more held back, %d in all. --json names all of them, and so does --report FILE.", held-mostHeld, held)
	}
	left := 0
	for _, f := range d.Files {
		path := near(f.Path)
		switch f.State {
		case service.PlanSame:
			d.Same++
		case service.PlanConflict, service.PlanHeld, service.FileFailed:
			left++
			status = Found
			c.note("%s: %s: %s", path, f.State, f.Reason)
			continue
		case service.FileWritten:
			d.Written++
		}
		if !c.asJSON {
			fmt.Fprintf(c.Stdout, "%-8s %s  %s\n", f.State, path, count(f.Count, f.Of))
			without := 0
			for _, remark := range f.Remarks {
				if strings.HasPrefix(remark.What, "Without ") {
					if without++; without > mostHeld {
						continue
					}
				}
				fmt.Fprintf(c.Stdout, "         %s: %s.\n", remark.Kind, remark.What)
			}
			if without > mostHeld {
				fmt.Fprintf(c.Stdout, "         lost: Without %d more.\n", without-mostHeld)
			}
		}
	}
	if how.message != "" && how.message != "-" && told {
		failed = errors.Join(failed, service.WriteText(how.message, message))
	}
	if how.report != "" && told {
		failed = errors.Join(failed, service.WriteFormatsReport(plans, how.report))
	}
	switch {
	case failed != nil:
		return c.failed(failed)
	case c.asJSON:
		c.print(d)
		return status
	}
	parts := []string{count(d.Written, "file") + " written"}
	if d.DryRun {
		parts[0] = count(len(d.Files)-d.Same-left, "file") + " to write"
	}
	if d.Same > 0 {
		parts = append(parts, fmt.Sprintf("%d the same", d.Same))
	}
	if left > 0 {
		parts = append(parts, fmt.Sprintf("%d not written", left))
	}
	fmt.Fprintln(c.Stdout, strings.Join(parts, ", ")+".")
	return status
}
