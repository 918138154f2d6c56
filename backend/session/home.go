package session

import (
	"maps"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

// This file finds the file that each turn came from, wherever it stands now, and works out how chunks become again what
// their files were. It changes nothing itself.

// owner is where a turn stood in a version of the files.
type owner struct {
	chunk transcript.ID
	at    int
	turn  transcript.Turn
}

// owners finds each turn of the document in a version of the files, also those of chunks that were joined: by its place
// where its time or its words speak for that, by its time, by its words, and last by its place alone.
func (s *Session) owners(v Version) map[transcript.ID]owner {
	out := map[transcript.ID]owner{}
	var left []owner
	versions := s.versions(v)
	pair := func(sure bool) {
		for _, id := range s.doc.Chunks() {
			was, now := versions[id].Turns, s.standing(id)
			for _, p := range transcript.Align(was, now) {
				if p.Old < 0 || p.New < 0 {
					continue
				}
				o, t := owner{id, p.Old, was[p.Old]}, now[p.New]
				if sure && !sameTime(o.turn, t) && !sameWords(o.turn, t) {
					continue
				}
				if _, found := out[t.ID]; !found && (sure || slices.ContainsFunc(left, o.is)) {
					out[t.ID] = o
					left = slices.DeleteFunc(left, o.is)
				}
			}
		}
	}
	pair(true)
	held := map[transcript.ID]map[int]bool{}
	for _, o := range out {
		if held[o.chunk] == nil {
			held[o.chunk] = map[int]bool{}
		}
		held[o.chunk][o.at] = true
	}
	for _, id := range slices.Sorted(maps.Keys(versions)) {
		for i, t := range versions[id].Turns {
			if !held[id][i] {
				left = append(left, owner{id, i, t})
			}
		}
	}
	for _, same := range []func(a, b transcript.Turn) bool{sameTime, sameWords} {
		for _, id := range s.doc.Chunks() {
			for _, t := range s.standing(id) {
				if _, found := out[t.ID]; found || len(left) == 0 {
					continue
				}
				if i := slices.IndexFunc(left, func(o owner) bool { return same(o.turn, t) }); i >= 0 {
					out[t.ID] = left[i]
					left = slices.Delete(left, i, i+1)
				}
			}
		}
	}
	pair(false)
	return out
}

func (o owner) is(p owner) bool { return o.chunk == p.chunk && o.at == p.at }

func (s *Session) standing(id transcript.ID) []transcript.Turn {
	c, _ := s.doc.Chunk(id)
	return c.Turns
}

func sameTime(a, b transcript.Turn) bool { return a.Span != nil && transcript.SameSpan(a.Span, b.Span) }

func sameWords(a, b transcript.Turn) bool {
	words := transcript.Canonical(a.Paragraphs)
	return len(words) > 0 && slices.Equal(words, transcript.Canonical(b.Paragraphs))
}

// versions are what the files said, of all chunks that have that version, and of those that were joined with others.
func (s *Session) versions(v Version) map[transcript.ID]transcript.Chunk {
	out := map[transcript.ID]transcript.Chunk{}
	for id, b := range s.files {
		if _, stands := s.doc.Head(id); stands && v.has(b.source) {
			out[id] = b.version(v)
		}
	}
	for id, src := range s.gone {
		if !v.has(src) {
			continue
		}
		text := src.Bytes
		if v == Imported {
			text = src.first()
		}
		out[id] = chunkfile.Parse(text).Chunk()
	}
	return out
}

// homing works out a way back on a copy of the document.
type homing struct {
	doc      *transcript.Document
	ops      []transcript.Op
	owners   map[transcript.ID]owner
	versions map[transcript.ID]transcript.Chunk
	// behind is the last chunk that came back behind another.
	behind map[transcript.ID]transcript.ID
}

func (h *homing) do(ops ...transcript.Op) error {
	for _, op := range ops {
		if _, _, err := h.doc.Apply(op); err != nil {
			return err
		}
		h.ops = append(h.ops, op)
	}
	return nil
}

// backOps are the ops that make chunks what a version of their files says, and the chunks whose headers say that then.
func (s *Session) backOps(chunks []transcript.ID, v Version) ([]transcript.Op, []transcript.ID, error) {
	h := &homing{doc: s.doc.Clone(), owners: s.owners(v), versions: s.versions(v), behind: map[transcript.ID]transcript.ID{}}
	wanted := map[transcript.ID]bool{}
	for _, id := range chunks {
		if s.files[id] == nil {
			return nil, nil, ErrNotFound
		}
		wanted[id] = true
	}
	before := s.doc.Chunks()
	whole := !slices.ContainsFunc(before, func(id transcript.ID) bool { return !wanted[id] })
	if whole {
		for id := range h.versions {
			wanted[id] = v == Imported
		}
		// The file of a chunk that was joined may still be there, and its turns in the other's file, too.
		for _, o := range h.owners {
			wanted[o.chunk] = true
		}
		for _, id := range before {
			wanted[id] = true
		}
	}
	for _, id := range before {
		if err := h.send(id, wanted); err != nil {
			return nil, nil, err
		}
	}
	var settled []transcript.ID
	first := s.versions(Imported)
	for _, id := range slices.Sorted(maps.Keys(wanted)) {
		if !wanted[id] {
			continue
		}
		want, has := h.versions[id]
		if !has {
			if err := h.word(id, v); err != nil {
				return nil, nil, err
			}
			continue
		}
		if err := h.revive(id, before[len(before)-1]); err != nil {
			return nil, nil, err
		}
		ops, err := h.doc.Differences(id, h.lacking(id, want, first))
		if err != nil {
			return nil, nil, err
		}
		if err := h.do(ops...); err != nil {
			return nil, nil, err
		}
		settled = append(settled, id)
	}
	err := h.drop(before, whole && v == Imported)
	return h.ops, settled, err
}

// send moves the turns of a chunk that stood elsewhere to where they were, if that chunk or this one is wanted as it was.
func (h *homing) send(id transcript.ID, wanted map[transcript.ID]bool) error {
	_, has := h.versions[id]
	for _, turn := range h.doc.Order(id) {
		o, found := h.owners[turn]
		if !found || o.chunk == id || !wanted[o.chunk] && !(wanted[id] && has) {
			continue
		}
		if err := h.revive(o.chunk, id); err != nil {
			return err
		}
		at := 0
		for i, other := range h.doc.Order(o.chunk) {
			if p, ok := h.owners[other]; ok && p.chunk == o.chunk && p.at < o.at {
				at = i + 1
			}
		}
		if err := h.do(transcript.MoveTurn{Turn: turn, Chunk: o.chunk, At: at}); err != nil {
			return err
		}
	}
	return nil
}

// lacking is what a chunk is to say without the turns that stand in another: two files may have the same turn, where an
// export was cut off. What was imported with both is in both.
func (h *homing) lacking(id transcript.ID, want transcript.Chunk, first map[transcript.ID]transcript.Chunk) transcript.Chunk {
	imported := func(in transcript.ID, t transcript.Turn) bool {
		return slices.ContainsFunc(first[in].Turns, func(f transcript.Turn) bool { return sameTime(f, t) })
	}
	held := map[int]bool{}
	var elsewhere, shared []transcript.Turn
	for _, c := range h.doc.Chunks() {
		chunk, _ := h.doc.Chunk(c)
		for _, t := range chunk.Turns {
			switch o, found := h.owners[t.ID]; {
			case found && o.chunk == id:
				held[o.at] = true
			case c == id:
			case imported(c, t):
				shared = append(shared, t)
			default:
				elsewhere = append(elsewhere, t)
			}
		}
	}
	var turns []transcript.Turn
	for i, t := range want.Turns {
		same := func(e transcript.Turn) bool { return sameTime(e, t) && e.Label() == t.Label() }
		stands := slices.ContainsFunc(elsewhere, same) || !imported(id, t) && slices.ContainsFunc(shared, same)
		if held[i] || !stands {
			turns = append(turns, t)
		}
	}
	want.Turns = turns
	return want
}

// revive brings a chunk back that was joined with another, behind that one.
func (h *homing) revive(id, beside transcript.ID) error {
	if _, stands := h.doc.Head(id); stands {
		return nil
	}
	after := beside
	if last, ok := h.behind[beside]; ok {
		after = last
	}
	h.behind[beside] = id
	head := h.versions[id]
	head.ID, head.Turns = id, nil
	return h.do(transcript.InsertChunk{At: slices.Index(h.doc.Chunks(), after) + 1, Chunk: head})
}

// word gives the turns of a chunk that was made here the words that they had.
func (h *homing) word(id transcript.ID, v Version) error {
	if v == InFile {
		return nil
	}
	for _, turn := range h.doc.Order(id) {
		now, _ := h.doc.Turn(turn)
		if o, found := h.owners[turn]; found {
			if err := h.do(transcript.TurnDifferences(now, o.turn)...); err != nil {
				return err
			}
		}
	}
	return nil
}

// drop takes away the chunks made here that have given all of their turns back; of an episode that is wanted whole, all of
// them.
func (h *homing) drop(before []transcript.ID, all bool) error {
	for _, id := range before {
		if _, has := h.versions[id]; has {
			continue
		}
		if all {
			for _, turn := range h.doc.Order(id) {
				if err := h.do(transcript.DeleteTurn{Turn: turn}); err != nil {
					return err
				}
			}
		}
		if len(h.doc.Order(id)) == 0 && len(h.doc.Chunks()) > 1 {
			if err := h.do(transcript.DeleteChunk{Chunk: id}); err != nil {
				return err
			}
		}
	}
	return nil
}
