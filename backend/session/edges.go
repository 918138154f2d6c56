package session

import (
	"context"
	"fmt"
	"slices"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file sets where turns begin and end. Where one turn begins as the one before it ends, the two stay together.

// SetEdge lets a turn begin (or end) at a place in the sound that somebody has heard. A turn without a time gets one; its
// other end is then worked out, and marked as estimated. In what was put into the sound no timecode counts: a turn begins
// behind it or ends before it, and where it does so already, the answer is an ErrOp that says why.
func (s *Session) SetEdge(ctx context.Context, turn transcript.ID, end bool, at timecode.Time) (Result, error) {
	return s.edge(ctx, turn, end, func(doc *transcript.Document, t transcript.Turn) (timecode.Code, string, error) {
		clock := doc.Episode().Clock()
		code := clock.CodeAt(at, formOf(doc, t))
		if clock.Counts(at) {
			return code, "", nil
		}
		why, now := ", behind what the timecodes do not count", t.Span != nil && ofOneTime(clock.Rate, t.Span.Start, code)
		if end {
			why, now = ", before what the timecodes do not count", t.Span != nil && ofOneTime(clock.Rate, t.Span.End, code)
		}
		if now {
			return code, "", transcript.Refuse("it stands at %s%s: in there it can have no time", code, why)
		}
		return code, why, nil
	})
}

// ofOneTime says whether two timecodes are of one time, in whatever notation.
func ofOneTime(rate timecode.Rate, a, b timecode.Code) bool {
	x, err := a.At(rate)
	y, wrong := b.At(rate)
	return err == nil && wrong == nil && x == y
}

// MoveEdge moves where a turn begins (or ends) by frames; where the file counts whole seconds, by seconds.
func (s *Session) MoveEdge(ctx context.Context, turn transcript.ID, end bool, frames int) (Result, error) {
	return s.edge(ctx, turn, end, func(doc *transcript.Document, t transcript.Turn) (timecode.Code, string, error) {
		if t.Span == nil {
			return timecode.Code{}, "", transcript.Refuse("the turn has no time to move")
		}
		code := t.Span.Start
		if end {
			code = t.Span.End
		}
		rate := doc.Episode().Clock().Rate
		at, err := code.At(rate)
		if err != nil {
			return timecode.Code{}, "", transcript.Refuse("%v", err)
		}
		step := int64(1)
		if !code.Form.CountsFrames() && !code.Form.CountsMillis() {
			step = rate.Nominal()
		}
		return rate.CodeOfFrame(rate.Frame(at)+int64(frames)*step, code.Form), "", nil
	})
}

func (s *Session) edge(ctx context.Context, turn transcript.ID, end bool, find func(*transcript.Document, transcript.Turn) (code timecode.Code, why string, err error)) (Result, error) {
	return s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		t, ok := doc.Turn(turn)
		if !ok {
			return "", nil, fmt.Errorf("turn %d: %w", turn, ErrNotFound)
		}
		code, why, err := find(doc, t)
		if err != nil {
			return "", nil, err
		}
		name := "Set the start to " + code.String() + why
		if end {
			name = "Set the end to " + code.String() + why
		}
		ops, err := edgeOps(doc, t, end, code)
		return name, ops, err
	}})
}

// formOf is how a time of the turn is written: as it is, or as the nearest one of its chunk is.
func formOf(doc *transcript.Document, t transcript.Turn) timecode.Form {
	if t.Span != nil {
		return t.Span.Start.Form
	}
	for step := range 2 {
		if near, ok := beside(doc, t.ID, step == 1); ok {
			return near.Span.Start.Form
		}
	}
	return timecode.Frames
}

// beside is the nearest turn with a time, after a turn or before it in its chunk.
func beside(doc *transcript.Document, turn transcript.ID, after bool) (transcript.Turn, bool) {
	home, _ := doc.Home(turn)
	order := doc.Order(home)
	at := slices.Index(order, turn)
	rest := order[at+1:]
	if !after {
		rest = slices.Clone(order[:at])
		slices.Reverse(rest)
	}
	for _, id := range rest {
		if t, _ := doc.Turn(id); t.Span != nil {
			return t, true
		}
	}
	return transcript.Turn{}, false
}

func edgeOps(doc *transcript.Document, t transcript.Turn, end bool, code timecode.Code) ([]transcript.Op, error) {
	later := func(a, b timecode.Code) bool {
		rate := doc.Episode().Clock().Rate
		x, err := a.At(rate)
		y, wrong := b.At(rate)
		return err == nil && wrong == nil && x > y
	}
	neighbour, near := beside(doc, t.ID, end)
	set := transcript.SetSpan{Turn: t.ID, Span: &timecode.Span{Start: code, End: code}}
	switch {
	case t.Span == nil:
		other, known := beside(doc, t.ID, !end)
		switch {
		case end && known && !later(other.Span.End, code):
			set.Span.Start = other.Span.End
		case !end && later(nextStart(doc, t.ID), code):
			set.Span.End = nextStart(doc, t.ID)
		}
		set.Estimated = transcript.EndEdge
		if end {
			set.Estimated = transcript.StartEdge
		}
		return []transcript.Op{set}, nil
	case end:
		set.Span.Start, set.Estimated = t.Span.Start, t.Estimated&transcript.StartEdge
	default:
		set.Span.End, set.Estimated = t.Span.End, t.Estimated&transcript.EndEdge
	}
	if later(set.Span.Start, set.Span.End) {
		if end {
			return nil, transcript.Refuse("the turn begins at %s, so it cannot end at %s", t.Span.Start, code)
		}
		next := nextStart(doc, t.ID)
		if !later(next, code) {
			return nil, transcript.Refuse("the turn ends at %s, so it cannot begin at %s", t.Span.End, code)
		}
		set.Span.End, set.Estimated = next, transcript.EndEdge
	}
	ops := []transcript.Op{set}
	if !near {
		return ops, nil
	}
	linked := transcript.SetSpan{Turn: neighbour.ID, Span: &timecode.Span{Start: neighbour.Span.Start, End: code}, Estimated: neighbour.Estimated & transcript.StartEdge}
	meets := neighbour.Span.End == t.Span.Start
	if end {
		linked.Span, linked.Estimated = &timecode.Span{Start: code, End: neighbour.Span.End}, neighbour.Estimated&transcript.EndEdge
		meets = neighbour.Span.Start == t.Span.End
	}
	if meets && !later(linked.Span.Start, linked.Span.End) {
		ops = append(ops, linked)
	}
	return ops, nil
}

// nextStart is where the next turn with a time begins, the zero Code if there is none.
func nextStart(doc *transcript.Document, turn transcript.ID) timecode.Code {
	if next, ok := beside(doc, turn, true); ok {
		return next.Span.Start
	}
	return timecode.Code{}
}
