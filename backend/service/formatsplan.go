// This file writes episodes in other formats: what was listed before or nothing, and only what differs from what stands
// there. A file that Stet did not write is written over only if somebody says so.

package service

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"stet/backend/atomicfile"
	"stet/backend/formats"
	"stet/backend/session"
	"stet/backend/transcript"
)

// formatPlans holds the list of files made last, until it is carried out.
type formatPlans struct {
	mu   sync.Mutex
	last *formatsPlan
	next int64
}

// formatsPlan is a list of files with their bytes.
type formatsPlan struct {
	view  FormatsPlan
	files []plannedFormat
	// request is what was asked of the library, and episode what it was made of then; nil where it was made of files.
	request FormatsRequest
	episode *formats.Episode
	// of is the episode for people, behind its number in the library and a space.
	of string
}

type plannedFormat struct {
	text, disk []byte
	// keeps says that it holds what is no part of this episode; later, that it is written when other episodes are in it, too.
	binary, keeps, later bool
}

// PlanFormats lists what writing an episode in other formats would do.
func (s *Service) PlanFormats(r FormatsRequest) (FormatsPlan, error) {
	p, err := s.planFormats(s.ctx, r, nothingYet)
	if err != nil {
		return FormatsPlan{}, sentence(err)
	}
	s.formats.keep(p)
	return p.view, nil
}

// nothingYet says of all files that what stands on the disk is what stands there.
func nothingYet(string) ([]byte, bool) { return nil, false }

func (s *Service) planFormats(ctx context.Context, r FormatsRequest, made func(string) ([]byte, bool)) (*formatsPlan, error) {
	writers, err := writersOf(r.Formats)
	if err != nil {
		return nil, err
	}
	o, err := s.outgoing(ctx, session.EpisodeID(r.Episode), r.Leave)
	if err != nil {
		return nil, err
	}
	p, err := planOutgoing(ctx, o, writers, r.To, r.keptIn, made, func(path string) string {
		// What cannot be recalled was never written.
		sum, _ := s.Store.Recall(ctx, wroteKey(path))
		return sum
	})
	if err != nil {
		return nil, err
	}
	p.request, p.episode = r, o.episode
	p.of = fmt.Sprintf("%d %s of “%s”", r.Episode, p.view.title, p.view.series)
	for i := range p.view.Files {
		s.protect(ctx, &p.view.Files[i], p, i)
	}
	return p, nil
}

// protect holds a file that would stand where a chunk came from, or where another episode has what is its own, and one in
// which nothing would stand.
func (s *Service) protect(ctx context.Context, f *FormatFile, p *formatsPlan, at int) {
	if f.State == PlanSame || f.State == PlanHeld {
		return
	}
	e := p.episode
	if _, err := s.Store.Find(ctx, f.Path); err == nil {
		f.State, f.Reason = PlanHeld, "The library has the file that stands here: a chunk or a transcript. Choose another folder."
	} else if len(e.Chunks) == 0 && len(e.Left) > 0 {
		f.State, f.Reason = PlanHeld, "All chunks are held back, so nothing would stand in it."
	}
	if f.State != PlanChanged {
		return
	}
	// What cannot be recalled was never written.
	switch other, _ := s.Store.Recall(ctx, p.ofKey(at)); {
	case other == "" || number(other) == number(p.of):
	case p.files[at].keeps:
		f.State, f.Reason = PlanHeld, inListAlready(afterNumber(other))
	default:
		f.State, f.Reason = PlanConflict, capital(afterNumber(other))+" was written here last. It is replaced only if you say so."
	}
}

// inListAlready says that a list has an episode of that number, which is another series'.
func inListAlready(other string) string {
	return capital(other) + " stands in this list under the same number. Keep the list of each series in a folder of its own."
}

// ofKey is where the library keeps which episode it wrote into a file last; into one of many, under that number.
func (p *formatsPlan) ofKey(at int) string {
	key := "of:" + p.view.Files[at].Path
	if p.files[at].keeps {
		key += "#" + p.view.number
	}
	return key
}

func number(of string) string {
	n, _, _ := strings.Cut(of, " ")
	return n
}

func afterNumber(of string) string {
	_, title, _ := strings.Cut(of, " ")
	return title
}

