// This file makes edits of the front matter of chunks of the library: of some, of an episode, of a series, or of all. It
// says before what each file would become; it writes no file.

package service

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"stet/backend/chunkfile"
	"stet/backend/matter"
	"stet/backend/profile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// FieldsRequest asks for edits of the front matter of chunks.
type FieldsRequest struct {
	// Name says what is done, for the history: "Added rope to 2 chunks".
	Name string `json:"name"`
	// Scope is "chunks", those named; "episode", "series" or "library" are all chunks there, seen from Episode.
	Scope   string      `json:"scope"`
	Episode int64       `json:"episode"`
	Chunks  []ChunkName `json:"chunks"`
	Edits   []FieldEdit `json:"edits"`
	// Tag is a tag whose place in the lists of approved tags changes with the chunks; nil if none does.
	Tag *TagMove `json:"tag,omitempty"`
	// Entity is one of Series whose name changes in its registry with the chunks; nil if none does. Chunks of another
	// series have nothing to do with it.
	Entity *EntityMove `json:"entity,omitempty"`
	Series string      `json:"series,omitempty"`
	// moves are tags whose place changes in the registry of Series, and only are the episodes of the library that are meant:
	// for the verbs.
	moves []TagMove
	only  map[session.EpisodeID]bool
}

// ChunkName names a chunk of the library.
type ChunkName struct {
	Episode int64         `json:"episode"`
	Chunk   transcript.ID `json:"chunk"`
}

// FieldsPlan is what edits would do.
type FieldsPlan struct {
	// Files are those that would change, or cannot; Same counts the others.
	Files []FieldsFile `json:"files"`
	Same  int          `json:"same"`
}

// FieldsFile is a chunk's file as it would be exported.
type FieldsFile struct {
	ChunkName
	Title string `json:"title"`
	Path  string `json:"path"`
	// State is PlanChanged or PlanHeld; Reason says why it is held.
	State   string `json:"state"`
	Reason  string `json:"reason"`
	Added   int    `json:"added"`
	Removed int    `json:"removed"`
}

// FieldsReply says what was done.
type FieldsReply struct {
	// Edit is what became new in the episode asked from, also when that is nothing.
	Edit EditReply `json:"edit"`
	// Steps are what to give UndoFields. Chunks counts those that changed, Held those that could not.
	Steps  FieldsSteps `json:"steps"`
	Chunks int         `json:"chunks"`
	Held   int         `json:"held"`
	// Failed says in a sentence which episodes could not be changed, and why; "" if all could.
	Failed string `json:"failed"`
}

// FieldsSteps are the steps of one change, an episode each.
type FieldsSteps struct {
	Episodes []EpisodeStep `json:"episodes"`
	// Series are the steps of the lists of approved tags.
	Series []SeriesStep `json:"series"`
}

// EpisodeStep is a step in an episode's history.
type EpisodeStep struct {
	Episode int64 `json:"episode"`
	Step    int64 `json:"step"`
	// left are the steps that could be done again before.
	left []int64
}

// fieldsWork is a request, made ready.
type fieldsWork struct {
	*Service
	ctx  context.Context
	r    FieldsRequest
	bulk *bulkEdit
	// episodes are those that it is about, with the chunks that are; without chunks all of them.
	episodes []session.EpisodeID
	chunks   map[session.EpisodeID][]transcript.ID
	series   map[session.EpisodeID]string
	// within are the series of the episodes asked for, also of those in which nothing is to change.
	within []string
	rows   []session.EpisodeRow
	// same counts the chunks left out, since the edits leave them as they are.
	same int

	mu sync.Mutex
	// through are the episodes in which no chunk that was held back has the tag that moves.
	through  map[session.EpisodeID]bool
	profiles map[string]profile.Profile
}

