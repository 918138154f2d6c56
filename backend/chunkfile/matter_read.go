package chunkfile

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"stet/backend/transcript"
)

// matterReader finds the places of what yaml.v3 understood.
type matterReader struct {
	src    []byte
	matter *matter
	report *report
	lines  []line
	indent string

	// The last place that was looked up, so that a long line is not counted again for each of its items.
	line, column, offset int
}

func (r *matterReader) read() error {
	root, err := r.parse()
	if err != nil || root == nil {
		return err
	}
	if root.Kind != yaml.MappingNode || root.Style&yaml.FlowStyle != 0 || root.Anchor != "" || root.Style&yaml.TaggedStyle != 0 {
		return &brokenMatter{r.matter.start, "yaml.shape", "The front matter is not a list of fields (key: value). It is kept as text."}
	}
	type start struct{ line, offset int }
	starts := make([]start, 0, len(root.Content)/2+1)
	for i := 0; i < len(root.Content); i += 2 {
		k := root.Content[i]
		offset, ok := r.at(k)
		if !ok {
			return r.lost(k)
		}
		starts = append(starts, start{k.Line - 1, offset})
		indent := string(r.src[r.lines[k.Line-1].start:offset])
		if k.Kind == yaml.ScalarNode && k.Style&yaml.TaggedStyle == 0 && k.Anchor == "" && strings.Trim(indent, " ") != "" && !strings.HasPrefix(strings.TrimSpace(indent), "?") {
			return r.lost(k)
		}
		if i == 0 && strings.Trim(indent, " ") == "" {
			r.indent = indent
		}
	}
	starts = append(starts, start{len(r.lines), r.matter.end})
	r.matter.fields = make([]fieldPlace, 0, len(root.Content)/2)
	// Looking up keys moved on to the end; the values are looked up from the start again.
	r.column = 0
	for i := 0; i < len(root.Content); i += 2 {
		n := i / 2
		f, err := r.field(root.Content[i], root.Content[i+1], starts[n].offset, starts[n].line, starts[n+1].line)
		if err != nil {
			return err
		}
		f.lead, f.tail = r.lead(f.start, starts[n].line), r.tail(f.end, starts[n+1].line)
		r.matter.fields = append(r.matter.fields, f)
	}
	return nil
}

// lead returns where the comments begin that stand right above a field's first line, indented as its key: an empty line,
// or the field before, parts them from what is not the field's.
func (r *matterReader) lead(start, first int) int {
	above := r.matter.start
	if n := len(r.matter.fields); n > 0 {
		above = r.matter.fields[n-1].tail
	}
	for i := first - 1; i >= 0 && r.lines[i].start >= above; i-- {
		text := r.src[r.lines[i].start:r.lines[i].text]
		if !isComment(text) || indentOf(text) != len(r.indent) {
			break
		}
		start = r.lines[i].start
	}
	return start
}

// tail returns where the comments end that stand right below a field which ends there, indented further than its key: below
// the last item of a list, most often. The next field begins in line next.
func (r *matterReader) tail(end, next int) int {
	for i := lineAt(r.lines, end); i < next && r.lines[i].start >= end; i++ {
		text := r.src[r.lines[i].start:r.lines[i].text]
		if !isComment(text) || indentOf(text) <= len(r.indent) {
			break
		}
		end = r.lines[i].end
	}
	return end
}

func (r *matterReader) lost(n *yaml.Node) error {
	at := r.matter.start
	if n.Line >= 1 && n.Line <= len(r.lines) {
		at = r.lines[n.Line-1].start
	}
	return &brokenMatter{at, "yaml.unusual", "This is YAML that Stet cannot take apart. The front matter is kept as text; it can be changed there."}
}

// at returns the byte at which a node begins: yaml.v3 counts lines and columns from 1, columns in characters.
func (r *matterReader) at(n *yaml.Node) (int, bool) {
	if n.Line < 1 || n.Line > len(r.lines) || n.Column < 1 {
		return 0, false
	}
	l := r.lines[n.Line-1]
	if r.column == 0 || r.line != n.Line || r.column > n.Column {
		r.line, r.column, r.offset = n.Line, 1, l.start
	}
	for r.column < n.Column {
		if r.offset >= l.text {
			return 0, false
		}
		_, size := utf8.DecodeRune(r.src[r.offset:l.text])
		r.offset += size
		r.column++
	}
	return r.offset, true
}

