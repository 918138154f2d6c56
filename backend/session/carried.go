package session

import (
	"maps"
	"slices"

	"stet/backend/reconcile"
	"stet/backend/transcript"
)

// This file lets what another program did to turns of a file follow them to the chunks that they were moved to here.

// carried is what a chunk is to be by what was done to turns of another chunk's file that stand in it now.
type carried struct {
	chunk  transcript.ID
	merged reconcile.Result
}

// carry finds the turns of a file that stand in other chunks by now, and that the file has otherwise. The party has neither
// them nor what they were any more, so that nothing is left of them to disagree about.
func (s *Session) carry(p *party) []carried {
	type moved struct {
		id        transcript.ID
		was, says transcript.Turn
	}
	at := map[int]transcript.ID{}
	for id, stood := range (Files{s}).Stood() {
		home, stands := s.doc.Home(id)
		if !stands || stood.Chunk != p.id || home == p.id {
			continue
		}
		same := func(t transcript.Turn) bool { return transcript.SameTurn(t, stood.Turn) }
		i := stood.At
		if i >= len(p.base.Turns) || !same(p.base.Turns[i]) {
			i = slices.IndexFunc(p.base.Turns, same) // turns went from file to file
		}
		if i >= 0 {
			at[i] = id
		}
	}
	if len(at) == 0 {
		return nil
	}
	byHome := map[transcript.ID][]moved{}
	base, theirs := slices.Clone(p.base.Turns), slices.Clone(p.theirs.Turns)
	for _, pair := range slices.Backward(reconcile.Pairs(p.base.Turns, p.theirs.Turns)) {
		id, elsewhere := at[pair.Old]
		if !elsewhere || transcript.SameTurn(p.base.Turns[pair.Old], p.theirs.Turns[pair.New]) {
			continue
		}
		home, _ := s.doc.Home(id)
		byHome[home] = append(byHome[home], moved{id, p.base.Turns[pair.Old], p.theirs.Turns[pair.New]})
		base, theirs = slices.Delete(base, pair.Old, pair.Old+1), slices.Delete(theirs, pair.New, pair.New+1)
	}
	p.base.Turns, p.theirs.Turns = base, theirs
	var out []carried
	for _, home := range slices.Sorted(maps.Keys(byHome)) {
		mine, _ := s.doc.Chunk(home)
		was, says := mine, mine
		was.Turns, says.Turns = withoutIDs(mine.Turns), withoutIDs(mine.Turns)
		for _, m := range byHome[home] {
			i := slices.IndexFunc(mine.Turns, func(t transcript.Turn) bool { return t.ID == m.id })
			was.Turns[i], says.Turns[i] = m.was, m.says
		}
		out = append(out, carried{home, reconcile.Chunks(was, mine, says)})
	}
	return out
}

func withoutIDs(turns []transcript.Turn) []transcript.Turn {
	out := slices.Clone(turns)
	for i := range out {
		out[i].ID = 0
	}
	return out
}
