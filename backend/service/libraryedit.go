// This file makes edits of the front matter of a library's chunks as the verbs ask for them: what each file would become is
// worked out first, as for files; then it is one step in the history of each episode. It writes no file.

package service

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/session"
	"stet/backend/transcript"
)

// libraryEdit is what a plan for chunks of a library has besides.
type libraryEdit struct {
	*Service
	request FieldsRequest
	// chunks are beside the plan's files.
	chunks []libraryChunk
	// shared are those of its notes that say what becomes of the registry.
	shared []string
	// stands says that a chunk which cannot be changed has a tag that moves, so that the registry stays as it is.
	stands bool
}

// libraryChunk is a chunk of an episode, and its file as an export would write it now.
type libraryChunk struct {
	episode session.EpisodeID
	before  []byte
}

// PlanLibraryEdits works out what edits do to chunks of a library, as their files would be exported. With WriteEditsNow they
// are one step in the history of each episode; no file is written.
func PlanLibraryEdits(ctx context.Context, in Chunks, edits []FieldEdit, progress func(what string, done, total int)) (*EditPlan, error) {
	p, err := in.planEdits(ctx, FieldsRequest{Name: editsName(edits), Edits: edits}, progress)
	if err != nil {
		return nil, sentence(err)
	}
	p.noteUnapproved(ctx, edits, in)
	uses, err := in.Library.Store.Keys(ctx)
	if err != nil {
		return nil, sentence(err)
	}
	keys := map[string]bool{}
	for _, use := range uses {
		keys[use.Key] = true
	}
	p.Notes = append(p.Notes, unknownFields(edits, keys)...)
	return p, nil
}

func (in Chunks) planEdits(ctx context.Context, r FieldsRequest, progress func(string, int, int)) (*EditPlan, error) {
	rows, err := in.rows(ctx)
	if err != nil {
		return nil, err
	}
	r.Scope, r.only = "library", map[session.EpisodeID]bool{}
	for _, row := range rows {
		r.only[row.ID] = true
	}
	p := &EditPlan{Files: []EditedFile{}, library: &libraryEdit{Service: in.Library, request: r}}
	if len(r.Edits) == 0 {
		return p, nil
	}
	w, err := in.Library.fieldsWork(ctx, r)
	if err != nil {
		return nil, err
	}
	p.Same = w.same
	parts, errs := make([]EditPlan, len(w.episodes)), make([]error, len(w.episodes))
	told := counting(len(w.episodes), func(done, total int) { progress("Looking at the chunks", done, total) })
	atOnce(ctx, len(w.episodes), runtime.GOMAXPROCS(0), func(i int) {
		parts[i].library = &libraryEdit{}
		errs[i] = parts[i].look(w, w.episodes[i])
		told()
	})
	for _, part := range parts {
		p.Files, p.changes, p.Same = append(p.Files, part.Files...), append(p.changes, part.changes...), p.Same+part.Same
		if part.library != nil {
			p.library.chunks = append(p.library.chunks, part.library.chunks...)
			p.library.stands = p.library.stands || part.library.stands
		}
	}
	return p, errors.Join(ctx.Err(), errors.Join(errs...))
}

// look adds the chunks of an episode to a plan.
func (p *EditPlan) look(w *fieldsWork, id session.EpisodeID) error {
	return w.look(id, func(head transcript.Chunk, src session.Source, c fieldsChunk) {
		x := worked{EditedFile: EditedFile{File: fromHere(src.Path), State: PlanChanged}}
		if src.Path == "" {
			x.File = strings.TrimSpace(chunkNumber(head) + " " + chunkTitle(head, ""))
		}
		switch {
		case c.held != "":
			x.State, x.Reason = PlanHeld, c.held
			p.library.stands = p.library.stands || w.r.standsIn(head)
		case len(c.ops) == 0:
			p.Same++
			return
		default:
			x.change = changeOf(c.before, c.after)
			x.Added, x.Removed = x.change.lines(c.before)
		}
		p.add(x)
		p.library.chunks = append(p.library.chunks, libraryChunk{id, slices.Clone(c.before)})
	})
}

// write makes the edits, and says in the plan of which chunks they were made.
func (l *libraryEdit) write(ctx context.Context, p *EditPlan, progress func(string, int, int)) error {
	if len(l.request.Edits) == 0 {
		err := l.moveRegistry(ctx)
		if err != nil {
			p.stay()
		}
		return err
	}
	reply, err := l.changeFields(ctx, l.request, func(done, total int) { progress(l.request.Name, done, total) })
	if err != nil {
		p.stay()
		return sentence(err)
	}
	done := map[session.EpisodeID]bool{}
	for _, step := range reply.Steps.Episodes {
		done[session.EpisodeID(step.Episode)] = true
	}
	for i := range p.Files {
		switch f := &p.Files[i]; {
		case f.State != PlanChanged:
		case done[l.chunks[i].episode]:
			f.State = FileWritten
		default:
			f.State, f.Reason = FileFailed, "It stays as it is in the library."
		}
	}
	if len(reply.Steps.Series) == 0 {
		p.Notes = slices.DeleteFunc(p.Notes, func(note string) bool { return slices.Contains(l.shared, note) })
	}
	if reply.Failed != "" {
		return fail(CodeConflict, nil, "%s", reply.Failed)
	}
	return nil
}

