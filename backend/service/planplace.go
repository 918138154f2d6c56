// This file finds out which file a chunk is to stand in: its own, one of another name if its slug is another, or a new one
// beside its neighbours'. It writes and removes none.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
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
	if src.Path == "" {
		beside, found := neighbour(doc, files, id)
		switch {
		case !found:
			f.State, f.Reason = PlanHeld, "No chunk of the episode has a file, so it is not known where this one is to stand."
		case !src.Made && src.Below != "" && slug == files.Said(id, "slug"):
			f.again(beside, src.Below)
		case !fileName(slug):
			f.State, f.Reason = PlanHeld, "This chunk is new, and its file is named after its slug. Give it a slug of letters, digits and dashes."
		default:
			f.named(beside, slug)
		}
		return
	}
	if files.Plain(id) && !head.Matter.Plain() {
		// A transcript that was cut into chunks stays as it is.
		if !fileName(slug) {
			f.State, f.Reason = PlanHeld, "The transcript that this chunk was cut from stays as it is, and the chunk's file is named after its slug. Give it a slug of letters, digits and dashes."
			return
		}
		f.named(src, slug)
		return
	}
	if name := nameOf(files, head); name != filepath.Base(src.Path) {
		f.old, f.oldHash = src.Path, sha256.Sum256(src.Bytes)
		f.called(src, name)
	}
}

// nameOf is how an export calls the file that a chunk has: after the slug where it is named after it, and else as somebody asked.
func nameOf(files session.Files, head transcript.Chunk) string {
	path := files.Source(head.ID).Path
	if slug, _ := head.Field("slug"); follows(path, files.Said(head.ID, "slug"), slug.Value) {
		return slug.Value + filepath.Ext(path)
	}
	return head.File.Of(filepath.Base(path))
}

// follows says that a file is named after the slug that its chunk had, and can be after the one that it has now.
func follows(file, was, slug string) bool {
	return slug != was && fileName(slug) && strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) == was
}

// comesFrom says whether an export to a folder is one back to where an episode's files came from.
func comesFrom(doc *transcript.Document, files session.Files, to string) bool {
	return slices.ContainsFunc(doc.Chunks(), func(id transcript.ID) bool {
		src := files.Source(id)
		there := filepath.Join(to, filepath.FromSlash(src.Below))
		return src.Path != "" && (there == src.Path || sameFile(there, src.Path))
	})
}

// guard holds a file that is to go where the file of a chunk stands that knows nothing of it. own is the path of the
// chunk's file as it is now.
func (s *Service) guard(ctx context.Context, f *planned, own string) {
	if f.State == PlanHeld || f.Path == own || f.onto != 0 || f.takes != 0 {
		return
	}
	if _, err := s.Store.Find(ctx, f.Path); err == nil {
		f.State, f.Reason = PlanHeld, "The file of another chunk of the library stands here. Export to another folder, or give one of both another slug."
	}
}

// named puts the file beside another, under a name with the same ending.
func (f *planned) named(beside session.Source, slug string) {
	f.called(beside, slug+filepath.Ext(beside.Path))
}

func (f *planned) called(beside session.Source, name string) {
	f.home = filepath.Join(filepath.Dir(beside.Path), name)
	f.below = path.Join(path.Dir(beside.Below), name)
}

// again gives a file that was removed the place that it had.
func (f *planned) again(beside session.Source, below string) {
	root, found := strings.CutSuffix(beside.Path, filepath.FromSlash(beside.Below))
	if f.below = below; !found || !filepath.IsLocal(filepath.FromSlash(below)) {
		root, f.below = filepath.Dir(beside.Path), path.Join(path.Dir(beside.Below), path.Base(below))
		below = path.Base(below)
	}
	f.home = filepath.Join(root, filepath.FromSlash(below))
}

// fileName says whether a slug can be a file's name everywhere.
func fileName(slug string) bool {
	return slug != "" && slug[0] != '.' && !strings.ContainsAny(slug, `/\:*?"<>|`+"\x00\n\r\t") && filepath.IsLocal(slug)
}

// neighbour is the file of the nearest chunk that has one; of none in the episode, that of one that was joined.
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
	for _, gone := range files.Gone() {
		return gone.Source, true
	}
	return session.Source{}, false
}

