// Package waiver is the file that keeps, beside a series' files, what its checks find and somebody let stand, with the
// reason. It reads the file, and changes in it the lines of what came or went, and no other. It looks for nothing itself,
// and opens no file.
package waiver

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// FileName is the file, in the folder of the series' files or in one above it.
const FileName = "stet-waivers.yaml"

// Place is what was let stand, and where. With other words it is something else.
type Place struct {
	// File is the chunk's, from the folder of this file, with slashes.
	File string `json:"file"`
	// At is where the turn begins; "" in front matter, and in a turn without a time.
	At string `json:"at"`
	// Check is its ID, Field the key that it is about; "" in a turn.
	Check string `json:"check"`
	Field string `json:"field"`
	Words string `json:"words"`
}

// Waiver is a place, and why what is found there stands.
type Waiver struct {
	Place
	Why string
	// Line is where it begins in the file, from 1.
	Line int
	// end is the line behind its last.
	end int
	// deep is how far a line is to be indented for a # to be of the entry's last text; 0 where it cannot be.
	deep int
}

// Problem is something wrong in the file.
type Problem struct {
	Line int
	What string
}

// Parse reads the file. What it cannot read it names, and then it lists nothing: half a list is none.
func Parse(src []byte) ([]Waiver, []Problem) {
	var root, more yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(src))
	err := d.Decode(&root)
	if errors.Is(err, io.EOF) || err == nil && len(root.Content) == 0 {
		return nil, nil
	}
	if err == nil {
		// The library reads one document, and says nothing of what stands behind it.
		if err = d.Decode(&more); err == nil {
			return nil, []Problem{{more.Line, "The list ends before this: put the dashes of all entries below one another."}}
		} else if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	if err != nil {
		return nil, []Problem{{1, "This is no YAML: " + strings.TrimPrefix(err.Error(), "yaml: ") + "."}}
	}
	list := root.Content[0]
	if list.Kind != yaml.SequenceNode {
		return nil, []Problem{{list.Line, "This is to be a list, an entry behind each dash."}}
	}
	var out []Waiver
	var problems []Problem
	for _, n := range list.Content {
		w, what := entry(n)
		if what != "" {
			problems = append(problems, Problem{n.Line, what})
		}
		out = append(out, w)
	}
	if problems != nil {
		return nil, problems
	}
	lines := bytes.SplitAfter(src, []byte("\n"))
	for i := range out {
		w := &out[i]
		for w.Line > 1 && !bytes.HasPrefix(bytes.TrimSpace(lines[w.Line-1]), []byte("-")) {
			w.Line--
		}
	}
	for i := range out {
		end := len(lines)
		if i+1 < len(out) {
			end = out[i+1].Line - 1
		}
		for end > out[i].Line && idle(lines[end-1], out[i].deep) {
			end--
		}
		out[i].end = end + 1
	}
	return out, nil
}

// idle lines stand between entries, and belong to none. In a text of several lines a # is no comment.
func idle(line []byte, deep int) bool {
	text := bytes.TrimLeft(line, " ")
	inside := deep > 0 && len(line)-len(text) >= deep
	text = bytes.TrimSpace(text)
	return len(text) == 0 || text[0] == '#' && !inside
}

// above is the line where the comment on an entry begins, below the line floor; the comment at the top is on all of them.
func above(lines [][]byte, floor, line int) int {
	at := line
	for at > floor && bytes.HasPrefix(bytes.TrimSpace(lines[at-2]), []byte("#")) {
		at--
	}
	if at == 1 {
		return line
	}
	return at
}

func entry(n *yaml.Node) (w Waiver, what string) {
	if n.Kind != yaml.MappingNode {
		return w, "An entry has a file, a check and why it stands."
	}
	w.Line = n.Line
	into := map[string]*string{"file": &w.File, "at": &w.At, "check": &w.Check, "field": &w.Field, "words": &w.Words, "why": &w.Why}
	for i := 0; i+1 < len(n.Content); i += 2 {
		// What a later Stet says besides is kept.
		if to := into[n.Content[i].Value]; to != nil {
			if n.Content[i+1].Kind != yaml.ScalarNode {
				return w, n.Content[i].Value + " is to be one text."
			}
			*to = n.Content[i+1].Value
		}
	}
	if last := len(n.Content) - 1; last > 0 && n.Content[last].Style&(yaml.LiteralStyle|yaml.FoldedStyle|yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		w.deep = n.Column
	}
	for _, key := range []string{"file", "check", "why"} {
		if *into[key] == "" {
			return w, "The entry does not say " + map[string]string{"file": "in which file (file:)", "check": "which check (check:)", "why": "why it stands (why:)"}[key] + "."
		}
	}
	return w, ""
}

