// This file finds out what an export would write where. It writes nothing.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
	// order are the places of files in the order in which they are written.
	order  []int
	others others
	// covers are what the coverage told while it was made.
	covers covers
	// done is what became of the files, once the plan was carried out.
	done []ExportedFile
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
	// group is the same of files that are written all or none, since turns went from one to the other, or the name; 0 of
	// one that stands alone.
	group transcript.ID
	// onto is the chunk whose file stands where this one is to go, and goes elsewhere itself; 0 if there is none. moved
	// says that a name is handed on, from this file or to it, and kept that what stands under the old name stays there.
	onto        transcript.ID
	moved, kept bool
	// ours says that what stands there is a text that an export left which was cut off, perhaps another chunk's; left, of a
	// file that is removed, that it is one that no chunk has.
	ours, left bool
	// text and base are what is to stand there and what the chunk's file held, until a file that is renamed has been
	// compared with what stands under its old name.
	text, base []byte
	// rebased says that the library takes what is to stand there for what stands there already.
	rebased bool
	// keepsSlug is the slug of the chunk, if it keeps that though it counts otherwise now.
	keepsSlug string
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
// errors among their checks, but for places that are to be settled. Verbs use it.
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
	p := &plan{view: PlanView{To: to, Files: []PlanFile{}, Leave: []LeaveOut{}, Waivers: []string{}}, covers: covers{}}
	wanted := map[transcript.ID]bool{}
	for _, id := range r.Chunks {
		wanted[id] = true
	}
	taken, underway := map[string]string{}, s.underway(ctx)
	var goes []leaving
	for _, row := range r.of(rows) {
		var leave []LeaveOut
		err := s.open.with(ctx, row.ID, func(open *session.Session) error {
			look := s.look(ctx, open)
			first, was := len(p.files), maps.Clone(taken)
			var cover uncovered
			asks, asked := false, r.WithErrors
			list := func(doc *transcript.Document, files session.Files) {
				to := to
				if to != "" && comesFrom(doc, files, to) {
					to = ""
				}
				for _, id := range doc.Chunks() {
					if len(wanted) == 0 || wanted[id] {
						f := planFile(doc, files, row.ID, id, to, taken, underway)
						s.guard(ctx, &f, files.Source(id).Path)
						if keptSlug(doc, files, id, &look.series) {
							f.keepsSlug = files.Said(id, "slug")
						}
						p.files = append(p.files, f)
					}
				}
				if to == "" {
					handOn(p.files[first:], underway)
				}
				if asks = !asked && p.asksCover(first, len(r.Formats) > 0); asks {
					return
				}
				if !r.WithErrors || len(doc.Conflicts(0)) > 0 {
					leave = p.gate(doc, files, look, cover, first, len(r.Formats) > 0, r.WithErrors)
				}
				if !r.Files {
					p.files = append(p.files[:first], slices.DeleteFunc(slices.Clone(p.files[first:]), func(f planned) bool { return f.Checks == 0 })...)
					return
				}
				if to == "" && len(wanted) == 0 {
					p.files = append(p.files, planGone(doc, files, row.ID, taken, underway)...)
					p.files = append(p.files, s.planLeft(ctx, underway, row.ID, taken)...)
				}
				p.together(doc, files, first, to == "" && len(wanted) > 0)
			}
			if open.Read(list); asks {
				// Nobody waits for the session while the coverage is looked at.
				cover, asked, p.files, taken = s.uncovered(ctx, open, look, p.covers), true, p.files[:first], was
				open.Read(list)
			}
			if path := s.movedWaivers(ctx, open, look); path != "" && p.goesHome(first) && !slices.Contains(p.view.Waivers, path) {
				p.view.Waivers = append(p.view.Waivers, path)
			}
			return ctx.Err()
		})
		if err != nil {
			return PlanView{}, err
		}
		if goes = append(goes, leaving{row, leave}); int64(row.ID) == episode {
			p.view.Leave = append(p.view.Leave, leave...)
		}
	}
	if len(wanted) == 0 && len(r.Formats) > 0 {
		if err := s.planOthers(ctx, p, r, goes, rows); err != nil {
			return PlanView{}, err
		}
	}
	for i := range p.files {
		if !slices.Contains(p.order, i) {
			p.order = append(p.order, i) // what is not written in any order: files of other formats, and what is held
		}
	}
	for n, i := range p.order {
		p.files[i].Order = n
	}
	for _, f := range p.files {
		p.view.Files = append(p.view.Files, f.PlanFile)
	}
	s.plans.keep(p)
	return p.view, nil
}

