package chunkfile

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"stet/backend/transcript"
)

// matter is the front matter: the text between two fences, and the fields in it. yaml.v3 understands it; where
// everything lies is found here, since a value is rewritten in place and the rest is never rendered.
type matter struct {
	form        transcript.MatterForm
	open, close place // the fences, with their line breaks
	start, end  int   // what stands between
	indent      string
	fields      []fieldPlace
	// Of front matter that cannot be read, what would mend it, and the fields it would have; nil when nothing is known.
	mended       mended
	mendedFields []transcript.Field
	mending      bool // it is mended text itself
}

// fieldPlace is one field: what it means, and where it lies.
type fieldPlace struct {
	field transcript.Field
	// start to end are its lines, from the key's to the value's last, line break included.
	start, end int
	// lead is where the comments begin that stand right above it, and go where it goes; start if there are none.
	lead int
	// tail is where the comments end that stand right below it, indented further than its key, and go where it goes; end if
	// there are none.
	tail int
	key  place
	// value is where the value lies: an empty value's place is right after the colon. A list's value is all of it.
	value scalar
	flow  bool
	items []itemPlace
}

// itemPlace is an item of a list: of a block list, its lines with their line breaks.
type itemPlace struct {
	place
	value scalar
}

// scalar is a value as it is written.
type scalar struct {
	place
	style style
	// lines says that it goes over several.
	lines bool
	// text is what it says.
	text string
}

type style int

const (
	plain style = iota
	single
	double
	literal
	folded
	// other is what Stet keeps, but does not take apart.
	other
)

const (
	// mostMatter is the most front matter that is read. Beyond it, text from a stranger could keep a YAML reader busy
	// for minutes.
	mostMatter = 256 << 10
	mostFields = 500
)

// findMatter looks for the fences, which are the first line that is not empty and the next of the same look. It returns
// how many lines the front matter takes, fences included; 0 when there is none.
func findMatter(src []byte, start int, lines []line) (matter, int) {
	none := matter{form: transcript.NoMatter}
	first := 0
	for first < len(lines) && isBlank(src[lines[first].start:lines[first].text]) {
		first++
	}
	if first == len(lines) || !isFence(src, lines[first]) {
		return none, 0
	}
	for i := first + 1; i < len(lines); i++ {
		if isFence(src, lines[i]) {
			return matter{
				form: transcript.FieldMatter,
				open: place{lines[first].start, lines[first].end}, close: place{lines[i].start, lines[i].end},
				start: lines[first].end, end: lines[i].start,
			}, i + 1
		}
	}
	none.open = place{lines[first].start, lines[first].end}
	return none, 0
}

func isFence(src []byte, l line) bool {
	return string(bytes.TrimRight(src[l.start:l.text], blanks)) == "---"
}

// read understands the text between the fences, or calls it raw and reports why.
func (m *matter) read(src []byte, r *report) {
	if m.form == transcript.NoMatter {
		if m.open.is() {
			r.add(m.open.start, "fence.open", Error, "Front matter seems to begin here, but no second line --- ends it, so it is taken for text. Put a line --- after the last field.")
		}
		return
	}
	reader := &matterReader{src: src, matter: m, report: r, lines: yamlLines(src[m.start:m.end], m.start)}
	if err := reader.read(); err != nil {
		m.form, m.fields = transcript.RawMatter, nil
		var broken *brokenMatter
		if !errors.As(err, &broken) {
			broken = &brokenMatter{m.start, "yaml.syntax", err.Error()}
		}
		r.add(broken.offset, broken.code, Error, "%s", broken.what)
		return
	}
	m.indent = reader.indent
	fieldProblems(src, m, r)
}

// brokenMatter says why front matter cannot be taken apart, and where.
type brokenMatter struct {
	offset int
	code   string
	what   string
}

func (b *brokenMatter) Error() string { return b.what }

func (m *matter) meaning(src []byte) transcript.Matter {
	out := transcript.Matter{Form: m.form}
	switch m.form {
	case transcript.RawMatter:
		out.Raw = string(src[m.start:m.end])
	case transcript.FieldMatter:
		out.Fields = make([]transcript.Field, len(m.fields))
		for i, f := range m.fields {
			out.Fields[i] = f.field
		}
	}
	return out
}

// speakers are those that the front matter names. Front matter that cannot be read names them as it would after its
// repair, so that repairing it does not change what the body means.
func (m *matter) speakers(src []byte) map[string]bool {
	if m.form == transcript.RawMatter {
		if m.mendedFields != nil {
			return headerNames(m.mendedFields)
		}
		return headerNames(namesIn(src, m.start, m.end))
	}
	fields := make([]transcript.Field, len(m.fields))
	for i, f := range m.fields {
		fields[i] = f.field
	}
	return headerNames(fields)
}

