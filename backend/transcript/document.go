// Package transcript is the text of an episode as editors know it: chunks, their front matter, and the turns of the
// conversation. It knows nothing of files, layout or storage.
//
// A Document changes in one way only: by an Op. Everything that reads one gets copies, so that no edit can pass by the
// history.
package transcript

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"stet/backend/timecode"
)

// ID names a chunk or a turn within its document for as long as the document exists. It is never used again, also not
// after the thing it named is gone, since the history still speaks of it.
type ID int64

// Episode is what holds for all chunks of a document.
type Episode struct {
	Series string `json:"series"`
	// Key tells the episodes of a series apart: its number, or what stands for one (a date, a file's name).
	Key   string `json:"key"`
	Title string `json:"title,omitempty"`
	// Rate is the frame rate of the timecodes; the zero Rate says that nobody has told yet.
	Rate timecode.Rate `json:"rate"`
	// Offset is where in the sound the label 00:00:00:00 lies.
	Offset timecode.Time `json:"offset,omitempty"`
	// Gap is a stretch of the sound that the timecodes do not count.
	Gap timecode.Gap `json:"gap,omitzero"`
	// Sound is the path of the audio file; "" when there is none.
	Sound string `json:"sound,omitempty"`
}

// Clock maps the episode's timecodes to its sound. Without a frame rate it reads frames as thirtieths, which is what
// a file that says nothing most likely means; callers that show a time then say so.
func (e Episode) Clock() timecode.Clock {
	rate := e.Rate
	if !rate.Valid() {
		rate = timecode.Rate30
	}
	return timecode.Clock{Rate: rate, Offset: e.Offset, Gap: e.Gap}
}

// MatterForm says how a chunk's front matter can be read.
type MatterForm string

const (
	// NoMatter is a text without front matter, such as an episode transcript.
	NoMatter MatterForm = "none"
	// FieldMatter is front matter that is understood.
	FieldMatter MatterForm = "fields"
	// RawMatter is front matter that is not valid YAML: kept as text until it is repaired.
	RawMatter MatterForm = "raw"
)

// Matter is a chunk's front matter.
type Matter struct {
	Form   MatterForm `json:"form"`
	Fields []Field    `json:"fields,omitempty"`
	// Raw is the text between the fences: of RawMatter all there is; of FieldMatter empty, unless the fields were
	// got by repairing a text that could not be read: then the repaired text.
	Raw string `json:"raw,omitempty"`
}

// Plain says that it is that of a transcript, and not of a chunk: there is none, or it lists who speaks, and says nothing
// else. Turns without times are known by such a list.
func (m Matter) Plain() bool {
	lists := m.Form == FieldMatter && len(m.Fields) == 1 && m.Fields[0].Key == "speakers" && m.Fields[0].Kind == ListField
	return lists || m.Form == NoMatter
}

// FieldKind says what a field holds.
type FieldKind string

const (
	// ScalarField holds one text in Value, as YAML reads it, never turned into a number or a date. The line breaks at
	// a block's end are layout and no part of it.
	ScalarField FieldKind = "scalar"
	// ListField holds texts in Items.
	ListField FieldKind = "list"
	// OpaqueField holds what Stet does not take apart (a nested mapping, an anchor, a tag); Value is its source.
	OpaqueField FieldKind = "opaque"
)

// Field is one key of the front matter. A key may stand twice, so a field is named by its place.
type Field struct {
	Key   string    `json:"key"`
	Kind  FieldKind `json:"kind"`
	Value string    `json:"value,omitempty"`
	Items []string  `json:"items,omitempty"`
}

// Equal reports whether two fields say the same.
func (f Field) Equal(g Field) bool {
	return f.Key == g.Key && f.Kind == g.Kind && f.Value == g.Value && slices.Equal(f.Items, g.Items)
}

func (f Field) clone() Field {
	f.Items = slices.Clone(f.Items)
	return f
}

// Status is how far an editor has come with a chunk. It is Stet's own and stands in no file.
type Status string

const (
	Draft    Status = "draft"
	InReview Status = "review"
	Ready    Status = "ready"
	Exported Status = "exported"
)

// FirstIndent is the Indent of lists that are to be as in the file that was imported first.
const FirstIndent = -1

