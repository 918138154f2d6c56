package transcript

import "slices"

// This file times some words of a turn. What is known of its other words is none of its business: they may have been
// measured since, and keep that when the step is undone or done again.

// TimeWords tells when the words of a turn from place From on are said, as many as there are Times.
type TimeWords struct {
	Turn  ID      `json:"turn"`
	From  int     `json:"from,omitempty"`
	Times Timings `json:"times"`
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
