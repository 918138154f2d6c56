package registry

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// This file reads and writes tables: a record a row, with commas, semicolons or tabs between the cells, and several
// names in one cell parted by a semicolon or a bar. A first row that names the columns is one that has a name for the
// names; without it the columns are those of the shape, in its order.

// table is a file of rows.
type table struct {
	sheet
	shape *shape
	comma byte
	// columns are the keys of the columns, -1 for one that means nothing here.
	columns []int
	named   bool // the first row names them
	quoted  bool // all cells stand in quotes
	between string
	rows    []row
	list    []entry
}

type row struct {
	whole span
	line  int
	cells []cell
}

// cell is a value of a row, and where it is written, quotes included.
type cell struct {
	span
	text   string
	quotes bool
}

func openCSV(src []byte, s *shape, fault faulty) (document, error) {
	t := &table{sheet: sheet{src: src, empty: len(src), eol: lineBreak(src)}, shape: s, between: "; "}
	t.comma = commaOf(src)
	rows, err := t.read(fault)
	if err != nil {
		return nil, err
	}
	if len(rows) > 0 && t.header(rows[0]) {
		rows, t.named = rows[1:], true
	} else {
		for i := range s.keys {
			t.columns = append(t.columns, i)
		}
	}
	if i := repeated(t.columns); i >= 0 {
		return nil, fault(1, "Two columns are the %s. Name one of them otherwise.", s.keys[t.columns[i]].name)
	}
	t.rows, t.quoted = rows, len(rows) > 0
	for _, r := range rows {
		e, err := t.entry(r, fault)
		if err != nil {
			return nil, err
		}
		t.list = append(t.list, e)
		t.sheet.entries = append(t.sheet.entries, r.whole)
	}
	return t, nil
}

// commaOf is what parts the cells: of comma, semicolon and tab, what the first row has most of.
func commaOf(src []byte) byte {
	first := src
	for _, l := range splitLines(src) {
		if text := bytes.TrimSpace(src[l.start:l.text]); len(text) > 0 && text[0] != '#' {
			first = src[l.start:l.text]
			break
		}
	}
	best := byte(',')
	for _, c := range []byte{';', '\t'} {
		if bytes.Count(first, []byte{c}) > bytes.Count(first, []byte{best}) {
			best = c
		}
	}
	return best
}

