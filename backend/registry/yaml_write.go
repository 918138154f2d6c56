package registry

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// This file writes the items of a YAML list that changed, as the others are written.

// yamlHabits are how a list writes what it writes.
type yamlHabits struct {
	before  string         // from the line's begin to the content of an item
	names   bool           // most items are names alone
	keys    map[int]string // what it calls the keys
	quotes  yaml.Style
	flow    bool // lists are written [a, b]
	outside int  // how much further in than their key the dashes of a list stand
}

func (d *yamlList) findHabits() yamlHabits {
	h := yamlHabits{before: "- ", keys: map[int]string{}, outside: d.outside}
	names := 0
	for i := len(d.items) - 1; i >= 0; i-- {
		item := d.items[i]
		if d.locked == "" {
			h.before = string(d.src[d.sheet.entries[i].start:item.content])
		}
		if item.node.Kind == yaml.ScalarNode {
			names++
			h.quotes = item.node.Style
			continue
		}
		for k := 0; k+1 < len(item.node.Content); k += 2 {
			key, v := item.node.Content[k], item.node.Content[k+1]
			at := d.shape.key(key.Value)
			switch {
			case at < 0:
				continue
			case v.Kind == yaml.SequenceNode && len(v.Content) > 0:
				if h.flow = v.Style&yaml.FlowStyle != 0; !h.flow {
					h.outside = max(0, v.Column-key.Column)
				}
			case v.Kind == yaml.ScalarNode:
				h.quotes = v.Style
			}
			h.keys[at] = key.Value
		}
	}
	h.names = 2*names >= len(d.items)
	return h
}

func (d *yamlList) write(slots [][]step) ([]byte, error) {
	if d.locked != "" {
		return nil, &refusal{d.locked}
	}
	if len(d.items) == 0 {
		d.habits = yamlHabits{before: "- ", names: d.shape != entityShape, outside: d.outside}
		if d.under {
			d.habits.before = "  - "
		}
		// Empty brackets go with the first item.
		d.src = slices.Concat(d.src[:d.brackets.start], d.src[d.brackets.end:])
		d.sheet.empty = len(d.src)
		if d.under {
			d.sheet.empty = d.lineEnd(d.brackets.start)
		}
	}
	return d.assemble(slots, func(st step) ([]byte, error) {
		if st.old < 0 {
			return d.newItem(st.record), nil
		}
		return d.changed(st.old, st.record)
	})
}

// newItem writes an item that was not there before: a name alone where that is all there is to say and others are so.
func (d *yamlList) newItem(r record) []byte {
	if r.bare() && d.habits.names {
		return []byte(d.habits.before + d.scalar(r.name(), false) + d.eol)
	}
	indent := strings.Repeat(" ", utf8.RuneCountInString(d.habits.before))
	var out []byte
	for k, v := range r {
		if v.empty() {
			continue
		}
		before := indent
		if len(out) == 0 {
			before = d.habits.before
		}
		out = append(append(out, before...), d.field(k, v, len(indent))...)
	}
	return out
}

func (d *yamlList) keyName(k int) string {
	if name := d.habits.keys[k]; name != "" {
		return name
	}
	return d.shape.keys[k].name
}

// field writes a field without its first indent.
func (d *yamlList) field(k int, v value, indent int) string {
	key := d.keyName(k) + ":"
	if !d.shape.keys[k].list {
		return key + " " + d.valueText(k, v.text) + d.eol
	}
	if d.habits.flow {
		return key + " " + d.flowList(v.items) + d.eol
	}
	return key + d.eol + d.blockList(v.items, indent+d.habits.outside)
}

func (d *yamlList) valueText(k int, text string) string {
	switch {
	case d.shape == tagShape && k == 3:
		return text // true, which is no text
	case d.shape == entityShape && k == 1:
		text = kindWord(text, d.list)
	}
	return d.scalar(text, false)
}

func (d *yamlList) blockList(items []string, indent int) string {
	var b strings.Builder
	for _, item := range items {
		b.WriteString(strings.Repeat(" ", indent) + "- " + d.scalar(item, false) + d.eol)
	}
	return b.String()
}

