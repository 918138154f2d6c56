package service

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/chunkfile"
)

// found is a file that an import may take in.
type found struct {
	path, below string
	// named says that somebody asked for this very file, and not for the folder around it.
	named bool
}

// largestFile is what an import reads; a transcript of a day's talk has a hundredth of it.
const largestFile = 64 << 20

var (
	textEndings  = []string{".md", ".markdown", ".txt"}
	soundEndings = []string{".wav", ".mp3", ".flac", ".ogg", ".oga"}
)

func hasEnding(path string, endings []string) bool {
	return slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
}

// gathering is what lies under the paths that somebody asked for.
type gathering struct {
	files []found
	// skipped counts files that are no texts; refused are folders that cannot be read.
	skipped int
	refused []ProblemView
	seen    map[string]bool
}

func (g *gathering) add(f found) {
	if !g.seen[f.path] {
		g.seen[f.path] = true
		g.files = append(g.files, f)
	}
}

// gather lists the text files under paths, by folder and then by name.
func gather(paths []string) (*gathering, error) {
	g := &gathering{seen: map[string]bool{}}
	for _, p := range paths {
		p, err := filepath.Abs(p)
		if err != nil {
			return nil, err
		}
		info, err := os.Stat(p)
		if err != nil {
			return nil, missing(p, err)
		}
		if !info.IsDir() {
			g.add(found{path: p, below: filepath.Base(p), named: true})
		} else if err := filepath.WalkDir(p, g.visit(p)); err != nil {
			return nil, err
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

// visit takes in what lies under root, but hidden files and folders, and what node keeps.
func (g *gathering) visit(root string) fs.WalkDirFunc {
	return func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			g.refused = append(g.refused, refuse(path, 1, 1, "file.unreadable", "%s", missing(path, err)).ProblemView)
			return fs.SkipDir
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != root
		switch {
		case d.IsDir() && (hidden || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir():
			return nil
		case hidden || !hasEnding(path, textEndings) || !regular(path, d):
			g.skipped++
			return nil
		}
		below, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		g.add(found{path: path, below: filepath.ToSlash(below)})
		return nil
	}
}

func missing(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(CodeNotFound, err, "There is no %s.", path)
	case errors.Is(err, fs.ErrPermission):
		return fail(CodeReadOnly, err, "%s cannot be read: the system does not allow it.", path)
	}
	return fail(CodeFailed, err, "%s cannot be read: %s.", path, err)
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
type refusal struct{ ProblemView }

func (r *refusal) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", r.File, r.Line, r.Column, r.What)
}

func refuse(path string, line, column int, code, format string, args ...any) *refusal {
	return &refusal{ProblemView{
		File: path, Line: line, Column: column, Severity: string(chunkfile.Error), Code: code, What: fmt.Sprintf(format, args...),
	}}
}

// readText reads a file that can be kept: UTF-8 and without a NUL.
func readText(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, refuse(path, 1, 1, "file.unreadable", "%s", missing(path, err))
	}
	if info.Size() > largestFile {
		return nil, refuse(path, 1, 1, "file.large", "The file has %d MB; Stet reads files of up to %d MB. Split it.", info.Size()>>20, largestFile>>20)
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, refuse(path, 1, 1, "file.unreadable", "%s", missing(path, err))
	}
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
		return nil, refuse(path, 1, 1, "text.utf16", "The file is in UTF-16. Save it as UTF-8 in a text editor, and import it again.")
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		line, column := position(src, i)
		return nil, refuse(path, line, column, "text.nul", "There is a NUL character here: the file is damaged, or it is not a text. Restore it from a copy.")
	}
	if i := invalid(src); i >= 0 {
		line, column := position(src, i)
		return nil, refuse(path, line, column, "text.utf8", "The byte %#02x here is not UTF-8. Save the file as UTF-8 in a text editor, and import it again.", src[i])
	}
	return src, nil
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
