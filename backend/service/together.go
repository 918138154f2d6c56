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
func togetherReason(with, what string) string {
	return "Turns or names went from one file to the other, so they are written together, and that of “" + with + "” " + what + "."
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
	if stood == nil {
		return out
	}
	pass := func(from, to transcript.ID) {
		if from != to && !slices.Contains(out[from], to) {
			out[from] = append(out[from], to)
		}
	}
	known := map[transcript.ID]map[int]bool{}
	var parts []transcript.Turn
	for _, id := range doc.Chunks() {
		c, _ := doc.Chunk(id)
		for _, t := range c.Turns {
			if at, ok := stood[t.ID]; ok {
				pass(at.Chunk, id)
				if known[at.Chunk] == nil {
					known[at.Chunk] = map[int]bool{}
				}
				known[at.Chunk][at.At] = true
			} else if len(wordsOf(t)) >= fewWords {
				parts = append(parts, t)
			}
		}
	}
	for from, turns := range filed(doc, files) {
		// A turn that was parted.
		if was := standingIn(turns); len(parts) > 0 {
			for _, t := range parts {
				if was.has(t) {
					home, _ := doc.Home(t.ID)
					pass(from, home)
				}
			}
		}
		// A turn that another file has, too, where an export was cut off.
		for i, was := range turns {
			if known[from][i] || was.Span == nil {
				continue
			}
			for _, id := range doc.Chunks() {
				c, _ := doc.Chunk(id)
				if slices.ContainsFunc(c.Turns, func(t transcript.Turn) bool { return transcript.SameSpan(t.Span, was.Span) }) {
					pass(from, id)
				}
			}
		}
	}
	return out
}

// filed are the turns of all files of an episode.
func filed(doc *transcript.Document, files session.Files) map[transcript.ID][]transcript.Turn {
	out := map[transcript.ID][]transcript.Turn{}
	for _, id := range doc.Chunks() {
		out[id] = files.InFile(id).Turns
	}
	for _, gone := range files.Gone() {
		out[gone.Chunk] = chunkfile.Parse(gone.Bytes).Chunk().Turns
	}
	return out
}

// cutOff stands in groups for what an export left that was cut off, and that is no chunk's.
const cutOff transcript.ID = -1

// key is what a file is called in groups.
func (f *planned) key() transcript.ID {
	if f.left {
		return cutOff
	}
	return f.Chunk
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
	adrift := slices.ContainsFunc(list, func(f planned) bool { return f.ours || f.left })
	for i := range list {
		f := &list[i]
		if f.onto != 0 {
			g.join(f.Chunk, f.onto)
		}
		if adrift && (f.ours || f.left || !f.onDisk && !f.Gone) {
			// An export was cut off: the words of a chunk that has no file may stand under the name of any of these.
			g.join(cutOff, cutOff)
			g.join(cutOff, f.key())
			f.moved = f.moved || f.State == PlanNew
			if some && f.State != PlanHeld {
				f.State, f.Reason = PlanHeld, "The last export was cut off: export the whole episode."
			}
		}
		if f.takes != 0 && g[f.takes] != 0 {
			g.join(f.Chunk, f.takes)
		}
	}
	for i := range list {
		f := &list[i]
		if g[f.key()] == 0 {
			continue
		}
		f.group = g.of(f.key())
		if some && f.State != PlanSame && slices.ContainsFunc(doc.Chunks(), func(id transcript.ID) bool {
			_, planned := at[id]
			return !planned && g[id] != 0 && g.of(id) == f.group
		}) {
			f.State, f.Reason = PlanHeld, "Turns or names went from one file to the other, so they are written together: export the whole episode."
		}
	}
	held := map[transcript.ID]planned{}
	for _, f := range list {
		if f.group != 0 && f.State == PlanHeld && !held[f.group].gated {
			held[f.group] = f
		}
	}
	for i := range list {
		f := &list[i]
		with, is := held[f.group]
		if !is || f.group == 0 || f.State == PlanHeld || f.State == PlanConflict && !with.gated || f.State == PlanSame {
			continue
		}
		what := "cannot be written"
		if with.gated {
			what = "is held back"
		}
		f.State, f.Reason, f.gated = PlanHeld, togetherReason(with.Title, what), with.gated
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
		unit := []int{i}
		for k, f := range list {
			// Names are handed on in one go.
			if k != i && list[i].moved && f.moved && f.group == list[i].group {
				unit = append(unit, k)
			}
		}
		for _, k := range unit {
			seen[k] = true
		}
		for _, k := range unit {
			for _, from := range []transcript.ID{list[k].Chunk, list[k].takes} {
				for _, to := range pass[from] {
					if k, planned := at[to]; planned {
						visit(k)
					}
				}
			}
		}
		order = append(order, unit...)
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
