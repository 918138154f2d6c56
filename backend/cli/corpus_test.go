package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"stet/backend/cli"
)

// corpusFolder holds real files, or the test is skipped.
func corpusFolder(t testing.TB) string {
	t.Helper()
	root := os.Getenv("STET_CORPUS")
	if root == "" {
		root = "../../../shared/corpus"
	}
	root, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(root); err != nil {
		t.Skipf("there are no real files at %s; set STET_CORPUS to their folder", root)
	}
	return root
}

// TestRealFilesComeOutAsTheyWentIn takes all real files into a library and exports them to another folder.
func TestRealFilesComeOutAsTheyWentIn(t *testing.T) {
	root := corpusFolder(t)
	dir := t.TempDir()
	library, out := filepath.Join(dir, "show.stet"), filepath.Join(dir, "out")
	env := cli.Env{Stdout: t.Output(), Stderr: t.Output(), Open: openLibrary}
	for _, args := range [][]string{
		{"import", "--library", library, filepath.Join(root, "chunks"), filepath.Join(root, "transcripts")},
		{"diff", "--library", library},
		{"export", "--with-errors", "--library", library, "--to", out},
		{"export", "--with-errors", "--library", library, "--to", out},
		{"import", "--library", library, filepath.Join(root, "transcripts"), filepath.Join(root, "chunks")},
	} {
		if status := cli.Run(t.Context(), args, env); status != cli.Done {
			t.Fatalf("stet %q ends with %d", args, status)
		}
	}
	want, got := folder(t, filepath.Join(root, "chunks")), folder(t, out)
	for name, text := range folder(t, filepath.Join(root, "transcripts")) {
		want[name] = text
	}
	if len(want) != 176+24 {
		t.Errorf("%d files were taken in", len(want))
	}
	for _, name := range sortedNames(want, got) {
		// An empty file is no transcript.
		if _, taken := got[name]; taken == (want[name] == "") || want[name] != got[name] {
			t.Errorf("%s differs", name)
		}
	}
}
