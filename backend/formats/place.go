package formats

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file lays the turns of an episode in its sound. What a turn says of its time is never changed; a turn that says
// nothing is put where there is room for it, or nowhere.

// How long a letter takes: at the fastest that anybody speaks, and as people speak.
const (
	fastest = 40 * timecode.Millisecond
	usual   = 65 * timecode.Millisecond
)

// locate finds the place that the turn itself tells.
func (e *Episode) locate(s *Said, estimated transcript.Edges) {
	first, last, heard := heard(s.Times)
	if s.Span == nil {
		if heard {
			s.Start, s.End, s.Place = first, max(first, last), Estimated
		}
		return
	}
	start, startErr := e.Clock.AudioTime(s.Span.Start)
	end, endErr := e.Clock.EndTime(s.Span.End)
	switch {
	case startErr != nil && heard:
		s.Start, s.End, s.Place = first, max(first, last), Estimated
		return
	case startErr != nil:
		return
	}
	s.Start, s.End, s.Place = max(0, start), max(0, end), Told
	if estimated != 0 {
		s.Place = Estimated
	}
	if endErr != nil || s.End <= s.Start {
		// What ends before it begins, or at once, ends when its words are said.
		s.End, s.Place = s.Start+usual*timecode.Time(s.letters()), Estimated
		if heard && last > s.Start {
			s.End = last
		}
	}
}

// heard is from where to where the words that have a time are said.
func heard(times transcript.Timings) (first, last timecode.Time, ok bool) {
	for _, w := range times {
		if !w.How.Timed() {
			continue
		}
		if !ok {
			first = w.Start
		}
		first, last, ok = min(first, w.Start), max(last, w.End), true
	}
	return max(0, first), max(0, last), ok
}

func (s *Said) letters() int {
	n := 0
	for _, w := range s.Words() {
		n += utf8.RuneCountInString(w)
	}
	return n
}

// lay puts turns without a time between their neighbours.
func (e *Episode) lay() {
	turns := e.Turns()
	var starts []timecode.Time
	for _, t := range turns {
		if t.Timed() && len(t.Paragraphs) > 0 {
			starts = append(starts, t.Start)
		}
	}
	slices.Sort(starts)
	for i := 0; i < len(turns); {
		if turns[i].Timed() {
			i++
			continue
		}
		end, letters := i, 0
		for end < len(turns) && !turns[end].Timed() {
			letters += turns[end].letters()
			end++
		}
		var before *Said
		if i > 0 {
			before = turns[i-1]
		}
		if letters > 0 {
			e.put(turns[i:end], before, letters, starts)
		}
		i = end
	}
}

// put gives a run of turns the room behind the one before: what is free there, or a part of what that one has itself,
// as it is where somebody parted a turn by hand. Where neither would do for how fast people speak, they have no place.
func (e *Episode) put(run []*Said, before *Said, letters int, starts []timecode.Time) {
	from := timecode.Time(0)
	if before != nil {
		if !before.Timed() {
			return
		}
		from = before.End
	}
	next := func(from timecode.Time) timecode.Time {
		if i, _ := slices.BinarySearch(starts, from); i < len(starts) {
			return starts[i]
		}
		return cmp.Or(e.Length, from+usual*timecode.Time(letters))
	}
	if to := next(from); to-from >= fastest*timecode.Time(letters) {
		share(run, from, min(to, from+usual*timecode.Time(letters)), letters)
		return
	}
	if before == nil || before.Place == Put {
		return
	}
	if _, _, known := heard(before.Times); known {
		return
	}
	own := before.letters()
	to := max(before.End, next(before.End))
	if before.End == from && to-before.Start >= fastest*timecode.Time(own+letters) {
		to = min(to, max(before.End, before.Start+usual*timecode.Time(own+letters)))
		before.End = before.Start + (to-before.Start)*timecode.Time(own)/timecode.Time(own+letters)
		before.Place = Estimated
		share(run, before.End, to, letters)
	}
}

// share parts a stretch among turns by their letters.
func share(run []*Said, from, to timecode.Time, letters int) {
	seen := 0
	at := func() timecode.Time { return from + (to-from)*timecode.Time(seen)/timecode.Time(letters) }
	for _, t := range run {
		n := t.letters()
		if n == 0 {
			continue
		}
		t.Start, t.Place = at(), Put
		seen += n
		t.End = at()
	}
}

// WordTimes are the times of all words of a turn that has a place: those that are known, and between them shares of it by
// letters.
func (s *Said) WordTimes() transcript.Timings {
	words := s.Words()
	times := make(transcript.Timings, len(words))
	copy(times, s.Times)
	Fill(times, words, [2]timecode.Time{s.Start, s.End}, true)
	return times
}
