// This file is what is done to the front matter of many files or chunks at once, as the verbs and the window ask for it.
// What the fields are to be, matter knows; how bytes become that, chunkfile. It reads and writes no file.

package service

import (
	"errors"
	"slices"

	"stet/backend/casing"
	"stet/backend/chunkfile"
	"stet/backend/matter"
	"stet/backend/profile"
	"stet/backend/transcript"
)

// FieldEdit is one thing to do. Which of its parts count, its kind says.
type FieldEdit struct {
	// Kind is one of the Edit constants.
	Kind  string `json:"kind"`
	Field string `json:"field,omitempty"`
	// Value is an item of a list, or the value of a field; Items are the value of one that is a list.
	Value string   `json:"value,omitempty"`
	Items []string `json:"items,omitempty"`
	List  bool     `json:"list,omitempty"`
	// To is what an item is to be called.
	To string `json:"to,omitempty"`
	// First and After say where a field is added; without both, where the series' profile has it.
	First bool   `json:"first,omitempty"`
	After string `json:"after,omitempty"`
	// Indent is how far the dashes of lists are indented.
	Indent int `json:"indent,omitempty"`
}

// Kinds of a FieldEdit.
const (
	EditAddItem    = "item.add"
	EditRemoveItem = "item.remove"
	EditRenameItem = "item.rename" // where To stands already, Value goes: a merge
	EditSet        = "set"         // adds the field where it is missing
	EditAdd        = "add"         // only where the field is missing
	EditDrop       = "drop"
	EditOrder      = "order"
	EditIndent     = "indent" // of files alone: no document knows an indent
	EditTitleCase  = "title-case"
)

// tagsField is the list whose items are kebab-case.
const tagsField = "tags"

// bulkEdit is a list of edits, ready to be made of one front matter after the other.
type bulkEdit struct {
	steps []editStep
	// placed says that an edit asks where fields stand.
	placed bool
}

// editStep is an edit of fields, or an indent of lists.
type editStep struct {
	edit   matter.Edit
	indent int
}

// CheckEdits says what is wrong with a list of edits; nil if nothing is.
func CheckEdits(edits []FieldEdit) error {
	_, err := newBulkEdit(edits)
	return err
}

func newBulkEdit(edits []FieldEdit) (*bulkEdit, error) {
	b := &bulkEdit{}
	if len(edits) == 0 {
		return nil, fail(CodeInvalid, nil, "There is no edit to make.")
	}
	for _, e := range edits {
		step, err := e.step()
		if err != nil {
			return nil, err
		}
		b.steps = append(b.steps, step)
		b.placed = b.placed || e.Kind == EditOrder || e.Kind == EditAddItem || e.Kind == EditSet || e.Kind == EditAdd && !e.First && e.After == ""
	}
	return b, nil
}

func (e FieldEdit) step() (editStep, error) {
	if e.Field == "" && e.Kind != EditOrder && e.Kind != EditIndent {
		return editStep{}, fail(CodeInvalid, nil, "Say which field is meant.")
	}
	field := matter.Scalar(e.Field, e.Value)
	if e.List {
		field = matter.List(e.Field, e.Items...)
	}
	switch e.Kind {
	case EditAddItem:
		return editStep{edit: matter.AddItem{Field: e.Field, Item: e.Value}}, e.newItem(e.Value)
	case EditRemoveItem:
		return editStep{edit: matter.RemoveItem{Field: e.Field, Item: e.Value}}, nil
	case EditRenameItem:
		return editStep{edit: matter.RenameItem{Field: e.Field, From: e.Value, To: e.To}}, e.newItem(e.To)
	case EditSet:
		return editStep{edit: matter.Set{Field: field}}, e.newItems()
	case EditAdd:
		return editStep{edit: matter.Add{Field: field, Place: matter.Place{First: e.First, After: e.After}}}, e.newItems()
	case EditDrop:
		return editStep{edit: matter.Drop{Field: e.Field}}, nil
	case EditOrder:
		return editStep{edit: matter.Order{}}, nil
	case EditTitleCase:
		return editStep{edit: matter.TitleCase{Field: e.Field}}, nil
	case EditIndent:
		if e.Indent < 0 || e.Indent > chunkfile.MostIndent {
			return editStep{}, fail(CodeInvalid, nil, "Lists can be indented by 0 to %d spaces.", chunkfile.MostIndent)
		}
		return editStep{indent: e.Indent}, nil
	}
	return editStep{}, fail(CodeInvalid, nil, "There is no edit “%s”.", e.Kind)
}

