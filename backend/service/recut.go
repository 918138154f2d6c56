// This file takes a transcript that comes again into an episode that was cut into chunks already: each chunk keeps its front
// matter and begins with the turn that it began with. What a person changed since is never lost: where the transcript says
// something else now, both are shown, and theirs comes only if somebody says so.

package service

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"stet/backend/cut"
	"stet/backend/session"
	"stet/backend/transcript"
)

// RecutRequest asks for transcripts to be taken again.
type RecutRequest struct {
	Episode int64    `json:"episode"`
	Paths   []string `json:"paths"`
	// Leave are chunks that stay as they are.
	Leave []transcript.ID `json:"leave"`
	// Theirs are the conflicts, by their keys, in which the transcript is right.
	Theirs []string `json:"theirs"`
}

// RecutView is what would become of an episode.
type RecutView struct {
	Episode int64  `json:"episode"`
	Series  string `json:"series"`
	Title   string `json:"title"`
	Turns   int    `json:"turns"`
	// Renamed says what labels of the transcript are taken for: "Speaker 1 is Odette".
	Renamed []string `json:"renamed"`
	// Unknown are labels that say that somebody speaks, and of which the chunks do not tell who: "Speaker 3".
	Unknown []string     `json:"unknown"`
	Chunks  []RecutChunk `json:"chunks"`
	// Changes counts what would be another in all chunks.
	Changes int `json:"changes"`
}

// RecutChunk is what would become of a chunk.
type RecutChunk struct {
	Chunk  transcript.ID `json:"chunk"`
	Number string        `json:"number"`
	Title  string        `json:"title"`
	// Found is how its first turn was known again: "exact", "near", "unsure" or "none".
	Found string `json:"found"`
	// Was and Start are when it began and begins, Words the first of the turn that it begins with.
	Was   string `json:"was"`
	Start string `json:"start"`
	Words string `json:"words"`
	Turns int    `json:"turns"`
	// Left says that it stays as it is.
	Left      bool            `json:"left"`
	Changes   []ChangeView    `json:"changes"`
	More      int             `json:"more"`
	Conflicts []RecutConflict `json:"conflicts"`
}

// RecutConflict is something that a person changed, and that the transcript has changed to something else.
type RecutConflict struct {
	Key string `json:"key"`
	// Mine and Theirs are what stands in Before and After.
	Change ChangeView `json:"change"`
	Theirs bool       `json:"theirs"`
}

// AgainView says that files are the transcript of an episode that is cut into chunks.
type AgainView struct {
	// Episode is 0 where they are not.
	Episode int64  `json:"episode"`
	Series  string `json:"series"`
	Title   string `json:"title"`
	Chunks  int    `json:"chunks"`
	// Known says that the library has one of the files: it was cut here, and has changed on the disk.
	Known bool `json:"known"`
	// Uncut says that nobody has cut it yet: Chunks counts the transcripts.
	Uncut bool `json:"uncut"`
}

// Again finds the episode whose transcript these files are, if its chunks begin with turns of theirs, or have the words of one
// whose words have times: the one that is open, or one of the same number.
func (s *Service) Again(paths []string, open int64) (AgainView, error) {
	ctx := s.ctx
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return AgainView{}, sentence(err)
	}
	text, err := readAgain(ctx, paths)
	if err != nil || text == nil {
		return AgainView{}, nil // what it is instead the import says
	}
	known, same, err := s.cutHere(ctx, paths)
	if err != nil || same {
		return AgainView{}, sentence(err)
	}
	heard := timesIn(paths)
	slices.SortStableFunc(rows, func(a, b session.EpisodeRow) int {
		return rank(a, known, open, text.key) - rank(b, known, open, text.key)
	})
	for _, row := range rows {
		if rank(row, known, open, text.key) > 2 {
			break
		}
		doc, err := s.Store.Document(ctx, row.ID)
		if err != nil {
			return AgainView{}, sentence(err)
		}
		if begins(doc, text, known == row.ID) || sameWords(doc, heard) {
			v := againView(row.ID, doc)
			v.Known = known == row.ID
			return v, nil
		}
	}
	return AgainView{}, nil
}

