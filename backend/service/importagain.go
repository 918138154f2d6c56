// This file brings chunks that are in the library together with their files, where an import finds these changed, gone or
// parted. It takes no side where both changed the same.

package service

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/reconcile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// byEpisode yields the files of each episode together, in the order in which they came; last the episodes of which there are
// only parts.
func (im *importing) byEpisode() func(yield func(session.EpisodeID, []update) bool) {
	return func(yield func(session.EpisodeID, []update) bool) {
		seen := map[session.EpisodeID]bool{}
		for updates := im.updates; len(updates) > 0; {
			id := updates[0].place.Episode
			var mine, others []update
			for _, u := range updates {
				if u.place.Episode == id {
					mine = append(mine, u)
				} else {
					others = append(others, u)
				}
			}
			if seen[id] = true; !yield(id, mine) {
				return
			}
			updates = others
		}
		for _, id := range slices.Sorted(maps.Keys(im.parts)) {
			if !seen[id] && !yield(id, nil) {
				return
			}
		}
	}
}

// update brings the chunks of an episode together with their files as they are on the disk now, in one step.
func (im *importing) update(ctx context.Context, id session.EpisodeID, updates []update) (updated bool, err error) {
	err = im.service.open.alone(ctx, id, func(open *session.Session) error {
		renamed, err := im.follow(ctx, open, updates)
		if updated = renamed; err != nil {
			return err
		}
		d := session.OnDisk{Changed: map[transcript.ID]session.Source{}}
		dirty, shown, name := map[transcript.ID]bool{}, map[transcript.ID]string{}, tookIn
		for _, u := range updates {
			chunk := u.place.Chunk
			// Read again: an export may have written the file since the import did.
			u.read = readFile(u.found)
			var no *refusal
			if !errors.As(u.err, &no) {
				no = notWhole(u.shown, u.src)
			}
			same, joined := false, false
			open.Read(func(doc *transcript.Document, files session.Files) {
				now, stands := doc.Chunk(chunk)
				switch {
				case no != nil:
				case files.Joined(chunk) != 0:
					joined = true
				case !stands:
					no = refuse(u.shown, 1, 1, "file.gone", "Its chunk was joined with another in the library, and the file changed since. Undo that first, or put the file elsewhere.")
				default:
					same = bytes.Equal(files.Source(chunk).Bytes, u.src)
					dirty[chunk] = files.Dirty(chunk) && !transcript.SameChunk(now, u.chunk)
				}
			})
			switch {
			case no != nil:
				im.view.Refused = append(im.view.Refused, no.ProblemView)
			case same && u.from != "":
				im.view.Renamed = append(im.view.Renamed, RenamedFile{File: u.shown, From: u.from})
			case same:
				im.view.Same++
			default:
				if u.from != "" {
					im.view.Renamed = append(im.view.Renamed, RenamedFile{u.shown, u.from, true})
				}
				d.Changed[chunk], shown[chunk] = u.source(), u.shown
				if joined {
					im.view.Merged++
				}
				if name = takeName(u.path); dirty[chunk] {
					name = tookIn
				}
			}
		}
		if len(d.Changed)+len(im.parts[id]) == 0 {
			return nil
		}
		if len(d.Changed) != 1 {
			name = tookIn
		}
		d.Gone, d.New, d.Beside = goneFiles(open), withoutChunks(open), changedBeside(open, d.Changed)
		for _, r := range im.parts[id] {
			d.New = append(d.New, r.source())
		}
		was := unpaired(open, d.Changed)
		_, taken, err := open.TakeIn(ctx, d, name)
		if err != nil {
			return err
		}
		updated = true
		im.tellLost(open, was, shown)
		for _, r := range im.parts[id] {
			if _, err := im.service.Store.Find(ctx, r.path); err != nil {
				im.left = append(im.left, r.found)
				continue
			}
			im.view.Added++
		}
		for _, t := range taken {
			for _, what := range t.Left {
				im.view.Refused = append(im.view.Refused, leftIn(sourcePath(open, t.Chunk), what))
			}
			switch {
			case t.Conflicts > 0:
				// Its own file need not be among those that are imported: turns went to it from one that is.
				im.view.Conflicts = append(im.view.Conflicts, ConflictView{Episode: int64(id), Chunk: t.Chunk, File: cmp.Or(shown[t.Chunk], sourcePath(open, t.Chunk)), Places: t.Conflicts})
			case shown[t.Chunk] == "":
			case dirty[t.Chunk]:
				im.view.Merged++
			default:
				im.view.Updated++
			}
		}
		return nil
	})
	return updated, err
}

