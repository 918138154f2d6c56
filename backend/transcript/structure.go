package transcript

import (
	"slices"
	"strings"

	"stet/backend/timecode"
)

// This file parts turns, joins them and moves them. What it works out (where a turn is parted in time) it marks as
// estimated, unless the times of its words tell.

// SplitTurn parts a turn in two at a place of its text, in bytes. What follows the place becomes a turn of its own,
// right after it, with the same speaker; the space at the place goes.
type SplitTurn struct {
	Turn ID  `json:"turn"`
	Para int `json:"para"`
	At   int `json:"at"`
	// New names the second part: see NewID.
	New ID `json:"new"`
	// Heard is where in the sound the parts meet, if a person heard it; else it comes from the words.
	Heard *timecode.Time `json:"heard,omitempty"`
}

// JoinTurn makes a turn one with the turn before it in its chunk, which keeps its speaker.
type JoinTurn struct {
	Turn ID `json:"turn"`
	// Glue stands between the two.
	Glue string `json:"glue,omitempty"`
}

// MoveTurn puts a turn into another place: before the one that stands at place At of a chunk once it is gone from
// where it was.
type MoveTurn struct {
	Turn  ID  `json:"turn"`
	Chunk ID  `json:"chunk"`
	At    int `json:"at"`
}

// Kind implements Op.
func (SplitTurn) Kind() string { return "turn.split" }
func (JoinTurn) Kind() string  { return "turn.join" }
func (MoveTurn) Kind() string  { return "turn.move" }

const blanks = " \t"

func (o SplitTurn) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	if o.Para < 0 || o.Para >= len(t.Paragraphs) {
		return nil, refuse("turn %d has no paragraph %d", o.Turn, o.Para)
	}
	p := t.Paragraphs[o.Para]
	if o.At < 0 || o.At > len(p) || !boundary(p, o.At) {
		return nil, refuse("paragraph %d of turn %d has no character %d", o.Para, o.Turn, o.At)
	}
	first := slices.Clone(t.Paragraphs[:o.Para])
	if head := strings.TrimRight(p[:o.At], blanks); head != "" || len(first) == 0 {
		first = append(first, head)
	}
	second := []string{strings.TrimLeft(p[o.At:], blanks)}
	rest := t.Paragraphs[o.Para+1:]
	if second[0] == "" && len(rest) > 0 {
		second = nil
	}
	second = append(second, rest...)

	old, now := wordsOf(t.Paragraphs), slices.Concat(wordsOf(first), wordsOf(second))
	head, tail := CountWords(t.Paragraphs[:o.Para]), CountWords(rest)
	times := retime(t.Times, old, now, head, tail, d.stretchOf(t))
	// Words that are only parted stay as they were checked; one that is cut in two is another.
	checked := t.Checked && len(old) == len(now)
	next := Turn{ID: o.New, Speaker: t.Speaker, Paragraphs: second, Checked: checked}
	n := CountWords(first)
	if len(times) > 0 {
		next.Times = times[n:]
	}
	var span SetSpan
	if t.Span != nil {
		at, heard := d.partedAt(t, o.Heard, times, n, share(first, second))
		span = SetSpan{Turn: o.Turn, Span: &timecode.Span{Start: t.Span.Start, End: at}, Estimated: t.Estimated & StartEdge}
		next.Span = &timecode.Span{Start: at, End: t.Span.End}
		next.Estimated = t.Estimated & EndEdge
		if !heard {
			span.Estimated |= EndEdge
		}
		// The end of the last word tells where the first part ends, but not where words begin that are still to be written.
		if !heard || o.Heard == nil && n == len(times) {
			next.Estimated |= StartEdge
		}
	}
	home := d.home[o.Turn]
	ops := []Op{
		SetParagraphs{Turn: o.Turn, Paragraphs: first, Times: all(times[:min(n, len(times))]), Checked: checked},
		InsertTurn{Chunk: home.id, At: slices.Index(home.turns, t) + 1, Turn: next},
	}
	if t.Span != nil {
		ops = append(ops, span)
	}
	if len(d.noted[o.Turn]) > 0 {
		moved := wordsMoved(old, now, head, tail)
		ops = append(ops, PlaceNotes{Places: d.placesOn(o.Turn, func(a Anchor) Anchor {
			if a = moved(a); a.From >= n && n < len(now) {
				return Anchor{Turn: o.New, From: a.From - n, To: a.To - n, Lost: a.Lost}
			}
			a.To = min(a.To, n)
			return a
		})})
	}
	return Batch{Ops: ops}.apply(d, c)
}

