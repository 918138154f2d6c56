package session

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

// baseline is what a chunk's file says, held beside what the document says now.
type baseline struct {
	source Source
	file   *chunkfile.File
	chunk  transcript.Chunk
	// first is what the file said when it was imported first, and was how it stood; nil where that is chunk, and file.
	first *transcript.Chunk
	was   *chunkfile.File
	// relaid says that another program has laid the file out otherwise since: what stood there first is not to come back then.
	relaid bool
	// turns are the file's turns under the document's IDs.
	turns map[transcript.ID]transcript.Turn

	// touched are the fields that differ, changed the turns; missing says that a turn of the file is gone.
	touched []string
	changed map[transcript.ID]bool
	missing bool
}

func newBaseline(src Source, doc *transcript.Document, id transcript.ID) *baseline {
	b := readSource(src)
	b.markHead(doc, id)
	b.markOrder(doc, id)
	return b
}

// readSource is the baseline of a chunk of which nothing is compared yet.
func readSource(src Source) *baseline {
	file := chunkfile.Parse(src.Bytes)
	b := &baseline{source: src, file: file, chunk: file.Chunk()}
	if src.First != nil && !bytes.Equal(src.First, src.Bytes) {
		b.was = chunkfile.Parse(src.First)
		b.relaid = file.Relaid(b.was)
		c := b.was.Chunk()
		b.first = &c
	}
	return b
}

// fresh says that the chunk has no file yet: source is then only in whose habits it is to be written. Of a chunk that an edit
// under way has just made there is not even that: b is nil.
func (b *baseline) fresh() bool { return b == nil || b.source.Path == "" }

func (b *baseline) dirty() bool {
	return b.fresh() || len(b.touched) > 0 || b.missing || len(b.changed) > 0
}

func (b *baseline) markTurn(t transcript.Turn) {
	if base, ok := b.turns[t.ID]; ok && transcript.SameTurn(base, t) {
		delete(b.changed, t.ID)
	} else {
		b.changed[t.ID] = true
	}
}

// markOrder finds out anew which turn is which: one that comes back may be one that the file has.
func (b *baseline) markOrder(doc *transcript.Document, id transcript.ID) {
	now, _ := doc.Chunk(id)
	b.turns, b.changed = map[transcript.ID]transcript.Turn{}, map[transcript.ID]bool{}
	b.missing = false
	for _, p := range transcript.Align(b.chunk.Turns, now.Turns) {
		switch {
		case p.New < 0:
			b.missing = true
		case p.Old >= 0:
			b.turns[now.Turns[p.New].ID] = b.chunk.Turns[p.Old]
		}
	}
	for _, t := range now.Turns {
		b.markTurn(t)
	}
}

// problems counts what is wrong with the file.
func (b *baseline) problems() (p Problems) {
	for _, x := range b.file.Problems() {
		switch x.Severity {
		case chunkfile.Error:
			p.Errors++
		case chunkfile.Warn:
			p.Warnings++
		}
	}
	return p
}

// leadName is how the text before the first turn is called among the touched fields.
const leadName = "lead"

// fileName stands among the touched fields for the file's name.
const fileName = "file name"

// matterName stands among the touched fields for all of the front matter.
const matterName = "front matter"

func (b *baseline) markHead(doc *transcript.Document, id transcript.ID) {
	now, _ := doc.Head(id)
	b.touched = nil
	if !transcript.SameMatter(b.chunk.Matter, now.Matter) {
		b.touched = touchedFields(b.chunk.Matter, now.Matter)
	}
	if !slices.Equal(transcript.Canonical(b.chunk.Lead), transcript.Canonical(now.Lead)) {
		b.touched = append(b.touched, leadName)
	}
	if len(b.touched) == 0 {
		if out, err := b.laidOut(b.source.Bytes, now); err != nil || !bytes.Equal(out, b.source.Bytes) {
			b.touched = []string{matterName}
		}
	}
	if name := filepath.Base(b.source.Path); b.source.Path != "" && now.File.Of(name) != name {
		b.touched = append(b.touched, fileName)
	}
}

// laidOut is a text with its lists indented, and its values in quotes, as a chunk asks.
func (b *baseline) laidOut(src []byte, as transcript.Chunk) ([]byte, error) {
	out, err := b.indented(src, as.Indent)
	if err != nil || len(as.Quotes) == 0 {
		return out, err
	}
	return chunkfile.Parse(out).Requote(as.Quotes)
}

func (b *baseline) indented(src []byte, by *int) ([]byte, error) {
	switch {
	case by == nil, *by == transcript.FirstIndent && b.first == nil:
		return src, nil
	case *by == transcript.FirstIndent:
		return chunkfile.Parse(src).ReindentAs(chunkfile.Parse(b.source.First))
	}
	return chunkfile.Parse(src).Reindent(*by)
}

// saysFirst reports whether a chunk is what the file said when it was imported first, laid out as it was then, and nobody else
// has laid it out otherwise.
func (b *baseline) saysFirst(c transcript.Chunk) bool {
	if b.first == nil || b.relaid || !transcript.SameChunk(*b.first, c) {
		return false
	}
	out, err := b.laidOut(b.source.First, c)
	return err == nil && bytes.Equal(out, b.source.First)
}

