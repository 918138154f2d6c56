package session

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file sets where words begin and end, by the hand of a person. Nothing that is measured changes that again.

const (
	// shortestWord is how long a word is at least, and a letter of one beside a word that a person times.
	shortestWord = timecode.Second / 100
	// usualWord is how long a word is taken to be of which one end is known.
	usualWord = timecode.Second / 4
)

// SetWordEdge lets a word of a turn, counted from 0, begin (or end) at a place in the sound, which is that long; 0 where that is
// not known. A word beside it that touches it, or is in its way, goes along, also in the turns beside its own; one that has no
// room left has no time then, and is looked for again. Where a person has timed one that is in the way, it is refused.
func (s *Session) SetWordEdge(ctx context.Context, turn transcript.ID, word int, end bool, at, length timecode.Time) (Result, error) {
	return s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		t, ok := doc.Turn(turn)
		if !ok {
			return "", nil, fmt.Errorf("turn %d: %w", turn, ErrNotFound)
		}
		words := transcript.Words(t.Paragraphs)
		if word < 0 || word >= len(words) {
			return "", nil, transcript.Refuse("the turn has no word %d", word+1)
		}
		ops, err := wordEdgeOps(doc, t, word, end, at, length)
		return fmt.Sprintf("Timed “%s” by hand", words[word]), ops, err
	}})
}

// wordEdgeOps are what sets the edge, also in the turns beside that of the word: nothing of these is said within it.
func wordEdgeOps(doc *transcript.Document, t transcript.Turn, word int, end bool, at, length timecode.Time) ([]transcript.Op, error) {
	was, then := edgeAt(timesOf(t)[word], end, at, length)
	turns, own := turnsBeside(doc, t, was, then)
	var times transcript.Timings
	var words []string
	for i, each := range turns {
		if i == own {
			word += len(words)
		}
		times, words = append(times, timesOf(each)...), append(words, transcript.Words(each.Paragraphs)...)
	}
	if err := wordEdge(times, words, word, end, was, then); err != nil {
		return nil, err
	}
	var ops []transcript.Op
	for _, each := range turns {
		n := len(timesOf(each))
		if now := times[:n:n]; !slices.Equal(now, timesOf(each)) {
			ops = append(ops, transcript.TimedAnew(each.ID, each.Times, now))
		}
		times = times[n:]
	}
	if len(ops) == 0 {
		return nil, transcript.Refuse("the word has that time already")
	}
	return ops, nil
}

// timesOf are the times of a turn's words, also where none is known.
func timesOf(t transcript.Turn) transcript.Timings {
	if len(t.Times) > 0 {
		return t.Times
	}
	return make(transcript.Timings, transcript.CountWords(t.Paragraphs))
}

// turnsBeside are a turn and those before and after it up to the next words with a time that are not in the way of one that is
// said then, and which of them it is. Turns that are not said in their order are in nobody's way; was is when it was said, if
// that is known.
func turnsBeside(doc *transcript.Document, t transcript.Turn, was, then transcript.Timing) (turns []transcript.Turn, own int) {
	var order []transcript.ID
	for _, c := range doc.Chunks() {
		order = append(order, doc.Order(c)...)
	}
	at := slices.Index(order, t.ID)
	turns = []transcript.Turn{t}
	for i := at - 1; i >= 0; i-- {
		each, _ := doc.Turn(order[i])
		if slices.ContainsFunc(each.Times, func(b transcript.Timing) bool { return was.How.Timed() && b.How.Timed() && b.Start > was.Start }) {
			break
		}
		turns, own = slices.Insert(turns, 0, each), own+1
		if slices.ContainsFunc(each.Times, func(b transcript.Timing) bool { return stands(b) && b.Start < then.Start }) {
			break
		}
	}
	for _, id := range order[at+1:] {
		each, _ := doc.Turn(id)
		if slices.ContainsFunc(each.Times, func(a transcript.Timing) bool { return was.How.Timed() && a.How.Timed() && a.End < was.End }) {
			break
		}
		turns = append(turns, each)
		if slices.ContainsFunc(each.Times, func(a transcript.Timing) bool { return stands(a) && a.End > then.End }) {
			break
		}
	}
	return turns, own
}

