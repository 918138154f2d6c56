// This file finds out what an export would write where. It writes nothing.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"stet/backend/chunkfile"
	"stet/backend/linediff"
	"stet/backend/session"
	"stet/backend/transcript"
)

// plans are the lists of files that an export would write, until they are carried out or a newer one comes.
type plans struct {
	mu   sync.Mutex
	next int64
	byID map[int64]*plan
}

type plan struct {
	view  PlanView
	files []planned
	// others are the files in other formats, and firstOther is where they begin among the files.
	others     *formatsPlan
	firstOther int
	// became is what became of the files, once the plan was carried out.
	became []ExportedFile
}

// planned is one file of a plan: what stood on the disk and what is to stand there, so that an export does what was
// shown or nothing. Neither text is kept, since there can be thousands.
type planned struct {
	PlanFile
	home, below string
	// old is the file that goes when this one is written, and oldHash what it must hold for that; "" if none does.
	old      string
	oldHash  [32]byte
	onDisk   bool
	diskHash [32]byte
	hash     [32]byte
	// takes is the chunk that was joined with another and whose file this one takes over; 0 if it takes none.
	takes transcript.ID
	// fresh says that the chunk has no file yet, and together that the episode's files are written all or none: what one
	// of them loses, another gains.
	fresh, together bool
	// rebased says that the library takes what is to stand there for what stands there already.
	rebased bool
	// gated says that it could be written, but for errors in its chunk, or in one whose file is written with it.
	gated bool
}

// keptPlans is how many plans can still be carried out.
const keptPlans = 4

// PlanExport lists what an export of chunk files would write: of one episode, or of all for 0; of the chunks named, or of
// all. With to, a folder, each file goes below it to the path that it had below the folder imported; with "" back to where
// it came from.
func (s *Service) PlanExport(episode int64, chunks []transcript.ID, to string) (PlanView, error) {
	return s.PlanPublish(ExportRequest{Episode: episode, Chunks: chunks, To: to, Files: true})
}

// PlanPublish lists what an export would write.
func (s *Service) PlanPublish(r ExportRequest) (PlanView, error) {
	v, err := s.planExport(s.ctx, r)
	return v, sentence(err)
}

// PlanNow lists what an export of the chunk files of the whole library would write; with errors, also chunks that have
// errors among their checks. Verbs use it.
func PlanNow(ctx context.Context, s *Service, to string, withErrors bool) (PlanView, error) {
	v, err := s.planExport(ctx, ExportRequest{To: to, Files: true, WithErrors: withErrors})
	return v, sentence(err)
}

func (s *Service) planExport(ctx context.Context, r ExportRequest) (PlanView, error) {
	episode, to := r.Episode, r.To
	if to != "" {
		abs, err := filepath.Abs(to)
		if err != nil {
			return PlanView{}, err
		}
		to = abs
	}
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return PlanView{}, err
	}
	p := &plan{view: PlanView{To: to, Files: []PlanFile{}, Leave: []LeaveOut{}}}
	wanted := map[transcript.ID]bool{}
	for _, id := range r.Chunks {
		wanted[id] = true
	}
	taken := map[string]string{}
	for _, row := range rows {
		if episode != 0 && int64(row.ID) != episode {
			continue
		}
		err := s.open.with(ctx, row.ID, func(open *session.Session) error {
			look := s.look(ctx, open)
			open.Read(func(doc *transcript.Document, files session.Files) {
				first, parted := len(p.files), len(files.Gone()) > 0
				defer func() { holdTogether(p.files[first:]) }()
				for _, id := range doc.Chunks() {
					parted = parted || files.Source(id).Path == ""
					if len(wanted) == 0 || wanted[id] {
						f := planFile(doc, files, row.ID, id, to, taken)
						if !r.WithErrors {
							f.gate(doc, files, look, len(r.Formats) > 0)
						}
						if f.Checks > 0 {
							p.view.Leave = append(p.view.Leave, LeaveOut{Chunk: id, Why: hasErrors(f.Checks)})
						}
						if r.Files || f.Checks > 0 {
							p.files = append(p.files, f)
						}
					}
				}
				if to != "" || !r.Files {
					return
				}
				for i := first; i < len(p.files) && parted; i++ {
					f := &p.files[i]
					if f.together = true; len(wanted) > 0 && f.State != PlanSame {
						f.State, f.Reason = PlanHeld, "Chunks of this episode were parted or joined, so its files are written together: export the whole episode."
					}
				}
				if len(wanted) > 0 {
					return
				}
				for _, gone := range files.Gone() {
					if _, twice := taken[gone.Path]; twice {
						continue // another chunk's file stands there then
					}
					if f, there := planGone(doc, row.ID, gone.Chunk, gone.Source); there {
						f.together = true
						p.files = append(p.files, f)
					}
				}
			})
			return ctx.Err()
		})
		if err != nil {
			return PlanView{}, err
		}
	}
	if episode != 0 && len(wanted) == 0 && len(r.Formats) > 0 {
		if err := s.planOthers(ctx, p, r); err != nil {
			return PlanView{}, err
		}
	}
	for n, i := range inOrder(p.files) {
		p.files[i].Order = n
	}
	for _, f := range p.files {
		p.view.Files = append(p.view.Files, f.PlanFile)
	}
	s.plans.keep(p)
	return p.view, nil
}

