package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
)

// This file reads JSON: a list of names, of objects, of both, alone or under a key of an object. encoding/json tells what
// stands there, and how far it has come, which is where everything lies.

// jsonNode is a value, and where it lies.
type jsonNode struct {
	span
	kind rune // '{', '[', '"', or 'v' for what is none of these
	text string
	// keys are the names of an object's members, whose values parts are; parts are the items of a list, too.
	keys  []jsonNode
	parts []jsonNode
}

// jsonReader takes a text apart.
type jsonReader struct {
	src   []byte
	base  int
	d     *json.Decoder
	fault faulty
	lines []line
}

const jsonDepth = 100

func openJSON(src []byte, s *shape, fault faulty) (document, error) {
	d := &jsonList{src: src, shape: s, eol: lineBreak(src)}
	base := afterMark(src)
	if len(bytes.TrimSpace(src[base:])) == 0 {
		d.src = append(bytes.Clone(src[:base]), "[]\n"...)
		src = d.src
	}
	r := &jsonReader{src: src, base: base, d: json.NewDecoder(bytes.NewReader(src[base:])), fault: fault, lines: splitLines(src)}
	r.d.UseNumber()
	root, err := r.value(0)
	if err != nil {
		return nil, err
	}
	if _, err := r.d.Token(); !errors.Is(err, io.EOF) {
		return nil, fault(r.line(r.at()), "Here the JSON ends, and more follows. Take it out.")
	}
	list, err := d.find(root, fault, r)
	if err != nil {
		return nil, err
	}
	d.root = *list
	for _, n := range list.parts {
		e, err := d.entry(n, r)
		if err != nil {
			return nil, err
		}
		d.list = append(d.list, e)
	}
	return d, nil
}

func (r *jsonReader) at() int { return r.base + int(r.d.InputOffset()) }

func (r *jsonReader) line(at int) int {
	i, _ := slices.BinarySearchFunc(r.lines, at, func(l line, at int) int {
		if at >= l.end {
			return -1
		}
		return 1
	})
	return min(i+1, max(1, len(r.lines)))
}

// next returns the next token, and where it lies.
func (r *jsonReader) next() (json.Token, span, error) {
	start := r.at()
	token, err := r.d.Token()
	if err != nil {
		at := r.at()
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at = r.base + max(0, int(syntax.Offset)-1)
		}
		what := err.Error()
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			at, what = len(bytes.TrimRight(r.src, " \t\r\n")), "it ends in the middle"
		}
		return nil, span{}, r.fault(r.line(at), "This is not valid JSON (%s).", what)
	}
	for start < len(r.src) && strings.IndexByte(" \t\r\n,:", r.src[start]) >= 0 {
		start++
	}
	return token, span{start, r.at()}, nil
}

func (r *jsonReader) value(depth int) (jsonNode, error) {
	token, at, err := r.next()
	if err != nil {
		return jsonNode{}, err
	}
	n := jsonNode{span: at, kind: 'v'}
	switch t := token.(type) {
	case string:
		n.kind, n.text = '"', strings.TrimSpace(t)
	case json.Delim:
		n.kind = rune(t)
		if depth == jsonDepth {
			return n, r.fault(r.line(at.start), "Lists stand within lists here, more than anybody means.")
		}
		return r.inside(n, depth)
	}
	return n, nil
}

func (r *jsonReader) inside(n jsonNode, depth int) (jsonNode, error) {
	seen := map[string]bool{}
	for r.d.More() {
		if n.kind == '{' {
			key, at, err := r.next()
			if err != nil {
				return n, err
			}
			name, ok := key.(string)
			if !ok || seen[name] {
				return n, r.fault(r.line(at.start), "%v stands twice. Take one out.", key)
			}
			seen[name] = true
			n.keys = append(n.keys, jsonNode{span: at, kind: '"', text: name})
		}
		v, err := r.value(depth + 1)
		if err != nil {
			return n, err
		}
		n.parts = append(n.parts, v)
	}
	_, end, err := r.next()
	n.end = end.end
	return n, err
}

// find is the list of a file.
func (d *jsonList) find(root jsonNode, fault faulty, r *jsonReader) (*jsonNode, error) {
	if root.kind == '[' {
		return &root, nil
	}
	for i, k := range root.keys {
		if d.shape.isUnder(k.text) && root.parts[i].kind == '[' {
			return &root.parts[i], nil
		}
	}
	return nil, fault(r.line(root.start), "Here is no list. Write [ before the first %s and ] behind the last.", d.shape.one)
}

func (d *jsonList) entry(n jsonNode, r *jsonReader) (entry, error) {
	e := entry{record: make(record, len(d.shape.keys)), line: r.line(n.start)}
	switch n.kind {
	case '"':
		e.record[0].text = n.text
		return e, nil
	case '{':
	default:
		return e, r.fault(e.line, "Here a name or an object is read, and something else stands here.")
	}
	for i, k := range n.keys {
		v := n.parts[i]
		at := d.shape.key(k.text)
		if at < 0 {
			e.rest = append(e.rest, string(d.src[k.start:v.end]))
			continue
		}
		if !e.record[at].empty() {
			return e, r.fault(r.line(k.start), "%s stands twice, the other time by another name. Take one out.", d.shape.keys[at].name)
		}
		items, ok := d.texts(v)
		switch list := d.shape.keys[at].list; {
		case !ok:
			return e, r.fault(r.line(v.start), "%s is a text, or a list of texts; something else stands here.", k.text)
		case list:
			e.record[at].items = items
		case v.kind == '[':
			return e, r.fault(r.line(v.start), "%s is one text; a list stands here.", k.text)
		case len(items) > 0:
			e.record[at].text = items[0]
		}
	}
	return e, nil
}

// texts are the texts of a list, or the one of a value. null says nothing; true and false are words here.
func (d *jsonList) texts(n jsonNode) ([]string, bool) {
	nodes := []jsonNode{n}
	if n.kind == '[' {
		nodes = n.parts
	}
	var items []string
	for _, x := range nodes {
		text := x.text
		switch {
		case x.kind == 'v':
			if text = string(d.src[x.start:x.end]); text == "null" {
				text = ""
			}
		case x.kind != '"':
			return nil, false
		}
		if text != "" {
			items = append(items, text)
		}
	}
	return items, true
}