func (s *Service) fieldsWork(ctx context.Context, r FieldsRequest) (*fieldsWork, error) {
	bulk, err := newBulkEdit(r.Edits)
	if err != nil {
		return nil, err
	}
	w := &fieldsWork{
		Service: s, ctx: ctx, r: r, bulk: bulk, chunks: map[session.EpisodeID][]transcript.ID{},
		series: map[session.EpisodeID]string{}, profiles: map[string]profile.Profile{},
		through: map[session.EpisodeID]bool{},
	}
	if w.rows, err = s.Store.Library(ctx); err != nil {
		return nil, sentence(err)
	}
	for _, row := range w.rows {
		w.series[row.ID] = row.Episode.Series
	}
	for _, c := range r.Chunks {
		w.chunks[session.EpisodeID(c.Episode)] = append(w.chunks[session.EpisodeID(c.Episode)], c.Chunk)
	}
	for _, row := range w.rows {
		within := false
		switch r.Scope {
		case "chunks":
			within = len(w.chunks[row.ID]) > 0
		case "episode":
			within = int64(row.ID) == r.Episode
		case "series":
			within = row.Episode.Series == cmp.Or(r.Series, w.series[session.EpisodeID(r.Episode)])
		case "library":
			within = r.only == nil || r.only[row.ID]
		}
		if within {
			w.episodes = append(w.episodes, row.ID)
			if !slices.Contains(w.within, row.Episode.Series) {
				w.within = append(w.within, row.Episode.Series)
			}
		}
	}
	if r.Scope == "series" || r.Scope == "library" {
		err = w.narrow()
	}
	return w, sentence(err)
}

// planFields works out what edits would do to the files of chunks, as they would be exported.
func (s *Service) planFields(ctx context.Context, r FieldsRequest, progress func(done, total int)) (FieldsPlan, error) {
	p := FieldsPlan{Files: []FieldsFile{}}
	w, err := s.fieldsWork(ctx, r)
	if err != nil {
		return p, err
	}
	p.Same = w.same
	parts := make([]FieldsPlan, len(w.episodes))
	errs := make([]error, len(w.episodes))
	told := counting(len(w.episodes), progress)
	atOnce(ctx, len(w.episodes), runtime.GOMAXPROCS(0), func(i int) {
		parts[i], errs[i] = w.plan(w.episodes[i])
		told()
	})
	if err := errors.Join(ctx.Err(), errors.Join(errs...)); err != nil {
		return p, err
	}
	for _, part := range parts {
		p.Files = append(p.Files, part.Files...)
		p.Same += part.Same
	}
	return p, nil
}

func (w *fieldsWork) plan(id session.EpisodeID) (p FieldsPlan, err error) {
	err = w.look(id, func(head transcript.Chunk, src session.Source, c fieldsChunk) {
		f := FieldsFile{ChunkName: ChunkName{int64(id), head.ID}, Title: chunkTitle(head, src.Path), Path: src.Path, State: PlanChanged}
		switch {
		case c.held != "":
			f.State, f.Reason = PlanHeld, c.held
		case len(c.ops) == 0:
			p.Same++
			return
		default:
			f.Added, f.Removed = changeOf(c.before, c.after).lines(c.before)
		}
		p.Files = append(p.Files, f)
	})
	return p, err
}

// FieldsDiff compares a chunk's file as it would be exported now with what edits would make of it.
func (s *Service) FieldsDiff(r FieldsRequest, episode int64, chunk transcript.ID) (v DiffView, err error) {
	r.Scope, r.Chunks = "chunks", []ChunkName{{episode, chunk}}
	w, err := s.fieldsWork(s.ctx, r)
	if err != nil {
		return v, err
	}
	err = w.look(session.EpisodeID(episode), func(_ transcript.Chunk, src session.Source, c fieldsChunk) {
		if c.held == "" {
			v = diffView(src.Path, c.before, c.after)
		}
	})
	return v, sentence(err)
}

// fieldsChunk is what edits make of one chunk: ops, and its file before and after; or why it is held.
type fieldsChunk struct {
	ops           []transcript.Op
	before, after []byte
	held          string
}

