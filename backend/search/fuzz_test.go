package search_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"stet/backend/search"
)

// FuzzReplacingAll holds replacement to package regexp on the plain text, undo to the text before, and Needs to what
// matches hold.
func FuzzReplacingAll(f *testing.F) {
	for _, s := range []struct{ text, query, with string }{
		{"The bell, the Bell.", "bell", "gong"}, {"aaa", "a*", "-"}, {"", "^", "x"}, {"Ada 🔔 Björn", `(\pL+)`, "${1}!"},
		{"one two  three", `\s+`, " "}, {"\u212aelvin ſ s S", "KS", "k"}, {"a+b", "a+", "$0"}, {"xx", "x", ""}, {"ab", "()", "-"},
	} {
		for flags := range uint8(8) {
			f.Add(s.text, s.query, s.with, flags)
		}
	}
	f.Fuzz(func(t *testing.T, text, query, with string, flags uint8) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\n\r\x00") {
			return
		}
		q := search.Query{Text: query, Case: flags&1 > 0, Expr: flags&2 > 0, Whole: flags&4 > 0}
		p, err := q.Compile()
		if err != nil {
			var fault *search.ExprError
			if !errors.Is(err, search.ErrEmpty) && (!errors.As(err, &fault) || fault.At < 0 || fault.At > len(query)) {
				t.Fatalf("%q: %v", query, err)
			}
			return
		}
		template, err := p.Template(with)
		if err != nil {
			return
		}
		got := replaced(t, []string{text, text}, p, template)
		if got[0] != got[1] {
			t.Fatalf("one text became %q and %q", got[0], got[1])
		}
		matches := p.In(text)
		needs := " " + strings.TrimSpace(search.Index(text)) + " "
		for i, m := range matches {
			if i > 0 && m.From < matches[i-1].To {
				t.Fatalf("%v lies over %v", m, matches[i-1])
			}
			if n := p.Needs(); !holds(needs, n) {
				t.Fatalf("%q matches %q, which does not hold %+v", query, text, n)
			}
		}
		if q.Whole {
			return
		}
		source, replacement := query, strings.ReplaceAll(with, "$", "$$")
		if q.Expr {
			if strings.ContainsAny(with, "$") {
				return // the two write groups differently
			}
		} else {
			source = regexp.QuoteMeta(query)
		}
		if !q.Case {
			source = "(?i:" + source + ")"
		}
		if want := regexp.MustCompile(source).ReplaceAllString(text, replacement); got[0] != want {
			t.Fatalf("%+v with %q makes %q of %q, package regexp %q", q, with, got[0], text, want)
		}
	})
}

func holds(index string, n search.Phrase) bool {
	phrase := strings.Join(n.Words, " ")
	if !n.Before {
		phrase = " " + phrase
	}
	if !n.After {
		phrase += " "
	}
	return len(n.Words) == 0 || strings.Contains(index, phrase)
}
