// This file finds out of which episode a transcript is that does not say so in its name, where those of others are cut with it.

package service

import (
	"cmp"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

// leadKey is the episode that the first line of a transcript names, such as “Episode 8”; "" if it names none.
func leadKey(c transcript.Chunk) string {
	for _, line := range c.Lead {
		if m := counted.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			return m[1]
		}
	}
	return ""
}

// withNameless puts transcripts whose names do not say it to the episode that their first lines name, and else to the only
// other one, which is told.
func withNameless(list []*episodeText) []*episodeText {
	at := slices.IndexFunc(list, func(e *episodeText) bool { return e.key == "" })
	if at < 0 || len(list) == 1 {
		return list
	}
	nameless, out := list[at], slices.Delete(slices.Clone(list), at, at+1)
	others := len(out)
	for _, r := range nameless.files {
		key := leadKey(r.chunk)
		to := slices.IndexFunc(out, func(e *episodeText) bool { return e.key == key })
		if to < 0 && key == "" && others == 1 {
			to = 0
			out[0].told = append(out[0].told, ProblemView{
				File: r.shown, Line: 1, Column: 1, Severity: string(chunkfile.Info), Code: "transcript.nameless",
				What: "Neither its name nor its first line says which episode it is of. It is taken for a part of episode " + out[0].key + ".",
			})
		}
		if to < 0 {
			to = len(out)
			out = append(out, &episodeText{key: key})
		}
		out[to].put(r)
	}
	return out
}

// put puts a file among those that are there, where its times belong.
func (e *episodeText) put(r read) {
	files := append(slices.Clone(e.files), r)
	slices.SortStableFunc(files, func(a, b read) int { return cmp.Compare(beginsAt(a), beginsAt(b)) })
	e.files, e.turns, e.at, e.joined = nil, nil, nil, nil
	for _, r := range files {
		e.append(r)
	}
}

// beginsAt is when the first turn with a time begins, to compare; "" where none has one.
func beginsAt(r read) string {
	for _, t := range r.chunk.Turns {
		if t.Span != nil {
			return t.Span.Start.String()
		}
	}
	return ""
}
