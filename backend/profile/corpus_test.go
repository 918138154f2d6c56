package profile

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"stet/backend/chunkfile"
)

// chunks returns the real chunk files by their names, or skips the test.
func chunks(t testing.TB) map[string]*chunkfile.File {
	t.Helper()
	root := os.Getenv("STET_CORPUS")
	if root == "" {
		root = "../../../shared/corpus"
	}
	files := map[string]*chunkfile.File{}
	err := filepath.WalkDir(filepath.Join(root, "chunks"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		files[filepath.Base(path)] = chunkfile.Parse(src)
		return err
	})
	if os.IsNotExist(err) {
		t.Skipf("there are no real files at %s; set STET_CORPUS to their folder", root)
	}
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestGuessOfRealFiles holds that the profile of a real series is found, reads back as it was written, and that few of
// its files differ from it.
func TestGuessOfRealFiles(t *testing.T) {
	var g Guesser
	files := chunks(t)
	for name, f := range files {
		g.Add(name, f)
	}
	guess := g.Guess()
	text, err := New(guess)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", text)
	read, problems := Parse(text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if again, err := Update(text, read); err != nil || string(again) != string(text) {
		t.Errorf("%v\n%s", err, again)
	}
	if read.Slug != "epEE-CC-words" || read.File != "slug.md" || read.ListIndent != 2 || len(read.Fields) != 15 {
		t.Error(read)
	}
	codes, differ := map[string]int{}, 0
	for name, f := range files {
		found := read.Check(name, f.Chunk())
		if len(found) > 0 {
			differ++
		}
		for _, x := range found {
			codes[x.Code]++
		}
	}
	t.Logf("%d of %d files differ: %v", differ, len(files), codes)
	if differ*10 > len(files) {
		t.Errorf("%d of %d files differ", differ, len(files))
	}
}