func (d *yamlList) flowList(items []string) string {
	var texts []string
	for _, item := range items {
		texts = append(texts, d.scalar(item, true))
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// flowListLike writes a list in brackets in which the items of another keep their quotes.
func (d *yamlList) flowListLike(was *yaml.Node, items []string) string {
	old := map[string]string{}
	for _, n := range was.Content {
		text, start := scalarText(n), d.offset(n)
		old[text] = scalarAs(text, n.Style, true)
		if n.Style != 0 {
			if end := d.scalarEnd(n, start); end >= 0 {
				old[text] = string(d.src[start:end])
			}
		}
	}
	var texts []string
	for _, item := range items {
		text, ok := old[item]
		if !ok {
			text = d.scalar(item, true)
		}
		texts = append(texts, text)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// scalar writes a text in the list's habit: without quotes where a reader of YAML takes it for that text then.
func (d *yamlList) scalar(text string, flow bool) string {
	return scalarAs(text, d.habits.quotes, flow)
}

// changed writes an item that says something else than before: only its lines that do.
func (d *yamlList) changed(old int, r record) ([]byte, error) {
	item, whole := d.items[old], d.sheet.entries[old]
	before := string(d.src[whole.start:item.content])
	indent := utf8.RuneCountInString(before)
	switch n := item.node; {
	case n.Kind == yaml.ScalarNode:
		return d.fromName(item, whole, before, r), nil
	case n.Style&yaml.FlowStyle != 0 || len(n.Content) == 0:
		if known := d.knownOnly(n); !known || bytes.Contains(d.src[item.content:whole.end], []byte(" #")) {
			return nil, &refusal{fmt.Sprintf("“%s” stands in braces with more than is known here. Put each of its keys on a line of its own.", d.list[old].record.name())}
		}
		habits := d.habits
		d.habits.before = before
		defer func() { d.habits = habits }()
		return d.newItem(r), nil
	}
	now, was := d.shape.normal(r), d.shape.normal(d.list[old].record)
	goes := func(f yamlField) bool { return f.key >= 0 && now[f.key].empty() && !was[f.key].empty() }
	var edits []edit
	first := slices.IndexFunc(item.fields, func(f yamlField) bool { return !goes(f) })
	if first > 0 {
		// The first field that stays comes behind the dash.
		from, to := item.fields[0].start, item.fields[first].start
		if bytes.Contains(d.src[from:to], []byte("#")) {
			return nil, &refusal{fmt.Sprintf("What goes from “%s” has a comment. Take both out as text.", d.list[old].record.name())}
		}
		edits = append(edits, edit{span{from, to}, ""})
	}
	for k := range now {
		at := slices.IndexFunc(item.fields, func(f yamlField) bool { return f.key == k })
		switch {
		case now[k].equal(was[k]), at >= 0 && at < first:
		case at < 0:
			end := d.before(item, k, goes)
			text := strings.Repeat(" ", indent) + d.field(k, now[k], indent)
			if !endsLine(d.src[:end]) {
				text = d.eol + strings.TrimSuffix(text, d.eol)
			}
			edits = append(edits, edit{span{end, end}, text})
		case now[k].empty():
			edits = append(edits, edit{d.wholeLines(item.fields[at].span), ""})
		default:
			edits = append(edits, d.replaced(item.fields[at], now[k], indent))
		}
	}
	return applied(d.src, whole, edits), nil
}

// before is the end of the field after which a new one goes: the last of those that stay and come before it in the shape.
func (d *yamlList) before(item yamlItem, k int, goes func(yamlField) bool) int {
	best := yamlField{key: -1}
	for _, f := range item.fields {
		if f.key < k && f.key >= best.key && f.key >= 0 && !goes(f) {
			best = f
		}
	}
	return best.end
}

// wholeLines takes in what stands before a field on its line.
func (d *yamlList) wholeLines(s span) span {
	for s.start > 0 && breakAt(d.src[s.start-1:]) == 0 {
		s.start--
	}
	return s
}

func (d *yamlList) knownOnly(n *yaml.Node) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if d.shape.key(n.Content[i].Value) < 0 {
			return false
		}
	}
	return true
}

// fromName changes an item that is a name alone, and makes it a mapping where it says more.
func (d *yamlList) fromName(item yamlItem, whole span, before string, r record) []byte {
	tail := string(d.src[d.scalarEnd(item.node, item.content):whole.end])
	name := scalarAs(r.name(), item.node.Style, false)
	if r.name() == scalarText(item.node) {
		name = string(d.src[item.content:d.scalarEnd(item.node, item.content)])
	}
	if r.bare() {
		return []byte(before + name + tail)
	}
	if !strings.HasSuffix(tail, d.eol) {
		tail += d.eol
	}
	out := before + d.keyName(0) + ": " + name + tail
	indent := utf8.RuneCountInString(before)
	for k, v := range r[1:] {
		if !v.empty() {
			out += strings.Repeat(" ", indent) + d.field(k+1, v, indent)
		}
	}
	if !endsLine(d.src[whole.start:whole.end]) {
		out = strings.TrimSuffix(out, d.eol)
	}
	return []byte(out)
}

// replaced writes another value in place of a field's.
func (d *yamlList) replaced(f yamlField, v value, indent int) edit {
	list := d.shape.keys[f.key].list
	if f.value.Kind == yaml.ScalarNode && f.value.Value == "" && f.value.Style == 0 {
		// The key stood there with nothing behind it.
		return d.rewritten(f, v, indent)
	}
	start := d.offset(f.value)
	if list && f.value.Kind == yaml.SequenceNode && f.value.Style&yaml.FlowStyle == 0 {
		return edit{span{f.colon, f.end}, string(d.src[f.colon:d.lineEnd(f.colon)]) + d.relisted(f, v.items)}
	}
	end := d.scalarEnd(f.value, start)
	switch {
	case end < 0:
		return d.rewritten(f, v, indent)
	case !list:
		text := d.valueText(f.key, v.text)
		if f.value.Style != 0 && !(d.shape == tagShape && f.key == 3) {
			text = scalarAs(v.text, f.value.Style, false)
		}
		return edit{span{start, end}, text}
	case f.value.Kind == yaml.SequenceNode:
		return edit{span{start, end}, d.flowListLike(f.value, v.items)}
	}
	return d.rewritten(f, v, indent)
}

// rewritten writes a field anew behind its key.
func (d *yamlList) rewritten(f yamlField, v value, indent int) edit {
	text := d.field(f.key, v, indent)
	text = text[strings.IndexByte(text, ':')+1:]
	if !endsLine(d.src[:f.end]) {
		text = strings.TrimSuffix(text, d.eol)
	}
	return edit{span{f.colon, f.end}, text}
}

// relisted writes the lines of a list below its key. An item that was there keeps its lines, and comments above it; those
// below the last one stay at the end.
func (d *yamlList) relisted(f yamlField, items []string) string {
	from := d.lineEnd(f.colon)
	old := map[string]string{}
	before := strings.Repeat(" ", f.value.Column-1) + "- "
	for i, n := range f.value.Content {
		to := d.lines[n.Line-1].end
		if i+1 == len(f.value.Content) {
			to = d.saidUntil(n.Line-1, f.end)
		}
		if to < from {
			continue
		}
		old[scalarText(n)] = string(d.src[from:to])
		from = to
	}
	var b strings.Builder
	for _, item := range items {
		text, ok := old[item]
		if !ok {
			text = before + d.scalar(item, false) + d.eol
		}
		if !endsLine([]byte(text)) {
			text += d.eol
		}
		b.WriteString(text)
	}
	b.Write(d.src[from:f.end])
	if !endsLine(d.src[:f.end]) {
		return strings.TrimSuffix(b.String(), d.eol)
	}
	return b.String()
}

// saidUntil is the end of the last line before a byte that is neither empty nor a comment; at least that of a line.
func (d *yamlList) saidUntil(line, end int) int {
	last := line
	for i := line + 1; i < len(d.lines) && d.lines[i].start < end; i++ {
		if text := strings.TrimSpace(d.text(i)); text != "" && text[0] != '#' {
			last = i
		}
	}
	return d.lines[last].end
}

// edit puts text in place of a stretch of the source.
type edit struct {
	span
	text string
}

// applied is a stretch of the source with edits made in it.
func applied(src []byte, whole span, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
	var out []byte
	at := whole.start
	for _, e := range edits {
		out = append(append(out, src[at:e.start]...), e.text...)
		at = e.end
	}
	return append(out, src[at:whole.end]...)
}