// field reads the field whose key stands in line first; the next field begins in line next.
func (r *matterReader) field(k, v *yaml.Node, offset, first, next int) (fieldPlace, error) {
	f := fieldPlace{start: r.lines[first].start, end: r.lastLine(first, next), field: transcript.Field{Key: k.Value}}
	colon, simple := r.key(&f, k, offset)
	if !simple {
		r.opaque(&f, f.start)
		return f, nil
	}
	switch {
	case v.Kind == yaml.ScalarNode && isSimple(v):
		s, ok := r.scalar(v, next, colon)
		if !ok {
			break
		}
		f.field.Kind, f.field.Value, f.value = transcript.ScalarField, s.text, s
		f.end = r.lineEnd(s.end)
		return f, nil
	case v.Kind == yaml.SequenceNode && isSimple(v) && v.Style&yaml.FlowStyle != 0:
		if r.flowList(&f, v) {
			return f, nil
		}
	case v.Kind == yaml.SequenceNode && isSimple(v):
		if r.blockList(&f, v, next) {
			return f, nil
		}
	}
	r.opaque(&f, colon)
	return f, nil
}

// isSimple says that a node has neither anchor nor tag, which could not be kept when its value changes.
// Nor does its text hold what no line can, such as the NUL of an escape.
func isSimple(n *yaml.Node) bool {
	return n.Anchor == "" && n.Style&yaml.TaggedStyle == 0 && !strings.ContainsRune(n.Value, 0) && utf8.ValidString(n.Value)
}

// key finds where a key ends, and returns the byte after its colon.
func (r *matterReader) key(f *fieldPlace, k *yaml.Node, offset int) (colon int, simple bool) {
	if k.Kind != yaml.ScalarNode || !isSimple(k) || k.Value == "" || k.Value == "<<" || string(r.src[f.start:offset]) != r.indent {
		return 0, false
	}
	end, line := offset+len(k.Value), r.lines[k.Line-1].text
	if k.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		var ok bool
		if end, ok = quoteEnd(r.src, offset, line); !ok {
			return 0, false
		}
	} else if end > line || string(r.src[offset:end]) != k.Value {
		return 0, false
	}
	colon = skipBlanks(r.src, end, line)
	if colon >= line || r.src[colon] != ':' {
		return 0, false
	}
	f.key = place{offset, end}
	return colon + 1, true
}

// opaque takes all that follows the colon as the field's value, source text and all.
// A key that is itself more than a word makes the whole field its value.
func (r *matterReader) opaque(f *fieldPlace, colon int) {
	if !f.key.is() {
		f.key = place{f.start, f.start}
		f.field.Key = strings.TrimSpace(string(r.src[f.start:r.lineEnd(f.start)]))
	}
	start := skipBlanks(r.src, colon, r.matter.end)
	end := f.end
	for end > start && (r.src[end-1] == '\n' || r.src[end-1] == '\r') {
		end--
	}
	f.value = scalar{place: place{start, max(start, end)}, style: other}
	f.field.Kind = transcript.OpaqueField
	f.field.Value = normalBreaks(string(r.src[f.value.start:f.value.end]))
	f.items, f.field.Items = nil, nil
	r.report.add(f.start, "yaml.opaque", Info, "%s is YAML that Stet keeps, but does not take apart. It can be changed as text.", quoted(f.field.Key))
}

