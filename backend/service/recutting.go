// This file finds out turn by turn what a transcript that comes again makes of an episode's chunks: three versions are held
// against each other, which are what the files said, what stands here now, and what the transcript says.

package service

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/cut"
	"stet/backend/session"
	"stet/backend/transcript"
)

// recutting is a transcript that comes again, beside the chunks that there are.
type recutting struct {
	// was is the episode as it is, doc as it becomes.
	was, doc *transcript.Document
	turns    []transcript.Turn
	chunks   []transcript.ID
	starts   []cut.Start
	// base is what the files said of each turn when they were imported.
	base map[transcript.ID]transcript.Turn
	// deleted are turns of the files that a person took out.
	deleted []transcript.Turn
	leave   map[transcript.ID]bool
	// uncut are parts of the transcript that nobody has cut yet: they stay, and give no turn to the chunks beside them.
	uncut  map[transcript.ID]bool
	theirs map[string]bool

	ops       []transcript.Op
	conflicts map[transcript.ID][]RecutConflict
	// renamed says what labels were taken for, unknown are those of which nothing tells who it is.
	renamed, unknown []string
	// order is what each chunk is to hold.
	order map[transcript.ID][]transcript.Turn
	// used are the turns that were found again, stay those that are to stay where they are.
	used, stay map[transcript.ID]bool
	// last is the turn of the transcript that a turn was found for last.
	last map[transcript.ID]int
	err  error
}

func newRecutting(doc *transcript.Document, files session.Files, text *episodeText, q RecutRequest) *recutting {
	r := &recutting{
		was: doc.Clone(), doc: doc, turns: text.like(doc).turns, leave: map[transcript.ID]bool{}, uncut: uncutParts(doc), theirs: map[string]bool{},
		conflicts: map[transcript.ID][]RecutConflict{}, renamed: []string{}, unknown: []string{}, order: map[transcript.ID][]transcript.Turn{},
		used: map[transcript.ID]bool{}, stay: map[transcript.ID]bool{}, last: map[transcript.ID]int{},
	}
	made := cutChunks(doc)
	for _, id := range doc.Chunks() {
		if r.uncut[id] || slices.Contains(made, id) {
			r.chunks = append(r.chunks, id)
		}
		// One that another program wrote, and that comes again itself, is brought up to date as it stands.
		own := func(f read) bool { return f.foreign != nil && f.path == files.Source(id).Path }
		r.uncut[id] = r.uncut[id] && !slices.ContainsFunc(text.files, own)
		r.leave[id] = r.uncut[id] || slices.Contains(q.Leave, id)
	}
	for _, key := range q.Theirs {
		r.theirs[key] = true
	}
	r.base, r.deleted = baseOf(doc, files, r.chunks)
	r.starts = cut.Starts(r.turns, r.pieces())
	r.run()
	return r
}

// uncutParts are transcripts beside chunks that these were not cut from: hardly a turn of them stands in one.
func uncutParts(doc *transcript.Document) map[transcript.ID]bool {
	out := map[transcript.ID]bool{}
	made := cutChunks(doc)
	turns := turnsOf(doc, made)
	for _, id := range doc.Chunks() {
		c, _ := doc.Chunk(id)
		if slices.Contains(made, id) || len(c.Turns) == 0 {
			continue
		}
		found := 0
		for _, at := range cut.Matches(c.Turns, turns) {
			if len(at) > 0 {
				found++
			}
		}
		out[id] = 5*found < len(c.Turns)
	}
	return out
}

func (r *recutting) pieces() []cut.Piece {
	var out []cut.Piece
	for _, id := range r.chunks {
		c, _ := r.doc.Chunk(id)
		out = append(out, cut.Piece{Chunk: c})
	}
	return out
}

// baseOf finds what the files said of each turn when they were imported, and which turns they had that are not here.
func baseOf(doc *transcript.Document, files session.Files, chunks []transcript.ID) (base map[transcript.ID]transcript.Turn, deleted []transcript.Turn) {
	var said, now []transcript.Turn
	for _, id := range chunks {
		if files.Source(id).Path != "" {
			said = append(said, files.Imported(id).Turns...)
		}
		c, _ := doc.Chunk(id)
		now = append(now, c.Turns...)
	}
	base = map[transcript.ID]transcript.Turn{}
	for _, p := range transcript.Align(said, now) {
		switch {
		case p.New < 0:
			deleted = append(deleted, said[p.Old])
		case p.Old >= 0:
			base[now[p.New].ID] = said[p.Old]
		}
	}
	return base, deleted
}

