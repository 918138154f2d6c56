package chunkfile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// notString matches what a reader of YAML 1.1 or 1.2 takes for something other than a text: a number, a date, yes and
// no, and the numbers to the base of 60 that 10:27:51 is in YAML 1.1.
var notString = regexp.MustCompile(`^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|=|<<|` +
	`\.nan|\.NaN|\.NAN|[-+]?\.(?:inf|Inf|INF)|` +
	`[-+]?[0-9][0-9_,]*|[-+]?0[xob][0-9a-fA-F_]+|[-+]?(?:\.[0-9]|[0-9][0-9_]*)[0-9_.]*(?:[eE][-+]?[0-9]+)?|` +
	`[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|` +
	`[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9].*)?)$`)

// count matches values that are numbers or dates on purpose, also where a new field brings them.
var count = regexp.MustCompile(`^(?:0|[1-9][0-9]*|[0-9]{4}-[0-9]{2}-[0-9]{2})$`)

func isString(s string) bool {
	// Of all that is no text, only words of five letters or fewer begin with a letter.
	return len(s) > 5 && isLetter(s[0]) || !notString.MatchString(s)
}

// isPlain says whether a one-line text can stand without quotes; in a flow list less can.
func isPlain(s string, flow bool) bool {
	if s == "" || s != strings.TrimSpace(s) || !isPrintable(s) {
		return false
	}
	if strings.ContainsRune(",[]{}#&*!|>'\"%@`", rune(s[0])) {
		return false
	}
	if strings.ContainsRune("-?:", rune(s[0])) && (len(s) == 1 || s[1] == ' ' || flow) {
		return false
	}
	if strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, ":\t") || strings.Contains(s, " #") || strings.Contains(s, "\t#") || strings.HasSuffix(s, ":") {
		return false
	}
	return !flow || !strings.ContainsAny(s, ",[]{}:?")
}

// isPrintable says whether a text can stand in YAML without escapes, on one line.
func isPrintable(s string) bool {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n <= 1 {
				return false
			}
		}
		if isControl(r) || r == '\n' {
			return false
		}
	}
	return true
}

func isControl(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff
}

func singleQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func doubleQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case isControl(r) || r == utf8.RuneError:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// spot is where a new value is to stand, and what that allows.
type spot struct {
	quotes style // how the texts beside it are written
	number bool  // the value may be a number or a date
	truth  bool  // the value may be true or false
	none   bool  // the value may be null
	item   bool  // it is an item of a list, which takes one line
	flow   bool  // the list is written [a, b]
}

func (at spot) isTruth(s string) bool { return at.truth && (s == "true" || s == "false") }