func normalBreaks(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// lastLine returns the end of the last line before next that is neither empty nor a comment beside the fields.
func (r *matterReader) lastLine(first, next int) int {
	for i := next - 1; i > first; i-- {
		text := r.src[r.lines[i].start:r.lines[i].text]
		if !isBlank(text) && !(isComment(text) && indentOf(text) <= len(r.indent)) {
			return r.lines[i].end
		}
	}
	return r.lines[first].end
}

// lineEnd returns where the line ends that holds the byte before offset, line break included.
func (r *matterReader) lineEnd(offset int) int {
	for offset < r.matter.end && r.src[offset] != '\n' && r.src[offset] != '\r' {
		offset++
	}
	return offset + breakLen(r.src[:r.matter.end], offset)
}

func (r *matterReader) blockList(f *fieldPlace, v *yaml.Node, next int) bool {
	f.items, f.field.Items = make([]itemPlace, 0, len(v.Content)), make([]string, 0, len(v.Content))
	for i, n := range v.Content {
		if n.Kind != yaml.ScalarNode || !isSimple(n) {
			return false
		}
		until := next
		if i+1 < len(v.Content) {
			until = v.Content[i+1].Line - 1
		}
		offset, ok := r.at(n)
		if !ok {
			return false
		}
		// The item's line holds its dash and nothing else before the value.
		start := r.lines[n.Line-1].start
		if strings.Trim(string(r.src[start:offset]), blanks) != "-" {
			return false
		}
		s, ok := r.scalar(n, until, offset)
		if !ok {
			return false
		}
		items := r.swallowed(s)
		if items == nil {
			start = r.item(f, s, start)
		}
		for _, s := range items {
			start = r.item(f, s, start)
		}
	}
	f.field.Kind = transcript.ListField
	if len(f.items) > 0 {
		f.value = scalar{place: place{f.items[0].start, f.end}}
	}
	return len(f.items) > 0
}

// item adds an item whose lines begin at start to a list, and returns where they end.
func (r *matterReader) item(f *fieldPlace, s scalar, start int) (end int) {
	end = r.lineEnd(s.end)
	f.items = append(f.items, itemPlace{place{start, end}, s})
	f.field.Items = append(f.field.Items, s.text)
	f.end = end
	return end
}

// swallowed finds the items that YAML takes for the continuation of the one before, because they are indented further:
//
//   - first
//   - second
//
// Nobody means that as one item, so each is read as its own; a problem tells what other readers will make of it. It
// returns nil where the lines are what they seem.
func (r *matterReader) swallowed(s scalar) []scalar {
	if s.style != plain || !s.lines {
		return nil
	}
	var items []scalar
	for _, l := range splitLines(r.src[s.start:s.end], s.start) {
		start, end := trimmed(r.src, l.start, l.text)
		if len(items) > 0 {
			if !bytes.HasPrefix(r.src[start:end], []byte("- ")) {
				return nil
			}
			start = skipBlanks(r.src, start+1, end)
		}
		text := string(r.src[start:end])
		if !isPlain(text, false) {
			return nil
		}
		items = append(items, scalar{place: place{start, end}, text: text})
	}
	return items
}

// flowList reads [a, b].
func (r *matterReader) flowList(f *fieldPlace, v *yaml.Node) bool {
	open, ok := r.at(v)
	if !ok || r.src[open] != '[' {
		return false
	}
	var items []itemPlace
	at := open + 1
	for _, n := range v.Content {
		if n.Kind != yaml.ScalarNode || !isSimple(n) {
			return false
		}
		start, ok := r.at(n)
		if !ok || start < at || !isFlowGap(r.src[at:start]) {
			return false
		}
		s := scalar{place: place{start, start + len(n.Value)}, style: styleOf(n), text: n.Value}
		if s.style != plain {
			if s.end, ok = quoteEnd(r.src, start, r.matter.end); !ok {
				return false
			}
		} else if n.Value == "" || s.end > r.matter.end || string(r.src[s.start:s.end]) != n.Value {
			return false
		}
		items = append(items, itemPlace{s.place, s})
		at = s.end
	}
	end := bytes.IndexByte(r.src[at:r.matter.end], ']')
	if end < 0 || !isFlowGap(r.src[at:at+end]) {
		return false
	}
	f.field.Kind, f.flow, f.items = transcript.ListField, true, items
	f.value = scalar{place: place{open, at + end + 1}}
	f.end = r.lineEnd(f.value.end)
	for _, item := range items {
		f.field.Items = append(f.field.Items, item.value.text)
	}
	return true
}

func isFlowGap(b []byte) bool {
	return len(bytes.Trim(b, " \t\r\n,")) == 0 && bytes.Count(b, []byte(",")) <= 1
}
