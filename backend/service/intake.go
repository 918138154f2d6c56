// This file finds and reads the files that may be transcripts, and finds the sound beside them. It refuses what a library
// cannot keep, and does not understand any of them.

package service

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/audio"
	"stet/backend/chunkfile"
	"stet/backend/formats"
)

// found is a file that may be a transcript.
type found struct {
	// path is absolute; below is its path under the folder asked for, with slashes, else its name; shown is its path as
	// whoever asked would write it.
	path, below, shown string
	// named says that somebody asked for this very file, walked that it was for a folder around it.
	named, walked bool
	// open says that it may be what another program wrote: somebody named it, or it was looked for.
	open bool
	// link says that path is a link to the file.
	link bool
	// text is what it holds where it stands in no folder, but in a library.
	text []byte
}

// largestFile is what an import reads; a transcript of a day's talk has a hundredth of it.
const largestFile = 64 << 20

var textEndings = []string{".md", ".markdown", ".txt"}

func hasEnding(path string, endings []string) bool {
	return slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
}

// gathering is what lies under the paths that somebody asked for.
type gathering struct {
	files []found
	// skipped counts files that are no texts, and passed names those of them that often hold transcripts; refused are files and folders that are not there or cannot be read.
	skipped int
	passed  []ProblemView
	refused []ProblemView
	seen    map[string]int
	// foreign says that folders are looked through for transcripts of other programs.
	foreign bool
	// folders are where folders are without links.
	folders map[string]string
}

// add takes a file in once, however it was asked for, and whatever links lead to it.
func (g *gathering) add(f found) {
	real := g.real(f)
	at, twice := g.seen[real]
	if !twice {
		g.seen[real] = len(g.files)
		g.files = append(g.files, f)
		return
	}
	old := &g.files[at]
	if f.link && !old.link {
		f.below, f.shown = old.below, old.shown
	}
	if f.walked && !old.walked || old.link && !f.link {
		old.below, old.shown = f.below, f.shown
	}
	if old.link && !f.link {
		old.path, old.link = f.path, false
	}
	old.named, old.walked, old.open = old.named || f.named, old.walked || f.walked, old.open || f.open
}

// real is where a file is without links.
func (g *gathering) real(f found) string {
	if f.link {
		if real, err := filepath.EvalSymlinks(f.path); err == nil {
			return real
		}
	}
	dir := filepath.Dir(f.path)
	real, known := g.folders[dir]
	if !known {
		var err error
		if real, err = filepath.EvalSymlinks(dir); err != nil {
			real = dir
		}
		g.folders[dir] = real
	}
	return filepath.Join(real, filepath.Base(f.path))
}

// gather lists the text files under paths, by folder and then by name.
func gather(paths []string) (*gathering, error) { return gatherWith(paths, false) }

func gatherWith(paths []string, foreign bool) (*gathering, error) {
	g := &gathering{foreign: foreign, refused: []ProblemView{}, seen: map[string]int{}, folders: map[string]string{}}
	for _, asked := range paths {
		path, err := filepath.Abs(asked)
		if err != nil {
			return nil, err
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			g.refused = append(g.refused, unreadable(asked, err).ProblemView)
		case info.IsDir():
			if err := g.walk(path, asked); err != nil {
				return nil, err
			}
		case !info.Mode().IsRegular():
			g.refused = append(g.refused, refuse(asked, 1, 1, "file.irregular", "%s is no file that can be read as a whole.", asked).ProblemView)
		default:
			g.add(found{path: path, below: filepath.Base(path), shown: asked, named: true, open: true, link: isLink(path)})
		}
	}
	slices.SortStableFunc(g.files, func(a, b found) int {
		if c := strings.Compare(filepath.Dir(a.path), filepath.Dir(b.path)); c != 0 {
			return c
		}
		return strings.Compare(a.path, b.path)
	})
	return g, nil
}

// looksAt says whether a file in a folder may be a transcript. One whose text cannot be read is told.
func (g *gathering) looksAt(path, shown string) bool {
	if hasEnding(path, textEndings) || g.foreign && mayBeForeign(path) {
		return true
	}
	if no, is := isDocument(path, shown); is && g.foreign && !hasEnding(path, []string{".html", ".htm"}) {
		no.Severity = string(chunkfile.Warn)
		g.passed = append(g.passed, no.ProblemView)
	}
	return false
}

