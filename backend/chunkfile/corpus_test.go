package chunkfile

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type sample struct {
	name string
	src  []byte
}

// corpus returns real files: chunks, transcripts and broken files.
func corpus(t testing.TB) []sample {
	t.Helper()
	root := os.Getenv("STET_CORPUS")
	if root == "" {
		root = "../../../shared/corpus"
	}
	var files []sample
	for _, folder := range []string{"chunks", "transcripts", "broken"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			files = append(files, sample{strings.TrimPrefix(path, root+"/"), b})
			return err
		})
		if os.IsNotExist(err) {
			t.Skipf("there are no real files at %s; set STET_CORPUS to their folder", root)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.SortFunc(files, func(a, b sample) int { return strings.Compare(a.name, b.name) })
	return files
}

func TestCorpusKeepsItsBytes(t *testing.T) {
	for _, file := range corpus(t) {
		f := Parse(file.src)
		if !bytes.Equal(Print(f), file.src) {
			t.Errorf("%s: printing gives other bytes", file.name)
		}
		out, err := Update(file.src, f.Chunk())
		if err != nil || !bytes.Equal(out, file.src) {
			t.Errorf("%s: an update without a change gives other bytes (%v)", file.name, err)
		}
	}
}
