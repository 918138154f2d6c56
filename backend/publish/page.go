package publish

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

// This file writes a report as one page that needs nothing else: no other file, no script, no network.

//go:embed page.html
var pageText string

var page = template.Must(template.New("report").Funcs(template.FuncMap{
	"count": count, "thousands": thousands, "length": length, "mark": mark,
}).Parse(pageText))

// pageFacts are what the page shows.
type pageFacts struct {
	Report
	Sums    sums
	Checks  []tally
	Words   int
	Seconds int
	Turns   int
	// Written and so on are the files, by what became of them.
	Groups []group
	Waived []waived
	Lost   []File
}

// group are files of which the same became.
type group struct {
	Name  string
	Files []File
}

// waived is a finding that was let stand, with its chunk.
type waived struct {
	Chunk
	Finding
}

// states are what can become of a file, in the order of the page.
var states = []struct{ state, name string }{
	{"failed", "Not written"}, {"held back", "Held back"}, {"in conflict", "In conflict"}, {"written", "Written"}, {"removed", "Removed"}, {"unchanged", "Unchanged, byte for byte"},
}

// HTML is the report as a page.
func (r Report) HTML() ([]byte, error) {
	f := pageFacts{Report: r, Sums: r.sums(), Checks: r.tallies()}
	for _, c := range r.Chunks {
		f.Words, f.Turns, f.Seconds = f.Words+c.Words, f.Turns+c.Turns, f.Seconds+c.Seconds
		for _, x := range c.Findings {
			if x.Waived != "" {
				f.Waived = append(f.Waived, waived{c, x})
			}
		}
	}
	for _, s := range states {
		g := group{Name: s.name}
		for _, x := range r.Files {
			if x.State == s.state {
				g.Files = append(g.Files, x)
			}
		}
		if len(g.Files) > 0 {
			f.Groups = append(f.Groups, g)
		}
	}
	for _, x := range r.Files {
		if len(x.Lost) > 0 {
			f.Lost = append(f.Lost, x)
		}
	}
	var b bytes.Buffer
	err := page.Execute(&b, f)
	return b.Bytes(), err
}

// Open are the findings that nobody let stand.
func (c Chunk) Open() []Finding {
	var out []Finding
	for _, f := range c.Findings {
		if f.Waived == "" {
			out = append(out, f)
		}
	}
	return out
}

// Called is what a chunk is called on the page.
func (c Chunk) Called() string {
	return strings.TrimSpace(c.Number + " " + c.Title)
}

// mark is the sign of a severity, so that none is told by its colour alone.
func mark(severity string) string {
	switch severity {
	case "error":
		return "■"
	case "warning":
		return "▲"
	}
	return "○"
}

// Length says how long so many seconds are: 8:26, 1:11:37.
func Length(seconds int) string { return length(seconds) }

func length(seconds int) string {
	if h := seconds / 3600; h > 0 {
		return fmt.Sprintf("%d:%02d:%02d", h, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
