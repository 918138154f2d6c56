package index

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stet/backend/formats"
)

// document is the text in lines, without their ends.
type document struct {
	lines []string
	// end is how lines end, and last what stands behind the last of them.
	end, last string
}

// parse reads a text whose lines end so.
func parse(src, end string) *document {
	d := &document{end: end}
	if src == "" {
		d.last = d.end
		return d
	}
	if strings.HasSuffix(src, d.end) {
		src, d.last = strings.TrimSuffix(src, d.end), d.end
	}
	d.lines = strings.Split(src, d.end)
	return d
}

func (d *document) String() string {
	return strings.Join(d.lines, d.end) + d.last
}

func (d *document) insert(at int, lines ...string) { d.lines = slices.Insert(d.lines, at, lines...) }

var heading = regexp.MustCompile(`^#{0,6}\s*(?i:episode\s+|ep\s*)?(\d{1,4}(?:-\d\d-\d\d)?)\s*(?:[:.–—-]\s.*)?$`)

// headed is the episode that a line is the heading of; "" of any other line.
func headed(line string) string {
	if line == "" || strings.HasPrefix(line, "|") {
		return "" // as most lines are
	}
	if m := heading.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
		return strings.TrimLeft(m[1], "0")
	}
	return ""
}

// list is a text, parted around what is one episode's: from its heading up to the next. A list can be of a thousand
// episodes, and each is written into it by itself, so no more of it is read than that.
type list struct {
	before, after []byte
	own           *document
}

// cut parts a text; ok says that the episode has a heading, which is then the first line of its own. Without one, all is.
func cut(src []byte, e *formats.Episode) (l list, ok bool) {
	end := "\n"
	if bytes.Contains(src, []byte("\r\n")) {
		end = "\r\n"
	}
	number := strings.TrimLeft(e.Number, "0")
	from := 0
	for at := 0; at < len(src); {
		next := len(src)
		if i := bytes.Index(src[at:], []byte(end)); i >= 0 {
			next = at + i + len(end)
		}
		// Nearly all lines are rows, or name another episode.
		if text := src[at:next]; text[0] != '|' && (ok || bytes.Contains(text, []byte(number))) {
			line := strings.TrimSuffix(string(text), end)
			other := headed(line)
			switch {
			case ok && other != "":
				l.before, l.own, l.after = src[:from], parse(string(src[from:at]), end), src[at:]
				return l, true
			case !ok && (number != "" && other == number || strings.TrimSpace(strings.TrimLeft(line, "# ")) == e.Number):
				from, ok = at, true
			}
		}
		at = next
	}
	l.before, l.own = src[:from], parse(string(src[from:]), end)
	return l, ok
}

// line is the number of a line of the episode's own, from 1.
func (l list) line(own int) int { return bytes.Count(l.before, []byte(l.own.end)) + own + 1 }

// begin puts a heading where the episode belongs by its number, as the others are, and an empty table below it.
func (d *document) begin(e *formats.Episode) int {
	at, before := len(d.lines), ""
	n, err := strconv.Atoi(e.Number)
	for i, line := range d.lines {
		other := headed(line)
		if other == "" {
			continue
		}
		if m, errOther := strconv.Atoi(other); err == nil && errOther == nil && m > n {
			at = i
			break
		}
		before = line
	}
	name := e.Number
	if hashes := len(before) - len(strings.TrimLeft(before, "#")); hashes > 0 {
		name = before[:hashes] + " " + name
	}
	lines := []string{name, "", tableLine(columns), tableLine([]string{"---", "---", "---", "---", "---"})}
	if at < len(d.lines) {
		lines = append(lines, "")
	} else if at > 0 && strings.TrimSpace(d.lines[at-1]) != "" {
		lines = append([]string{""}, lines...)
		d.last = d.end
	}
	d.insert(at, lines...)
	return at + slices.Index(lines, name)
}

// table is one below a heading: its first line, its rows, and what its columns are called.
type table struct {
	head  int
	names []string
	rows  []int
}

// table finds the one below a heading, before the next.
func (d *document) table(at int) (t table, ok bool) {
	for i := at + 1; i < len(d.lines); i++ {
		line := strings.TrimSpace(d.lines[i])
		switch {
		case headed(line) != "":
			return t, ok
		case !strings.HasPrefix(line, "|"):
			if ok {
				return t, ok
			}
		case !ok:
			t.head, ok = i, true
			for _, c := range cells(line) {
				t.names = append(t.names, strings.ToLower(strings.TrimSpace(c)))
			}
		case i == t.head+1 && strings.Trim(line, "|-: ") == "":
		default:
			t.rows = append(t.rows, i)
		}
	}
	return t, ok
}

// cells are what stands between the bars of a line, with the spaces around it.
func cells(line string) []string {
	var out []string
	start, escaped := 0, false
	line = strings.TrimPrefix(line, "|")
	for i, r := range line {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
		case r == '|':
			out = append(out, line[start:i])
			start = i + 1
		}
	}
	if rest := line[start:]; strings.TrimSpace(rest) != "" {
		out = append(out, rest)
	}
	return out
}

