package chunkfile

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/transcript"
)

// confined reports whether an update touched more than it had to. Whatever reads the same before and after must have
// kept its bytes: with the fields, turns and lines that changed cut out of both texts, the same text is left. In what
// changed, only so many lines may be touched as items or words changed.
func confined(before, after []byte) error {
	old, now := Parse(before), Parse(after)
	oldParts, nowParts := old.parts(), now.parts()
	stay := map[int]int{}
	for _, m := range diffStrings(meanings(oldParts), meanings(nowParts)) {
		stay[m.a] = m.b
	}
	stays := map[int]bool{}
	for _, b := range stay {
		stays[b] = true
	}
	restOld := cutOut(old, oldParts, func(i int) bool { _, ok := stay[i]; return ok })
	restNow := cutOut(now, nowParts, func(i int) bool { return stays[i] })
	if cameOrWent(old, now) {
		// Where something came or went, so did the empty lines around it; and a file may end without a line break.
		restOld, restNow = withoutBlanks(restOld), withoutBlanks(restNow)
	}
	if twins(old, oldParts) {
		return nil
	}
	if !bytes.Equal(restOld, restNow) {
		return fmt.Errorf("what did not change was touched:\n%s", firstDifference(restOld, restNow))
	}
	if err := confinedFields(old, now); err != nil {
		return err
	}
	return confinedTurns(old, now)
}

// twins says that two parts mean the same and are written differently: which of them stayed, nobody can tell.
func twins(f *File, parts []part) bool {
	written := map[string]string{}
	for _, p := range parts {
		text := string(f.src[p.start:p.end])
		if before, ok := written[p.meaning]; ok && before != text {
			return true
		}
		written[p.meaning] = text
	}
	return false
}

// cameOrWent says that empty lines may have come or gone with something.
func cameOrWent(old, now *File) bool {
	for _, p := range transcript.Align(old.chunk.Turns, now.chunk.Turns) {
		if p.Old < 0 || p.New < 0 {
			return true
		}
	}
	for _, f := range old.matter.fields {
		// An empty line before the last item of a list stands after the list when that item goes.
		text := old.src[f.start:f.end]
		if f.field.Kind == transcript.ListField && bytes.Count(withoutBlanks(text), []byte("\n")) < len(splitLines(text, 0)) {
			return true
		}
	}
	return len(old.chunk.Lead) != len(now.chunk.Lead) || old.matter.form != now.matter.form
}

// part is a stretch of a file that means something.
type part struct {
	place
	meaning string
	turn    bool
}

func (f *File) parts() (parts []part) {
	if f.matter.form != transcript.NoMatter {
		parts = append(parts, part{place: f.matter.open, meaning: "fence"})
	}
	if f.matter.form == transcript.RawMatter {
		parts = append(parts, part{place: place{f.matter.start, f.matter.end}, meaning: "raw " + f.chunk.Matter.Raw})
	}
	for _, field := range f.matter.fields {
		parts = append(parts, part{place: place{field.lead, field.tail}, meaning: fmt.Sprintf("field %q", field.field)})
	}
	if f.matter.form != transcript.NoMatter {
		parts = append(parts, part{place: f.matter.close, meaning: "fence"})
	}
	for _, l := range f.body.leads {
		if !l.stray {
			parts = append(parts, part{place: place{l.start, l.end}, meaning: "lead " + string(f.src[l.start:l.end])})
		}
	}
	for i, t := range f.body.turns {
		turn := f.chunk.Turns[i]
		stray := ""
		for _, l := range f.body.leads {
			if l.stray && i == 0 {
				stray = string(f.src[l.start:l.end])
			}
		}
		parts = append(parts, part{place{t.start, t.end}, fmt.Sprintf("turn %v %q %v %q %q", turn.Span, stray, turn.Speaker == nil, turn.Label(), turn.Paragraphs), true})
	}
	return parts
}

func meanings(parts []part) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.meaning
	}
	return out
}

func cutOut(f *File, parts []part, stays func(int) bool) []byte {
	var rest []byte
	at := 0
	for i, p := range parts {
		rest = append(rest, f.src[at:p.start]...)
		// A mark stands at both ends of a turn, whether it is cut out or not.
		if p.turn {
			rest = append(rest, mark)
		}
		if stays(i) {
			rest = append(rest, f.src[p.start:p.end]...)
		}
		if p.turn {
			rest = append(rest, mark)
		}
		at = p.end
	}
	return append(rest, f.src[at:]...)
}

const mark = '\x01'

func withoutBlanks(text []byte) []byte {
	text = bytes.ReplaceAll(bytes.TrimPrefix(text, []byte(byteOrderMark)), []byte{mark}, []byte("\n"))
	var out []byte
	for _, l := range splitLines(text, 0) {
		if s := bytes.Trim(text[l.start:l.text], blanks); len(s) > 0 {
			out = append(append(out, s...), '\n')
		}
	}
	return out
}

func firstDifference(a, b []byte) string {
	x, y := keptLines(a), keptLines(b)
	for i := range max(len(x), len(y)) {
		if i >= len(x) || i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("%q\n%q", strings.Join(x[i:min(i+2, len(x))], ""), strings.Join(y[min(i, len(y)):min(i+2, len(y))], ""))
		}
	}
	return ""
}

