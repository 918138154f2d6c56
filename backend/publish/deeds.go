package publish

import (
	"slices"
	"strconv"
	"strings"

	"stet/backend/transcript"
)

// This file says for the subject of a message what was done to all chunks.

// deed is something that was done: did, and prep to which chunks; where says it otherwise.
type deed struct {
	did, prep, where string
	chunks           []string
}

// said writes deeds as a sentence; the chunks of several in a row are named once. short counts them.
func said(deeds []deed, short bool) string {
	var out []string
	named := ""
	for _, d := range deeds {
		line := d.did
		if d.where != "" {
			line += " " + d.where
		} else if where := numbered(d.chunks); where != named || d.chunks[0] == "" {
			named = where
			if short && len(d.chunks) > 1 {
				where = strconv.Itoa(len(d.chunks)) + " chunks"
			}
			line += " " + d.prep + " " + where
		}
		out = append(out, line)
	}
	return strings.Join(out, ", ")
}

// deedsOf says what was done to chunks, the weightiest first.
func deedsOf(tales []tale) []deed {
	var made, gone, renumbered, renamed []string
	for _, t := range tales {
		switch {
		case t.Before == nil && t.from() == "":
			made = append(made, t.Number)
		case t.After == nil && t.to(tales) == "":
			gone = append(gone, t.Number)
		case t.renumbered():
			renumbered = append(renumbered, t.Number)
		case t.Renamed:
			renamed = append(renamed, t.Number)
		}
	}
	out := slices.Concat(splitDeeds(tales), joinDeeds(tales))
	for _, d := range []struct {
		did    string
		chunks []string
	}{{"add", made}, {"remove", gone}, {"renumber", renumbered}} {
		if len(d.chunks) > 0 {
			out = append(out, deed{did: d.did, where: numbered(d.chunks)})
		}
	}
	out = append(out, moveDeeds(tales)...)
	if len(renamed) > 0 {
		out = append(out, deed{did: "rename", where: numbered(renamed)})
	}
	turns := func(did, prep string, of func(tale) int) {
		d, n := deed{prep: prep}, 0
		for _, t := range tales {
			if more := of(t); more > 0 && t.Before != nil && t.After != nil {
				n += more
				d.chunks = append(d.chunks, t.Number)
			}
		}
		if d.did = did + " " + count(n, "turn"); n > 0 {
			out = append(out, d)
		}
	}
	turns("correct", "of", func(t tale) int { return len(t.corrected) })
	turns("add", "to", func(t tale) int { return len(t.came) })
	turns("delete", "from", func(t tale) int { return len(t.went) })
	out = append(out, fieldDeeds(tales)...)
	if len(out) == 0 {
		layout := deed{did: "change the layout", prep: "of"}
		for _, t := range tales {
			layout.chunks = append(layout.chunks, t.Number)
		}
		out = append(out, layout)
	}
	return out
}

// from is the number of the one chunk that all turns of a new one stood in; "" where there is none.
func (t tale) from() string {
	if t.Before != nil || len(t.came) > 0 || len(t.taken) != 1 {
		return ""
	}
	return t.taken[0].number
}

// to is the number of the one chunk that took all turns of one that is gone; "" where there is none.
func (t tale) to(tales []tale) string {
	if t.After != nil || len(t.went) > 0 || len(t.given) != 1 || tales[t.given[0].chunk].Before == nil {
		return ""
	}
	return t.given[0].number
}

// splitDeeds says which chunks new ones were split from.
func splitDeeds(tales []tale) []deed {
	var from []string
	for _, t := range tales {
		if was := t.from(); was != "" && !slices.Contains(from, was) {
			from = append(from, was)
		}
	}
	if len(from) == 0 {
		return nil
	}
	return []deed{{did: "split", where: numbered(from)}}
}

// joinDeeds says which chunks were joined with which.
func joinDeeds(tales []tale) (out []deed) {
	for _, t := range tales {
		if to := t.to(tales); to != "" {
			out = append(out, deed{did: "join", where: numbered([]string{t.Number}) + " to " + to})
		}
	}
	if len(out) > 1 {
		return []deed{{did: "join", where: count(len(out), "chunk") + " to others"}}
	}
	return out
}

// renumbered says that a chunk that stays has another number.
func (t tale) renumbered() bool {
	return t.Before != nil && t.After != nil && slices.ContainsFunc(t.fields, func(f field) bool { return f.key == "chunk" })
}

// moveDeeds says which turns went from one chunk that stays to another.
func moveDeeds(tales []tale) []deed {
	var out []deed
	all := 0
	for _, t := range tales {
		for _, m := range t.given {
			if to := tales[m.chunk]; t.After != nil && to.Before != nil {
				all += m.turns
				out = append(out, deed{did: "move " + count(m.turns, "turn"), where: "from " + numbered([]string{t.Number}) + " to " + to.Number})
			}
		}
	}
	if len(out) > 1 || len(out) == 1 && tales[0].Number == "" {
		return []deed{{did: "move " + count(all, "turn"), where: "between chunks"}}
	}
	return out
}

