// This file cuts transcripts without front matter, whose parts are those of one episode: a chunk may begin in one part and
// end in the next, as where they are cut without a library. The files of the parts stay as they are.

package service

import (
	"fmt"
	"slices"
	"strconv"

	"stet/backend/cut"
	"stet/backend/profile"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// partsAround are the transcripts without front matter that stand in a row with one: the parts of an episode. A chunk that
// has front matter is by itself.
func partsAround(doc *transcript.Document, id transcript.ID) []transcript.ID {
	order := doc.Chunks()
	plain := func(i int) bool {
		head, _ := doc.Head(order[i])
		return head.Matter.Plain()
	}
	at := slices.Index(order, id)
	if at < 0 || !plain(at) {
		return []transcript.ID{id}
	}
	from, to := at, at+1
	for from > 0 && plain(from-1) {
		from--
	}
	for to < len(order) && plain(to) {
		to++
	}
	return slices.Clone(order[from:to])
}

// turnsOf are the turns of chunks, one after another.
func turnsOf(doc *transcript.Document, ids []transcript.ID) (out []transcript.Turn) {
	for _, id := range ids {
		c, _ := doc.Chunk(id)
		out = append(out, c.Turns...)
	}
	return out
}

// cutParts are the ops that cut parts of a transcript at turns, and how many of the turns they begin chunks with. Parts that
// no chunk begins in stay as they are.
func cutParts(doc *transcript.Document, files session.Files, parts []transcript.ID, turns []transcript.ID, p profile.Profile) (ops []transcript.Op, cuts int, err error) {
	number := numberBefore(doc, files, parts[0])
	for len(parts) > 0 {
		n := 0
		for n < len(parts) && begunIn(doc, parts[n], turns) {
			n++
		}
		if n > 0 {
			more, made, last, err := cutRun(doc, files, parts[:n], turns, number, p)
			if err != nil {
				return nil, 0, err
			}
			ops, cuts, number = append(ops, more...), cuts+made, last
		}
		parts = parts[min(n+1, len(parts)):]
	}
	return ops, cuts, nil
}

// numberBefore is the number of the nearest chunk before one that was cut here; 0 if there is none.
func numberBefore(doc *transcript.Document, files session.Files, id transcript.ID) int {
	order := doc.Chunks()
	for at := slices.Index(order, id) - 1; at >= 0 && cutHere(doc, files, order[at]); at-- {
		if head, _ := doc.Head(order[at]); isNumber(chunkNumber(head)) {
			n, _ := strconv.Atoi(chunkNumber(head))
			return n
		}
	}
	return 0
}

// begunIn says whether a chunk is to begin within a part, behind its first turn.
func begunIn(doc *transcript.Document, part transcript.ID, turns []transcript.ID) bool {
	order := doc.Order(part)
	return len(order) > 0 && slices.ContainsFunc(order[1:], func(id transcript.ID) bool { return slices.Contains(turns, id) })
}

// cutRun cuts parts in each of which a chunk begins. What stands before the first of a later part goes to the chunk that the
// part before ends with, unless a chunk is to begin there. The chunks are counted on from number; last is that of the last.
func cutRun(doc *transcript.Document, files session.Files, parts []transcript.ID, turns []transcript.ID, number int, p profile.Profile) (ops []transcript.Op, cuts, last int, err error) {
	all := transcript.Chunk{ID: parts[0], Matter: transcript.Matter{Form: transcript.NoMatter}, Turns: turnsOf(doc, parts)}
	ops = inFrames(doc, all.Turns, p.Rate)
	// A part that goes on where a chunk that was cut here ends belongs to that chunk up to where the next begins.
	before := doc.Chunks()[max(0, slices.Index(doc.Chunks(), parts[0])-1)]
	// A part that nobody has cut is no chunk, and stays as it is.
	head, _ := doc.Head(before)
	goesOn := before != parts[0] && !head.Matter.Plain() && cutHere(doc, files, before) && !slices.Contains(turns, all.Turns[0].ID)
	var starts []cut.Start
	for at, t := range all.Turns {
		if chosen := slices.Contains(turns, t.ID); chosen || at == 0 && !goesOn {
			starts = append(starts, cut.Start{Turn: at})
			if chosen {
				cuts++
			}
		}
	}
	stretches := cut.Like(all.Turns[starts[0].Turn:], shifted(starts))
	heads, err := headsOf(doc, files, all, stretches, number, p)
	if err != nil {
		return nil, 0, 0, err
	}
	var moves []transcript.Op
	k, at, to, place := 0, 0, before, len(doc.Order(before))
	for _, part := range parts {
		order := doc.Order(part)
		own := true // its first chunk keeps its number
		var splits []transcript.Op
		for _, turn := range order {
			switch begins := k < len(starts) && starts[k].Turn == at; {
			case begins && own:
				ops = append(ops, transcript.SetMatter{Chunk: part, Matter: heads[k].Matter})
				to, place, own = part, 1, false
				k++
			case begins:
				splits = append(splits, transcript.SplitChunk{Turn: turn, New: heads[k]})
				to, place = heads[k].ID, 1
				k++
			case own:
				moves = append(moves, transcript.MoveTurn{Turn: turn, Chunk: to, At: place})
				place++
			default:
				place++
			}
			at++
		}
		slices.Reverse(splits)
		ops = append(ops, splits...)
		if c, _ := doc.Head(part); len(c.Lead) > 0 {
			// It stays in the transcript, and belongs to no chunk.
			ops = append(ops, transcript.SetLead{Chunk: part})
		}
	}
	return append(ops, moves...), cuts, number + len(heads), nil
}

// cutHere says whether a chunk was cut from a transcript in the library: it, or the nearest before it that has a file.
func cutHere(doc *transcript.Document, files session.Files, id transcript.ID) bool {
	order := doc.Chunks()
	for at := slices.Index(order, id); at >= 0; at-- {
		if files.Source(order[at]).Path != "" {
			return files.Plain(order[at])
		}
	}
	return false
}

// inFrames are the ops that write times which count milliseconds as frames, where the series says how many a second has. turns
// have these times then.
func inFrames(doc *transcript.Document, turns []transcript.Turn, rate timecode.Rate) (ops []transcript.Op) {
	was := slices.Clone(turns)
	if !rate.Valid() || cut.InFrames(turns, rate) == 0 {
		return nil
	}
	if e := doc.Episode(); !e.Rate.Valid() {
		e.Rate = rate
		ops = append(ops, transcript.SetEpisode{Episode: e})
	}
	for i, t := range turns {
		if !transcript.SameSpan(t.Span, was[i].Span) {
			ops = append(ops, transcript.SetSpan{Turn: t.ID, Span: t.Span, Estimated: t.Estimated})
		}
	}
	return ops
}

// shifted are starts counted from the first of them.
func shifted(starts []cut.Start) []cut.Start {
	out := slices.Clone(starts)
	for i := range out {
		out[i].Turn -= starts[0].Turn
	}
	return out
}

// cutAllOps lets new chunks begin with turns.
func cutAllOps(doc *transcript.Document, files session.Files, turns []transcript.ID, p profile.Profile) (string, []transcript.Op, error) {
	var ops []transcript.Op
	cuts, left := 0, 0
	for order := doc.Chunks(); len(order) > 0; {
		c, _ := doc.Chunk(order[0])
		if c.Matter.Plain() {
			parts := partsAround(doc, c.ID)
			more, made, err := cutParts(doc, files, parts, turns, p)
			if err != nil {
				return "", nil, err
			}
			for _, op := range more {
				if lead, is := op.(transcript.SetLead); is {
					head, _ := doc.Head(lead.Chunk)
					left += len(head.Lead)
				}
			}
			ops, cuts, order = append(ops, more...), cuts+made, order[len(parts):]
			continue
		}
		order = order[1:]
		starts := []cut.Start{{Turn: 0}}
		for at, t := range c.Turns {
			if at > 0 && slices.Contains(turns, t.ID) {
				starts = append(starts, cut.Start{Turn: at})
			}
		}
		if len(starts) == 1 {
			continue
		}
		cuts += len(starts) - 1
		more, err := cutOps(doc, files, c, starts, p)
		if err != nil {
			return "", nil, err
		}
		ops = append(ops, more...)
	}
	name := fmt.Sprintf("Cut off %d chunks", cuts)
	switch {
	case cuts != len(turns) || cuts == 0:
		return "", nil, fail(CodeInvalid, nil, "A chunk can be cut before each of its turns but the first.")
	case cuts == 1:
		name = "Split the chunk"
	}
	if left > 0 {
		name += fmt.Sprintf("; %s of no turn %s in the transcript", quantity(left, "line"), verb(left, "stays", "stay"))
	}
	return name, ops, nil
}