// Chunk is a stretch of an episode: what one chunk file holds.
type Chunk struct {
	ID     ID     `json:"id"`
	Status Status `json:"status,omitempty"`
	Matter Matter `json:"matter"`
	// Lead is the text before the first turn that belongs to no turn, a line an item.
	Lead []string `json:"lead,omitempty"`
	// Indent is how many spaces the lists of the front matter are to be indented by; nil leaves them as the file has
	// them, and FirstIndent as it had them when it was imported first. It is what somebody asked for, and nothing that a
	// file says.
	Indent *int `json:"indent,omitempty"`
	// Quotes are the values of the front matter that are to stand in quotes, or without; all others stand as in the file.
	Quotes []Quoting `json:"quotes,omitempty"`
	// File is what somebody asked its file to be called; nil where nobody did.
	File  *FileName `json:"file,omitempty"`
	Turns []Turn    `json:"turns"`
}

// Field returns the first field of that key.
func (c Chunk) Field(key string) (Field, bool) { return c.Matter.Field(key) }

// Field returns the first field of that key.
func (m Matter) Field(key string) (Field, bool) {
	for _, f := range m.Fields {
		if f.Key == key {
			return f, true
		}
	}
	return Field{}, false
}

// Turn is what one speaker says at a stretch.
type Turn struct {
	ID ID `json:"id"`
	// Span is the turn's time as written; nil when the turn has none.
	Span *timecode.Span `json:"span,omitempty"`
	// Speaker is the label as written; nil when the turn has none.
	Speaker *string `json:"speaker,omitempty"`
	// Paragraphs are flowing text: no line breaks, no space at either end once a file has been read. A turn in a
	// Document has at least one, which may be empty.
	Paragraphs []string `json:"paragraphs"`
	// Times are when its words are said, as far as that is known. Files do not hold them.
	Times Timings `json:"times,omitempty"`
	// Estimated says which ends of Span nobody has heard: they were worked out when the turn was parted.
	Estimated Edges `json:"estimated,omitempty"`
	// Checked says that somebody compared the words with the sound and found them right. It is Stet's own and stands in
	// no file.
	Checked bool `json:"checked,omitempty"`
}

// Edges are the ends of a turn's span.
type Edges uint8

const (
	StartEdge Edges = 1 << iota
	EndEdge
)

// Label is the speaker as written, or "" when there is none.
func (t Turn) Label() string {
	if t.Speaker == nil {
		return ""
	}
	return *t.Speaker
}

func (t Turn) clone() Turn {
	t.Span = clonePointer(t.Span)
	t.Speaker = clonePointer(t.Speaker)
	t.Paragraphs = slices.Clone(t.Paragraphs)
	t.Times = slices.Clone(t.Times)
	return t
}

func (m Matter) clone() Matter {
	fields := make([]Field, len(m.Fields))
	for i, f := range m.Fields {
		fields[i] = f.clone()
	}
	m.Fields = fields
	return m
}

