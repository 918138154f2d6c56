package session

import (
	"context"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file joins chunks, and what two front matters say to one.

// JoinChunk makes a chunk one with the chunk before it. Lists are united, a summary goes behind that of the first, and what
// the first does not say it gets from the second; gone names what it says otherwise, and what therefore goes.
func (s *Session) JoinChunk(ctx context.Context, chunk transcript.ID) (r Result, gone []string, err error) {
	r, err = s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		var ops []transcript.Op
		chunks := doc.Chunks()
		if at := slices.Index(chunks, chunk); at > 0 {
			into, _ := doc.Head(chunks[at-1])
			from, _ := doc.Head(chunk)
			ops, gone = joinMatters(into, from)
		}
		return "Joined the chunk with the one before", append(ops, transcript.JoinChunk{Chunk: chunk}), nil
	}})
	return r, gone, err
}

// follows are the fields that follow from the turns and the place of a chunk, and say nothing of their own. The slug goes with
// the file, of which the export tells.
var follows = []string{"chunk", "timecode", "start_time", "end_time", "speakers", "slug"}

// names are the fields that name one chunk, so that no other can take them over.
var names = []string{"title", "segment", "canonical_url"}

// joinMatters returns the ops that bring what the second of two chunks says into the first, and names what cannot come.
func joinMatters(into, from transcript.Chunk) (ops []transcript.Op, gone []string) {
	if from.Matter.Plain() {
		return nil, nil
	}
	if into.Matter.Form != transcript.FieldMatter || from.Matter.Form != transcript.FieldMatter {
		return nil, []string{"front matter"}
	}
	fields, place := slices.Clone(into.Matter.Fields), 0
	for _, f := range from.Matter.Fields {
		at := slices.IndexFunc(fields, func(has transcript.Field) bool { return has.Key == f.Key })
		switch {
		case slices.Contains(follows, f.Key), f.Value == "" && len(f.Items) == 0:
		case at < 0 && !slices.Contains(names, f.Key):
			fields = slices.Insert(fields, place, f)
			ops = append(ops, transcript.InsertField{Chunk: into.ID, At: place, Field: f})
			at = place
		case at < 0:
			gone = append(gone, told(f))
		default:
			joined, whole := joinField(fields[at], f)
			if !whole {
				gone = append(gone, told(f))
			}
			if !joined.Equal(fields[at]) {
				fields[at] = joined
				ops = append(ops, transcript.SetField{Chunk: into.ID, At: at, Was: f.Key, Field: joined})
			}
		}
		if at >= 0 {
			place = at + 1
		}
	}
	return ops, gone
}

// joinField is one field that says what two of the same name say, and whether it says all of it.
func joinField(a, b transcript.Field) (joined transcript.Field, whole bool) {
	empty := a.Value == "" && len(a.Items) == 0
	switch {
	case a.Equal(b):
	case a.Kind == transcript.ListField && b.Kind == transcript.ListField:
		a.Items = slices.Clone(a.Items)
		for _, item := range b.Items {
			if !slices.ContainsFunc(a.Items, func(has string) bool { return strings.EqualFold(has, item) }) {
				a.Items = append(a.Items, item)
			}
		}
	case a.Kind != b.Kind || slices.Contains(names, a.Key):
		return a, false
	case empty && a.Kind == transcript.ScalarField:
		a.Value = b.Value
	case a.Key == "summary" && a.Kind == transcript.ScalarField:
		a.Value = strings.TrimRight(a.Value, " \n") + " " + strings.TrimLeft(b.Value, " \n")
	default:
		return a, false
	}
	return a, true
}

// told names a field that goes, with what it said where that is text: title “Rain”.
func told(f transcript.Field) string {
	name := strings.ReplaceAll(f.Key, "_", " ")
	if f.Kind != transcript.ScalarField {
		return name
	}
	return name + " " + quoted(strings.Fields(f.Value))
}
