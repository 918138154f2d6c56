// Timecodes as text. A Code keeps what was written, also what no clock ever shows; whether it names a moment is not
// asked here.

package timecode

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Form is how a timecode is written: its separators, and what its last field counts. It says nothing about the frame
// rate: files write ':' for drop-frame labels too, so the episode's Rate decides how a label is read. The zero Form
// writes nothing.
type Form uint8

const (
	Seconds          Form = iota + 1 // HH:MM:SS
	Frames                           // HH:MM:SS:FF
	DropFrames                       // HH:MM:SS;FF
	Semicolons                       // HH;MM;SS;FF
	SemicolonSeconds                 // HH;MM;SS
	Millis                           // HH:MM:SS.mmm
	MillisComma                      // HH:MM:SS,mmm
)

type layout struct {
	between byte // between hours, minutes and seconds
	last    byte // before the last field; 0 where there is none
	name    string
}

var layouts = [...]layout{
	Seconds:          {':', 0, "HH:MM:SS"},
	Frames:           {':', ':', "HH:MM:SS:FF"},
	DropFrames:       {':', ';', "HH:MM:SS;FF"},
	Semicolons:       {';', ';', "HH;MM;SS;FF"},
	SemicolonSeconds: {';', 0, "HH;MM;SS"},
	Millis:           {':', '.', "HH:MM:SS.mmm"},
	MillisComma:      {':', ',', "HH:MM:SS,mmm"},
}

// String is the form's pattern, such as "HH:MM:SS:FF".
func (f Form) String() string {
	if !f.known() {
		return ""
	}
	return layouts[f].name
}

// CountsFrames reports whether the last field is a frame number.
func (f Form) CountsFrames() bool { return f == Frames || f == DropFrames || f == Semicolons }

// SaysDrop reports whether a semicolon stands before the frames, as one does before those of a drop-frame count. It is
// how people tell, and no more: At goes by the Rate alone.
func (f Form) SaysDrop() bool { return f == DropFrames || f == Semicolons }

// CountsMillis reports whether the last field is milliseconds. Such a code is read by the clock and needs no Rate.
func (f Form) CountsMillis() bool { return f == Millis || f == MillisComma }

func (f Form) known() bool { return f >= Seconds && int(f) < len(layouts) }

// Code is a timecode as written: labels, not a time. Codes compare with ==, and print back exactly as they were read.
// The labels need not exist: 00:61:00 is a Code, and At says what is wrong with it. The zero Code is no timecode at
// all, and differs from every code that Parse gives, 00:00:00 included.
type Code struct {
	Hours, Minutes, Seconds int32
	Sub                     int32 // frames or milliseconds, as Form says; 0 in a form without
	Form                    Form

	// The widths in which a file differs from the usual; 0 is two digits, or as many as the number needs.
	hourDigits, subDigits uint8
}

// IsZero reports whether c is no timecode at all.
func (c Code) IsZero() bool { return c == Code{} }

// SyntaxError says why a text is no timecode, and where.
type SyntaxError struct {
	Text    string
	Column  int // in characters, from 1
	Problem string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s is not a timecode: column %d: %s", quote(e.Text), e.Column, e.Problem)
}

// Parse reads a whole text as one timecode in one of the forms: hours of one to three digits, minutes and seconds of
// two, frames of two or three, milliseconds of three. Its error is a *SyntaxError.
func Parse(s string) (Code, error) {
	p := parser{text: s}
	c := p.code()
	if p.err != nil {
		return Code{}, p.err
	}
	return c, nil
}

// parser reads fields from left to right and keeps the first error; after it, everything else reads as nothing.
type parser struct {
	text string
	at   int
	err  *SyntaxError
}

func (p *parser) code() Code {
	var c Code
	var width int
	c.Hours, width = p.number("the hours", 1, 3)
	c.hourDigits = oddWidth(width, c.Hours)
	between := p.separator("after the hours", ":;")
	c.Minutes, _ = p.number("the minutes", 2, 2)
	if p.separator("after the minutes", ":;") != between {
		p.at--
		p.fail("the separators between hours, minutes and seconds differ")
	}
	c.Seconds, _ = p.number("the seconds", 2, 2)
	if p.err != nil {
		return c
	}
	last := byte(0)
	if p.at < len(p.text) {
		last = p.separator("after the seconds", ":;.,")
	}
	c.Form = formOf(between, last)
	switch {
	case p.err != nil:
	case c.Form == 0:
		p.at--
		p.fail("%q does not go with %q between the other fields", last, between)
	case c.Form.CountsFrames():
		c.Sub, width = p.number("the frames", 2, 3)
		c.subDigits = oddWidth(width, c.Sub)
	case c.Form.CountsMillis():
		c.Sub, _ = p.number("the milliseconds", 3, 3)
	}
	if p.err == nil && p.at < len(p.text) {
		p.fail("the timecode ends here, but the text goes on")
	}
	return c
}