// compareOld sets the state of a file that is to have another name: what stands under the old one goes with it, unless
// the file of another is to stand there, whose text has the hash onto: then that may be so already.
func (f *planned) compareOld(onto *[32]byte, underway underway) {
	text, base := f.text, f.base
	if f.text, f.base = nil, nil; f.State == PlanHeld {
		return
	}
	disk, err := os.ReadFile(f.old)
	old := filepath.Base(f.old)
	there := onto != nil && err == nil && sha256.Sum256(disk) == *onto
	if err == nil && !there && underway.has(f.old, disk) {
		f.oldHash, base = sha256.Sum256(disk), disk
	}
	switch {
	case there:
		disk = base
	case errors.Is(err, fs.ErrNotExist):
		f.old = ""
		return
	case err != nil:
		f.State, f.Reason = PlanHeld, missing(f.old, err).Error()
		return
	case !bytes.Equal(disk, base) && onto != nil:
		f.State, f.Reason = PlanHeld, overtakenName(old)
	case !bytes.Equal(disk, base):
		f.State, f.Reason = PlanConflict, "Another program changed "+old+" since Stet read it. Overwritten, the new file is written, and "+old+" stays beside it."
	case f.State == PlanConflict && f.Reason == placeTaken:
		f.Reason = "Another file stands where this one is to go. Overwritten, it is replaced, and " + old + " goes. Or give the chunk another slug."
	case f.State == PlanSame && onto == nil:
		f.State = PlanChanged
	}
	switch f.State {
	case PlanSame:
		return
	case PlanNew:
		f.State = PlanChanged
	}
	f.From, f.Before = f.old, len(disk)
	f.Added, f.Removed = linediff.Count(linediff.Diff(disk, text))
}

// removeOld removes what stood under the old name, unless somebody has changed it, or another file has that name now. Where both
// names mean one file, as on drives that know no capitals, it gets the new one.
func (f *planned) removeOld() error {
	if f.old == "" || f.kept {
		return nil
	}
	if sameFile(f.old, f.Path) {
		return os.Rename(f.old, f.Path)
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

// planGone lists the files of chunks that were joined with others: they are to be removed. Where a turn of one stands
// nowhere any more, somebody has to say so. taken are the paths where other chunks' files are to stand.
func planGone(doc *transcript.Document, files session.Files, episode session.EpisodeID, taken map[string]string, underway underway) []planned {
	var out []planned
	for _, gone := range files.Gone() {
		if _, twice := taken[gone.Path]; twice {
			continue
		}
		f := planned{home: gone.Path, below: gone.Below, PlanFile: PlanFile{
			FormatFile: FormatFile{Path: gone.Path, Remarks: []FormatRemark{}},
			Episode:    int64(episode), Chunk: gone.Chunk, Title: strings.TrimSuffix(filepath.Base(gone.Path), filepath.Ext(gone.Path)), Gone: true, Without: []string{},
		}}
		disk, err := os.ReadFile(gone.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			f.State, f.Reason = PlanHeld, missing(gone.Path, err).Error()
		case bytes.Equal(disk, gone.Bytes), underway.has(gone.Path, disk):
			f.State = PlanChanged
			if words := nowhere(doc, files, gone); words != "" {
				f.State, f.Reason = PlanConflict, "Its chunk was joined with another, and “"+words+"” stands in no chunk any more. Overwritten, it is removed."
			}
		default:
			f.State, f.Reason = PlanConflict, "Its chunk was joined with another, and another program changed this file since Stet read it. Overwritten, it is removed."
		}
		f.onDisk, f.diskHash, f.Before = err == nil, sha256.Sum256(disk), len(disk)
		f.Removed = len(linediff.Diff(disk, nil))
		out = append(out, f)
	}
	return out
}

// nowhere are the first words of a turn of a joined chunk's file that stand in the document no more; "" if there are none.
// A turn that is in the document still may say something else now: that is an edit like any other.
func nowhere(doc *transcript.Document, files session.Files, gone session.Gone) string {
	stood := slices.Collect(maps.Values(files.Stood()))
	var left, all []transcript.Turn
	for i, t := range chunkfile.Parse(gone.Bytes).Chunk().Turns {
		known := slices.ContainsFunc(stood, func(s session.Stood) bool {
			// The same turn may stand in two files, where an export was cut off: as it was before an edit, and after it.
			return s.Chunk == gone.Chunk && s.At == i || t.Span != nil && transcript.SameSpan(s.Turn.Span, t.Span) && s.Turn.Label() == t.Label()
		})
		if !known {
			left = append(left, t)
		}
	}
	if len(left) == 0 {
		return ""
	}
	for _, id := range doc.Chunks() {
		c, _ := doc.Chunk(id)
		all = append(all, c.Turns...)
	}
	return standingIn(all).lost(left)
}

// removeGone removes the file of a chunk that is gone, as it was planned.
func (s *Service) removeGone(ctx context.Context, f planned, overwrite bool) (string, error) {
	if f.State == PlanHeld || f.State == PlanConflict && !overwrite {
		return f.State, nil
	}
	if _, err := f.current(); err != nil {
		return PlanConflict, err
	}
	if f.left {
		if err := os.Remove(f.Path); err != nil {
			return FileFailed, err
		}
		return FileWritten, nil
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
