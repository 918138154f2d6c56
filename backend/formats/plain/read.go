// Package plain reads a transcript in no format: paragraphs, with names and a colon before them, and perhaps a time in
// brackets. What is no transcript but any other text, it leaves alone.
package plain

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Reader reads it.
var Reader = formats.Reader{Name: "plain text", Loose: true, Knows: knows, Read: read}

var (
	// stamp is a time in brackets, or by itself, at the beginning of a paragraph.
	stamp = regexp.MustCompile(`^[\[(]?((?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]?(?:\s+|$)`)
	// inner is one behind the name, as in “Ada (00:12): Well” or “Ada [00:12]”.
	inner = regexp.MustCompile(`^([^:()\[\]]{1,48}?)\s*[\[(]((?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]\s*:?(?:\s+|$)`)
	// span is a turn's time as Stet reads it itself.
	span = regexp.MustCompile(`\d{1,2}[:;]\d{2}[:;]\d{2}\S*\s*-+>?\s*\d{1,2}[:;]\d{2}[:;]\d{2}`)
	// empty is an empty line between others, also one of spaces.
	empty = regexp.MustCompile(`\n\s*\n`)
	// markup is what stands in a document and not in a transcript.
	markup   = regexp.MustCompile("(?m)^\\s*(?:#|[-*+] |```|\\||>|\\d+\\. |={3,}\\s*$|-{3,}\\s*$)|\\]\\(|</")
	sentence = regexp.MustCompile(`[.?!。？！…]["”’)」』]?(?:\s|$)|[。？！]`)
)

// What a text has at the least that is taken for a transcript though it names nobody: sentences, or else words that stand
// in lines as long as those of speech, which a recogniser may write without a point.
const (
	fewestSentences = 2
	fewestWords     = 30
	wordsOfLine     = 6
)

func knows(f *formats.File) bool {
	text := strings.TrimSpace(strings.Join(plainLines(f), "\n"))
	if text == "" || strings.ContainsAny(text[:1], "{[<#%|-") && !stamp.MatchString(text) || span.MatchString(text) {
		return false
	}
	if first, _, _ := strings.Cut(text, "\n"); strings.Count(first, "\t") > 1 {
		return false // a table
	}
	paragraphs := parts(f)
	labels := labelsOf(paragraphs)
	named := 0
	for _, p := range paragraphs {
		if p.timed {
			named++
		} else if _, _, ok := labels.Cut(p.text); ok {
			named++
		}
	}
	return named > 1 || !markup.MatchString(text) && spoken(text, len(paragraphs))
}

// spoken says that a text of so many lines reads as speech does: nearly all letters, and sentences or long lines.
func spoken(text string, lines int) bool {
	letters, signs := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r):
			letters++
		case !unicode.IsSpace(r):
			signs++
		}
	}
	words, sentences := len(strings.Fields(text)), len(sentence.FindAllString(text, -1))
	return letters > 6*signs &&
		(sentences >= fewestSentences && sentences*60 >= words || words >= fewestWords && words >= wordsOfLine*lines)
}

// part is a paragraph, with the time and the name that stand in brackets.
type part struct {
	line       int
	text, name string
	start      timecode.Time
	timed      bool
	// apart says that an empty line stands before it.
	apart bool
}

// flowing is how many characters a line has at the least that no editor has wrapped.
const flowing = 120

// parts cuts the text at empty lines, and at lines that begin with a name or a time. Where no line is empty and lines are
// long, each is a paragraph.
func parts(f *formats.File) []part {
	var out []part
	open := false
	lines := plainLines(f)
	text := strings.TrimSpace(strings.Join(lines, "\n"))
	each := !empty.MatchString(text) && slices.ContainsFunc(lines, func(l string) bool { return utf8.RuneCountInString(l) > flowing })
	for i, line := range lines {
		open = open && !each
		text := strings.TrimSpace(line)
		if text == "" {
			open = false
			continue
		}
		p := part{line: i + 1, text: text, apart: !open}
		if m := inner.FindStringSubmatch(text); m != nil {
			p.name, p.text = strings.TrimSpace(m[1]), text[len(m[0]):]
			p.start, p.timed = formats.ParseClock(m[2])
		} else if m := stamp.FindStringSubmatch(text); m != nil {
			p.text = text[len(m[0]):]
			p.start, p.timed = formats.ParseClock(m[1])
		}
		out = append(out, p)
		open = true
	}
	return out
}

func labelsOf(paragraphs []part) formats.Labels {
	var texts []string
	for _, p := range paragraphs {
		texts = append(texts, p.text)
	}
	return formats.FindLabels(texts)
}

func read(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	if isMarked(f.Lines()) {
		for i, line := range f.Lines() {
			if title.MatchString(line) {
				t.Remark(formats.Lost, i+1, formats.HeadingRemark)
			}
		}
	}
	paragraphs := parts(f)
	labels := labelsOf(paragraphs)
	labels.Remark(&t)
	timed, named := false, false
	for i := range paragraphs {
		p := &paragraphs[i]
		if name, rest, ok := labels.Cut(p.text); ok {
			p.name, p.text = name, rest
		}
		timed, named = timed || p.timed, named || p.name != ""
	}
	for i, p := range paragraphs {
		if p.heads(paragraphs[i+1:]) {
			if formats.IsHeading(p.text) {
				t.Remark(formats.Lost, p.line, formats.HeadingRemark)
				continue
			}
			if named && formats.MayHead(p.text) {
				t.Remark(formats.Odd, p.line, formats.MayBeHeading)
			}
		}
		if n := len(t.Turns); n > 0 && p.name == "" && !p.timed && (named || timed || !p.apart) {
			add(&t.Turns[n-1], p)
			continue
		}
		turn := formats.Turn{Line: p.line, Speaker: p.name}
		if n := len(t.Turns); n > 0 && p.name == "" {
			turn.Speaker = t.Turns[n-1].Speaker
		}
		if p.text != "" {
			turn.Paragraphs = []string{p.text}
		}
		if p.timed {
			turn.Span = formats.SpanOf(p.start, p.start)
		}
		t.Turns = append(t.Turns, turn)
	}
	if !timed && !named {
		t.Remark(formats.Guessed, 0, "Where turns begin: nobody is named, so each paragraph is one")
	}
	if !timed {
		t.Remark(formats.Lost, 0, "There are no times in the file: its turns have none")
		return t, nil
	}
	t.Remark(formats.Guessed, 0, "Where turns end: each where the next begins")
	end(t.Turns)
	return t, nil
}

// heads says that a line stands by itself above a turn whose beginning is told.
func (p part) heads(next []part) bool {
	return p.name == "" && !p.timed && p.apart && len(next) > 0 && next[0].apart && (next[0].name != "" || next[0].timed)
}

// add puts a line to a turn: as a paragraph of its own where an empty line stands before it.
func add(t *formats.Turn, p part) {
	if n := len(t.Paragraphs); n > 0 && !p.apart {
		t.Paragraphs[n-1] += " " + p.text
		return
	}
	t.Paragraphs = append(t.Paragraphs, p.text)
}

// end lets each turn end where the next one that has a time begins; the last one where it begins.
func end(turns []formats.Turn) {
	for i := range turns {
		if turns[i].Span == nil {
			continue
		}
		turns[i].Estimated = transcript.EndEdge
		for _, next := range turns[i+1:] {
			if next.Span != nil {
				turns[i].Span.End = next.Span.Start
				break
			}
		}
	}
}