// rememberOf keeps which episodes were written into a file, by their keys.
func (s *Service) rememberOf(ctx context.Context, of map[string]string) error {
	for key, now := range of {
		if was, err := s.Store.Recall(ctx, key); err == nil && was == now {
			continue
		}
		if err := s.Store.Remember(ctx, key, now); err != nil {
			return err
		}
	}
	return nil
}

// wroteKey is where the library keeps the sum of a file that it wrote.
func wroteKey(path string) string { return "wrote:" + path }

// wrote says whether what stands at a place is what Stet wrote there in another format.
func (s *Service) wrote(ctx context.Context, path string, sum [sha256.Size]byte) bool {
	was, err := s.Store.Recall(ctx, wroteKey(path))
	return err == nil && strings.Contains(was, hex.EncodeToString(sum[:]))
}

// planOutgoing makes every file, and looks what stands at its place, or would by now, which made knows. wrote tells the sum of
// what Stet wrote there last; of a file that it set out to write, that of the one before, too.
func planOutgoing(
	ctx context.Context, o outgoing, writers []formats.Writer, to string, keptIn func(name string) (dir, other string), made func(path string) ([]byte, bool), wrote func(path string) string,
) (*formatsPlan, error) {
	to, err := filepath.Abs(to)
	if err != nil {
		return nil, err
	}
	o.episode.Sound = soundFrom(to, o.sound)
	e := o.episode
	p := &formatsPlan{view: FormatsPlan{To: to, Refused: []ProblemView{}, title: cmp.Or(e.Title, episodeTitle(transcript.Episode{Key: e.Number})), series: e.Series, number: e.Number}}
	for _, left := range e.Left {
		if left.Why != whyTheTranscript {
			p.view.without = append(p.view.without, cmp.Or(left.Number, left.Title))
		}
	}
	p.view.Files, p.files = make([]FormatFile, len(writers)), make([]plannedFormat, len(writers))
	atOnce(ctx, len(writers), runtime.GOMAXPROCS(0), func(i int) {
		w := writers[i]
		f := FormatFile{Format: w.ID, Path: filepath.Join(to, w.FileName(o.episode)), Remarks: []FormatRemark{}}
		other := ""
		if w.Keeps && keptIn != nil {
			var dir string
			dir, other = keptIn(w.FileName(o.episode))
			f.Path = filepath.Join(dir, w.FileName(o.episode))
		}
		held := plannedFormat{binary: w.Binary, keeps: w.Keeps}
		if text, ok := made(f.Path); ok {
			held.disk = text
		} else if disk, err := os.ReadFile(f.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			f.State, f.Reason = PlanHeld, missing(f.Path, err).Error()
			p.view.Files[i] = f
			return
		} else {
			held.disk = disk
		}
		f.fill(&held, o.episode, w, wrote(f.Path))
		if other != "" {
			f.Remarks = append(f.Remarks, FormatRemark{Kind: string(formats.Odd), What: other + " names no chunk of this series, so it is left alone"})
		}
		p.view.Files[i], p.files[i] = f, held
	})
	return p, ctx.Err()
}

func (f *FormatFile) fill(p *plannedFormat, e *formats.Episode, w formats.Writer, wrote string) {
	made, err := w.Make(e, p.disk)
	if err != nil {
		f.State, f.Reason = PlanHeld, capital(err.Error())+"."
		return
	}
	p.text = made.Bytes
	f.Before, f.After, f.Count, f.Of, f.Remarks = len(p.disk), len(p.text), made.Count, made.Of, formatRemarks(made.Remarks)
	switch {
	case p.disk == nil:
		f.State = PlanNew
	case bytes.Equal(p.disk, p.text):
		f.State, p.text = PlanSame, p.disk // it is held once
		return
	case w.Keeps || strings.Contains(wrote, sumOf(p.disk)):
		f.State = PlanChanged
	default:
		f.State, f.Reason = PlanConflict, "Another file stands here already, or this one was changed since Stet wrote it. It is replaced only if you say so."
	}
	if !w.Binary {
		f.Added, f.Removed = changeOf(p.disk, p.text).lines(p.disk)
	}
}

// sumOf is a sum of what a file holds; "" where there is none.
func sumOf(text []byte) string {
	if text == nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func (l *formatPlans) keep(p *formatsPlan) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++
	p.view.ID, l.last = l.next, p
}