// walk takes in what lies under a folder, but hidden files and folders, and what node keeps.
func (g *gathering) walk(root, asked string) error {
	// A link to a folder is walked only if its name ends as a folder's.
	start := root + string(filepath.Separator)
	return filepath.WalkDir(start, func(path string, d fs.DirEntry, err error) error {
		below, relErr := filepath.Rel(root, path)
		if relErr != nil {
			return relErr
		}
		shown := filepath.Join(asked, below)
		if err != nil {
			g.refused = append(g.refused, unreadable(shown, err).ProblemView)
			return fs.SkipDir
		}
		hidden := strings.HasPrefix(d.Name(), ".") && below != "."
		switch {
		case d.IsDir() && below != "." && (hidden || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir():
		case hidden || !g.looksAt(path, shown) || !regular(path, d):
			g.skipped++
		default:
			g.add(found{path: filepath.Join(root, below), below: filepath.ToSlash(below), shown: shown, walked: true, open: g.foreign && mayBeForeign(path), link: d.Type()&fs.ModeSymlink != 0})
		}
		return nil
	})
}

// soundBeside returns the one sound file that lies in the folder of these files, before it the one that is read as it is;
// "" if there is none, or several.
func soundBeside(files []found) string {
	entries, err := os.ReadDir(filepath.Dir(files[0].path))
	if err != nil {
		return ""
	}
	var own, others []string
	for _, e := range entries {
		may, asItIs := audio.MayBeSound(e.Name())
		path := filepath.Join(filepath.Dir(files[0].path), e.Name())
		switch {
		case !may || e.IsDir() || strings.HasPrefix(e.Name(), ".") || isScript(path):
		case asItIs:
			own = append(own, path)
		default:
			others = append(others, path)
		}
	}
	// A video lies beside the sound that was made of it.
	for _, sounds := range [][]string{own, others} {
		if len(sounds) == 1 {
			return sounds[0]
		}
		if len(sounds) > 1 {
			break
		}
	}
	return ""
}

// isScript tells TypeScript, which lies beside the content of many sites, from a recorded transport stream: packets of 188
// bytes that begin with a G.
func isScript(path string) bool {
	if !strings.EqualFold(filepath.Ext(path), ".ts") {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 189)
	n, _ := io.ReadFull(f, head)
	return n < len(head) || head[0] != 'G' || head[188] != 'G'
}

func missing(path string, err error) *Error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(CodeNotFound, err, "There is no %s.", path)
	case errors.Is(err, fs.ErrPermission):
		return fail(CodeReadOnly, err, "%s cannot be read: the system does not allow it.", path)
	}
	reason := err
	var e *fs.PathError
	if errors.As(err, &e) {
		reason = e.Err
	}
	return fail(CodeFailed, err, "%s cannot be read: %s.", path, reason)
}

func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// regular reports whether a file, or what a link points to, holds bytes.
func regular(path string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink != 0 {
		info, err := os.Stat(path)
		return err == nil && info.Mode().IsRegular()
	}
	return d.Type().IsRegular()
}

// refusal is why a file is not taken in, with the place.
type refusal struct {
	ProblemView
	code  Code
	cause error
}

func (r *refusal) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", r.File, r.Line, r.Column, r.What)
}

func (r *refusal) Unwrap() error { return r.cause }

func (r *refusal) sentence() *Error {
	if r.cause != nil {
		return fail(r.code, r, "%s", r.What)
	}
	return fail(r.code, r, "%s", r)
}

func refuse(path string, line, column int, code, format string, args ...any) *refusal {
	return &refusal{code: CodeInvalid, ProblemView: ProblemView{
		File: path, Line: line, Column: column, Severity: string(chunkfile.Error), Code: code, What: fmt.Sprintf(format, args...),
	}}
}

func unreadable(path string, err error) *refusal {
	e := missing(path, err)
	r := refuse(path, 1, 1, "file.unreadable", "%s", e)
	r.code, r.cause = e.Code, err
	return r
}

// readText reads a file that can be kept: UTF-8 and without a NUL. shown is its name in errors, which are *refusal.
func readText(path, shown string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, unreadable(shown, err)
	}
	if info.Size() > largestFile {
		return nil, refuse(shown, 1, 1, "file.large", "The file has %d MB; Stet reads files of up to %d MB. Split it.", info.Size()>>20, largestFile>>20)
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(shown, err)
	}
	if formats.IsUTF16(src) {
		return nil, refuse(shown, 1, 1, "enc.utf16", "The file is in UTF-16. Import it by itself, or save it as UTF-8 in a text editor.")
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		line, column := position(src, i)
		return nil, refuse(shown, line, column, "enc.nul", "There is a NUL character here: the file is damaged, or it is not a text. Restore it from a copy.")
	}
	if i := invalid(src); i >= 0 {
		line, column := position(src, i)
		return nil, refuse(shown, line, column, "enc.utf8", "The byte %#02x here is not UTF-8. Save the file as UTF-8 in a text editor.", src[i])
	}
	return src, nil
}

// readWide is readText for a file that somebody named, and that may be in UTF-16: wide says that it is.
func readWide(path, shown string) (text []byte, wide bool, err error) {
	text, err = readText(path, shown)
	var no *refusal
	if !errors.As(err, &no) || no.ProblemView.Code != "enc.utf16" {
		return text, false, err
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, true, unreadable(shown, err)
	}
	if !formats.IsUTF16(src) {
		return nil, true, no // it is being written
	}
	if text, err = formats.FromUTF16(src); err != nil {
		return nil, true, formatError(shown, err)
	}
	return text, true, nil
}

// invalid returns where src ceases to be UTF-8; -1 if nowhere.
func invalid(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// position counts lines from 1 and characters from 1.
func position(src []byte, at int) (line, column int) {
	line = 1 + bytes.Count(src[:at], []byte("\n"))
	start := 1 + bytes.LastIndexByte(src[:at], '\n')
	return line, 1 + utf8.RuneCount(src[start:at])
}
