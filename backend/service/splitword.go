// This file finds words of which one part ends a turn and the other begins the next one, somebody else's: a program that
// told the voices apart has cut there. A part tells itself by being no word, of the dictionary or of the text, where both
// together are one. Where both are words, too, as mor and ning are names, and no pause is between them, it is a guess that
// they are one, and told as such. It changes nothing.

package service

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/align"
	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const (
	// fewestSplit is how many letters a word has that is looked for: shorter ones come about by chance.
	fewestSplit = 4
	// usualWord is how often a word stands elsewhere in the text that is taken for split though dictionaries have both parts.
	usualWord = 5
	// fewestLetters is how many letters one has that is guessed, and touching how far apart its parts are said at the most.
	fewestLetters = 5
	touching      = 30 * timecode.Millisecond
	// pauseInWord is the longest time between two turns within which a word can go on.
	pauseInWord = timecode.Second
)

// splitWord is a word in two parts: the head ends a turn, and the tail begins the one after it. Both are as they are written,
// the tail with the signs behind it.
type splitWord struct {
	turn       int // the first of the two
	head, tail string
	// touch says that no pause is between the parts, and guessed that both are words by themselves, though hardly these.
	touch, guessed bool
}

// whole is the word, without the signs behind it.
func (w splitWord) whole() string { return w.head + inLetters(w.tail) }

// inLetters is a token without the signs behind it; "" where others stand in it than letters and apostrophes.
func inLetters(token string) string {
	bare := strings.TrimRightFunc(token, func(r rune) bool { return !unicode.IsLetter(r) })
	if bare == "" || strings.ContainsFunc(bare, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		return ""
	}
	return bare
}

// plainWord is a word as dictionaries have it.
func plainWord(word string) string { return strings.ToLower(strings.ReplaceAll(word, "’", "'")) }

// splitWords are those of some turns. The model of their language may be nil; it is asked for where something is to be
// looked up.
func splitWords(turns []transcript.Turn, clock timecode.Clock, model func() *align.Model) (out []splitWord) {
	var near []splitWord
	for i := 1; i < len(turns); i++ {
		if w, ok := joint(turns[i-1], turns[i], clock); ok {
			w.turn = i - 1
			near = append(near, w)
		}
	}
	if len(near) == 0 {
		return nil
	}
	seen := map[string]int{}
	for _, t := range turns {
		for _, w := range transcript.Words(t.Paragraphs) {
			seen[plainWord(inLetters(strings.TrimLeftFunc(w, unicode.IsPunct)))]++
		}
	}
	for _, w := range near {
		seen[plainWord(w.head)]--
		seen[plainWord(inLetters(w.tail))]--
	}
	m := model()
	for _, w := range near {
		if w.isOne(seen, m) {
			out = append(out, w)
		} else if w.guessed = w.mayBeOne(seen, m); w.guessed {
			out = append(out, w)
		}
	}
	return out
}

// joint is what two turns would have split, were it a word: they are two speakers', hardly apart, and nothing says that the
// first ends there or that the second begins anew.
func joint(a, b transcript.Turn, clock timecode.Clock) (splitWord, bool) {
	if a.Label() == b.Label() || len(a.Paragraphs) == 0 || len(b.Paragraphs) == 0 {
		return splitWord{}, false
	}
	if a.Span != nil && b.Span != nil {
		_, end, err := clock.Place(*a.Span)
		start, _, wrong := clock.Place(*b.Span)
		if err != nil || wrong != nil || start-end > pauseInWord {
			return splitWord{}, false
		}
	}
	ours, theirs := strings.Fields(a.Paragraphs[len(a.Paragraphs)-1]), strings.Fields(b.Paragraphs[0])
	if len(ours) == 0 || len(theirs) == 0 {
		return splitWord{}, false
	}
	w := splitWord{head: ours[len(ours)-1], tail: theirs[0], touch: touch(a.Times, b.Times)}
	first, _ := utf8.DecodeRuneInString(w.tail)
	return w, inLetters(w.head) == w.head && inLetters(w.tail) != "" && unicode.IsLower(first)
}

// isOne says whether the parts are one word: seen is how often words stand elsewhere in the text.
func (w splitWord) isOne(seen map[string]int, m *align.Model) bool {
	head, tail, whole := plainWord(w.head), plainWord(inLetters(w.tail)), plainWord(w.whole())
	if utf8.RuneCountInString(whole) < fewestSplit {
		return false
	}
	if m == nil { // only the text tells what words are
		return seen[whole] > 1 && seen[head] == 0 && seen[tail] == 0
	}
	known := func(part string) bool { return seen[part] > 0 || m.Knows(part) }
	if known(head) && known(tail) {
		return seen[whole] >= usualWord && min(seen[head], seen[tail]) <= 0
	}
	return known(whole)
}

// touch says that the words of one turn end where those of another begin.
func touch(a, b transcript.Timings) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	head, tail := a[len(a)-1], b[0]
	return head.How.Timed() && tail.How.Timed() && tail.Start-head.End <= touching && head.End-tail.Start <= touching
}

// mayBeOne says whether parts that are words are one word rather: no pause is between them, the dictionary has the whole, and
// one of them is neither a usual word nor stands elsewhere in the text.
func (w splitWord) mayBeOne(seen map[string]int, m *align.Model) bool {
	head, tail, whole := plainWord(w.head), plainWord(inLetters(w.tail)), plainWord(w.whole())
	if m == nil || !w.touch || utf8.RuneCountInString(whole) < fewestLetters || !m.Knows(whole) {
		return false
	}
	usual := func(part string) bool {
		return seen[part] > 0 || strings.HasPrefix(m.Language, "en") && usualEnglish[part]
	}
	return !usual(head) || !usual(tail)
}

