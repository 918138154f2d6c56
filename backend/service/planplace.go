// This file finds out which file a chunk is to stand in: its own, one of another name if its slug is another, or a new one
// beside its neighbours'. It writes and removes none.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/linediff"
	"stet/backend/session"
	"stet/backend/transcript"
)

// place says where a chunk's file is to stand. Its file is renamed if it was named after the slug; a chunk without a file
// gets one named after its slug, beside the nearest chunk that has one.
func (f *planned) place(doc *transcript.Document, files session.Files, id transcript.ID, head transcript.Chunk) {
	src := files.Source(id)
	f.home, f.below = src.Path, src.Below
	field, _ := head.Field("slug")
	slug := field.Value
	if f.fresh = src.Path == ""; f.fresh {
		beside, found := neighbour(doc, files, id)
		switch {
		case !found:
			f.State, f.Reason = PlanHeld, "No chunk of the episode has a file, so it is not known where this one is to stand."
		case !fileName(slug):
			f.State, f.Reason = PlanHeld, "This chunk is new, and its file is named after its slug. Give it a slug of letters, digits and dashes."
		default:
			f.named(beside, slug)
		}
		return
	}
	if files.Plain(id) && head.Matter.Form != transcript.NoMatter {
		// A transcript that was cut into chunks stays as it is.
		if !fileName(slug) {
			f.State, f.Reason = PlanHeld, "The transcript that this chunk was cut from stays as it is, and the chunk's file is named after its slug. Give it a slug of letters, digits and dashes."
			return
		}
		f.named(src, slug)
		return
	}
	was := files.Said(id, "slug")
	if slug == was || !fileName(slug) || strings.TrimSuffix(filepath.Base(src.Path), filepath.Ext(src.Path)) != was {
		return
	}
	f.old, f.oldHash = src.Path, sha256.Sum256(src.Bytes)
	f.named(src, slug)
}

// named puts the file beside another, under a name with the same ending.
func (f *planned) named(beside session.Source, slug string) {
	name := slug + filepath.Ext(beside.Path)
	f.home = filepath.Join(filepath.Dir(beside.Path), name)
	f.below = path.Join(path.Dir(beside.Below), name)
}

// fileName says whether a slug can be a file's name everywhere.
func fileName(slug string) bool {
	return slug != "" && slug[0] != '.' && !strings.ContainsAny(slug, `/\:*?"<>|`+"\x00\n\r\t") && filepath.IsLocal(slug)
}

// neighbour is the file of the nearest chunk that has one.
func neighbour(doc *transcript.Document, files session.Files, id transcript.ID) (session.Source, bool) {
	order := doc.Chunks()
	at := slices.Index(order, id)
	for far := 1; far < len(order); far++ {
		for _, i := range []int{at - far, at + far} {
			if i >= 0 && i < len(order) {
				if src := files.Source(order[i]); src.Path != "" {
					return src, true
				}
			}
		}
	}
	return session.Source{}, false
}

// compareOld sets the state of a file that is to have another name: what stands under the old one goes with it.
func (f *planned) compareOld(text, base []byte) {
	if f.State != PlanNew {
		f.old = "" // something stands at the new place: the old one stays, since nothing shows that it goes
		return
	}
	disk, err := os.ReadFile(f.old)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.old = ""
		return
	case err != nil:
		f.State, f.Reason = PlanHeld, missing(f.old, err).Error()
		return
	case !bytes.Equal(disk, base):
		f.State, f.Reason = PlanConflict, "Another program changed "+filepath.Base(f.old)+" since Stet read it. Overwritten, the new file is written, and the old one stays."
	default:
		f.State = PlanChanged
	}
	f.From, f.Before = f.old, len(disk)
	f.Added, f.Removed = linediff.Count(linediff.Diff(disk, text))
}

// removeOld removes what stood under the old name, unless somebody has changed it.
func (f *planned) removeOld() error {
	if f.old == "" {
		return nil
	}
	disk, err := os.ReadFile(f.old)
	if errors.Is(err, fs.ErrNotExist) || err == nil && sha256.Sum256(disk) != f.oldHash {
		return nil
	}
	if err != nil {
		return err
	}
	return os.Remove(f.old)
}

// planGone lists the file of a chunk that was joined with another: it is to be removed. Where a turn of it stands nowhere
// any more, somebody has to say so.
func planGone(doc *transcript.Document, episode session.EpisodeID, id transcript.ID, src session.Source) (planned, bool) {
	f := planned{home: src.Path, below: src.Below, PlanFile: PlanFile{
		Without: []string{}, Remarks: []FormatRemark{},
		Episode: int64(episode), Chunk: id, Title: strings.TrimSuffix(filepath.Base(src.Path), filepath.Ext(src.Path)), Path: src.Path, Gone: true,
	}}
	disk, err := os.ReadFile(src.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, false
	case err != nil:
		f.State, f.Reason = PlanHeld, missing(src.Path, err).Error()
	case bytes.Equal(disk, src.Bytes):
		f.State = PlanChanged
		if words := nowhere(doc, src.Bytes); words != "" {
			f.State, f.Reason = PlanConflict, "Its chunk was joined with another, and “"+words+"” stands in no chunk any more. Overwritten, it is removed."
		}
	default:
		f.State, f.Reason = PlanConflict, "Its chunk was joined with another, and another program changed this file since Stet read it. Overwritten, it is removed."
	}
	f.onDisk, f.diskHash, f.Before = err == nil, sha256.Sum256(disk), len(disk)
	f.Removed = len(linediff.Diff(disk, nil))
	return f, true
}

// nowhere are the first words of a turn of a file of which no turn of the document has more than half; "" if there is none.
func nowhere(doc *transcript.Document, src []byte) string {
	var bags []map[string]int
	for _, id := range doc.Chunks() {
		c, _ := doc.Chunk(id)
		for _, t := range c.Turns {
			bag := map[string]int{}
			for _, w := range wordsOf(t) {
				bag[w]++
			}
			bags = append(bags, bag)
		}
	}
	for _, t := range chunkfile.Parse(src).Chunk().Turns {
		words := wordsOf(t)
		stands := slices.ContainsFunc(bags, func(bag map[string]int) bool {
			there := 0
			for _, w := range words {
				if bag[w] > 0 {
					there++
				}
			}
			return 2*there > len(words) || len(words) == 0
		})
		if !stands {
			return firstWords(t)
		}
	}
	return ""
}

// removeGone removes the file of a chunk that is gone, as it was planned.
func (s *Service) removeGone(ctx context.Context, f planned, overwrite bool) (string, error) {
	if f.State == PlanHeld || f.State == PlanConflict && !overwrite {
		return f.State, nil
	}
	if _, err := f.current(); err != nil {
		return PlanConflict, err
	}
	state := FileFailed
	err := s.open.with(ctx, session.EpisodeID(f.Episode), func(open *session.Session) error {
		stays := true
		open.Read(func(_ *transcript.Document, files session.Files) {
			stays = !slices.ContainsFunc(files.Gone(), func(g session.Gone) bool { return g.Chunk == f.Chunk && g.Path == f.Path })
		})
		if stays {
			state = PlanConflict
			return errOvertaken
		}
		if err := os.Remove(f.Path); err != nil {
			return err
		}
		state = FileWritten
		return open.Forget(ctx, f.Chunk)
	})
	return state, err
}