// share is how much of a turn's text lies before the place where it is parted, in letters, and how much there is.
func share(first, second []string) [2]int {
	count := func(paragraphs []string) (n int) {
		for _, p := range paragraphs {
			n += len([]rune(p))
		}
		return n
	}
	a, b := count(first), count(second)
	return [2]int{a, a + b}
}

// partedAt is the code at which a turn is parted after n words, and whether that is known and no estimate.
func (d *Document) partedAt(t *Turn, told *timecode.Time, times Timings, n int, share [2]int) (at timecode.Code, heard bool) {
	in := d.stretchOf(t)
	if !in.known {
		return t.Span.End, false
	}
	place, heard := in.to, false
	switch {
	case told != nil:
		place, heard = *told, true
	case n < len(times) && times[n].How.Timed():
		place, heard = times[n].Start, times[n].How.Sure()
	case n > 0 && n == len(times) && times[n-1].How.Timed():
		place, heard = times[n-1].End, times[n-1].How.Sure()
	case share[1] > 0:
		place = in.from + (in.to-in.from)/timecode.Time(share[1])*timecode.Time(share[0])
	}
	inside := min(max(place, in.from), in.to)
	if inside == in.to {
		return t.Span.End, heard && inside == place
	}
	return d.episode.Clock().CodeAt(inside, t.Span.Start.Form), heard && inside == place
}

func (o JoinTurn) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	if err := checkLine("the text", o.Glue); err != nil {
		return nil, err
	}
	home := d.home[o.Turn]
	at := slices.Index(home.turns, t)
	if at == 0 {
		return nil, refuse("turn %d is the first of its chunk, and has none before it to be joined with", o.Turn)
	}
	into := home.turns[at-1]
	last := len(into.Paragraphs) - 1
	joined := slices.Concat(into.Paragraphs[:last], []string{into.Paragraphs[last] + o.Glue + t.Paragraphs[0]}, t.Paragraphs[1:])

	old, now := slices.Concat(wordsOf(into.Paragraphs), wordsOf(t.Paragraphs)), wordsOf(joined)
	n := CountWords(into.Paragraphs)
	// A word that ends the first and one that begins the second may become one.
	head, tail := n, len(old)-n
	if len(now) < len(old) {
		head, tail = head-1, tail-1
	}
	var times Timings
	if len(into.Times)+len(t.Times) > 0 {
		times = retime(slices.Concat(padded(*into), padded(*t)), old, now, head, tail, stretch{})
	}
	span := SetSpan{Turn: into.ID, Span: into.Span, Estimated: into.Estimated}
	switch {
	case t.Span == nil && into.Span == nil:
	case t.Span == nil:
		span.Estimated |= EndEdge
	case into.Span == nil:
		span.Span, span.Estimated = t.Span, t.Estimated|StartEdge
	default:
		span.Span = &timecode.Span{Start: into.Span.Start, End: t.Span.End}
		span.Estimated = into.Estimated&StartEdge | t.Estimated&EndEdge
	}
	ops := []Op{
		DeleteTurn{Turn: o.Turn},
		SetParagraphs{
			Turn: into.ID, Paragraphs: joined, Times: all(times),
			Checked: into.Checked && t.Checked && len(now) == len(old),
		},
		span,
	}
	if len(d.noted[o.Turn])+len(d.noted[into.ID]) > 0 {
		moved := wordsMoved(old, now, head, tail)
		places := append(d.placesOn(into.ID, moved), d.placesOn(o.Turn, func(a Anchor) Anchor {
			return moved(Anchor{Turn: into.ID, From: a.From + n, To: a.To + n, Lost: a.Lost})
		})...)
		ops = append(ops, PlaceNotes{Places: places})
	}
	return Batch{Ops: ops}.apply(d, c)
}

// padded are a turn's times, with unknown ones where it has none.
func padded(t Turn) Timings {
	if len(t.Times) > 0 {
		return t.Times
	}
	return make(Timings, CountWords(t.Paragraphs))
}

func (o MoveTurn) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	to, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	from := d.home[o.Turn]
	at := slices.Index(from.turns, t)
	room := len(to.turns)
	if to == from {
		room--
	}
	if o.At < 0 || o.At > room {
		return nil, refuse("chunk %d has no place %d", o.Chunk, o.At)
	}
	from.turns = slices.Delete(from.turns, at, at+1)
	to.turns = slices.Insert(to.turns, o.At, t)
	d.home[o.Turn] = to
	c.Turns.add(o.Turn)
	c.Orders.add(from.id)
	c.Orders.add(to.id)
	return MoveTurn{Turn: o.Turn, Chunk: from.id, At: at}, nil
}
