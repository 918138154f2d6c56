package service

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// Import takes files and folders in. It returns the job's number at once.
func (s *Service) Import(paths []string) (int64, error) {
	return s.jobs.start("import", "Looking for transcripts", func(ctx context.Context, j *job) (any, error) {
		v, err := s.importPaths(ctx, paths, j.progress)
		if err == nil {
			s.Emit("library", nil)
		}
		return v, err
	})
}

// ImportResult tells what an import did.
func (s *Service) ImportResult(id int64) (ImportView, error) { return result[ImportView](&s.jobs, id) }

// ImportNow takes files and folders in and waits until it is done. Verbs use it.
func ImportNow(ctx context.Context, s *Service, paths []string, progress func(what string, done, total int)) (ImportView, error) {
	v, err := s.importPaths(ctx, paths, progress)
	return v, sentence(err)
}

// importing is one import under way.
type importing struct {
	service *Service
	store   session.Import
	view    ImportView
	pending []session.NewChunk
	// updates changed on the disk only; they are taken once all new files are in.
	updates []update
}

type update struct {
	place  session.Place
	source session.Source
}

// addAt is how many new files make a batch.
const addAt = 200

func (s *Service) importPaths(ctx context.Context, paths []string, progress func(string, int, int)) (ImportView, error) {
	g, err := gather(paths)
	if err != nil {
		return ImportView{}, err
	}
	store, err := s.Store.Begin(ctx, s.Now())
	if err != nil {
		return ImportView{}, err
	}
	im := &importing{service: s, store: store, view: ImportView{
		Conflicts: []ConflictView{}, Refused: g.refused, Skipped: g.skipped, Episodes: []int64{},
	}}
	if im.view.Refused == nil {
		im.view.Refused = []ProblemView{}
	}
	if err := im.run(ctx, g.files, progress); err != nil {
		return ImportView{}, errors.Join(err, store.Cancel())
	}
	return im.view, nil
}