// confinedFields looks into fields that stand in both texts under the same name: a list's line for each item that came
// or went, and no more.
func confinedFields(old, now *File) error {
	names := func(f *File) []string {
		var out []string
		for _, field := range f.matter.fields {
			out = append(out, fmt.Sprint(field.field.Kind, field.field.Key))
		}
		return out
	}
	for _, m := range diffStrings(names(old), names(now)) {
		a, b := old.matter.fields[m.a], now.matter.fields[m.b]
		x, y := old.src[a.start:a.end], now.src[b.start:b.end]
		lines := touched(x, y)
		switch {
		case a.field.Equal(b.field):
			if !bytes.Equal(x, y) {
				return fmt.Errorf("%s did not change, but its lines did", a.field.Key)
			}
		case a.field.Kind == transcript.ListField && !a.flow && len(b.items) > 0 && len(a.items) == bytes.Count(x, []byte("\n"))-1:
			same := len(diffStrings(a.field.Items, b.field.Items))
			if most := len(a.items) + len(b.items) - 2*same; lines > most {
				return fmt.Errorf("%s: %d lines touched for %d items that came or went", a.field.Key, lines, most)
			}
		case a.field.Kind == transcript.ScalarField && !isNewText(a.field.Value, b.field.Value):
			p, q := strings.Fields(a.field.Value), strings.Fields(b.field.Value)
			if words := len(p) + len(q) - 2*len(diffStrings(p, q)); a.value.style == b.value.style && lines > 2*words+2 {
				return fmt.Errorf("%s: %d lines touched for %d words", a.field.Key, lines, words)
			}
		}
	}
	return nil
}

// confinedTurns looks into turns that stand in both texts.
func confinedTurns(old, now *File) error {
	for _, pair := range transcript.Align(old.chunk.Turns, now.chunk.Turns) {
		if pair.Old < 0 || pair.New < 0 {
			continue
		}
		a, b := old.chunk.Turns[pair.Old], now.chunk.Turns[pair.New]
		x, y := old.body.turns[pair.Old], now.body.turns[pair.New]
		if transcript.SameSpan(a.Span, b.Span) && x.time != nil && !bytes.Equal(old.src[x.time.start:x.time.end], now.src[y.time.start:y.time.end]) {
			return fmt.Errorf("turn %d: its time did not change, but how it is written did", pair.Old+1)
		}
		if slices.Equal(transcript.Canonical(a.Paragraphs), transcript.Canonical(b.Paragraphs)) {
			if len(x.lines) > 0 && !bytes.Equal(old.src[x.lines[0].start:x.end], now.src[y.lines[0].start:y.end]) {
				return fmt.Errorf("turn %d: its words did not change, but their lines did", pair.Old+1)
			}
			continue
		}
		v, w := strings.Fields(strings.Join(a.Paragraphs, " ")), strings.Fields(strings.Join(b.Paragraphs, " "))
		pairs := len(diffStrings(v, w))
		if isRewritten(pairs, len(v), len(w)) || len(x.lines) == 0 || len(y.lines) == 0 {
			continue
		}
		changed := len(v) + len(w) - 2*pairs + spaces(a) + spaces(b)
		parted := max(len(a.Paragraphs)-len(b.Paragraphs), len(b.Paragraphs)-len(a.Paragraphs))
		p, q := old.src[x.lines[0].start:x.end], now.src[y.lines[0].start:y.end]
		if parted > 0 {
			p, q = withoutBlanks(p), withoutBlanks(q)
		}
		lines := touched(p, q)
		if most := 2*changed + 4*parted + 2; lines > most {
			return fmt.Errorf("turn %d: %d lines touched for %d words and %d paragraphs that came or went", pair.Old+1, lines, changed, parted)
		}
	}
	return nil
}

// spaces counts what is wider between words than one space; a line break cannot stand for it.
func spaces(t transcript.Turn) int {
	n := 0
	for _, p := range t.Paragraphs {
		n += strings.Count(p, "  ") + strings.Count(p, "\t")
	}
	return n
}

// TestConfinedNotices makes sure that the measure itself can fail.
func TestConfinedNotices(t *testing.T) {
	before := "---\n# of the file\n\ntitle: a\n# note\ntags:\n- b\n- c\n---\n\n00:00:01:00 - 00:00:02:00\nAda\none two\nthree four\n\n00:00:02:00 - 00:00:03:00\nMira\nfive six\nseven\n"
	for _, after := range []string{
		strings.Replace(before, "- b\n- c", "  - b\n  - c", 1),
		strings.Replace(before, "title: a", "title: 'a'", 1),
		strings.Replace(before, "# note\n", "", 1),
		strings.Replace(before, "# of the file\n", "", 1),
		strings.Replace(before, "one two\nthree four", "one two three four", 1),
		strings.Replace(before, "one two\nthree four", "one two three\nfour", 1),
		strings.Replace(before, "five six\nseven", "five\nsix seven eight", 1)[1:],
		strings.Replace(before, "four\n\n", "four\n\n\n", 1),
		strings.Replace(before, "\n", "\r\n", 1),
		strings.Replace(before, "- b\n- c", "- b\n- c\n- d", 1) + "\n",
		strings.Replace(before, "00:00:02:00 - ", "00:00:02:00 – ", 1),
	} {
		if confined([]byte(before), []byte(after)) == nil {
			t.Errorf("nothing was said of\n%s", after)
		}
	}
	if err := confined([]byte(before), []byte(strings.Replace(before, "two\n", "deux\n", 1))); err != nil {
		t.Error(err)
	}
}
