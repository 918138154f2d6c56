// This file puts other words in the place of matches, as ops. What stands between two matches is in none of them, and
// so keeps its bytes and its times.

package search

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"stet/backend/transcript"
)

// Template is what takes the place of a match.
type Template struct {
	parts []part
}

// part is a text, or a group of the expression.
type part struct {
	text  string
	group int // -1 of a text
}

// Template reads what is to take a match's place. For an expression $1 is its first group, $0 the whole match, ${name}
// a named group and $$ the sign itself; for a text all stands as it is. The error is an *ExprError.
func (p *Pattern) Template(with string) (Template, error) {
	if i := strings.IndexAny(with, "\n\r\x00"); i >= 0 || !utf8.ValidString(with) {
		return Template{}, &ExprError{"A line break cannot be put into a paragraph", max(0, i)}
	}
	if p.expr == nil {
		return Template{[]part{{with, -1}}}, nil
	}
	var t Template
	for i := 0; i < len(with); {
		j := strings.IndexByte(with[i:], '$')
		if j < 0 {
			t.parts = append(t.parts, part{with[i:], -1})
			break
		}
		if j > 0 {
			t.parts = append(t.parts, part{with[i : i+j], -1})
		}
		i += j
		x, n, err := p.group(with[i:])
		if err != nil {
			err.At += i
			return Template{}, err
		}
		t.parts = append(t.parts, x)
		i += n
	}
	return t, nil
}

// group reads what a $ begins, and says how long that is.
func (p *Pattern) group(s string) (part, int, *ExprError) {
	if strings.HasPrefix(s, "$$") {
		return part{"$", -1}, 2, nil
	}
	name, n := "", 0
	if strings.HasPrefix(s, "${") {
		inner, _, closed := strings.Cut(s[2:], "}")
		if !closed {
			return part{}, 0, &ExprError{"This ${ is not closed", 0}
		}
		name, n = inner, len(inner)+3
	} else {
		for n = 1; n < len(s) && n < 3 && '0' <= s[n] && s[n] <= '9'; n++ {
		}
		if name = s[1:n]; name == "" {
			return part{"$", -1}, 1, nil
		}
	}
	at, err := strconv.Atoi(name)
	if err != nil {
		at = p.expr.SubexpIndex(name)
	}
	if at < 0 || at > p.expr.NumSubexp() {
		return part{}, 0, &ExprError{fmt.Sprintf("The expression has no group %s", name), 0}
	}
	return part{"", at}, n, nil
}

// Fill is what takes the place of a match.
func (t Template) Fill(paragraph string, m Match) string {
	var b strings.Builder
	for _, x := range t.parts {
		switch {
		case x.group < 0:
			b.WriteString(x.text)
		case m.groups[2*x.group] >= 0:
			b.WriteString(paragraph[m.groups[2*x.group]:m.groups[2*x.group+1]])
		}
	}
	return b.String()
}

// Ops puts the template in the place of matches of one paragraph, the last one first, since the places of each op count
// in what the one before left. A match that says what it would become makes none.
func (t Template) Ops(turn transcript.ID, para int, paragraph string, matches []Match) []transcript.Op {
	var ops []transcript.Op
	for _, m := range slices.Backward(matches) {
		if text := t.Fill(paragraph, m); text != paragraph[m.From:m.To] {
			ops = append(ops, transcript.EditText{Turn: turn, Para: para, From: m.From, To: m.To, Text: text})
		}
	}
	return ops
}
