// This file finds which series and episode transcripts become, before they are taken in, and how they begin. What somebody
// says then holds.

package service

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"stet/backend/session"
	"stet/backend/transcript"
)

// Called is what somebody says that a file is of. What is "" follows from the file.
type Called struct {
	// File is the path as it was asked for.
	File    string `json:"file"`
	Series  string `json:"series"`
	Episode string `json:"episode"`
}

// call lets a file be of what somebody says.
func (r *read) call(called map[string]Called) {
	c := called[r.shown]
	r.id.series = cmp.Or(strings.Join(strings.Fields(c.Series), " "), r.id.series)
	key := strings.Join(strings.Fields(c.Episode), " ")
	if isNumber(key) {
		key = trimZeros(key)
	}
	r.id.key = cmp.Or(key, r.id.key)
}

func calledByFile(list []Called) map[string]Called {
	out := map[string]Called{}
	for _, c := range list {
		out[c.File] = c
	}
	return out
}

// OpeningView is one of the turns that a transcript begins with.
type OpeningView struct {
	Start   string `json:"start"`
	Speaker string `json:"speaker"`
	Words   string `json:"words"`
}

// How much of a transcript is shown before it comes.
const (
	openingTurns = 3
	openingWords = 40
)

func openingOf(c transcript.Chunk) []OpeningView {
	out := []OpeningView{}
	for _, t := range c.Turns[:min(len(c.Turns), openingTurns)] {
		words := strings.Fields(strings.Join(t.Paragraphs, " "))
		v := OpeningView{Speaker: t.Label(), Words: strings.Join(words[:min(len(words), openingWords)], " ")}
		if len(words) > openingWords {
			v.Words += " …"
		}
		if t.Span != nil {
			v.Start = t.Span.Start.String()
		}
		out = append(out, v)
	}
	return out
}

// placeIncoming tells of transcripts which episode they become. Where neither they nor the files beside them name a series,
// it is what the library has of their folder, or what those in the folder around it name, or what its profile allows, or the
// only one in the library.
func (s *Service) placeIncoming(ctx context.Context, files []incomingFile, beside map[string][]found) error {
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return err
	}
	sample, err := filepath.Abs(s.SampleDir)
	if err != nil {
		return err
	}
	only := onlyOf(rows, sample)
	named := map[string]string{}
	around := sync.OnceValue(func() namedIn { return namedBeside(beside) })
	for i := range files {
		f := &files[i]
		if f.view.Problem != nil {
			continue
		}
		dir := filepath.Dir(f.path)
		series, asked := named[dir]
		if !asked {
			if series = cmp.Or(seriesBeside(dir, files, beside[dir]), seriesIn(rows, dir)); series == "" {
				series = cmp.Or(around().around(showOf(f.found)), allowedIn(dir))
			}
			named[dir] = series
		}
		if f.named {
			series = cmp.Or(series, only)
		}
		e := f.id.settle(f.path, series)
		f.view.Series, f.view.Episode, f.view.Opening = e.Series, e.Key, openingOf(f.chunk)
	}
	return nil
}

// besideRead is how many files beside a transcript are asked for their series at most.
const besideRead = 40

// seriesBeside is the series that the files of a folder name which come together.
func seriesBeside(dir string, files []incomingFile, others []found) string {
	var ids []identity
	for _, f := range files {
		if filepath.Dir(f.path) == dir && f.view.Problem == nil {
			ids = append(ids, f.id)
		}
	}
	for _, f := range others[:min(len(others), besideRead)] {
		if r := readFile(f); r.err == nil && isTranscript(r.chunk) {
			ids = append(ids, r.id)
		}
	}
	return commonSeries(ids)
}

// seriesIn is the series that a library has of the files in a folder; "" if it has none.
func seriesIn(rows []session.EpisodeRow, dir string) string {
	for _, row := range rows {
		if slices.ContainsFunc(row.Chunks, func(c session.ChunkRow) bool { return c.Source != "" && filepath.Dir(c.Source) == dir }) {
			return row.Episode.Series
		}
	}
	return ""
}

// allowedIn is the series that the profile of a folder allows, if it is but one. What is wrong with a profile is told where it
// is used.
func allowedIn(dir string) string {
	p, err := profileAbove(dir)
	if err != nil {
		return ""
	}
	return onlySeries(p)
}

// onlyOf is the series of a library that has but one, besides that of the sample in its folder; else "".
func onlyOf(rows []session.EpisodeRow, sample string) string {
	var series []string
	for _, row := range rows {
		of := row.Episode.Series
		if len(row.Chunks) > 0 && filepath.Dir(row.Chunks[0].Source) != sample && !slices.Contains(series, of) {
			series = append(series, of)
		}
	}
	if len(series) != 1 {
		return ""
	}
	return series[0]
}
