package chunkfile

import (
	"bytes"
	"strings"

	"gopkg.in/yaml.v3"
)

func styleOf(n *yaml.Node) style {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return double
	case n.Style&yaml.SingleQuotedStyle != 0:
		return single
	case n.Style&yaml.LiteralStyle != 0:
		return literal
	case n.Style&yaml.FoldedStyle != 0:
		return folded
	}
	return plain
}

// scalar finds where a block value ends; next is the line at which the next thing begins, and empty the place of a
// value that is not there.
//
// A block's last line breaks are layout, not text: whether a file ends its summary with "|" or "|-" is its habit.
func (r *matterReader) scalar(n *yaml.Node, next, empty int) (scalar, bool) {
	s := scalar{style: styleOf(n), text: n.Value}
	if n.Value == "" && s.style == plain {
		s.place = place{empty, empty}
		return s, true
	}
	offset, ok := r.at(n)
	if !ok {
		return s, false
	}
	s.start = offset
	limit := r.lines[min(next, len(r.lines))-1].text
	switch s.style {
	case single, double:
		if s.end, ok = quoteEnd(r.src, offset, limit); !ok {
			return s, false
		}
	case literal, folded:
		s.end = r.blockEnd(n, next)
		s.text = strings.TrimRight(n.Value, "\n")
	default:
		s.end, ok = r.plainEnd(n, offset, next)
		if !ok {
			return s, false
		}
	}
	s.lines = bytes.ContainsAny(r.src[s.start:s.end], "\r\n")
	return s, s.end >= s.start
}

// quoteEnd returns the byte after the quote that ends the quoted text which begins at offset.
func quoteEnd(src []byte, offset, limit int) (int, bool) {
	if offset >= limit {
		return 0, false
	}
	quote := src[offset]
	if quote != '"' && quote != '\'' {
		return 0, false
	}
	for i := offset + 1; i < limit; i++ {
		switch {
		case quote == '"' && src[i] == '\\':
			i++
		case src[i] == quote && quote == '\'' && i+1 < limit && src[i+1] == quote:
			i++
		case src[i] == quote:
			return i + 1, true
		}
	}
	return 0, false
}

// blockEnd returns the end of the last line of a literal or folded block, without its line break. Empty lines after it
// belong to the field's surroundings.
func (r *matterReader) blockEnd(n *yaml.Node, next int) int {
	end, indent := r.lines[n.Line-1].text, -1
	for i := n.Line; i < next; i++ {
		text := r.src[r.lines[i].start:r.lines[i].text]
		if isBlank(text) {
			continue
		}
		if indent < 0 {
			indent = indentOf(text)
		}
		if indentOf(text) < indent && isComment(text) {
			break
		}
		end = r.lines[i].text
	}
	return end
}

// plainEnd returns the end of a plain value: before a comment, and on the last line that has any of it.
func (r *matterReader) plainEnd(n *yaml.Node, offset, next int) (int, bool) {
	last := n.Line - 1
	for i := last + 1; i < next; i++ {
		text := r.src[r.lines[i].start:r.lines[i].text]
		if isComment(text) {
			break
		}
		if !isBlank(text) {
			last = i
		}
	}
	start := r.lines[last].start
	if last == n.Line-1 {
		start = offset
	}
	text := r.src[start:r.lines[last].text]
	for i := 1; i < len(text); i++ {
		if text[i] == '#' && (text[i-1] == ' ' || text[i-1] == '\t') {
			text = text[:i]
			break
		}
	}
	end := start + len(bytes.TrimRight(text, blanks))
	if string(r.src[offset:max(offset, end)]) == n.Value && last == n.Line-1 {
		return end, end > offset
	}
	return end, end > offset && foldedText(string(r.src[offset:end])) == n.Value
}

// foldedText is what a plain value over several lines says: a line break is a space, empty lines are line breaks.
func foldedText(source string) string {
	lines := strings.Split(normalBreaks(source), "\n")
	var b strings.Builder
	empty := 0
	for i, l := range lines {
		l = strings.Trim(l, blanks)
		if l == "" {
			empty++
			continue
		}
		switch {
		case i == 0:
		case empty > 0:
			b.WriteString(strings.Repeat("\n", empty))
		default:
			b.WriteByte(' ')
		}
		b.WriteString(l)
		empty = 0
	}
	return b.String()
}
