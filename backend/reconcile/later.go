package reconcile

import (
	"slices"

	"stet/backend/transcript"
)

// This file carries on a conflict that nobody has settled yet: the person goes on writing at its place meanwhile, and none of
// that is to be lost by settling it.

// Later is a conflict at whose place another text stands now than when it came: what was changed here since is in all of its
// sides. Where that meets the words of the other side, theirs stay theirs, and both have both.
func Later(c transcript.Conflict, now transcript.Side) transcript.Conflict {
	was := c.Mine
	if transcript.SameChunk(whole(was), whole(now)) {
		return c
	}
	c.Mine = now
	c.Theirs, _ = carried(was, now, c.Theirs, func(x transcript.Conflict) (transcript.Side, bool) { return x.Theirs, true })
	if c.Both != nil {
		both, can := carried(was, now, *c.Both, bothOf)
		if c.Both = nil; can {
			c.Both = &both
		}
	}
	return c
}

// carried is what another side says with what was changed here since; of chooses where both changed the same words. False if
// it cannot.
func carried(was, now, other transcript.Side, of func(transcript.Conflict) (transcript.Side, bool)) (transcript.Side, bool) {
	r := Chunks(whole(was), whole(now), whole(other))
	s := transcript.Side{Turns: r.Chunk.Turns, Lead: r.Chunk.Lead}
	if other.Matter != nil {
		s.Matter = &r.Chunk.Matter
	} else if len(r.Chunk.Matter.Fields) > 0 {
		s.Field = &r.Chunk.Matter.Fields[0]
	}
	// From the last on, so that the places of those before stay.
	for _, x := range slices.Backward(r.Conflicts) {
		chosen, can := of(x.Conflict)
		switch {
		case !can:
			return s, false
		case x.Field == transcript.LeadPlace:
			s.Lead = chosen.Lead
		case x.Field != "":
			s.Field, s.Matter = chosen.Field, chosen.Matter
		default:
			s.Turns = slices.Concat(s.Turns[:x.at[0]], chosen.Turns, s.Turns[x.at[1]:])
		}
	}
	return s, true
}

// bothOf is what has the words of either side. Of turns for which there is no such thing, one has those of the other.
func bothOf(c transcript.Conflict) (transcript.Side, bool) {
	switch {
	case c.Both != nil:
		return *c.Both, true
	case c.Field != "":
		return transcript.Side{}, false
	case len(tokens(c.Mine.Turns, false)) < len(tokens(c.Theirs.Turns, false)):
		return c.Theirs, true
	}
	return c.Mine, true
}

// whole is a side as a chunk that has nothing else.
func whole(s transcript.Side) transcript.Chunk {
	c := transcript.Chunk{Turns: s.Turns, Lead: s.Lead, Matter: transcript.Matter{Form: transcript.FieldMatter}}
	if s.Field != nil {
		c.Matter.Fields = []transcript.Field{*s.Field}
	}
	if s.Matter != nil {
		c.Matter = *s.Matter
	}
	return c
}
