// This file makes edits of the front matter of many files that no library needs to have. All files are worked out before
// the first is written; one that cannot be changed without touching what was not asked for stays as it is, and is named.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/atomicfile"
	"stet/backend/linediff"
	"stet/backend/profile"
	"stet/backend/registry"
)

// EditPlan is what edits would do to files.
type EditPlan struct {
	// Files are those that would change, or cannot; the others are counted.
	Files []EditedFile
	// Same counts files that the edits leave as they are, Passed texts that are no chunk files.
	Same, Passed int
	// Notes are what may not be as it was meant: a tag that is not approved, a field that no file has.
	Notes []string
	// Unapproved says that one of the edits writes a tag that is not approved.
	Unapproved bool
	changes    []fileChange // beside Files
	library    *libraryEdit // of chunks that are in a library
}

// EditedFile is a file of a plan.
type EditedFile struct {
	// File is named as it was asked for.
	File string
	// State is PlanChanged or PlanHeld, and once it was written FileWritten, or PlanConflict or FileFailed.
	State string
	// Reason says why a file is held, in a sentence, and Line where the reason lies; 0 where that is no line. Of a file that
	// changes it says what in it stays.
	Reason string
	Line   int
	// Added and Removed count lines.
	Added, Removed int
}

// fileChange is how a file is to change: the bytes from one place to another become others. The rest is not kept, since
// there can be thousands of files.
type fileChange struct {
	path     string
	hash     [32]byte // of the file before
	from, to int
	text     []byte
}

// PlanEditsNow works out what edits do to the chunk files under paths; no library is needed. Folders are walked; in them,
// what is no chunk file is passed over.
func PlanEditsNow(ctx context.Context, paths []string, edits []FieldEdit, progress func(what string, done, total int)) (*EditPlan, error) {
	b, err := newBulkEdit(edits)
	if err != nil {
		return nil, err
	}
	g, err := gather(paths)
	if err != nil {
		return nil, sentence(err)
	}
	known := &profiles{guessed: profile.Empty()}
	if b.placed {
		if known, err = profilesOf(ctx, g.files, progress); err != nil {
			return nil, err
		}
	}
	p := &EditPlan{Files: []EditedFile{}}
	p.noteUnapproved(ctx, edits, Files(paths...))
	p.noteRequired(edits, g.files)
	keys := map[string]bool{}
	for _, r := range g.refused {
		p.hold(r.File, lineOf(r), r.What)
	}
	err = eachWorked(ctx, g.files, progress, func(f found) worked {
		p, _ := known.of(f)
		return b.work(f, p)
	}, func(w worked) {
		p.add(w)
		for _, key := range w.keys {
			keys[key] = true
		}
	})
	if err != nil {
		return nil, sentence(err)
	}
	p.Notes = append(p.Notes, unknownFields(edits, keys)...)
	return p, nil
}

// noteUnapproved tells of tags that edits write, and that the list of approved tags does not have.
func (p *EditPlan) noteUnapproved(ctx context.Context, edits []FieldEdit, in Chunks) {
	var written []string
	for _, e := range edits {
		switch {
		case e.Field != tagsField:
		case e.Kind == EditAddItem:
			written = append(written, e.Value)
		case e.Kind == EditRenameItem:
			written = append(written, e.To)
		default:
			written = append(written, e.Items...)
		}
	}
	if written == nil {
		return
	}
	list, err := in.tagList(ctx, "", false)
	if err != nil {
		p.Notes = append(p.Notes, "Whether the tags are approved is not known. "+sentence(err).Error())
		return
	}
	for _, tag := range written {
		if list.there && !registry.Approved(list.tags, tag) {
			p.Notes, p.Unapproved = append(p.Notes, list.shown+": "+notApproved(list.tags, tag)), true
		}
	}
}

