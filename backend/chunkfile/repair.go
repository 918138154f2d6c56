package chunkfile

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"stet/backend/transcript"
)

// Repair is a way to make front matter valid YAML that is not. It is offered, never made unasked.
type Repair struct {
	// What says in plain words what is wrong and what the repair does.
	What string
	// Line is the first line that it changes, from 1.
	Line int
	// Before and After are the lines that it changes, without the last line break. Where they are several that do not
	// follow each other, they stand one below the other.
	Before, After string
	// Matter is what the front matter is after it: understood, with the repaired text in Raw. Setting it and calling
	// Update makes the repair.
	Matter transcript.Matter
}

// Repairs returns what can be offered for front matter that cannot be read; nothing when it can be, or when Stet knows
// no repair. Keys that stand twice are not repaired: only a person knows which of them counts.
func Repairs(f *File) []Repair {
	m := &f.matter
	if m.form != transcript.RawMatter {
		return nil
	}
	faults, fields := m.mended.faults, m.mendedFields
	if fields == nil {
		return nil
	}
	r := Repair{Line: lineAt(f.lines, faults[0].start) + 1, Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: fields}}
	var before, after, reasons []string
	for _, fault := range faults {
		before = append(before, strings.TrimRight(string(f.src[fault.start:fault.end]), "\r\n"))
		after = append(after, strings.TrimRight(fault.mended, "\r\n"))
		reasons = append(reasons, fmt.Sprintf("Line %d: %s", lineAt(f.lines, fault.start)+1, fault.reason))
	}
	r.Matter.Raw = m.mended.text
	r.Before, r.After = strings.Join(before, "\n"), strings.Join(after, "\n")
	r.What = strings.Join(reasons, "\n")
	return []Repair{r}
}

// mended is front matter with its faults mended.
type mended struct {
	text   string
	faults []fault
}

// findRepair mends front matter that cannot be read, and looks whether that makes it readable.
func (m *matter) findRepair(src []byte) {
	m.mended = mend(src, m.start, m.end)
	if len(m.mended.faults) == 0 {
		return
	}
	again := matter{form: transcript.FieldMatter, end: len(m.mended.text), mending: true}
	again.read([]byte(m.mended.text), &report{})
	if again.form == transcript.FieldMatter {
		m.mendedFields = again.meaning([]byte(m.mended.text)).Fields
	}
}

// fault is a field or an item that YAML does not accept, and what would mend it.
type fault struct {
	start, end int // its lines
	value      int // where the trouble begins
	reason     string
	mended     string
}

// mend puts quotes around every value that YAML does not accept without, tabs at the start of lines into spaces, and
// list items of one list at one indent. Only entries that are wrong by themselves are touched.
func mend(src []byte, start, end int) mended {
	lines := splitLines(src[start:end], start)
	var out strings.Builder
	var faults []fault
	dash := -1 // the indent of the list that is being read
	for i := 0; i < len(lines); {
		next := entryEnd(src, lines, i)
		e := readEntry(src, lines[i:next])
		if e.item && dash >= 0 && e.indent < dash {
			e.reindent(dash)
		} else if e.item && dash < 0 {
			dash = e.indent
		}
		if !e.item && e.text != "" {
			dash = -1
		}
		e.mend()
		if e.reason != "" {
			faults = append(faults, fault{lines[i].start, lines[next-1].end, e.value, e.reason, e.text})
		}
		out.WriteString(e.text)
		i = next
	}
	return mended{out.String(), faults}
}

// entry is a field or an item with the lines that its value goes on over.
type entry struct {
	text   string
	start  int // in the file
	value  int // where its value begins in the file
	indent int
	item   bool
	head   string // what stands before the value
	body   string // the value, without the last line break
	tail   string
	reason string
}

// entryEnd returns the first line that does not go on the value which begins in line at.
func entryEnd(src []byte, lines []line, at int) int {
	text := src[lines[at].start:lines[at].text]
	if isBlank(text) || isComment(text) {
		return at + 1
	}
	indent := indentOf(text)
	next := at + 1
	for i := at + 1; i < len(lines); i++ {
		text := src[lines[i].start:lines[i].text]
		if isBlank(text) {
			continue
		}
		rest := strings.TrimLeft(string(text), blanks)
		if indentOf(text) <= indent || rest == "-" || strings.HasPrefix(rest, "- ") || rest[0] == '#' {
			break
		}
		next = i + 1
	}
	return next
}

