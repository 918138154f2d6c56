package registry

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what comes out into the golden files")

// TestUpdate runs every file of testdata/update. Its comment is prose and the steps, a line each behind "> ": add, set,
// remove and rename with a name; what follows are the keys and values, parted by bars. "tags" or "entities" begins the
// prose. The first file is what was, the second what comes out of it, or, named refused, why nothing does.
func TestUpdate(t *testing.T) {
	cases, err := filepath.Glob("testdata/update/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal(cases, err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			in := archive.Files[0]
			s := entityShape
			if strings.HasPrefix(string(archive.Comment), "Tags") {
				s = tagShape
			}
			src := shaken(in.Name, in.Data)
			out, err := stepped(t, in.Name, src, string(archive.Comment), s)
			got := txtar.File{Name: "out" + filepath.Ext(in.Name), Data: unshaken(in.Name, out)}
			if err != nil {
				got = txtar.File{Name: "refused", Data: []byte(err.Error() + "\n")}
			}
			if len(archive.Files) > 1 && archive.Files[1].Name == got.Name && bytes.Equal(archive.Files[1].Data, got.Data) {
				return
			}
			if *update {
				archive.Files = []txtar.File{in, got}
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("out comes %s:\n%s", got.Name, got.Data)
		})
	}
}

// shaken makes a golden text what its name says: crlf has Windows' line breaks, bom a mark, open no last line break.
func shaken(name string, text []byte) []byte {
	if strings.Contains(name, "crlf") {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	if strings.Contains(name, "open") {
		text = bytes.TrimRight(text, "\r\n")
	}
	if strings.Contains(name, "bom") {
		text = append([]byte(byteOrderMark), text...)
	}
	return text
}

// unshaken shows a text so that a golden file can hold it: what shaken did is undone where it still holds.
func unshaken(name string, text []byte) []byte {
	if strings.Contains(name, "crlf") {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("<lone>\n"))
		text = bytes.ReplaceAll(text, []byte("\r<lone>\n"), []byte("\n"))
	}
	if strings.Contains(name, "bom") {
		text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	}
	if strings.Contains(name, "open") && !bytes.HasSuffix(text, []byte("\n")) {
		text = append(text, '\n')
	}
	return text
}

func stepped(t *testing.T, name string, src []byte, steps string, s *shape) ([]byte, error) {
	t.Helper()
	doc, err := open(name, src, s)
	if err != nil {
		return nil, err
	}
	var want []record
	for _, e := range doc.entries() {
		want = append(want, e.record)
	}
	renamed := map[string]string{}
	for line := range strings.Lines(steps) {
		step, ok := strings.CutPrefix(strings.TrimSpace(line), "> ")
		if !ok {
			continue
		}
		verb, rest, _ := strings.Cut(step, " ")
		words := strings.Split(rest, " | ")
		at := slices.IndexFunc(want, func(r record) bool { return r.name() == words[0] })
		switch verb {
		case "add":
			want = append(want, make(record, len(s.keys)))
			at = len(want) - 1
			want[at][0].text = words[0]
		case "set":
			want[at] = slices.Clone(want[at])
		case "remove":
			want = slices.Delete(want, at, at+1)
			continue
		case "rename":
			want[at] = slices.Clone(want[at])
			want[at][0].text, renamed[words[1]] = words[1], words[0]
			continue
		default:
			t.Fatalf("there is no step %s", verb)
		}
		for _, w := range words[1:] {
			key, text, _ := strings.Cut(w, "=")
			k := s.key(key)
			want[at][k] = value{text: text}
			if s.keys[k].list {
				want[at][k] = value{}
				if text != "" {
					want[at][k].items = strings.Split(text, ",")
				}
			}
		}
	}
	return updateAs(name, src, s, want, func(r record) record { return r }, renamed)
}

// cases are the files of the golden tests, for the fuzz targets.
func goldenFiles(f *testing.F) []txtar.File {
	f.Helper()
	paths, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatal(paths, err)
	}
	var files []txtar.File
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		in := archive.Files[0]
		files = append(files, txtar.File{Name: in.Name, Data: shaken(in.Name, in.Data)})
	}
	return files
}

var endings = []string{"x.yaml", "x.json", "x.csv", "x.txt"}

func endingOf(name string) int { return max(0, slices.Index(endings, "x"+filepath.Ext(name))) }

