package transcript

import (
	"slices"
)

// SetField changes the field that stands at place At of a chunk's front matter. Was is its key before, to be sure that
// the field meant is the field met.
type SetField struct {
	Chunk ID     `json:"chunk"`
	At    int    `json:"at"`
	Was   string `json:"was"`
	Field Field  `json:"field"`
}

// InsertField puts a field before the one that stands at place At.
type InsertField struct {
	Chunk ID    `json:"chunk"`
	At    int   `json:"at"`
	Field Field `json:"field"`
}

// RemoveField takes the field at place At away.
type RemoveField struct {
	Chunk ID     `json:"chunk"`
	At    int    `json:"at"`
	Was   string `json:"was"`
}

// MoveField takes the field at place From out and puts it in at place To of what is left.
type MoveField struct {
	Chunk ID     `json:"chunk"`
	From  int    `json:"from"`
	To    int    `json:"to"`
	Was   string `json:"was"`
}

// SetMatter replaces a chunk's whole front matter, as a repair does.
type SetMatter struct {
	Chunk  ID     `json:"chunk"`
	Matter Matter `json:"matter"`
}

// SetLead replaces the text before the first turn.
type SetLead struct {
	Chunk ID       `json:"chunk"`
	Lead  []string `json:"lead"`
}

// SetIndent says how many spaces the lists of the front matter are to be indented by; nil as the file has them.
type SetIndent struct {
	Chunk  ID   `json:"chunk"`
	Indent *int `json:"indent"`
	// Was is how the file has them, where nobody has asked for anything yet: once it is written in another way, that is
	// what leads back.
	Was *int `json:"was,omitempty"`
}

// SetStatus says how far the chunk has come.
type SetStatus struct {
	Chunk  ID     `json:"chunk"`
	Status Status `json:"status"`
}

// SetEpisode changes what holds for the whole episode.
type SetEpisode struct {
	Episode Episode `json:"episode"`
}

// Kind implements Op.
func (SetField) Kind() string    { return "field" }
func (InsertField) Kind() string { return "field.insert" }
func (RemoveField) Kind() string { return "field.remove" }
func (MoveField) Kind() string   { return "field.move" }
func (SetMatter) Kind() string   { return "matter" }
func (SetIndent) Kind() string   { return "indent" }
func (SetLead) Kind() string     { return "lead" }
func (SetStatus) Kind() string   { return "status" }
func (SetEpisode) Kind() string  { return "episode" }

// fieldAt finds the chunk and makes sure that the field meant stands at place at.
func (d *Document) fieldAt(id ID, at int, was string) (*chunk, error) {
	c, err := d.chunk(id)
	if err != nil {
		return nil, err
	}
	if c.matter.Form != FieldMatter {
		return nil, refuse("the front matter of chunk %d cannot be read; repair it first", id)
	}
	if at < 0 || at >= len(c.matter.Fields) || c.matter.Fields[at].Key != was {
		return nil, refuse("chunk %d has no field %q at place %d", id, was, at+1)
	}
	return c, nil
}

func checkField(f Field) error {
	if f.Key == "" {
		return refuse("a field needs a name")
	}
	if err := checkLine("the field's name", f.Key); err != nil {
		return err
	}
	switch f.Kind {
	case ScalarField, OpaqueField:
		if len(f.Items) > 0 {
			return refuse("%s is not a list", f.Key)
		}
	case ListField:
		if f.Value != "" {
			return refuse("%s is a list", f.Key)
		}
	default:
		return refuse("%s is of no known kind (%q)", f.Key, f.Kind)
	}
	for _, s := range append([]string{f.Value}, f.Items...) {
		if err := checkText(f.Key, s); err != nil {
			return err
		}
	}
	return nil
}

func (o SetField) apply(d *Document, c *Change) (Op, error) {
	in, err := d.fieldAt(o.Chunk, o.At, o.Was)
	if err != nil {
		return nil, err
	}
	if err := checkField(o.Field); err != nil {
		return nil, err
	}
	old := in.matter.Fields[o.At]
	if (old.Kind == OpaqueField) != (o.Field.Kind == OpaqueField) {
		return nil, refuse("%s can only be changed as text", o.Was)
	}
	in.matter.Fields[o.At] = o.Field.clone()
	c.Chunks.add(o.Chunk)
	return SetField{Chunk: o.Chunk, At: o.At, Was: o.Field.Key, Field: old}, nil
}

