package matter

import (
	"slices"

	"stet/backend/casing"
	"stet/backend/profile"
	"stet/backend/transcript"
)

// Set gives a field a value, and adds it where it is missing and the profile has it. A text is not made a list, nor a
// list a text, unless the field is empty.
type Set struct{ Field transcript.Field }

// Add adds a field with a value where it is missing; a field that is there stays as it is.
type Add struct {
	Field transcript.Field
	Place Place
}

// Place says where a field is added: First, or After a field, or, for the zero Place, where the profile has it, which is
// the end where it does not know it.
type Place struct {
	First bool
	After string
}

// Drop takes a field away, also where it stands twice.
type Drop struct{ Field string }

// Order puts the fields into the profile's order.
type Order struct{}

// TitleCase writes a field, or each item of it, in Title Case. Of items that become the same, one stays.
type TitleCase struct{ Field string }

func (e Set) fields(fields []transcript.Field, p profile.Profile) ([]transcript.Field, error) {
	at, err := find(fields, e.Field.Key)
	if err != nil {
		return nil, err
	}
	if at < 0 {
		return slices.Insert(slices.Clone(fields), p.Place(fields, e.Field.Key), e.Field), noText(e.Field, p)
	}
	old := fields[at]
	switch {
	case old.Kind == e.Field.Kind, old.Kind == transcript.ScalarField && old.Value == "":
		return replaced(fields, at, e.Field), nil
	case old.Kind == transcript.ListField && e.Field.Kind == transcript.ScalarField && e.Field.Value == "":
		return replaced(fields, at, List(e.Field.Key)), nil
	case old.Kind == transcript.ListField:
		return nil, isList(old.Key)
	case old.Kind == transcript.ScalarField:
		return nil, refuse(old.Key, "The field %s is one text, and no list", old.Key)
	}
	return nil, asText(old.Key)
}

// noText refuses a text where the profile has a list.
func noText(f transcript.Field, p profile.Profile) error {
	if f.Kind == transcript.ScalarField && f.Value != "" && slices.Contains(p.Lists, f.Key) {
		return isList(f.Key)
	}
	return nil
}

func isList(key string) error {
	return refuse(key, "The field %s is a list. Write its value as [a, b]", key)
}

func (e Add) fields(fields []transcript.Field, p profile.Profile) ([]transcript.Field, error) {
	if slices.ContainsFunc(fields, func(f transcript.Field) bool { return f.Key == e.Field.Key }) {
		return fields, nil
	}
	if err := noText(e.Field, p); err != nil {
		return nil, err
	}
	at := p.Place(fields, e.Field.Key)
	switch {
	case e.Place.First:
		at = 0
	case e.Place.After != "":
		after, err := find(fields, e.Place.After)
		if err != nil {
			return nil, err
		}
		if after < 0 {
			return nil, refuse(e.Place.After, "There is no field %s to put %s after", e.Place.After, e.Field.Key)
		}
		at = after + 1
	}
	return slices.Insert(slices.Clone(fields), at, e.Field), nil
}

func (e Drop) fields(fields []transcript.Field, _ profile.Profile) ([]transcript.Field, error) {
	return slices.DeleteFunc(slices.Clone(fields), func(f transcript.Field) bool { return f.Key == e.Field }), nil
}

func (Order) fields(fields []transcript.Field, p profile.Profile) ([]transcript.Field, error) {
	return p.Arrange(fields), nil
}

func (e TitleCase) fields(fields []transcript.Field, _ profile.Profile) ([]transcript.Field, error) {
	at, err := find(fields, e.Field)
	if err != nil || at < 0 {
		return fields, err
	}
	f := fields[at]
	switch f.Kind {
	case transcript.ListField:
		return replaced(fields, at, List(f.Key, rewritten(f.Items, casing.Title)...)), nil
	case transcript.ScalarField:
		return replaced(fields, at, Scalar(f.Key, casing.Title(f.Value))), nil
	}
	return nil, asText(f.Key)
}