// noteRequired tells of fields that edits take away or leave empty, and that the profile kept for the files requires.
func (p *EditPlan) noteRequired(edits []FieldEdit, files []found) {
	var goes []string
	for _, e := range edits {
		switch {
		case e.Kind == EditDrop, e.Kind == EditSet && !e.List && e.Value == "":
			goes = append(goes, e.Field)
		case e.Kind == EditSet, e.Kind == EditAdd:
			goes = slices.DeleteFunc(goes, func(key string) bool { return key == e.Field })
		}
	}
	if len(goes) == 0 {
		return
	}
	dirs, paths := map[string]bool{}, map[string]bool{"": true}
	for _, f := range files {
		dir := filepath.Dir(f.path)
		if dirs[dir] {
			continue
		}
		dirs[dir] = true
		path := keptAbove(dir)
		if paths[path] {
			continue
		}
		paths[path] = true
		// One that cannot be read is told of where the edits go by it.
		_, kept, err := readProfile(path)
		for _, key := range goes {
			if err == nil && slices.Contains(kept.Required, key) {
				p.Notes = append(p.Notes, fmt.Sprintf("%s requires the field %s.", fromHere(path), key))
			}
		}
	}
}

// unknownFields tells of fields that edits are about, and no file has.
func unknownFields(edits []FieldEdit, keys map[string]bool) (notes []string) {
	var known []registry.Tag
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		known = append(known, registry.Tag{Name: key})
	}
	for _, e := range edits {
		if e.Kind != EditDrop && e.Kind != EditTitleCase || keys[e.Field] || len(keys) == 0 {
			continue
		}
		note := fmt.Sprintf("No file has a field %s.", e.Field)
		if near := registry.NearestTags(known, e.Field, 1); len(near) > 0 {
			note += fmt.Sprintf(" Is %s meant?", near[0].Tag)
		}
		if !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	return notes
}

// worked is what became of one file.
type worked struct {
	EditedFile
	change fileChange
	passed bool
	keys   []string // of the file's fields
}

func (b *bulkEdit) work(f found, p profile.Profile) worked {
	r := readFile(f)
	w := worked{EditedFile: EditedFile{File: f.shown, State: PlanHeld}}
	var no *refusal
	switch {
	case errors.As(r.err, &no):
		w.Line, w.Reason = lineOf(no.ProblemView), no.What
		return w
	case !f.named && !hasMatter(r):
		w.passed = true
		return w
	}
	for _, f := range r.chunk.Matter.Fields {
		w.keys = append(w.keys, f.Key)
	}
	switch e := b.over(r.file, r.src, p); {
	case e.refused != nil:
		w.Line, w.Reason = e.refused.Line, finished(e.refused.What)
	case bytes.Equal(e.text, r.src) && e.stays == nil:
		w.State = PlanSame
	case bytes.Equal(e.text, r.src):
		w.Line, w.Reason = e.stays.Line, finished(e.stays.What)
	default:
		w.State, w.Added, w.Removed, w.change = PlanChanged, e.added, e.removed, e.change
		w.change.path, w.change.hash = f.path, sha256.Sum256(r.src)
		if e.stays != nil {
			w.Line, w.Reason = e.stays.Line, finished(e.stays.What)
		}
	}
	return w
}

// lineOf is where a file's problem stands; 0 where it is about the file as a whole.
func lineOf(p ProblemView) int {
	if strings.HasPrefix(p.Code, "file.") {
		return 0
	}
	return p.Line
}

// hasMatter tells a chunk file from a transcript and from any other text.
func hasMatter(r read) bool {
	return isTranscript(r.chunk) && (len(r.chunk.Matter.Fields) > 0 || r.file.Unreadable() != nil)
}

func finished(s string) string {
	s = capital(s)
	if s != "" && s[len(s)-1] != '.' {
		s += "."
	}
	return s
}

func (p *EditPlan) add(w worked) {
	switch {
	case w.passed:
		p.Passed++
	case w.State == PlanSame:
		p.Same++
	default:
		p.Files = append(p.Files, w.EditedFile)
		p.changes = append(p.changes, w.change)
	}
}

