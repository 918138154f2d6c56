// This file knows texts that only repeat others: an exported transcript is no further part of the one that was cut.

package service

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats/known"
	"stet/backend/transcript"
)

// leaveAgain leaves out files of which nearly all turns stand in a larger one: they are no further parts.
func (e *episodeText) leaveAgain() {
	files := e.files
	if len(files) < 2 {
		return
	}
	there, left, said := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, r := range bySize(files) {
		if left[r.path] = repeats(there, r.chunk.Turns); left[r.path] {
			e.again = append(e.again, leftOut(r, said))
			continue
		}
		for _, t := range r.chunk.Turns {
			said[saidKey(t)] = true
		}
	}
	if len(e.again) == 0 {
		return
	}
	e.files, e.turns, e.at, e.joined = nil, nil, nil, nil
	for _, r := range files {
		if !left[r.path] {
			e.append(r)
		}
	}
}

// bySize are files, those with most turns first.
func bySize(files []read) []read {
	out := slices.Clone(files)
	slices.SortStableFunc(out, func(a, b read) int { return len(b.chunk.Turns) - len(a.chunk.Turns) })
	return out
}

// leftOut tells of a file that is left out, and how many of its turns none of those that are taken has as it has them: said
// are theirs. What an export made is expected to have others by then.
func leftOut(r read, said map[string]bool) ProblemView {
	p := ProblemView{File: r.shown, Line: 1, Column: 1, Severity: string(chunkfile.Info), Code: "transcript.again",
		What: "It has the turns of another file once more, and is left out."}
	if other := len(r.chunk.Turns) - standIn(said, r.chunk.Turns, saidKey); other > 0 {
		p.What = fmt.Sprintf("It has the turns of another file once more, %d of them otherwise, and is left out. If it is the one that counts, name it alone.", other)
		if !asExported(r.path) {
			p.Severity = string(chunkfile.Warn)
		}
	}
	return p
}

// repeats says whether nearly all of some turns are there already; if not, they are from then on.
func repeats(there map[string]bool, turns []transcript.Turn) bool {
	if len(turns) > 0 && 10*standIn(there, turns, partKey) >= 8*len(turns) {
		return true
	}
	for _, t := range turns {
		there[partKey(t)] = true
	}
	return false
}

// standIn counts the turns that are there, by what a turn is known again by.
func standIn(there map[string]bool, turns []transcript.Turn, key func(transcript.Turn) string) int {
	n := 0
	for _, t := range turns {
		if there[key(t)] {
			n++
		}
	}
	return n
}

// partKey knows a turn again. Parts may each count from the beginning, so that their times alone tell nothing.
func partKey(t transcript.Turn) string {
	words := wordsOf(t)
	return turnKey(t) + "\n" + strings.Join(words[:min(3, len(words))], " ")
}

// saidKey knows a turn again that says the same.
func saidKey(t transcript.Turn) string { return turnKey(t) + "\n" + saidIn(t) }

// turnKeys are what turns are known again by.
func turnKeys(turns []transcript.Turn) map[string]bool {
	there := map[string]bool{}
	for _, t := range turns {
		there[turnKey(t)] = true
	}
	return there
}

// madeOf says that a text is called as an export calls it, and has only turns that stand in chunks: it was made of them, or
// says no more than they do.
func madeOf(r read, inChunks map[string]bool) bool {
	turns := r.chunk.Turns
	return asExported(r.path) && len(turns) > 0 && standIn(inChunks, turns, turnKey) == len(turns)
}

// asExported says that a text is called as an export calls it.
func asExported(path string) bool {
	return strings.HasSuffix(strings.ToLower(path), known.TranscriptEnding())
}

// keysIn are the turns of the chunk files of each episode.
func keysIn(reads []read) map[string]map[string]bool {
	turns := map[string][]transcript.Turn{}
	for _, r := range reads {
		if r.err == nil && r.chunk.Matter.Form != transcript.NoMatter {
			turns[r.id.key] = append(turns[r.id.key], r.chunk.Turns...)
		}
	}
	keys := map[string]map[string]bool{}
	for key, list := range turns {
		keys[key] = turnKeys(list)
	}
	return keys
}