func (im *importing) run(ctx context.Context, files []found, progress func(string, int, int)) error {
	done := 0
	for folder := range byFolder(files) {
		for part := range slices.Chunk(folder, addAt) {
			if err := im.takeFolder(ctx, part); err != nil {
				return err
			}
			done += len(part)
			progress("Reading "+filepath.Base(part[len(part)-1].path), done, len(files)+1)
		}
	}
	if err := im.flush(ctx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	// From here on the import is complete: it is not cancelled half way.
	ctx = context.WithoutCancel(ctx)
	episodes, err := im.store.Finish(ctx)
	if err != nil {
		return err
	}
	for _, u := range im.updates {
		if err := im.service.takeTheirs(ctx, u.place, u.source); err != nil {
			return err
		}
		episodes = append(episodes, u.place.Episode)
		im.view.Updated++
	}
	slices.Sort(episodes)
	for _, id := range slices.Compact(episodes) {
		im.service.open.forget(id)
		im.view.Episodes = append(im.view.Episodes, int64(id))
		im.service.Emit("episode", map[string]int64{"id": int64(id)})
	}
	progress("Done", len(files)+1, len(files)+1)
	return nil
}

// byFolder yields the files of each folder together; they come sorted by folder.
func byFolder(files []found) func(yield func([]found) bool) {
	return func(yield func([]found) bool) {
		for len(files) > 0 {
			dir, n := filepath.Dir(files[0].path), 1
			for n < len(files) && filepath.Dir(files[n].path) == dir {
				n++
			}
			if !yield(files[:n]) {
				return
			}
			files = files[n:]
		}
	}
}

// read is what became of reading one file.
type read struct {
	found
	src   []byte
	chunk transcript.Chunk
	file  *chunkfile.File
	id    identity
	err   error
}

// takeFolder takes in files of one folder, whose names for their series help each other.
func (im *importing) takeFolder(ctx context.Context, files []found) error {
	reads := make([]read, len(files))
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, f := range files {
		if err := ctx.Err(); err != nil {
			break
		}
		slots <- struct{}{}
		wait.Add(1)
		go func() {
			defer func() { <-slots; wait.Done() }()
			reads[i] = readFile(f)
		}()
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	ids := make([]identity, len(reads))
	for i, r := range reads {
		ids[i] = r.id
	}
	neighbours := commonSeries(ids)
	sound := soundBeside(files)
	for _, r := range reads {
		if err := im.take(ctx, r, neighbours, sound); err != nil {
			return err
		}
	}
	return nil
}

func readFile(f found) read {
	r := read{found: f}
	if r.src, r.err = readText(f.path); r.err != nil {
		return r
	}
	r.file = chunkfile.Parse(r.src)
	r.chunk = r.file.Chunk()
	r.id = identify(r.chunk, f.path)
	return r
}

// isTranscript tells a chunk or a transcript from any other text with the same ending.
func isTranscript(c transcript.Chunk) bool {
	for _, t := range c.Turns {
		if t.Span != nil {
			return true
		}
	}
	if c.Matter.Form == transcript.RawMatter {
		return true
	}
	for _, key := range []string{"chunk", "segment", "timecode", "start_time"} {
		if _, ok := c.Field(key); ok {
			return true
		}
	}
	return false
}

func (im *importing) take(ctx context.Context, r read, neighbours, sound string) error {
	var no *refusal
	if errors.As(r.err, &no) {
		im.view.Refused = append(im.view.Refused, no.ProblemView)
		return nil
	}
	if !isTranscript(r.chunk) {
		if r.named {
			im.view.Refused = append(im.view.Refused, refuse(r.path, 1, 1, "text.no-turns", "There are no timecodes in this file, so it is no transcript.").ProblemView)
		} else {
			im.view.Skipped++
		}
		return nil
	}
	source := session.Source{Path: r.path, Below: r.below, Bytes: r.src}
	place, err := im.service.Store.Find(ctx, r.path)
	switch {
	case errors.Is(err, session.ErrNotFound):
		return im.add(ctx, r, source, neighbours, sound)
	case err != nil:
		return err
	case place.Hash == sha256.Sum256(r.src):
		im.view.Same++
	case place.Dirty:
		im.view.Conflicts = append(im.view.Conflicts, ConflictView{Episode: int64(place.Episode), Chunk: place.Chunk, File: r.path})
	default:
		im.updates = append(im.updates, update{place, source})
	}
	return nil
}

func (im *importing) add(ctx context.Context, r read, source session.Source, neighbours, sound string) error {
	n := session.NewChunk{Source: source, Episode: r.id.settle(r.path, neighbours), Chunk: r.chunk}
	n.Episode.Sound = sound
	for _, p := range r.file.Problems() {
		switch p.Severity {
		case chunkfile.Error:
			n.Errors++
		case chunkfile.Warn:
			n.Warnings++
		}
	}
	im.view.Added++
	im.pending = append(im.pending, n)
	if len(im.pending) < addAt {
		return nil
	}
	return im.flush(ctx)
}

func (im *importing) flush(ctx context.Context) error {
	if len(im.pending) == 0 {
		return nil
	}
	if err := im.store.Add(ctx, im.pending); err != nil {
		return fmt.Errorf("taking files in: %w", err)
	}
	im.pending = nil
	return nil
}

// soundBeside returns the one sound file that lies in the folder of these files; "" if there is none, or several.
func soundBeside(files []found) string {
	entries, err := os.ReadDir(filepath.Dir(files[0].path))
	if err != nil {
		return ""
	}
	var sounds []string
	for _, e := range entries {
		if hasEnding(e.Name(), soundEndings) && !strings.HasPrefix(e.Name(), ".") {
			sounds = append(sounds, filepath.Join(filepath.Dir(files[0].path), e.Name()))
		}
	}
	if len(sounds) != 1 {
		return ""
	}
	return sounds[0]
}

// takeTheirs makes a chunk what its file on the disk says.
func (s *Service) takeTheirs(ctx context.Context, p session.Place, src session.Source) error {
	return s.open.with(ctx, p.Episode, func(open *session.Session) error {
		_, err := open.TakeTheirs(ctx, p.Chunk, src, "Take "+filepath.Base(src.Path)+" from the disk")
		return err
	})
}
