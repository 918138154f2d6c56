package registry

import (
	"bytes"
	"slices"
	"strings"
)

// This file writes what changed in a JSON list, as the rest of it is written.

// jsonList is a file with a list in it.
type jsonList struct {
	src   []byte
	shape *shape
	eol   string
	root  jsonNode
	list  []entry
}

func (d *jsonList) entries() []entry { return d.list }

// part is a piece of a list or an object to be: part old of what was, or a new one if old is -1.
type part struct {
	old  int
	text []byte
}

// seams are what stands between the parts of a list or an object: before the first, before any other, before the end.
type seams struct{ first, next, last string }

// seamsOf reads them off a list or an object; def are those of one that has none.
func (d *jsonList) seamsOf(n jsonNode, def seams) seams {
	if len(n.parts) == 0 {
		return def
	}
	s := seams{first: d.before(n, 0), last: string(d.src[n.parts[len(n.parts)-1].end : n.end-1])}
	switch {
	case len(n.parts) > 1:
		s.next = d.before(n, 1)
	case strings.Contains(s.first, "\n"):
		s.next = s.first
	default:
		s.next = " "
	}
	return s
}

func (d *jsonList) begin(n jsonNode, i int) int {
	if n.kind == '{' {
		return n.keys[i].start
	}
	return n.parts[i].start
}

// before is what stands before a part, behind the comma.
func (d *jsonList) before(n jsonNode, i int) string {
	if i == 0 {
		return string(d.src[n.start+1 : d.begin(n, 0)])
	}
	between := d.src[n.parts[i-1].end:d.begin(n, i)]
	return string(between[bytes.IndexByte(between, ',')+1:])
}

// joined puts a list or an object together again.
func (d *jsonList) joined(n jsonNode, parts []part, s seams) []byte {
	out := []byte{byte(n.kind)}
	for i, p := range parts {
		before := s.next
		switch {
		case i == 0:
			before = s.first
		case p.old > 0:
			before = d.before(n, p.old)
		}
		if i > 0 {
			if q := parts[i-1].old; q >= 0 && q+1 < len(n.parts) {
				between := d.src[n.parts[q].end:d.begin(n, q+1)]
				out = append(out, between[:bytes.IndexByte(between, ',')]...)
			}
			out = append(out, ',')
		}
		out = append(append(out, before...), p.text...)
	}
	if len(parts) > 0 {
		out = append(out, s.last...)
	}
	if n.kind == '{' {
		return append(out, '}')
	}
	return append(out, ']')
}

func (d *jsonList) write(slots [][]step) ([]byte, error) {
	var parts []part
	for _, slot := range slots {
		for _, st := range slot {
			p := part{old: st.old}
			switch {
			case st.old < 0:
				p.text = d.newItem(st.record)
			case st.changed:
				p.text = d.changed(st.old, st.record)
			default:
				n := d.root.parts[st.old]
				p.text = d.src[n.start:n.end]
			}
			parts = append(parts, p)
		}
	}
	s := d.seamsOf(d.root, seams{d.eol + "  ", d.eol + "  ", d.eol})
	return slices.Concat(d.src[:d.root.start], d.joined(d.root, parts, s), d.src[d.root.end:]), nil
}

// sample is an object that is there already, to write others as it is written; nil if there is none.
func (d *jsonList) sample() *jsonNode {
	for i := range d.root.parts {
		if n := &d.root.parts[i]; n.kind == '{' && len(n.parts) > 1 {
			return n
		}
	}
	return nil
}

// newItem writes an item that was not there before: a name alone where that is all there is to say and others are so.
func (d *jsonList) newItem(r record) []byte {
	names := 0
	for _, n := range d.root.parts {
		if n.kind == '"' {
			names++
		}
	}
	if r.bare() && 2*names >= len(d.root.parts) && (names > 0 || d.shape != entityShape) {
		return []byte(doubleQuoted(r.name()))
	}
	var parts []part
	for k, v := range r {
		if !v.empty() {
			parts = append(parts, part{-1, d.member(k, v)})
		}
	}
	return d.joined(jsonNode{kind: '{'}, parts, d.objectSeams())
}

func (d *jsonList) objectSeams() seams {
	if n := d.sample(); n != nil {
		return d.seamsOf(*n, seams{})
	}
	return seams{"", " ", ""}
}

// member writes a key and its value, by the names and with the gaps that the file has.
func (d *jsonList) member(k int, v value) []byte {
	name, colon := d.shape.keys[k].name, ": "
	if n := d.sample(); n != nil {
		colon = string(d.src[n.keys[0].end:n.parts[0].start])
	}
	for _, n := range d.root.parts {
		if i := slices.IndexFunc(n.keys, func(key jsonNode) bool { return d.shape.key(key.text) == k }); i >= 0 {
			name = n.keys[i].text
			break
		}
	}
	return slices.Concat([]byte(doubleQuoted(name)+colon), d.value(k, v, nil))
}

// value writes a value; old is the one in whose place it comes, if any.
func (d *jsonList) value(k int, v value, old *jsonNode) []byte {
	switch {
	case d.shape.keys[k].list:
		return d.listOf(v.items, old)
	case d.shape == tagShape && k == 3:
		return []byte(v.text) // true, which is no text
	case d.shape == entityShape && k == 1:
		return []byte(doubleQuoted(kindWord(v.text, d.list)))
	}
	return []byte(doubleQuoted(v.text))
}

func (d *jsonList) listOf(items []string, old *jsonNode) []byte {
	like := jsonNode{kind: '['}
	if old != nil && old.kind == '[' {
		like = *old
	}
	s := d.seamsOf(like, d.listSeams())
	var parts []part
	for _, item := range items {
		p := part{-1, []byte(doubleQuoted(item))}
		if i := slices.IndexFunc(like.parts, func(n jsonNode) bool { return n.text == item }); i >= 0 {
			p = part{i, d.src[like.parts[i].start:like.parts[i].end]}
		}
		parts = append(parts, p)
	}
	return d.joined(like, parts, s)
}

// listSeams are those of the first list that is there.
func (d *jsonList) listSeams() seams {
	for _, n := range d.root.parts {
		for _, v := range n.parts {
			if v.kind == '[' && len(v.parts) > 0 {
				return d.seamsOf(v, seams{})
			}
		}
	}
	return seams{"", " ", ""}
}

// changed writes an item that says something else than before: only what does.
func (d *jsonList) changed(old int, r record) []byte {
	n := d.root.parts[old]
	if n.kind == '"' {
		if r.bare() {
			return []byte(doubleQuoted(r.name()))
		}
		return d.newItem(r)
	}
	now, was := d.shape.normal(r), d.shape.normal(d.list[old].record)
	var parts []part
	var keys []int
	for i, key := range n.keys {
		k := d.shape.key(key.text)
		v := n.parts[i]
		text := d.src[key.start:v.end]
		if k >= 0 && !now[k].equal(was[k]) {
			if now[k].empty() {
				continue
			}
			text = slices.Concat(d.src[key.start:v.start], d.value(k, now[k], &v))
		}
		parts, keys = append(parts, part{i, text}), append(keys, k)
	}
	for k := range now {
		if now[k].empty() || slices.Contains(keys, k) {
			continue
		}
		at := len(keys)
		for i, key := range keys {
			if key >= 0 && key < k {
				at = i + 1
			}
		}
		parts, keys = slices.Insert(parts, at, part{-1, d.member(k, now[k])}), slices.Insert(keys, at, k)
	}
	return d.joined(n, parts, d.seamsOf(n, d.objectSeams()))
}
