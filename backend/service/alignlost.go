// This file has looked for again what a search has not found where it was to be. Where hardly a word of turns is heard, the
// times that they are given are most likely wrong: of another clock, or of another cut of the sound.

package service

import (
	"context"
	"reflect"
	"slices"

	"stet/backend/align"
	"stet/backend/timecode"
)

// fewestLost is how many words there must be, for the few that are heard to say something of the times. Of fewestSaid it says
// something if hardly one is heard.
const fewestLost = 30

// lostIn gives the stretches of turns of whose words fewer than half were heard: all of them, or those on end.
func lostIn(turns [][]align.Word) (out [][2]int) {
	if n, heard := heardIn(turns); n >= fewestLost && heard*2 < n {
		return [][2]int{{0, len(turns)}}
	}
	from, to, words, some := -1, 0, 0, 0
	flush := func() {
		if from >= 0 && (words >= fewestLost || words >= fewestSaid && some*4 < words) {
			out = append(out, [2]int{from, to})
		}
		from, words, some = -1, 0, 0
	}
	for i := range turns {
		n, heard := heardIn(turns[i : i+1])
		switch {
		case heard*2 < n:
			if from < 0 {
				from = i
			}
			to, words, some = i+1, words+n, some+heard
		case n > 2: // fewer say nothing
			flush()
		}
	}
	flush()
	return out
}

// find looks for the words of a run, and again for those of parts of it of which hardly one is heard where it was to be. Where
// that holds for nearly all, the text is of something else, or in a language that nobody here can say: then nothing is
// missing in it.
func (r run) find(ctx context.Context, model *align.Model, sound *align.Sound, asked []align.Turn, o align.Options) (align.Result, error) {
	out, err := align.Align(ctx, model, sound, asked, o)
	if err == nil && model != nil && !o.WordsOnly {
		var some bool
		if some, err = r.findParts(ctx, model, sound, asked, o, &out); err == nil && some {
			err = mend(ctx, model, sound, asked, o, &out)
		}
	}
	if err == nil {
		r.told(model, asked, sound.Length(), &out)
	}
	return out, err
}

// told leaves of what a search has found beside the words what is to be told of.
func (r run) told(model *align.Model, asked []align.Turn, length timecode.Time, out *align.Result) {
	if n, heard := heardIn(out.Turns); n >= fewestLost && heard*4 < n {
		out.Uncovered = nil
	}
	// Those that the sound does not hold need no time in it, and turns that nobody has timed are where their words are heard;
	// nor does the sound end too soon for what is said in it.
	short := r.short(asked, length)
	out.Misfits = slices.DeleteFunc(out.Misfits, func(m align.Misfit) bool {
		said, all := 0, 0
		for _, words := range out.Turns[m.First : m.Last+1] {
			for _, w := range words {
				if all++; w.State != align.NotSpoken {
					said++
				}
			}
		}
		timed := slices.ContainsFunc(asked[m.First:m.Last+1], func(t align.Turn) bool { return t.Start != nil })
		if said == all && !timed || model != nil && short(m) && 10*said >= 9*all {
			return true
		}
		return said > 0 && timecode.Time(said)*60*timecode.Second <= wordsAMinute*(m.Given.End-m.Given.Start)
	})
	if model != nil && r.before == nil {
		endsEarly(out, short, length)
	}
}

// findParts looks again for what hardly a word is heard of, and for what the clock has had looked for elsewhere. It says
// whether it has found some of it.
func (r run) findParts(ctx context.Context, model *align.Model, sound *align.Sound, asked []align.Turn, o align.Options, out *align.Result) (bool, error) {
	parted := false
	for _, part := range lostIn(out.Turns) {
		found, err := r.findLost(ctx, model, sound, asked, o, part, out)
		if err != nil {
			return false, err
		}
		parted = parted || found
	}
	found, err := r.moved(ctx, model, sound, asked, o, out)
	return found || parted, err
}

// mend looks once more for words that were not found at the edges of parts.
func mend(ctx context.Context, model *align.Model, sound *align.Sound, asked []align.Turn, o align.Options, out *align.Result) error {
	o.Progress = nil
	words, some, err := align.Mend(ctx, model, sound, asked, out.Turns, o)
	if err != nil || !some {
		return err
	}
	now, err := align.Missed(ctx, model, sound, asked, words, o)
	out.Turns, out.Uncovered = words, now.Uncovered
	return err
}

const (
	// fewestCut is how many words at the end of a text must not be in the sound for this to have been cut off, and
	// nearEnd how long it goes on after the last word that is said.
	fewestCut = 12
	nearEnd   = 3 * timecode.Second
)