// goesHome says that one of the files from first on is an episode's own, and will stand as the library has it.
func (p *plan) goesHome(first int) bool {
	return slices.ContainsFunc(p.files[first:], func(f planned) bool {
		return f.Path == f.home && f.State != PlanHeld && f.State != PlanConflict
	})
}

// of are the episodes that are to be exported.
func (r ExportRequest) of(rows []session.EpisodeRow) []session.EpisodeRow {
	if r.Episode == 0 || r.Library {
		return rows
	}
	at := slices.IndexFunc(rows, func(row session.EpisodeRow) bool { return int64(row.ID) == r.Episode })
	switch {
	case at < 0:
		return nil
	case !r.Series:
		return rows[at : at+1]
	}
	return slices.DeleteFunc(slices.Clone(rows), func(row session.EpisodeRow) bool { return row.Episode.Series != rows[at].Episode.Series })
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
	p.done = files
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
func planFile(doc *transcript.Document, files session.Files, episode session.EpisodeID, id transcript.ID, to string, taken map[string]string, underway underway) planned {
	head, _ := doc.Head(id)
	src := files.Source(id)
	f := planned{PlanFile: PlanFile{
		FormatFile: FormatFile{Remarks: []FormatRemark{}},
		Episode:    int64(episode), Chunk: id, Number: chunkNumber(head), Title: chunkTitle(head, src.Path), Without: []string{},
	}}
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
	if what, turn := unsettled(doc, id); what != "" {
		f.State, f.Reason, f.Turn, f.Unsettled = PlanHeld, what, turn, true
		return f
	}
	if other, twice := taken[f.Path]; twice {
		f.State, f.Reason = PlanHeld, "The file of “"+other+"” goes to the same place in this folder. Export both back to where they came from."
		return f
	}
	taken[f.Path] = f.Title
	base := src.Bytes
	lost := ""
	if f.Path != src.Path && to == "" {
		if other, title, stands := ownerOf(doc, files, f.Path); stands && !leaves(doc, files, other) {
			f.State, f.Reason = PlanHeld, "The file of “"+title+"” stands where this one is to go. Give one of both another slug first, and export that."
			return f
		} else if stands {
			f.onto, base = other, files.Source(other).Bytes
		}
		for _, gone := range files.Gone() {
			if gone.Path == f.Path {
				f.takes, base = gone.Chunk, gone.Bytes
				lost = nowhere(doc, files, gone)
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
	f.compare(text, base, src.Path, underway)
	switch {
	case lost != "" && f.State == PlanChanged:
		f.State, f.Reason = PlanConflict, "“"+lost+"” stands in the file that was here, and in no chunk any more. Overwritten, it is replaced."
	case f.State == PlanNew && f.Path == src.Path && wasRemoved(src.Path) && !underway.of(episode):
		f.State, f.Reason = PlanConflict, "Another program removed this file or gave it another name. Overwritten, it is written anew."
	}
	if f.old != "" {
		f.text, f.base = text, src.Bytes
	}
	if f.Theirs && !files.Dirty(id) {
		f.Reason = "Another program changed this file since Stet read it, and nothing was changed here. Import it again to take its changes in."
	}
	return f
}

// ownerOf is the chunk whose file stands at a path, and its title.
func ownerOf(doc *transcript.Document, files session.Files, path string) (transcript.ID, string, bool) {
	for _, id := range doc.Chunks() {
		if files.Source(id).Path == path {
			head, _ := doc.Head(id)
			return id, chunkTitle(head, path), true
		}
	}
	return 0, "", false
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

// folderGone says that the folder of a file is not there, as on a drive that is off.
func folderGone(path string) bool {
	_, err := os.Stat(filepath.Dir(path))
	return errors.Is(err, fs.ErrNotExist)
}

// compare sets the file's state by what stands at its path: text is what is to stand there, base what Stet last read, and
// own the path of the chunk's file as it is now.
func (f *planned) compare(text, base []byte, own string, underway underway) {
	disk, err := os.ReadFile(f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.Path == own && folderGone(own):
		f.State, f.Reason = PlanHeld, writeReason(f.Path, err)
		return
	case errors.Is(err, fs.ErrNotExist):
		f.State, f.Absent = PlanNew, true
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
	case underway.has(f.Path, disk):
		f.State, f.ours, f.moved = PlanChanged, true, true
	default:
		f.State = PlanConflict
		f.Theirs = f.Path == own
		f.Reason = "Another program changed this file since Stet read it. Take its changes in, or overwrite it with yours."
		if !f.Theirs {
			f.Reason = placeTaken
		}
	}
	f.Added, f.Removed = linediff.Count(linediff.Diff(disk, text))
}

// placeTaken says that a file stands where one is to go that was not there before.
const placeTaken = "Another file stands here already. It is replaced only if you say so."
