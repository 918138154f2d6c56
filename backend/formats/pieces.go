package formats

import (
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Piece is what a format tells of at once: a cue, a segment, a run of words.
type Piece struct {
	Line       int
	Start, End timecode.Time
	// Timed says that Start and End are known; Guessed which of them the file does not give.
	Timed   bool
	Guessed transcript.Edges
	Speaker string
	// Apart says that another speaks than before, also where neither is named.
	Apart  bool
	Tokens []Token
	// Breaks are the words of it that begin a paragraph, from 0; the first word needs none.
	Breaks []int
}

// Where pieces of one speaker are joined to a turn: over no longer a silence than pause, and until a sentence ends once
// the turn is long, or wherever it is too long: some write no sentences.
const (
	pause   = 2 * timecode.Second
	long    = 60 * timecode.Second
	tooLong = 180 * timecode.Second
)

// overlapping is how far a cue reaches into the next before that is told: less is rounding.
const overlapping = 50 * timecode.Millisecond

// Keep makes a turn of every piece, as the file has them. Pieces without words are left out.
func (t *Transcript) Keep(what string, pieces []Piece) { t.take(what, pieces, false) }

// Join makes turns of pieces: those of one speaker that follow each other are one turn, and it is remarked that they were
// several.
func (t *Transcript) Join(what string, pieces []Piece) {
	if taken := t.take(what, pieces, true); taken > len(t.Turns) {
		t.Remark(Guessed, 0, "%s were joined to %s: those of one speaker, until a pause, or the end of a sentence after a minute. Where each ended is kept only in the times of its words",
			Count(taken, what), Count(len(t.Turns), "turn"))
	}
}

// JoinSentences joins what Sentences made: nobody is to be told that they were several.
func (t *Transcript) JoinSentences(pieces []Piece) { t.take("sentence", pieces, true) }

func (t *Transcript) take(what string, pieces []Piece, join bool) (taken int) {
	t.Joined = join
	var last *Piece
	// said are the words of the last turn, and breaks those that begin a paragraph.
	var said []string
	var breaks []int
	finish := func() {
		if n := len(t.Turns); n > 0 {
			t.Turns[n-1].Paragraphs = paragraphs(said, breaks)
			markSeams(said, t.Turns[n-1].Times, t.Turns[n-1].Seams)
		}
		said, breaks = nil, nil
	}
	for i := range pieces {
		p := &pieces[i]
		if p.Timed && p.Start < 0 || slices.ContainsFunc(p.Tokens, func(w Token) bool { return w.Told && w.Start < 0 }) {
			t.Remark(Odd, p.Line, "A time below 0 is taken for 0")
		}
		if slices.ContainsFunc(p.Tokens, func(w Token) bool { return w.Told && w.End < w.Start }) {
			t.Remark(Odd, p.Line, "A word ends before it begins")
		}
		if p.Timed {
			if p.End < p.Start {
				t.Remark(Odd, p.Line, "A %s ends before it begins", what)
			}
			if last != nil && p.Start < last.Start {
				t.Remark(Odd, p.Line, "A %s begins before the one above it", what)
			} else if last != nil && what == "cue" && last.Line != p.Line && p.Start+overlapping < last.End {
				t.Remark(Odd, p.Line, "A %s begins before the one above it has ended", what)
			}
		}
		words, times := wordsOf(p.Tokens, [2]timecode.Time{p.Start, max(p.Start, p.End)}, p.Timed)
		if len(words) == 0 {
			t.Remark(Lost, p.Line, "A %s without words", what)
			continue
		}
		taken++
		if last == nil || !join || !joins(last, p, &t.Turns[len(t.Turns)-1], said[len(said)-1]) {
			finish()
			t.begin(p)
		} else {
			turn := &t.Turns[len(t.Turns)-1]
			turn.Seams = append(turn.Seams, seam(len(said), last, p))
		}
		for _, at := range p.Breaks {
			breaks = append(breaks, len(said)+at)
		}
		said = append(said, words...)
		turn := &t.Turns[len(t.Turns)-1]
		turn.Times = append(turn.Times, times...)
		if p.Timed {
			if end := SpanOf(0, max(p.Start, p.End)).End; later(end, turn.Span.End) {
				turn.Span.End = end
				turn.Estimated = turn.Estimated&^transcript.EndEdge | p.Guessed&transcript.EndEdge
			}
		}
		last = p
	}
	finish()
	for i := range t.Turns {
		if !known(t.Turns[i].Times) {
			t.Turns[i].Times = nil
		}
	}
	return taken
}

// paragraphs parts words where breaks are.
func paragraphs(words []string, breaks []int) []string {
	var out []string
	from := 0
	for _, at := range append(breaks, len(words)) {
		if at > from {
			out = append(out, strings.Join(words[from:at], " "))
			from = at
		}
	}
	return out
}

func (t *Transcript) begin(p *Piece) {
	turn := Turn{Line: p.Line, Speaker: p.Speaker}
	if p.Timed {
		turn.Span = SpanOf(p.Start, max(p.Start, p.End))
		turn.Estimated = p.Guessed
	}
	t.Turns = append(t.Turns, turn)
}

// seam is where a piece is joined to the one before, which has so many words with all before it.
func seam(words int, last, p *Piece) Seam {
	s := Seam{Word: words}
	if p.Timed {
		s.Ends, s.Starts = &SpanOf(0, max(last.Start, last.End)).End, &SpanOf(p.Start, p.Start).Start
		s.Guessed = last.Guessed&transcript.EndEdge | p.Guessed&transcript.StartEdge
	}
	return s
}

func joins(last, p *Piece, turn *Turn, word string) bool {
	if last.Speaker != p.Speaker || p.Apart || last.Timed != p.Timed {
		return false
	}
	if !p.Timed {
		return true
	}
	if p.Start < last.Start || p.Start-last.End > pause {
		return false
	}
	began, _ := turn.Span.Start.At(timecode.Rate{})
	lasts := last.End - began
	return lasts < long || lasts < tooLong && !endsSentence(word)
}

// later compares two times to the millisecond.
func later(a, b timecode.Code) bool {
	x, _ := a.At(timecode.Rate{})
	y, _ := b.At(timecode.Rate{})
	return x > y
}

func endsSentence(text string) bool {
	text = strings.TrimRight(text, `"”’')»`)
	return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "。")
}

func known(times transcript.Timings) bool {
	for _, w := range times {
		if w.How != transcript.Unknown {
			return true
		}
	}
	return false
}

// Share parts a stretch that several speakers have together, by the letters of each: where one ends and the next begins is
// a guess.
func Share(parts []Piece) {
	if len(parts) < 2 {
		return
	}
	letters := make([]int, len(parts))
	all := 0
	for i, p := range parts {
		for _, token := range p.Tokens {
			letters[i] += utf8.RuneCountInString(token.Text)
		}
		all += letters[i]
	}
	start, length, seen := parts[0].Start, parts[0].End-parts[0].Start, 0
	for i := range parts {
		p := &parts[i]
		p.Start = start + length*timecode.Time(seen)/timecode.Time(max(1, all))
		seen += letters[i]
		p.End = start + length*timecode.Time(seen)/timecode.Time(max(1, all))
		if i > 0 {
			p.Guessed |= transcript.StartEdge
		}
		if i < len(parts)-1 {
			p.Guessed |= transcript.EndEdge
		}
	}
}