// rank says how likely an episode is the one; above 2 it is not.
func rank(row session.EpisodeRow, known session.EpisodeID, open int64, key string) int {
	switch {
	case row.ID == known:
		return 0
	case int64(row.ID) == open && (key == "" || key == row.Episode.Key || !isNumber(key)):
		return 1
	case key != "" && key == row.Episode.Key:
		return 2
	}
	return 3
}

// mostParts is in how many files the transcript of an episode comes.
const mostParts = 12

// readAgain reads transcripts of one episode without front matter; of others it returns nil.
func readAgain(ctx context.Context, paths []string) (*episodeText, error) {
	wrong := len(paths) > mostParts
	for _, path := range paths {
		info, err := os.Stat(path)
		wrong = wrong || err != nil || !info.Mode().IsRegular()
	}
	if wrong {
		return nil, nil
	}
	episodes, err := readEpisodes(ctx, paths, func(string, int, int) {}, func(ProblemView) { wrong = true })
	if err != nil || wrong || len(episodes) != 1 {
		return nil, err
	}
	for _, f := range episodes[0].files {
		if !f.chunk.Matter.Plain() || !f.named {
			return nil, nil
		}
	}
	return episodes[0], nil
}

// cutHere is the episode that was cut from one of the files here; same says that the files are as they were then, or are in
// the library as they are.
func (s *Service) cutHere(ctx context.Context, paths []string) (id session.EpisodeID, same bool, err error) {
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return 0, false, err
		}
		r := readFile(found{path: abs, shown: path, named: true})
		for _, at := range []string{abs, abs + draftEnding} {
			place, err := s.Store.Find(ctx, at)
			switch {
			case errors.Is(err, session.ErrNotFound):
				continue
			case err != nil:
				return 0, false, err
			}
			r.readForeign()
			src, err := s.Store.Source(ctx, place.Episode, place.Chunk)
			if err != nil {
				return 0, false, err
			}
			if string(src.Bytes) == string(r.src) || src.First != nil && string(src.First) == string(r.src) {
				return 0, true, nil
			}
			id = place.Episode
		}
	}
	return id, false, nil
}

// againView is an episode whose transcript comes again.
func againView(id session.EpisodeID, doc *transcript.Document) AgainView {
	return AgainView{Episode: int64(id), Series: doc.Episode().Series, Title: episodeTitle(doc.Episode()), Chunks: len(cutChunks(doc)), Uncut: neverCut(doc)}
}

// neverCut says that an episode has no chunk yet, but its transcript.
func neverCut(doc *transcript.Document) bool {
	head, _ := doc.Head(cutChunks(doc)[0])
	return head.Matter.Plain()
}

// begins says whether most chunks of an episode begin with turns of a transcript. One that was never cut is not asked, but where
// it came from this very file, which another program wrote: an import takes no other half of that.
func begins(doc *transcript.Document, text *episodeText, own bool) bool {
	ids := cutChunks(doc)
	r := recutting{doc: doc, chunks: ids}
	if len(ids) == 0 || len(ids) == 1 && neverCut(doc) && !(own && text.foreign()) {
		return false
	}
	found := 0
	for _, start := range cut.Starts(text.like(doc).turns, r.pieces()) {
		if start.Turn >= 0 {
			found++
		}
	}
	return 2*found > len(ids)
}

// foreign says that another program wrote some of it.
func (e *episodeText) foreign() bool {
	return slices.ContainsFunc(e.files, func(r read) bool { return r.foreign != nil })
}

// Recut says what taking a transcript again would make of an episode's chunks. It changes nothing.
func (s *Service) Recut(q RecutRequest) (RecutView, error) {
	r, err := s.recut(q)
	if err != nil {
		return RecutView{}, sentence(err)
	}
	return r.view(q), nil
}

func (s *Service) recut(q RecutRequest) (r *recutting, err error) {
	text, err := readAgain(s.ctx, q.Paths)
	if err == nil && text == nil {
		err = errNotAgain
	}
	if err != nil {
		return nil, err
	}
	err = s.open.with(s.ctx, session.EpisodeID(q.Episode), func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, files session.Files) { r = newRecutting(doc.Clone(), files, text, q) })
		return nil
	})
	if err != nil {
		return nil, err
	}
	return r, r.err
}

