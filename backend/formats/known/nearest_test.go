package known_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"stet/backend/formats"
	"stet/backend/formats/known"
)

// A file that its format does not know any more, since what tells it by is spoilt, is still taken for that format.
func TestNearest(t *testing.T) {
	spoilt := map[string]string{
		"AWS Transcribe JSON": `"transcripts"`, "Deepgram JSON": `"transcript"`, "Rev JSON": `"monologues"`, "Podcasting 2.0 JSON": `"startTime"`,
		"whisper.cpp JSON": `"offsets"`, "Gentle JSON": `"case"`, "ELAN": "<ANNOTATION_DOCUMENT", "Transcriber": "<Trans", "Praat TextGrid": "ooTextFile",
	}
	paths, _ := filepath.Glob("testdata/*.txtar")
	seen := map[string]bool{}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			src := string(archive.Files[i].Data)
			reader, _ := known.Find(formats.NewFile([]byte(src)))
			mark := spoilt[reader.Name]
			if mark == "" {
				continue
			}
			src = strings.ReplaceAll(src, mark, strings.ToUpper(mark[:2])+"x"+mark[2:])
			if _, still := known.Find(formats.NewFile([]byte(src))); still {
				continue
			}
			seen[reader.Name] = true
			if near := known.Nearest(archive.Files[i].Name, []byte(src)); !slices.Contains(near, reader.Name) {
				t.Errorf("%s, %s: a spoilt %s is taken for %v", path, archive.Files[i].Name, reader.Name, near)
			}
		}
	}
	if len(seen) < 5 {
		t.Errorf("only %v were looked at", seen)
	}
	names := map[string]bool{}
	for _, r := range known.Readers() {
		names[r.Name] = true
	}
	for _, near := range [][]string{known.Nearest("a.srt", nil), known.Nearest("a.ctm", nil), known.Nearest("a.tsv", []byte("start\tend\ttext\n"))} {
		if len(near) != 1 || !names[near[0]] {
			t.Errorf("%v is no format", near)
		}
	}
	if near := known.Nearest("a.json", []byte(`{"hello": 1}`)); len(near) > 0 {
		t.Errorf("a file that is like none is taken for %v", near)
	}
}
