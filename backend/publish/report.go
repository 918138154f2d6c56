// Package publish says for people, and for git, what went out and what was found: as a page, as a table, and as the message
// of a commit. The same facts give the same bytes. It looks for nothing itself, opens no file, and runs no other program.
package publish

import (
	"cmp"
	"slices"
)

// Report is what is told of an export, or of a look at files.
type Report struct {
	// Title is what it is of: "Episode 8", "94 files"; Series is which series, "" where that is not known.
	Title, Series string
	// Made says when, for people; "" leaves it out.
	Made   string
	Chunks []Chunk
	// Files are what was, or was not, written; none where nothing was to be.
	Files []File
}

// Chunk is a chunk, or another transcript.
type Chunk struct {
	Series, Episode, Number, Title string
	// File is its path, as the report shows it.
	File         string
	Turns, Words int
	// Length is how long it runs: 8:26; "" where that is not known.
	Length  string
	Seconds int
	// State is what became of it: one of the words of File; "" where it was only looked at.
	State, Reason string
	Findings      []Finding
}

// Finding is something that a check found.
type Finding struct {
	// Severity is error, warning or info.
	Severity, Code, What, Why string
	// Place is the timecode or the field; Line and Column are those in the file, 0 where it has none.
	Place        string
	Line, Column int
	Words        string
	// Waived is why it stands all the same; "" where it does not.
	Waived string
}

// File is a file that an export was to write.
type File struct {
	Path string
	// State is written, unchanged, held back, in conflict, not written or removed.
	State, Reason string
	// Of says what is in it: "186 cues, without 05", or which chunk, and what changed. Lost is what its format cannot carry.
	Of   string
	Lost []string
}

// sums are how many findings there are, by how much they matter.
type sums struct{ Errors, Warnings, Infos, Waived int }

func (s *sums) add(f Finding) {
	switch {
	case f.Waived != "":
		s.Waived++
	case f.Severity == "error":
		s.Errors++
	case f.Severity == "warning":
		s.Warnings++
	default:
		s.Infos++
	}
}

func (r Report) sums() sums {
	var s sums
	for _, c := range r.Chunks {
		for _, f := range c.Findings {
			s.add(f)
		}
	}
	return s
}

// tally is how often a check found something.
type tally struct {
	Code string
	sums
}

func (t tally) all() int { return t.Errors + t.Warnings + t.Infos + t.Waived }

// tallies are by check: those with errors first, then the most frequent.
func (r Report) tallies() []tally {
	at := map[string]int{}
	var out []tally
	for _, c := range r.Chunks {
		for _, f := range c.Findings {
			i, known := at[f.Code]
			if !known {
				i = len(out)
				at[f.Code] = i
				out = append(out, tally{Code: f.Code})
			}
			out[i].add(f)
		}
	}
	slices.SortFunc(out, func(a, b tally) int {
		return cmp.Or(b.Errors-a.Errors, b.Warnings-a.Warnings, b.all()-a.all(), cmp.Compare(a.Code, b.Code))
	})
	return out
}
