// This file writes many episodes in other formats, one after the other. A file that holds all episodes of a series is
// written once, when each has been written into it.

package service

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/session"
	"stet/backend/transcript"
)

// FormatsNow writes episodes of the library in other formats, those with the keys or all for none, or tells what it would
// write. Verbs use it.
func FormatsNow(
	ctx context.Context, s *Service, keys []string, r FormatsOfFiles, progress func(what string, done, total int),
) ([]FormatsPlan, error) {
	all, err := s.Store.Library(ctx)
	if err != nil {
		return nil, sentence(err)
	}
	rows, err := r.of(all, keys)
	if err != nil {
		return nil, err
	}
	w := formatsRun{service: s, to: r.To, overwrite: r.Overwrite, dryRun: r.DryRun}
	lists := newSeriesLists(all)
	for _, row := range rows {
		if err := ctx.Err(); err != nil {
			return w.end(err)
		}
		leave, why, err := s.heldBack(ctx, row.ID, r.WithErrors)
		if err != nil {
			return w.end(err)
		}
		request := FormatsRequest{Episode: int64(row.ID), Formats: r.Formats, Leave: leave, To: r.To}
		if r.To == "" {
			request.To, err = s.folderOf(ctx, row.ID, "")
			var no *Error
			if errors.As(err, &no) && no.Code == CodeInvalid {
				held := FormatFile{Path: episodeTitle(row.Episode), State: PlanHeld, Reason: "No chunk of the episode has a file, so it is not known where other files are to stand. Say where: --to DIR.", Remarks: []FormatRemark{}}
				w.done = append(w.done, FormatsPlan{Files: []FormatFile{held}, Refused: why})
				continue
			}
			request.keptIn = lists.keptIn(request.To, row.Episode.Series)
		}
		var p *formatsPlan
		if err == nil {
			p, err = s.planFormats(ctx, request, w.old)
		}
		if err == nil {
			p.view.Refused = append(p.view.Refused, why...)
			err = w.take(ctx, s, p, progress)
		}
		if err != nil {
			return w.end(err)
		}
	}
	return w.end(nil)
}