func (r *recutting) run() {
	var was []transcript.Turn
	for _, id := range r.chunks {
		c, _ := r.doc.Chunk(id)
		was = append(was, c.Turns...)
	}
	matches := cut.Matches(r.turns, was)
	r.rename(was)
	home := r.homes(matches, was)
	out := cut.Matches(r.turns, r.deleted)
	for j, at := range matches {
		if len(at) == 0 && len(out[j]) == 1 && home[j] != 0 && !r.leave[home[j]] {
			t := r.turns[j]
			if !r.conflict(home[j], transcript.ID(j), "deleted", named(t, "deleted here"), "", turnText(t)) {
				continue
			}
		}
		var olds []transcript.Turn
		for _, i := range at {
			olds = append(olds, was[i])
		}
		r.place(j, home[j], olds)
	}
	r.keepTheRest()
	r.arrange()
}

// homes are the chunks that the turns of the transcript go to: from the first turn of one to that of the next. What is known
// again of a chunk that was not found stays in it.
func (r *recutting) homes(matches [][]int, was []transcript.Turn) []transcript.ID {
	out := make([]transcript.ID, len(r.turns))
	lost := map[transcript.ID]bool{}
	var holder transcript.ID
	next := 0
	for i, s := range r.starts {
		if s.Turn < 0 {
			lost[r.chunks[i]] = true
			continue
		}
		for ; next < s.Turn; next++ {
			if out[next] = holder; holder == 0 {
				out[next] = r.chunks[i] // what comes before the first is its own
			}
		}
		holder = r.chunks[i]
	}
	for ; next < len(out); next++ {
		out[next] = holder
	}
	for j, at := range matches {
		if len(at) == 0 {
			continue
		}
		if id, _ := r.doc.Home(was[at[0]].ID); lost[id] {
			out[j] = id
		}
	}
	return out
}

// rename takes labels that nobody here has for those under which the same turns stand.
func (r *recutting) rename(was []transcript.Turn) {
	for _, n := range cut.Names(r.turns, was) {
		switch {
		case n.Name != "":
			cut.Rename(r.turns, n.Label, n.Name)
			r.renamed = append(r.renamed, n.Label+" is "+n.Name)
		case cut.Nameless(n.Label):
			r.unknown = append(r.unknown, n.Label)
		}
	}
}

// place finds out what becomes of a turn of the transcript, and of the turns here that it is.
func (r *recutting) place(j int, chunk transcript.ID, olds []transcript.Turn) {
	if chunk == 0 {
		return
	}
	free := slices.DeleteFunc(slices.Clone(olds), func(t transcript.Turn) bool { return r.used[t.ID] })
	fixed := func(t transcript.Turn) bool { home, _ := r.doc.Home(t.ID); return r.leave[home] }
	if r.leave[chunk] || slices.ContainsFunc(olds, fixed) {
		for _, t := range olds {
			r.stay[t.ID] = true // its chunk stays as it is, and what others have of it stays there
		}
		return
	}
	now := r.turns[j]
	if len(free) == 0 {
		for _, t := range olds {
			if r.last[t.ID] == j-1 && r.touched(t) && inOrder(wordsOf(now), wordsOf(t)) {
				r.last[t.ID] = j
				return // a person joined it with the one before
			}
		}
		now.ID, now.Checked = 0, false
		r.order[chunk] = append(r.order[chunk], now)
		return
	}
	for _, t := range free {
		r.used[t.ID], r.last[t.ID] = true, j
		r.order[chunk] = append(r.order[chunk], t)
	}
	if len(free) > 1 {
		r.parted(chunk, free, now)
		return
	}
	r.merge(chunk, free[0], now)
}

// parted settles a turn that stands here in several.
func (r *recutting) parted(chunk transcript.ID, olds []transcript.Turn, now transcript.Turn) {
	whole := olds[0]
	touched := false
	for i, t := range olds {
		if i > 0 {
			whole.Paragraphs = append(slices.Clone(whole.Paragraphs), t.Paragraphs...)
		}
		touched = touched || r.touched(t)
	}
	if slices.Equal(wordsOf(whole), wordsOf(now)) {
		return
	}
	if touched && !r.conflict(chunk, olds[0].ID, "parts", named(olds[0], "in several turns"), turnText(whole), turnText(now)) {
		return
	}
	for _, t := range olds[1:] {
		r.drop(chunk, t.ID)
	}
	want := olds[0]
	want.Paragraphs, want.Span = now.Paragraphs, now.Span
	r.ops = append(r.ops, transcript.TurnDifferences(olds[0], want)...)
}

func (r *recutting) drop(chunk, turn transcript.ID) {
	r.order[chunk] = slices.DeleteFunc(r.order[chunk], func(t transcript.Turn) bool { return t.ID == turn })
	r.ops = append(r.ops, transcript.DeleteTurn{Turn: turn})
}

// touched says whether a person changed a turn since its file was imported, or made it.
func (r *recutting) touched(t transcript.Turn) bool {
	base, known := r.base[t.ID]
	return !known || !transcript.SameTurn(base, t)
}

