// This file shows and writes the files of an export in other formats, after the chunk files: an episode's at a time, made
// again as they were listed or not at all.

package service

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/session"
)

// again makes some files of an episode as they were listed; with no formats it only finds out whether it could.
func (e otherEpisode) again(ctx context.Context, s *Service, formats []string) (*formatsPlan, error) {
	r := e.request
	if r.Formats = formats; len(formats) == 0 {
		o, err := s.outgoing(ctx, session.EpisodeID(r.Episode), r.Leave)
		if err == nil && o.episode.Sum() != e.sum {
			err = errOtherNow
		}
		return &formatsPlan{}, err
	}
	p, err := s.planFormats(ctx, r, nothingYet)
	if err == nil && p.episode.Sum() != e.sum {
		err = errOtherNow
	}
	return p, err
}

// errOtherNow says that a list of files was made of what is no more.
var errOtherNow = fail(CodeConflict, nil, "The transcript has changed since this list was made. Make it again.")

// is says whether a file that was made again, and what stands in its place, are those that were listed.
func (l listedFile) is(f plannedFormat) error {
	switch {
	case sumOf(f.disk) != l.disk:
		return errOvertaken
	case sumOf(f.text) != l.text:
		return errOtherNow
	}
	return nil
}

// mostNewLines is how much of a long new file is shown.
const mostNewLines = 300

// otherDiff compares what stands on the disk with what would be written in another format.
func (s *Service) otherDiff(p *plan, index int) (DiffView, error) {
	path := p.files[index].Path
	if p.files[index].State == PlanHeld {
		return DiffView{}, fail(CodeInvalid, nil, "%s", p.files[index].Reason)
	}
	f, err := s.otherFile(p, index)
	switch {
	case err != nil:
		return DiffView{}, sentence(err)
	case f.binary:
		return DiffView{Path: path, Lines: []DiffLine{}}, nil
	case f.disk != nil:
		return diffView(path, f.disk, f.text), nil
	}
	lines := bytes.Count(f.text, []byte("\n"))
	text := f.text
	if lines > mostNewLines {
		at := 0
		for range mostNewLines {
			at += bytes.IndexByte(text[at:], '\n') + 1
		}
		text = text[:at]
	}
	v := diffView(path, nil, text)
	v.More = max(0, lines-mostNewLines)
	return v, nil
}

// otherFile is what is to stand at a place among the plan's files.
func (s *Service) otherFile(p *plan, index int) (plannedFormat, error) {
	if m := p.others.run.made[p.files[index].Path]; m != nil {
		return m.plannedFormat, nil
	}
	for _, e := range p.others.of {
		for _, l := range e.files {
			if l.at != index {
				continue
			}
			made, err := e.again(s.ctx, s, []string{l.format})
			if err == nil {
				err = l.is(made.files[0])
			}
			if err != nil {
				return plannedFormat{}, err
			}
			return made.files[0], nil
		}
	}
	return plannedFormat{}, nil
}

// exportOthers writes the files in other formats, after the chunk files.
func (s *Service) exportOthers(ctx context.Context, p *plan, overwrite []int, v *ExportView, told *telling, progress func(string, int, int)) error {
	goes := func(at int) bool {
		state := p.files[at].State
		return state == PlanNew || state == PlanChanged || state == PlanConflict && slices.Contains(overwrite, at)
	}
	for _, e := range p.others.of {
		err := s.exportOther(ctx, p, e, goes, v, progress)
		var no *Error
		if errors.As(err, &no) && no.Code == CodeConflict {
			// The chunk files stand, and are to be told of.
			for _, l := range e.files {
				if f := &v.Files[l.at]; f.State != PlanHeld {
					f.State, f.Reason = PlanConflict, no.Message
				}
			}
			continue
		}
		for _, l := range e.files {
			if !l.shared {
				p.became(v, told, l.at)
			}
		}
		if err != nil {
			return err
		}
	}
	for _, at := range slices.Sorted(maps.Values(p.others.shared)) {
		f := &v.Files[at]
		if m := p.others.run.made[f.Path]; m != nil && (f.State == PlanNew || f.State == PlanChanged) {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress("Writing "+filepath.Base(f.Path), at, len(p.files))
			if f.State, f.Reason = m.write(f.Path); f.State == FileWritten {
				if err := s.rememberOf(context.WithoutCancel(ctx), m.of); err != nil {
					return err
				}
			}
		}
		p.became(v, told, at)
	}
	return nil
}

// exportOther writes an episode's own files, those that go.
func (s *Service) exportOther(ctx context.Context, p *plan, e otherEpisode, goes func(at int) bool, v *ExportView, progress func(string, int, int)) error {
	var own []listedFile
	var formats []string
	any := false
	for _, l := range e.files {
		if !goes(l.at) {
			continue
		}
		if any = true; !l.shared {
			own, formats = append(own, l), append(formats, l.format)
		}
	}
	if !any {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	made, err := e.again(ctx, s, formats)
	if err != nil {
		return err
	}
	for i, l := range own {
		if err := ctx.Err(); err != nil {
			return err
		}
		f := &v.Files[l.at]
		progress("Writing "+filepath.Base(f.Path), l.at, len(p.files))
		if err := l.is(made.files[i]); err != nil {
			f.State, f.Reason = PlanConflict, err.Error()
			continue
		}
		written := FormatFile{Path: f.Path}
		if err := made.put(ctx, s, &written, made.files[i]); err != nil {
			return err
		}
		f.State, f.Reason = written.State, written.Reason
	}
	return nil
}

// became tells of a file in another format what became of it.
func (p *plan) became(v *ExportView, told *telling, at int) {
	switch v.Files[at].State {
	case FileWritten:
		v.Written++
		name := filepath.Base(v.Files[at].Path)
		if without := p.files[at].Without; len(without) > 0 {
			name += " (without " + strings.Join(without, ", ") + ")"
		}
		told.besides = append(told.besides, name)
	case PlanSame:
		v.Same++
	}
}
