package publish

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file says of each chunk how its file differs, for the body of a message.

// tale is what a change did to a chunk, as its file has it.
type tale struct {
	Change
	corrected  []pair
	came, went []transcript.Turn
	// taken are turns that stood in another chunk, given those that stand in another now.
	taken, given []moved
	fields       []field
}

// pair is a turn as it was and as it is.
type pair struct{ old, now transcript.Turn }

// moved are how many turns went between a chunk and another one: its place among the tales, and its number.
type moved struct {
	chunk  int
	number string
	turns  int
}

// talesOf compares what changes had and have, in the order of episodes and chunks.
func talesOf(changes []Change) []tale {
	tales := make([]tale, len(changes))
	for i, c := range changes {
		tales[i].Change = c
	}
	first := map[string]int{}
	for i, c := range changes {
		if _, known := first[c.Episode]; !known {
			first[c.Episode] = i
		}
	}
	slices.SortStableFunc(tales, func(a, b tale) int {
		return cmp.Or(first[a.Episode]-first[b.Episode], valueOf(a.Number)-valueOf(b.Number))
	})
	for i := range tales {
		t := &tales[i]
		var old, now transcript.Chunk
		if t.Before != nil {
			old = *t.Before
		}
		if t.After != nil {
			now = *t.After
		}
		for _, p := range transcript.Align(old.Turns, now.Turns) {
			switch {
			case p.Old < 0:
				t.came = append(t.came, now.Turns[p.New])
			case p.New < 0:
				t.went = append(t.went, old.Turns[p.Old])
			case !transcript.SameTurn(old.Turns[p.Old], now.Turns[p.New]):
				t.corrected = append(t.corrected, pair{old.Turns[p.Old], now.Turns[p.New]})
			}
		}
		if t.Before != nil && t.After != nil {
			t.fields = changedFields(old.Matter, now.Matter)
		}
	}
	findMoved(tales)
	return tales
}

// findMoved finds turns that went from one chunk and came to another of its episode: they were neither added nor deleted.
func findMoved(tales []tale) {
	type place struct{ chunk, at int }
	left := map[string][]place{}
	for i, t := range tales {
		for k, turn := range t.went {
			key := turnKey(t, turn)
			left[key] = append(left[key], place{i, k})
		}
	}
	gone := map[place]bool{}
	for i := range tales {
		to := &tales[i]
		to.came = slices.DeleteFunc(to.came, func(now transcript.Turn) bool {
			key := turnKey(*to, now)
			from := slices.IndexFunc(left[key], func(p place) bool { return p.chunk != i })
			if key == "" || from < 0 {
				return false
			}
			p := left[key][from]
			left[key] = slices.Delete(left[key], from, from+1)
			gone[p] = true
			if old := tales[p.chunk].went[p.at]; !transcript.SameTurn(old, now) {
				to.corrected = append(to.corrected, pair{old, now})
			}
			to.taken, tales[p.chunk].given = counted(to.taken, tales, p.chunk), counted(tales[p.chunk].given, tales, i)
			return true
		})
	}
	for i := range tales {
		var went []transcript.Turn
		for k, turn := range tales[i].went {
			if !gone[place{i, k}] {
				went = append(went, turn)
			}
		}
		tales[i].went = went
	}
}

// turnKey is what makes turns of two chunks the same: their time, or the words of those without one; "" of none.
func turnKey(t tale, turn transcript.Turn) string {
	if turn.Span != nil {
		return fmt.Sprintf("%s\x00%s %s", t.Episode, turn.Span.Start, turn.Span.End)
	}
	if words := strings.Join(transcript.Canonical(turn.Paragraphs), "\n"); words != "" {
		return t.Episode + "\x01" + words
	}
	return ""
}

// counted counts one turn more that went between a chunk and the one at a place.
func counted(list []moved, tales []tale, chunk int) []moved {
	at := slices.IndexFunc(list, func(m moved) bool { return m.chunk == chunk })
	if at < 0 {
		return append(list, moved{chunk, tales[chunk].Number, 1})
	}
	list[at].turns++
	return list
}