func readEntry(src []byte, lines []line) entry {
	first, last := lines[0], lines[len(lines)-1]
	e := entry{text: string(src[first.start:last.end]), start: first.start, value: first.start}
	line := string(src[first.start:first.text])
	if strings.TrimSpace(line) == "" || isComment([]byte(line)) {
		e.text = string(src[first.start:last.end])
		return e
	}
	rest := strings.TrimLeft(line, blanks)
	e.indent = len(line) - len(rest)
	at := e.indent
	switch {
	case strings.HasPrefix(rest, "- "):
		e.item = true
		at += len(rest) - len(strings.TrimLeft(rest[1:], blanks))
	default:
		key := strings.IndexByte(rest, ':')
		if key <= 0 || strings.ContainsAny(rest[:key], " \"'{}[]") {
			return e
		}
		value := strings.TrimLeft(rest[key+1:], blanks)
		if value == rest[key+1:] && value != "" {
			return e
		}
		at += len(rest) - len(value)
	}
	e.value = first.start + at
	e.head, e.body, e.tail = line[:at], string(src[e.value:last.text]), string(src[last.text:last.end])
	return e
}

// reindent moves an item to the indent of its list.
func (e *entry) reindent(indent int) {
	e.head = strings.Repeat(" ", indent) + strings.TrimLeft(e.head, blanks)
	e.text = e.head + e.body + e.tail
	e.reason = "This item is indented less than the list that it belongs to. Give all the same indent."
}

// mend puts quotes around a value that YAML does not accept as it is.
func (e *entry) mend() {
	if lead := strings.TrimLeft(e.head, " "); strings.HasPrefix(lead, "\t") || strings.Contains(e.text[:len(e.text)-len(strings.TrimLeft(e.text, blanks))], "\t") {
		e.head = "  " + strings.TrimLeft(e.head, blanks)
		e.text = e.head + e.body + e.tail
		e.reason = "YAML accepts no tab at the start of a line. Put spaces there."
	}
	if e.body == "" || strings.HasPrefix(e.body, "|") || strings.HasPrefix(e.body, ">") || isPlain(e.body, false) || isValue(e.body) || e.isMapping() {
		return
	}
	e.reason = faultOf(e.body)
	quotes := singleQuoted
	if !isPrintable(strings.ReplaceAll(normalBreaks(e.body), "\n", " ")) {
		quotes = doubleQuoted
		e.body = foldedText(e.body)
	}
	e.text = e.head + quotes(e.body) + e.tail
}

// isMapping says that an item goes on over several lines as fields within it, which YAML accepts.
func (e *entry) isMapping() bool {
	if !e.item || !strings.ContainsAny(e.body, "\r\n") {
		return false
	}
	root, err := parseYAML([]byte(e.text))
	return err == nil && root != nil && root.Kind == yaml.SequenceNode && len(root.Content) == 1 && root.Content[0].Kind == yaml.MappingNode
}

// isValue says whether YAML accepts a text as one value.
func isValue(body string) bool {
	if strings.ContainsRune("@`", rune(body[0])) {
		return false
	}
	root, err := parseYAML([]byte("k: " + body + "\n"))
	return err == nil && root != nil && len(root.Content) == 2 && root.Content[1].Kind != 0 && !strings.ContainsAny(body, "\u0085\u2028\u2029")
}

func faultOf(body string) string {
	const advice = " Put quotes around the whole."
	switch first := body[:1]; {
	case first == `"` || first == "'":
		return "YAML takes what begins with a quote to end with it, but here text follows." + advice
	case strings.Contains("@`", first):
		return fmt.Sprintf("A value that begins with %s is reserved in YAML.", first) + advice
	case strings.Contains("[{", first):
		return fmt.Sprintf("YAML takes %s for the start of a list or a mapping.", first) + advice
	case strings.Contains("%&*!", first):
		return fmt.Sprintf("%s at the start of a value means something else in YAML.", first) + advice
	case strings.Contains(body, ": ") || strings.HasSuffix(strings.TrimRight(body, blanks), ":"):
		return "A colon with a space after it begins a field in YAML, but here it is part of the text." + advice
	}
	return "YAML does not accept this value as it is." + advice
}

// namesIn looks for lists of speakers in front matter that is beyond repair, so that mending it by hand does not change
// what the body means.
func namesIn(src []byte, start, end int) []transcript.Field {
	if end-start > mostMatter {
		return nil
	}
	var fields []transcript.Field
	list := false
	for line := range strings.Lines(string(src[start:end])) {
		line = strings.TrimSpace(line)
		key, value, field := strings.Cut(line, ":")
		switch item, ok := strings.CutPrefix(line, "- "); {
		case line == "" || line[0] == '#':
		case ok && list:
			f := &fields[len(fields)-1]
			f.Items = append(f.Items, strings.Trim(strings.TrimSpace(item), `"'`))
		default:
			if list = field && (key == "speakers" || key == "participants"); !list {
				break
			}
			f := transcript.Field{Key: key}
			for _, name := range strings.FieldsFunc(value, func(c rune) bool { return strings.ContainsRune("[],", c) }) {
				f.Items = append(f.Items, strings.Trim(strings.TrimSpace(name), `"'`))
			}
			fields = append(fields, f)
		}
	}
	return fields
}
