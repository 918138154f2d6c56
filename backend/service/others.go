// This file puts files in other formats beside the chunk files of an export: in one list, held to the same gate, and
// written after them. What a format makes of an episode, the formats know.

package service

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/session"
	"stet/backend/transcript"
)

// planOthers adds the files of an episode in other formats, beside where its chunk files are to stand. A chunk that is held
// back is in none of them.
func (s *Service) planOthers(ctx context.Context, p *plan, r ExportRequest) error {
	folder, err := s.folderOf(ctx, session.EpisodeID(r.Episode), p.view.To)
	if err != nil {
		return err
	}
	p.others, err = s.planFormats(ctx, FormatsRequest{Episode: r.Episode, Formats: r.Formats, Leave: p.view.Leave, To: folder}, nothingYet)
	if err != nil {
		return err
	}
	without := []string{}
	for _, l := range p.others.episode.Left {
		if slices.ContainsFunc(p.view.Leave, func(x LeaveOut) bool { return x.Chunk == l.Chunk }) {
			without = append(without, l.Number)
		}
	}
	p.firstOther = len(p.files)
	for _, f := range p.others.view.Files {
		p.files = append(p.files, planned{PlanFile: PlanFile{
			Format: f.Format, Episode: r.Episode, Title: filepath.Base(f.Path), Path: f.Path, State: f.State, Reason: f.Reason,
			Added: f.Added, Removed: f.Removed, Before: f.Before, After: f.After, Count: f.Count, Of: f.Of, Without: without, Remarks: f.Remarks,
		}})
	}
	return nil
}

// folderOf is where the files of an episode stand that are made of all its chunks: beside its first chunk's.
func (s *Service) folderOf(ctx context.Context, id session.EpisodeID, to string) (string, error) {
	folder := to
	err := s.open.with(ctx, id, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, files session.Files) {
			for _, chunk := range doc.Chunks() {
				src := files.Source(chunk)
				if src.Path == "" {
					continue
				}
				folder = filepath.Dir(src.Path)
				if to != "" {
					folder = to
					if below := filepath.Dir(filepath.FromSlash(src.Below)); filepath.IsLocal(below) {
						folder = filepath.Join(to, below)
					}
				}
				return
			}
		})
		return nil
	})
	if err == nil && folder == "" {
		err = fail(CodeInvalid, nil, "No chunk of the episode has a file, so it is not known where other files are to stand. Choose a folder.")
	}
	return folder, err
}

// mostNewLines is how much of a long new file is shown.
const mostNewLines = 300

// otherDiff compares what stands on the disk with what would be written in another format.
func (p *plan) otherDiff(index int) (DiffView, error) {
	f := p.others.files[index-p.firstOther]
	path := p.files[index].Path
	switch {
	case p.files[index].State == PlanHeld:
		return DiffView{}, fail(CodeInvalid, nil, "%s", p.files[index].Reason)
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

// exportOthers writes the files in other formats, after the chunk files.
func (s *Service) exportOthers(ctx context.Context, p *plan, overwrite []int, v *ExportView, told *telling, progress func(string, int, int)) error {
	if p.others == nil {
		return nil
	}
	var named []int
	for _, i := range overwrite {
		if i >= p.firstOther {
			named = append(named, i-p.firstOther)
		}
	}
	done, err := p.others.write(ctx, s, named, func(what string, done, total int) {
		progress(what, p.firstOther+done, p.firstOther+total)
	})
	var no *Error
	if errors.As(err, &no) && no.Code == CodeConflict {
		// The chunk files stand, and are to be told of.
		for i := range v.Files[p.firstOther:] {
			if f := &v.Files[p.firstOther+i]; f.State != PlanHeld {
				f.State, f.Reason = PlanConflict, no.Message
			}
		}
		return nil
	}
	for i, f := range done.Files {
		v.Files[p.firstOther+i].State, v.Files[p.firstOther+i].Reason = f.State, f.Reason
		switch f.State {
		case FileWritten:
			v.Written++
			name := filepath.Base(f.Path)
			if without := p.files[p.firstOther+i].Without; len(without) > 0 {
				name += " (without " + strings.Join(without, ", ") + ")"
			}
			told.besides = append(told.besides, name)
		case PlanSame:
			v.Same++
		}
	}
	return err
}

// holds says what is in a file of another format: "186 cues, without 05".
func (f planned) holds() string {
	if f.Format == "" {
		return ""
	}
	return inFile(f.Count, f.Of, f.Without)
}

func inFile(count int, of string, without []string) string {
	if of == "" {
		return ""
	}
	what := oneOrMore(count, "1 "+of, "%d "+of+"s")
	if len(without) > 0 {
		what += ", without " + strings.Join(without, ", ")
	}
	return what
}

// does says of a chunk file which chunk it is, and what is done to it.
func (f planned) does() string {
	parts := []string{strings.TrimSpace(f.Number + " " + f.Title)}
	if f.From != "" {
		parts = append(parts, "was "+filepath.Base(f.From))
	}
	if f.Added > 0 && f.State != PlanSame {
		parts = append(parts, oneOrMore(f.Added, "1 line in", "%d lines in"))
	}
	if f.Removed > 0 && f.State != PlanSame {
		parts = append(parts, oneOrMore(f.Removed, "1 line out", "%d lines out"))
	}
	return strings.Join(parts, ", ")
}

// lost is what the format of a file cannot carry.
func (f planned) lost() []string { return lostOf(f.Remarks) }

func lostOf(remarks []FormatRemark) []string {
	var out []string
	for _, r := range remarks {
		if r.Kind == "lost" {
			out = append(out, r.What)
		}
	}
	return out
}
