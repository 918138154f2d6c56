// This file sees when another program changes the transcript that the open episode is held against. What of it the chunks do
// not have, heldto.go finds out.

package service

import (
	"context"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/session"
)

// toldText is a transcript that said something else than before, and whether the chunks lack some of it.
type toldText struct {
	episode session.EpisodeID
	// sums are what its files said.
	sums  string
	lacks bool
}

// watchTexts says which files hold the transcript that an episode is held against, and looks at them if they are others.
func (d *disk) watchTexts(id session.EpisodeID, paths []string) {
	d.mu.Lock()
	other := d.textsIn != id || !slices.Equal(d.texts, paths)
	d.textsIn, d.texts = id, paths
	d.mu.Unlock()
	if other {
		d.service.Emit("disk", map[string]int64{"id": int64(id)})
	}
}

func (d *disk) textsOf(id session.EpisodeID) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.textsIn != id {
		return []string{}
	}
	return d.texts
}

// anew are the files of a transcript that say something else than the chunks, since another program changed them.
func (d *disk) anew(ctx context.Context, id session.EpisodeID, paths []string, said map[string]string) (out []string, rest bool) {
	out, rest = []string{}, true
	var sums []string
	for _, path := range paths {
		f, rests, err := d.see(path)
		rest = rest && rests
		if err != nil || !rests {
			return out, rest
		}
		sum := hex.EncodeToString(f.sum[:])
		if sums = append(sums, sum); said[path] != "" && said[path] != sum {
			out = append(out, path)
		}
	}
	if len(out) == 0 {
		return out, rest
	}
	now := toldText{episode: id, sums: strings.Join(sums, " ")}
	if now.lacks = d.told.lacks; d.told != now {
		now.lacks = len(d.service.changedText(ctx, id, paths)) > 0
		d.told = now
	}
	if !now.lacks {
		return []string{}, rest
	}
	return out, rest
}

// foldersOf are the folders in which files lie.
func foldersOf(list []held) []string {
	var out []string
	for _, h := range list {
		out = append(out, filepath.Dir(h.src.Path))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// withFolders adds those of files.
func withFolders(folders, files []string) []string {
	for _, path := range files {
		folders = append(folders, filepath.Dir(path))
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}
