// This file finds out which files of an episode are written all or none, and in which order: what one of them loses,
// another gains. It writes none.

package service

import (
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// togetherReason says why a file is held whose turns another is to have, or the other way round.
func togetherReason(with string) string {
	return "Turns or names went from one file to the other, so they are written together, and that of “" + with + "” cannot be written."
}

// groups puts chunks together; a chunk that is in none stands alone.
type groups map[transcript.ID]transcript.ID

func (g groups) of(id transcript.ID) transcript.ID {
	for g[id] != 0 && g[id] != id {
		id = g[id]
	}
	return id
}

func (g groups) join(a, b transcript.ID) {
	a, b = g.of(a), g.of(b)
	g[a], g[b] = a, a
}

// passages are the chunks that gain from a chunk's file what it has and its chunk has no more.
type passages map[transcript.ID][]transcript.ID

// passing finds which turns stand in another chunk than the one whose file has them.
func passing(doc *transcript.Document, files session.Files) passages {
	stood := files.Stood()
	out := passages{}
	pass := func(from, to transcript.ID) {
		if from != to && !slices.Contains(out[from], to) {
			out[from] = append(out[from], to)
		}
	}
	var were map[transcript.ID]*standing
	for _, id := range doc.Chunks() {
		if stood == nil {
			break
		}
		for _, turn := range doc.Order(id) {
			if at, known := stood[turn]; known {
				pass(at.Chunk, id)
				continue
			}
			// It may be a part of one.
			t, _ := doc.Turn(turn)
			if len(wordsOf(t)) < fewWords {
				continue
			}
			if were == nil {
				were = filed(doc, files)
			}
			if were[id].has(t) {
				continue
			}
			for from, was := range were {
				if was.has(t) {
					pass(from, id)
				}
			}
		}
	}
	return out
}

// filed are the turns of all files of an episode.
func filed(doc *transcript.Document, files session.Files) map[transcript.ID]*standing {
	out := map[transcript.ID]*standing{}
	for _, id := range doc.Chunks() {
		out[id] = standingIn(files.InFile(id).Turns)
	}
	for _, gone := range files.Gone() {
		out[gone.Chunk] = standingIn(chunkfile.Parse(gone.Bytes).Chunk().Turns)
	}
	return out
}

// together puts the planned files of an episode, from first on, into groups, and in the order in which they are written. Of
// some chunks only, those are held that cannot do without others.
func (p *plan) together(doc *transcript.Document, files session.Files, first int, some bool) {
	list := p.files[first:]
	at := map[transcript.ID]int{}
	for i, f := range list {
		at[f.Chunk] = i
		if f.takes != 0 {
			at[f.takes] = i
		}
	}
	g, pass := groups{}, passing(doc, files)
	for from, to := range pass {
		for _, id := range to {
			g.join(from, id)
		}
	}
	for _, f := range list {
		if f.onto != 0 {
			g.join(f.Chunk, f.onto)
		}
		if f.takes != 0 && g[f.takes] != 0 {
			g.join(f.Chunk, f.takes)
		}
	}
	for i := range list {
		f := &list[i]
		if g[f.Chunk] == 0 {
			continue
		}
		f.group = g.of(f.Chunk)
		if some && f.State != PlanSame && slices.ContainsFunc(doc.Chunks(), func(id transcript.ID) bool {
			_, planned := at[id]
			return !planned && g[id] != 0 && g.of(id) == f.group
		}) {
			f.State, f.Reason = PlanHeld, "Turns or names went from one file to the other, so they are written together: export the whole episode."
		}
	}
	held := map[transcript.ID]string{}
	for _, f := range list {
		if f.group != 0 && f.State == PlanHeld {
			held[f.group] = f.Title
		}
	}
	for i := range list {
		f := &list[i]
		if with := held[f.group]; with != "" && f.group != 0 && f.State != PlanHeld && f.State != PlanConflict && f.State != PlanSame {
			f.State, f.Reason = PlanHeld, togetherReason(with)
		}
	}
	for _, i := range writeOrder(list, at, pass) {
		p.order = append(p.order, first+i)
	}
}

// writeOrder are the places of files in the order in which they are written: one that gains comes before the one that
// loses, and those that are removed come last, so that at no time words stand in none.
func writeOrder(list []planned, at map[transcript.ID]int, pass passages) []int {
	var order []int
	seen := make([]bool, len(list))
	var visit func(i int)
	visit = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		for _, from := range []transcript.ID{list[i].Chunk, list[i].takes} {
			for _, to := range pass[from] {
				if k, planned := at[to]; planned {
					visit(k)
				}
			}
		}
		order = append(order, i)
	}
	for _, gone := range []bool{false, true} {
		for i, f := range list {
			if f.Gone == gone {
				visit(i)
			}
		}
	}
	return order
}
