// This file works out what changing a tag of a series changes: in the list of approved tags, and in the chunk files. It
// writes nothing; WriteNamesNow does.

package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/casing"
	"stet/backend/chunkfile"
	"stet/backend/registry"
	"stet/backend/transcript"
)

// TagChange is one change of tags.
type TagChange struct {
	// Kind is one of the Change constants.
	Kind string
	// From are the tags that it is about. To is what takes their place; "" where nothing does.
	From []string
	To   string
}

// Kinds of changes of tags.
const (
	ChangeAdd    = "add"    // From are approved from now on
	ChangeRename = "rename" // From, which is one, is To from now on
	ChangeMerge  = "merge"  // From are To from now on, which may be there already
	ChangeRetire = "retire" // From, which is one, is approved no longer; To is used instead, if there is one
)

// tagChanging is such work under way.
type tagChanging struct {
	list    *tagList
	tags    []registry.Tag
	renamed map[string]string
	// only says that the list has room for names alone.
	only bool
	// moves are made in chunk files, one after the other: tags may change places by way of a third.
	moves []tagInPlace
	// used are the tags that files list.
	used  map[string]bool
	notes []string
}

// tagInPlace is a tag that takes the place of another.
type tagInPlace struct{ from, to string }

// ChangeTagsNow works out what some changes of tags do to the list of approved tags and to the chunk files under paths.
func ChangeTagsNow(ctx context.Context, paths []string, list string, changes []TagChange, progress func(what string, done, total int)) (*NameChanges, error) {
	mustList := slices.ContainsFunc(changes, func(c TagChange) bool { return c.Kind == ChangeAdd || c.Kind == ChangeRetire })
	tags, err := readTagList(list, paths, mustList)
	if err != nil {
		return nil, sentence(err)
	}
	w := &tagChanging{
		list: tags, tags: slices.Clone(tags.tags), renamed: map[string]string{}, used: map[string]bool{},
		only: registry.HoldsOnlyNames(tags.shown, tags.src),
	}
	for _, c := range changes {
		if err := w.change(c); err != nil {
			return nil, sentence(err)
		}
	}
	out := &NameChanges{Refused: []ProblemView{}, Notes: w.notes}
	if tags.path != "" {
		text, err := registry.UpdateTags(tags.shown, tags.src, w.tags, w.renamed)
		if err != nil {
			return nil, fail(CodeInvalid, err, "%s", err)
		}
		if !bytes.Equal(tags.src, text) {
			out.Changed = append(out.Changed, nameChange(tags.path, tags.shown, tags.src, text))
		}
		out.Notes = append(out.Notes, lostComments(tags.shown, tags.src, text)...)
	}
	g, err := gather(paths)
	if err != nil {
		return nil, sentence(err)
	}
	out.Refused = g.refused
	err = eachWorked(ctx, g.files, progress, w.work, func(c tagsChanged) {
		if !c.passed {
			out.Files++
		}
		for _, tag := range c.used {
			w.used[tag] = true
		}
		if c.refused != nil {
			out.Refused = append(out.Refused, *c.refused)
		}
		if c.change != nil {
			out.Changed = append(out.Changed, *c.change)
		}
	})
	for _, c := range changes {
		for _, from := range c.From {
			inList := slices.ContainsFunc(tags.tags, func(t registry.Tag) bool { return t.Name == from })
			made := slices.ContainsFunc(w.moves, func(m tagInPlace) bool { return m.to == from })
			if c.Kind != ChangeAdd && !inList && !made && !w.used[from] {
				out.Notes = append(out.Notes, fmt.Sprintf("No file has the tag “%s”.", from))
			}
		}
	}
	return out, sentence(err)
}

func (w *tagChanging) at(tag string) int {
	return slices.IndexFunc(w.tags, func(t registry.Tag) bool { return t.Name == tag })
}

