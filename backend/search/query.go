// Package search finds words in the turns of a transcript, and makes the ops that put other words in their place. A hit
// stays within one paragraph. It changes nothing itself, and knows no library: what a query must hold at the least, by
// which a library can look turns up, it says by Pattern.Needs.
//
// Finding takes time linear in the text: expressions are RE2's.
package search

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// Query is what somebody looks for.
type Query struct {
	Text string
	// Case tells upper from lower case.
	Case bool
	// Whole takes only what begins and ends at the edge of a word.
	Whole bool
	// Expr says that Text is a regular expression in RE2's syntax. ^ and $ are the ends of a paragraph.
	Expr bool
	// Loose lets each space stand for any run of space, and takes words that a hyphen joins for one, as a glossary does: in
	// “engine X-ray” nobody said “engine X”. An expression does not heed it.
	Loose bool
}

// mostText bounds a query: nobody looks for more, and an expression's time grows with its length.
const mostText = 1000

// Pattern is a query that is ready to look.
type Pattern struct {
	query Query
	// expr is nil for a text that is taken as it stands.
	expr    *regexp.Regexp
	literal literal
}

// ErrEmpty says that a query looks for nothing.
var ErrEmpty = errors.New("there is nothing to look for")

// ExprError says what is wrong with an expression, and where.
type ExprError struct {
	// What is a sentence without its stop.
	What string
	// At is the place in bytes.
	At int
}

func (e *ExprError) Error() string { return e.What }

// Compile makes a query ready. The error is ErrEmpty or an *ExprError.
func (q Query) Compile() (*Pattern, error) {
	switch {
	case q.Text == "":
		return nil, ErrEmpty
	case len(q.Text) > mostText:
		return nil, &ExprError{"This is too long to look for", mostText}
	case !utf8.ValidString(q.Text):
		return nil, &ExprError{"This is not valid UTF-8", 0}
	case !q.Expr:
		return &Pattern{query: q, literal: newLiteral(q)}, nil
	}
	if _, err := syntax.Parse(q.Text, q.flags()); err != nil {
		return nil, explain(q.Text, err)
	}
	flags := ""
	if !q.Case {
		flags = "i"
	}
	re, err := regexp.Compile("(?" + flags + ":" + q.Text + ")")
	if err != nil {
		return nil, explain(q.Text, err)
	}
	return &Pattern{query: q, expr: re}, nil
}

func (q Query) flags() syntax.Flags {
	if q.Case {
		return syntax.Perl
	}
	return syntax.Perl | syntax.FoldCase
}

// faults says in our words what the parser of expressions finds.
var faults = map[syntax.ErrorCode]string{
	syntax.ErrInvalidCharClass:      "This class of characters cannot be read",
	syntax.ErrInvalidCharRange:      "This range of characters does not exist",
	syntax.ErrInvalidEscape:         "This \\ means nothing before what follows: write \\\\ for the character itself",
	syntax.ErrInvalidNamedCapture:   "The name of this group cannot be read",
	syntax.ErrInvalidPerlOp:         "This kind of group is not known: expressions cannot look ahead or back",
	syntax.ErrInvalidRepeatOp:       "This repeats what is repeated already",
	syntax.ErrInvalidRepeatSize:     "This repeats too often: 1,000 times is the most",
	syntax.ErrMissingBracket:        "This [ is not closed",
	syntax.ErrMissingParen:          "This ( is not closed",
	syntax.ErrMissingRepeatArgument: "There is nothing before this to repeat",
	syntax.ErrTrailingBackslash:     "The expression ends in a \\: write \\\\ for the character itself",
	syntax.ErrUnexpectedParen:       "This ) closes nothing",
	syntax.ErrNestingDepth:          "The groups go too deep",
	syntax.ErrLarge:                 "The expression is too large",
}

// backReference is what other programs take for the text that a group has found.
var backReference = regexp.MustCompile(`^\\([1-9]|k<?)`)

func explain(text string, err error) error {
	var fault *syntax.Error
	if !errors.As(err, &fault) {
		return &ExprError{"The expression cannot be read", 0}
	}
	what := faults[fault.Code]
	if fault.Code == syntax.ErrInvalidEscape && backReference.MatchString(fault.Expr) {
		what = "An expression cannot refer back to a group; words said twice are among the checks"
	}
	if what == "" {
		what = "The expression cannot be read"
	}
	return &ExprError{what, placeOf(text, fault)}
}

// placeOf finds the place of a fault. The parser tells the part that is wrong, but for parentheses, where that is all.
func placeOf(text string, fault *syntax.Error) int {
	switch fault.Code {
	case syntax.ErrMissingParen, syntax.ErrUnexpectedParen:
		return oddParen(text, fault.Code)
	case syntax.ErrTrailingBackslash:
		return len(text) - 1
	}
	return max(0, strings.Index(text, fault.Expr))
}

// oddParen finds the ( that nothing closes, or the ) that closes nothing.
func oddParen(text string, code syntax.ErrorCode) int {
	var open []int
	class := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
			// A ] that comes first is one of the class.
			if rest := strings.TrimPrefix(text[i+1:], "^"); strings.HasPrefix(rest, "]") {
				i += len(text[i+1:]) - len(rest) + 1
			}
		case c == '(':
			open = append(open, i)
		case c == ')' && len(open) == 0:
			return i
		case c == ')':
			open = open[:len(open)-1]
		}
	}
	if code == syntax.ErrMissingParen && len(open) > 0 {
		return open[len(open)-1]
	}
	return 0
}