// fieldDeeds says what was done to fields; the same thing done to several chunks is said once.
func fieldDeeds(tales []tale) []deed {
	var out []deed
	changed := deed{prep: "of"}
	var keys []string
	for _, t := range tales {
		counted := false // chunks of several episodes have no numbers to be told apart by
		for _, f := range t.fields {
			did, prep := f.item()
			if did == "" {
				if t.renumbered() && (f.key == "chunk" || f.key == "slug" && t.Renamed) {
					continue // it is said already
				}
				if !slices.Contains(keys, f.key) {
					keys = append(keys, f.key)
				}
				if !counted {
					changed.chunks, counted = append(changed.chunks, t.Number), true
				}
				continue
			}
			at := slices.IndexFunc(out, func(d deed) bool { return d.did == did })
			if at < 0 {
				at = len(out)
				out = append(out, deed{did: did, prep: prep})
			}
			out[at].chunks = append(out[at].chunks, t.Number)
		}
	}
	if len(keys) > 0 {
		changed.did = "change " + listed(sorted(keys))
		out = append(out, changed)
	}
	return out
}

// field is a field that differs: with the items that came and went, if it is a list.
type field struct {
	key        string
	came, went []string
	// swapped are those that took the place of another, the old one first; added and removed are all others that came and went.
	swapped        [][2]string
	added, removed []string
}

func changedFields(was, is transcript.Matter) []field {
	if was.Form != is.Form || is.Form == transcript.RawMatter {
		if was.Form == is.Form && was.Raw == is.Raw {
			return nil
		}
		return []field{{key: "front matter"}}
	}
	var out []field
	seen := map[string]bool{}
	for _, f := range slices.Concat(is.Fields, was.Fields) {
		if seen[f.Key] {
			continue
		}
		seen[f.Key] = true
		old, now := named(was, f.Key), named(is, f.Key)
		if slices.EqualFunc(old, now, transcript.Field.Equal) {
			continue
		}
		d := field{key: strings.ReplaceAll(f.Key, "_", " ")}
		if len(old) == 1 && len(now) == 1 && old[0].Kind == transcript.ListField && now[0].Kind == transcript.ListField {
			d.compare(old[0].Items, now[0].Items)
		}
		out = append(out, d)
	}
	return out
}

func named(m transcript.Matter, key string) []transcript.Field {
	var out []transcript.Field
	for _, f := range m.Fields {
		if f.Key == key {
			out = append(out, f)
		}
	}
	return out
}

// compare finds out which items came and went. As many as went between two that stay, and came there, took their places.
func (f *field) compare(old, now []string) {
	went, came := without(old, now), without(now, old)
	for i := range max(len(went), len(came)) {
		var gone, new []string
		if i < len(went) {
			gone = went[i]
		}
		if i < len(came) {
			new = came[i]
		}
		f.came, f.went = append(f.came, new...), append(f.went, gone...)
		if len(gone) != len(new) {
			f.added, f.removed = append(f.added, new...), append(f.removed, gone...)
			continue
		}
		for k := range gone {
			f.swapped = append(f.swapped, [2]string{gone[k], new[k]})
		}
	}
}

// without are the items of one list that another has not, or has less often, by how many of those before them it has.
func without(items, other []string) [][]string {
	left := map[string]int{}
	for _, x := range other {
		left[x]++
	}
	out := make([][]string, 1)
	for _, x := range items {
		if left[x]--; left[x] < 0 {
			out[len(out)-1] = append(out[len(out)-1], x)
		} else {
			out = append(out, nil)
		}
	}
	return out
}

// each says item by item what was done to a list; nothing of any other field, nor of a list of which too many items are others.
func (f field) each() (out []string) {
	if did, _ := f.item(); did != "" {
		return []string{did}
	}
	noun := one[f.key]
	if noun == "" || len(f.swapped)+len(f.added)+len(f.removed) > mostLines {
		return nil
	}
	for _, x := range f.swapped {
		out = append(out, "replace "+noun+" "+oneLine(x[0])+" with "+oneLine(x[1]))
	}
	for _, x := range f.added {
		out = append(out, "add "+noun+" "+oneLine(x))
	}
	for _, x := range f.removed {
		out = append(out, "remove "+noun+" "+oneLine(x))
	}
	return out
}

// one is what an item of a list is called.
var one = map[string]string{"tags": "tag", "topic tags": "topic tag", "topics": "topic", "entities": "entity", "mentions": "mention", "speakers": "speaker", "participants": "participant"}

// derived are fields that follow the turns: nobody has to be told of them where the turns are told of.
var derived = []string{"timecode", "start time", "end time"}

// item says what was done to a list of which one item came or went, or another took its place, be it once or several times; "" of
// any other field.
func (f field) item() (did, prep string) {
	noun := one[f.key]
	came, went := len(slices.Compact(slices.Clone(f.came))), len(slices.Compact(slices.Clone(f.went)))
	switch {
	case noun != "" && came == 1 && went == 0:
		return "add " + noun + " " + oneLine(f.came[0]), "to"
	case noun != "" && came == 0 && went == 1:
		return "remove " + noun + " " + oneLine(f.went[0]), "from"
	case noun != "" && came == 1 && went == 1:
		return "replace " + noun + " " + oneLine(f.went[0]) + " with " + oneLine(f.came[0]), "in"
	}
	return "", ""
}

// sorted are keys with the derived ones last.
func sorted(keys []string) []string {
	slices.SortStableFunc(keys, func(a, b string) int { return rank(a) - rank(b) })
	return keys
}

func rank(key string) int {
	if slices.Contains(derived, key) {
		return 1
	}
	return 0
}
