// This file lets an import follow files that another program renamed, so that their chunks do not come in twice, and tells of
// those that are not there any more.

package service

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// lostFile is a chunk's file that is not there any more.
type lostFile struct {
	session.Place
	path, key string
	turns     func() []transcript.Turn
}

// place finds the chunk of a file, also of one that was renamed.
func (im *importing) place(ctx context.Context, path string) (session.Place, error) {
	if f, renamed := im.renamed[path]; renamed {
		return f.Place, nil
	}
	if _, freed := im.freed[path]; freed {
		return session.Place{}, session.ErrNotFound
	}
	return im.find(ctx, path)
}

// lookedUp is what the library said of a path.
type lookedUp struct {
	session.Place
	err error
}

// find asks the library for the chunk of a file, once.
func (im *importing) find(ctx context.Context, path string) (session.Place, error) {
	p, known := im.places[path]
	if !known {
		p.Place, p.err = im.service.Store.Find(ctx, path)
		im.places[path] = p
	}
	return p.Place, p.err
}

func (im *importing) isRenamed(path string) bool {
	_, renamed := im.renamed[path]
	return renamed
}

// findRenamed finds out which of the new files are those of chunks whose files are gone, and of which chunks those are whose
// names went from file to file. One that was changed as well must lie in the same folder, or be of the same episode.
func (im *importing) findRenamed(ctx context.Context, reads []read) error {
	var strangers []read
	var gone []lostFile
	at := map[string]int{} // the chunks of gone whose names others may have got
	for _, r := range reads {
		if r.err != nil || r.foreign != nil || !isTranscript(r.chunk) {
			continue
		}
		was, known, err := im.displaced(ctx, r)
		if err != nil {
			return err
		}
		if known && was == nil {
			continue
		}
		if known {
			at[r.path] = len(gone)
			gone = append(gone, *was)
		}
		strangers = append(strangers, r)
	}
	if len(strangers) == 0 {
		return nil
	}
	if err := im.findLost(ctx); err != nil {
		return err
	}
	strangers = im.withoutCopies(strangers)
	displaced := len(gone)
	if gone = append(gone, im.lost...); len(gone) == 0 {
		return nil
	}
	var arrived []sheet
	var names []string
	for _, r := range strangers {
		arrived = append(arrived, sheet{r.path, sha256.Sum256(r.src), func() []transcript.Turn { return r.chunk.Turns }})
		names = append(names, r.path)
	}
	from := make([]sheet, len(gone))
	for i, f := range gone {
		from[i] = sheet{f.path, f.Hash, f.turns}
	}
	became := newNames(from, arrived, names, at, func(g, a int) bool {
		f, r := gone[g], strangers[a]
		if g >= displaced && !wasRemoved(f.path) && !im.moved {
			return false // its folder is elsewhere, or on a drive that is not at hand: what was changed may be another text
		}
		return filepath.Dir(f.path) == filepath.Dir(r.path) || f.key != "" && f.key == r.id.key
	})
	im.lost = nil
	for g, a := range became {
		switch f := gone[g]; {
		case a >= 0:
			im.renamed[strangers[a].path] = f
		case g >= displaced:
			im.lost = append(im.lost, f)
		}
	}
	for path, g := range at {
		if became[g] >= 0 && !im.isRenamed(path) {
			im.freed[path] = gone[g].Episode
		}
	}
	return nil
}

// displaced is the chunk of a file that holds hardly anything of it any more; nil if it does. known says that there is one.
func (im *importing) displaced(ctx context.Context, r read) (was *lostFile, known bool, err error) {
	place, err := im.find(ctx, r.path)
	switch {
	case errors.Is(err, session.ErrNotFound):
		return nil, false, nil
	case err != nil || place.Hash == sha256.Sum256(r.src):
		return nil, true, err
	}
	src, err := im.service.Store.Source(ctx, place.Episode, place.Chunk)
	if err != nil {
		return nil, true, err
	}
	turns := chunkfile.Parse(src.Bytes).Chunk().Turns
	if !given(turns, r.chunk.Turns) {
		return nil, true, nil
	}
	return &lostFile{place, r.path, r.id.key, func() []transcript.Turn { return turns }}, true, nil
}

