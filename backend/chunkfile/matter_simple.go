package chunkfile

import (
	"bytes"
	"strings"

	"gopkg.in/yaml.v3"
)

// simpleYAML reads front matter of the simplest shape, which is that of nearly all files: keys at the left, values that
// are words over one line or several, lists of such with dashes under each other, no comments. It gives the nodes that
// yaml.v3 would, in a tenth of the time. It returns nil for anything else, and wherever a line could mean another thing;
// then yaml.v3 is asked.
func simpleYAML(src []byte, lines []line) *yaml.Node {
	r := simpleReader{root: &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}}
	for i, l := range lines {
		if !simpleBreak(src, l) {
			return nil
		}
		text := src[l.start:l.text]
		spaces := indentOf(text)
		switch {
		case len(text) == 0:
			if r.value != nil && (r.value.Value != "" || r.value.Style != 0) {
				r.end()
			}
		case spaces > 0 || text[0] == '-':
			if r.value == nil || r.value.Value != "" && spaces == 0 || !r.below(text, i+1) {
				return nil
			}
		default:
			key, value, column, ok := simpleField(text)
			if !ok {
				return nil
			}
			r.end()
			value.Line, value.Column = i+1, column
			r.value, r.indent = value, 0
			r.root.Content = append(r.root.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key, Line: i + 1, Column: 1}, value)
		}
	}
	r.end()
	if len(r.root.Content) == 0 {
		return nil
	}
	return r.root
}

// simpleReader puts the lines of a value together.
type simpleReader struct {
	root *yaml.Node
	// value is that of the last key, as far as it is read; nil where no line can belong to it any more. text is what it
	// says, where that is more than a line, and indent how far the lines below the key are indented.
	value  *yaml.Node
	text   strings.Builder
	indent int
}

func (r *simpleReader) end() {
	if r.text.Len() > 0 {
		r.value.Value = r.text.String()
		r.text.Reset()
	}
	r.value = nil
}

// below reads a line that is indented, or begins with a dash: it belongs to the value of the key above it.
func (r *simpleReader) below(text []byte, at int) bool {
	spaces := indentOf(text)
	words := string(bytes.TrimRight(text[spaces:], " "))
	switch v := r.value; {
	case v.Style == yaml.LiteralStyle:
		if r.text.Len() == 0 {
			r.indent = spaces
		}
		r.text.Write(text[min(spaces, r.indent):])
		r.text.WriteByte('\n')
		return words != "" && r.indent > 0 && spaces >= r.indent && isSimpleText(words)
	case v.Style != 0:
		return false
	case v.Kind == yaml.ScalarNode && v.Value != "":
		if r.text.Len() == 0 {
			r.text.WriteString(v.Value)
		}
		r.text.WriteByte(' ')
		r.text.WriteString(words)
		return words != "" && words[0] != '#' && words[0] != '-' && isSimplePlain(words)
	}
	item, column, ok := simpleItem(text[spaces:])
	if !ok || item.Style == yaml.LiteralStyle || len(r.value.Content) > 0 && spaces != r.indent {
		return false
	}
	r.indent = spaces
	r.value.Kind = yaml.SequenceNode
	item.Line, item.Column = at, spaces+column
	r.value.Content = append(r.value.Content, item)
	return true
}

// simpleBreak says that a line ends where everybody thinks it does.
func simpleBreak(src []byte, l line) bool {
	return l.end-l.text <= 1 && (l.end == l.text || src[l.text] == '\n')
}

// simpleField reads "key: value"; the value may be missing.
func simpleField(text []byte) (key string, value *yaml.Node, column int, ok bool) {
	end := 0
	for end < len(text) && (isLetter(text[end]) || end > 0 && (text[end] >= '0' && text[end] <= '9' || text[end] == '_' || text[end] == '-')) {
		end++
	}
	if end == 0 || end > 100 || end == len(text) || text[end] != ':' {
		return "", nil, 0, false
	}
	key, end = string(text[:end]), end+1
	if end == len(text) {
		return key, &yaml.Node{Kind: yaml.ScalarNode}, end + 1, true
	}
	start := end + indentOf(text[end:])
	if start == end {
		return "", nil, 0, false
	}
	value, ok = simpleScalar(text[start:])
	return key, value, start + 1, ok
}

// simpleItem reads "- value".
func simpleItem(text []byte) (item *yaml.Node, column int, ok bool) {
	if len(text) < 2 || text[0] != '-' || text[1] != ' ' {
		return nil, 0, false
	}
	start := 1 + indentOf(text[1:])
	item, ok = simpleScalar(text[start:])
	return item, start + 1, ok
}

// simpleScalar reads a value that begins with a letter or a digit, or stands in quotes in which nothing is escaped; or
// the sign that lines follow which are taken as they are.
func simpleScalar(text []byte) (*yaml.Node, bool) {
	s := string(bytes.TrimRight(text, " "))
	if s == "" {
		return nil, false
	}
	end := len(s) - 1
	switch first := s[0]; {
	case isLetter(first), first >= '0' && first <= '9':
		return &yaml.Node{Kind: yaml.ScalarNode, Value: s}, isSimplePlain(s)
	case s == "|":
		return &yaml.Node{Kind: yaml.ScalarNode, Style: yaml.LiteralStyle}, true
	case end == 0 || s[end] != first || strings.IndexByte(s[1:end], first) >= 0 || !isSimpleText(s):
		return nil, false
	case first == '\'':
		return &yaml.Node{Kind: yaml.ScalarNode, Value: s[1:end], Style: yaml.SingleQuotedStyle}, true
	case first == '"' && strings.IndexByte(s, '\\') < 0:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: s[1:end], Style: yaml.DoubleQuotedStyle}, true
	}
	return nil, false
}

func isSimplePlain(s string) bool {
	return s[len(s)-1] != ':' && !strings.Contains(s, ": ") && !strings.Contains(s, " #") && isSimpleText(s)
}

// isSimpleText says that a text has only what YAML calls printable, less what some call a line break or a mark.
func isSimpleText(s string) bool {
	for _, r := range s {
		if r < ' ' || r > '~' && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r >= 0xfffd && r <= 0xffff {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