func (o InsertField) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	if in.matter.Form != FieldMatter || o.At < 0 || o.At > len(in.matter.Fields) {
		return nil, refuse("chunk %d has no place %d for a field", o.Chunk, o.At+1)
	}
	if err := checkField(o.Field); err != nil {
		return nil, err
	}
	in.matter.Fields = slices.Insert(in.matter.Fields, o.At, o.Field.clone())
	c.Chunks.add(o.Chunk)
	return RemoveField{Chunk: o.Chunk, At: o.At, Was: o.Field.Key}, nil
}

func (o RemoveField) apply(d *Document, c *Change) (Op, error) {
	in, err := d.fieldAt(o.Chunk, o.At, o.Was)
	if err != nil {
		return nil, err
	}
	old := in.matter.Fields[o.At]
	in.matter.Fields = slices.Delete(in.matter.Fields, o.At, o.At+1)
	c.Chunks.add(o.Chunk)
	return InsertField{Chunk: o.Chunk, At: o.At, Field: old}, nil
}

func (o MoveField) apply(d *Document, c *Change) (Op, error) {
	in, err := d.fieldAt(o.Chunk, o.From, o.Was)
	if err != nil {
		return nil, err
	}
	if o.To < 0 || o.To >= len(in.matter.Fields) {
		return nil, refuse("chunk %d has no place %d for a field", o.Chunk, o.To+1)
	}
	f := in.matter.Fields[o.From]
	rest := slices.Delete(in.matter.Fields, o.From, o.From+1)
	in.matter.Fields = slices.Insert(rest, o.To, f)
	c.Chunks.add(o.Chunk)
	return MoveField{Chunk: o.Chunk, From: o.To, To: o.From, Was: o.Was}, nil
}

func (o SetMatter) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	for _, f := range o.Matter.Fields {
		if err := checkField(f); err != nil {
			return nil, err
		}
	}
	if err := checkText("the front matter", o.Matter.Raw); err != nil {
		return nil, err
	}
	old := in.matter
	in.matter = o.Matter.clone()
	c.Chunks.add(o.Chunk)
	return SetMatter{Chunk: o.Chunk, Matter: old}, nil
}

func (o SetIndent) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	if o.Indent != nil && *o.Indent < FirstIndent {
		return nil, refuse("no list is indented by %d spaces", *o.Indent)
	}
	old := in.indent
	if old == nil {
		old = clonePointer(o.Was)
	}
	in.indent = clonePointer(o.Indent)
	c.Chunks.add(o.Chunk)
	return SetIndent{Chunk: o.Chunk, Indent: old}, nil
}

func (o SetLead) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	for _, p := range o.Lead {
		if err := checkLine("the text", p); err != nil {
			return nil, err
		}
	}
	old := in.lead
	in.lead = slices.Clone(o.Lead)
	c.Chunks.add(o.Chunk)
	return SetLead{Chunk: o.Chunk, Lead: old}, nil
}

func (o SetStatus) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]Status{Draft, InReview, Ready, Exported}, o.Status) {
		return nil, refuse("there is no status %q", o.Status)
	}
	old := in.status
	in.status = o.Status
	c.Chunks.add(o.Chunk)
	return SetStatus{Chunk: o.Chunk, Status: old}, nil
}

func (o SetEpisode) apply(d *Document, c *Change) (Op, error) {
	e := o.Episode
	if e.Rate.Num != 0 && !e.Rate.Valid() {
		return nil, refuse("%d/%d is not a frame rate that Stet knows", e.Rate.Num, e.Rate.Den)
	}
	if e.Series == "" && d.episode.Series != "" || e.Key != d.episode.Key {
		return nil, refuse("an episode keeps its number, and has a series")
	}
	old := d.episode
	d.episode = e
	c.Episode = true
	return SetEpisode{Episode: old}, nil
}
