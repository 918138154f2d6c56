package transcript

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// kinds lists every op that a journal can hold; a new kind needs its line here.
var kinds = func() map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, op := range []Op{
		EditText{}, SetParagraphs{}, SetSpeaker{}, SetSpeakers{}, SetSpan{}, SetTimes{}, TimeWords{},
		SetChecked{}, InsertTurn{}, DeleteTurn{}, SplitTurn{}, JoinTurn{}, MoveTurn{},
		SetField{}, InsertField{}, RemoveField{}, MoveField{}, SetMatter{}, SetIndent{}, SetQuoted{}, SetFileName{}, SetLead{}, SetStatus{}, SetEpisode{},
		InsertChunk{}, DeleteChunk{}, MoveChunk{}, SplitChunk{}, JoinChunk{},
		AddNote{}, RemoveNote{}, SetNote{}, PlaceNotes{},
		AddConflict{}, DropConflict{}, TakeFile{},
	} {
		m[op.Kind()] = reflect.TypeOf(op)
	}
	return m
}()

// EncodeOp writes an op as one JSON object: its kind as "kind", and its fields beside it.
func EncodeOp(op Op) ([]byte, error) {
	if b, ok := op.(Batch); ok {
		list := make([]json.RawMessage, len(b.Ops))
		for i, o := range b.Ops {
			raw, err := EncodeOp(o)
			if err != nil {
				return nil, err
			}
			list[i] = raw
		}
		return json.Marshal(struct {
			Kind string            `json:"kind"`
			Ops  []json.RawMessage `json:"ops"`
		}{b.Kind(), list})
	}
	body, err := json.Marshal(op)
	if err != nil {
		return nil, fmt.Errorf("encoding a change: %w", err)
	}
	head := fmt.Appendf(nil, `{"kind":%q`, op.Kind())
	if len(body) > 2 {
		head = append(head, ',')
	}
	return append(head, body[1:]...), nil
}

// DecodeOp reads what EncodeOp wrote. It refuses a kind or a field that it does not know, since applying half of a
// change would be worse than none.
func DecodeOp(raw []byte) (Op, error) {
	if kind, body, ok := cutKind(raw); ok {
		return decodeBody(kind, body)
	}
	var head struct {
		Kind string            `json:"kind"`
		Ops  []json.RawMessage `json:"ops"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, fmt.Errorf("a change that cannot be read: %w", err)
	}
	if head.Kind == (Batch{}).Kind() {
		var b Batch
		for _, r := range head.Ops {
			op, err := DecodeOp(r)
			if err != nil {
				return nil, err
			}
			b.Ops = append(b.Ops, op)
		}
		return b, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, err
	}
	delete(fields, "kind")
	body, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	return decodeBody(head.Kind, body)
}

// cutKind takes the kind out of an op as EncodeOp writes it: a history of ten thousand steps is read in one go.
func cutKind(raw []byte) (kind string, body []byte, ok bool) {
	rest, ok := bytes.CutPrefix(raw, []byte(`{"kind":"`))
	end := bytes.IndexByte(rest, '"')
	if !ok || end < 0 || end+1 >= len(rest) {
		return "", nil, false
	}
	kind, rest = string(rest[:end]), rest[end+1:]
	if _, known := kinds[kind]; !known {
		return "", nil, false
	}
	switch rest[0] {
	case '}':
		return kind, append([]byte{'{'}, rest...), true
	case ',':
		return kind, append([]byte{'{'}, rest[1:]...), true
	}
	return "", nil, false
}

func decodeBody(kind string, body []byte) (Op, error) {
	t, ok := kinds[kind]
	if !ok {
		return nil, fmt.Errorf("a change of the unknown kind %q: it was made by a newer Stet", kind)
	}
	v := reflect.New(t)
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v.Interface()); err != nil {
		return nil, fmt.Errorf("a change of kind %s that cannot be read: %w", kind, err)
	}
	if dec.More() {
		return nil, fmt.Errorf("a change of kind %s with more behind it", kind)
	}
	return v.Elem().Interface().(Op), nil
}
