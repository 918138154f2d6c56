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

// SetWordEdge lets a word of a turn, counted from 0, begin (or end) at a place in the sound, as near to it as the words
// beside it let it, also those of the turns beside its own, and within the sound, which is that long; 0 where that is not
// known. One of these that touches it, or is in its way, goes along, unless a person has timed it.
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
	turns, own := turnsBeside(doc, t, word, at)
	var times transcript.Timings
	var words []string
	for i, each := range turns {
		if i == own {
			word += len(words)
		}
		times, words = append(times, timesOf(each)...), append(words, transcript.Words(each.Paragraphs)...)
	}
	if err := wordEdge(times, words, word, end, at, length); err != nil {
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

// turnsBeside are a turn and those before and after it up to the next words with a time, and which of them it is. Turns that are
// not said in their order are in nobody's way; to is where a word without a time is put.
func turnsBeside(doc *transcript.Document, t transcript.Turn, word int, to timecode.Time) (turns []transcript.Turn, own int) {
	var order []transcript.ID
	for _, c := range doc.Chunks() {
		order = append(order, doc.Order(c)...)
	}
	w := timesOf(t)[word]
	if !w.How.Timed() {
		w.Start, w.End = to, to
	}
	at := slices.Index(order, t.ID)
	turns = []transcript.Turn{t}
	for i := at - 1; i >= 0; i-- {
		each, _ := doc.Turn(order[i])
		if slices.ContainsFunc(each.Times, func(b transcript.Timing) bool { return b.How.Timed() && b.Start > w.Start }) {
			break
		}
		if turns, own = slices.Insert(turns, 0, each), own+1; slices.ContainsFunc(each.Times, stands) {
			break
		}
	}
	for _, id := range order[at+1:] {
		each, _ := doc.Turn(id)
		if slices.ContainsFunc(each.Times, func(a transcript.Timing) bool { return a.How.Timed() && a.End < w.End }) {
			break
		}
		if turns = append(turns, each); slices.ContainsFunc(each.Times, stands) {
			break
		}
	}
	return turns, own
}

// stands says that a word has a time that others are not to go over.
func stands(w transcript.Timing) bool {
	return w.How == transcript.ByHand || w.How.Timed() && w.End-w.Start >= shortestWord
}

func wordEdge(times transcript.Timings, words []string, word int, end bool, at, length timecode.Time) error {
	if length > 0 {
		at = min(at, length)
	}
	w := &times[word]
	if !w.How.Timed() {
		w.Start, w.End = at, at+usualWord
		if end {
			w.Start, w.End = max(0, at-usualWord), at
		}
	}
	before, after := -1, -1
	least, most := timecode.Time(0), max(at, w.End)
	if length > 0 {
		most = min(most, length)
	}
	for i := word - 1; i >= 0 && before < 0; i-- {
		if stands(times[i]) {
			before, least = i, reached(times[i], words[i], false)
		}
	}
	for i := word + 1; i < len(times) && after < 0; i++ {
		if stands(times[i]) {
			after, most = i, reached(times[i], words[i], true)
		}
	}
	if most-least < shortestWord {
		return transcript.Refuse("the words beside it, which were timed by hand, leave it no room")
	}
	was := *w
	if end {
		w.Start = min(max(w.Start, least), most-shortestWord)
		w.End = min(max(at, w.Start+shortestWord), most)
	} else {
		w.End = max(min(w.End, most), least+shortestWord)
		w.Start = max(min(at, w.End-shortestWord), least)
	}
	w.How, w.Confidence = transcript.ByHand, 0
	// Words without a length, as those that are estimated between others, lie where there is room.
	for i := before + 1; i < word; i++ {
		times[i].Start, times[i].End = min(times[i].Start, w.Start), min(times[i].End, w.Start)
	}
	for i := word + 1; i < len(times) && (after < 0 || i < after); i++ {
		if times[i].How.Timed() {
			times[i].Start, times[i].End = max(times[i].Start, w.End), max(times[i].End, w.End)
		}
	}
	if before >= 0 && times[before].How != transcript.ByHand {
		if b := &times[before]; b.End > w.Start || b.End == was.Start {
			squeeze(b, b.Start, w.Start)
		}
	}
	if after >= 0 && times[after].How != transcript.ByHand {
		if a := &times[after]; a.Start < w.End || a.Start == was.End {
			squeeze(a, w.End, a.End)
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