// splitWords tells of them, and puts each whole into the turn that has more of it.
func (c *covering) splitWords() (out []CoverageFinding) {
	var turns []transcript.Turn
	var places []cut.Place
	for i, p := range c.pieces {
		for k, t := range p.Chunk.Turns {
			turns, places = append(turns, t), append(places, cut.Place{Piece: i, From: k})
		}
	}
	for _, w := range splitWords(turns, c.doc.Episode().Clock(), c.model) {
		a, b := turns[w.turn], turns[w.turn+1]
		f := CoverageFinding{
			Kind: "splitword", Severity: string(chunkfile.Warn), Words: firstWords(b), Repairs: []CoverageRepair{},
			Places: []CoveragePlace{c.placeOf(places[w.turn]), c.placeOf(places[w.turn+1])},
			What:   fmt.Sprintf("The speaker changes within the word “%s”: “%s” ends a turn, and “%s” begins the next one.", w.whole(), w.head, inLetters(w.tail)),
		}
		if w.guessed {
			f.Doubtful = true
			f.What = fmt.Sprintf("The speaker may change within the word “%s”: “%s” ends a turn, “%s” begins the next one, and no pause is between them. Listen whether it is one word.",
				w.whole(), w.head, inLetters(w.tail))
		}
		which := "first"
		ops, to := w.join(a, b)
		if to == b.ID {
			which = "second"
		}
		if places[w.turn].Piece == places[w.turn+1].Piece {
			ops = append(ops, c.respan(w, a, b, to)...)
		}
		f.Repairs = append(f.Repairs, c.repair(fmt.Sprintf("Put “%s” into the %s turn", w.whole(), which), ops)...)
		f.Key = fmt.Sprintf("%s|%d|%s", f.Kind, a.ID, f.What)
		out = append(out, f)
	}
	return out
}

// atSplit says that a finding is about nothing but the edge of turns at which a word is split, of which another one tells.
func (c *covering) atSplit(f, split CoverageFinding) bool {
	before, after := split.Places[0].Turn, split.Places[1].Turn
	switch turn := f.Places[0].Turn; {
	case f.Kind == "midword":
		return turn == before
	case f.Kind != "off" || len(f.Repairs) == 0:
		return false
	default:
		set, ok := f.Repairs[0].ops[0].(transcript.SetSpan)
		t, _ := c.doc.Turn(turn)
		return ok && t.Span != nil && (turn == before && set.Span.Start == t.Span.Start || turn == after && set.Span.End == t.Span.End)
	}
}

// join puts the word into the turn that has more of it, or else into the other one, and tells which. No turn loses its only
// words by it: then there are no ops.
func (w splitWord) join(a, b transcript.Turn) (ops []transcript.Op, to transcript.ID) {
	last := len(a.Paragraphs) - 1
	ours, theirs := a.Paragraphs[last], b.Paragraphs[0]
	end, start := len(strings.TrimRightFunc(ours, unicode.IsSpace)), len(theirs)-len(strings.TrimLeftFunc(theirs, unicode.IsSpace))
	before := strings.TrimRightFunc(ours[:end-len(w.head)], unicode.IsSpace)
	rest := strings.TrimLeftFunc(theirs[start+len(w.tail):], unicode.IsSpace)
	longer := utf8.RuneCountInString(w.head) >= utf8.RuneCountInString(inLetters(w.tail))
	at := transcript.CountWords(a.Paragraphs) - 1
	switch {
	case rest != "" && (longer || before == ""):
		return []transcript.Op{
			transcript.EditText{Turn: a.ID, Para: last, From: end, To: end, Text: w.tail, Times: w.said(a, b, at)},
			transcript.EditText{Turn: b.ID, From: start, To: len(theirs) - len(rest)},
		}, a.ID
	case before != "":
		return []transcript.Op{
			transcript.EditText{Turn: a.ID, Para: last, From: len(before), To: end},
			transcript.EditText{Turn: b.ID, From: start, To: start, Text: w.head, Times: w.said(a, b, 0)},
		}, b.ID
	}
	return nil, 0
}

// said is when the word is said, that then stands at a place of a turn; nil where not both parts have a time.
func (w splitWord) said(a, b transcript.Turn, at int) *transcript.Retiming {
	if len(a.Times) == 0 || len(b.Times) == 0 {
		return nil
	}
	head, tail := a.Times[len(a.Times)-1], b.Times[0]
	if !head.How.Timed() || !tail.How.Timed() || tail.End < head.Start {
		return nil
	}
	return &transcript.Retiming{From: at, Put: transcript.Timings{{Start: head.Start, End: tail.End, How: transcript.Carried}}}
}

// respan moves the place where the speaker changes to the end of the word that is in one of the turns then, if that is known
// and the turns meet.
func (c *covering) respan(w splitWord, a, b transcript.Turn, to transcript.ID) []transcript.Op {
	said := w.said(a, b, 0)
	if said == nil || to == 0 || a.Span == nil || b.Span == nil || a.Span.End != b.Span.Start {
		return nil
	}
	at := said.Put[0].End
	if to == b.ID {
		at = said.Put[0].Start
	}
	return c.changeAt(a, b, at)
}
