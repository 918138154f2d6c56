package chunkfile

import (
	"bytes"

	"gopkg.in/yaml.v3"
)

// simpleYAML reads front matter of the simplest shape, which is that of nearly all files: keys at the left, values of one
// line, lists of such with dashes under each other, no comments. It gives the nodes that yaml.v3 would, in a tenth of
// the time. It returns nil for anything else, and wherever a line could mean another thing; then yaml.v3 is asked.
func simpleYAML(src []byte, lines []line) *yaml.Node {
	root := &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	var list *yaml.Node // the value of the last key, while that can still be a list
	indent := 0         // of the dashes of list
	for i, l := range lines {
		if !simpleBreak(src, l) {
			return nil
		}
		text := src[l.start:l.text]
		if len(text) == 0 {
			continue
		}
		if spaces := indentOf(text); spaces > 0 || text[0] == '-' {
			item, column, ok := simpleItem(text[spaces:])
			if !ok || list == nil || len(list.Content) > 0 && spaces != indent {
				return nil
			}
			indent = spaces
			list.Kind = yaml.SequenceNode
			item.Line, item.Column = i+1, spaces+column
			list.Content = append(list.Content, item)
			continue
		}
		key, value, column, ok := simpleField(text)
		if !ok {
			return nil
		}
		value.Line, value.Column = i+1, column
		if list = nil; value.Value == "" && value.Style == 0 {
			list = value
		}
		root.Content = append(root.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key, Line: i + 1, Column: 1}, value)
	}
	if len(root.Content) == 0 {
		return nil
	}
	return root
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

// simpleScalar reads a value that begins with a letter or a digit, or stands in quotes in which nothing is escaped.
func simpleScalar(text []byte) (*yaml.Node, bool) {
	text = bytes.TrimRight(text, " ")
	if len(text) == 0 {
		return nil, false
	}
	style := yaml.Style(0)
	switch first := text[0]; {
	case isLetter(first), first >= '0' && first <= '9':
		if text[len(text)-1] == ':' || bytes.Contains(text, []byte(": ")) || bytes.Contains(text, []byte(" #")) {
			return nil, false
		}
	case first == '"' || first == '\'':
		end := len(text) - 1
		if end < 1 || text[end] != first || bytes.IndexByte(text[1:end], first) >= 0 || first == '"' && bytes.IndexByte(text, '\\') >= 0 {
			return nil, false
		}
		style, text = yaml.DoubleQuotedStyle, text[1:end]
		if first == '\'' {
			style = yaml.SingleQuotedStyle
		}
	default:
		return nil, false
	}
	s := string(text)
	for _, r := range s {
		// What YAML calls printable, less what some call a line break or a mark.
		if r < ' ' || r > '~' && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r >= 0xfffd && r <= 0xffff {
			return nil, false
		}
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: s, Style: style}, true
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
