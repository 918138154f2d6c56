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
	// Typed says that numbers and truths among Items are such, and no texts.
	Typed bool `json:"typed,omitempty"`
	// Was are items that stand somewhere already: what somebody once wrote is judged no more.
	Was []string `json:"was,omitempty"`
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
	EditRenameName = "name.rename" // also with a note in brackets behind it
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
	// truths are fields that are set to true or false, and not to these words, or to lists with such and with numbers.
	truths []string
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
		if (e.Kind == EditSet || e.Kind == EditAdd) && (e.Typed || !e.List && (e.Value == "true" || e.Value == "false")) {
			b.truths = append(b.truths, e.Field)
		}
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
	case EditRenameName:
		return editStep{edit: matter.RenameName{Field: e.Field, From: e.Value, To: e.To}}, e.newItem(e.To)
	case EditSet:
		return editStep{edit: matter.Set{Field: field}}, e.newItems()
	case EditAdd:
		return editStep{edit: matter.Add{Field: field, Place: matter.Place{First: e.First, After: e.After}}}, e.newItems()
	case EditDrop:
		return editStep{edit: matter.Drop{Field: e.Field}}, nil
	case EditOrder:
		return editStep{edit: matter.Order{}}, nil
	case EditTitleCase:
		if e.Field == tagsField {
			return editStep{}, fail(CodeInvalid, nil, "Tags are small letters and digits with hyphens between, so they have no Title Case. Topics have: name the field topics; to write one tag another way, rename it.")
		}
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
	case e.Field == tagsField && !casing.IsKebab(item) && !slices.Contains(e.Was, item):
		if better := casing.Kebab(item); better != "" {
			return fail(CodeInvalid, nil, "“%s” is no tag: tags are small letters and digits with hyphens between, as in %s.", item, better)
		}
		return fail(CodeInvalid, nil, "“%s” is no tag: tags are small letters and digits with hyphens between.", item)
	}
	return nil
}

func (e FieldEdit) newItems() error {
	if e.Field == tagsField && !e.List && e.Value != "" {
		return fail(CodeInvalid, nil, "The field %s is a list. Write its value as [a, b].", e.Field)
	}
	for i, item := range e.Items {
		if err := e.newItem(item); err != nil {
			return err
		}
		if again := times(e.Items[:i], item); again > 0 && again >= times(e.Was, item) {
			return fail(CodeInvalid, nil, "“%s” would stand twice in %s.", item, e.Field)
		}
	}
	return nil
}

func times(items []string, item string) (n int) {
	for _, x := range items {
		if x == item {
			n++
		}
	}
	return n
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

// chunkEdit is what edits make of one chunk.
type chunkEdit struct {
	// matter is the front matter that a document is to have; an indent says nothing to one.
	matter transcript.Matter
	// text is the file's text, with no line touched beyond what was asked; added and removed count the lines that differ.
	text           []byte
	added, removed int
	change         fileChange
	// refused says why nothing is changed, and in which line the reason lies; nil if nothing is against it.
	refused *chunkfile.RefusedError
	// stays says which list no indent reaches; nil if all are indented as asked.
	stays *chunkfile.RefusedError
}

// over works out what the edits make of a chunk, in their order: of its fields, and of the bytes that it was read from.
func (b *bulkEdit) over(f *chunkfile.File, src []byte, p profile.Profile) chunkEdit {
	e, err := b.try(f, src, p)
	var refused *chunkfile.RefusedError
	var field *matter.RefusedError
	switch {
	case err == nil:
		e.change = changeOf(src, e.text)
		e.added, e.removed = e.change.lines(src)
		return e
	case errors.As(err, &refused):
	case errors.As(err, &field):
		refused = &chunkfile.RefusedError{Line: 1, What: field.What}
		for i, x := range f.Chunk().Matter.Fields {
			if x.Key == field.Field {
				refused.Line = f.FieldPlace(i).Line
			}
		}
	default:
		refused = &chunkfile.RefusedError{What: err.Error()}
	}
	refused.Line = max(1, refused.Line)
	return chunkEdit{refused: refused}
}

func (b *bulkEdit) try(f *chunkfile.File, src []byte, p profile.Profile) (e chunkEdit, err error) {
	if err := f.Unreadable(); err != nil {
		return e, err
	}
	first, want, indent := f, f.Chunk(), 0
	for steps := b.steps; len(steps) > 0; {
		n := slices.IndexFunc(steps, func(s editStep) bool { return s.edit == nil })
		if n < 0 {
			n = len(steps)
		}
		if n > 0 {
			if want.Matter, err = matter.Apply(want.Matter, p, edits(steps[:n])...); err != nil {
				return e, err
			}
			if src, err = f.UpdateWithTruths(want, b.truths...); err != nil {
				return e, err
			}
			if e.stays != nil || n < len(steps) {
				f = chunkfile.Parse(src)
			}
			if e.stays != nil {
				e.stays = f.NotIndented(indent)
			}
		}
		if steps = steps[n:]; len(steps) == 0 {
			break
		}
		indent = steps[0].indent
		if src, err = f.Reindent(indent); err != nil {
			return e, err
		}
		// No line moves to another number by that, and none of those that stay changes.
		e.stays = f.NotIndented(indent)
		if steps = steps[1:]; len(steps) > 0 {
			f = chunkfile.Parse(src)
		}
	}
	if b.laysOut(p) {
		if src, err = laidOut(first, src, p); err != nil {
			return e, err
		}
	}
	e.matter, e.text = want.Matter, src
	return e, nil
}

// laysOut says that lists are given the series' indent in a file that had none: no edit gives them one.
func (b *bulkEdit) laysOut(p profile.Profile) bool {
	return b.placed && p.ListIndent >= 0 && !slices.ContainsFunc(b.steps, func(s editStep) bool { return s.edit == nil })
}

// laidOut gives lists the series' indent in a file that had none, and so no habit to follow.
func laidOut(f *chunkfile.File, now []byte, p profile.Profile) ([]byte, error) {
	if f.Layout().ListIndent >= 0 {
		return now, nil
	}
	return chunkfile.Parse(now).Reindent(p.ListIndent)
}