var errNotAgain error = fail(CodeInvalid, nil, "These are not the transcripts of one episode, without front matter.")

// TakeAgain does what Recut shows, as one step. The files change when they are exported.
func (s *Service) TakeAgain(q RecutRequest) (EditReply, error) {
	text, err := readAgain(s.ctx, q.Paths)
	if err == nil && text == nil {
		err = errNotAgain
	}
	if err != nil {
		return EditReply{}, sentence(err)
	}
	reply, err := s.change(session.EpisodeID(q.Episode), func(open *session.Session) (session.Result, error) {
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, files session.Files) (string, []transcript.Op, error) {
			r := newRecutting(doc.Clone(), files, text, q)
			doc.Reserve(r.doc.NewID())
			switch {
			case r.err != nil:
				return "", nil, r.err
			case len(r.ops) == 0:
				return "", nil, fail(CodeInvalid, nil, "The chunks say all of this already.")
			}
			name := "Took " + filepath.Base(q.Paths[0]) + " again"
			if !neverCut(doc) {
				name += ", cut like the chunks"
			}
			return name, r.ops, nil
		}})
	})
	if err != nil {
		return reply, err
	}
	err = s.tookAgain(s.ctx, session.EpisodeID(q.Episode), reply.Step, absolute(q.Paths))
	s.Emit("disk", map[string]int64{"id": q.Episode})
	return reply, sentence(err)
}

func absolute(paths []string) []string {
	out := slices.Clone(paths)
	for i, path := range out {
		if abs, err := filepath.Abs(path); err == nil {
			out[i] = abs
		}
	}
	return out
}

func (r *recutting) view(q RecutRequest) RecutView {
	e := r.was.Episode()
	v := RecutView{Episode: q.Episode, Series: e.Series, Title: episodeTitle(e), Turns: len(r.turns), Renamed: r.renamed, Unknown: r.unknown, Chunks: []RecutChunk{}}
	w := map[transcript.ID]*changeWriter{}
	if delta, err := r.was.Delta(transcript.Batch{Ops: r.ops}); err == nil {
		for _, t := range delta.Turns {
			at := t.To.Chunk
			if t.After == nil {
				at = t.From.Chunk
			}
			if w[at] == nil {
				w[at] = &changeWriter{}
			}
			w[at].turn(t)
		}
	}
	for i, id := range r.chunks {
		if r.uncut[id] {
			continue
		}
		head, _ := r.was.Head(id)
		title, _ := head.Field("title")
		c := RecutChunk{
			Chunk: id, Number: chunkNumber(head), Title: title.Value, Found: r.found(i), Left: r.leave[id],
			Changes: []ChangeView{}, Conflicts: r.conflicts[id], Turns: len(r.doc.Order(id)),
		}
		if c.Conflicts == nil {
			c.Conflicts = []RecutConflict{}
		}
		if order := r.was.Order(id); len(order) > 0 {
			t, _ := r.was.Turn(order[0])
			c.Was = when(t)
		}
		if at := r.starts[i].Turn; at >= 0 {
			c.Start, c.Words = when(r.turns[at]), firstWords(r.turns[at])
		}
		if x := w[id]; x != nil {
			shown := min(len(x.out), mostChanges)
			c.Changes, c.More = append(c.Changes, x.out[:shown]...), len(x.out)-shown
			v.Changes += len(x.out)
		}
		v.Chunks = append(v.Chunks, c)
	}
	return v
}

// found says how the first turn of a chunk was known again.
func (r *recutting) found(i int) string {
	at := r.starts[i]
	if at.Turn < 0 {
		return "none"
	}
	order := r.was.Order(r.chunks[i])
	t, _ := r.was.Turn(order[0])
	n := r.turns[at.Turn]
	switch {
	case transcript.SameSpan(t.Span, n.Span) && slices.Equal(wordsOf(t), wordsOf(n)):
		return "exact"
	case at.Sure < hardlyKnown:
		return "unsure"
	}
	return "near"
}