// number reads a run of digits and holds it to its width.
func (p *parser) number(what string, least, most int) (value int32, width int) {
	if p.err != nil {
		return 0, 0
	}
	start := p.at
	for p.at < len(p.text) && width <= most && isDigit(p.text[p.at]) {
		value = value*10 + int32(p.text[p.at]-'0')
		p.at++
		width++
	}
	if width >= least && width <= most {
		return value, width
	}
	p.at = start
	switch {
	case width == 0:
		p.fail("%s are missing", what)
	case least == most:
		p.fail("%s need %s digits", what, digitWords[least])
	default:
		p.fail("%s need %s to %s digits", what, digitWords[least], digitWords[most])
	}
	return 0, 0
}

func (p *parser) separator(where, allowed string) byte {
	if p.err != nil {
		return 0
	}
	if p.at == len(p.text) {
		p.fail("the text ends %s", where)
		return 0
	}
	b := p.text[p.at]
	for i := range len(allowed) {
		if allowed[i] == b {
			p.at++
			return b
		}
	}
	found, _ := utf8.DecodeRuneInString(p.text[p.at:])
	p.fail("%q cannot stand %s", found, where)
	return 0
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		// Everything before the place is digits and separators, a byte each.
		p.err = &SyntaxError{Text: p.text, Column: p.at + 1, Problem: fmt.Sprintf(format, args...)}
	}
}

var digitWords = [...]string{1: "one", 2: "two", 3: "three"}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func formOf(between, last byte) Form {
	for f := Seconds; f.known(); f++ {
		if layouts[f].between == between && layouts[f].last == last {
			return f
		}
	}
	return 0
}

// oddWidth is 0 for the width in which a number is usually written, so that a Code that was read equals one that was
// computed.
func oddWidth(width int, value int32) uint8 {
	usual := 2
	if value > 99 {
		usual = 3
	}
	if width == usual {
		return 0
	}
	return uint8(width)
}

// String writes the code in its own form. For every s that Parse reads, Parse(s).String() == s.
func (c Code) String() string {
	if !c.Form.known() {
		return ""
	}
	return string(c.append(make([]byte, 0, 16)))
}

func (c Code) append(b []byte) []byte {
	l := layouts[c.Form]
	b = appendNumber(b, c.Hours, c.hourDigits, 2)
	b = append(b, l.between)
	b = appendNumber(b, c.Minutes, 0, 2)
	b = append(b, l.between)
	b = appendNumber(b, c.Seconds, 0, 2)
	switch {
	case c.Form.CountsFrames():
		b = append(b, l.last)
		b = appendNumber(b, c.Sub, c.subDigits, 2)
	case c.Form.CountsMillis():
		b = append(b, l.last)
		b = appendNumber(b, c.Sub, 0, 3)
	}
	return b
}

func appendNumber(b []byte, value int32, width uint8, usual int) []byte {
	if width == 0 {
		width = uint8(usual)
	}
	for limit, digits := int32(10), uint8(1); digits < width; limit, digits = limit*10, digits+1 {
		if value >= 0 && value < limit {
			b = append(b, '0')
		}
	}
	return strconv.AppendInt(b, int64(value), 10)
}

// MarshalText writes String; the zero Code is the empty text. A code that no notation can hold, such as one with 100
// minutes, is an error.
func (c Code) MarshalText() ([]byte, error) {
	if c.IsZero() {
		return []byte{}, nil
	}
	text := c.String()
	if back, err := Parse(text); err != nil || back != c {
		return nil, fmt.Errorf("timecode: no notation holds %d, %d, %d, %d as %q", c.Hours, c.Minutes, c.Seconds, c.Sub, c.Form)
	}
	return []byte(text), nil
}

// UnmarshalText reads what Parse reads; the empty text is the zero Code.
func (c *Code) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Code{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// quote shows a text in a message, shortened: a "timecode" may be a line of megabytes.
func quote(s string) string {
	const most = 40
	shown := 0
	for i := range s {
		if shown == most {
			return strconv.Quote(s[:i]) + "…"
		}
		shown++
	}
	return strconv.Quote(s)
}
