// This file marks names in the words of an episode, or takes marks away, and lets the lists of entities follow: many
// marks are one step. Who and what there is to name, the registry knows; where it is spoken of, names.

package service

import (
	"cmp"
	"errors"
	"slices"

	"stet/backend/matter"
	"stet/backend/profile"
	"stet/backend/registry"
	"stet/backend/registry/names"
	"stet/backend/session"
	"stet/backend/transcript"
)

// entitiesField is the list that follows from marks.
const entitiesField = "entities"

// MarkRequest is what is done to marks in one step, which is called Name in the past tense: "Tagged NGINX, 6 places".
type MarkRequest struct {
	Episode int64             `json:"episode"`
	Name    string            `json:"name"`
	Marks   []MarkOf          `json:"marks"`
	Unmark  []transcript.ID   `json:"unmark" ts_type:"number[]"`
	Unlist  []UnlistedRequest `json:"unlist"`
}

// MarkOf is an entity, and the words that name it.
type MarkOf struct {
	Entity string `json:"entity"`
	// Tag marks the words. Mention keeps the name out of the list of entities.
	Tag     bool `json:"tag"`
	Mention bool `json:"mention"`
	// Write puts the name in the place of the words, or As where that was said for it.
	Write  bool        `json:"write"`
	As     string      `json:"as"`
	Places []NamePlace `json:"places"`
}

// NamePlace is a stretch of a paragraph, in UTF-16 units, and what stands there. What stands there no more is left.
type NamePlace struct {
	Turn transcript.ID `json:"turn"`
	Para int           `json:"para"`
	From int           `json:"from"`
	To   int           `json:"to"`
	Text string        `json:"text"`
}

// UnlistedRequest takes an item out of a chunk's list of entities, whatever put it there.
type UnlistedRequest struct {
	Chunk transcript.ID `json:"chunk"`
	Item  string        `json:"item"`
}

// Mark does what is asked of marks. The name of each entity comes into the list of each chunk that marks it, if it is not
// there. With its last mark a name goes again that a mark has put there; what stood there before any mark stays.
func (s *Service) Mark(r MarkRequest) (EditReply, error) {
	reply, err := s.change(session.EpisodeID(r.Episode), func(open *session.Session) (session.Result, error) {
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, files session.Files) (string, []transcript.Op, error) {
			ops, err := markOps(doc, r, files.Imported, func() profile.Profile { return s.markProfile(doc.Episode().Series) })
			return r.Name, ops, err
		}})
	})
	var refused *matter.RefusedError
	switch {
	case errors.As(err, &refused):
		err = fail(CodeInvalid, err, "%s.", refused.What)
	case errors.Is(err, transcript.ErrOp):
		err = fail(CodeInvalid, err, "There is nothing left to do here: the words have changed, or are marked so already.")
	}
	return reply, err
}

// markProfile says where a list of entities is put that a chunk does not have yet. The mark is set also where that cannot
// be known.
func (s *Service) markProfile(series string) profile.Profile {
	rows, err := s.Store.Library(s.ctx)
	if err != nil {
		return profile.Empty()
	}
	p, _ := s.profileIn(s.ctx, rows, series)
	return p
}

// marking works out the ops of a step, in the document as it is.
type marking struct {
	doc *transcript.Document
	// imported is what the file of a chunk said at first, profile the series'.
	imported func(transcript.ID) transcript.Chunk
	profile  func() profile.Profile

	texts map[transcript.ID][]transcript.Op // by turn, the last first
	notes []transcript.Op
	gone  map[transcript.ID]bool
	// listed are the names that marks of this step put into a chunk's list, in their order.
	listed map[transcript.ID][]string
	// left are names whose mark was taken out of a chunk.
	left map[transcript.ID][]string
}

func markOps(doc *transcript.Document, r MarkRequest, imported func(transcript.ID) transcript.Chunk, p func() profile.Profile) ([]transcript.Op, error) {
	m := &marking{
		doc: doc, imported: imported, profile: p, texts: map[transcript.ID][]transcript.Op{}, gone: map[transcript.ID]bool{},
		listed: map[transcript.ID][]string{}, left: map[transcript.ID][]string{},
	}
	for _, id := range r.Unmark {
		if n, known := doc.Note(id); known && n.Marks() {
			m.unmark(n)
		}
	}
	byTurn, turns := placed(doc, r.Marks)
	var ops []transcript.Op
	for _, turn := range turns {
		ops = append(ops, m.over(turn, byTurn[turn])...)
	}
	ops = append(ops, m.notes...)
	fields, err := m.lists(r.Unlist)
	return append(ops, fields...), err
}

// markAt is words of a turn to be marked or rewritten: bytes from up to to of a paragraph.
type markAt struct {
	of             MarkOf
	para, from, to int
}