func (p *EditPlan) hold(file string, line int, why string) {
	p.add(worked{EditedFile: EditedFile{File: file, State: PlanHeld, Line: line, Reason: why}})
}

// changeOf finds the bytes that differ, in whole lines.
func changeOf(old, now []byte) fileChange {
	from, oldEnd, nowEnd := linediff.Middle(old, now)
	return fileChange{from: from, to: oldEnd, text: bytes.Clone(now[from:nowEnd])}
}

// lines counts the lines that come and go.
func (c fileChange) lines(old []byte) (added, removed int) {
	return linediff.Count(linediff.Lines(old[c.from:c.to], c.text))
}

// InLibrary says that the plan is for chunks of a library, and for no files.
func (p *EditPlan) InLibrary() bool { return p.library != nil }

// Texts returns what stands in a file of the plan, and what is to stand there. It fails if the file has changed since.
func (p *EditPlan) Texts(i int) (disk, text []byte, err error) {
	if f := p.Files[i]; f.State == PlanHeld {
		return nil, nil, fail(CodeInvalid, nil, "%s", f.Reason)
	}
	if p.library != nil {
		disk = p.library.chunks[i].before
		return disk, p.changes[i].apply(disk), nil
	}
	if disk, err = p.changes[i].current(); err != nil {
		return nil, nil, sentence(err)
	}
	return disk, p.changes[i].apply(disk), nil
}

// Diff compares what stands in a file of the plan with what is to stand there, line by line.
func (p *EditPlan) Diff(i int) (DiffView, error) {
	disk, text, err := p.Texts(i)
	if err != nil {
		return DiffView{}, err
	}
	return diffView(p.Files[i].File, disk, text), nil
}

func (c fileChange) apply(disk []byte) []byte {
	return slices.Concat(disk[:c.from], c.text, disk[c.to:])
}

func (c fileChange) current() ([]byte, error) {
	disk, err := os.ReadFile(c.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, missing(c.path, err)
	}
	if err != nil || sha256.Sum256(disk) != c.hash {
		return nil, errChangedSince
	}
	return disk, nil
}

var errChangedSince error = fail(CodeConflict, nil, "Another program changed this file meanwhile. It stays as it is; do it again.")

// writersAtOnce is how many files are written at a time: each waits for the drive most of its time.
const writersAtOnce = 8

// WriteEditsNow writes the files of a plan, each whole or not at all, and says in the plan what became of each. A file
// that has changed since is left as it is. Chunks of a library it changes there.
func WriteEditsNow(ctx context.Context, p *EditPlan, progress func(what string, done, total int)) error {
	if p.library != nil {
		return p.library.write(ctx, p, progress)
	}
	for from := 0; from < len(p.Files); from += addAt {
		to := min(len(p.Files), from+addAt)
		progress("Writing "+filepath.Base(p.Files[from].File), from, len(p.Files))
		atOnce(ctx, to-from, writersAtOnce, func(i int) { p.write(from + i) })
		if err := ctx.Err(); err != nil {
			return sentence(err)
		}
	}
	return nil
}

func (p *EditPlan) write(i int) {
	f, c := &p.Files[i], p.changes[i]
	if f.State != PlanChanged {
		return
	}
	disk, err := c.current()
	if err == nil {
		err = atomicfile.Write(c.path, c.apply(disk), func() error {
			_, err := c.current()
			return err
		})
	}
	switch {
	case err == nil:
		f.State = FileWritten
	case errors.Is(err, errChangedSince):
		f.State, f.Reason = PlanConflict, errChangedSince.Error()
	default:
		f.State, f.Reason = FileFailed, sentence(err).Error()
		if isReadOnly(err) {
			f.Reason = "The file, its folder or its drive is read-only. Allow writing there."
		}
	}
}
