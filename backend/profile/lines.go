// This file shows a profile line by line, as a form has it, and takes a line that was changed.

package profile

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// Line is one line of a profile: what a List holds, or the Value of another line; nothing where nobody has said.
type Line struct {
	Key   string   `json:"key"`
	About string   `json:"about"`
	List  bool     `json:"list"`
	Value string   `json:"value"`
	Items []string `json:"items"`
}

// Lines are all lines that a profile can have, and one for each field whose values it says.
func (p Profile) Lines() []Line {
	var lines []Line
	add := func(about string, f transcript.Field) {
		l := Line{Key: f.Key, About: about, List: f.Kind == transcript.ListField, Value: f.Value, Items: f.Items}
		if l.Items == nil {
			l.Items = []string{}
		}
		lines = append(lines, l)
	}
	for _, s := range settings {
		add(s.about, s.get(p))
	}
	for _, a := range p.Allowed {
		add(fmt.Sprintf("What %s may say.", a.Field), allowedField(a))
	}
	return lines
}

// checkLines are the lines that say which checks are made.
var checkLines = []string{"checks_off", "checks_as_errors"}

// OfChecks says that a line says which checks are made.
func (l Line) OfChecks() bool { return slices.Contains(checkLines, l.Key) }

// OnlyChecks says that a profile says nothing but which checks are made: of how files are written nobody has said anything.
func (p Profile) OnlyChecks() bool {
	return !slices.ContainsFunc(p.Lines(), func(l Line) bool { return !l.OfChecks() && (l.Value != "" || len(l.Items) > 0) })
}

// Weighing is the profile with the checks that another one has made.
func (p Profile) Weighing(o Profile) Profile {
	p.Off, p.Errors = o.Off, o.Errors
	return p
}

// With is the profile with a line as it says. Its error says what the line may be.
func (p Profile) With(l Line) (Profile, error) {
	f := transcript.Field{Key: l.Key, Kind: transcript.ScalarField, Value: strings.TrimSpace(l.Value)}
	if l.List {
		f = transcript.Field{Key: l.Key, Kind: transcript.ListField, Items: l.Items}
	}
	p.Allowed = slices.Clone(p.Allowed)
	if field, ok := strings.CutPrefix(l.Key, allowedPrefix); ok {
		p.Allowed = slices.DeleteFunc(p.Allowed, func(a Allowed) bool { return a.Field == field })
	}
	if !l.List && f.Value == "" {
		// A line that says nothing is as an empty profile has it.
		empty := Empty()
		switch l.Key {
		case "slug":
			p.Slug = empty.Slug
		case "file":
			p.File = empty.File
		case "list_indent":
			p.ListIndent = empty.ListIndent
		case "summary_style":
			p.Summary = empty.Summary
		case "wrap_width":
			p.Wrap = empty.Wrap
		case "chunk_minutes":
			p.Shortest, p.Longest = empty.Shortest, empty.Longest
		case "frame_rate":
			p.Rate = empty.Rate
		}
		return p, nil
	}
	return p, p.set(f)
}

// Taking is the profile with what a guess says; where that says nothing, it stays.
func (p Profile) Taking(g Profile) (_ Profile, err error) {
	for _, l := range g.Lines() {
		if l.Value == "" && len(l.Items) == 0 {
			continue
		}
		if p, err = p.With(l); err != nil {
			return p, err
		}
	}
	return p, nil
}
