// This file writes many episodes in other formats, one after the other. A file that holds all episodes of a series is
// written once, when each has been written into it.

package service

import (
	"context"
	"maps"
	"slices"

	"stet/backend/formats"
	"stet/backend/session"
)

// FormatsNow writes episodes of the library in other formats, those with the keys or all for none, or tells what it would
// write. Verbs use it.
func FormatsNow(
	ctx context.Context, s *Service, keys []string, r FormatsOfFiles, progress func(what string, done, total int),
) ([]FormatsPlan, error) {
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return nil, sentence(err)
	}
	for _, key := range keys {
		if !slices.ContainsFunc(rows, func(row session.EpisodeRow) bool { return row.Episode.Key == key }) {
			return nil, fail(CodeNotFound, nil, "There is no episode %s in the library, and no file of that name.", key)
		}
	}
	w := formatsRun{to: r.To, overwrite: r.Overwrite, dryRun: r.DryRun}
	for _, row := range rows {
		if len(keys) > 0 && !slices.Contains(keys, row.Episode.Key) {
			continue
		}
		var leave []LeaveOut
		var why []ProblemView
		if !r.WithErrors {
			if leave, why, err = s.heldBack(ctx, row.ID); err != nil {
				return w.end(err)
			}
		}
		p, err := s.planFormats(ctx, FormatsRequest{Episode: int64(row.ID), Formats: r.Formats, Leave: leave, To: r.To}, w.old)
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

// formatsRun writes episodes one after the other, or goes through them as if it did: a file that holds all episodes of a
// series is then what those before made of it.
type formatsRun struct {
	writers           []formats.Writer
	to                string
	overwrite, dryRun bool
	made              map[string]*madeFile
	// taken are the places of files that hold one episode alone.
	taken map[string]bool
	done  []FormatsPlan
}

// madeFile is a file as it would be by now, and as it stands on the disk.
type madeFile struct {
	plannedFormat
	// told are what is said of it, an episode each.
	told []*FormatFile
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
			w.alone(f)
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
			if f := &v.Files[i]; f.State == PlanNew || f.State == PlanChanged {
				w.make(f, p.files[i])
			}
		}
	}
	w.done = append(w.done, v)
	return err
}

// alone holds a file that would stand where one of another episode is to stand, or stands as it should.
func (w *formatsRun) alone(f *FormatFile) {
	if w.taken == nil {
		w.taken = map[string]bool{}
	}
	if w.taken[f.Path] {
		f.State, f.Reason = PlanHeld, "The file of another episode goes to the same place. Write each series to a folder of its own."
	}
	w.taken[f.Path] = true
}

func (w *formatsRun) make(told *FormatFile, f plannedFormat) {
	if w.made == nil {
		w.made = map[string]*madeFile{}
	}
	m := w.made[told.Path]
	if m == nil {
		m = &madeFile{plannedFormat: f}
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
