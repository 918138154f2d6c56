package session

import (
	"maps"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/reconcile"
	"stet/backend/transcript"
)

// This file lets turns follow that another program moved from file to file, before their chunks are brought together with
// these. It decides nothing about what the turns say.

// OnDisk is what other programs did to the files of an episode.
type OnDisk struct {
	// Changed are the files of chunks as they are now.
	Changed map[transcript.ID]Source
	// Gone are chunks whose files are there no more, New are files that no chunk has, or one that was joined with another or
	// whose making was undone. Both count only as far as turns went from file to file.
	Gone []transcript.ID
	New  []Source
	// Beside are the files of other chunks that changed and are not taken in now: a turn that went to one of them is not gone.
	Beside map[transcript.ID]Source
}

// party is a chunk that turns may go to or come from.
type party struct {
	id     transcript.ID
	base   transcript.Chunk
	theirs transcript.Chunk
	// own says of each turn of the base which of its file it was; -1 if it was in another's.
	own   []int
	src   Source
	gone  bool
	fresh bool
	// joined says that the chunk was joined with another here: its turns stand in others, most of them in home.
	joined bool
	home   transcript.ID
	// kept says of one that is gone that it stays without a turn: its front matter was edited here.
	kept bool
}

// parties are the chunks whose files changed, and those besides from or to which most turns of a file went.
func (s *Session) parties(d OnDisk) []party {
	var list []party
	for _, id := range s.doc.Chunks() {
		b := s.files[id]
		src, changed := d.Changed[id]
		switch {
		case b.fresh():
		case changed:
			list = append(list, party{id: id, base: b.chunk, theirs: chunkfile.Parse(src.Bytes).Chunk(), src: src})
		case slices.Contains(d.Gone, id) && len(s.doc.Conflicts(id)) == 0 && len(b.chunk.Turns) > 0:
			list = append(list, party{id: id, base: b.chunk, gone: true, kept: len(b.touched) > 0})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.gone)) {
		if src, changed := d.Changed[id]; changed && s.joined(id) {
			list = append(list, party{id: id, base: chunkfile.Parse(s.gone[id].Bytes).Chunk(), theirs: chunkfile.Parse(src.Bytes).Chunk(), src: src, joined: true})
		}
	}
	for _, src := range d.New {
		id, stands := s.without(src.Path)
		if _, taken := d.Changed[id]; stands || id != 0 && taken {
			continue
		}
		theirs := chunkfile.Parse(src.Bytes).Chunk()
		base := theirs
		base.Turns = nil
		list = append(list, party{id: id, base: base, theirs: theirs, src: src, fresh: true})
	}
	stands := reconcile.Moved(files(list))
	kept := list[:0:0]
	for i, p := range list {
		left := 0
		for _, x := range stands[i] {
			if x.File == i {
				left++
			}
		}
		switch {
		case p.gone && 2*left > len(p.base.Turns):
		case p.fresh && 2*len(stands[i]) < len(p.theirs.Turns), p.fresh && len(stands[i]) == 0:
		default:
			kept = append(kept, p)
		}
	}
	return kept
}

// without is the chunk of a file that is not in the document any more, 0 if there is none. stands says that turns of its file
// stand in other chunks: it was joined with these.
func (s *Session) without(path string) (id transcript.ID, stands bool) {
	for gone, src := range s.gone {
		if src.Path == path {
			id = gone
		}
	}
	if id == 0 {
		return 0, false
	}
	for _, o := range s.owners(InFile) {
		stands = stands || o.chunk == id
	}
	return id, stands
}

func files(list []party) []reconcile.File {
	out := make([]reconcile.File, len(list))
	for i, p := range list {
		out[i] = reconcile.File{Chunk: p.id, Base: p.base.Turns, Now: p.theirs.Turns}
	}
	return out
}

// followMoves makes the chunks that are new, moves the turns that were moved, and lets go of chunks that are empty then, but for
// those whose front matter was edited here. do applies an op. The bases of the parties are then as if the turns had always stood so.
func (s *Session) followMoves(list []party, do func(transcript.Op) error) error {
	stands := reconcile.Moved(files(list))
	mine := make([]map[int]transcript.ID, len(list))
	for i, p := range list {
		mine[i] = map[int]transcript.ID{}
		if p.fresh {
			continue
		}
		now, _ := s.doc.Chunk(p.id)
		for _, x := range reconcile.Pairs(p.base.Turns, now.Turns) {
			mine[i][x.Old] = now.Turns[x.New].ID
		}
	}
	bases := make([][]transcript.Turn, len(list))
	for i := range list {
		for _, x := range stands[i] {
			bases[i] = append(bases[i], list[x.File].base.Turns[x.Turn])
			own := -1
			if x.File == i {
				own = x.Turn
			}
			list[i].own = append(list[i].own, own)
		}
	}
	for i := range list {
		p := &list[i]
		if p.fresh {
			if p.id == 0 {
				p.id = s.doc.NewID()
			}
			after := slices.Index(s.doc.Chunks(), list[stands[i][0].File].id)
			head := transcript.Chunk{ID: p.id, Matter: p.theirs.Matter, Lead: p.theirs.Lead}
			if err := do(transcript.InsertChunk{At: after + 1, Chunk: head}); err != nil {
				return err
			}
		}
		at := 0
		for _, x := range stands[i] {
			turn, stood := mine[x.File][x.Turn]
			if !stood {
				continue
			}
			if x.File != i && !p.joined {
				if err := do(transcript.MoveTurn{Turn: turn, Chunk: p.id, At: at}); err != nil {
					return err
				}
			}
			at = slices.Index(s.doc.Order(p.id), turn) + 1 // 0 in a chunk that was joined
		}
	}
	for i := range list {
		list[i].base.Turns = bases[i]
		if list[i].gone && !list[i].kept && len(s.doc.Order(list[i].id)) == 0 {
			if err := do(transcript.DeleteChunk{Chunk: list[i].id}); err != nil {
				return err
			}
		}
	}
	return nil
}