// placed finds the places that stand, by turn, in the order of the text; of two that overlap the first.
func placed(doc *transcript.Document, marks []MarkOf) (map[transcript.ID][]markAt, []transcript.ID) {
	byTurn := map[transcript.ID][]markAt{}
	var turns []transcript.ID
	for _, of := range marks {
		for _, p := range of.Places {
			t, known := doc.Turn(p.Turn)
			if !known || p.Para < 0 || p.Para >= len(t.Paragraphs) {
				continue
			}
			text := t.Paragraphs[p.Para]
			from, to := byteAt(text, p.From), byteAt(text, p.To)
			if from < 0 || to <= from || text[from:to] != p.Text {
				continue
			}
			if byTurn[p.Turn] == nil {
				turns = append(turns, p.Turn)
			}
			byTurn[p.Turn] = append(byTurn[p.Turn], markAt{of, p.Para, from, to})
		}
	}
	for turn, all := range byTurn {
		slices.SortStableFunc(all, func(a, b markAt) int {
			if a.para != b.para {
				return a.para - b.para
			}
			return a.from - b.from
		})
		kept := all[:0]
		for _, at := range all {
			if n := len(kept); n == 0 || kept[n-1].para != at.para || kept[n-1].to <= at.from {
				kept = append(kept, at)
			}
		}
		byTurn[turn] = kept
	}
	return byTurn, turns
}

// byteAt is where UTF-16 unit n of a text lies, in bytes; -1 if no character begins there.
func byteAt(text string, n int) int {
	at := 0
	for i, r := range text {
		if at >= n {
			if at > n {
				return -1
			}
			return i
		}
		at++
		if r > 0xFFFF {
			at++
		}
	}
	if at == n {
		return len(text)
	}
	return -1
}

// over rewrites words of a turn, and marks them as they then stand.
func (m *marking) over(turn transcript.ID, all []markAt) []transcript.Op {
	t, _ := m.doc.Turn(turn)
	home, _ := m.doc.Home(turn)
	now := slices.Clone(t.Paragraphs)
	var edits, marks []transcript.Op
	para, shift := -1, 0
	type spot struct {
		at             markAt
		para, from, to int
	}
	var spots []spot
	for _, at := range all {
		if at.para != para {
			para, shift = at.para, 0
		}
		from, to := at.from+shift, at.to+shift
		if is := cmp.Or(at.of.As, at.of.Entity); at.of.Write && now[para][from:to] != is {
			now[para] = now[para][:from] + is + now[para][to:]
			shift += len(is) - (to - from)
			to = from + len(is)
			edits = append(edits, transcript.EditText{Turn: turn, Para: para, From: at.from, To: at.to, Text: is})
		}
		if at.of.Tag {
			spots = append(spots, spot{at, para, from, to})
		}
	}
	// From the last to the first, so that none moves the places of another.
	slices.Reverse(edits)
	for _, s := range spots {
		was := transcript.Anchor{Turn: turn}
		was.From, was.To = transcript.WordsAt(t.Paragraphs, s.at.para, s.at.from, s.at.to)
		kind := m.kindIn(home, s.at.of)
		note := transcript.Note{Kind: kind, Anchor: transcript.Anchor{Turn: turn}, Text: s.at.of.Entity, Resolved: s.at.of.Mention}
		note.From, note.To = transcript.WordsAt(now, s.para, s.from, s.to)
		if m.replaces(note, was) {
			marks = append(marks, transcript.AddNote{Note: note})
			if kind == transcript.EntityMark && !slices.Contains(m.listed[home], note.Text) {
				m.listed[home] = append(m.listed[home], note.Text)
			}
		}
	}
	m.notes = append(m.notes, marks...)
	return edits
}

// replaces takes away what marks the same words otherwise; false if they are marked so already.
func (m *marking) replaces(note transcript.Note, was transcript.Anchor) bool {
	for _, n := range m.doc.Marked(note.Turn) {
		if m.gone[n.ID] || n.From >= was.To || n.To <= was.From {
			continue
		}
		if n.Text == note.Text && n.Resolved == note.Resolved && n.From == was.From && n.To == was.To {
			return false
		}
		m.unmark(n)
	}
	return true
}

// kindIn is what a mark of an entity is in a chunk: the one that its name is listed for, or one beside the list.
func (m *marking) kindIn(chunk transcript.ID, of MarkOf) transcript.NoteKind {
	switch {
	case of.Mention:
		return transcript.MentionMark
	case slices.Contains(m.listed[chunk], of.Entity), m.holds(chunk, of.Entity), !lists(m.doc, chunk, of.Entity):
		return transcript.EntityMark
	}
	return transcript.MentionMark
}