func (w *tagChanging) change(c TagChange) error {
	for _, from := range c.From {
		if from == c.To {
			return fail(CodeInvalid, nil, "“%s” is to be what it is already.", from)
		}
	}
	switch c.Kind {
	case ChangeAdd:
		for _, tag := range c.From {
			if err := w.addable(tag); err != nil {
				return err
			}
			w.tags = append(w.tags, registry.Tag{Name: tag})
		}
		return nil
	case ChangeRetire:
		return w.retire(c.From[0], c.To)
	case ChangeRename:
		if w.at(c.To) >= 0 && w.at(c.From[0]) >= 0 {
			return fail(CodeInvalid, nil, "“%s” is in the list already. To make both one, use --merge %s=%s.", c.To, c.From[0], c.To)
		}
	}
	return w.replace(c.From, c.To)
}

func (w *tagChanging) addable(tag string) error {
	switch {
	case w.at(tag) >= 0:
		return fail(CodeInvalid, nil, "“%s” is in %s already.", tag, w.list.shown)
	case !casing.IsKebab(tag):
		return fail(CodeInvalid, nil, "“%s” is no tag: tags are in small letters, with a hyphen between words, as open-source.", tag)
	}
	return nil
}

// replace puts one tag in the place of others.
func (w *tagChanging) replace(from []string, to string) error {
	if !w.list.there && !casing.IsKebab(to) || w.list.there && w.at(to) < 0 {
		if err := w.addable(to); err != nil {
			return err
		}
	}
	if w.list.there {
		if err := w.replaceInList(from, to); err != nil {
			return err
		}
	}
	for _, f := range from {
		w.moves = append(w.moves, tagInPlace{f, to})
	}
	return nil
}

func (w *tagChanging) replaceInList(from []string, to string) error {
	if at := w.at(to); at >= 0 && w.tags[at].Retired {
		return fail(CodeInvalid, nil, "%s", notApproved(w.tags, to))
	}
	if w.at(to) < 0 {
		// The first of those in the list becomes it, with all that is said of it.
		first := slices.IndexFunc(from, func(f string) bool { return w.at(f) >= 0 })
		if first < 0 {
			return fail(CodeInvalid, nil, "%s", notApproved(w.tags, to))
		}
		was := from[first]
		w.tags[w.at(was)].Name = to
		if old, ok := w.renamed[was]; ok {
			was = old
		}
		w.renamed[to] = was
	}
	says := slices.ContainsFunc(w.tags, func(t registry.Tag) bool { return len(t.Synonyms) > 0 })
	for i := range w.tags {
		if t := &w.tags[i]; slices.Contains(from, t.Instead) {
			t.Instead = to
		}
	}
	for _, f := range from {
		var gone registry.Tag
		if at := w.at(f); at >= 0 {
			gone = w.tags[at]
			w.tags = slices.Delete(w.tags, at, at+1)
		}
		t := &w.tags[w.at(to)]
		// A list that has synonyms remembers what the tag was called.
		if says {
			t.Synonyms = synonyms(to, t.Synonyms, []string{f}, gone.Synonyms)
		}
		switch {
		case gone.Description == "" || gone.Description == t.Description:
		case t.Description == "":
			t.Description = gone.Description
		default:
			w.notes = append(w.notes, fmt.Sprintf("What “%s” says of itself goes with it: %s", f, gone.Description))
		}
	}
	return nil
}