// stands says that a word has a time that others are not to go over.
func stands(w transcript.Timing) bool {
	return w.How == transcript.ByHand || w.How.Timed() && w.End-w.Start >= shortestWord
}

// edgeAt is when a word is said that begins (or ends) at a place, and when it was. Where that is behind its other end, it keeps its
// length.
func edgeAt(w transcript.Timing, end bool, at, length timecode.Time) (was, then transcript.Timing) {
	if at = max(at, 0); length > 0 {
		at = min(at, length)
	}
	if !w.How.Timed() {
		w.Start, w.End = at, at+usualWord
		if end {
			w.Start, w.End = max(0, at-usualWord), at
		}
	}
	then = transcript.Timing{Start: w.Start, End: w.End, How: transcript.ByHand}
	long := max(w.End-w.Start, shortestWord)
	if end {
		if then.End = max(at, shortestWord); then.Start > then.End-shortestWord {
			then.Start = max(0, then.End-long)
		}
		return w, then
	}
	if length > 0 {
		at = min(at, length-shortestWord)
	}
	if then.Start = at; then.End < at+shortestWord {
		then.End = at + long
	}
	if length > 0 {
		then.End = min(then.End, length)
	}
	return w, then
}

// wordEdge has a word of some said then, which was said at another time, and makes room for it.
func wordEdge(times transcript.Timings, words []string, word int, end bool, was, then transcript.Timing) error {
	for i, b := range times {
		switch {
		case b.How != transcript.ByHand || i == word:
		case i < word && b.End > then.Start && end && b.End <= then.End-shortestWord:
			then.Start = b.End
		case i > word && b.Start < then.End && !end && b.Start >= then.Start+shortestWord:
			then.End = b.Start
		case i < word && b.End > then.Start, i > word && b.Start < then.End:
			return transcript.Refuse("“%s”, which was timed by hand from %s to %s, is in the way: move that first", words[i], b.Start, b.End)
		}
	}
	times[word] = then
	for i := range times {
		b := &times[i]
		switch {
		case i == word || !b.How.Timed() || b.How == transcript.ByHand:
		case !stands(*b) && i < word:
			// Words without a length, as those that are estimated between others, lie where there is room.
			b.Start, b.End = min(b.Start, then.Start), min(b.End, then.Start)
		case !stands(*b):
			b.Start, b.End = max(b.Start, then.End), max(b.End, then.End)
		case i < word && b.End > then.Start && then.Start < reached(*b, words[i], false), i > word && b.Start < then.End && then.End > reached(*b, words[i], true):
			*b = transcript.Timing{}
		case i < word && (b.End > then.Start || b.End == was.Start):
			squeeze(b, b.Start, then.Start)
		case i > word && (b.Start < then.End || b.Start == was.End):
			squeeze(b, then.End, b.End)
		}
	}
	return nil
}

// squeeze gives a word another time. One that keeps less than half of its own was not heard like that.
func squeeze(w *transcript.Timing, start, end timecode.Time) {
	if w.How != transcript.Between && 2*(end-start) < w.End-w.Start {
		w.How, w.Confidence = transcript.Guessed, 0
	}
	w.Start, w.End = start, end
}

// reached is how far the word after one, or before it, may come.
func reached(w transcript.Timing, word string, after bool) timecode.Time {
	room := min(w.End-w.Start, timecode.Time(utf8.RuneCountInString(word))*shortestWord)
	switch {
	case after && w.How == transcript.ByHand:
		return w.Start
	case after:
		return w.End - room
	case w.How == transcript.ByHand:
		return w.End
	}
	return w.Start + room
}