// holds reports whether a mark that stays is what a name is listed for in a chunk.
func (m *marking) holds(chunk transcript.ID, name string) bool {
	for _, turn := range m.doc.Order(chunk) {
		for _, n := range m.doc.Marked(turn) {
			if n.Kind == transcript.EntityMark && n.Text == name && !m.gone[n.ID] {
				return true
			}
		}
	}
	return false
}

func (m *marking) unmark(n transcript.Note) {
	if m.gone[n.ID] {
		return
	}
	m.gone[n.ID] = true
	m.notes = append(m.notes, transcript.RemoveNote{Note: n.ID})
	if home, _ := m.doc.Home(n.Turn); n.Kind == transcript.EntityMark && !slices.Contains(m.left[home], n.Text) {
		m.left[home] = append(m.left[home], n.Text)
	}
}

// lists reports whether a chunk lists a name, with a note in brackets or without.
func lists(doc *transcript.Document, chunk transcript.ID, name string) bool {
	head, _ := doc.Head(chunk)
	return listsName(head, name)
}

func listsName(head transcript.Chunk, name string) bool {
	f, _ := head.Field(entitiesField)
	return slices.ContainsFunc(itemsIn(f), func(item string) bool {
		listed, _ := registry.SplitNote(item)
		return listed == name || names.Key(listed) == names.Key(name)
	})
}

// itemsIn are the items of a field; a text is a list of one.
func itemsIn(f transcript.Field) []string {
	if f.Kind == transcript.ScalarField && f.Value != "" {
		return []string{f.Value}
	}
	return f.Items
}

// lists are the ops by which the chunks' lists follow from their marks.
func (m *marking) lists(unlist []UnlistedRequest) ([]transcript.Op, error) {
	var ops []transcript.Op
	for _, chunk := range m.doc.Chunks() {
		var edits []matter.Edit
		for _, name := range m.left[chunk] {
			// A mark that came with its turn from another chunk finds the name listed by somebody, who means it.
			if !m.holds(chunk, name) && !slices.Contains(m.listed[chunk], name) && !listsName(m.imported(chunk), name) {
				edits = append(edits, matter.RemoveItem{Field: entitiesField, Item: name})
			}
		}
		for _, u := range unlist {
			if u.Chunk == chunk {
				edits = append(edits, matter.RemoveItem{Field: entitiesField, Item: u.Item})
			}
		}
		for _, name := range m.listed[chunk] {
			if !lists(m.doc, chunk, name) {
				edits = append(edits, matter.AddItem{Field: entitiesField, Item: name})
			}
		}
		head, _ := m.doc.Head(chunk)
		// Text without front matter lists nothing, and what cannot be read is left until it is repaired.
		if len(edits) == 0 || head.Matter.Form != transcript.FieldMatter {
			continue
		}
		p := profile.Empty()
		if _, has := head.Field(entitiesField); !has {
			p = m.profile()
		}
		to, err := matter.Apply(asList(head.Matter), p, edits...)
		if err != nil && slices.ContainsFunc(unlist, func(u UnlistedRequest) bool { return u.Chunk == chunk }) {
			return nil, err
		}
		// Nor does a list that cannot be changed keep the words from being marked, there and elsewhere.
		if err == nil {
			ops = append(ops, listOps(m.imported(chunk), chunk, head.Matter.Fields, to.Fields)...)
		}
	}
	return ops, nil
}

// asList is front matter with the entities as a list, where they are one text.
func asList(m transcript.Matter) transcript.Matter {
	m.Fields = slices.Clone(m.Fields)
	for i, f := range m.Fields {
		if f.Key == entitiesField && f.Kind == transcript.ScalarField {
			m.Fields[i] = matter.List(f.Key, itemsIn(f)...)
		}
	}
	return m
}

// listOps turns the fields of a chunk into others, of which only the list of entities may differ. A list goes with its
// last item if the file had none; what the file had is as the file had it.
func listOps(imported transcript.Chunk, chunk transcript.ID, was, is []transcript.Field) []transcript.Op {
	isList := func(f transcript.Field) bool { return f.Key == entitiesField }
	old, at := slices.IndexFunc(was, isList), slices.IndexFunc(is, isList)
	if at < 0 || old >= 0 && slices.Equal(itemsIn(was[old]), is[at].Items) {
		return nil
	}
	field := is[at]
	first, had := imported.Field(entitiesField)
	if had && slices.Equal(itemsIn(first), field.Items) {
		field = first
	}
	switch {
	case old < 0:
		return []transcript.Op{transcript.InsertField{Chunk: chunk, At: at, Field: field}}
	case !had && len(field.Items) == 0:
		return []transcript.Op{transcript.RemoveField{Chunk: chunk, At: old, Was: entitiesField}}
	}
	return []transcript.Op{transcript.SetField{Chunk: chunk, At: old, Was: entitiesField, Field: field}}
}
