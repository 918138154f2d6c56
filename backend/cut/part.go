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

// Parted parts turns whose words have times where turns of pieces begin. of are the places that the turns had. What begins a
// piece is looked for farther from its time than what stands in it.
func Parted(turns []transcript.Turn, pieces []Piece) (out []transcript.Turn, of []int) {
	said := make([]sounding, len(turns))
	timed := false
	for i, t := range turns {
		of, timed = append(of, i), timed || len(t.Times) > 0
		said[i] = sound(t)
	}
	out = slices.Clone(turns)
	for _, p := range pieces {
		for n, t := range p.Chunk.Turns {
			if !timed {
				return out, of
			}
			reach := near
			if n == 0 {
				reach = far
			}
			i, word := within(out, said, t, reach)
			if word == 0 {
				continue
			}
			a, b := partAt(out[i], word)
			out = slices.Replace(out, i, i+1, a, b)
			said = slices.Replace(said, i, i+1, sound(a), sound(b))
			of = slices.Insert(of, i, of[i])
		}
	}
	return out, of
}

// within finds the turn and the word in it that another turn begins with; word is 0 where one begins so already, or none
// does so for certain.
func within(turns []transcript.Turn, said []sounding, first transcript.Turn, reach float64) (at, word int) {
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
		s := said[i]
		for k := range s.sounds {
			if k > 0 && s.starts[k] == s.starts[k-1] || !says(s.sounds[k:], sought) {
				continue
			}
			apart := 0.0
			if begins := wordTime(t, s.starts[k], s.fields); from >= 0 && begins >= 0 {
				apart = math.Abs(begins - from)
			}
			switch {
			case apart > reach || apart > best:
			case s.starts[k] == 0:
				best, at, word, several = apart, i, 0, false
			case len(t.Times) == s.fields && t.Times[s.starts[k]].How.Timed():
				several = apart == best
				best, at, word = apart, i, s.starts[k]
			}
		}
	}
	if several {
		return 0, 0
	}
	return at, word
}

// sounding are the words of a turn as they sound, and which of the fields that are written each of them is in.
type sounding struct {
	fields int
	sounds []string
	starts []int
}

func sound(t transcript.Turn) (s sounding) {
	for _, p := range t.Paragraphs {
		for _, f := range strings.Fields(p) {
			for _, w := range wordsIn(f) {
				s.sounds, s.starts = append(s.sounds, w), append(s.starts, s.fields)
			}
			s.fields++
		}
	}
	return s
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

// AsWritten gives turns that count milliseconds the times of the pieces that count frames, where both are the same as far as
// frames can tell.
func AsWritten(turns []transcript.Turn, pieces []Piece) []transcript.Turn {
	type written struct {
		spoken
		to   float64
		span *timecode.Span
	}
	at := map[int][]written{}
	for _, p := range pieces {
		for _, t := range p.Chunk.Turns {
			if t.Span != nil && t.Span.Start.Form.CountsFrames() {
				w := written{speak(t), seconds(t.Span.End), t.Span}
				at[int(w.from)] = append(at[int(w.from)], w)
			}
		}
	}
	out := slices.Clone(turns)
	for i, t := range out {
		if len(at) == 0 || t.Span == nil || !t.Span.Start.Form.CountsMillis() {
			continue
		}
		s, to := speak(t), seconds(t.Span.End)
		for near := int(s.from) - 1; near <= int(s.from)+1; near++ {
			for _, w := range at[near] {
				if math.Abs(w.from-s.from) <= frameSlack && math.Abs(w.to-to) <= frameSlack && alike(s, w.spoken) >= same {
					span := *w.span
					out[i].Span = &span
				}
			}
		}
	}
	return out
}

// frameSlack is how far apart the same time can be by frames and by milliseconds, where nobody has told the frame rate: that
// of the last of 25 frames read as one of 30.
const frameSlack = 0.17
