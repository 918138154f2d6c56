package publish

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
)

// This file writes a report as a table, a row a finding, as RFC 4180 has it. A spreadsheet must not take what a transcript
// says for a formula: a cell that begins like one gets an apostrophe before it.

var columns = []string{"file", "line", "column", "series", "episode", "chunk", "title", "state", "severity", "check", "what", "place", "words", "waived"}

// CSV is the report as a table.
func (r Report) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(columns); err != nil {
		return nil, err
	}
	for _, c := range r.Chunks {
		for _, f := range c.Findings {
			row := []string{c.File, number(f.Line), number(f.Column), c.Series, c.Episode, c.Number, c.Title, c.State, f.Severity, f.Code, f.What, f.Place, f.Words, f.Waived}
			for i := range row {
				row[i] = harmless(row[i])
			}
			if err := w.Write(row); err != nil {
				return nil, err
			}
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
