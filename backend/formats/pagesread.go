package formats

import (
	"regexp"
	"slices"
	"strings"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file reads formats for people to read again: it makes turns of headings, names and what stands below them.

// Page is what was read of one so far.
type Page struct {
	t     Transcript
	names []string
}

// Heading takes a line that is no speech.
func (p *Page) Heading(line int) {
	p.t.Remark(Lost, line, HeadingRemark)
}

// MayHead points out a line that may be a heading, and is taken for words.
func (p *Page) MayHead(line int) {
	p.t.Remark(Odd, line, MayBeHeading)
}

// Name takes the name that begins a turn, and when, as Clock writes it; "" where that does not stand there.
func (p *Page) Name(line int, name, at string) {
	if name == NoName {
		name = ""
	}
	if name != "" && !slices.Contains(p.names, name) {
		p.names = append(p.names, name)
	}
	turn := Turn{Line: line, Speaker: name}
	if code, err := timecode.Parse(at); err == nil {
		turn.Span = &timecode.Span{Start: code, End: code}
	}
	p.t.Turns = append(p.t.Turns, turn)
}

// Words takes a paragraph.
func (p *Page) Words(text string) {
	n := len(p.t.Turns)
	if n == 0 {
		p.t.Remark(Lost, 0, "What stands before the first turn")
		return
	}
	p.t.Turns[n-1].Paragraphs = append(p.t.Turns[n-1].Paragraphs, text)
}

// Untimed is what is said of turns that are found by a name alone.
const Untimed = "Turns without a time: each begins where a name stands by itself"

// Transcript is all that was read.
func (p *Page) Transcript() Transcript {
	t := p.t
	if !slices.ContainsFunc(t.Turns, func(u Turn) bool { return u.Span != nil }) {
		t.Remark(Guessed, 0, "Speakers are taken from names that stand by themselves: %s", strings.Join(slices.Sorted(slices.Values(p.names)), ", "))
		t.Remark(Lost, 0, "There are no times in the file: its turns have none")
		return t
	}
	for i := range t.Turns {
		u := &t.Turns[i]
		if u.Span == nil {
			t.Remark(Guessed, u.Line, Untimed)
			continue
		}
		u.Estimated = transcript.EndEdge
		next := slices.IndexFunc(t.Turns[i+1:], func(n Turn) bool { return n.Span != nil })
		if next >= 0 && !earlier(t.Turns[i+1+next].Span.Start, u.Span.Start) {
			u.Span.End = t.Turns[i+1+next].Span.Start
		}
	}
	t.Remark(Guessed, 0, "When turns end: when the next one begins")
	return t
}

// earlier compares times that count no frames.
func earlier(a, b timecode.Code) bool {
	x, errA := a.At(timecode.Rate60)
	y, errB := b.At(timecode.Rate60)
	return errA != nil || errB != nil || x < y
}

// escaped is a sign that a backslash makes plain in Markdown.
var escaped = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

// Unescaped is a text of Markdown without the backslashes that make its signs plain.
func Unescaped(text string) string { return escaped.ReplaceAllString(text, "$1") }
