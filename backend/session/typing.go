package session

import (
	"time"
	"unicode"
	"unicode/utf8"

	"stet/backend/transcript"
)

// pause is how long a hand may rest before what it types next is a step of its own.
const pause = 2 * time.Second

// typed remembers where the last typing ended, so that the next letter can join its step.
type typed struct {
	step int64
	turn transcript.ID
	para int
	// at is the caret in bytes; word says that it stands behind a letter.
	at   int
	word bool
	time time.Time
}

// join tells whether an edit goes on with the step before (same place, no pause, no new word begun after a space), and
// where typing stands after it.
func (t typed) join(doc *transcript.Document, e Edit, ops []transcript.Op, now time.Time) (next typed, joins bool) {
	op, ok := ops[0].(transcript.EditText)
	if !e.Typing || len(ops) != 1 || !ok {
		return typed{}, false
	}
	next = typed{turn: op.Turn, para: op.Para, at: op.From + len(op.Text), time: now}
	if turn, ok := doc.Turn(op.Turn); ok {
		next.word = endsWord(turn.Paragraphs[op.Para][:next.at])
	}
	first, _ := utf8.DecodeRuneInString(op.Text)
	newWord := op.Text != "" && !t.word && !unicode.IsSpace(first)
	joins = t.step != 0 && t.turn == op.Turn && t.para == op.Para && (op.To == t.at || op.From == t.at) &&
		now.Sub(t.time) < pause && now.Sub(t.time) >= 0 && !newWord
	return next, joins
}

func endsWord(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	return n > 0 && !unicode.IsSpace(r)
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
