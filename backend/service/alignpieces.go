// This file has the new words of a long turn looked for with a few words around them that were heard, so that an edit never
// waits for a search of the whole turn.

package service

import (
	"context"
	"slices"

	"stet/backend/align"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// besidePiece is how many words around those that are new are looked for with them.
const besidePiece = 8

// newWords is a part of a turn's words, from one up to another, of which those from first up to last are wanted.
type newWords struct {
	from, to, first, last int
	span                  align.Span
}

// newIn are the pieces with the words of a turn that nobody has looked for. It says whether each lies in a stretch of the
// sound that is known, and not long.
func newIn(t transcript.Turn, clock timecode.Clock) (out []newWords, ok bool) {
	if len(t.Times) != transcript.CountWords(t.Paragraphs) {
		return nil, false
	}
	for i, w := range t.Times {
		switch {
		case w.How.Sought():
		case len(out) > 0 && i-out[len(out)-1].last <= 2*besidePiece:
			out[len(out)-1].last = i + 1
		default:
			out = append(out, newWords{first: i, last: i + 1})
		}
	}
	asked := askedTurn(t, clock)
	heard := func(i int) bool { return t.Times[i].How.Sought() && t.Times[i].How.Timed() }
	for k := range out {
		p := &out[k]
		for p.from = max(0, p.first-besidePiece); p.from > 0 && !heard(p.from); p.from-- {
		}
		for p.to = min(len(t.Times), p.last+besidePiece); p.to < len(t.Times) && !heard(p.to-1); p.to++ {
		}
		switch {
		case heard(p.from):
			p.span.Start = t.Times[p.from].Start
		case asked.Start != nil:
			p.span.Start = *asked.Start
		default:
			return nil, false
		}
		switch {
		case heard(p.to - 1):
			p.span.End = t.Times[p.to-1].End
		case asked.End != nil:
			p.span.End = *asked.End
		default:
			return nil, false
		}
		if long := p.span.End - p.span.Start; long <= 0 || long > longestRetimed {
			return nil, false
		}
	}
	return out, len(out) > 0
}

// findBetween looks for the words of a run. Where nothing but these is looked for, they may take nothing from words beside
// them that were heard: those are looked for with them, and stand where they are.
func (a *aligner) findBetween(ctx context.Context, r run, sound *align.Sound, asked []align.Turn, o align.Options) (align.Result, error) {
	if !o.WordsOnly {
		out, err := r.find(ctx, a.model, sound, asked, o)
		if err == nil && o.Within != nil && o.Within.Start <= o.Within.End {
			hold(out.Turns, *o.Within) // a word may begin hardly before that
		}
		return out, err
	}
	at := slices.IndexFunc(a.turns, func(t transcript.Turn) bool { return t.ID == r.turns[0].ID })
	end := at + len(r.turns)
	all := asked
	skip := 0
	room := align.Span{End: sound.Length()}
	if fence, ok := fenceOf(a.turns[:at], true); ok {
		all, skip = append([]align.Turn{fence}, asked...), 1
		room.Start = *fence.End
	}
	if fence, ok := fenceOf(a.turns[end:], false); ok {
		all = append(slices.Clip(all), fence)
		room.End = *fence.Start
	}
	if len(all) > len(asked) {
		o.Found, o.Ahead = nil, nil
	}
	out, err := align.Align(ctx, a.model, sound, all, o)
	if err == nil {
		out.Turns = out.Turns[skip : skip+len(asked)]
		if room.Start <= room.End {
			hold(out.Turns, room) // the turns may have a time elsewhere, as where they were copied from
		}
	}
	return out, err
}

// fenceOf has the last words that were heard of the last of some turns in which any were, or the first ones of the first, where
// they are.
func fenceOf(turns []transcript.Turn, last bool) (out align.Turn, ok bool) {
	nearest := slices.All(turns)
	if last {
		nearest = slices.Backward(turns)
	}
	for _, t := range nearest {
		words := transcript.Words(t.Paragraphs)
		if len(t.Times) != len(words) {
			continue
		}
		var heard []int
		for i, w := range t.Times {
			if w.How.Sure() {
				heard = append(heard, i)
			}
		}
		n := len(heard)
		if n == 0 {
			continue
		}
		if last {
			heard = heard[max(0, n-besidePiece):]
		} else {
			heard = heard[:min(n, besidePiece)]
		}
		out.Hand = map[int]align.Span{}
		for _, i := range heard {
			out.Hand[len(out.Words)] = align.Span{Start: t.Times[i].Start, End: t.Times[i].End}
			out.Words = append(out.Words, words[i])
		}
		start, end := t.Times[heard[0]].Start, t.Times[heard[len(heard)-1]].End
		out.Start, out.End = &start, &end
		return out, true
	}
	return out, false
}

// retimePieces looks for the pieces of a turn, and leaves its other words where they are.
func (a *aligner) retimePieces(ctx context.Context, sound *align.Sound, t transcript.Turn) error {
	pieces, _ := newIn(t, a.clock)
	all := askedTurn(t, a.clock)
	times := slices.Clone(t.Times)
	for _, p := range pieces {
		some := align.Turn{Words: all.Words[p.from:p.to], Start: &p.span.Start, End: &p.span.End, Hand: map[int]align.Span{}}
		for i, h := range all.Hand {
			if i >= p.from && i < p.to {
				some.Hand[i-p.from] = h
			}
		}
		o := a.options(ctx, run{})
		o.WordsOnly = true
		out, err := align.Align(ctx, a.model, sound, []align.Turn{some}, o)
		if err != nil {
			return err
		}
		found := timingsOf(out.Turns[0][p.first-p.from:p.last-p.from], times[p.first:p.last])
		copy(times[p.first:], found)
		squeeze(times, p.first, p.last)
		a.view.count(times[p.first:p.last])
	}
	return a.storeBeside(context.WithoutCancel(ctx), []session.Measured{{Turn: t.ID, Words: all.Words, Had: t.Times, Times: times}})
}

// holdBetween keeps the words from one up to another between those around them.
func holdBetween(times transcript.Timings, first, last int) {
	var least, most timecode.Time
	for _, w := range times[:first] {
		if w.How.Timed() {
			least = max(least, w.End)
		}
	}
	most = -1
	for _, w := range times[last:] {
		if w.How.Timed() && (most < 0 || w.Start < most) {
			most = w.Start
		}
	}
	for i := first; i < last; i++ {
		w := &times[i]
		if !w.How.Timed() || w.How == transcript.ByHand || w.How == transcript.Imported {
			continue
		}
		if w.Start, w.End = max(w.Start, least), max(w.End, least); most >= least {
			w.Start, w.End = min(w.Start, most), min(w.End, most)
		}
	}
}
