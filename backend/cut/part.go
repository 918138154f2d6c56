package cut

import (
	"math"
	"slices"
	"strings"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file parts turns in the middle of which a piece begins: who reads subtitles joins what one speaker says, also over
// the place where somebody had cut.

// opening is how many words a piece is found by within a turn, and wrong how many of them may be others.
const opening, wrong = 8, 1

// Parted parts turns whose words have times where pieces begin. of are the places that the turns had.
func Parted(turns []transcript.Turn, pieces []Piece) (out []transcript.Turn, of []int) {
	out = slices.Clone(turns)
	for i := range turns {
		of = append(of, i)
	}
	for _, p := range pieces {
		if len(p.Chunk.Turns) == 0 {
			continue
		}
		first := p.Chunk.Turns[0]
		i, word := within(out, first)
		if word == 0 {
			continue
		}
		a, b := partAt(out[i], word)
		out = slices.Replace(out, i, i+1, a, b)
		of = slices.Insert(of, i, of[i])
	}
	return out, of
}

// within finds the turn and the word in it that another turn begins with; word is 0 where one begins so already, or none
// does so for certain.
func within(turns []transcript.Turn, first transcript.Turn) (at, word int) {
	sought := words(first)
	sought = sought[:min(len(sought), opening)]
	if len(sought) < fewest {
		return 0, 0
	}
	from := -1.0
	if first.Span != nil {
		from = seconds(first.Span.Start)
	}
	best, several := math.Inf(1), false
	for i, t := range turns {
		fields, sounds, starts := sounding(t)
		for k := range sounds {
			if k > 0 && starts[k] == starts[k-1] || !says(sounds[k:], sought) {
				continue
			}
			apart := 0.0
			if begins := wordTime(t, starts[k], len(fields)); from >= 0 && begins >= 0 {
				apart = math.Abs(begins - from)
			}
			switch {
			case apart > far || apart > best:
			case starts[k] == 0:
				best, at, word, several = apart, i, 0, false
			case len(t.Times) == len(fields) && t.Times[starts[k]].How.Timed():
				several = apart == best
				best, at, word = apart, i, starts[k]
			}
		}
	}
	if several {
		return 0, 0
	}
	return at, word
}

// sounding are the words of a turn as they are written and as they sound, and which of the former each of the latter is in.
func sounding(t transcript.Turn) (fields, sounds []string, starts []int) {
	for _, p := range t.Paragraphs {
		fields = append(fields, strings.Fields(p)...)
	}
	for i, f := range fields {
		for _, w := range wordsIn(f) {
			sounds, starts = append(sounds, w), append(starts, i)
		}
	}
	return fields, sounds, starts
}

// says reports whether words begin with those sought, but for some that may be others.
func says(said, sought []string) bool {
	if len(said) < len(sought) || said[0] != sought[0] {
		return false
	}
	others := 0
	for i, w := range sought {
		if said[i] != w {
			others++
		}
	}
	return others == 0 || others <= wrong && len(sought) == opening
}

// wordTime is when a word is said, in seconds; -1 where nothing tells.
func wordTime(t transcript.Turn, word, all int) float64 {
	switch {
	case len(t.Times) == all && word < all && t.Times[word].How.Timed():
		return float64(t.Times[word].Start) / float64(timecode.Second)
	case word == 0 && t.Span != nil:
		return seconds(t.Span.Start)
	}
	return -1
}

// partAt parts a turn before a word, whose time is known.
func partAt(t transcript.Turn, word int) (a, b transcript.Turn) {
	a, b = t, t
	a.Paragraphs, b.Paragraphs = nil, nil
	at := 0
	for _, p := range t.Paragraphs {
		fields := strings.Fields(p)
		n := min(max(0, word-at), len(fields))
		if n > 0 {
			a.Paragraphs = append(a.Paragraphs, strings.Join(fields[:n], " "))
		}
		if n < len(fields) {
			b.Paragraphs = append(b.Paragraphs, strings.Join(fields[n:], " "))
		}
		at += len(fields)
	}
	a.Times, b.Times = t.Times[:word:word], t.Times[word:]
	if t.Span != nil {
		var any timecode.Rate
		code := any.Code(t.Times[word].Start, timecode.Millis)
		a.Span, b.Span = &timecode.Span{Start: t.Span.Start, End: code}, &timecode.Span{Start: code, End: t.Span.End}
		a.Estimated, b.Estimated = t.Estimated&^transcript.EndEdge, t.Estimated&^transcript.StartEdge
		if !t.Times[word].How.Sure() {
			a.Estimated, b.Estimated = a.Estimated|transcript.EndEdge, b.Estimated|transcript.StartEdge
		}
	}
	return a, b
}
