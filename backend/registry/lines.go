package registry

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
)

// This file is lines: cutting a text into them, putting it together again with some taken out and some put in, and the
// plainest list of all, a name a line.

// line is where a line lies: up to text without its break, up to end with it.
type line struct{ start, text, end int }

// splitLines cuts a text at the breaks that YAML has, which are all that anybody has.
func splitLines(src []byte) []line {
	var lines []line
	start := 0
	for i := 0; i < len(src); {
		n := breakAt(src[i:])
		if n == 0 {
			i++
			continue
		}
		lines = append(lines, line{start, i, i + n})
		i += n
		start = i
	}
	if start < len(src) {
		lines = append(lines, line{start, len(src), len(src)})
	}
	return lines
}

func breakAt(rest []byte) int {
	switch {
	case rest[0] == '\n':
		return 1
	case rest[0] == '\r' && len(rest) > 1 && rest[1] == '\n':
		return 2
	case rest[0] == '\r':
		return 1
	case bytes.HasPrefix(rest, []byte("\u0085")):
		return 2
	case bytes.HasPrefix(rest, []byte("\u2028")), bytes.HasPrefix(rest, []byte("\u2029")):
		return 3
	}
	return 0
}

// lineBreak is how the lines of a text end.
func lineBreak(src []byte) string {
	if i := bytes.IndexByte(src, '\n'); i > 0 && src[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// span is a stretch of bytes.
type span struct{ start, end int }

// sheet is a text of which some lines are entries. What stands between two goes with neither.
type sheet struct {
	src     []byte
	entries []span
	// empty is where the first entry goes when there is none.
	empty int
	eol   string
}

// assemble puts the text together: slots say what stands for each entry, and text writes a step's lines.
func (s *sheet) assemble(slots [][]step, text func(step) ([]byte, error)) ([]byte, error) {
	var out []byte
	fresh := false
	add := func(piece []byte, isNew bool) {
		if len(piece) == 0 {
			return
		}
		if len(out) > 0 && !endsLine(out) && string(out) != byteOrderMark {
			out = append(out, s.eol...)
		}
		out, fresh = append(out, piece...), isNew
	}
	at := s.empty
	if len(s.entries) > 0 {
		at = s.entries[0].start
	}
	add(s.src[:at], false)
	for i, slot := range slots {
		if i > 0 {
			add(s.src[at:s.entries[i-1].start], false)
			at = s.entries[i-1].end
		}
		for _, st := range slot {
			if st.old >= 0 && !st.changed {
				add(s.src[s.entries[st.old].start:s.entries[st.old].end], false)
				continue
			}
			piece, err := text(st)
			if err != nil {
				return nil, err
			}
			add(piece, true)
		}
	}
	add(s.src[at:], false)
	if fresh && len(s.src) > 0 && !endsLine(s.src) && string(s.src) != byteOrderMark {
		out = bytes.TrimRight(out, "\r\n")
	}
	return out, nil
}

func endsLine(text []byte) bool {
	return bytes.HasSuffix(text, []byte("\n")) || bytes.HasSuffix(text, []byte("\r"))
}

// afterMark is where a text begins behind a byte-order mark.
func afterMark(src []byte) int {
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		return len(byteOrderMark)
	}
	return 0
}

// isLines tells a name a line from YAML by the first line that says something.
func isLines(name string, src []byte) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".txt":
		return true
	case ".yaml", ".yml":
	default:
		return false
	}
	for _, l := range splitLines(src[afterMark(src):]) {
		text := strings.TrimSpace(string(src[afterMark(src):][l.start:l.text]))
		switch {
		case text == "" || text[0] == '#':
		case text == "-" || strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "---") || strings.ContainsRune("[{%&!|>\"'", rune(text[0])):
			return false
		default:
			return !strings.HasSuffix(text, ":") && !strings.Contains(text, ": ")
		}
	}
	return false
}

// nameLines is a file with a name a line, with comments and empty lines between.
type nameLines struct {
	sheet
	shape *shape
	names []span
	list  []entry
}

func openLines(src []byte, s *shape) *nameLines {
	d := &nameLines{sheet: sheet{src: src, empty: len(src), eol: lineBreak(src)}, shape: s}
	base := afterMark(src)
	for i, l := range splitLines(src[base:]) {
		start, end := base+l.start, base+l.text
		name := commentless(string(src[start:end]))
		if strings.TrimSpace(name) == "" {
			continue
		}
		start += len(name) - len(strings.TrimLeft(name, " \t"))
		name = strings.TrimSpace(name)
		r := make(record, len(s.keys))
		r[0].text = name
		d.list = append(d.list, entry{record: r, line: i + 1, rest: []string{string(src[start+len(name) : end])}})
		d.names = append(d.names, span{start, start + len(name)})
		d.sheet.entries = append(d.sheet.entries, span{base + l.start, base + l.end})
	}
	return d
}

// commentless is a line up to its comment.
func commentless(text string) string {
	for i := range len(text) {
		if text[i] == '#' && (i == 0 || text[i-1] == ' ' || text[i-1] == '\t') {
			return text[:i]
		}
	}
	return text
}

func (d *nameLines) entries() []entry { return d.list }

func (d *nameLines) write(slots [][]step) ([]byte, error) {
	return d.assemble(slots, func(st step) ([]byte, error) {
		if !st.record.bare() {
			return nil, &refusal{"There is one name a line here, and no room for more about “" + st.record.name() + "”. Put “- ” before every line, which makes it a YAML list, or leave the rest to Stet's library."}
		}
		if st.old < 0 {
			return []byte(st.record.name() + d.eol), nil
		}
		whole, name := d.sheet.entries[st.old], d.names[st.old]
		return slices.Concat(d.src[whole.start:name.start], []byte(st.record.name()), d.src[name.end:whole.end]), nil
	})
}

// refusal says what cannot be written.
type refusal struct{ what string }

func (r *refusal) Error() string { return r.what }