// head stands at the top of a new file.
const head = "# What the checks find, and somebody let stand, with the reason. stet check reads it, and so does the gate of an export.\n"

// Update returns src without the places to drop, and with others added where the order of files and times has them. All
// other lines keep their bytes. Of src nil, it makes a file.
func Update(src []byte, drop []Place, add []Waiver) ([]byte, error) {
	have, problems := Parse(src)
	if problems != nil {
		return nil, fmt.Errorf("line %d: %s", problems[0].Line, problems[0].What)
	}
	if src == nil {
		src = []byte(head)
	}
	if n := len(src); n > 0 && src[n-1] != '\n' {
		src = append(slices.Clone(src), '\n')
	}
	gone := func(w Waiver) bool {
		return slices.Contains(drop, w.Place) || slices.ContainsFunc(add, func(a Waiver) bool { return a.Place == w.Place })
	}
	add = slices.Clone(add)
	slices.SortStableFunc(add, order)
	var b bytes.Buffer
	line := 1
	lines := bytes.SplitAfter(src, []byte("\n"))
	// Others may write their lists further in, and end their lines otherwise.
	indent, end := "", "\n"
	if len(have) > 0 {
		first := lines[have[0].Line-1]
		indent = string(first[:len(first)-len(bytes.TrimLeft(first, " "))])
	}
	if bytes.Contains(src, []byte("\r\n")) {
		end = "\r\n"
	}
	copyTo := func(to int) {
		for ; line < to; line++ {
			b.Write(lines[line-1])
		}
	}
	floor := 1
	for _, w := range have {
		for len(add) > 0 && order(add[0], w) < 0 {
			copyTo(above(lines, floor, w.Line))
			b.WriteString(add[0].text(indent, end))
			add = add[1:]
		}
		if gone(w) {
			copyTo(w.Line)
			line = w.end
		}
		floor = w.end
	}
	if len(have) > 0 {
		copyTo(have[len(have)-1].end)
	} else {
		for _, l := range lines {
			// An empty list gives way to what is added.
			if len(add) == 0 || string(bytes.TrimSpace(l)) != "[]" {
				b.Write(l)
			}
		}
	}
	for _, w := range add {
		b.WriteString(w.text(indent, end))
	}
	if len(have) > 0 {
		copyTo(len(lines) + 1)
	}
	if _, problems := Parse(b.Bytes()); problems != nil {
		return nil, fmt.Errorf("it cannot be written so that it reads back: %s", problems[0].What)
	}
	return b.Bytes(), nil
}

func order(a, b Waiver) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.At, b.At), cmp.Compare(a.Check, b.Check), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Words, b.Words))
}

func (w Waiver) text(indent, end string) string {
	var b strings.Builder
	mark := "- "
	for _, f := range []struct{ key, value string }{{"file", w.File}, {"at", w.At}, {"check", w.Check}, {"field", w.Field}, {"words", w.Words}, {"why", w.Why}} {
		if f.value != "" {
			b.WriteString(indent + mark + f.key + ": " + quoted(f.value) + end)
			mark = "  "
		}
	}
	return b.String()
}

// quoted writes a text as JSON does, which YAML takes, too; a file's name and an ID need no quotes.
func quoted(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("./-_", r))
	}) && strings.ContainsAny(text[:1], "abcdefghijklmnopqrstuvwxyz") && strings.ContainsAny(text, "./_") {
		return text
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	// Texts can always be encoded.
	_ = e.Encode(text)
	var out strings.Builder
	for _, r := range strings.TrimSuffix(b.String(), "\n") {
		if r >= 0x7f && r < 0xa0 || r == 0xfeff || r == 0xfffe || r == 0xffff {
			fmt.Fprintf(&out, `\u%04x`, r) // YAML takes these for no text
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}