// What is read and wanted again as it is keeps its bytes.
func FuzzUpdateWithoutChange(f *testing.F) {
	for _, file := range goldenFiles(f) {
		f.Add(file.Data, endingOf(file.Name), true)
		f.Add(file.Data, endingOf(file.Name), false)
	}
	f.Fuzz(func(t *testing.T, src []byte, ending int, tags bool) {
		name := endings[uint(ending)%uint(len(endings))]
		var out []byte
		if tags {
			list, err := ReadTags(name, src)
			if err != nil {
				return
			}
			if out, err = UpdateTags(name, src, list, nil); err != nil {
				t.Fatal(err)
			}
		} else {
			list, err := ReadEntities(name, src)
			if err != nil {
				return
			}
			if out, err = UpdateEntities(name, src, list, nil); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(out, src) {
			t.Errorf("nothing changed, and %q became %q", src, out)
		}
	})
}

// What is wanted is what is read afterwards, or it is refused; and undoing it gives the list that was.
func FuzzUpdate(f *testing.F) {
	for _, file := range goldenFiles(f) {
		f.Add(file.Data, endingOf(file.Name), uint(3), "Marit Vinter", "her, self")
		f.Add(file.Data, endingOf(file.Name), uint(8), "yes", "# one: two")
		f.Add(file.Data, endingOf(file.Name), uint(13), "“Ö” | é", "[a]\n'b'")
	}
	f.Fuzz(func(t *testing.T, src []byte, ending int, how uint, name, text string) {
		file := endings[uint(ending)%uint(len(endings))]
		was, err := ReadEntities(file, src)
		if err != nil {
			return
		}
		want := slices.Clone(was)
		at := -1
		if len(want) > 0 {
			at = int(how/8) % len(want)
		}
		renamed := map[string]string{}
		switch how % 8 {
		case 0:
			if at >= 0 {
				want = slices.Delete(want, at, at+1)
			}
		case 1:
			want = append(want, Entity{Name: name})
		case 2, 3:
			want = append(want, Entity{Name: name, Kind: Person, Aliases: []string{text}, Note: text})
		default:
			if at < 0 {
				return
			}
			switch how % 8 {
			case 4:
				renamed[name], want[at].Name = want[at].Name, name
			case 5:
				want[at].Note = text
			case 6:
				want[at].Aliases = append(slices.Clone(want[at].Aliases), text)
			case 7:
				want[at].Kind, want[at].Links = Place, nil
			}
		}
		out, err := UpdateEntities(file, src, want, renamed)
		if err != nil {
			var e *FileError
			var all FileErrors
			if !errors.As(err, &e) && !errors.As(err, &all) {
				t.Fatalf("refused with %T: %v", err, err)
			}
			return
		}
		got, err := ReadEntities(file, out)
		if err != nil {
			t.Fatalf("%q became %q, which is not read: %v", src, out, err)
		}
		if !sameEntities(got, want) {
			t.Errorf("%q became %q, which says %+v and not %+v", src, out, got, want)
		}
		if s := sheetOf(t, file, src); s != nil && how%8 > 4 {
			if e := s.entries[at]; !bytes.HasPrefix(out, src[:e.start]) || !bytes.HasSuffix(out, src[e.end:]) {
				t.Errorf("%q became %q: more than the lines of entry %d changed", src, out, at)
			}
		}
		if how%8 < 1 || how%8 > 3 || len(was) == 0 || !endsLine(src) || strings.HasSuffix(file, "json") {
			return
		}
		// What came and goes again leaves the bytes that were.
		back, err := UpdateEntities(file, out, was, nil)
		if err != nil || !bytes.Equal(back, src) {
			t.Errorf("%q became %q and then %q, %v", src, out, back, err)
		}
	})
}

// sheetOf is where the entries of a file lie.
func sheetOf(t *testing.T, name string, src []byte) *sheet {
	t.Helper()
	doc, err := open(name, src, entityShape)
	if err != nil {
		t.Fatal(err)
	}
	switch d := doc.(type) {
	case *nameLines:
		return &d.sheet
	case *table:
		return &d.sheet
	case *jsonList:
		s := &sheet{}
		for _, n := range d.root.parts {
			s.entries = append(s.entries, n.span)
		}
		return s
	case *yamlList:
		if d.locked == "" && len(d.items) > 0 {
			return &d.sheet
		}
	}
	return nil
}

func sameEntities(a, b []Entity) bool {
	byName := func(list []Entity) []record {
		var records []record
		for _, e := range list {
			records = append(records, entityShape.normal(recordOfEntity(e)))
		}
		slices.SortFunc(records, func(x, y record) int { return strings.Compare(x.name(), y.name()) })
		return records
	}
	return slices.EqualFunc(byName(a), byName(b), record.equal)
}