func clonePointer[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// Document is one episode in memory. It is not safe for use by several goroutines at once.
type Document struct {
	episode Episode
	chunks  []*chunk
	byID    map[ID]*chunk
	turns   map[ID]*Turn
	home    map[ID]*chunk
	notes   map[ID]*Note
	noted   map[ID][]*Note // by turn

	conflicts map[ID]*Conflict
	next      ID
}

type chunk struct {
	id     ID
	status Status
	matter Matter
	lead   []string
	indent *int
	quotes []Quoting
	file   *FileName
	turns  []*Turn
}

// NewDocument builds a document out of what an importer or the library read. Chunks and turns without an ID get one.
// It fails if two bear the same.
func NewDocument(e Episode, chunks []Chunk, notes ...Note) (*Document, error) {
	d := &Document{
		episode: e, byID: map[ID]*chunk{}, turns: map[ID]*Turn{}, home: map[ID]*chunk{},
		notes: map[ID]*Note{}, noted: map[ID][]*Note{}, conflicts: map[ID]*Conflict{}, next: 1,
	}
	for _, c := range chunks {
		d.next = max(d.next, c.ID+1)
		for _, t := range c.Turns {
			d.next = max(d.next, t.ID+1)
		}
	}
	for _, c := range chunks {
		if err := d.add(c); err != nil {
			return nil, err
		}
	}
	for _, n := range notes {
		if _, _, err := d.Apply(AddNote{Note: n}); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Reserve makes sure that no ID below next is given to anything new: those of turns that were deleted stand in the
// history.
func (d *Document) Reserve(next ID) { d.next = max(d.next, next) }

// NewID returns an ID that nothing in the document has borne.
func (d *Document) NewID() ID {
	d.next++
	return d.next - 1
}

func (d *Document) add(c Chunk) error {
	if c.ID == 0 {
		c.ID = d.NewID()
	}
	if d.byID[c.ID] != nil {
		return fmt.Errorf("two chunks bear the number %d", c.ID)
	}
	in := newChunk(c)
	d.byID[c.ID] = in
	d.chunks = append(d.chunks, in)
	for _, t := range c.Turns {
		t = t.clone()
		if t.ID == 0 {
			t.ID = d.NewID()
		}
		if d.turns[t.ID] != nil {
			return fmt.Errorf("two turns bear the number %d", t.ID)
		}
		if len(t.Paragraphs) == 0 {
			t.Paragraphs = []string{""}
		}
		d.turns[t.ID] = &t
		d.home[t.ID] = in
		in.turns = append(in.turns, &t)
	}
	return nil
}

// Episode returns what holds for the whole document.
func (d *Document) Episode() Episode { return d.episode }

// Chunks returns the chunks' IDs in the order of the episode.
func (d *Document) Chunks() []ID {
	ids := make([]ID, len(d.chunks))
	for i, c := range d.chunks {
		ids[i] = c.id
	}
	return ids
}

// Chunk returns a copy of one chunk with all its turns.
func (d *Document) Chunk(id ID) (Chunk, bool) {
	c, ok := d.byID[id]
	if !ok {
		return Chunk{}, false
	}
	out := c.head()
	out.Turns = make([]Turn, len(c.turns))
	for i, t := range c.turns {
		out.Turns[i] = t.clone()
	}
	return out, true
}

// Head returns a copy of one chunk without its turns.
func (d *Document) Head(id ID) (Chunk, bool) {
	c, ok := d.byID[id]
	if !ok {
		return Chunk{}, false
	}
	return c.head(), true
}

// newChunk is a chunk with a head of its own, and no turns.
func newChunk(c Chunk) *chunk {
	return &chunk{
		id: c.ID, status: cmp.Or(c.Status, Draft), matter: c.Matter.clone(), lead: slices.Clone(c.Lead),
		indent: clonePointer(c.Indent), quotes: slices.Clone(c.Quotes), file: c.File.clone(),
	}
}

func (c *chunk) head() Chunk {
	return Chunk{ID: c.id, Status: c.status, Matter: c.matter.clone(), Lead: slices.Clone(c.lead), Indent: clonePointer(c.indent), Quotes: slices.Clone(c.quotes), File: c.file.clone()}
}

// Order returns the IDs of a chunk's turns.
func (d *Document) Order(chunk ID) []ID {
	c := d.byID[chunk]
	if c == nil {
		return nil
	}
	ids := make([]ID, len(c.turns))
	for i, t := range c.turns {
		ids[i] = t.ID
	}
	return ids
}

// Turn returns a copy of one turn.
func (d *Document) Turn(id ID) (Turn, bool) {
	t, ok := d.turns[id]
	if !ok {
		return Turn{}, false
	}
	return t.clone(), true
}

// Home returns the chunk that a turn stands in.
func (d *Document) Home(turn ID) (ID, bool) {
	c, ok := d.home[turn]
	if !ok {
		return 0, false
	}
	return c.id, true
}

// Speakers returns the labels in use, in the order in which they first speak.
func (d *Document) Speakers() []string {
	var labels []string
	seen := map[string]bool{}
	for _, c := range d.chunks {
		for _, t := range c.turns {
			if l := t.Label(); l != "" && !seen[l] {
				seen[l] = true
				labels = append(labels, l)
			}
		}
	}
	return labels
}

// Equal reports whether two documents say the same under the same IDs.
func (d *Document) Equal(o *Document) bool {
	if d.episode != o.episode || !slices.Equal(d.Chunks(), o.Chunks()) {
		return false
	}
	for _, c := range d.chunks {
		x, y := c, o.byID[c.id]
		if x.status != y.status || !SameMatter(x.matter, y.matter) || x.matter.Raw != y.matter.Raw ||
			!slices.Equal(x.lead, y.lead) || !samePointer(x.indent, y.indent) || !sameQuotes(x.quotes, y.quotes) || !slices.EqualFunc(x.turns, y.turns, identical) {
			return false
		}
	}
	return maps.EqualFunc(d.home, o.home, func(a, b *chunk) bool { return a.id == b.id }) && sameNotes(d.notes, o.notes) &&
		reflect.DeepEqual(d.conflicts, o.conflicts)
}

func identical(a, b *Turn) bool {
	return a.ID == b.ID && SameSpan(a.Span, b.Span) && sameSpeaker(a.Speaker, b.Speaker) &&
		slices.Equal(a.Paragraphs, b.Paragraphs) && slices.Equal(a.Times, b.Times) && a.Estimated == b.Estimated &&
		a.Checked == b.Checked
}
