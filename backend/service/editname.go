// This file calls steps of the history after the edits that they are.

package service

import (
	"fmt"
	"strings"
)

// editsName says in the past tense what edits do: "Added the tag rope, dropped the field mentions".
func editsName(edits []FieldEdit) string {
	var said []string
	for _, e := range edits {
		said = append(said, e.did())
	}
	return capital(strings.Join(said, ", "))
}

func (e FieldEdit) did() string {
	item := strings.TrimSuffix(e.Field, "s")
	switch e.Kind {
	case EditAddItem:
		return fmt.Sprintf("added the %s %s", item, e.Value)
	case EditRemoveItem:
		return fmt.Sprintf("removed the %s %s", item, e.Value)
	case EditRenameItem, EditRenameName:
		return fmt.Sprintf("renamed the %s %s to %s", item, e.Value, e.To)
	case EditSet:
		return "set " + e.Field
	case EditAdd:
		return "added the field " + e.Field
	case EditDrop:
		return "dropped the field " + e.Field
	case EditOrder:
		return "put the fields in order"
	case EditIndent:
		return fmt.Sprintf("indented the lists by %d", e.Indent)
	}
	return "wrote " + e.Field + " in Title Case"
}

// movesName says in the past tense what becomes of tags: "Renamed rope to cord, retired knot".
func movesName(moves []TagMove) string {
	var said []string
	for _, m := range moves {
		switch {
		case m.added:
			said = append(said, "approved "+m.Tag)
		case m.Retired && m.To == "":
			said = append(said, "retired "+m.Tag)
		case m.Retired:
			said = append(said, fmt.Sprintf("retired %s for %s", m.Tag, m.To))
		default:
			said = append(said, fmt.Sprintf("renamed %s to %s", m.Tag, m.To))
		}
	}
	return capital(strings.Join(said, ", "))
}