// read cuts the file into rows. Empty rows, and lines that begin with #, are none.
func (t *table) read(fault faulty) ([]row, error) {
	var rows []row
	for at, number := afterMark(t.src), 1; at < len(t.src); {
		r := row{whole: span{at, at}, line: number}
		if bytes.HasPrefix(bytes.TrimLeft(t.src[at:], " \t"), []byte("#")) {
			for at < len(t.src) && breakAt(t.src[at:]) == 0 {
				at++
			}
		}
		for {
			c, err := t.cell(at, number, fault)
			if err != nil {
				return nil, err
			}
			r.cells = append(r.cells, c)
			if at = c.end; at == len(t.src) || t.src[at] != t.comma {
				break
			}
			at++
		}
		if at < len(t.src) {
			at += breakAt(t.src[at:])
		}
		r.whole.end = at
		number += len(splitLines(t.src[r.whole.start:at]))
		if text := bytes.TrimSpace(t.src[r.whole.start:at]); len(bytes.Trim(text, string(t.comma)+" \t")) > 0 && text[0] != '#' {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

func (t *table) cell(start, number int, fault faulty) (cell, error) {
	src, at := t.src, start
	for at < len(src) && src[at] == ' ' {
		at++
	}
	if at == len(src) || src[at] != '"' {
		for at < len(src) && src[at] != t.comma && breakAt(src[at:]) == 0 {
			at++
		}
		return cell{span: span{start, at}, text: strings.TrimSpace(string(src[start:at]))}, nil
	}
	var text []byte
	for open := at; ; {
		at++
		switch {
		case at >= len(src):
			return cell{}, fault(number+bytes.Count(src[start:open], []byte("\n")), "A cell begins with a quote here, and no quote ends it.")
		case src[at] == '"' && at+1 < len(src) && src[at+1] == '"':
			text, at = append(text, '"'), at+1
		case src[at] == '"':
			at++
			for at < len(src) && src[at] == ' ' {
				at++
			}
			if at < len(src) && src[at] != t.comma && breakAt(src[at:]) == 0 {
				return cell{}, fault(number+bytes.Count(src[start:at], []byte("\n")), "After the quote that ends a cell, more text follows. A quote within a cell is written twice.")
			}
			return cell{span: span{start, at}, text: strings.TrimSpace(string(text)), quotes: true}, nil
		default:
			text = append(text, src[at])
		}
	}
}

// header takes a row for the columns' names if one of them is the name's.
func (t *table) header(r row) bool {
	var columns []int
	for _, c := range r.cells {
		columns = append(columns, t.shape.key(c.text))
	}
	if !slices.Contains(columns, 0) {
		return false
	}
	t.columns = columns
	t.sheet.empty = r.whole.end
	return true
}

func repeated(columns []int) int {
	for i, c := range columns {
		if c >= 0 && slices.Contains(columns[:i], c) {
			return i
		}
	}
	return -1
}

func (t *table) entry(r row, fault faulty) (entry, error) {
	e := entry{record: make(record, len(t.shape.keys)), line: r.line}
	for i, c := range r.cells {
		t.quoted = t.quoted && c.quotes
		if i >= len(t.columns) && c.text != "" {
			return e, fault(r.line, "This row has %d cells, and there are %d columns. Put a cell that holds a %q in quotes.", len(r.cells), len(t.columns), t.comma)
		}
		switch {
		case i >= len(t.columns):
		case t.columns[i] < 0 && c.text == "":
		case t.columns[i] < 0:
			e.rest = append(e.rest, string(t.src[c.start:c.end]))
		case t.shape.keys[t.columns[i]].list:
			e.record[t.columns[i]].items = t.items(c.text)
		default:
			e.record[t.columns[i]].text = c.text
		}
	}
	return e, nil
}

// items are the names in one cell.
func (t *table) items(text string) []string {
	between := ";"
	if strings.Contains(text, "|") {
		between, t.between = "|", "|"
		if strings.Contains(text, " | ") {
			t.between = " | "
		}
	} else if strings.Contains(text, ";") && !strings.Contains(text, "; ") {
		t.between = ";"
	}
	var items []string
	for item := range strings.SplitSeq(text, between) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func (t *table) entries() []entry { return t.list }

func (t *table) write(slots [][]step) ([]byte, error) {
	if len(t.src) == afterMark(t.src) {
		t.src = append(slices.Clone(t.src), t.names()...)
		t.sheet.empty = len(t.src)
	}
	return t.assemble(slots, t.text)
}

// names is the first row of a new file.
func (t *table) names() string {
	var names []string
	for _, k := range t.shape.keys {
		names = append(names, k.name)
	}
	return strings.Join(names, string(t.comma)) + t.eol
}

func (t *table) text(st step) ([]byte, error) {
	for k, v := range st.record {
		if !v.empty() && !slices.Contains(t.columns, k) {
			return nil, &refusal{fmt.Sprintf("There is no column for the %s of “%s”. Add one to the first row: %s.", t.shape.keys[k].name, st.record.name(), t.shape.keys[k].name)}
		}
	}
	if st.old < 0 {
		var cells []string
		for _, k := range t.columns {
			cells = append(cells, t.written(st.record, k, t.quoted))
		}
		return []byte(t.trimmed(cells) + t.eol), nil
	}
	r := t.rows[st.old]
	now, old := t.shape.normal(st.record), t.shape.normal(t.list[st.old].record)
	var out []byte
	at := r.whole.start
	for i, c := range r.cells {
		if i < len(t.columns) && t.columns[i] >= 0 && !now[t.columns[i]].equal(old[t.columns[i]]) {
			out = append(append(out, t.src[at:c.start]...), t.written(st.record, t.columns[i], c.quotes)...)
			at = c.end
		}
	}
	last := r.cells[len(r.cells)-1].end
	out = append(out, t.src[at:last]...)
	var more []string
	for i := len(r.cells); i < len(t.columns); i++ {
		more = append(more, t.written(st.record, t.columns[i], false))
	}
	for len(more) > 0 && more[len(more)-1] == "" {
		more = more[:len(more)-1]
	}
	for _, m := range more {
		out = append(append(out, t.comma), m...)
	}
	return append(out, t.src[last:r.whole.end]...), nil
}

// trimmed joins the cells of a new row; where there is no row of names, without empty ones at the end.
func (t *table) trimmed(cells []string) string {
	if !t.named && len(t.rows) > 0 {
		for len(cells) > 1 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
	}
	return strings.Join(cells, string(t.comma))
}

// written is one cell of a record.
func (t *table) written(r record, k int, quotes bool) string {
	if k < 0 {
		return ""
	}
	text := r[k].text
	if t.shape.keys[k].list {
		text = strings.Join(r[k].items, t.between)
	}
	if t.shape == entityShape && k == 1 && text != "" {
		text = kindWord(text, t.list)
	}
	if quotes || strings.ContainsAny(text, "\"\r\n\u0085\u2028\u2029"+string(t.comma)) || strings.HasPrefix(text, "#") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}
