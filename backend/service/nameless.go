// This file finds out of which episode a transcript is that does not say so in its name, where those of others are cut with it.

package service

import (
	"cmp"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
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

// put puts a file before the first of those that are there which begins later, if the clock runs on through these; else, and
// without a time, it comes last.
func (e *episodeText) put(r read) {
	files := slices.Clone(e.files)
	at := len(files)
	if begins, timed := beginsAt(r); timed && slices.IsSortedFunc(files, byBegin) {
		if i := slices.IndexFunc(files, func(f read) bool { start, ok := beginsAt(f); return ok && start > begins }); i >= 0 {
			at = i
		}
	}
	e.files, e.turns, e.at, e.joined = nil, nil, nil, nil
	for _, r := range slices.Insert(files, at, r) {
		e.append(r)
	}
}

func byBegin(a, b read) int {
	x, known := beginsAt(a)
	if y, told := beginsAt(b); known && told {
		return cmp.Compare(x, y)
	}
	return 0
}

// beginsAt is when the first turn with a time begins.
func beginsAt(r read) (timecode.Time, bool) {
	for _, t := range r.chunk.Turns {
		if t.Span == nil {
			continue
		}
		if at, err := t.Span.Start.At(timecode.Rate30); err == nil {
			return at, true
		}
	}
	return 0, false
}
