// This file puts files in other formats beside the chunk files of an export: in one list, held to the same gate, and
// written after them. What a format makes of an episode, the formats know.

package service

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/session"
	"stet/backend/transcript"
)

// others are the files of an export in other formats: an episode's after the other's, and one that holds all episodes of a
// series once.
type others struct {
	run formatsRun
	of  []otherEpisode
	// shared are the places among the plan's files of those that hold several episodes.
	shared map[string]int
}

type otherEpisode struct {
	*formatsPlan
	// at are the places of its files among the plan's.
	at []int
}

// leaving is an episode that goes out, and the chunks that do not.
type leaving struct {
	session.EpisodeRow
	leave []LeaveOut
}

// planOthers adds the files of episodes in other formats, beside where the chunk files of each are to stand. A chunk that is
// held back is in none of them.
func (s *Service) planOthers(ctx context.Context, p *plan, r ExportRequest, of []leaving) error {
	o := &p.others
	o.run.dryRun, o.shared = true, map[string]int{}
	for _, e := range of {
		folder, err := s.folderOf(ctx, e.ID, p.view.To)
		var no *Error
		if len(of) > 1 && errors.As(err, &no) && no.Code == CodeInvalid {
			title := episodeTitle(e.Episode)
			p.files = append(p.files, planned{PlanFile: PlanFile{
				FormatFile: FormatFile{Format: r.Formats[0], Path: title, State: PlanHeld, Reason: no.Message, Remarks: []FormatRemark{}},
				Episode:    int64(e.ID), Title: title, Without: []string{},
			}})
			continue
		}
		var made *formatsPlan
		if err == nil {
			kept := func(name string) string { return cmp.Or(p.view.To, keptIn(folder, name)) }
			made, err = s.planFormats(ctx, FormatsRequest{Episode: int64(e.ID), Formats: r.Formats, Leave: e.leave, To: folder, keptIn: kept}, o.run.old)
		}
		if err == nil {
			err = o.run.take(ctx, s, made, nil)
		}
		if err != nil {
			return err
		}
		p.addOthers(e, made, len(of) > 1)
	}
	for path, at := range o.shared {
		f := &p.files[at]
		if m := o.run.made[path]; m != nil {
			f.State, f.Reason, f.Before, f.After = PlanChanged, "", len(m.disk), len(m.text)
			f.Added, f.Removed = changeOf(m.disk, m.text).lines(m.disk)
			if m.disk == nil {
				f.State = PlanNew
			}
		}
	}
	return nil
}

// addOthers adds the files of an episode, one of several or the only one.
func (p *plan) addOthers(e leaving, made *formatsPlan, several bool) {
	o := &p.others
	without := []string{}
	for _, l := range made.episode.Left {
		if slices.ContainsFunc(e.leave, func(x LeaveOut) bool { return x.Chunk == l.Chunk }) {
			without = append(without, l.Number)
		}
	}
	at := make([]int, len(made.view.Files))
	for i, f := range made.view.Files {
		lacks := without
		if several && made.files[i].keeps {
			lacks = []string{}
			for _, number := range without {
				lacks = append(lacks, strings.TrimSpace(shortEpisode(e.Episode.Key)+" "+number))
			}
		}
		if there, known := o.shared[f.Path]; known {
			at[i] = there
			made.files[i].text, made.files[i].disk = nil, nil // all that is in it is held once
			p.files[there].gather(f, lacks, episodeTitle(e.Episode))
			continue
		}
		at[i] = len(p.files)
		if made.files[i].keeps {
			o.shared[f.Path] = at[i]
		}
		p.files = append(p.files, planned{PlanFile: PlanFile{FormatFile: f, Episode: int64(e.ID), Title: filepath.Base(f.Path), Without: lacks}})
	}
	o.of = append(o.of, otherEpisode{made, at})
}

// gather adds what one episode more is in a file that holds several.
func (f *planned) gather(more FormatFile, without []string, title string) {
	switch {
	case more.State == PlanHeld && f.State != PlanHeld:
		f.Remarks = append(f.Remarks, FormatRemark{Kind: string(formats.Lost), What: "Without " + title + ": " + more.Reason})
		return
	case f.State == PlanHeld:
		f.FormatFile = more
	default:
		f.Count += more.Count
		for _, r := range more.Remarks {
			if !slices.Contains(f.Remarks, r) {
				f.Remarks = append(f.Remarks, r)
			}
		}
	}
	f.Without = slices.Concat(f.Without, without)
}

// file is what was made for a place among the plan's files.
func (o *others) file(path string, at int) plannedFormat {
	if _, shared := o.shared[path]; shared && o.run.made[path] != nil {
		return o.run.made[path].plannedFormat
	}
	for _, e := range o.of {
		if i := slices.Index(e.at, at); i >= 0 {
			return e.files[i]
		}
	}
	return plannedFormat{}
}

// keptIn is where a file stands that holds all episodes of a series: where there is one already, in the folder of an episode
// or up to two above it, or else in the series' own folder.
func keptIn(folder, name string) string {
	dir := folder
	for range 3 {
		if isRegular(filepath.Join(dir, name)) {
			return dir
		}
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			break // a series is kept here
		}
		dir = filepath.Dir(dir)
	}
	if base := filepath.Base(folder); counted.MatchString(base) || dated.MatchString(base) {
		return filepath.Dir(folder)
	}
	return folder
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
	path := p.files[index].Path
	f := p.others.file(path, index)
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
	for _, e := range p.others.of {
		var named []int
		for i, at := range e.at {
			if slices.Contains(overwrite, at) {
				named = append(named, i)
			}
		}
		done, err := e.write(ctx, s, named, func(what string, done, _ int) {
			if done < len(e.at) {
				progress(what, e.at[done], len(p.files))
			}
		})
		var no *Error
		if errors.As(err, &no) && no.Code == CodeConflict {
			// The chunk files stand, and are to be told of.
			for _, at := range e.at {
				if f := &v.Files[at]; f.State != PlanHeld {
					f.State, f.Reason = PlanConflict, no.Message
				}
			}
			continue
		}
		for i, f := range done.Files {
			if _, shared := p.others.shared[f.Path]; !shared {
				v.Files[e.at[i]].State, v.Files[e.at[i]].Reason = f.State, f.Reason
				p.became(v, told, e.at[i])
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
			f.State, f.Reason = m.write(f.Path)
		}
		p.became(v, told, at)
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
