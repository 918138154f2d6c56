// This file remembers which files an export is about to write, so that one that was cut off is known again: what it left on
// the disk is the library's own text, and no other program's.

package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"stet/backend/session"
)

// underwayKey is the setting that has what is underway.
const underwayKey = "export.underway"

// written is a file that an export set out to write.
type written struct {
	Path    string            `json:"path"`
	Episode session.EpisodeID `json:"episode"`
	// Hash is the SHA-256 of what it was to hold, as hex.
	Hash string `json:"hash"`
}

// underway are the files of exports that did not come to their end, by path and hash.
type underway map[string]written

func underwayName(path string, hash [32]byte) string { return hex.EncodeToString(hash[:]) + path }

// underway reads what exports left undone; nothing where that cannot be known.
func (s *Service) underway(ctx context.Context) underway {
	out := underway{}
	raw, err := s.Store.Recall(ctx, underwayKey)
	var list []written
	if err != nil || json.Unmarshal([]byte(raw), &list) != nil {
		return out
	}
	for _, w := range list {
		out[w.Hash+w.Path] = w
	}
	return out
}

// has says whether a file with these bytes is one that an export left.
func (u underway) has(path string, text []byte) bool {
	return len(u) > 0 && u.hasSum(path, sha256.Sum256(text))
}

func (u underway) hasSum(path string, sum [32]byte) bool {
	_, has := u[underwayName(path, sum)]
	return has
}

// of says whether an export of an episode was cut off: what is not there may have been removed by it.
func (u underway) of(episode session.EpisodeID) bool {
	for _, w := range u {
		if w.Episode == episode {
			return true
		}
	}
	return false
}

// setOut remembers what a plan is about to write back to where it came from.
func (s *Service) setOut(ctx context.Context, p *plan) (underway, error) {
	all := s.underway(ctx)
	before := len(all)
	for _, f := range p.files {
		if f.Path == f.home && !f.Gone && f.State != PlanSame && f.State != PlanHeld {
			all[underwayName(f.Path, f.hash)] = written{f.Path, session.EpisodeID(f.Episode), hex.EncodeToString(f.hash[:])}
		}
	}
	if len(all) == before {
		return all, nil
	}
	return all, s.keepUnderway(ctx, all)
}

func (s *Service) keepUnderway(ctx context.Context, all underway) error {
	if len(all) == 0 {
		return s.Store.Remember(ctx, underwayKey, "")
	}
	list := make([]written, 0, len(all))
	for _, w := range all {
		list = append(list, w)
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return s.Store.Remember(ctx, underwayKey, string(raw))
}

// arrived forgets what stands on the disk as the library knows it now, and what does not stand there. Once nothing is left,
// what an export that was cut off put beside the files is taken away.
func (s *Service) arrived(ctx context.Context, all underway, p *plan, v ExportView) error {
	if len(all) == 0 {
		return nil
	}
	done := map[string]bool{}
	for i, f := range p.files {
		if state := v.Files[i].State; state == FileWritten || state == PlanSame {
			done[underwayName(f.Path, f.hash)] = true
		}
	}
	left, dirs := underway{}, map[string]bool{}
	for name, w := range all {
		dirs[filepath.Dir(w.Path)] = true
		if done[name] {
			continue
		}
		disk, err := os.ReadFile(w.Path)
		if err != nil || !all.has(w.Path, disk) || underwayName(w.Path, sha256.Sum256(disk)) != name {
			continue
		}
		if place, err := s.Store.Find(ctx, w.Path); err != nil || hex.EncodeToString(place.Hash[:]) != w.Hash {
			left[name] = w
		}
	}
	if len(left) == 0 {
		for dir := range dirs {
			sweepAside(dir)
		}
	}
	return s.keepUnderway(ctx, left)
}

// sweepAside removes the texts that were to have the names of others: their words stand in the files by now.
func sweepAside(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), asideHead) && strings.HasSuffix(e.Name(), asideTail) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// planLeft lists the files that an export left which was cut off, and which no chunk has: they are to be removed. taken are
// the paths where chunks' files are to stand.
func (s *Service) planLeft(ctx context.Context, all underway, episode session.EpisodeID, taken map[string]string) []planned {
	var out []planned
	for _, w := range all {
		if _, twice := taken[w.Path]; twice || w.Episode != episode {
			continue
		}
		disk, err := os.ReadFile(w.Path)
		if err != nil || !all.has(w.Path, disk) {
			continue
		}
		if _, err := s.Store.Find(ctx, w.Path); err == nil {
			continue
		}
		taken[w.Path] = filepath.Base(w.Path)
		out = append(out, planned{home: w.Path, left: true, onDisk: true, diskHash: sha256.Sum256(disk), PlanFile: PlanFile{
			FormatFile: FormatFile{
				Path: w.Path, State: PlanChanged, Before: len(disk), Removed: strings.Count(string(disk), "\n"), Remarks: []FormatRemark{},
			},
			Episode: int64(episode), Title: strings.TrimSuffix(filepath.Base(w.Path), filepath.Ext(w.Path)), Gone: true, Without: []string{},
		}})
	}
	return out
}
