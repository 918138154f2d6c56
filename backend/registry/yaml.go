package registry

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// This file reads YAML lists: of names, of mappings, of both, at the top of the file or under a key. yaml.v3 tells what
// they mean; where they lie is found here, since nothing is ever rendered that nobody changed.

// yamlList is a file with a list in it.
type yamlList struct {
	sheet
	shape *shape
	lines []line
	list  []entry
	items []yamlItem
	// locked says why the file can be read but not written; "" when it can.
	locked string
	habits yamlHabits
	// under says that the list stands under a key; brackets are those of an empty list, or where they would be.
	under    bool
	brackets span
	// outside is how much further in than its key the list stands; of a list under no key, what people mostly write.
	outside int
}

// yamlItem is an item of the list: a name, or a mapping.
type yamlItem struct {
	node   *yaml.Node
	fields []yamlField
	// content is where the name or the first field begins, behind the dash.
	content int
}

// yamlField is a line or more of a mapping, up to the last that says something.
type yamlField struct {
	span
	key   int
	value *yaml.Node
	colon int // the byte behind the key's colon
}

var yamlErrorLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

func openYAML(src []byte, s *shape, fault faulty) (document, error) {
	base := afterMark(src)
	d := &yamlList{sheet: sheet{src: src, empty: len(src), eol: lineBreak(src)}, shape: s, brackets: span{len(src), len(src)}, outside: 2}
	for _, l := range splitLines(src[base:]) {
		d.lines = append(d.lines, line{base + l.start, base + l.text, base + l.end})
	}
	root, err := parseYAML(src[base:])
	if err != nil {
		at, what := 0, err.Error()
		if parts := yamlErrorLine.FindStringSubmatch(what); parts != nil {
			at, _ = strconv.Atoi(parts[1])
			what = parts[2]
		}
		return nil, fault(at, "This is not valid YAML (%s).", what)
	}
	if more := d.secondDocument(); more > 0 {
		return nil, fault(more, "A second YAML document begins here; one is read. Put both lists into one.")
	}
	seq, end, err := d.sequence(root, fault)
	if err != nil {
		return nil, err
	}
	if seq == nil {
		return d, nil
	}
	if at := d.offset(seq); len(seq.Content) == 0 && bytes.HasPrefix(src[at:], []byte("[]")) {
		d.brackets = span{at, at + 2}
		if d.under {
			d.brackets.start = len(bytes.TrimRight(src[:at], " "))
		}
		return d, nil
	}
	if err := d.read(seq, fault); err != nil {
		return nil, err
	}
	d.locate(seq, end)
	d.habits = d.findHabits()
	return d, nil
}

// parseYAML reads one document into nodes, and decodes nothing further.
func parseYAML(text []byte) (root *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil || len(document.Content) == 0 {
		return nil, err
	}
	return document.Content[0], nil
}

func (d *yamlList) secondDocument() int {
	said := false
	for i, l := range d.lines {
		text := string(d.src[l.start:l.text])
		if said && (strings.HasPrefix(text, "---") || strings.HasPrefix(text, "...")) {
			return i + 1
		}
		said = said || strings.TrimSpace(commentless(text)) != ""
	}
	return 0
}

// sequence finds the list, and the line at which what follows it begins.
func (d *yamlList) sequence(root *yaml.Node, fault faulty) (*yaml.Node, int, error) {
	end := len(d.lines)
	switch {
	case root == nil || root.Kind == yaml.ScalarNode && root.Tag == "!!null":
		return nil, end, nil
	case root.Kind == yaml.SequenceNode:
		return root, end, nil
	case root.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(root.Content); i += 2 {
			k, v := root.Content[i], root.Content[i+1]
			if !d.shape.isUnder(k.Value) {
				continue
			}
			if i+2 < len(root.Content) {
				end = root.Content[i+2].Line - 1
			}
			d.under = true
			switch {
			case v.Kind == yaml.SequenceNode:
				if v.Style&yaml.FlowStyle == 0 {
					d.outside = max(0, v.Column-k.Column)
				}
				return v, end, nil
			case v.Kind == yaml.ScalarNode && v.Tag == "!!null" && v.Value == "":
				at := d.offset(k) + len(k.Value) + 1
				d.brackets = span{at, at}
				return nil, end, nil
			}
			return nil, 0, fault(k.Line, "Under %s no list stands. Put “- ” before every %s.", k.Value, d.shape.one)
		}
	}
	return nil, 0, fault(root.Line, "Here is no list. Put “- ” before every %s.", d.shape.one)
}

// read understands the items.
func (d *yamlList) read(seq *yaml.Node, fault faulty) error {
	for _, n := range seq.Content {
		e := entry{record: make(record, len(d.shape.keys)), line: n.Line}
		switch n.Kind {
		case yaml.ScalarNode:
			e.record[0].text = scalarText(n)
		case yaml.MappingNode:
			if err := d.readMapping(n, &e, fault); err != nil {
				return err
			}
		default:
			return fault(n.Line, "Here a name or a mapping is read, and something else stands here.")
		}
		d.list = append(d.list, e)
		d.items = append(d.items, yamlItem{node: n})
	}
	return nil
}