func (f *fieldPlace) tile(t *tiling) {
	t.add(f.start, f.key.start)
	t.add(f.key.start, f.key.end)
	for _, item := range f.items {
		t.add(item.value.start, item.value.end)
	}
	if len(f.items) == 0 {
		t.add(f.value.start, f.value.end)
	}
	t.rest(f.end)
}

// yamlLines cuts front matter as yaml.v3 counts lines: for YAML 1.1, NEL, LS and PS end one too.
func yamlLines(text []byte, base int) []line {
	lines := make([]line, 0, bytes.Count(text, []byte{'\n'})+1)
	start := 0
	for i := 0; i < len(text); {
		if c := text[i]; c != '\n' && c != '\r' && c != 0xc2 && c != 0xe2 {
			i++
			continue
		}
		n := 0
		switch rest := text[i:]; {
		case rest[0] == '\n':
			n = 1
		case rest[0] == '\r':
			n = 1
			if len(rest) > 1 && rest[1] == '\n' {
				n = 2
			}
		case bytes.HasPrefix(rest, []byte("\u0085")):
			n = 2
		case bytes.HasPrefix(rest, []byte("\u2028")), bytes.HasPrefix(rest, []byte("\u2029")):
			n = 3
		}
		if n == 0 {
			i++
			continue
		}
		lines = append(lines, line{base + start, base + i, base + i + n})
		i += n
		start = i
	}
	if start < len(text) {
		lines = append(lines, line{base + start, base + len(text), base + len(text)})
	}
	return lines
}

var yamlErrorLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

// parseYAML reads one document into nodes. Nodes only: decoding anything further takes time quadratic in the keys, and
// makes numbers out of labels.
func parseYAML(text []byte) (root *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	if len(document.Content) == 0 {
		return nil, nil
	}
	return document.Content[0], nil
}

// parse guards yaml.v3 from what would keep it busy, and says in plain words what it does not accept.
func (r *matterReader) parse() (*yaml.Node, error) {
	m := r.matter
	if m.end-m.start > mostMatter {
		return nil, &brokenMatter{m.start, "yaml.toobig", fmt.Sprintf("The front matter is %d KB long; Stet reads %d at most. It is kept as it is. Is a line --- missing after it?", (m.end-m.start)>>10, mostMatter>>10)}
	}
	keys := 0
	for _, l := range r.lines {
		text := r.src[l.start:l.text]
		if len(text) > 0 && text[0] != ' ' && text[0] != '#' && text[0] != '-' {
			keys++
		}
		marker := len(text) >= 3 && (string(text[:3]) == "---" || string(text[:3]) == "...") && (len(text) == 3 || text[3] == ' ' || text[3] == '\t')
		if marker || len(text) > 0 && text[0] == '%' {
			return nil, &brokenMatter{l.start, "yaml.document", fmt.Sprintf("A line that begins with %q ends the front matter for YAML readers, or means something else to them. Take it out, or indent it.", text[:min(3, len(text))])}
		}
	}
	if keys > mostFields {
		return nil, &brokenMatter{m.start, "yaml.toobig", fmt.Sprintf("The front matter has %d lines that look like fields; Stet reads %d at most. It is kept as it is.", keys, mostFields)}
	}
	if root := simpleYAML(r.src, r.lines); root != nil {
		return root, nil
	}
	root, err := parseYAML(r.src[m.start:m.end])
	if err == nil {
		return root, nil
	}
	at, what := m.start, err.Error()
	if parts := yamlErrorLine.FindStringSubmatch(err.Error()); parts != nil {
		what = parts[2]
		if n, err := strconv.Atoi(parts[1]); err == nil && n >= 1 {
			at = r.lines[min(n, len(r.lines))-1].start
		}
	}
	if strings.Contains(what, "exceeded max depth") { // yaml.v3 has no other name for it
		return nil, &brokenMatter{at, "yaml.deep", "Lists stand within lists here, thousands deep, and no YAML reader follows that far. Take out the brackets or dashes that are too many. Until then the front matter is kept as it is."}
	}
	if !m.mending {
		m.findRepair(r.src)
	}
	// What no repair mends is wrong where YAML says, unless something before it is wrong by itself.
	if faults := m.mended.faults; len(faults) > 0 && (m.mendedFields != nil || at == m.start || faults[0].start <= at) {
		at, what = faults[0].value, faults[0].reason
	} else {
		what = "The front matter is not valid YAML (" + what + "). Mend it as text; until then its bytes are kept."
	}
	return nil, &brokenMatter{at, "yaml.syntax", what}
}

func isComment(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(text, blanks), []byte("#"))
}