var bars, unbar = strings.NewReplacer(`\`, `\\`, "|", `\|`), strings.NewReplacer(`\\`, `\`, `\|`, "|")

func tableLine(values []string) string {
	var b strings.Builder
	b.WriteString("|")
	for _, v := range values {
		b.WriteString(" " + v + " |")
	}
	return b.String()
}

// value is what a row says in a column; "" where it has none.
func (t table) value(line, column string) string {
	all := cells(strings.TrimSpace(line))
	if i := slices.Index(t.names, column); i >= 0 && i < len(all) {
		return unbar.Replace(strings.TrimSpace(all[i]))
	}
	return ""
}

// says reports whether a row says in a column what it should. A summary that stands there is somebody's own.
func (t table) says(line, column string, r row) bool {
	want, known := r.cells[column]
	got := t.value(line, column)
	switch {
	case !known, want == "":
		return true
	case column == "summary", column == "title", column == "segment":
		return got != ""
	case column == "tags":
		return slices.Equal(slices.Compact(slices.Sorted(slices.Values(listed(got)))), r.tags)
	}
	return got == want
}

// listed are the tags of a cell.
func listed(cell string) []string {
	var tags []string
	for tag := range strings.SplitSeq(cell, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// retagged are a cell's tags with those gone that are, and the new ones where the alphabet has them, or last.
func retagged(cell string, tags []string) string {
	old := listed(cell)
	out := slices.DeleteFunc(slices.Clone(old), func(tag string) bool { return !slices.Contains(tags, tag) })
	for _, tag := range tags {
		if !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	if slices.IsSorted(old) {
		slices.Sort(out)
	}
	return strings.Join(out, ", ")
}

// mended is a row with those cells alone written anew that do not say what they should.
func (t table) mended(line string, r row) string {
	trimmed := strings.TrimSpace(line)
	all := cells(trimmed)
	changed := false
	for i, column := range t.names {
		for i >= len(all) {
			all, changed = append(all, "  "), true
		}
		if t.says(line, column, r) {
			continue
		}
		changed = true
		value := r.cells[column]
		if column == "tags" {
			value = retagged(t.value(line, column), r.tags)
		}
		value = bars.Replace(value)
		// The width stays, where the new words have room in it.
		all[i] = fmt.Sprintf(" %-*s ", max(0, len([]rune(all[i]))-2), value)
	}
	if !changed {
		return line
	}
	return "|" + strings.Join(all, "|") + "|"
}

// fresh is a row that was not there.
func (t table) fresh(r row) string {
	values := make([]string, len(t.names))
	for i, column := range t.names {
		values[i] = bars.Replace(r.cells[column])
	}
	return tableLine(values)
}

// numbered is what a slug has before its words.
var numbered = regexp.MustCompile(`^.*?\d+-\d+-`)

// rowOf finds the row of a chunk: by its slug; or, where that is another now, by its words, or by its number and from where to
// where it goes: the chunk of another series may well have the number, and begin there.
func (t table) rowOf(d *document, r row, rows []row) int {
	taken := func(slug string) bool {
		return slices.ContainsFunc(rows, func(o row) bool { return o.slug == slug })
	}
	number := numbered.FindString(r.slug)
	for _, is := range []func(n int, slug string) bool{
		func(_ int, slug string) bool { return slug == r.slug },
		func(_ int, slug string) bool {
			return number != "" && numbered.ReplaceAllString(slug, "") == r.slug[len(number):] && !taken(slug)
		},
		func(n int, slug string) bool {
			return number != "" && strings.HasPrefix(slug, number) && !taken(slug) && t.value(d.lines[n], "start") == r.cells["start"] && t.value(d.lines[n], "end") == r.cells["end"]
		},
	} {
		for _, n := range t.rows {
			if is(n, t.value(d.lines[n], "slug")) {
				return n
			}
		}
	}
	return -1
}

// fill makes the table say what the rows say, and returns the slugs of the rows there that belong to none of them.
func (d *document) fill(at int, rows []row) (others []string) {
	t, ok := d.table(at)
	if !ok {
		d.insert(at+1, "", tableLine(columns), tableLine([]string{"---", "---", "---", "---", "---"}))
		t, _ = d.table(at)
	}
	behind := t.head + 1
	for _, r := range rows {
		t, _ = d.table(at)
		n := t.rowOf(d, r, rows)
		if n >= 0 {
			d.lines[n] = t.mended(d.lines[n], r)
			behind = n
			continue
		}
		behind++
		d.insert(behind, t.fresh(r))
	}
	t, _ = d.table(at)
	for _, n := range t.rows {
		slug := t.value(d.lines[n], "slug")
		if !slices.ContainsFunc(rows, func(r row) bool { return r.slug == slug }) {
			others = append(others, slug)
		}
	}
	return others
}
