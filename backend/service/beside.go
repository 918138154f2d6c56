// This file finds what lies beside the files of a series, or above them: its profile, its approved tags, its names, and what
// somebody let stand. The checks of the window, the gate and stet check find it here alike. It writes nothing.

package service

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"stet/backend/check"
	"stet/backend/profile"
	"stet/backend/registry"
	"stet/backend/waiver"
)

// WaiversFile is the file that keeps what was let stand.
const WaiversFile = waiver.FileName

// NamesFile is what a list of a series' names is called where it is found by itself.
const NamesFile = "entities.yaml"

// The places of the files that are looked for in besideNames and besideFiles.
const (
	besideProfile = iota
	besideTags
	besideEntities
	besideWaivers
)

var besideNames = [...]string{besideProfile: profile.FileName, besideTags: TagsFile, besideEntities: NamesFile, besideWaivers: WaiversFile}

// besideFiles are the paths of these files; "" where there is none.
type besideFiles [len(besideNames)]string

func (b besideFiles) profile() string { return b[besideProfile] }
func (b besideFiles) tags() string    { return b[besideTags] }
func (b besideFiles) names() string   { return b[besideEntities] }
func (b besideFiles) waivers() string { return b[besideWaivers] }

// lieBeside looks in a folder and above it: of each the nearest. It does not leave a git repository.
func lieBeside(dir string) besideFiles {
	var out besideFiles
	for from := dir; dir != ""; {
		_, err := os.Lstat(filepath.Join(dir, ".git"))
		top := err == nil // a series is kept here
		var here besideFiles
		for i, name := range besideNames {
			if path := filepath.Join(dir, name); isRegular(path) {
				here[i] = path
				top = top || i != besideEntities
			}
		}
		// Other programs have an entities.yaml, too: above the files it counts only beside what is Stet's, or in a repository.
		if dir != from && !top {
			here[besideEntities] = ""
		}
		for i := range out {
			out[i] = cmp.Or(out[i], here[i])
		}
		above := filepath.Dir(dir)
		if err == nil || above == dir {
			break
		}
		dir = above
	}
	return out
}

func isRegular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// fileState tells whether a file is still the one that was read.
type fileState struct {
	path string
	size int64
	at   time.Time
}

// states are those of the files, as they are now.
func (b besideFiles) states() (out [len(besideNames)]fileState) {
	for i, path := range b {
		out[i].path = path
		if info, err := os.Stat(path); path != "" && err == nil {
			out[i].size, out[i].at = info.Size(), info.ModTime().UTC()
		}
	}
	return out
}

// seriesFiles is what the files say. Why one cannot be read, err says.
type seriesFiles struct {
	besideFiles
	approved []registry.Tag
	entities []registry.Entity
	stands   letStand
	near     check.Near
	err      error
}

// read reads the files but the profile, which is read with its own care.
func (b besideFiles) read() *seriesFiles {
	out := &seriesFiles{besideFiles: b}
	var errs []string
	list := func(path string, take func(src []byte) error) {
		if path == "" {
			return
		}
		src, err := readText(path, path)
		if err == nil {
			err = take(src)
		}
		if err != nil {
			errs = append(errs, sentence(err).Error())
		}
	}
	list(b.tags(), func(src []byte) (err error) {
		if out.approved, err = registry.ReadTags(b.tags(), src); err != nil {
			err = fail(CodeInvalid, err, "%s", err)
		}
		return err
	})
	list(b.names(), func(src []byte) (err error) {
		if out.entities, err = registry.ReadEntities(b.names(), src); err != nil {
			err = fail(CodeInvalid, err, "%s", err)
		}
		return err
	})
	list(b.waivers(), func(src []byte) (err error) {
		out.stands, err = readLetStand(b.waivers(), src)
		return err
	})
	if errs != nil {
		out.err = fail(CodeInvalid, nil, "%s", strings.Join(errs, "\n"))
	}
	return out
}

// folders are the files beside those that were asked about. It is for several goroutines at once.
type folders struct {
	mu       sync.Mutex
	byFolder map[string]*seriesFiles
	byPaths  map[besideFiles]*seriesFiles
	// named are those in whose place others were named: they are not read.
	named [len(besideNames)]bool
}

func (b *folders) of(dir string) *seriesFiles {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.byFolder == nil {
		b.byFolder, b.byPaths = map[string]*seriesFiles{}, map[besideFiles]*seriesFiles{}
	}
	if b.byFolder[dir] == nil {
		paths := lieBeside(dir)
		for i, named := range b.named {
			if named {
				paths[i] = ""
			}
		}
		if b.byPaths[paths] == nil {
			b.byPaths[paths] = paths.read()
		}
		b.byFolder[dir] = b.byPaths[paths]
	}
	return b.byFolder[dir]
}

// letStand is what somebody let stand, and why, as the file beside the content keeps it, which lies in folder.
type letStand struct {
	folder string
	list   []waiver.Waiver
	why    map[waiver.Place]string
}

// readLetStand reads the file. A check that there is none of is a slip, and would let nothing stand.
func readLetStand(path string, src []byte) (letStand, error) {
	out := letStand{folder: filepath.Dir(path), why: map[waiver.Place]string{}}
	list, problems := waiver.Parse(src)
	out.list = list
	var said []string
	for _, p := range problems {
		said = append(said, fmt.Sprintf("%s:%d: %s", path, p.Line, p.What))
	}
	for _, w := range list {
		if what := check.NoSuch(w.Check); what != "" {
			said = append(said, fmt.Sprintf("%s:%d: %s", path, w.Line, what))
		}
		out.why[w.Place] = w.Why
	}
	if said != nil {
		return letStand{}, fail(CodeInvalid, nil, "%s", strings.Join(said, "\n"))
	}
	return out, nil
}

// waiverAt is where a problem is, as the file in a folder says it: at is where its turn begins.
func waiverAt(folder, path, at string, p ProblemView) waiver.Place {
	if below, err := filepath.Rel(folder, path); err == nil {
		path = below
	}
	return waiver.Place{File: filepath.ToSlash(path), At: at, Check: p.Code, Field: p.Field, Words: p.Words}
}

// let marks a problem that stands; at is where its turn begins.
func (s letStand) let(path, at string, p *ProblemView) {
	p.at = at
	if len(s.why) == 0 {
		return
	}
	if why := s.why[waiverAt(s.folder, path, at, *p)]; why != "" {
		p.Waived, p.Severity = why, string(check.Info)
	}
}

// seriesFor is what the chunks of an episode are held against, with the files beside them before what the library has: so
// the window and stet check say the same. What the library alone approves is told of.
func (s *seriesFiles) seriesFor(p profile.Profile, kept bool, have registry.Registry) check.Series {
	out := check.Series{Profile: p, Guessed: !kept, Tags: s.approved, Entities: s.entities, Near: &s.near}
	if s.tags() == "" {
		out.Tags, out.Near = have.Tags, nil
	} else {
		for _, t := range have.Tags {
			if !t.Retired && !slices.ContainsFunc(s.approved, func(x registry.Tag) bool { return x.Name == t.Name }) {
				out.Elsewhere = append(out.Elsewhere, t.Name)
			}
		}
	}
	if s.names() == "" {
		out.Entities = have.Entities
	}
	return out
}