func (l *plans) keep(p *plan) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++
	p.view.ID = l.next
	l.byID[l.next] = p
	delete(l.byID, l.next-keptPlans)
}

// end notes what became of a plan's files.
func (l *plans) end(p *plan, files []ExportedFile) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p.became = files
}

func (l *plans) get(id int64) (*plan, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p := l.byID[id]; p != nil {
		return p, nil
	}
	return nil, fail(CodeNotFound, nil, "This list is no longer current. Make it again.")
}

// planFile looks at one file. taken says which paths the plan writes already.
func planFile(doc *transcript.Document, files session.Files, episode session.EpisodeID, id transcript.ID, to string, taken map[string]string) planned {
	head, _ := doc.Head(id)
	src := files.Source(id)
	f := planned{PlanFile: PlanFile{Without: []string{}, Remarks: []FormatRemark{}, Episode: int64(episode), Chunk: id, Number: chunkNumber(head), Title: chunkTitle(head, src.Path)}}
	f.place(doc, files, id, head)
	if f.Path = f.home; f.State == PlanHeld {
		return f
	}
	if to != "" {
		f.old = ""
		below := filepath.FromSlash(f.below)
		f.Path = filepath.Join(to, below)
		if !filepath.IsLocal(below) {
			f.State, f.Reason = PlanHeld, "Its place “"+f.below+"” lies outside the folder. Import the file again to give it another."
			return f
		}
	}
	if other, twice := taken[f.Path]; twice {
		f.State, f.Reason = PlanHeld, "The file of “"+other+"” goes to the same place in this folder. Export both back to where they came from."
		return f
	}
	taken[f.Path] = f.Title
	base := src.Bytes
	if f.Path != src.Path && to == "" {
		if other, stands := ownerOf(doc, files, f.Path); stands {
			f.State, f.Reason = PlanHeld, "The file of “"+other+"” stands where this one is to go. Give one of both another slug first, and export that."
			return f
		}
		for _, gone := range files.Gone() {
			if gone.Path == f.Path {
				f.takes, base = gone.Chunk, gone.Bytes
			}
		}
	}
	text, err := exportText(doc, files, id)
	if err != nil {
		f.State = PlanHeld
		f.Reason, f.Turn = whyHeld(doc, id, err)
		return f
	}
	f.hash, f.After, f.rebased = sha256.Sum256(text), len(text), bytes.Equal(text, src.Bytes)
	f.compare(text, base)
	if f.Path != src.Path {
		f.Theirs = false
	}
	if f.old != "" {
		f.compareOld(text, src.Bytes)
	}
	if f.Theirs && !files.Dirty(id) {
		f.Reason = "Another program changed this file since Stet read it, and nothing was changed here. Import it again to take theirs."
	}
	return f
}

// ownerOf is the title of the chunk whose file stands at a path.
func ownerOf(doc *transcript.Document, files session.Files, path string) (string, bool) {
	for _, id := range doc.Chunks() {
		if files.Source(id).Path == path {
			head, _ := doc.Head(id)
			return chunkTitle(head, path), true
		}
	}
	return "", false
}

// whyHeld says why a chunk's file cannot be written, and in which turn; 0 if in none. Lines of the file say nothing to
// somebody who has the words in front of them.
func whyHeld(doc *transcript.Document, chunk transcript.ID, err error) (what string, turn transcript.ID) {
	var refused *chunkfile.RefusedError
	if !errors.As(err, &refused) {
		return err.Error(), 0
	}
	if order := doc.Order(chunk); refused.Turn > 0 && refused.Turn <= len(order) {
		turn = order[refused.Turn-1]
	}
	return capital(refused.What) + ". Change that, or take it back.", turn
}

// exportText is the chunk's file as it would be written, read again and compared with the document.
func exportText(doc *transcript.Document, files session.Files, id transcript.ID) ([]byte, error) {
	text, err := files.Text(id)
	if err != nil {
		return nil, err
	}
	now, _ := doc.Chunk(id)
	if !transcript.SameChunk(chunkfile.Parse(text).Chunk(), now) {
		return nil, fail(CodeFailed, nil, "What would be written does not say what the transcript says. Nothing is written; please report this file.")
	}
	return text, nil
}

// compare sets the file's state by what stands at its path: text is what is to stand there, base what Stet last read.
func (f *planned) compare(text, base []byte) {
	disk, err := os.ReadFile(f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.State = PlanNew
		f.Added = bytes.Count(text, []byte("\n"))
		if len(text) > 0 && text[len(text)-1] != '\n' {
			f.Added++
		}
		return
	case err != nil:
		f.State, f.Reason = PlanHeld, missing(f.Path, err).Error()
		return
	}
	f.onDisk, f.diskHash, f.Before = true, sha256.Sum256(disk), len(disk)
	switch {
	case bytes.Equal(disk, text):
		f.State = PlanSame
		return
	case bytes.Equal(disk, base):
		f.State = PlanChanged
	default:
		f.State = PlanConflict
		f.Theirs = f.Path == f.home
		f.Reason = "Another program changed this file since Stet read it. Overwrite it with yours, or take theirs."
		if !f.Theirs {
			f.Reason = "Another file stands here already. It is replaced only if you say so."
		}
	}
	f.Added, f.Removed = linediff.Count(linediff.Diff(disk, text))
}
