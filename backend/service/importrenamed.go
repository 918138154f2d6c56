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
	return im.service.Store.Find(ctx, path)
}

func (im *importing) isRenamed(path string) bool {
	_, renamed := im.renamed[path]
	return renamed
}

// findRenamed finds out which of the new files are those of chunks whose files are gone. One that was changed as well must
// lie in the same folder, or be of the same episode.
func (im *importing) findRenamed(ctx context.Context, reads []read) error {
	var strangers []read
	var arrived []sheet
	for _, r := range reads {
		if r.err != nil || r.foreign != nil || !isTranscript(r.chunk) {
			continue
		}
		if _, err := im.service.Store.Find(ctx, r.path); !errors.Is(err, session.ErrNotFound) {
			if err != nil {
				return err
			}
			continue
		}
		strangers = append(strangers, r)
		arrived = append(arrived, sheet{sha256.Sum256(r.src), func() []transcript.Turn { return r.chunk.Turns }})
	}
	if len(strangers) == 0 {
		return nil
	}
	if err := im.findLost(ctx); err != nil {
		return err
	}
	gone := make([]sheet, len(im.lost))
	for i, f := range im.lost {
		gone[i] = sheet{f.Hash, f.turns}
	}
	var left []lostFile
	for g, a := range becameOf(gone, arrived, func(g, a int) bool {
		f, r := im.lost[g], strangers[a]
		return filepath.Dir(f.path) == filepath.Dir(r.path) || f.key != "" && f.key == r.id.key
	}) {
		if f := im.lost[g]; a >= 0 {
			im.renamed[strangers[a].path] = f
		} else {
			left = append(left, f)
		}
	}
	im.lost = left
	return nil
}

// findLost finds the chunks of the library whose files are not there any more, once.
func (im *importing) findLost(ctx context.Context) error {
	if im.lostOnce {
		return nil
	}
	im.lostOnce = true
	return im.eachLost(ctx, func(row session.EpisodeRow, c session.ChunkRow) error {
		path := c.Source
		place, err := im.service.Store.Find(ctx, path)
		if errors.Is(err, session.ErrNotFound) {
			return nil
		}
		im.lost = append(im.lost, lostFile{place, path, row.Episode.Key, sync.OnceValue(func() []transcript.Turn {
			src, err := im.service.Store.Source(ctx, place.Episode, place.Chunk)
			if err != nil {
				return nil
			}
			return chunkfile.Parse(src.Bytes).Chunk().Turns
		})})
		return err
	})
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

// follow lets chunks of an episode go with their files that were renamed.
func (im *importing) follow(ctx context.Context, open *session.Session, updates []update) (followed bool, err error) {
	for _, u := range updates {
		if u.from == "" {
			continue
		}
		var was session.Source
		open.Read(func(doc *transcript.Document, files session.Files) {
			if _, stands := doc.Head(u.place.Chunk); stands {
				was = files.Source(u.place.Chunk)
			}
		})
		if was.Path != u.from {
			continue // it was joined with another, or somebody else has followed it
		}
		if err := follow(ctx, open, u.place.Chunk, was, u.path, u.below); err != nil {
			return followed, err
		}
		followed = true
	}
	return followed, nil
}

// foldersAsked are the folders among paths, by where they are.
func foldersAsked(paths []string) map[string]string {
	out := map[string]string{}
	for _, asked := range paths {
		path, err := filepath.Abs(asked)
		if info, wrong := os.Stat(path); err == nil && wrong == nil && info.IsDir() {
			out[path] = asked
		}
	}
	return out
}

// tellGone tells of the files under the folders asked for that are not there any more.
func (im *importing) tellGone(ctx context.Context) error {
	if len(im.folders) == 0 {
		return nil
	}
	return im.eachLost(ctx, func(row session.EpisodeRow, c session.ChunkRow) error {
		for root, asked := range im.folders {
			below, err := filepath.Rel(root, c.Source)
			if err != nil || !filepath.IsLocal(below) || hiddenBelow(below) || im.underway.of(row.ID) {
				continue
			}
			what := "This file is not there any more. Its chunk stays in the library; an export writes it anew only if you say so."
			if c.Turns == 0 {
				what = "This file is not there any more, and its turns stand in others. What was edited in its front matter stays in the library, in a chunk without a turn: join that with another once it is not needed."
			}
			p := refuse(filepath.Join(asked, below), 1, 1, "file.gone", "%s", what).ProblemView
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