// unpaired are the turns of chunks' files that these have no more.
func unpaired(open *session.Session, changed map[transcript.ID]session.Source) map[transcript.ID][]transcript.Turn {
	out := map[transcript.ID][]transcript.Turn{}
	open.Read(func(_ *transcript.Document, files session.Files) {
		for id, src := range changed {
			was := files.InFile(id).Turns
			stays := map[int]bool{}
			for _, p := range reconcile.Pairs(was, chunkfile.Parse(src.Bytes).Chunk().Turns) {
				stays[p.Old] = true
			}
			for i, t := range was {
				if !stays[i] && len(t.Paragraphs) > 0 {
					out[id] = append(out[id], t)
				}
			}
		}
	})
	return out
}

// tellLost tells of files whose turns went, as far as they stand in no other chunk now.
func (im *importing) tellLost(open *session.Session, was map[transcript.ID][]transcript.Turn, shown map[transcript.ID]string) {
	open.Read(func(doc *transcript.Document, _ session.Files) {
		var all []transcript.Turn
		for _, id := range doc.Chunks() {
			c, _ := doc.Chunk(id)
			all = append(all, c.Turns...)
		}
		stands := standingIn(all)
		for _, id := range slices.Sorted(maps.Keys(was)) {
			lost := slices.DeleteFunc(was[id], func(t transcript.Turn) bool {
				same := func(now transcript.Turn) bool {
					return t.Span != nil && transcript.SameSpan(now.Span, t.Span) && now.Label() == t.Label()
				}
				return stands.has(t) || slices.ContainsFunc(all, same) // with other words: it was corrected
			})
			if len(lost) == 0 {
				continue
			}
			p := refuse(shown[id], 1, 1, "file.lost", "%s, and no other file has %s: “%s”. If that was not meant, undo the step in the window, and bring the file back.",
				quantity(len(lost), "turn")+verb(len(lost), " is", " are")+" gone from it", verb(len(lost), "it", "them"), firstWords(lost[0])).ProblemView
			p.Severity = string(chunkfile.Warn)
			im.view.Lost = append(im.view.Lost, p)
		}
	})
}

func sourcePath(open *session.Session, chunk transcript.ID) (path string) {
	open.Read(func(_ *transcript.Document, files session.Files) { path = files.Source(chunk).Path })
	return path
}

// changedBeside are the files of an episode's other chunks that another program changed.
func changedBeside(open *session.Session, changed map[transcript.ID]session.Source) map[transcript.ID]session.Source {
	out := map[transcript.ID]session.Source{}
	open.Read(func(doc *transcript.Document, files session.Files) {
		for _, id := range doc.Chunks() {
			src := files.Source(id)
			if _, taken := changed[id]; taken || src.Path == "" {
				continue
			}
			if text, err := readText(src.Path, src.Path); err == nil && !bytes.Equal(text, src.Bytes) {
				src.Bytes = text
				out[id] = src
			}
		}
	})
	return out
}

// goneFiles are the chunks of an episode whose files another program removed.
func goneFiles(open *session.Session) (gone []transcript.ID) {
	open.Read(func(doc *transcript.Document, files session.Files) {
		for _, id := range doc.Chunks() {
			src := files.Source(id)
			if _, err := os.Stat(src.Path); src.Path != "" && errors.Is(err, fs.ErrNotExist) && wasRemoved(src.Path) {
				gone = append(gone, id)
			}
		}
	})
	return gone
}

// withoutChunks are the files of an episode whose chunks are not in it any more, as they are on the disk now.
func withoutChunks(open *session.Session) (out []session.Source) {
	open.Read(func(_ *transcript.Document, files session.Files) {
		for _, gone := range files.Gone() {
			if text, err := readText(gone.Path, gone.Path); err == nil {
				out = append(out, session.Source{Path: gone.Path, Below: gone.Below, Bytes: text})
			}
		}
	})
	return out
}
