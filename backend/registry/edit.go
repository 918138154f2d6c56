package registry

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// This file changes a registry: an Edit is a value that can be kept, done, and taken back.

// Rejection says that a form is not what it was taken for. Without an Entity it is no name at all, however it is
// written: it is not proposed again.
type Rejection struct {
	Entity string `json:"entity"`
	Form   string `json:"form"`
}

// Edit puts something in the place of something: Was is what is there before, Is what is afterwards. Without Was it is
// new, without Is it goes. One of the pairs is meant; of texts, "" is nothing.
type Edit struct {
	WasEntity    *Entity    `json:"wasEntity,omitempty"`
	Entity       *Entity    `json:"entity,omitempty"`
	WasTag       *Tag       `json:"wasTag,omitempty"`
	Tag          *Tag       `json:"tag,omitempty"`
	WasTopic     string     `json:"wasTopic,omitempty"`
	Topic        string     `json:"topic,omitempty"`
	WasRejection *Rejection `json:"wasRejection,omitempty"`
	Rejection    *Rejection `json:"rejection,omitempty"`
}

// ErrEdit says that an edit cannot be done as the registry is.
var ErrEdit = errors.New("the registry is another one")

// Inverse takes the edit back.
func (e Edit) Inverse() Edit {
	return Edit{
		WasEntity: e.Entity, Entity: e.WasEntity, WasTag: e.Tag, Tag: e.WasTag,
		WasTopic: e.Topic, Topic: e.WasTopic, WasRejection: e.Rejection, Rejection: e.WasRejection,
	}
}

// Apply returns the registry after edits, all of them or none: its error is an ErrEdit that says which name is in the way.
// The registry itself stays as it is. What is new stands where the alphabet has it.
func (r Registry) Apply(edits ...Edit) (Registry, error) {
	r.Entities, r.Tags = slices.Clone(r.Entities), slices.Clone(r.Tags)
	r.Topics, r.Rejections = slices.Clone(r.Topics), slices.Clone(r.Rejections)
	for _, e := range edits {
		if err := errors.Join(
			replace(&r.Entities, e.WasEntity, e.Entity, func(x Entity) string { return x.Name }),
			replace(&r.Tags, e.WasTag, e.Tag, func(x Tag) string { return x.Name }),
			replace(&r.Topics, text(e.WasTopic), text(e.Topic), func(x string) string { return x }),
			replace(&r.Rejections, e.WasRejection, e.Rejection, func(x Rejection) string { return x.Form + "\x00" + x.Entity }),
		); err != nil {
			return Registry{}, err
		}
	}
	return r, nil
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func replace[T any](list *[]T, was, is *T, name func(T) string) error {
	at := -1
	if was != nil {
		at = slices.IndexFunc(*list, func(x T) bool { return name(x) == name(*was) })
		if at < 0 || !same((*list)[at], *was) {
			return fmt.Errorf("%w: %s is not there any more, or has changed", ErrEdit, called(name(*was)))
		}
	}
	if is == nil {
		if at >= 0 {
			*list = slices.Delete(*list, at, at+1)
		}
		return nil
	}
	if strings.TrimSpace(name(*is)) == "" {
		return fmt.Errorf("%w: what has no name cannot be kept", ErrEdit)
	}
	if other := slices.IndexFunc(*list, func(x T) bool { return name(x) == name(*is) }); other >= 0 && other != at {
		return fmt.Errorf("%w: %s is there already", ErrEdit, called(name(*is)))
	}
	if at >= 0 {
		(*list)[at] = *is
		return nil
	}
	before := slices.IndexFunc(*list, func(x T) bool { return strings.ToLower(name(x)) > strings.ToLower(name(*is)) })
	if before < 0 {
		before = len(*list)
	}
	*list = slices.Insert(*list, before, *is)
	return nil
}

func called(name string) string {
	name, _, _ = strings.Cut(name, "\x00")
	return name
}

// same compares what two records say: no list and an empty one say the same.
func same[T any](a, b T) bool { return reflect.DeepEqual(tidied(a), tidied(b)) }

func tidied[T any](v T) T {
	value := reflect.ValueOf(&v).Elem()
	if value.Kind() != reflect.Struct {
		return v
	}
	for i := range value.NumField() {
		if f := value.Field(i); f.Kind() == reflect.Slice && f.Len() == 0 {
			f.SetZero()
		}
	}
	return v
}
