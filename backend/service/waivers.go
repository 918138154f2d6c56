// This file keeps what somebody let stand in the file beside the content, where stet check and others' libraries find it.
// The library knows turns and chunks by their numbers, the file by their names and times: the library remembers what it
// wrote of which. It takes out of the file what it wrote itself, or what it was told to, and nothing else.

package service

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"stet/backend/atomicfile"
	"stet/backend/check"
	"stet/backend/session"
	"stet/backend/transcript"
	"stet/backend/waiver"
)

// startOf is where a turn begins, as the file of what was let stand says it; "" where that is not known.
func startOf(t transcript.Turn) string {
	if t.Span == nil {
		return ""
	}
	return t.Span.Start.String()
}

// keptWaiver is what was let stand in the library, and where the file has it.
type keptWaiver struct {
	In    session.Waiver `json:"in"`
	Place waiver.Place   `json:"place"`
}

func keptWaiversKey(id session.EpisodeID) string { return fmt.Sprintf("waivers.%d", id) }

// keptWaivers are those of an episode that were written to the file; none where that cannot be known.
func (s *Service) keptWaivers(ctx context.Context, id session.EpisodeID) []keptWaiver {
	var out []keptWaiver
	if text, err := s.Store.Recall(ctx, keptWaiversKey(id)); err == nil && text != "" {
		_ = json.Unmarshal([]byte(text), &out)
	}
	return out
}

func (s *Service) rememberKept(ctx context.Context, id session.EpisodeID, kept []keptWaiver) error {
	memo, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return s.Store.Remember(ctx, keptWaiversKey(id), string(memo))
}

// forgetTakenOut drops what the library let stand and somebody has taken out of the file since.
func (s *Service) forgetTakenOut(ctx context.Context, id session.EpisodeID, l *looking) {
	if len(l.waivers) == 0 || l.files == nil || l.files.waivers() == "" || l.files.err != nil {
		return
	}
	for _, k := range s.keptWaivers(ctx, id) {
		if _, stands := l.files.stands.why[k.Place]; !stands {
			delete(l.waivers, k.In)
		}
	}
}

// keepWaivers brings the file beside an episode's files in line with what the library lets stand in it: what is new, what
// was let stand before there was such a file, and what stands elsewhere now. drop is to go. Without files there is nothing
// to do.
func (s *Service) keepWaivers(ctx context.Context, open *session.Session, drop []waiver.Place) error {
	s.waiving.Lock()
	defer s.waiving.Unlock()
	l, series, folder := s.look(ctx, open), "", ""
	open.Read(func(doc *transcript.Document, files session.Files) {
		series, folder = doc.Episode().Series, firstFolder(doc, files)
	})
	if l.files == nil || folder == "" || len(l.waivers) == 0 && len(drop) == 0 {
		return nil
	}
	path, err := s.waiversFile(ctx, l.files, series, folder)
	if err != nil || path == "" {
		return err
	}
	src, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return missing(path, err)
	}
	there := err == nil
	stands := map[waiver.Place]bool{}
	list, _ := waiver.Parse(src) // what cannot be read, Update says
	for _, w := range list {
		stands[w.Place] = true
	}
	asked := slices.ContainsFunc(drop, func(p waiver.Place) bool { return stands[p] })
	var add []waiver.Waiver
	kept := s.keptWaivers(ctx, open.ID())
	open.Read(func(doc *transcript.Document, files session.Files) {
		for in, why := range l.waivers {
			at, ok := standsAt(doc, files, filepath.Dir(path), in)
			if !ok || check.NoSuch(in.Code) != "" || slices.Contains(drop, at) {
				continue
			}
			i := slices.IndexFunc(kept, func(k keptWaiver) bool { return k.In == in })
			if i < 0 {
				i = len(kept)
				kept = append(kept, keptWaiver{In: in})
			} else if kept[i].Place != at {
				drop = append(drop, kept[i].Place)
			}
			kept[i].Place = at
			if !stands[at] {
				add = append(add, waiver.Waiver{Place: at, Why: why})
			}
		}
	})
	kept = slices.DeleteFunc(kept, func(k keptWaiver) bool { return slices.Contains(drop, k.Place) && l.waivers[k.In] == "" })
	text, err := waiver.Update(src, drop, add)
	if err != nil {
		return fail(CodeInvalid, err, "%s: %s. Mend it, so that what was let stand can be kept there; the library has it.", path, capital(err.Error()))
	}
	if !there && len(add) == 0 {
		return nil
	}
	if !bytes.Equal(text, src) {
		err = atomicfile.Write(path, text, func() error {
			now, err := os.ReadFile(path)
			if (err == nil) != there || there && !bytes.Equal(now, src) {
				return fail(CodeConflict, nil, "Another program changed %s just now. Try again; the library has it already.", path)
			}
			return nil
		})
		if isReadOnly(err) && asked {
			return fail(CodeFailed, err, "%s cannot be written, and says still that it stands. Allow writing there, or take it out of the file.", path)
		}
		if isReadOnly(err) || errors.Is(err, fs.ErrNotExist) {
			return nil // the library has it, and the file gets it when it can be written
		} else if err != nil {
			return err
		}
		if err := s.Store.Remember(ctx, waiversUntoldKey(open.ID()), path); err != nil {
			return err
		}
	}
	return s.rememberKept(ctx, open.ID(), kept)
}