// look works out the chunks of an episode that the request is about, one after the other, and shows each to f.
func (w *fieldsWork) look(id session.EpisodeID, f func(head transcript.Chunk, src session.Source, c fieldsChunk)) error {
	var err error
	see := func(doc *transcript.Document, files session.Files) {
		var p profile.Profile
		if p, err = w.profileFor(id, doc); err == nil {
			w.each(id, doc, files, p, f)
		}
	}
	if i := slices.IndexFunc(w.rows, func(row session.EpisodeRow) bool { return row.ID == id }); i >= 0 {
		if ok, failed := session.Look(w.ctx, w.Store, w.rows[i], see); ok || failed != nil {
			return cmp.Or(failed, err)
		}
	}
	return w.open.with(w.ctx, id, func(open *session.Session) error {
		open.Read(see)
		return err
	})
}

var errSame = errors.New("the chunks stay as they are")

// do makes the edits in an open episode, of what its chunks say when its turn comes, and shows each chunk to f.
func (w *fieldsWork) do(ctx context.Context, open *session.Session, f func(head transcript.Chunk, c fieldsChunk)) (session.Result, error) {
	var p profile.Profile
	var err error
	open.Read(func(doc *transcript.Document, _ session.Files) { p, err = w.profileFor(open.ID(), doc) })
	if err != nil {
		return session.Result{}, err
	}
	done, err := open.Do(ctx, session.Edit{Tentative: true, Compose: func(doc *transcript.Document, files session.Files) (string, []transcript.Op, error) {
		var ops []transcript.Op
		w.each(open.ID(), doc, files, p, func(head transcript.Chunk, _ session.Source, c fieldsChunk) {
			ops = append(ops, c.ops...)
			f(head, c)
		})
		if len(ops) == 0 {
			return "", nil, errSame
		}
		return w.r.Name, ops, nil
	}})
	if errors.Is(err, errSame) {
		err = nil
	}
	return done, err
}

// each works out the chunks of a document that the request is about, one after the other.
func (w *fieldsWork) each(id session.EpisodeID, doc *transcript.Document, files session.Files, p profile.Profile, f func(transcript.Chunk, session.Source, fieldsChunk)) {
	wanted := w.chunks[id]
	for _, chunk := range doc.Chunks() {
		if len(wanted) > 0 && !slices.Contains(wanted, chunk) {
			continue
		}
		now, _ := doc.Chunk(chunk)
		f(now, files.Source(chunk), w.work(doc, files, now, p))
	}
}

func (w *fieldsWork) work(doc *transcript.Document, files session.Files, now transcript.Chunk, p profile.Profile) (c fieldsChunk) {
	want := now
	held := func(err error) fieldsChunk {
		what, _ := whyHeld(doc, now.ID, err)
		return fieldsChunk{held: finished(what)}
	}
	var err error
	if want.Matter, err = matter.Apply(now.Matter, p, edits(w.bulk.steps)...); err != nil {
		return held(err)
	}
	want.Turns = w.relabelled(now.Matter, want)
	for _, step := range w.bulk.steps {
		if step.edit == nil {
			want.Indent = &step.indent
		}
	}
	if c.before, err = files.Text(now.ID); err != nil {
		// Something else holds the file back already, and an export says so.
		if c.ops, err = doc.Differences(now.ID, want); err != nil {
			return held(err)
		}
		return c
	}
	if c.after, err = files.TextOf(now.ID, want); err != nil {
		return held(err)
	}
	if w.bulk.laysOut(p) {
		if by, err := laidOut(chunkfile.Parse(c.before), c.after, p); err != nil {
			return held(err)
		} else if want.Indent == nil && !bytes.Equal(by, c.after) {
			c.after, want.Indent = by, &p.ListIndent
		}
	}
	if transcript.SameMatter(now.Matter, want.Matter) && bytes.Equal(c.before, c.after) {
		return c
	}
	if c.ops, err = doc.Differences(now.ID, want); err != nil {
		return held(err)
	}
	if want.Indent != nil && !bytes.Equal(c.before, c.after) {
		c.ops = append(c.ops, transcript.SetIndent{Chunk: now.ID, Indent: want.Indent, Was: indentOf(c.before)})
	}
	return c
}

// indentOf is how the lists of a file were indented: all by one number, or each in its way.
func indentOf(src []byte) *int {
	f := chunkfile.Parse(src)
	n := f.Layout().ListIndent
	if again, err := f.Reindent(n); err != nil || !bytes.Equal(again, src) {
		n = transcript.FirstIndent
	}
	return &n
}