func scalarText(n *yaml.Node) string {
	if n.Tag == "!!null" {
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (d *yamlList) readMapping(n *yaml.Node, e *entry, fault faulty) error {
	seen := map[string]bool{}
	known := map[int]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		at := d.shape.key(k.Value)
		if seen[k.Value] || known[at] && at >= 0 {
			return fault(k.Line, "%s stands twice. Take one out.", k.Value)
		}
		seen[k.Value], known[at] = true, true
		if at < 0 {
			continue
		}
		items, ok := yamlTexts(v)
		switch list := d.shape.keys[at].list; {
		case !ok:
			return fault(v.Line, "%s is a text, or a list of texts; something else stands here.", k.Value)
		case list:
			e.record[at].items = items
		case v.Kind != yaml.ScalarNode:
			return fault(v.Line, "%s is one text; a list stands here.", k.Value)
		case len(items) > 0:
			e.record[at].text = items[0]
		}
	}
	return nil
}

// yamlTexts are the texts of a list, or the one of a scalar.
func yamlTexts(n *yaml.Node) ([]string, bool) {
	var items []string
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	for _, x := range nodes {
		if x.Kind != yaml.ScalarNode {
			return nil, false
		}
		if text := scalarText(x); text != "" {
			items = append(items, text)
		}
	}
	return items, true
}

// locate finds the lines of the items. Where it cannot, the list is only read.
func (d *yamlList) locate(seq *yaml.Node, end int) {
	if seq.Style&yaml.FlowStyle != 0 {
		d.locked = "The list stands in brackets. Put each item on a line of its own, with “- ” before it."
		return
	}
	d.locked = "Where the items of the list lie cannot be told. Put each on a line of its own, with “- ” before it."
	var dashes []int
	indent := seq.Column - 1
	for i := seq.Line - 1; i < end; i++ {
		text := d.text(i)
		if len(text) > indent && text[indent] == '-' && strings.TrimLeft(text[:indent], " ") == "" && (len(text) == indent+1 || text[indent+1] == ' ' || text[indent+1] == '\t') {
			dashes = append(dashes, i)
		}
	}
	if len(dashes) != len(d.items) {
		return
	}
	for k, first := range dashes {
		next := end
		if k+1 < len(dashes) {
			next = dashes[k+1]
		}
		last := d.lastSaying(first, next, indent+1)
		d.sheet.entries = append(d.sheet.entries, span{d.lines[first].start, d.lines[last].end})
		if !d.locateItem(&d.items[k], &d.list[k], first, last, indent) {
			d.sheet.entries = nil
			return
		}
	}
	d.locked = ""
}

func (d *yamlList) text(i int) string { return string(d.src[d.lines[i].start:d.lines[i].text]) }

// lastSaying is the last of some lines that belongs to an item: empty ones, and comments that stand further out, come
// after it.
func (d *yamlList) lastSaying(first, next, indent int) int {
	for i := next - 1; i > first; i-- {
		trim := strings.TrimLeft(d.text(i), " \t")
		if trim != "" && (trim[0] != '#' || len(d.text(i))-len(trim) >= indent) {
			return i
		}
	}
	return first
}

func (d *yamlList) locateItem(item *yamlItem, e *entry, first, last, indent int) bool {
	n := item.node
	dash := d.lines[first].start + indent
	item.content = dash + 1
	for item.content < d.lines[first].text && (d.src[item.content] == ' ' || d.src[item.content] == '\t') {
		item.content++
	}
	if n.Kind == yaml.ScalarNode {
		return n.Line-1 == first && first == last && d.offset(n) == item.content && d.scalarEnd(n, item.content) >= 0
	}
	if n.Style&yaml.FlowStyle != 0 || len(n.Content) == 0 {
		// It is one piece, which a change writes anew.
		return n.Line-1 == first
	}
	if n.Line-1 != first || d.offset(n) != item.content || n.Anchor != "" {
		return false
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		next := last + 1
		if i+2 < len(n.Content) {
			next = n.Content[i+2].Line - 1
		}
		from := d.offset(k)
		colon := bytes.IndexByte(d.src[from:d.lines[k.Line-1].text], ':')
		if k.Style != 0 || k.Kind != yaml.ScalarNode || colon < 0 || next <= k.Line-1 || v.Line < k.Line || v.Anchor != "" {
			return false
		}
		to := d.lastSaying(k.Line-1, next, from-d.lines[k.Line-1].start+1)
		f := yamlField{span: span{from, d.lines[to].end}, key: d.shape.key(k.Value), value: v, colon: from + len(k.Value) + 1}
		if string(d.src[from:min(f.colon, len(d.src))]) != k.Value+":" {
			return false
		}
		if f.key < 0 {
			e.rest = append(e.rest, strings.TrimRight(string(d.src[f.start:f.end]), "\r\n"))
		}
		item.fields = append(item.fields, f)
	}
	return true
}

// offset is the byte at which a node begins.
func (d *yamlList) offset(n *yaml.Node) int {
	l := d.lines[min(n.Line, len(d.lines))-1]
	at := l.start
	for range n.Column - 1 {
		if at >= l.text {
			break
		}
		_, size := utf8.DecodeRune(d.src[at:])
		at += size
	}
	return at
}

func (d *yamlList) entries() []entry { return d.list }
