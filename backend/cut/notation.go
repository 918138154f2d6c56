package cut

import (
	"cmp"
	"slices"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file writes the times of a transcript as the chunks write theirs: one that came by way of subtitles counts
// milliseconds, or seconds only, where the chunks count frames. Frames are never guessed: either somebody has told how many a
// second has, or the times of the chunks themselves tell it, since they are the same to the millisecond.

// Noted is what became of the times of a transcript.
type Noted struct {
	// Was is how the transcript writes times, Form how the chunks do; both are the zero Form where all is one notation.
	Was, Form timecode.Form
	// Rate is what frames were counted by; the zero Rate where none were. Told says that somebody told it.
	Rate timecode.Rate
	Told bool
	// Left are the turns that stayed in their own notation, First the first of them.
	Left, First int
}

// Notate writes the times of turns as most turns of the chunks have them. told is the frame rate, where somebody told it.
func Notate(turns, chunks []transcript.Turn, told timecode.Rate) Noted {
	n := Noted{Form: usualForm(chunks)}
	if n.Was = usualForm(turns); n.Form == 0 || n.Was == 0 || n.Was == n.Form {
		return Noted{}
	}
	if n.Was.CountsFrames() == n.Form.CountsFrames() && n.Was.CountsMillis() == n.Form.CountsMillis() {
		for i := range turns {
			turns[i].Span = rewritten(turns[i].Span, n.Was, n.Form)
		}
		return n
	}
	edges := sharedEdges(turns, chunks)
	var clocks []timecode.Clock
	if n.Form.CountsFrames() && n.Was.CountsMillis() || n.Form.CountsMillis() && n.Was.CountsFrames() {
		if clocks = clocksOf(edges, told); len(clocks) == 1 {
			n.Rate, n.Told = clocks[0].Rate, told.Valid()
		}
	}
	kept := map[[2]int]timecode.Code{}
	for _, e := range edges {
		if e.was.Form == n.Form && e.now.Form == n.Was && sameTime(e.now, e.was) {
			kept[[2]int{e.turn, e.end}] = e.was
		}
	}
	for i := range turns {
		span := turns[i].Span
		if span == nil {
			continue
		}
		out := *span
		for end, code := range []*timecode.Code{&out.Start, &out.End} {
			if was, ok := kept[[2]int{i, end}]; ok && !n.Was.CountsMillis() {
				*code = was
			} else if code.Form == n.Was {
				*code = byClocks(*code, clocks, n.Form)
			}
		}
		if turns[i].Span = &out; out.Start.Form == n.Was || out.End.Form == n.Was {
			if n.Left++; n.Left == 1 {
				n.First = i
			}
		}
	}
	return n
}

// InFrames writes the times of turns that count milliseconds as labels that count frames, at a rate that somebody told, and counts
// these turns.
func InFrames(turns []transcript.Turn, rate timecode.Rate) (n int) {
	form := timecode.Frames
	if rate.Drop {
		form = timecode.DropFrames
	}
	clocks := []timecode.Clock{{Rate: rate}}
	for i := range turns {
		span := turns[i].Span
		if span == nil || !span.Start.Form.CountsMillis() && !span.End.Form.CountsMillis() {
			continue
		}
		out := *span
		for _, code := range []*timecode.Code{&out.Start, &out.End} {
			if code.Form.CountsMillis() {
				*code = byClocks(*code, clocks, form)
			}
		}
		turns[i].Span, n = &out, n+1
	}
	return n
}

// rewritten is a time whose codes of one form are written in another that counts the same.
func rewritten(span *timecode.Span, was, form timecode.Form) *timecode.Span {
	if span == nil {
		return nil
	}
	out := *span
	for _, code := range []*timecode.Code{&out.Start, &out.End} {
		if code.Form == was {
			code.Form = form
		}
	}
	return &out
}

// usualForm is how most turns write their beginnings.
func usualForm(turns []transcript.Turn) timecode.Form {
	count := map[timecode.Form]int{}
	for _, t := range turns {
		if t.Span != nil && t.Span.Start.Form != 0 {
			count[t.Span.Start.Form]++
		}
	}
	best := timecode.Form(0)
	for form, n := range count {
		if n > count[best] || n == count[best] && form < best {
			best = form
		}
	}
	return best
}

// edge is one end of a turn, as the transcript and the chunks have it; end is 0 where it begins and 1 where it ends.
type edge struct {
	turn, end int
	now, was  timecode.Code
}

// sharedEdges are the ends of turns that the chunks have with the very same words.
func sharedEdges(turns, chunks []transcript.Turn) (out []edge) {
	for i, at := range Matches(turns, chunks) {
		if len(at) != 1 || turns[i].Span == nil || chunks[at[0]].Span == nil || !slices.Equal(words(turns[i]), words(chunks[at[0]])) {
			continue
		}
		now, was := turns[i].Span, chunks[at[0]].Span
		out = append(out, edge{i, 0, now.Start, was.Start}, edge{i, 1, now.End, was.End})
	}
	return out
}

// sameTime says that a code without frames can be that of a label with them.
func sameTime(now, was timecode.Code) bool {
	d := seconds(was) - seconds(now)
	return d > -0.1 && d < 1.1
}

// exact is how far apart two times are at most that are one, rounded to a millisecond.
const exact = timecode.Millisecond + timecode.Millisecond/2

// clocksOf finds the clocks by which the labels of the one are the times of the other, nearly all of them. With a rate that was told
// and fits nothing the labels count from the beginning.
func clocksOf(edges []edge, told timecode.Rate) (found []timecode.Clock) {
	rates := timecode.Rates()
	if told.Valid() {
		rates = []timecode.Rate{told}
	}
	most := 0
	for _, rate := range rates {
		k, n := fitted(edges, rate)
		switch {
		case n == 0 || n < most:
		case n > most:
			most, found = n, []timecode.Clock{k}
		default:
			found = append(found, k)
		}
	}
	if len(found) == 0 && told.Valid() {
		return []timecode.Clock{{Rate: told}}
	}
	return found
}

// byClocks is the label at a time, or the time of a label, of which all clocks say the same; else the code as it is.
func byClocks(c timecode.Code, clocks []timecode.Clock, like timecode.Form) timecode.Code {
	out := c
	for i, k := range clocks {
		at, err := c.At(k.Rate)
		if like.CountsMillis() {
			at, err = k.AudioTime(c)
		}
		if err != nil {
			return c
		}
		label := k.Rate.Code(at+timecode.Millisecond/2, like)
		if like.CountsFrames() {
			label = k.Rate.Code(k.LabelTime(at)+k.Rate.FrameLength()/2, like)
		}
		if i > 0 && label != out {
			return c
		}
		out = label
	}
	return out
}

// fitted is the clock at a rate that explains most edges, and how many; none where it explains less than four in five.
func fitted(edges []edge, rate timecode.Rate) (timecode.Clock, int) {
	var apart []timecode.Time
	all := 0
	for _, e := range edges {
		time, label := e.now, e.was
		if time.Form.CountsFrames() {
			time, label = label, time
		}
		if !time.Form.CountsMillis() || !label.Form.CountsFrames() {
			continue
		}
		all++
		at, err := time.At(rate)
		labelled, err2 := label.At(rate)
		if err == nil && err2 == nil {
			apart = append(apart, labelled-at)
		}
	}
	near := func(offset timecode.Time) (n int) {
		for _, d := range apart {
			if d-offset <= exact && offset-d <= exact {
				n++
			}
		}
		return n
	}
	k, n := timecode.Clock{Rate: rate}, near(0)
	if 5*n < 4*all && len(apart) > 2 {
		middle := slices.Clone(apart)
		slices.SortFunc(middle, cmp.Compare[timecode.Time])
		k.Offset = -middle[len(middle)/2]
		n = near(-k.Offset)
	}
	if all == 0 || 5*n < 4*all {
		return timecode.Clock{}, 0
	}
	return k, n
}
