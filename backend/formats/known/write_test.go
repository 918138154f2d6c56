package known_test

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/sample"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// theSample is the sample episode as writers get it.
func theSample(t testing.TB) *formats.Episode {
	t.Helper()
	names, err := fs.Glob(sample.Files(), "*.md")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	var chunks []transcript.Chunk
	for i, name := range names {
		src, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		c := chunkfile.Parse(src).Chunk()
		c.ID = transcript.ID(i + 1)
		chunks = append(chunks, c)
	}
	e := transcript.Episode{Series: "The Mending Hour", Key: "3", Title: "The Clock at Ambleford", Rate: timecode.Rate30}
	out := formats.NewEpisode(e, chunks, 0)
	out.Sound = "ep03-the-clock-at-ambleford.ogg"
	return out
}

// TestTheSampleIsWritten compares every format of the sample with what stands in testdata/written, and the remarks with
// remarks.txt there.
func TestTheSampleIsWritten(t *testing.T) {
	e := theSample(t)
	var remarks strings.Builder
	for _, w := range known.Writers() {
		out, err := w.Make(e, nil)
		if err != nil {
			t.Errorf("%s: %v", w.ID, err)
			continue
		}
		again, err := w.Make(theSample(t), nil)
		if err != nil || !bytes.Equal(out.Bytes, again.Bytes) {
			t.Errorf("%s: the same episode gave other bytes: %v", w.ID, err)
		}
		remarks.WriteString(w.ID + ": " + w.FileName(e) + "\n")
		for _, r := range out.Remarks {
			remarks.WriteString("  " + string(r.Kind) + ": " + r.What + "\n")
		}
		if w.ID == "textgrid" || w.ID == "ctm" {
			continue // odd.txt has all that they can say, in fewer words
		}
		if !w.Binary {
			golden(t, w.FileName(e), out.Bytes)
		} else {
			golden(t, w.FileName(e)+".xml", documentOf(t, out.Bytes))
		}
	}
	golden(t, "remarks.txt", []byte(remarks.String()))
}

// documentOf is the text of a Word document: how it is packed may change with Go.
func documentOf(t *testing.T, src []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(z, "word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "written", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is written otherwise; go test ./backend/formats/known -update, and read the diff", name)
	}
}
