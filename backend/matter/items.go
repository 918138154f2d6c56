package matter

import (
	"slices"
	"strings"

	"stet/backend/profile"
	"stet/backend/transcript"
)

// AddItem puts an item at the end of a list that does not have it. A missing list is made where the profile has it.
type AddItem struct{ Field, Item string }

// RemoveItem takes an item out of a list, however often it stands there.
type RemoveItem struct{ Field, Item string }

// RenameItem puts To in the place of From. Where To stands in the list already, From goes.
type RenameItem struct{ Field, From, To string }

// RenameName puts the name To in the place of From, where a field holds that or lists it, and keeps a note in brackets
// behind it. Where To is listed already, From goes.
type RenameName struct{ Field, From, To string }

func (e RenameName) fields(fields []transcript.Field, _ profile.Profile) ([]transcript.Field, error) {
	at, err := find(fields, e.Field)
	if err != nil || at < 0 || e.From == e.To {
		return fields, err
	}
	f := fields[at]
	if f.Kind == transcript.ScalarField {
		if note, ok := noteBehind(f.Value, e.From); ok {
			return replaced(fields, at, Scalar(f.Key, e.To+note)), nil
		}
		return fields, nil
	}
	there := slices.ContainsFunc(f.Items, func(item string) bool { _, ok := noteBehind(item, e.To); return ok })
	var items []string
	for _, item := range f.Items {
		note, ok := noteBehind(item, e.From)
		switch {
		case !ok:
			items = append(items, item)
		case !there:
			items = append(items, e.To+note)
		}
	}
	if slices.Equal(items, f.Items) {
		return fields, nil
	}
	return replaced(fields, at, List(f.Key, items...)), nil
}

// noteBehind is what stands behind a name in brackets, with the space before it; not ok where something else is named.
func noteBehind(item, name string) (note string, ok bool) {
	note, ok = strings.CutPrefix(item, name)
	return note, ok && (note == "" || strings.HasPrefix(note, " (") && strings.HasSuffix(note, ")"))
}

func (e AddItem) fields(fields []transcript.Field, p profile.Profile) ([]transcript.Field, error) {
	at, err := findList(fields, e.Field)
	if err != nil {
		return nil, err
	}
	if at < 0 {
		return slices.Insert(slices.Clone(fields), p.Place(fields, e.Field), List(e.Field, e.Item)), nil
	}
	if slices.Contains(fields[at].Items, e.Item) {
		return fields, nil
	}
	return replaced(fields, at, List(e.Field, append(slices.Clone(fields[at].Items), e.Item)...)), nil
}

func (e RemoveItem) fields(fields []transcript.Field, _ profile.Profile) ([]transcript.Field, error) {
	at, err := findList(fields, e.Field)
	if err != nil || at < 0 || !slices.Contains(fields[at].Items, e.Item) {
		return fields, err
	}
	items := slices.DeleteFunc(slices.Clone(fields[at].Items), func(s string) bool { return s == e.Item })
	return replaced(fields, at, List(e.Field, items...)), nil
}

func (e RenameItem) fields(fields []transcript.Field, _ profile.Profile) ([]transcript.Field, error) {
	at, err := find(fields, e.Field)
	if err != nil || at < 0 || e.From == e.To {
		return fields, err
	}
	switch f := fields[at]; {
	case f.Kind == transcript.OpaqueField && strings.Contains(f.Value, e.From):
		return nil, asText(e.Field)
	case f.Kind == transcript.ScalarField && f.Value == e.From:
		return replaced(fields, at, Scalar(e.Field, e.To)), nil
	case f.Kind != transcript.ListField || !slices.Contains(f.Items, e.From):
		return fields, nil
	}
	return replaced(fields, at, List(e.Field, rewritten(fields[at].Items, func(s string) string {
		if s == e.From {
			return e.To
		}
		return s
	})...)), nil
}

// rewritten returns items with each as it is to be written. One that became what another one is goes; those that stood
// twice before are left.
func rewritten(items []string, write func(string) string) []string {
	all := make([]string, len(items))
	// stands holds what nobody wrote anew, which stays before all that became the same.
	stands := map[string]bool{}
	for i, s := range items {
		all[i] = write(s)
		if all[i] == s {
			stands[s] = true
		}
	}
	var out []string
	for i, s := range all {
		if s != items[i] {
			if stands[s] {
				continue
			}
			stands[s] = true
		}
		out = append(out, s)
	}
	return out
}
