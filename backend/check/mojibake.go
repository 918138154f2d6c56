package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/transcript"
)

// This file finds text that was UTF-8, was read as Windows-1252, and written as UTF-8 again. Signs that are such a text
// by chance are none: the letters of one must spell a letter or a sign of writing.

var textMojibake = Check{
	ID: "text.mojibake", Severity: Error,
	Why:     "Some program read the text in the wrong encoding: what stands there is what is left of another sign.",
	Example: "donâ€™t for don’t",
	turn: func(t turnSight, r *report) {
		for i, p := range t.turn.Paragraphs {
			for _, b := range brokenIn(p) {
				r.turn(t.turn, p[b.from:b.to], fmt.Sprintf("%s is what is left of %s after a program misread the text.", p[b.from:b.to], b.right),
					replaceWords("Write "+b.right, t.turn, i, b.from, b.to, b.right))
			}
		}
		if label := t.turn.Label(); len(brokenIn(label)) > 0 {
			now := mended(label)
			r.turn(t.turn, label, fmt.Sprintf("%s is what is left of %s after a program misread the text.", label, now), Repair{
				Name: "Write " + now, Before: label, After: now, Ops: []transcript.Op{transcript.SetSpeaker{Turn: t.turn.ID, Speaker: &now}},
			})
		}
	},
}

var fieldMojibake = Check{
	ID: "field.mojibake", Severity: Error,
	Why:     "Some program read the front matter in the wrong encoding.",
	Example: "timecode: 00:01:00:00 â€“ 00:05:00:00",
	covers:  []string{"text.mojibake"},
	chunk: func(c *chunkSight, r *report) {
		for at, f := range c.Matter.Fields {
			if f.Kind == transcript.ScalarField && len(brokenIn(f.Value)) > 0 {
				now := mended(f.Value)
				r.field(c, at, -1, fmt.Sprintf("A program misread the text of %s: %s.", f.Key, quoted(f.Value[brokenIn(f.Value)[0].from:brokenIn(f.Value)[0].to])), c.write("Write it as it was", at, now))
			}
		}
		c.eachItem(func(at, item int, text string) {
			if len(brokenIn(text)) > 0 {
				r.field(c, at, item, fmt.Sprintf("%s is what is left of %s after a program misread the text.", quoted(text), quoted(mended(text))), c.writeItem(at, item, mended(text)))
			}
		})
	},
}

// broken is a sign that was misread, and what it was.
type broken struct {
	from, to int
	right    string
}

// high are the bytes 0x80 to 0x9F of Windows-1252; those that it does not have stand for themselves.
var high = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

// byteOf is the byte that Windows-1252 has for a sign.
func byteOf(c rune) (byte, bool) {
	if c >= 0xA0 && c <= 0xFF {
		return byte(c), true
	}
	if c < 0x80 {
		return 0, false
	}
	at := slices.Index(high, c)
	return byte(0x80 + at), at >= 0
}

// leading says whether a sign can begin what is left of another: all that can begin with one byte in UTF-8.
func leading(s string) bool { return strings.IndexByte(s, 0xC3) >= 0 }

func brokenIn(s string) []broken {
	if !leading(s) {
		return nil
	}
	var out []broken
	for i := 0; i < len(s); {
		b, n := brokenAt(s[i:])
		if n > 0 {
			out = append(out, broken{i, i + n, b})
			i += n
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return out
}

// brokenAt reads what is left of one sign at the start of a text, and how many bytes that is; 0 if there is none.
func brokenAt(s string) (string, int) {
	lead, n := utf8.DecodeRuneInString(s)
	first, ok := byteOf(lead)
	want := 0
	switch {
	case !ok:
		return "", 0
	case first >= 0xC2 && first <= 0xDF:
		want = 2
	case first >= 0xE1 && first <= 0xEF:
		want = 3
	case first >= 0xF0 && first <= 0xF4:
		want = 4
	default:
		return "", 0
	}
	raw := []byte{first}
	for len(raw) < want {
		c, size := utf8.DecodeRuneInString(s[n:])
		b, ok := byteOf(c)
		if !ok || b < 0x80 || b > 0xBF {
			return "", 0
		}
		raw = append(raw, b)
		n += size
	}
	right, size := utf8.DecodeRune(raw)
	// Two signs may follow each other by chance, as a letter and a closing quote do; what they would spell then is rare.
	likely := unicode.In(right, unicode.Latin, unicode.Sm, unicode.Sc) || want > 2 && !unicode.IsControl(right) || strings.ContainsRune("\u00a0©®°·§«»", right)
	if right == utf8.RuneError || size != want || !likely {
		return "", 0
	}
	if want == 2 && strings.ContainsRune("”’", lastRune(s[:n])) {
		return "", 0
	}
	return string(right), n
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func mended(s string) string {
	var b strings.Builder
	at := 0
	for _, x := range brokenIn(s) {
		b.WriteString(s[at:x.from])
		b.WriteString(x.right)
		at = x.to
	}
	b.WriteString(s[at:])
	return b.String()
}