// endsEarly tells of the words from one place of a text to its end as of one whole, if the sound ends where they begin and is too
// short for them.
func endsEarly(out *align.Result, short func(align.Misfit) bool, length timecode.Time) {
	n, first, end := 0, len(out.Turns), timecode.Time(0)
	for k, words := range slices.Backward(out.Turns) {
		for _, w := range slices.Backward(words) {
			if w.State != align.NotSpoken && w.Start < length { // what somebody has timed behind the end is not said there
				end = w.End
				break
			}
			n, first = n+1, k
		}
		if end > 0 {
			break
		}
	}
	more := slices.ContainsFunc(out.Uncovered, func(u align.Span) bool { return u.End > end })
	if n < fewestCut || end == 0 || end < length-nearEnd || more {
		return
	}
	cut := align.Misfit{First: first, Last: len(out.Turns) - 1, Given: align.Span{Start: end, End: length}, Words: n}
	if short(cut) {
		out.Misfits = slices.DeleteFunc(out.Misfits, func(m align.Misfit) bool { return m.Last >= first && short(m) })
		out.Misfits = append(out.Misfits, cut)
	}
}

// findLost looks for a part of a run without the times of its turns.
func (r run) findLost(ctx context.Context, model *align.Model, sound *align.Sound, asked []align.Turn, o align.Options, part [2]int, out *align.Result) (bool, error) {
	some := slices.Clone(asked[part[0]:part[1]])
	back := letGo(out.Turns, part)
	r.beside(part, out).forget(some)
	if reflect.DeepEqual(some, asked[part[0]:part[1]]) {
		back()
		return false, nil // so it was looked for already
	}
	found, err := r.findAgain(ctx, model, sound, some, o, part, out)
	if !found {
		back()
	}
	return found, err
}

// beside is a run with the edges of a part of it: the words that were heard beside that.
func (r run) beside(part [2]int, out *align.Result) run {
	if edge := edgeOf(out.Turns[:part[0]], true); edge != nil {
		r.after = edge
	}
	if edge := edgeOf(out.Turns[part[1]:], false); edge != nil {
		r.before = edge
	}
	return r
}

// findAgain looks for the turns of a part of a run, as they are asked for now, between the words that were heard beside it, and
// puts what is found in the place of what was, if more words are heard then; it says whether that is so.
func (r run) findAgain(ctx context.Context, model *align.Model, sound *align.Sound, some []align.Turn, o align.Options, part [2]int, out *align.Result) (bool, error) {
	from, to, between := part[0], part[1], r.beside(part, out)
	o.Ahead = nil
	o.Progress = r.again
	if tell := o.Found; tell != nil {
		o.Found = func(first int, turns [][]align.Word) { tell(from+first, turns) }
	}
	within := between.within(sound.Length())
	o.Within = within
	if words, _ := heardIn(out.Turns[from:to]); between.before != nil && timecode.Time(words)*60*timecode.Second > wordsAMinute*(within.End-within.Start) {
		return false, nil // there is no room for them, and beyond it others are said
	}
	found, err := align.Align(ctx, model, sound, some, o)
	if err != nil {
		return false, err
	}
	hold(found.Turns, *within)
	_, was := heardIn(out.Turns[from:to])
	if _, is := heardIn(found.Turns); is <= was {
		return false, nil
	}
	copy(out.Turns[from:to], found.Turns)
	out.Uncovered = slices.DeleteFunc(out.Uncovered, func(u align.Span) bool { return u.Start >= within.Start && u.End <= within.End })
	out.Uncovered = append(out.Uncovered, found.Uncovered...)
	out.Misfits = slices.DeleteFunc(out.Misfits, func(m align.Misfit) bool { return m.First >= from && m.Last < to })
	for _, m := range found.Misfits {
		m.First, m.Last = m.First+from, m.Last+from
		out.Misfits = append(out.Misfits, m)
	}
	return true, nil
}

// hold keeps words within a stretch. One of which less than half lies there was not heard.
func hold(turns [][]align.Word, within align.Span) {
	for _, words := range turns {
		for i := range words {
			w := &words[i]
			if w.State == align.ByHand {
				continue
			}
			had := w.End - w.Start
			w.Start = min(max(w.Start, within.Start), within.End)
			w.End = min(max(w.End, w.Start), within.End)
			if 2*(w.End-w.Start) < had {
				*w = align.Word{Span: align.Span{Start: w.Start, End: w.Start}, State: align.NotSpoken}
			}
		}
	}
}

// edgeOf is when the last word that was heard in turns ends, or when the first begins; nil where none was.
func edgeOf(turns [][]align.Word, last bool) (edge *timecode.Time) {
	for _, words := range turns {
		for _, w := range words {
			if !isHeard(w) {
				continue
			}
			if last {
				edge = &w.End
			} else {
				return &w.Start
			}
		}
	}
	return edge
}