func waiversUntoldKey(id session.EpisodeID) string { return fmt.Sprintf("waivers.untold.%d", id) }

// waiversUntold is the file that keeps what was let stand in an episode, if it changed and no message told of it; else "".
func (s *Service) waiversUntold(ctx context.Context, id session.EpisodeID) string {
	path, _ := s.Store.Recall(ctx, waiversUntoldKey(id)) // what cannot be recalled is not told of
	return path
}

// waiversTold notes that the message of an export told of these files.
func (s *Service) waiversTold(ctx context.Context, t *telling) error {
	for _, c := range t.changes {
		if c.home && s.waiversUntold(ctx, c.episode) != "" {
			if err := s.Store.Remember(ctx, waiversUntoldKey(c.episode), ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// standsAt is where the files have what was let stand in the library.
func standsAt(doc *transcript.Document, files session.Files, folder string, in session.Waiver) (waiver.Place, bool) {
	chunk, at := in.Place, ""
	if home, isTurn := doc.Home(in.Place); isTurn {
		t, _ := doc.Turn(in.Place)
		chunk, at = home, startOf(t)
	}
	if _, there := doc.Head(chunk); !there {
		return waiver.Place{}, false
	}
	path := files.Source(chunk).Path
	return waiverAt(folder, path, at, ProblemView{Code: in.Code, Field: in.Field, Words: in.Words}), path != ""
}

// waiversFile is the file that keeps what was let stand in a series: the one that is there, or a new one beside the profile
// or the tags, else in the folder that holds all files of the series, or the folders with them, or in the episode's own; "" where
// there are none.
func (s *Service) waiversFile(ctx context.Context, beside *seriesFiles, series, folder string) (string, error) {
	if path := beside.waivers(); path != "" {
		return path, nil
	}
	if other := cmp.Or(beside.profile(), beside.tags()); other != "" {
		return filepath.Join(filepath.Dir(other), WaiversFile), nil
	}
	folders, err := s.foldersOf(ctx, series)
	if err != nil || len(folders) == 0 {
		return "", err
	}
	above := folderAbove(folders)
	if isRoot(above) || slices.ContainsFunc(folders, func(dir string) bool { return dir != above && filepath.Dir(dir) != above }) {
		above = folder // files that lie all over the disk have no place in common
	}
	if isRoot(above) {
		return "", nil // nobody keeps content there; the library has what was let stand
	}
	return filepath.Join(above, WaiversFile), nil
}

// isRoot says that a folder is all of a drive, or all that somebody has.
func isRoot(folder string) bool {
	home, err := os.UserHomeDir()
	return filepath.Dir(folder) == folder || err == nil && filepath.Clean(home) == folder
}

// waived forgets where the file had something that is let stand anew, if it is there no longer.
func (s *Service) waived(ctx context.Context, open *session.Session, in session.Waiver) error {
	l := s.look(ctx, open)
	s.waiving.Lock()
	defer s.waiving.Unlock()
	kept := s.keptWaivers(ctx, open.ID())
	left := slices.DeleteFunc(slices.Clone(kept), func(k keptWaiver) bool {
		return k.In == in && (l.files == nil || l.files.stands.why[k.Place] == "")
	})
	if len(left) == len(kept) {
		return nil
	}
	return s.rememberKept(ctx, open.ID(), left)
}

// keepExported brings what was let stand in line with the files of an export that stand as the library has them: they may have
// other names and times now, also where somebody else gave them these.
func (s *Service) keepExported(ctx context.Context, p *plan, v ExportView) error {
	done := map[session.EpisodeID]bool{}
	for i, f := range v.Files {
		id := session.EpisodeID(p.files[i].Episode)
		if p.files[i].Path != p.files[i].home || f.State != FileWritten && f.State != PlanSame || done[id] {
			continue
		}
		done[id] = true
		if err := s.open.with(ctx, id, func(open *session.Session) error { return s.keepWaivers(ctx, open, nil) }); err != nil {
			return err
		}
	}
	return nil
}

// movedWaivers is the file beside an episode's files, if it has something that was let stand under a name or a time that its
// place has no longer; else "".
func (s *Service) movedWaivers(ctx context.Context, open *session.Session, l *looking) (path string) {
	kept := s.keptWaivers(ctx, open.ID())
	if len(kept) == 0 || l.files == nil || l.files.waivers() == "" || l.files.err != nil {
		return ""
	}
	folder := filepath.Dir(l.files.waivers())
	open.Read(func(doc *transcript.Document, files session.Files) {
		for _, k := range kept {
			at, ok := standsAt(doc, files, folder, k.In)
			if ok && at != k.Place && l.waivers[k.In] != "" && check.NoSuch(k.In.Code) == "" {
				path = l.files.waivers()
			}
		}
	})
	return path
}

// adopt lets the library know what others let stand in an episode's files, so that it goes along when these get other names.
func (s *Service) adopt(ctx context.Context, open *session.Session) error {
	l := s.look(ctx, open)
	if l.files == nil || len(l.files.stands.why) == 0 {
		return nil
	}
	s.waiving.Lock()
	defer s.waiving.Unlock()
	kept := s.keptWaivers(ctx, open.ID())
	var found []keptWaiver
	open.Read(func(doc *transcript.Document, files session.Files) {
		at := map[waiver.Place][]transcript.ID{}
		for _, id := range doc.Chunks() {
			src := files.Source(id)
			if src.Path == "" {
				continue
			}
			place := waiver.Place{File: waiverAt(l.files.stands.folder, src.Path, "", ProblemView{}).File}
			at[place] = append(at[place], id)
			for _, turn := range doc.Order(id) {
				if t, _ := doc.Turn(turn); startOf(t) != "" {
					place.At = startOf(t)
					at[place] = append(at[place], turn)
				}
			}
		}
		for p := range l.files.stands.why {
			for _, id := range at[waiver.Place{File: p.File, At: p.At}] {
				in := session.Waiver{Place: id, Field: p.Field, Code: p.Check, Words: p.Words}
				if !slices.ContainsFunc(kept, func(k keptWaiver) bool { return k.In == in }) {
					found = append(found, keptWaiver{in, p})
				}
			}
		}
	})
	if len(found) == 0 {
		return nil
	}
	for _, k := range found {
		if err := s.Store.Waive(ctx, open.ID(), k.In, l.files.stands.why[k.Place]); err != nil {
			return err
		}
	}
	return s.rememberKept(ctx, open.ID(), append(kept, found...))
}