// text is what a chunk's file becomes for a chunk: its own bytes if nothing differs, and those that were imported first if
// it says again what they said.
func (s *Session) text(id transcript.ID, want transcript.Chunk) ([]byte, error) {
	b := s.files[id]
	out, err := b.file.UpdateLike(want, s.like(id))
	if err == nil {
		out, err = b.indented(out, want.Indent) // the values stand in quotes as asked by now
	}
	if !bytes.Equal(out, b.source.Bytes) && b.saysFirst(want) {
		return b.source.First, nil
	}
	return out, err
}

// touchedFields names the keys whose fields differ; of a change of order alone, all that moved.
func touchedFields(old, now transcript.Matter) []string {
	if old.Form != now.Form {
		return []string{matterName}
	}
	group := func(m transcript.Matter) (map[string][]transcript.Field, []string) {
		g, keys := map[string][]transcript.Field{}, []string{}
		for _, f := range m.Fields {
			if g[f.Key] == nil {
				keys = append(keys, f.Key)
			}
			g[f.Key] = append(g[f.Key], f)
		}
		return g, keys
	}
	was, oldKeys := group(old)
	is, keys := group(now)
	var touched []string
	for _, k := range keys {
		if !slices.EqualFunc(was[k], is[k], transcript.Field.Equal) {
			touched = append(touched, k)
		}
	}
	for _, k := range oldKeys {
		if is[k] == nil {
			touched = append(touched, k)
		}
	}
	if len(touched) > 0 {
		return touched
	}
	for i, k := range keys {
		if i >= len(oldKeys) || oldKeys[i] != k {
			touched = append(touched, k)
		}
	}
	if len(touched) == 0 {
		return []string{matterName}
	}
	return touched
}

// Files tells what differs between the document and the files that it came from. It is only good within Read.
type Files struct {
	s *Session
}

// Dirty reports whether the chunk differs from its file.
func (f Files) Dirty(chunk transcript.ID) bool { return f.s.files[chunk].dirty() }

// Changed reports whether the turn differs from its file, or is not in it.
func (f Files) Changed(chunk, turn transcript.ID) bool { return f.s.files[chunk].changed[turn] }

// Touched names the fields that differ from the file, and "lead" for the text before the first turn.
func (f Files) Touched(chunk transcript.ID) []string { return slices.Clone(f.s.files[chunk].touched) }

// Source returns the file that the chunk came from. Its bytes must not be changed.
func (f Files) Source(chunk transcript.ID) Source { return f.s.files[chunk].source }

// Imported returns what the file said when it was imported first; nothing of a chunk that was made here.
func (f Files) Imported(chunk transcript.ID) transcript.Chunk {
	b := f.s.files[chunk]
	switch {
	case b.source.Made:
		return transcript.Chunk{}
	case b.first != nil:
		return *b.first
	}
	return b.chunk
}

// Stood says in which chunk's file a turn stands, as which of its turns.
type Stood struct {
	Chunk transcript.ID
	At    int
	// Turn is what the file says of it.
	Turn transcript.Turn
}

// Stood finds the turns of the document in the files as they were last read or written, also in those of chunks that were
// joined with others. Nil where no file differs in its turns.
func (f Files) Stood() map[transcript.ID]Stood {
	differs := len(f.Gone()) > 0
	for _, id := range f.s.doc.Chunks() {
		b := f.s.files[id]
		differs = differs || b.fresh() || b.missing || len(b.changed) > 0
	}
	if !differs {
		return nil
	}
	out := map[transcript.ID]Stood{}
	for turn, o := range f.s.owners(InFile) {
		out[turn] = Stood{o.chunk, o.at, o.turn}
	}
	return out
}

// InFile is what the chunk's file says; nothing where it has none.
func (f Files) InFile(chunk transcript.ID) transcript.Chunk {
	if b := f.s.files[chunk]; !b.fresh() {
		return b.chunk
	}
	return transcript.Chunk{}
}

// Said is what a field of the chunk's file says; "" if it has none.
func (f Files) Said(chunk transcript.ID, key string) string {
	field, _ := f.s.files[chunk].chunk.Field(key)
	return field.Value
}

// Plain says whether the chunk's file says nothing of a chunk, as an episode's transcript does.
func (f Files) Plain(chunk transcript.ID) bool {
	return f.s.files[chunk].chunk.Matter.Plain()
}

// Gone lists the files of chunks that were joined with others, in the order of their numbers.
func (f Files) Gone() []Gone {
	out := []Gone{}
	for _, id := range slices.Sorted(maps.Keys(f.s.gone)) {
		if src := f.s.gone[id]; src.Path != "" {
			out = append(out, Gone{id, src})
		}
	}
	return out
}

// Text returns the chunk's file as it would be written now.
func (f Files) Text(chunk transcript.ID) ([]byte, error) {
	b := f.s.files[chunk]
	if b == nil {
		return nil, fmt.Errorf("%w: the chunk is gone", ErrNotFound)
	}
	if !b.dirty() {
		return b.source.Bytes, nil
	}
	now, _ := f.s.doc.Chunk(chunk)
	return f.s.text(chunk, now)
}

// TextOf returns the chunk's file as it would be written if the chunk were another.
func (f Files) TextOf(chunk transcript.ID, want transcript.Chunk) ([]byte, error) {
	return f.s.text(chunk, want)
}

// Parsed returns the reading of the chunk's file as it would be written now. Where that is refused, it is the reading
// of the file as it was, and the reason.
func (f Files) Parsed(chunk transcript.ID) (*chunkfile.File, error) {
	b := f.s.files[chunk]
	if !b.dirty() {
		return b.file, nil
	}
	text, err := f.Text(chunk)
	if err != nil {
		return b.file, err
	}
	return chunkfile.Parse(text), nil
}
