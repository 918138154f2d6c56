// Package matter is what a producer does to the front matter of many chunks at once: adding, dropping and renaming tags,
// setting, adding and dropping fields, putting them in order, giving topics their capitals. An Edit is a value that says
// what the fields are to be; it knows no file, no document and no byte. What it cannot do without guessing, it refuses.
package matter

import (
	"fmt"
	"slices"

	"stet/backend/profile"
	"stet/backend/transcript"
)

// Edit is one thing that is done to front matter.
type Edit interface {
	// fields returns what the fields become. It changes none of those it is given.
	fields(fields []transcript.Field, p profile.Profile) ([]transcript.Field, error)
}

// RefusedError says why an edit was not made.
type RefusedError struct {
	// Field is the key that it is about.
	Field string
	// What says it in a sentence, without the full stop.
	What string
}

func (e *RefusedError) Error() string { return e.What }

func refuse(field, format string, args ...any) error {
	return &RefusedError{field, fmt.Sprintf(format, args...)}
}

// Apply returns front matter with edits made in their order; the profile says where fields stand. All of them are made or
// none. Front matter that is no list of fields is refused, and so is an edit of a field that stands twice, or holds
// something else than the edit is for. What was given is not changed, and may share fields with what is returned.
func Apply(m transcript.Matter, p profile.Profile, edits ...Edit) (transcript.Matter, error) {
	switch m.Form {
	case transcript.RawMatter:
		return m, refuse("", "The front matter is not valid YAML, so its fields cannot be changed. Repair it first")
	case transcript.NoMatter:
		return m, refuse("", "There is no front matter")
	}
	fields := slices.Clone(m.Fields)
	for _, e := range edits {
		var err error
		if fields, err = e.fields(fields, p); err != nil {
			return m, err
		}
	}
	m.Fields = fields
	return m, nil
}

// find returns where the field of a key stands; -1 if there is none. One that stands twice is refused.
func find(fields []transcript.Field, key string) (int, error) {
	at := -1
	for i, f := range fields {
		if f.Key != key {
			continue
		}
		if at >= 0 {
			return 0, refuse(key, "The field %s stands twice. Delete one first", key)
		}
		at = i
	}
	return at, nil
}

// findList is find for a field that is to hold a list; an empty one can.
func findList(fields []transcript.Field, key string) (int, error) {
	at, err := find(fields, key)
	if err != nil || at < 0 {
		return at, err
	}
	switch f := fields[at]; {
	case f.Kind == transcript.OpaqueField:
		return 0, asText(key)
	case f.Kind == transcript.ScalarField && f.Value != "":
		return 0, refuse(key, "The field %s is one text, and no list", key)
	}
	return at, nil
}

// asText refuses what is there with anchors, comments in brackets or lists in lists.
func asText(key string) error {
	return refuse(key, "The field %s is YAML that Stet does not take apart. It can be changed as text", key)
}

// replaced returns the fields with one of them another.
func replaced(fields []transcript.Field, at int, f transcript.Field) []transcript.Field {
	fields = slices.Clone(fields)
	fields[at] = f
	return fields
}

// Scalar and List make the value of a field.
func Scalar(key, value string) transcript.Field {
	return transcript.Field{Key: key, Kind: transcript.ScalarField, Value: value}
}

// List makes a field that holds a list.
func List(key string, items ...string) transcript.Field {
	return transcript.Field{Key: key, Kind: transcript.ListField, Items: items}
}