// newScalar writes a value that was not there before.
func (u *updater) newScalar(s string, at spot) string {
	number := at.number && count.MatchString(s)
	switch {
	case s == "":
		return `""`
	case at.isTruth(s), at.none && s == "null":
		return s
	case strings.Contains(s, "\n") && !at.item && isBlockText(s):
		return literalBlock("|", s, u.matter.indent+"  ", u.eol)
	case number && at.quotes == plain:
		return s
	case at.quotes == double || !isPrintable(s):
		return doubleQuoted(s)
	case at.quotes == single:
		return singleQuoted(s)
	case isPlain(s, at.flow) && isString(s):
		return s
	case strings.Contains(s, "'") && !strings.ContainsAny(s, `"\`):
		return doubleQuoted(s)
	}
	return singleQuoted(s)
}

// isBlockText says whether a text can stand in a literal block without an indentation number, and reads back: a block
// keeps no line breaks at its end.
func isBlockText(s string) bool {
	if strings.HasSuffix(s, "\n") || strings.HasPrefix(s, " ") || strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\n") || strings.TrimSpace(s) == "" {
		return false
	}
	for _, l := range strings.Split(s, "\n") {
		if !isPrintable(l) {
			return false
		}
	}
	return true
}

func literalBlock(header, s, indent, eol string) string {
	var b strings.Builder
	b.WriteString(header)
	for _, l := range strings.Split(s, "\n") {
		b.WriteString(eol)
		if l != "" {
			b.WriteString(indent + l)
		}
	}
	return b.String()
}

// rewriteScalar writes another value in place of an old one, in the same style, and over the same lines as far as
// their words stay.
func (u *updater) rewriteScalar(old scalar, s string, at spot) string {
	if at.isTruth(s) || at.truth && at.item && count.MatchString(s) {
		return s
	}
	flow := at.flow
	source := string(u.src[old.start:old.end])
	if text, ok := recased(old, source, s); ok {
		return text
	}
	plainHere := u.habits.quotes == plain
	switch old.style {
	case literal, folded:
		return u.rewriteBlock(old, source, s)
	case double, single:
		needless := isPlain(s, flow) && isString(s) && plainHere
		if needless && (!isPlain(old.text, flow) || !isString(old.text)) && isNewText(old.text, s) {
			// The quotes were there for the old words only.
			return s
		}
		if old.lines {
			if text, ok := u.reflowQuoted(old, source, s); ok {
				return text
			}
		}
		if old.style == single && isPrintable(s) {
			return singleQuoted(s)
		}
		return doubleQuoted(s)
	}
	number := old.is() && !isString(old.text)
	if !old.is() || !isPlain(s, flow) || !number && !isString(s) {
		at.quotes, at.number = plain, number || !old.is() && !at.item
		return u.newScalar(s, at)
	}
	if old.lines && !strings.Contains(old.text, "\n") && !isNewText(old.text, s) {
		return u.reflowLines(source, s)
	}
	return s
}

// recased puts words that differ in their capitals alone over the old ones, on lines that stay as they are.
func recased(old scalar, source, s string) (string, bool) {
	if !old.lines || !strings.EqualFold(old.text, s) || !isPrintable(strings.ReplaceAll(s, "\n", " ")) {
		return "", false
	}
	from, until := 0, len(source)
	switch old.style {
	case double, single:
		from, until = 1, len(source)-1
	case literal, folded:
		from = max(0, strings.IndexAny(source, "\r\n"))
	}
	was, now := strings.Fields(old.text), strings.Fields(s)
	if !slices.Equal(strings.Fields(source[from:until]), was) || len(was) != len(now) {
		return "", false
	}
	var b strings.Builder
	b.WriteString(source[:from])
	for i, w := range was {
		at := from + strings.Index(source[from:], w)
		b.WriteString(source[from:at] + now[i])
		from = at + len(w)
	}
	return b.String() + source[from:], true
}

// isNewText says that a text shares so few of its words with the one before it that it is not woven into the old
// lines, but written as what is new. A text that was only cut short is not new.
func isNewText(old, now string) bool {
	a, b := strings.Fields(old), strings.Fields(now)
	return isRewritten(len(diffStrings(a, b)), len(a), len(b))
}

func isRewritten(stay, old, now int) bool {
	return stay*2 < max(old, now) && stay*3 < 2*min(old, now)
}

// rewriteBlock changes the lines of a literal block, and keeps those that stay.
func (u *updater) rewriteBlock(old scalar, source, s string) string {
	lines := splitLines([]byte(source), 0)
	header := source[:lines[0].text]
	indent := u.matter.indent + "  "
	for _, l := range lines[1:] {
		if text := source[l.start:l.text]; !isBlank([]byte(text)) {
			indent = text[:indentOf([]byte(text))]
			break
		}
	}
	explicit := strings.ContainsAny(strings.SplitN(header, "#", 2)[0], "123456789")
	if !isBlockText(s) || explicit {
		return doubleQuoted(s)
	}
	if old.style == folded {
		if !strings.Contains(s, "\n") && !strings.Contains(old.text, "\n") && !isNewText(old.text, s) && len(lines) > 1 {
			first := lines[1].start
			return source[:first] + indent + u.reflowLines(strings.TrimLeft(source[first:], " "), s)
		}
		if !strings.Contains(s, "\n") {
			return source[:lines[0].text] + u.eol + indent + s
		}
		return literalBlock("|", s, indent, u.eol)
	}
	return u.relined(source, lines, s, indent)
}

// relined changes the lines of a literal block. Those that stay keep their bytes, spaces on empty ones included.
func (u *updater) relined(source string, lines []line, s, indent string) string {
	old := make([]string, 0, len(lines))
	for _, l := range lines[1:] {
		old = append(old, strings.TrimPrefix(source[l.start:l.text], indent))
		if isBlank([]byte(source[l.start:l.text])) && len(source[l.start:l.text]) <= len(indent) {
			old[len(old)-1] = ""
		}
	}
	now := strings.Split(s, "\n")
	out := make([]string, len(now))
	for i, text := range now {
		if text != "" {
			out[i] = indent + text
		}
	}
	for _, m := range diffStrings(old, now) {
		out[m.b] = source[lines[m.a+1].start:lines[m.a+1].text]
	}
	return source[:lines[0].text] + u.eol + strings.Join(out, u.eol)
}

// reflowLines puts new words into the lines of a value without quotes.
func (u *updater) reflowLines(source, s string) string {
	width := 80
	old := u.sourceWords(source, &width)
	return reflow(old, splitWords(s, noGap), layout{line: u.eol + u.matter.indent + "  ", width: width, begins: beginsPlain})
}

// beginsPlain keeps what would be a comment at the start of a line, or look like an item, from standing there.
func beginsPlain(word string) bool { return word[0] != '#' && word[0] != '-' }

// sourceWords cuts a value's source into words, and finds out how wide its lines are.
func (u *updater) sourceWords(source string, width *int) []word {
	var words []word
	between := ""
	for _, l := range splitLines([]byte(source), 0) {
		text := source[l.start:l.text]
		if l.start > 0 {
			*width = max(*width, utf8.RuneCountInString(text))
		}
		trim := strings.Trim(text, blanks)
		lead := text[:strings.Index(text, trim)]
		for i, w := range splitWords(trim, lineGap) {
			if i == 0 {
				w.between = between + lead
				if len(words) == 0 {
					w.gap = noGap
				}
			}
			words = append(words, w)
		}
		between = text[len(lead)+len(trim):] + source[l.text:l.end]
	}
	return words
}

// reflowQuoted does the same within quotes. It leaves texts alone whose line breaks are escaped.
func (u *updater) reflowQuoted(old scalar, source, s string) (string, bool) {
	if strings.Contains(old.text, "\n") || !isPrintable(s) || isNewText(old.text, s) || s != strings.Trim(s, blanks) {
		return "", false
	}
	quote := source[:1]
	raw := func(w string) string { return strings.ReplaceAll(w, "'", "''") }
	plainText := func(w string) string { return strings.ReplaceAll(w, "''", "'") }
	if old.style == double {
		raw = func(w string) string { q := doubleQuoted(w); return q[1 : len(q)-1] }
		plainText = func(w string) string { return strings.ReplaceAll(strings.ReplaceAll(w, `\"`, `"`), `\\`, `\`) }
		if strings.Contains(strings.ReplaceAll(strings.ReplaceAll(source, `\"`, ""), `\\`, ""), `\`) || strings.Contains(source, `\\"`) {
			return "", false
		}
	}
	width := 80
	words := u.sourceWords(source[1:len(source)-1], &width)
	for i := range words {
		words[i].text = plainText(words[i].text)
	}
	return quote + reflow(words, splitWords(s, noGap), layout{line: u.eol + u.matter.indent + "  ", width: width, raw: raw}) + quote, true
}