// of are the episodes that are asked for: of a series or of all, those with the keys or all for none.
func (r FormatsOfFiles) of(rows []session.EpisodeRow, keys []string) ([]session.EpisodeRow, error) {
	if r.Series != "" {
		all := rows
		rows = slices.DeleteFunc(slices.Clone(rows), func(row session.EpisodeRow) bool { return row.Episode.Series != r.Series })
		if len(rows) == 0 {
			var names []string
			for _, row := range all {
				if name := "“" + row.Episode.Series + "”"; !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
			return nil, fail(CodeNotFound, nil, "There is no series “%s” in the library. There are %s.", r.Series, cmp.Or(strings.Join(names, ", "), "none"))
		}
	}
	if len(keys) == 0 {
		return rows, nil
	}
	for _, key := range keys {
		if !slices.ContainsFunc(rows, func(row session.EpisodeRow) bool { return row.Episode.Key == key }) {
			return nil, fail(CodeNotFound, nil, "There is no episode %s in the library, and no file of that name.", key)
		}
	}
	return slices.DeleteFunc(slices.Clone(rows), func(row session.EpisodeRow) bool { return !slices.Contains(keys, row.Episode.Key) }), nil
}

// formatsRun writes episodes one after the other, or goes through them as if it did: a file that holds all episodes of a
// series is then what those before made of it.
type formatsRun struct {
	// service is nil where files are in no library.
	service           *Service
	writers           []formats.Writer
	to                string
	overwrite, dryRun bool
	made              map[string]*madeFile
	// taken are the places of files that hold one episode alone, and which that is.
	taken map[string]claim
	// listed are the series of episodes in files that hold many, by the file and the episode's number.
	listed map[[2]string]string
	done   []FormatsPlan
}

// claim is an episode that has the place of a file.
type claim struct{ title, series string }

// madeFile is a file as it would be by now, and as it stands on the disk.
type madeFile struct {
	plannedFormat
	// told are what is said of it, an episode each, and of which those are, by the library's keys.
	told []*FormatFile
	of   map[string]string
}

// old is what stands at a place, or would by now.
func (w *formatsRun) old(path string) ([]byte, bool) {
	if f := w.made[path]; f != nil {
		return f.text, true
	}
	return nil, false
}

func (w *formatsRun) take(ctx context.Context, s *Service, p *formatsPlan, progress func(string, int, int)) error {
	var overwrite []int
	for i := range p.view.Files {
		f := &p.view.Files[i]
		if p.files[i].later = p.files[i].keeps; !p.files[i].keeps {
			w.alone(f, p.view.number, p.view.series)
		} else {
			w.once(f, p.view.number, p.view.series)
		}
		if f.State == PlanConflict && w.overwrite {
			overwrite = append(overwrite, i)
		}
	}
	v := p.view
	var err error
	if w.dryRun {
		for _, i := range overwrite {
			v.Files[i].State, v.Files[i].Reason = PlanChanged, ""
		}
	} else {
		v, err = p.write(ctx, s, overwrite, progress)
	}
	if err == nil {
		for i := range v.Files {
			if f := &v.Files[i]; p.files[i].keeps && (f.State == PlanNew || f.State == PlanChanged) {
				w.make(f, p.files[i])
				w.made[f.Path].of[p.ofKey(i)] = p.of
			}
		}
	}
	w.done = append(w.done, v)
	return err
}

// alone holds a file that would stand where one of another episode is to stand, or stands as it should.
func (w *formatsRun) alone(f *FormatFile, number, series string) {
	if w.taken == nil {
		w.taken = map[string]claim{}
	}
	title := episodeTitle(transcript.Episode{Key: number})
	other, there := w.taken[f.Path]
	switch {
	case !there:
		w.taken[f.Path] = claim{title, series}
	case other.series == series:
		f.State, f.Reason = PlanHeld, other.title+" of this series goes to the same place. Export "+title+" by itself, by its name, to another folder."
	default:
		f.State, f.Reason = PlanHeld, other.title+" of “"+other.series+"” goes to the same place. Write each series to a folder of its own."
	}
}

// once holds a file that holds many episodes where one of another series has the same number: neither is to be written into
// the other's place.
func (w *formatsRun) once(f *FormatFile, number, series string) {
	if f.State == PlanHeld {
		return
	}
	if w.listed == nil {
		w.listed = map[[2]string]string{}
	}
	key := [2]string{f.Path, number}
	if other, there := w.listed[key]; there && other != series {
		f.State, f.Reason = PlanHeld, inListAlready(episodeTitle(transcript.Episode{Key: number})+" of “"+other+"”")
		return
	}
	w.listed[key] = series
}

func (w *formatsRun) make(told *FormatFile, f plannedFormat) {
	if w.made == nil {
		w.made = map[string]*madeFile{}
	}
	m := w.made[told.Path]
	if m == nil {
		m = &madeFile{plannedFormat: f, of: map[string]string{}}
		w.made[told.Path] = m
	}
	m.text, m.told = f.text, append(m.told, told)
}

// end writes the files that hold many episodes, also when not all of them were gone through, and says what was done.
func (w *formatsRun) end(err error) ([]FormatsPlan, error) {
	if w.dryRun {
		return w.done, sentence(err)
	}
	for _, path := range slices.Sorted(maps.Keys(w.made)) {
		state, reason := w.made[path].write(path)
		if state == FileWritten && w.service != nil {
			// Who was stopped has written it all the same.
			if unknown := w.service.rememberOf(context.Background(), w.made[path].of); err == nil {
				err = unknown
			}
		}
		for _, f := range w.made[path].told {
			f.State, f.Reason = state, reason
		}
	}
	if err != nil {
		// What was not begun is not told of.
		for i := range w.done {
			w.done[i].Files = slices.DeleteFunc(w.done[i].Files, func(f FormatFile) bool { return f.State == PlanNew || f.State == PlanChanged })
		}
	}
	return w.done, sentence(err)
}
