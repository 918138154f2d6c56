package session

import (
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/reconcile"
	"stet/backend/transcript"
)

// This file lets what another program did to turns of a file follow them to the chunks that they were moved to here.

// carried is what a chunk is to be by what was done to turns of another chunk's file that stand in it now.
type carried struct {
	chunk  transcript.ID
	merged reconcile.Result
}

// elsewhere is what a file says of a turn that stands in another chunk by now: what it said, what it says, and the turns
// that came before and behind it. says is nil where the turn went. Of a chunk that was joined with another, lost are the turns
// beside it that the file had, and that stand nowhere here any more.
type elsewhere struct {
	was           transcript.Turn
	says          *transcript.Turn
	ahead, behind []transcript.Turn
	lostAhead     []transcript.Turn
	lostBehind    []transcript.Turn
}

// same says that the file says of the turn, and of what is beside it, what it said.
func (e *elsewhere) same() bool {
	return e.says != nil && transcript.SameTurn(e.was, *e.says) &&
		slices.EqualFunc(e.ahead, e.lostAhead, transcript.SameTurn) && slices.EqualFunc(e.behind, e.lostBehind, transcript.SameTurn)
}

// carry takes the turns of a file that stand in other chunks by now out of what it said and says, with those that came behind
// them, and returns what the other chunks are to be by them. Nothing is left of them for the party to disagree about. A turn
// that went from the file to one that is not taken in yet is no less here for that.
func (s *Session) carry(p *party, beside map[transcript.ID]Source) []carried {
	at := map[int]transcript.ID{}
	for id, stood := range (Files{s}).Stood() {
		home, stands := s.doc.Home(id)
		if !stands || stood.Chunk != p.id || home == p.id {
			continue
		}
		if i := slices.Index(p.own, stood.At); i >= 0 {
			at[i] = id
		}
	}
	if len(at) == 0 && !p.joined {
		return nil
	}
	olds := map[int]int{}
	for _, pair := range reconcile.Pairs(p.base.Turns, p.theirs.Turns) {
		olds[pair.New] = pair.Old
	}
	went := s.wentTo(p, beside)
	gone := map[transcript.ID]*elsewhere{}
	var base, theirs []transcript.Turn
	var before *elsewhere
	for i, t := range p.base.Turns {
		if id, moved := at[i]; moved {
			before = &elsewhere{was: t}
			if gone[id] = before; went[i] {
				before.says = &t
			}
			if p.joined {
				before.lostAhead, base = base, nil
			}
		} else if p.joined && before != nil {
			before.lostBehind = append(before.lostBehind, t)
		} else {
			base = append(base, t)
		}
	}
	last := before
	if p.joined && last == nil {
		if last = s.atTheEnd(p.home, gone); last != nil {
			last.lostBehind, base = base, nil
		}
	}
	before = nil
	for i, t := range p.theirs.Turns {
		old, paired := olds[i]
		if at[old] != 0 && paired || paired && !p.joined {
			if before = gone[at[old]]; p.joined {
				before.ahead, theirs = theirs, nil
			}
		} else {
			paired = false
		}
		switch {
		case before == nil:
			theirs = append(theirs, t)
		case paired:
			before.says = &t
		default:
			before.behind = append(before.behind, t)
		}
	}
	if p.joined && last != nil {
		last.behind, theirs = append(last.behind, theirs...), nil // none of them is known again
	}
	p.base.Turns, p.theirs.Turns = base, theirs
	return s.changedElsewhere(gone)
}

// atTheEnd is the last turn of a chunk, as something that a file says as it is: what else the file says comes behind it. It is
// nil where the chunk has no turn.
func (s *Session) atTheEnd(chunk transcript.ID, gone map[transcript.ID]*elsewhere) *elsewhere {
	mine, _ := s.doc.Chunk(chunk)
	if len(mine.Turns) == 0 {
		return nil
	}
	t := mine.Turns[len(mine.Turns)-1]
	id := t.ID
	t.ID = 0
	gone[id] = &elsewhere{was: t, says: &t}
	return gone[id]
}

// wentTo are the turns of a party's file that went to files which are not taken in.
func (s *Session) wentTo(p *party, beside map[transcript.ID]Source) map[int]bool {
	list := []reconcile.File{{Chunk: p.id, Base: p.base.Turns, Now: p.theirs.Turns}}
	for _, id := range s.doc.Chunks() {
		if src, changed := beside[id]; changed && !s.files[id].fresh() {
			list = append(list, reconcile.File{Chunk: id, Base: s.files[id].chunk.Turns, Now: chunkfile.Parse(src.Bytes).Chunk().Turns})
		}
	}
	out := map[int]bool{}
	for _, stands := range reconcile.Moved(list)[1:] {
		for _, x := range stands {
			if x.File == 0 {
				out[x.Turn] = true
			}
		}
	}
	return out
}

// changedElsewhere are the chunks in which turns stand that came from a file which has them otherwise now.
func (s *Session) changedElsewhere(gone map[transcript.ID]*elsewhere) (out []carried) {
	for _, home := range s.doc.Chunks() {
		mine, _ := s.doc.Chunk(home)
		was, says, changed := mine, mine, false
		was.Turns, says.Turns = nil, nil
		among := map[transcript.ID]bool{}
		for _, t := range mine.Turns {
			e := gone[t.ID]
			among[t.ID] = e != nil
			t.ID = 0
			if e == nil {
				e = &elsewhere{was: t, says: &t}
			}
			was.Turns = append(was.Turns, append(e.lostAhead, e.was)...)
			was.Turns = append(was.Turns, e.lostBehind...)
			says.Turns = append(says.Turns, e.ahead...)
			if e.says != nil {
				says.Turns = append(says.Turns, *e.says)
			}
			says.Turns = append(says.Turns, e.behind...)
			changed = changed || !e.same()
		}
		if changed {
			out = append(out, carried{home, reconcile.Chunks(was, mine, says).Among(among)})
		}
	}
	return out
}
