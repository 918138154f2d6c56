package reconcile

import (
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file finds turns that another program moved from one file of an episode to another: files that were parted or joined,
// and boundaries that were moved. A turn counts as moved only if it went here and came there with the same words, or at the same
// time with most of them.

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
	m := moving{files, make([][]Stand, len(files)), make([]map[int]Stand, len(files))}
	free := map[string][]Stand{}
	for f, x := range files {
		m.came[f] = map[int]Stand{}
		paired := map[int]bool{}
		for _, p := range Pairs(x.Base, x.Now) {
			paired[p.Old], m.came[f][p.New] = true, Stand{f, p.Old}
		}
		for i, t := range x.Base {
			m.out[f] = append(m.out[f], Stand{f, i})
			if !paired[i] && MovedKey(t) != "" {
				free[MovedKey(t)] = append(free[MovedKey(t)], Stand{f, i})
			}
		}
	}
	m.each(func(f int, t transcript.Turn) (Stand, bool) {
		return take(free, MovedKey(t), func(s Stand) bool { return s.File != f })
	})
	left := map[string][]Stand{}
	for _, list := range free {
		for _, s := range list {
			if t := files[s.File].Base[s.Turn]; t.Span != nil {
				left[t.Span.Start.String()] = append(left[t.Span.Start.String()], s)
			}
		}
	}
	m.each(func(f int, t transcript.Turn) (Stand, bool) {
		if t.Span == nil {
			return Stand{}, false
		}
		return take(left, t.Span.Start.String(), func(s Stand) bool {
			was := files[s.File].Base[s.Turn]
			return s.File != f && transcript.SameSpan(was.Span, t.Span) && SameWords(was, t)
		})
	})
	return m.out
}

// take takes the first of those that are known by a key and fit, so that nobody else has it.
func take(from map[string][]Stand, key string, fits func(Stand) bool) (Stand, bool) {
	at := slices.IndexFunc(from[key], fits)
	if at < 0 {
		return Stand{}, false
	}
	s := from[key][at]
	from[key] = slices.Delete(from[key], at, at+1)
	return s, true
}

// moving is how the turns of files went.
type moving struct {
	files []File
	// out are the turns of the bases in their files, came says which of them a turn is now.
	out  [][]Stand
	came []map[int]Stand
}

// each looks for where the turns came from that no file had at their place, as find tells.
func (m *moving) each(find func(file int, t transcript.Turn) (Stand, bool)) {
	for f, x := range m.files {
		for j, t := range x.Now {
			if _, known := m.came[f][j]; known {
				continue
			}
			s, found := find(f, t)
			if !found {
				continue
			}
			m.out[s.File] = slices.DeleteFunc(m.out[s.File], func(o Stand) bool { return o == s })
			at := 0
			for k := j - 1; k >= 0; k-- {
				if before, known := m.came[f][k]; known {
					at = slices.Index(m.out[f], before) + 1
					break
				}
			}
			m.out[f], m.came[f][j] = slices.Insert(m.out[f], at, s), s
		}
	}
}

// MovedKey is what a turn is known by in another file: its words, whoever is said to have said them, and when.
func MovedKey(t transcript.Turn) string { return strings.Join(words(t), " ") }
