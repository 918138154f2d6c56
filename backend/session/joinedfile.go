package session

import (
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file takes in what another program did to the file of a chunk that was joined with another here: its turns go to where
// they stand, as carried.go has it, and its fields to the chunk that has most of them.

// joined says that turns of a chunk which is not in the document stand in others, and that it has a file.
func (s *Session) joined(id transcript.ID) bool {
	if src, gone := s.gone[id]; !gone || src.Path == "" {
		return false
	}
	return s.homeOf(id) != 0
}

// homeOf is the chunk in which most turns of a joined chunk's file stand; 0 where none does.
func (s *Session) homeOf(id transcript.ID) transcript.ID {
	turns := map[transcript.ID]int{}
	for turn, stood := range (Files{s}).Stood() {
		if home, stands := s.doc.Home(turn); stands && stood.Chunk == id {
			turns[home]++
		}
	}
	best := transcript.ID(0)
	for _, home := range s.doc.Chunks() {
		if turns[home] > turns[best] {
			best = home
		}
	}
	return best
}

// Joined says where most turns of a chunk that was joined with others stand; 0 where it was not, or none stands any more.
func (f Files) Joined(chunk transcript.ID) transcript.ID {
	if !f.s.joined(chunk) {
		return 0
	}
	return f.s.homeOf(chunk)
}

// sourceOf is the file of a chunk, also of one that was joined with another.
func (s *Session) sourceOf(id transcript.ID) (Source, bool) {
	if src, gone := s.gone[id]; gone {
		return src, true
	}
	if b := s.files[id]; b != nil {
		return b.source, true
	}
	return Source{}, false
}

// keepJoined remembers files of chunks that are joined with others as they were taken in.
func (s *Session) keepJoined(bases map[transcript.ID]Source) {
	for id, src := range bases {
		was, gone := s.gone[id]
		if !gone {
			continue
		}
		if src.Made = was.Made; !src.Made {
			src.First = was.first()
		}
		s.gone[id] = src
		delete(s.files, id) // should the chunk come back, it comes from this
	}
}

// takeJoined brings what the front matter of a joined chunk's file says anew into the chunk that has its turns.
func (s *Session) takeJoined(p party, do func(...transcript.Op) error) (Taken, error) {
	ops := []transcript.Op{transcript.TakeFile{Chunk: p.id, Was: sum(s.gone[p.id].Bytes), Now: sum(p.src.Bytes)}}
	into, _ := s.doc.Head(p.home)
	t := Taken{Chunk: p.home}
	if !transcript.SameMatter(p.base.Matter, p.theirs.Matter) {
		var own transcript.Matter
		if b := s.files[p.home]; b != nil {
			own = b.chunk.Matter
		}
		var more []transcript.Op
		more, t.Left = changedFields(into, own, p.base.Matter, p.theirs.Matter)
		t.Changed, ops = len(more) > 0, append(ops, more...)
	}
	if lead := transcript.Canonical(p.theirs.Lead); len(lead) > 0 && !slices.Equal(lead, transcript.Canonical(p.base.Lead)) {
		t.Left = append(t.Left, "the text before the first turn")
	}
	return t, do(ops...)
}

// changedFields are the ops that do to a chunk's fields what was done to those of another that was joined with it, and what of
// it has no place there. own is what the chunk's own file says.
func changedFields(into transcript.Chunk, own, was, now transcript.Matter) (ops []transcript.Op, left []string) {
	if into.Matter.Form != transcript.FieldMatter || was.Form != transcript.FieldMatter || now.Form != transcript.FieldMatter {
		return nil, []string{"front matter"}
	}
	fields := slices.Clone(into.Matter.Fields)
	for _, f := range now.Fields {
		old, _ := was.Field(f.Key)
		if old.Equal(f) || slices.Contains(follows, f.Key) || f.Value == "" && len(f.Items) == 0 {
			continue
		}
		at := slices.IndexFunc(fields, func(has transcript.Field) bool { return has.Key == f.Key })
		if at < 0 && !slices.Contains(names, f.Key) {
			ops = append(ops, transcript.InsertField{Chunk: into.ID, At: len(fields), Field: f})
			fields = append(fields, f)
			continue
		}
		if at < 0 {
			left = append(left, told(f))
			continue
		}
		said, _ := own.Field(f.Key)
		changed, whole := followField(fields[at], said, old, f)
		if !whole {
			left = append(left, told(f))
		}
		if !changed.Equal(fields[at]) {
			fields[at] = changed
			ops = append(ops, transcript.SetField{Chunk: into.ID, At: at, Was: f.Key, Field: changed})
		}
	}
	return ops, left
}

// followField does to a field what was done to another that was joined with it, and says whether that could be done.
func followField(f, own, was, now transcript.Field) (transcript.Field, bool) {
	switch {
	case f.Kind != now.Kind:
		return f, false
	case f.Kind == transcript.ListField:
		has := func(list []string, item string) bool {
			return slices.ContainsFunc(list, func(x string) bool { return strings.EqualFold(x, item) })
		}
		f.Items = slices.DeleteFunc(slices.Clone(f.Items), func(item string) bool {
			return has(was.Items, item) && !has(now.Items, item) && !has(own.Items, item)
		})
		for _, item := range now.Items {
			if !has(was.Items, item) && !has(f.Items, item) {
				f.Items = append(f.Items, item)
			}
		}
		return f, true
	case was.Value != "" && own.Value != was.Value && strings.Contains(f.Value, was.Value):
		f.Value = strings.Replace(f.Value, was.Value, now.Value, 1)
		return f, true
	}
	return f, f.Value == now.Value
}
