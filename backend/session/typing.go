package session

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stet/backend/transcript"
)

// pause is how long a hand may rest before what it types next is a step of its own.
const pause = 2 * time.Second

// typed remembers where the last typing ended, so that the next letter can join its step, and what that step has made of
// its paragraph.
type typed struct {
	step int64
	turn transcript.ID
	para int
	// at is the caret in bytes.
	at   int
	time time.Time
	// over is what the step was called that typing goes on with, where it began with more than a letter.
	over string
	// was is the paragraph before the step, is what it is now: the bytes from to oldTo of the one became from to newTo of
	// the other.
	was, is            string
	from, oldTo, newTo int
	// base are the times of the turn's words before the step, left those that it has left, and had those before the op
	// that is under way.
	base, left, had transcript.Timings
}

// timed gives an op that goes on with the step the times that the step would have left if it had been made at once. A
// word before which another is typed is not rewritten, though their letters were one word for a moment.
func (t *typed) timed(doc *transcript.Document, op transcript.EditText, now time.Time) transcript.EditText {
	turn, ok := doc.Turn(op.Turn)
	if !ok || op.Para < 0 || op.Para >= len(turn.Paragraphs) {
		return op
	}
	t.had = turn.Times
	was := turn.Paragraphs[op.Para]
	// Where the words were found in the sound meanwhile, what was before no longer holds.
	if op.Times != nil || op.From < 0 || op.From > op.To || op.To > len(was) || len(t.base) == 0 || !slices.Equal(turn.Times, t.left) {
		return op
	}
	next, joins := t.after(op, was, now)
	if !joins {
		return op
	}
	step := transcript.EditText{Turn: op.Turn, Para: op.Para, From: next.from, To: next.oldTo, Text: next.is[next.from:next.newTo]}
	if times := doc.TimesAfter(step, next.was, t.base); !slices.Equal(times, doc.TimesAfter(op, was, turn.Times)) {
		op.Times = transcript.Retime(turn.Times, times)
	}
	return op
}

// join tells whether an edit goes on with the step before (same place, no pause, no new word begun after a space), and
// where typing stands after it. The document has the edit already.
func (t typed) join(doc *transcript.Document, e Edit, ops, inverses []transcript.Op, now time.Time) (next typed, joins bool) {
	if e.Typing && e.Name != "" {
		return begun(doc, e.Name, ops, now), false
	}
	op, ok := ops[0].(transcript.EditText)
	if !e.Typing || len(ops) != 1 || !ok {
		return typed{}, false
	}
	turn, _ := doc.Turn(op.Turn)
	is := turn.Paragraphs[op.Para]
	next, joins = t.after(op, is[:op.From]+takenBy(inverses[0])+is[op.From+len(op.Text):], now)
	switch {
	case !joins:
		next.base = t.had
	case !slices.Equal(t.had, t.left):
		// The words were found in the sound meanwhile.
		next.base = nil
	}
	next.left = turn.Times
	return next, joins
}

// tookBack tells that nothing is left of what was typed.
func (t typed) tookBack() bool { return t.over == "" && t.was == t.is }

// after is where typing stands after an op in a paragraph that was so before it, and whether it goes on with the step.
func (t typed) after(op transcript.EditText, was string, now time.Time) (next typed, joins bool) {
	gone := was[op.From:op.To]
	next = typed{turn: op.Turn, para: op.Para, from: op.From, oldTo: op.To, newTo: op.From, was: was, is: was[:op.From] + op.Text + was[op.To:]}
	waited := now.Sub(t.time)
	joins = t.step != 0 && t.turn == op.Turn && t.para == op.Para && waited >= 0 && waited < pause &&
		t.is == was && t.adjoins(op, gone) && !t.beginsWord(op)
	if joins {
		is := next.is
		next = t
		next.is = is
		next.from = min(t.from, op.From)
		if op.To > t.newTo {
			next.oldTo, next.newTo = t.oldTo+op.To-t.newTo, op.To
		}
		next.newTo -= op.To - op.From
	}
	next.newTo += len(op.Text)
	next.at, next.time = op.From+len(op.Text), now
	return next, joins
}

// begun is where typing stands after an edit that had a name of its own, as typing over several turns has: behind the
// last text that it put in. What goes on there joins the step.
func begun(doc *transcript.Document, name string, ops []transcript.Op, now time.Time) typed {
	for _, each := range slices.Backward(ops) {
		op, ok := each.(transcript.EditText)
		if !ok || op.Text == "" {
			continue
		}
		is, end := paragraph(doc, op), op.From+len(op.Text)
		if end > len(is) || is[op.From:end] != op.Text {
			break
		}
		return typed{
			turn: op.Turn, para: op.Para, at: end, time: now, over: name,
			was: is[:op.From] + is[end:], is: is, from: op.From, oldTo: op.From, newTo: end,
		}
	}
	return typed{}
}

// paragraph is what stands now where an edit was made; "" if it is gone.
func paragraph(doc *transcript.Document, op transcript.EditText) string {
	turn, ok := doc.Turn(op.Turn)
	if !ok || op.Para >= len(turn.Paragraphs) {
		return ""
	}
	return turn.Paragraphs[op.Para]
}

// takenBy is the text that an edit took away. Its inverse may put notes back as well.
func takenBy(inverse transcript.Op) string {
	switch o := inverse.(type) {
	case transcript.EditText:
		return o.Text
	case transcript.Batch:
		for _, op := range o.Ops {
			if edit, ok := op.(transcript.EditText); ok {
				return edit.Text
			}
		}
	}
	return ""
}

// adjoins tells whether an op goes on at the caret: a letter more, one less on either side of it, or another one for
// what this step has typed, as accents and input methods do. Several words at once are a selection, and a step.
func (t typed) adjoins(op transcript.EditText, gone string) bool {
	switch {
	case op.From == op.To:
		return op.From == t.at
	case severalWords(gone):
		return false
	case op.Text == "":
		return op.To == t.at || op.From == t.at
	}
	return op.To == t.at && op.From >= t.from
}

// beginsWord tells whether an op begins a word after another one. A word in the place of one that this step has deleted
// is not another.
func (t typed) beginsWord(op transcript.EditText) bool {
	first, _ := utf8.DecodeRuneInString(op.Text)
	if op.Text == "" || unicode.IsSpace(first) || inWord(t.is[:op.From]) {
		return false
	}
	return strings.TrimSpace(t.is[t.from:op.From]) != "" || severalWords(t.was[t.from:t.oldTo])
}

func severalWords(s string) bool { return len(strings.Fields(s)) > 1 }

// inWord tells whether a text ends in the middle of a word. Where words stand without spaces, a stop ends them.
func inWord(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	return n > 0 && !unicode.IsSpace(r) && !strings.ContainsRune("。、，！？；：．", r)
}

// byteOffset is where UTF-16 unit n of a paragraph lies, in bytes; -1, which no text has, if there is no such place.
func (s *Session) byteOffset(turn transcript.ID, para, n int) int {
	t, ok := s.doc.Turn(turn)
	if !ok || para < 0 || para >= len(t.Paragraphs) {
		return -1
	}
	return byteOffset(t.Paragraphs[para], n)
}

// byteOffset counts bytes up to UTF-16 unit n of s: -1, which no text has, if there is no such place.
func byteOffset(s string, n int) int {
	units := 0
	for i, r := range s {
		if units == n {
			return i
		}
		units++
		if r > 0xFFFF {
			units++
		}
	}
	if units == n {
		return len(s)
	}
	return -1
}
