package service

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// This file finds the series of files that name none, in a folder in which none does, as the transcripts beside the folder of
// an episode's chunks are: the one that all others in the folder around them name.

// namedIn are the series that the files of folders name, by the folders.
type namedIn map[string]string

// around is the one series that all below a folder name; "" if none does, or some name another one.
func (n namedIn) around(folder string) string {
	series := ""
	for dir, of := range n {
		if !liesIn(dir, folder) {
			continue
		}
		if series != "" && of != series {
			return ""
		}
		series = of
	}
	return series
}

// namesNoSeries says that there are transcripts among the files of a folder, and that none of them names a series.
func namesNoSeries(reads []read) bool {
	some := false
	for _, r := range reads {
		if r.err == nil && isTranscript(r.chunk) {
			if r.id.series != "" {
				return false
			}
			some = true
		}
	}
	return some
}

// showOf is the folder of a file's show: the one that it lies in, or around one such as subtitles or ep07, if that was asked for.
func showOf(f found) string {
	dir := filepath.Dir(f.path)
	for range strings.Count(f.below, "/") {
		if name := filepath.Base(dir); !kindOnly.MatchString(name) && !counted.MatchString(name) && !dated.MatchString(name) {
			break
		}
		dir = filepath.Dir(dir)
	}
	return dir
}

// namedBeside are the series of the folders whose files come as they are, as far as some files of each tell.
func namedBeside(beside map[string][]found) namedIn {
	const files, folders = 3, 40
	n := namedIn{}
	for _, dir := range slices.Sorted(maps.Keys(beside)) {
		var ids []identity
		for _, f := range beside[dir][:min(len(beside[dir]), files)] {
			if r := readFile(f); r.err == nil && isTranscript(r.chunk) {
				ids = append(ids, r.id)
			}
		}
		if series := commonSeries(ids); series != "" {
			n[dir] = series
		}
		if len(n) == folders {
			break
		}
	}
	return n
}
