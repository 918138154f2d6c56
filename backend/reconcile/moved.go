package reconcile

import (
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file finds turns that another program moved from one file of an episode to another: files that were parted or joined,
// and boundaries that were moved. A turn counts as moved only if it went here and came there with the same words.

// File is a chunk as its file was and as it is now. One that is gone has no turns now, and a new one had none.
type File struct {
	Chunk     transcript.ID
	Base, Now []transcript.Turn
}

// Stand is a turn of the base of one of the files.
type Stand struct{ File, Turn int }

// Moved tells of each file which turns of all bases it is to start from, in order: its own, without those that another file
// has now, and with those that it has now of others.
func Moved(files []File) [][]Stand {
	out := make([][]Stand, len(files))
	free := map[string][]Stand{}
	came := make([]map[int]Stand, len(files)) // which turn of a base a turn is now
	for f, x := range files {
		came[f] = map[int]Stand{}
		paired := map[int]bool{}
		for _, p := range Pairs(x.Base, x.Now) {
			paired[p.Old], came[f][p.New] = true, Stand{f, p.Old}
		}
		for i, t := range x.Base {
			out[f] = append(out[f], Stand{f, i})
			if !paired[i] && MovedKey(t) != "" {
				free[MovedKey(t)] = append(free[MovedKey(t)], Stand{f, i})
			}
		}
	}
	for f, x := range files {
		for j, t := range x.Now {
			if _, known := came[f][j]; known {
				continue
			}
			from := slices.IndexFunc(free[MovedKey(t)], func(s Stand) bool { return s.File != f })
			if from < 0 {
				continue
			}
			s := free[MovedKey(t)][from]
			free[MovedKey(t)] = slices.Delete(slices.Clone(free[MovedKey(t)]), from, from+1)
			out[s.File] = slices.DeleteFunc(out[s.File], func(o Stand) bool { return o == s })
			at := 0
			for k := j - 1; k >= 0; k-- {
				if before, known := came[f][k]; known {
					at = slices.Index(out[f], before) + 1
					break
				}
			}
			out[f], came[f][j] = slices.Insert(out[f], at, s), s
		}
	}
	return out
}

// MovedKey is what a turn is known by in another file: its words, whoever is said to have said them, and when.
func MovedKey(t transcript.Turn) string { return strings.Join(words(t), " ") }