func (l *formatPlans) get(id int64) (*formatsPlan, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last != nil && l.last.view.ID == id {
		return l.last, nil
	}
	return nil, fail(CodeNotFound, nil, "This list is no longer current. Make it again.")
}

// FormatDiff compares what stands on the disk with what a list would write there.
func (s *Service) FormatDiff(id int64, index int) (DiffView, error) {
	p, err := s.formats.get(id)
	switch {
	case err != nil:
		return DiffView{}, err
	case index < 0 || index >= len(p.files):
		return DiffView{}, fail(CodeNotFound, nil, "The list has no such file.")
	case p.files[index].binary:
		return DiffView{}, fail(CodeInvalid, nil, "This file is no text.")
	}
	return diffView(p.view.Files[index].Path, p.files[index].disk, p.files[index].text), nil
}

// WriteFormats writes the files of a list, and returns the job's number at once. Files in conflict are written only if
// overwrite names their places in the list.
func (s *Service) WriteFormats(id int64, overwrite []int) (int64, error) {
	p, err := s.formats.get(id)
	if err != nil {
		return 0, err
	}
	return s.jobs.start("formats", "Writing files", func(ctx context.Context, j *job) (any, error) {
		v, err := p.write(ctx, s, overwrite, j.progress)
		if v.ID == 0 {
			return nil, err
		}
		return v, err
	})
}

// WriteFormatsResult tells what WriteFormats did.
func (s *Service) WriteFormatsResult(id int64) (FormatsPlan, error) {
	return result[FormatsPlan](&s.jobs, id)
}

func (p *formatsPlan) write(ctx context.Context, s *Service, overwrite []int, progress func(string, int, int)) (FormatsPlan, error) {
	v := p.view
	v.Files = slices.Clone(v.Files)
	if p.episode != nil {
		now, err := s.outgoing(ctx, session.EpisodeID(p.request.Episode), p.request.Leave)
		if err != nil {
			return FormatsPlan{}, err
		}
		if now.episode.Sum() != p.episode.Sum() {
			return FormatsPlan{}, errOtherNow
		}
	}
	for i := range v.Files {
		f := &v.Files[i]
		if p.files[i].later || f.State == PlanSame || f.State == PlanHeld || f.State == PlanConflict && !slices.Contains(overwrite, i) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return v, err
		}
		progress("Writing "+filepath.Base(f.Path), i, len(v.Files))
		if err := p.put(ctx, s, f, p.files[i]); err != nil {
			return v, err
		}
	}
	progress("Done", len(v.Files), len(v.Files))
	return v, nil
}

// put writes a file, and has the library know it again.
func (p *formatsPlan) put(ctx context.Context, s *Service, f *FormatFile, made plannedFormat) error {
	if s == nil || p.episode == nil {
		f.State, f.Reason = made.write(f.Path)
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	sum := sumOf(made.text)
	// Who is stopped between the file and its sum knows the file again all the same.
	was, err := s.Store.Recall(ctx, wroteKey(f.Path))
	if err == nil && !strings.Contains(was, sum) {
		err = s.Store.Remember(ctx, wroteKey(f.Path), strings.TrimSpace(was+" "+sum))
	}
	if err != nil {
		return err
	}
	if f.State, f.Reason = made.write(f.Path); f.State != FileWritten {
		return nil
	}
	if err := s.Store.Remember(ctx, wroteKey(f.Path), sum); err != nil {
		return err
	}
	return s.rememberOf(ctx, map[string]string{"of:" + f.Path: p.of})
}

// write puts the file in its place, and says what became of it.
func (f plannedFormat) write(path string) (state, reason string) {
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = atomicfile.Write(path, f.text, f.overtaken(path))
	}
	switch {
	case errors.Is(err, errOvertaken):
		return PlanConflict, errOvertaken.Error()
	case err != nil:
		return FileFailed, writeReason(path, err)
	}
	return FileWritten, ""
}

// overtaken fails if another program changed what stands at the place since the list was made.
func (f plannedFormat) overtaken(path string) func() error {
	return func() error {
		now, err := os.ReadFile(path)
		if (err == nil) != (f.disk != nil) || !bytes.Equal(now, f.disk) {
			return errOvertaken
		}
		return nil
	}
}