// merge gives a turn what the transcript says, part by part, where no person has changed it.
func (r *recutting) merge(chunk transcript.ID, old, now transcript.Turn) {
	base, known := r.base[old.ID]
	want := old
	take := func(differs bool, mine bool, same bool, key, did, is, becomes string) bool {
		switch {
		case !differs:
			return false
		case known && !mine:
			return true
		case known && same:
			return false // the transcript says what it said before
		}
		return r.conflict(chunk, old.ID, key, named(old, did), is, becomes)
	}
	text := func(t transcript.Turn) []string { return transcript.Canonical(t.Paragraphs) }
	if take(!slices.Equal(text(old), text(now)), known && !slices.Equal(text(base), text(old)), known && slices.Equal(text(base), text(now)), "words", "", turnText(old), turnText(now)) {
		want.Paragraphs = now.Paragraphs
	}
	if now.Span != nil && take(!transcript.SameSpan(old.Span, now.Span), known && !transcript.SameSpan(base.Span, old.Span), known && transcript.SameSpan(base.Span, now.Span), "time", "time", span(old), span(now)) {
		want.Span = now.Span
	}
	if now.Speaker != nil && take(old.Label() != now.Label(), known && base.Label() != old.Label(), known && base.Label() == now.Label(), "speaker", "speaker", speaker(old), speaker(now)) {
		want.Speaker = now.Speaker
	}
	r.ops = append(r.ops, transcript.TurnDifferences(old, want)...)
	if len(now.Times) == 0 || !slices.Equal(text(want), text(now)) {
		return
	}
	times := slices.Clone(now.Times)
	times.Keep(old.Times.For(transcript.Words(old.Paragraphs), transcript.Words(want.Paragraphs)))
	if times.Settle(); !slices.Equal(old.Times, times) {
		r.ops = append(r.ops, transcript.SetTimes{Turn: old.ID, Times: times})
	}
}

// conflict notes something that both changed, and says whether the transcript is right in it.
func (r *recutting) conflict(chunk, turn transcript.ID, kind string, c ChangeView, mine, theirs string) bool {
	w := changeWriter{}
	w.add(c, mine, theirs)
	if len(w.out) == 0 {
		return false
	}
	key := fmt.Sprintf("%s %d", kind, turn)
	r.conflicts[chunk] = append(r.conflicts[chunk], RecutConflict{Key: key, Change: w.out[0], Theirs: r.theirs[key]})
	return r.theirs[key]
}

// keepTheRest settles what the transcript does not have: what came with the files goes, unless its chunk was not found, and
// what a person wrote stays.
func (r *recutting) keepTheRest() {
	for i, id := range r.chunks {
		c, _ := r.doc.Chunk(id)
		var behind transcript.ID
		for _, t := range c.Turns {
			switch {
			case r.used[t.ID]:
			case r.leave[id], r.stay[t.ID], r.starts[i].Turn < 0, r.stands(id, t):
				r.keep(id, behind, t)
			default:
				r.ops = append(r.ops, transcript.DeleteTurn{Turn: t.ID})
				continue
			}
			behind = t.ID
		}
	}
}

// stands asks about a turn that only stands here.
func (r *recutting) stands(chunk transcript.ID, t transcript.Turn) bool {
	text := strings.TrimSpace(turnText(t))
	return r.touched(t) && text != "" && !r.conflict(chunk, t.ID, "only", named(t, "only here"), text, "")
}

// keep puts a turn behind the one that it stands behind, wherever that has gone.
func (r *recutting) keep(chunk, behind transcript.ID, t transcript.Turn) {
	if behind != 0 {
		for id, list := range r.order {
			if at := slices.IndexFunc(list, func(x transcript.Turn) bool { return x.ID == behind }); at >= 0 && id == chunk {
				r.order[id] = slices.Insert(list, at+1, t)
				return
			}
		}
	}
	r.order[chunk] = slices.Insert(r.order[chunk], 0, t)
}

// arrange puts the turns into the order that was found, and tries all of it.
func (r *recutting) arrange() {
	said := r.ops
	r.ops = nil
	do := func(op transcript.Op) {
		if r.err != nil {
			return
		}
		if _, _, r.err = r.doc.Apply(op); r.err == nil {
			r.ops = append(r.ops, op)
		}
	}
	for _, op := range said {
		do(op)
	}
	for _, id := range r.chunks {
		for at, t := range r.order[id] {
			if t.ID == 0 {
				t.ID = r.doc.NewID()
				do(transcript.InsertTurn{Chunk: id, At: at, Turn: t})
				continue
			}
			if order := r.doc.Order(id); at >= len(order) || order[at] != t.ID {
				do(transcript.MoveTurn{Turn: t.ID, Chunk: id, At: at})
			}
		}
	}
}
