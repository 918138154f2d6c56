package cut

import (
	"slices"
	"strings"
	"unicode"

	"stet/backend/linediff"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file gives a transcript that has no turns of its own, such as subtitles, the turns of the chunks: cues of one speaker
// were joined to turns, and where each begins was a guess. The chunks know better.

// Seam is where a cue begins within a turn that several were joined to.
type Seam struct {
	// Word is its first word in the turn, from 0.
	Word int
	// Ends is when the cue before ends, Starts when this one begins; nil where that is not known. Guessed are those that
	// were estimated.
	Ends, Starts *timecode.Code
	Guessed      transcript.Edges
}

// Joined is a turn that was made of cues; Seams is empty where it was made of one.
type Joined struct {
	Seams []Seam
	// Goes says that it may go on with the turn before: both come from one file.
	Goes bool
}

// wander is how many words beside a boundary may have changed if it is still to be known again.
const wander = 6

// Recast parts turns that were joined from cues where turns of the chunks begin, and joins those that are one turn there.
// joined says of each turn what it was made of; nil is one that the transcript has itself, which is parted only at words of which it
// tells the time, and at those that a chunk begins with: begins are the places in chunks of their first turns. from are the places
// in turns that each came from.
func Recast(turns []transcript.Turn, joined []*Joined, chunks []transcript.Turn, begins []int) (out []transcript.Turn, from []int) {
	if len(begins) == 0 && !slices.ContainsFunc(joined, func(j *Joined) bool { return j != nil }) &&
		!slices.ContainsFunc(turns, func(t transcript.Turn) bool { return len(t.Times) > 0 }) {
		// Nothing was joined, and no time of a word tells where a turn might be parted.
		for i := range turns {
			from = append(from, i)
		}
		return slices.Clone(turns), from
	}
	r := newRecast(turns, joined, chunks)
	r.begins(chunks, begins)
	r.findParts()
	for i := range turns {
		parts := r.parts(i)
		if len(out) > 0 && r.goesOn(i) {
			last := &out[len(out)-1]
			*last = linked(*last, parts[0])
			parts = parts[1:]
		}
		for _, p := range parts {
			out, from = append(out, p), append(from, i)
		}
	}
	return out, from
}

// recast is a transcript beside the chunks, word by word.
type recast struct {
	turns  []transcript.Turn
	joined []*Joined
	// begin is the first word of each turn, of each chunk's turn first.
	begin, first []int
	// here is the word of the transcript that each word of the chunks is, there the other way round; -1 is none.
	here, there []int
	// within is the chunk's turn that each word of the chunks stands in.
	within []int
	// cuts are the words of the transcript at which a turn is parted.
	cuts map[int]bool
	// told are the seams that the chunks tell the times of, by the word of the transcript.
	told map[int]Seam
}

func newRecast(turns []transcript.Turn, joined []*Joined, chunks []transcript.Turn) *recast {
	r := &recast{turns: turns, joined: joined, cuts: map[int]bool{}}
	now, begin := plainWords(turns)
	was, first := plainWords(chunks)
	r.begin, r.first = begin, first
	r.here, r.there = slices.Repeat([]int{-1}, len(was)), slices.Repeat([]int{-1}, len(now))
	for _, p := range linediff.Pairs(was, now) {
		r.here[p.Ours], r.there[p.Theirs] = p.Theirs, p.Ours
	}
	r.within = make([]int, len(was))
	for k, at := range first {
		to := len(was)
		if k+1 < len(first) {
			to = first[k+1]
		}
		for w := at; w < to; w++ {
			r.within[w] = k
		}
	}
	return r
}

// plainWords are the words of turns as they sound, one for each that the text parts, and the first of each turn.
func plainWords(turns []transcript.Turn) (list []string, first []int) {
	for _, t := range turns {
		first = append(first, len(list))
		for _, w := range fieldsOf(t) {
			plain := strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
			if plain == "" {
				plain = w
			}
			list = append(list, plain)
		}
	}
	return list, first
}

func fieldsOf(t transcript.Turn) []string { return strings.Fields(strings.Join(t.Paragraphs, " ")) }

// findParts finds the cue that each turn of the chunks begins with.
func (r *recast) findParts() {
	for _, c := range r.first {
		lo, hi := r.between(c)
		for at := hi; at >= lo && at >= 0; at-- {
			i := r.turnAt(at)
			if at == r.begin[i] {
				break
			}
			if _, ok := r.seam(i, at-r.begin[i]); ok {
				r.cuts[at] = true
				break
			}
		}
	}
}

// between is where in the transcript a turn of the chunks begins whose first word is c: behind the last word known again
// before it, and at or before the first one from there on. hi is -1 where that is not known.
func (r *recast) between(c int) (lo, hi int) {
	hi = -1
	for k := c; k < len(r.here) && k <= c+wander && hi < 0; k++ {
		hi = r.here[k]
	}
	lo = hi
	for k := c - 1; k >= 0 && k >= c-wander; k-- {
		if r.here[k] >= 0 {
			lo = r.here[k] + 1
			break
		}
	}
	if hi-lo > wander {
		lo = hi
	}
	return lo, hi
}

func (r *recast) turnAt(word int) int {
	i, found := slices.BinarySearch(r.begin, word)
	if !found {
		return i - 1
	}
	for i+1 < len(r.begin) && r.begin[i+1] == word {
		i++ // turns without words stand before it
	}
	return i
}

// seam is where a cue begins with a word of a turn. A word whose time the file tells may begin one, too, if the turn's own
// times count as those of its words do.
func (r *recast) seam(i, word int) (Seam, bool) {
	j, t := r.joined[i], r.turns[i]
	if j == nil {
		j = &Joined{}
	}
	if k := slices.IndexFunc(j.Seams, func(s Seam) bool { return s.Word == word }); k >= 0 {
		return j.Seams[k], true
	}
	if s, ok := r.told[r.begin[i]+word]; ok {
		return s, true
	}
	if t.Span == nil || word >= len(t.Times) || !t.Times[word].How.Sure() {
		return Seam{}, false
	}
	before := t.Times[word-1]
	start, err := t.Span.Start.At(timecode.Rate{})
	end, wrong := t.Span.End.At(timecode.Rate{})
	if err != nil || wrong != nil || t.Times[word].Start < start || t.Times[word].Start > end {
		return Seam{}, false
	}
	at := func(x timecode.Time) *timecode.Code {
		code := timecode.Rate{}.Code(x, t.Span.Start.Form)
		return &code
	}
	s := Seam{Word: word, Ends: at(before.End), Starts: at(t.Times[word].Start)}
	if !before.How.Sure() {
		s.Guessed = transcript.EndEdge
	}
	return s, true
}

// parts are what becomes of a turn.
func (r *recast) parts(i int) []transcript.Turn {
	t := r.turns[i]
	list := fieldsOf(t)
	var out []transcript.Turn
	from := 0
	var open Seam
	part := func(to int, end Seam, last bool) {
		p := t
		if from > 0 || !last {
			p.Paragraphs = stretchOf(t.Paragraphs, from, to)
			if len(t.Times) == len(list) {
				p.Times = slices.Clone(t.Times[from:to])
			}
			p.Span, p.Estimated = spanOf(t, open, end, from > 0, !last)
		}
		out = append(out, p)
		from, open = to, end
	}
	for word := 1; word < len(list); word++ {
		if r.cuts[r.begin[i]+word] {
			s, _ := r.seam(i, word)
			part(word, s, false)
		}
	}
	part(len(list), Seam{}, true)
	return out
}

// stretchOf is what paragraphs say from a word to another.
func stretchOf(paragraphs []string, from, to int) (out []string) {
	for _, p := range paragraphs {
		list := strings.Fields(p)
		if a, b := max(0, from), min(to, len(list)); a < b {
			out = append(out, strings.Join(list[a:b], " "))
		}
		from, to = from-len(list), to-len(list)
	}
	return out
}

// spanOf is the time of a part of a turn that begins at one seam and ends at another, or with the turn.
func spanOf(t transcript.Turn, open, end Seam, opened, ended bool) (*timecode.Span, transcript.Edges) {
	if t.Span == nil {
		return nil, 0
	}
	span, edges := *t.Span, t.Estimated
	if opened && open.Starts != nil {
		span.Start, edges = *open.Starts, edges&^transcript.StartEdge|open.Guessed&transcript.StartEdge
	}
	if ended && end.Ends != nil {
		span.End, edges = *end.Ends, edges&^transcript.EndEdge|end.Guessed&transcript.EndEdge
	}
	return &span, edges
}

// goesOn says that a turn and the one before it are one turn in the chunks.
func (r *recast) goesOn(i int) bool {
	if i == 0 || r.joined[i] == nil || r.joined[i-1] == nil || !r.joined[i].Goes || r.turns[i].Label() != r.turns[i-1].Label() {
		return false
	}
	at := r.begin[i]
	if at == 0 || at >= len(r.there) || at == r.begin[i-1] || (r.turns[i].Span == nil) != (r.turns[i-1].Span == nil) {
		return false
	}
	before, behind := r.there[at-1], r.there[at]
	return before >= 0 && behind == before+1 && r.within[before] == r.within[behind]
}

// linked is one turn of two.
func linked(a, b transcript.Turn) transcript.Turn {
	n, m := len(fieldsOf(a)), len(fieldsOf(b))
	whole := len(a.Times) == n && len(b.Times) == m
	a.Paragraphs = []string{strings.Join(append(fieldsOf(a), fieldsOf(b)...), " ")}
	if a.Times = append(slices.Clone(a.Times), b.Times...); !whole {
		a.Times = nil
	}
	if a.Span != nil && b.Span != nil {
		a.Span = &timecode.Span{Start: a.Span.Start, End: b.Span.End}
		a.Estimated = a.Estimated&transcript.StartEdge | b.Estimated&transcript.EndEdge
	}
	return a
}
