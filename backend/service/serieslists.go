// This file finds the list of a series that is kept by hand, beside its chunk files or above them. It takes none that is
// another series'.

package service

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"

	"stet/backend/session"
)

// seriesLists are what the chunk files of each series are called, without their endings: as a list names them.
type seriesLists map[string]map[string]bool

func newSeriesLists(rows []session.EpisodeRow) seriesLists {
	out := seriesLists{}
	for _, row := range rows {
		names := out[row.Episode.Series]
		if names == nil {
			names = map[string]bool{}
			out[row.Episode.Series] = names
		}
		for _, c := range row.Chunks {
			if c.Source != "" {
				names[strings.TrimSuffix(filepath.Base(c.Source), filepath.Ext(c.Source))] = true
			}
		}
	}
	return out
}

// keptIn tells the folder of the list of a series, whose episode has its files in a folder: where there is one already, there
// or in the series' own folder, which is above that of an episode; or up to two above, if it names a chunk of the series, or
// none at all. Else it is the series' own folder, and other is the list that stands above and is left alone; "" if none is.
func (l seriesLists) keptIn(folder, series string) func(name string) (dir, other string) {
	own := folder
	if base := filepath.Base(folder); counted.MatchString(base) || dated.MatchString(base) {
		own = filepath.Dir(folder)
	}
	return func(name string) (dir, other string) {
		dir = folder
		for range 3 {
			if path := filepath.Join(dir, name); isRegular(path) {
				if dir == folder || dir == own || l.names(path, series) {
					return dir, ""
				}
				other = cmp.Or(other, path)
			}
			if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
				break // a series is kept here
			}
			dir = filepath.Dir(dir)
		}
		return own, other
	}
}

// names says whether a list names a chunk of a series, or nothing yet.
func (l seriesLists) names(path, series string) bool {
	text, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	rows := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), "|") || strings.Trim(line, "|-: \r\t") == "" {
			continue
		}
		rows++
		for cell := range strings.SplitSeq(line, "|") {
			if l[series][strings.TrimSpace(cell)] {
				return true
			}
		}
	}
	return rows <= 1 // what columns are called
}
