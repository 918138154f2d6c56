package publish

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
)

// This file writes a report as a table, as RFC 4180 has it: a row a finding, and one of each file that an export was to write
// and nothing was found in, which says what became of it. A spreadsheet must not take what a transcript says for a formula:
// a cell that begins like one gets an apostrophe before it.

var columns = []string{"file", "line", "column", "series", "episode", "chunk", "title", "state", "severity", "check", "what", "place", "words", "waived"}

// CSV is the report as a table.
func (r Report) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	write := func(row ...string) {
		for i := range row {
			row[i] = harmless(row[i])
		}
		// An error stays with the writer.
		_ = w.Write(row)
	}
	write(slices.Clone(columns)...)
	chunks := map[string]bool{}
	for _, c := range r.Chunks {
		chunks[c.File] = true
		for _, f := range c.Findings {
			write(c.File, number(f.Line), number(f.Column), c.Series, c.Episode, c.Number, c.Title, c.State, f.Severity, f.Code, f.What, f.Place, f.Words, f.Waived)
		}
		if len(c.Findings) == 0 && c.State != "" {
			write(c.File, "", "", c.Series, c.Episode, c.Number, c.Title, c.State, "", "", c.Reason, "", "", "")
		}
	}
	for _, f := range r.Files {
		if !chunks[f.Path] {
			write(f.Path, "", "", "", "", "", "", f.State, "", "", cmp.Or(f.Reason, f.Of), "", "", "")
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// formula are the signs with which spreadsheets take a cell for a formula; some pass over white space before them.
const formula = "=+-@＝＋－＠"

func harmless(cell string) string {
	// A carriage return alone ends a row for some readers, and a NUL the file.
	cell = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(cell)
	if rest := strings.TrimLeft(cell, " \t\n\u00a0\ufeff"); rest != "" && strings.ContainsRune(formula, []rune(rest)[0]) || strings.HasPrefix(cell, "\t") {
		return "'" + cell
	}
	return cell
}
