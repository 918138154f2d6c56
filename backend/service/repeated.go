// This file knows texts that only repeat others: an exported transcript is no further part of the one that was cut.

package service

import (
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats/known"
	"stet/backend/transcript"
)

// leaveAgain leaves out files of which nearly all turns stand in a larger one: they are no further parts.
func (e *episodeText) leaveAgain() {
	files := e.files
	bySize := slices.Clone(files)
	slices.SortStableFunc(bySize, func(a, b read) int { return len(b.chunk.Turns) - len(a.chunk.Turns) })
	there, left := map[string]bool{}, map[string]bool{}
	for _, r := range bySize {
		if left[r.path] = repeats(there, r.chunk.Turns); left[r.path] {
			e.again = append(e.again, ProblemView{File: r.shown, Line: 1, Column: 1, Severity: string(chunkfile.Info), Code: "transcript.again",
				What: "It has the turns of another file once more, and is left out."})
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

// turnKeys are the turns of chunks.
func turnKeys(chunks []transcript.Chunk) map[string]bool {
	there := map[string]bool{}
	for _, c := range chunks {
		for _, t := range c.Turns {
			there[turnKey(t)] = true
		}
	}
	return there
}

// madeOf says that a text is called as an export calls it, and has only turns that stand in chunks: it was made of them, or
// says no more than they do.
func madeOf(r read, inChunks map[string]bool) bool {
	turns := r.chunk.Turns
	return strings.HasSuffix(strings.ToLower(r.path), known.TranscriptEnding()) && len(turns) > 0 &&
		standIn(inChunks, turns, turnKey) == len(turns)
}

// keysIn are the turns of the chunk files of each episode.
func keysIn(reads []read) map[string]map[string]bool {
	chunks := map[string][]transcript.Chunk{}
	for _, r := range reads {
		if r.err == nil && r.chunk.Matter.Form != transcript.NoMatter {
			chunks[r.id.key] = append(chunks[r.id.key], r.chunk)
		}
	}
	keys := map[string]map[string]bool{}
	for key, list := range chunks {
		keys[key] = turnKeys(list)
	}
	return keys
}