// stay says of all that was to change that it stays as it is.
func (p *EditPlan) stay() {
	for i := range p.Files {
		if f := &p.Files[i]; f.State == PlanChanged {
			f.State = FileFailed
		}
	}
	p.Notes = slices.DeleteFunc(p.Notes, func(note string) bool { return slices.Contains(p.library.shared, note) })
}

// moveRegistry changes what the series shares where no chunk changes.
func (l *libraryEdit) moveRegistry(ctx context.Context) error {
	w := &fieldsWork{Service: l.Service, ctx: ctx, r: l.request, within: []string{l.request.Series}}
	if _, failed := w.moveShared(); failed != nil {
		return fail(CodeConflict, nil, "%s", strings.Join(failed, " "))
	}
	return nil
}

// PlanLibraryTags works out what changes of tags do to a series of a library: to its registry, and to all of its chunks.
func PlanLibraryTags(ctx context.Context, in Chunks, changes []TagChange, progress func(what string, done, total int)) (*EditPlan, error) {
	series, folder, err := in.series(ctx)
	switch {
	case err != nil:
		return nil, sentence(err)
	case len(series) == 0:
		return nil, noChunks()
	case len(series) != 1:
		return nil, fail(CodeInvalid, nil, "Each series has its own tags. Name one of the series: %s.", quotedList(series))
	case len(in.Of) > 0 && !slices.Equal(in.Of, series):
		return nil, fail(CodeInvalid, nil, "A tag changes in all of a series: name no episodes, but the series, %s. For some episodes there is stet edit --rename-tag.", quotedList(series))
	}
	_, r, err := in.Library.registryOf(series[0])
	if err != nil {
		return nil, sentence(err)
	}
	list := &tagList{there: len(r.Tags) > 0, shown: "the registry of " + series[0], tags: r.Tags}
	t := &tagChanging{list: list, tags: slices.Clone(r.Tags), renamed: map[string]string{}}
	ask := FieldsRequest{Series: series[0]}
	for _, c := range changes {
		if err := t.change(c); err != nil {
			return nil, sentence(err)
		}
		ask.moves = append(ask.moves, c.moves()...)
	}
	for _, m := range t.moves {
		for _, key := range tagKeys {
			ask.Edits = append(ask.Edits, FieldEdit{Kind: EditRenameItem, Field: key, Value: m.from, To: m.to})
		}
	}
	ask.Name = movesName(ask.moves)
	moved := movesOf(ask.moves)(r)
	after, err := r.Apply(moved...)
	// A registry keeps a tag that went as a retired one, which a list in a file does not: what the list has room for may
	// be in the way there.
	if err != nil || slices.ContainsFunc(t.tags, func(is registry.Tag) bool { return !is.Retired && !registry.Approved(after.Tags, is.Name) }) {
		return nil, fail(CodeInvalid, err, "These changes cannot be made in the registry of %s in one go. Make them one after the other.", series[0])
	}
	p, err := in.planEdits(ctx, ask, progress)
	if err != nil {
		return nil, sentence(err)
	}
	if p.library.stands {
		p.library.request.moves = nil
		p.Notes = append(p.Notes, fmt.Sprintf("Chunks that have the tags cannot be changed, so the registry of %s stays as it is.", series[0]))
		return p, p.noteFile(folder, changes)
	}
	p.library.shared = registryNotes(list.shown, moved)
	if !list.there && len(after.Tags) > 0 {
		p.library.shared = append(p.library.shared, fmt.Sprintf("The registry of %s has approved no tag so far. From now on no other is approved, and chunks that have others are held back.", series[0]))
	}
	p.Notes = append(p.Notes, p.library.shared...)
	return p, p.noteFile(folder, changes)
}

// noteFile tells of a list of tags beside the files that has a tag which changes: an edit of the library writes no file.
func (p *EditPlan) noteFile(folder string, changes []TagChange) error {
	path := lieBeside(folder).tags()
	if path == "" {
		return nil
	}
	list, err := readTagList(fromHere(path), nil, true)
	if err != nil {
		return sentence(err)
	}
	for _, t := range list.tags {
		if slices.ContainsFunc(changes, func(c TagChange) bool { return c.Kind != ChangeAdd && slices.Contains(c.From, t.Name) }) {
			p.Notes = append(p.Notes, fmt.Sprintf("%s has “%s”, and stays as it is: stet tags without --library changes it.", list.shown, t.Name))
		}
	}
	return nil
}

// moves are what a change of tags does to a registry.
func (c TagChange) moves() (out []TagMove) {
	for _, from := range c.From {
		out = append(out, TagMove{Tag: from, To: c.To, Retired: c.Kind == ChangeRetire, added: c.Kind == ChangeAdd})
	}
	return out
}

// registryNotes say what becomes of the tags of a registry.
func registryNotes(of string, edits []registry.Edit) (notes []string) {
	for _, e := range edits {
		what := ""
		switch was, is := e.WasTag, e.Tag; {
		case was == nil && !is.Retired:
			what = fmt.Sprintf("“%s” is approved", is.Name)
		case is.Retired && (was == nil || !was.Retired):
			what = fmt.Sprintf("“%s” is retired", is.Name)
			if is.Instead != "" {
				what += fmt.Sprintf(" for “%s”", is.Instead)
			}
		case was != nil && was.Name != is.Name:
			what = fmt.Sprintf("“%s” is called “%s”", was.Name, is.Name)
		default:
			continue
		}
		notes = append(notes, fmt.Sprintf("In %s %s.", of, what))
	}
	return notes
}
