package registry

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// FileError is what is wrong with a file of a series, and where. Line counts from 1; 0 means no line.
type FileError struct {
	File string
	Line int
	What string
}

func (e *FileError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.What)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.What)
}

// FileErrors are all that is wrong with a file, in the order of its lines.
type FileErrors []*FileError

func (e FileErrors) Error() string {
	var lines []string
	for _, x := range e {
		lines = append(lines, x.Error())
	}
	return strings.Join(lines, "\n")
}

// ReadEntities reads a list of entities: YAML, JSON, CSV, or one name a line, by the end of the file's name. A plain list
// of names is one, too. name is what errors, which are FileErrors, call the file.
func ReadEntities(name string, src []byte) ([]Entity, error) {
	return readAs(name, src, entityShape, entityOf)
}

// UpdateEntities returns src with its entities made those wanted, and no other byte touched: an entity that is the same
// keeps its lines, one that is new goes where the file's order has it, one that is gone takes its lines along. The order
// of want means nothing. renamed tells what wanted names stood in the file as before. Of src nil, it makes a file.
//
// It reads its own result and compares. What cannot be written so that it reads back, it refuses with a *FileError.
func UpdateEntities(name string, src []byte, want []Entity, renamed map[string]string) ([]byte, error) {
	return updateAs(name, src, entityShape, want, recordOfEntity, renamed)
}

// ReadTags reads a list of approved tags, as ReadEntities does.
func ReadTags(name string, src []byte) ([]Tag, error) { return readAs(name, src, tagShape, tagOf) }

// UpdateTags makes a file's tags those wanted, as UpdateEntities does.
func UpdateTags(name string, src []byte, want []Tag, renamed map[string]string) ([]byte, error) {
	return updateAs(name, src, tagShape, want, recordOfTag, renamed)
}

// ReadTopics reads a list of topics, as ReadEntities does.
func ReadTopics(name string, src []byte) ([]string, error) {
	return readAs(name, src, topicShape, func(r record) (string, error) { return r.name(), nil })
}

// UpdateTopics makes a file's topics those wanted, as UpdateEntities does.
func UpdateTopics(name string, src []byte, want []string, renamed map[string]string) ([]byte, error) {
	return updateAs(name, src, topicShape, want, func(t string) record { return record{{text: t}} }, renamed)
}

// HoldsOnlyNames reports whether a file has one name a line, and so no room for more than names.
func HoldsOnlyNames(name string, src []byte) bool { return isLines(name, src) }

// document is a file that was read.
type document interface {
	// entries are what it lists, in its order.
	entries() []entry
	// write puts the file together again. slots[0] is what comes before the first entry, slots[i+1] what stands in
	// entry i's place.
	write(slots [][]step) ([]byte, error)
}

// entry is a record, where it stands, and the rest of what is said there: what an update must not lose.
type entry struct {
	record record
	line   int
	rest   []string
}

// step is one record of the file to be: entry old of the file that was, the same or changed, or a new one if old is -1.
type step struct {
	old     int
	record  record
	changed bool
}

const (
	byteOrderMark = "\ufeff"
	// largestFile is what is read. A registry of ten thousand names has a tenth of it.
	largestFile = 16 << 20
)

// open reads a file as what its name says.
func open(name string, src []byte, s *shape) (document, error) {
	fault := func(line int, format string, args ...any) error {
		return &FileError{File: name, Line: line, What: fmt.Sprintf(format, args...)}
	}
	switch {
	case len(src) > largestFile:
		return nil, fault(0, "The file has %d MB; a list of names of up to %d MB is read. Is it the right file?", len(src)>>20, largestFile>>20)
	case !utf8.Valid(src):
		return nil, fault(1+bytes.Count(src[:firstInvalid(src)], []byte("\n")), "From here the file is not UTF-8. Save it as UTF-8 first.")
	case bytes.IndexByte(src, 0) >= 0:
		return nil, fault(1+bytes.Count(src[:bytes.IndexByte(src, 0)], []byte("\n")), "Here stands a NUL character, which no text holds. See whether the file is damaged.")
	}
	switch ending := strings.ToLower(filepath.Ext(name)); {
	case ending == ".json":
		return openJSON(src, s, fault)
	case ending == ".csv" || ending == ".tsv":
		return openCSV(src, s, fault)
	case isLines(name, src):
		return openLines(src, s), nil
	case ending == ".yaml" || ending == ".yml":
		return openYAML(src, s, fault)
	}
	return nil, fault(0, "A file of names ends in .yaml, .json, .csv or .txt.")
}

type faulty func(line int, format string, args ...any) error

func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		c, n := utf8.DecodeRune(src[i:])
		if c == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return 0
}

func readAs[T any](name string, src []byte, s *shape, of func(record) (T, error)) ([]T, error) {
	doc, err := open(name, src, s)
	if err != nil {
		return nil, asFileErrors(err)
	}
	list, errs := make([]T, 0, len(doc.entries())), check(name, doc.entries(), s)
	for _, e := range doc.entries() {
		thing, err := of(e.record)
		if err != nil {
			errs = append(errs, &FileError{File: name, Line: e.line, What: err.Error() + "."})
		}
		list = append(list, thing)
	}
	if len(errs) > 0 {
		slices.SortStableFunc(errs, func(a, b *FileError) int { return a.Line - b.Line })
		return nil, errs
	}
	return list, nil
}

func asFileErrors(err error) error {
	if e, ok := err.(*FileError); ok {
		return FileErrors{e}
	}
	return err
}

// check looks for what no list may have: a record without a name, and a name that stands twice.
func check(name string, entries []entry, s *shape) FileErrors {
	var errs FileErrors
	first := map[string]int{}
	for _, e := range entries {
		n := e.record.name()
		switch line, twice := first[n]; {
		case n == "":
			errs = append(errs, &FileError{File: name, Line: e.line, What: fmt.Sprintf("Here stands %s without a name. Name it, or take it out.", article(s.one))})
		case twice:
			errs = append(errs, &FileError{File: name, Line: e.line, What: fmt.Sprintf("“%s” stands here again; it is in line %d already. Take one of the two out.", n, line)})
		default:
			first[n] = e.line
		}
	}
	return errs
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
