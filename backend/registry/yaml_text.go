package registry

import (
	"bytes"
	"encoding/json"
	"strings"

	"gopkg.in/yaml.v3"
)

// This file knows how a text is written in YAML: with quotes or without, and where it ends.

// scalarAs writes a text on one line, without quotes if they are not the habit and a reader takes it for that text then.
func scalarAs(text string, style yaml.Style, flow bool) string {
	oneLine := !strings.ContainsFunc(text, func(r rune) bool {
		return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff
	})
	switch {
	case !oneLine || style&yaml.DoubleQuotedStyle != 0:
		return doubleQuoted(text)
	case style&yaml.SingleQuotedStyle == 0 && isPlain(text, flow):
		return text
	case style&yaml.SingleQuotedStyle == 0 && strings.Contains(text, "'") && !strings.ContainsAny(text, `"\`):
		return doubleQuoted(text)
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// doubleQuoted writes a text as JSON does, which YAML takes, too.
func doubleQuoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	// Texts can always be encoded.
	_ = e.Encode(text)
	return strings.TrimSuffix(b.String(), "\n")
}

// isPlain asks YAML's reader whether it takes a text without quotes for just that text; yes and no are more to others.
func isPlain(text string, flow bool) bool {
	switch strings.ToLower(text) {
	case "y", "n", "yes", "no", "on", "off":
		return false
	}
	source := "- " + text
	if flow {
		source = "- [" + text + "]"
	}
	root, err := parseYAML([]byte(source))
	if err != nil || root == nil || root.Kind != yaml.SequenceNode || len(root.Content) != 1 {
		return false
	}
	n := root.Content[0]
	if flow {
		if n.Kind != yaml.SequenceNode || len(n.Content) != 1 {
			return false
		}
		n = n.Content[0]
	}
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.ShortTag() == "!!str" && n.Value == text && n.Anchor == "" && n.LineComment == ""
}

// scalarEnd is the end of a value that stands on one line; -1 where it goes over several.
func (d *yamlList) scalarEnd(n *yaml.Node, start int) int {
	end := d.textEnd(start)
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return -1
	case n.Kind == yaml.SequenceNode:
		return d.bracketEnd(n, end)
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		quote := d.src[start]
		for i := start + 1; i < end; i++ {
			switch {
			case quote == '"' && d.src[i] == '\\':
				i++
			case d.src[i] == quote && quote == '\'' && i+1 < end && d.src[i+1] == quote:
				i++
			case d.src[i] == quote:
				return i + 1
			}
		}
		return -1
	}
	text := strings.TrimRight(commentless(string(d.src[start:end])), " \t")
	if text != n.Value {
		return -1
	}
	return start + len(text)
}

// bracketEnd is the end of a list in brackets, if it stands on one line.
func (d *yamlList) bracketEnd(n *yaml.Node, end int) int {
	if n.Style&yaml.FlowStyle == 0 {
		return -1
	}
	at := d.offset(n) + 1
	for _, x := range n.Content {
		if at = d.offset(x); at >= end {
			return -1
		}
		if x.Style == 0 {
			at++
			continue
		}
		if at = d.scalarEnd(x, at); at < 0 {
			return -1
		}
	}
	if i := bytes.IndexByte(d.src[min(at, end):end], ']'); i >= 0 {
		return at + i + 1
	}
	return -1
}

// textEnd is where the text of a line ends, lineEnd where its break does.
func (d *yamlList) textEnd(at int) int {
	for at < len(d.src) && breakAt(d.src[at:]) == 0 {
		at++
	}
	return at
}

func (d *yamlList) lineEnd(at int) int {
	at = d.textEnd(at)
	if at < len(d.src) {
		at += breakAt(d.src[at:])
	}
	return at
}