// findLost finds the chunks of the library whose files are not there any more, once.
func (im *importing) findLost(ctx context.Context) error {
	if im.lostOnce {
		return nil
	}
	im.lostOnce = true
	away := map[string]bool{}
	return im.eachLost(ctx, func(row session.EpisodeRow, c session.ChunkRow) error {
		path := c.Source
		place, err := im.service.Store.Find(ctx, path)
		if errors.Is(err, session.ErrNotFound) {
			return nil
		}
		f := lostFile{place, path, row.Episode.Key, sync.OnceValue(func() []transcript.Turn {
			src, err := im.service.Store.Source(ctx, place.Episode, place.Chunk)
			if err != nil {
				return nil
			}
			return chunkfile.Parse(src.Bytes).Chunk().Turns
		})}
		folder := filepath.Dir(path)
		if _, known := away[folder]; !known {
			away[folder] = !im.moved && isAway(folder)
		}
		if away[folder] {
			im.away = append(im.away, f)
		} else {
			im.lost = append(im.lost, f)
		}
		return err
	})
}

// withoutCopies leaves out the new files that hold what files did whose folders cannot be reached.
func (im *importing) withoutCopies(strangers []read) []read {
	return slices.DeleteFunc(strangers, func(r read) bool {
		at := slices.IndexFunc(im.away, func(f lostFile) bool {
			return f.Hash == sha256.Sum256(r.src) || f.key != "" && f.key == r.id.key && holdsMost(r.chunk.Turns, f.turns())
		})
		if at >= 0 {
			im.copies[r.path] = im.away[at]
		}
		return at >= 0
	})
}

func (im *importing) isCopy(path string) bool {
	_, is := im.copies[path]
	return is
}

// copyOf says why a file is not taken in that holds what another did.
func copyOf(r read, f lostFile) ProblemView {
	p := refuse(r.shown, 1, 1, "file.away", "It holds what %s does, whose folder cannot be reached, as where its drive is off. It may be a copy of that, so it is not taken in.", f.path).ProblemView
	p.Severity = string(chunkfile.Warn)
	return p
}

// eachLost calls f for each chunk of the library whose file is not there.
func (im *importing) eachLost(ctx context.Context, f func(row session.EpisodeRow, c session.ChunkRow) error) error {
	rows, err := im.service.Store.Library(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		for _, c := range row.Chunks {
			if c.Source == "" || isDraft(c.Source) {
				continue
			}
			if _, err := os.Stat(c.Source); !errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err := f(row, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// follow lets chunks of an episode go with their files that were renamed, all at once: a name may go from one to the other.
func (im *importing) follow(ctx context.Context, open *session.Session, updates []update) (followed bool, err error) {
	names := map[transcript.ID]session.Source{}
	open.Read(func(doc *transcript.Document, files session.Files) {
		for _, u := range updates {
			if _, stands := doc.Head(u.place.Chunk); !stands || u.from == "" {
				continue
			}
			// Where it has another name by now, somebody else has followed it.
			if src := files.Source(u.place.Chunk); src.Path == u.from {
				src.Path, src.Below = u.path, u.below
				names[u.place.Chunk] = src
			}
		}
	})
	if len(names) == 0 {
		return false, nil
	}
	_, err = open.Rebase(ctx, names)
	return err == nil, err
}

// askedFolder is a folder that was asked for: where it is, and how.
type askedFolder struct{ path, asked string }

// foldersAsked are the folders among paths, in their order.
func foldersAsked(paths []string) (out []askedFolder) {
	for _, asked := range paths {
		path, err := filepath.Abs(asked)
		if info, wrong := os.Stat(path); err == nil && wrong == nil && info.IsDir() {
			out = append(out, askedFolder{path, asked})
		}
	}
	return out
}

// tellGone tells of the files under the folders asked for that are not there any more.
func (im *importing) tellGone(ctx context.Context) error {
	if len(im.asked) == 0 {
		return nil
	}
	return im.eachLost(ctx, func(row session.EpisodeRow, c session.ChunkRow) error {
		for _, root := range im.asked {
			below, err := filepath.Rel(root.path, c.Source)
			if err != nil || !filepath.IsLocal(below) || hiddenBelow(below) || im.underway.of(row.ID) {
				continue
			}
			what := "This file is not there any more. Its chunk stays in the library; an export writes it anew only if you say so."
			if c.Turns == 0 {
				what = "This file is not there any more, and its turns stand in others. What was edited in its front matter stays in the library, in a chunk without a turn: join that with another once it is not needed."
			}
			p := refuse(filepath.Join(root.asked, below), 1, 1, "file.gone", "%s", what).ProblemView
			p.Severity = string(chunkfile.Warn)
			im.view.Gone = append(im.view.Gone, p)
			break
		}
		return nil
	})
}

// hiddenBelow says whether a path leads through what an import does not look into.
func hiddenBelow(below string) bool {
	for _, name := range strings.Split(filepath.ToSlash(below), "/") {
		if strings.HasPrefix(name, ".") || name == "node_modules" {
			return true
		}
	}
	return false
}
