// This file finds what the file beside the content lets stand and no check finds: a slip in it would let nothing stand, and
// nobody would know why. It takes nothing out unasked.

package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/check"
	"stet/backend/session"
	"stet/backend/transcript"
	"stet/backend/waiver"
)

const idleWaiver = "waiver.idle"

// letThere is what one file lets stand, and what was found in the files that were looked at.
type letThere struct {
	stands letStand
	// shown is the file's path as whoever asked would write it.
	shown  string
	series check.Series
	// looked are the files that were looked at, and met the places where something was found in them.
	looked map[string]bool
	met    []waiver.Place
}

// meet notes what was found in a file that was looked at.
func (h *holding) meet(f found, series check.Series, problems ...ProblemView) {
	files := h.byFolder.of(filepath.Dir(f.path))
	if len(files.stands.list) == 0 {
		return
	}
	t := h.stands[files]
	if t == nil {
		t = &letThere{stands: files.stands, shown: files.waivers(), series: series, looked: map[string]bool{}}
		if below, err := filepath.Rel(filepath.Dir(f.path), t.shown); err == nil {
			t.shown = filepath.Join(filepath.Dir(f.shown), below)
		}
		h.stands[files] = t
	}
	t.looked[waiverAt(t.stands.folder, f.path, "", ProblemView{}).File] = true
	for _, p := range problems {
		t.met = append(t.met, waiverAt(t.stands.folder, f.path, p.at, p))
	}
}

// idleWaivers are the entries that fit nothing in the files that were looked at, or are about files that are not there.
func (h *holding) idleWaivers(asked []string) (out []ProblemView) {
	for _, t := range h.stands {
		severity, on := t.series.Weigh(idleWaiver, check.Warn)
		c, _ := check.Named(idleWaiver)
		for _, w := range t.stands.list {
			if what := t.idle(w.Place, asked); what != "" && on {
				out = append(out, ProblemView{File: t.shown, Line: w.Line, Column: 1, Severity: string(severity), Code: idleWaiver, What: what, Why: c.Why})
			}
		}
	}
	slices.SortFunc(out, func(a, b ProblemView) int {
		if by := strings.Compare(a.File, b.File); by != 0 {
			return by
		}
		return a.Line - b.Line
	})
	return out
}

// idleIn are the entries about one file that fit nothing of what was found in it.
func (s *seriesFiles) idleIn(path string, found []ProblemView, series check.Series) (out []ProblemView) {
	severity, on := series.Weigh(idleWaiver, check.Warn)
	if len(s.stands.list) == 0 || !on {
		return nil
	}
	own := waiverAt(s.stands.folder, path, "", ProblemView{}).File
	t := letThere{stands: s.stands, looked: map[string]bool{own: true}}
	c, _ := check.Named(idleWaiver)
	for _, w := range s.stands.list {
		if w.File != own {
			continue
		}
		if t.met == nil {
			t.met = []waiver.Place{}
			for _, p := range found {
				t.met = append(t.met, waiverAt(s.stands.folder, path, p.at, p))
			}
		}
		if what := t.idle(w.Place, nil); what != "" {
			what = fmt.Sprintf("%s:%d: %s", filepath.Base(s.waivers()), w.Line, what)
			out = append(out, ProblemView{File: s.waivers(), Line: w.Line, Column: 1, Severity: string(severity), Code: idleWaiver, What: what, Words: entryWords(w.Place), Why: c.Why})
		}
	}
	return out
}

// entryWords name an entry about a file.
func entryWords(p waiver.Place) string {
	return strings.Join([]string{p.Check, p.At, p.Field, p.Words}, " ")
}

// takeOut takes an entry about a chunk's file that lets nothing stand out of the file beside the content, and out of the library,
// where that has it.
func (s *Service) takeOut(ctx context.Context, open *session.Session, chunk transcript.ID, words string) error {
	l := s.look(ctx, open)
	var drop []waiver.Place
	var had []session.Waiver
	open.Read(func(doc *transcript.Document, files session.Files) {
		if l.files == nil {
			return
		}
		own := waiverAt(l.files.stands.folder, files.Source(chunk).Path, "", ProblemView{}).File
		for _, w := range l.files.stands.list {
			if w.File == own && entryWords(w.Place) == words {
				drop = append(drop, w.Place)
			}
		}
		for in := range l.waivers {
			if at, ok := standsAt(doc, files, l.files.stands.folder, in); ok && slices.Contains(drop, at) {
				had = append(had, in)
			}
		}
	})
	if len(drop) == 0 {
		return fail(CodeNotFound, nil, "There is no such entry any more.")
	}
	for _, in := range had {
		if err := s.Store.Waive(ctx, open.ID(), in, ""); err != nil {
			return err
		}
	}
	return s.keepWaivers(ctx, open, drop)
}

// idle says why a place lets nothing stand; "" where it does, or where that is not known.
func (t *letThere) idle(p waiver.Place, asked []string) string {
	switch {
	case slices.Contains(t.met, p):
		return ""
	case t.looked[p.File]:
		if near := t.nearest(p); near != "" {
			return "This lets nothing stand. The nearest that is found in " + p.File + " has " + near + "."
		}
		return "" // it may be found where more files, or names and tags, are looked at with this one
	}
	path := filepath.Join(t.stands.folder, filepath.FromSlash(p.File))
	within := slices.ContainsFunc(asked, func(folder string) bool {
		abs, err := filepath.Abs(folder)
		below, inside := filepath.Rel(abs, path)
		return err == nil && inside == nil && filepath.IsLocal(below)
	})
	if _, err := os.Stat(path); within && errors.Is(err, fs.ErrNotExist) {
		return "This lets nothing stand: there is no file " + p.File + ". Name the one that it is about, or take the entry out."
	}
	return ""
}

// nearest says in what the nearest place where the same check finds something, and nobody let it stand, differs from one; ""
// if none is near.
func (t *letThere) nearest(p waiver.Place) string {
	var best waiver.Place
	most := -1
	for _, m := range t.met {
		if m.File != p.File || m.Check != p.Check || t.stands.why[m] != "" {
			continue
		}
		alike := 0
		for i, key := range waiverKeys {
			if has := key.of(m); has != "" && has == key.of(p) {
				alike += 1 << (len(waiverKeys) - i)
			}
		}
		if alike > most {
			best, most = m, alike
		}
	}
	if most < 0 {
		return ""
	}
	var differs []string
	for _, key := range waiverKeys {
		switch is := key.of(best); {
		case is == key.of(p):
		case is == "":
			differs = append(differs, "no "+key.name)
		case utf8.RuneCountInString(is) > longestTold:
			differs = append(differs, "other "+key.name+", which stet check --json tells")
		default:
			differs = append(differs, key.name+": "+is)
		}
	}
	return strings.Join(differs, ", ")
}

// longestTold is how many characters of a text are told.
const longestTold = 60

// waiverKeys are what an entry says of a place in a file, the weightiest first.
var waiverKeys = []struct {
	name string
	of   func(waiver.Place) string
}{
	{"field", func(p waiver.Place) string { return p.Field }},
	{"at", func(p waiver.Place) string { return p.At }},
	{"words", func(p waiver.Place) string { return p.Words }},
}