// synonyms are those of all lists, each once, without the tag's own name.
func synonyms(tag string, lists ...[]string) []string {
	var out []string
	for _, s := range slices.Concat(lists...) {
		if s != tag && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// lostComments tells of comments in a list that stood on lines which go. CSV and JSON have none.
func lostComments(shown string, was, now []byte) []string {
	if ext := strings.ToLower(filepath.Ext(shown)); ext == ".csv" || ext == ".json" {
		return nil
	}
	var notes []string
	for l := range strings.Lines(string(was)) {
		_, comment, ok := strings.Cut(" "+strings.TrimSpace(l), " #")
		if ok && !strings.Contains(string(now), "#"+comment) {
			notes = append(notes, fmt.Sprintf("In %s the comment “#%s” goes with its line.", shown, comment))
		}
	}
	return notes
}

func (w *tagChanging) retire(tag, instead string) error {
	at := w.at(tag)
	switch {
	case at < 0:
		return fail(CodeNotFound, nil, "“%s” is not in %s.", tag, w.list.shown)
	case w.tags[at].Retired && w.tags[at].Instead == instead:
		return fail(CodeInvalid, nil, "“%s” is retired already.", tag)
	case instead != "" && !registry.Approved(w.tags, instead):
		return fail(CodeInvalid, nil, "%s", notApproved(w.tags, instead))
	case w.only:
		w.tags = slices.Delete(w.tags, at, at+1)
		w.notes = append(w.notes, fmt.Sprintf("%s has one name a line and cannot say which are retired, so the line of “%s” goes.", w.list.shown, tag))
	default:
		w.tags[at].Retired, w.tags[at].Instead = true, instead
	}
	if instead != "" {
		w.moves = append(w.moves, tagInPlace{tag, instead})
	}
	return nil
}

// tagsChanged is what becomes of one file.
type tagsChanged struct {
	// passed says that it is no chunk file, or cannot be read.
	passed  bool
	used    []string
	refused *ProblemView
	change  *NameChange
}

// work changes the tags of one chunk file.
func (w *tagChanging) work(f found) (c tagsChanged) {
	r := readFile(f)
	var no *refusal
	switch {
	case errors.As(r.err, &no):
		return tagsChanged{passed: true, refused: &no.ProblemView}
	case !isTranscript(r.chunk):
		c.passed = true
		if r.named {
			p := noTranscript(r)
			c.refused = &p
		}
		return c
	}
	if p, raw := unreadMatter(r); raw {
		if w.mayMove(r.chunk.Matter.Raw) {
			c.refused = &p
		}
		return c
	}
	want := r.chunk
	want.Matter.Fields = slices.Clone(want.Matter.Fields)
	for i, f := range want.Matter.Fields {
		if !slices.Contains(tagKeys, f.Key) {
			continue
		}
		if f.Kind == transcript.OpaqueField && w.mayMove(f.Value) {
			at := r.file.FieldPlace(i)
			c.refused = &refuse(r.shown, at.Line, at.Column, "yaml.opaque", "The field %s is YAML that Stet does not take apart. It can be changed as text.", f.Key).ProblemView
			return c
		}
		c.used = append(append(c.used, f.Items...), f.Value)
		want.Matter.Fields[i] = w.changedField(f)
	}
	text, err := r.file.Update(want)
	if err != nil {
		p := ProblemView{File: r.shown, Line: 1, Column: 1, Severity: "error", Code: "file.update", What: err.Error()}
		if no, ok := err.(*chunkfile.RefusedError); ok {
			p.Line, p.What = max(1, no.Line), no.What
		}
		c.refused = &p
	} else if !bytes.Equal(text, r.src) {
		change := nameChange(r.path, r.shown, r.src, text)
		c.change = &change
	}
	return c
}

// mayMove reports whether a text that is not taken apart may have a tag that moves.
func (w *tagChanging) mayMove(text string) bool {
	return slices.ContainsFunc(w.moves, func(m tagInPlace) bool { return strings.Contains(text, m.from) })
}

// changedField puts tags in the place of others. One that would stand there twice by it is left out.
func (w *tagChanging) changedField(f transcript.Field) transcript.Field {
	for _, m := range w.moves {
		if f.Kind == transcript.ScalarField && f.Value == m.from {
			f.Value = m.to
		}
		f.Items = m.in(f.Items)
	}
	return f
}

func (m tagInPlace) in(items []string) []string {
	if !slices.Contains(items, m.from) {
		return items
	}
	stands := slices.Contains(items, m.to)
	var out []string
	for _, item := range items {
		switch {
		case item != m.from:
			out = append(out, item)
		case !stands:
			out, stands = append(out, m.to), true
		}
	}
	return out
}
