package transcript

import (
	"slices"

	"stet/backend/timecode"
)

// This file times some words of a turn. What is known of its other words is none of its business: they may have been
// measured since, and keep that when the step is undone or done again.

// TimeWords tells when the words of a turn from place From on are said, as many as there are Times.
type TimeWords struct {
	Turn  ID      `json:"turn"`
	From  int     `json:"from,omitempty"`
	Times Timings `json:"times"`
	// Fits asks for them only where they lie between those of the words beside: see Fitting. No journal has it.
	Fits bool `json:"fits,omitempty"`
}

// Kind implements Op.
func (TimeWords) Kind() string { return "times.some" }

func (o TimeWords) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	n := CountWords(t.Paragraphs)
	if o.From < 0 || o.From > n || len(o.Times) > n-o.From {
		return nil, refuse("the turn has no such words")
	}
	times := make(Timings, n)
	copy(times, t.Times)
	inverse := TimeWords{Turn: o.Turn, From: o.From, Times: slices.Clone(times[o.From : o.From+len(o.Times)])}
	was := slices.Clone(times)
	copy(times[o.From:], o.Times)
	from, to := max(0, o.From-1), min(n, o.From+len(o.Times)+1)
	if beside := times[from:to]; !beside.settled() {
		beside.Settle()
		inverse.From, inverse.Times = from, was[from:to]
	}
	if err := checkTimes(times, t.Paragraphs); err != nil {
		return nil, err
	}
	if t.Times = times; !slices.ContainsFunc(times, func(w Timing) bool { return w != Timing{} }) {
		t.Times = nil
	}
	c.Turns.add(o.Turn)
	return inverse, nil
}

// Fitting is an op that asks for what fits, in the document as it is: words that came from elsewhere keep their times where
// they were said between those beside them, and in their turn; else it times nothing.
func (o TimeWords) Fitting(d *Document) TimeWords {
	t, known := d.turns[o.Turn]
	if !o.Fits || !known {
		return o
	}
	o.Fits = false
	n := CountWords(t.Paragraphs)
	if o.From < 0 || o.From > n || len(o.Times) > n-o.From {
		return o
	}
	times, before, after := padded(*t), Timings(nil), Timings(nil)
	if t.Span == nil {
		home := d.home[t.ID]
		at := slices.Index(home.turns, t)
		before, after = d.around(home.id, at, at+1)
	}
	before, after = append(before, times[:o.From]...), slices.Concat(times[o.From+len(o.Times):], after)
	if !between(o.Times, before, after, d.stretchOf(t)) || d.copied(o) {
		o.Times = Timings{}
	}
	return o
}

// around are the times of the nearest turns before a place of a chunk, and from another place on, that have any. Nothing says when a
// turn without a time is said but what stands around it.
func (d *Document) around(chunk ID, from, to int) (before, after Timings) {
	past := false
	for _, c := range d.Chunks() {
		for i, id := range d.Order(c) {
			past = past || c == chunk && i >= to
			switch times := d.turns[id].Times; {
			case times.timed(0) == len(times), c == chunk && i >= from && i < to:
			case past:
				return slices.Clone(before), times
			default:
				before = times
			}
		}
		past = past || c == chunk
	}
	return slices.Clone(before), nil
}

// Fitting is an op that asks for what fits, in the document as it is: a turn that came from elsewhere has the times of its words
// where these stand nowhere else by now, and if it has no time of its own where they are said between the turns beside it.
func (o InsertTurn) Fitting(d *Document) InsertTurn {
	times := o.Turn.Times
	if times.timed(0) == len(times) {
		return o
	}
	chunk, at := o.Chunk, o.At
	if home := d.home[o.After]; home != nil {
		chunk, at = home.id, slices.Index(home.turns, d.turns[o.After])+1
	}
	before, after := d.around(chunk, at, at)
	if d.copied(TimeWords{Turn: o.Turn.ID, Times: times}) || o.Turn.Span == nil && !between(times, before, after, stretch{}) {
		o.Turn.Times = nil
	}
	return o
}

// copied tells whether the words are a copy: another has the very time of one of them, and nobody says that twice.
func (d *Document) copied(o TimeWords) bool {
	said := map[stretch]bool{}
	var all stretch
	for _, w := range o.Times {
		if !w.How.Timed() {
			continue
		}
		if len(said) == 0 {
			all.from = w.Start
		}
		said[stretch{from: w.Start, to: w.End}] = true
		all = stretch{from: min(all.from, w.Start), to: max(all.to, w.End)}
	}
	for id, t := range d.turns {
		if !t.Times.meet(all) {
			continue
		}
		for i, w := range t.Times {
			own := id == o.Turn && i >= o.From && i < o.From+len(o.Times)
			if w.How.Timed() && !own && said[stretch{from: w.Start, to: w.End}] {
				return true
			}
		}
	}
	return false
}

// meet tells whether words, which are said one after the other, may be said within a stretch.
func (t Timings) meet(s stretch) bool {
	first, last := t.timed(0), len(t)-1
	for last > first && !t[last].How.Timed() {
		last--
	}
	return first < len(t) && t[first].Start <= s.to && t[last].End >= s.from
}

// between tells whether words begin one after the other, and are said after and before those beside them that have a time;
// where there are none, about in their turn.
func between(words, before, after Timings, turn stretch) bool {
	first := words.timed(0)
	if first == len(words) {
		return true
	}
	at := first
	for i := first; i < len(words); i = words.timed(i + 1) {
		if words[i].Start < words[at].Start {
			return false
		}
		at = i
	}
	if i := lastTimed(before); i >= 0 {
		if !words[first].follows(before[i]) {
			return false
		}
	} else if turn.known && words[first].Start < turn.from-timecode.Second {
		return false
	}
	if i := after.timed(0); i < len(after) {
		return after[i].follows(words[at])
	}
	return !turn.known || words[at].Start <= turn.to+timecode.Second
}

// follows tells whether a word is said behind another: neither before it nor within it. It may begin before that has ended,
// as recognisers have it.
func (w Timing) follows(before Timing) bool {
	return w.Start >= before.End || w.Start > before.Start && w.End > before.End
}

// lastTimed is the place of the last word that has a time; -1 where none has.
func lastTimed(t Timings) int {
	i := len(t) - 1
	for i >= 0 && !t[i].How.Timed() {
		i--
	}
	return i
}

// TimedAnew is the TimeWords that makes the times of a turn's words those that are wanted, which are as many.
func TimedAnew(turn ID, were, want Timings) TimeWords {
	if len(were) == 0 {
		were = make(Timings, len(want))
	}
	r := TimeWords{Turn: turn, Times: Timings{}}
	if now := retiming(were, want); now != nil {
		r.From, r.Times = now.From, slices.Clone(now.Put)
	}
	return r
}