// newItem says what is wrong with an item that is to be written.
func (e FieldEdit) newItem(item string) error {
	switch {
	case item == "":
		return fail(CodeInvalid, nil, "An item of %s cannot be empty.", e.Field)
	case e.Field == tagsField && !casing.IsKebab(item):
		if better := casing.Kebab(item); better != "" {
			return fail(CodeInvalid, nil, "“%s” is no tag: tags are small letters and digits with hyphens between, as in %s.", item, better)
		}
		return fail(CodeInvalid, nil, "“%s” is no tag: tags are small letters and digits with hyphens between.", item)
	}
	return nil
}

func (e FieldEdit) newItems() error {
	for i, item := range e.Items {
		if err := e.newItem(item); err != nil {
			return err
		}
		if slices.Contains(e.Items[:i], item) {
			return fail(CodeInvalid, nil, "“%s” would stand twice in %s.", item, e.Field)
		}
	}
	return nil
}

// matter returns front matter with the edits made, as a document is to have it. An indent says nothing to a document.
func (b *bulkEdit) matter(m transcript.Matter, p profile.Profile) (transcript.Matter, error) {
	return matter.Apply(m, p, edits(b.steps)...)
}

func edits(steps []editStep) []matter.Edit {
	var out []matter.Edit
	for _, s := range steps {
		if s.edit != nil {
			out = append(out, s.edit)
		}
	}
	return out
}

// text returns a file's text with the edits made in their order, and no other line touched. The error says in which line
// the reason lies that nothing was changed.
func (b *bulkEdit) text(f *chunkfile.File, src []byte, p profile.Profile) ([]byte, *chunkfile.RefusedError) {
	out, err := b.try(f, src, p)
	var refused *chunkfile.RefusedError
	var field *matter.RefusedError
	switch {
	case err == nil:
		return out, nil
	case errors.As(err, &refused):
		return nil, refused
	case errors.As(err, &field):
		refused = &chunkfile.RefusedError{Line: 1, What: field.What}
		for i, x := range f.Chunk().Matter.Fields {
			if x.Key == field.Field {
				refused.Line = f.FieldPlace(i).Line
			}
		}
		return nil, refused
	}
	return nil, &chunkfile.RefusedError{Line: 1, What: err.Error()}
}

func (b *bulkEdit) try(f *chunkfile.File, src []byte, p profile.Profile) ([]byte, error) {
	if err := f.Unreadable(); err != nil {
		return nil, err
	}
	for steps := b.steps; len(steps) > 0; {
		n := slices.IndexFunc(steps, func(s editStep) bool { return s.edit == nil })
		if n < 0 {
			n = len(steps)
		}
		want := f.Chunk()
		var err error
		if want.Matter, err = matter.Apply(want.Matter, p, edits(steps[:n])...); err != nil {
			return nil, err
		}
		if src, err = f.Update(want); err != nil {
			return nil, err
		}
		if n == len(steps) {
			return src, nil
		}
		if n > 0 {
			f = chunkfile.Parse(src)
		}
		if src, err = f.Reindent(steps[n].indent); err != nil {
			return nil, err
		}
		if steps = steps[n+1:]; len(steps) > 0 {
			f = chunkfile.Parse(src)
		}
	}
	return src, nil
}
