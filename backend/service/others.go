// This file puts files in other formats beside the chunk files of an export: in one list, and held to the same gate. What a
// format makes of an episode, the formats know.

package service

import (
	"context"
	"crypto/sha256"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/session"
	"stet/backend/transcript"
)

// others are the files of an export in other formats: an episode's after the other's, and one that holds all episodes of a
// series once. Texts of an episode's own files are not among them, since there can be thousands: they are made again to be
// shown, and to be written.
type others struct {
	run formatsRun
	of  []otherEpisode
	// shared are the places among the plan's files of those that hold several episodes.
	shared map[string]int
}

// otherEpisode is an episode of which files were listed.
type otherEpisode struct {
	// request makes its files, and sum tells whether the transcript is still what they were made of.
	request FormatsRequest
	sum     [sha256.Size]byte
	files   []listedFile
}

// listedFile is a file in another format as it was when it was listed.
type listedFile struct {
	format string
	// at is its place among the plan's files, shared says that other episodes are in it, too.
	at     int
	shared bool
	// disk and text are sums of what stood there, and of what is to stand there; that of nothing is "".
	disk, text string
}

// leaving is an episode that goes out, and the chunks that do not.
type leaving struct {
	session.EpisodeRow
	leave []LeaveOut
}

// planOthers adds the files of episodes in other formats, beside where the chunk files of each are to stand. A chunk that is
// held back is in none of them. all are the episodes of the library.
func (s *Service) planOthers(ctx context.Context, p *plan, r ExportRequest, of []leaving, all []session.EpisodeRow) error {
	o := &p.others
	o.run.dryRun, o.shared = true, map[string]int{}
	lists := newSeriesLists(all)
	for _, e := range of {
		if err := ctx.Err(); err != nil {
			return err
		}
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
			request := FormatsRequest{Episode: int64(e.ID), Formats: r.Formats, Leave: e.leave, To: folder, keptIn: lists.keptIn(folder, e.Episode.Series)}
			if p.view.To != "" {
				request.keptIn = func(string) (string, string) { return p.view.To, "" }
			}
			made, err = s.planFormats(ctx, request, o.run.old)
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
	of := otherEpisode{request: made.request, sum: made.episode.Sum(), files: make([]listedFile, len(made.view.Files))}
	for i, f := range made.view.Files {
		lacks := without
		if several && made.files[i].keeps {
			lacks = []string{}
			for _, number := range without {
				lacks = append(lacks, strings.TrimSpace(shortEpisode(e.Episode.Key)+" "+number))
			}
		}
		l := listedFile{format: f.Format, at: len(p.files), shared: made.files[i].keeps, disk: sumOf(made.files[i].disk), text: sumOf(made.files[i].text)}
		if there, known := o.shared[f.Path]; known {
			l.at = there
			p.files[there].gather(f, lacks, episodeTitle(e.Episode))
		} else {
			if l.shared {
				o.shared[f.Path] = l.at
			}
			p.files = append(p.files, planned{PlanFile: PlanFile{FormatFile: f, Episode: int64(e.ID), Title: filepath.Base(f.Path), Without: lacks}})
		}
		of.files[i] = l
	}
	o.of = append(o.of, of)
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
