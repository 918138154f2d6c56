// This file tells what transcripts of other programs would become. It takes nothing in, and opens no library.

package cli

import (
	"context"
	"fmt"
	"strings"

	"stet/backend/service"
)

// preview tells of each file that is named.
func (c *call) preview(ctx context.Context, paths []string) int {
	files, err := service.IncomingNow(ctx, paths)
	if err != nil {
		return c.failed(err)
	}
	status := Done
	for _, f := range files {
		if f.Problem != nil {
			status = Found
			c.note("%s", problemOf(*f.Problem))
		}
	}
	if c.asJSON {
		c.print(files)
		return status
	}
	for _, f := range files {
		if f.Problem == nil {
			fmt.Fprint(c.Stdout, outline(f))
		}
	}
	return status
}

// outline is a file and what would become of it, in a few lines.
func outline(f service.IncomingView) string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "  %-9s %s\n", name, fmt.Sprintf(format, args...))
	}
	fmt.Fprintf(&b, "%s: %s\n", f.File, f.Format)
	line("turns", "%d, %s", f.Turns, count(f.Words, "word"))
	if len(f.Speakers) > 0 {
		between := ", "
		if strings.Contains(strings.Join(f.Speakers, ""), between) {
			between = "; " // as in Hale, Nora
		}
		line("speakers", "%s", strings.Join(f.Speakers, between))
	}
	if f.Start != "" {
		line("times", "%s to %s", f.Start, f.End)
	}
	if f.Timed+f.Between > 0 {
		line("words", "%d with times of their own, %d with times put between", f.Timed, f.Between)
	}
	if f.Language != "" {
		line("language", "%s", f.Language)
	}
	for _, kind := range []string{"guessed", "lost", "odd"} {
		for _, r := range f.Remarks {
			if r.Kind == kind {
				line(kind, "%s", r.What+inLines(r.Lines, r.More))
			}
		}
	}
	line("export", "%s", near(f.Export))
	return b.String()
}

func inLines(lines []int, more int) string {
	if len(lines) == 0 {
		return ""
	}
	var shown []string
	for _, n := range lines {
		shown = append(shown, fmt.Sprint(n))
	}
	text := ", in line " + shown[0]
	if len(shown) > 1 {
		text = ", in lines " + strings.Join(shown, ", ")
	}
	if more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
