package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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

// The corpus' findings by check, in one table, as stet check tells them. Each of the errors was looked at by hand.
func TestCountsOfTheCorpus(t *testing.T) {
	root := corpusFolder(t)
	var list struct {
		Checks []struct{ ID, Severity string }
	}
	var found struct {
		Files, Errors, Warnings int
		Problems                []struct {
			File, Severity, Code string
			Line                 int
			Repairs              []struct{}
		}
	}
	for args, into := range map[string]any{"--list": &list, filepath.Join(root, "chunks"): &found} {
		out, _ := checked(t, "--json", args)
		if err := json.Unmarshal([]byte(out), into); err != nil {
			t.Fatal(err)
		}
	}
	judged := map[string]int{}
	for _, name := range []string{"judged.tsv", "covered.tsv"} {
		for line := range strings.Lines(string(read(t, filepath.Join("..", "check", "testdata", name)))) {
			if parts := strings.Split(line, "\t"); len(parts) > 3 {
				judged[parts[0]+" "+parts[1]]++
			}
		}
	}
	type counts struct {
		errors, warnings, infos, repaired int
		files                             map[string]bool
	}
	byCheck := map[string]*counts{}
	for _, p := range found.Problems {
		c := byCheck[p.Code]
		if c == nil {
			c = &counts{files: map[string]bool{}}
			byCheck[p.Code] = c
		}
		c.files[p.File] = true
		if len(p.Repairs) > 0 {
			c.repaired++
		}
		switch p.Severity {
		case "error":
			c.errors++
			if place := filepath.Base(p.File)[:len("ep01-01")] + " " + p.Code; judged[place] == 0 {
				t.Errorf("nobody has looked at %s:%d: %s", filepath.Base(p.File), p.Line, p.Code)
			} else {
				judged[place]--
			}
		case "warning":
			c.warnings++
		default:
			c.infos++
		}
	}
	var table strings.Builder
	row := "%-18s %7v %9v %6v %6v %8v\n"
	fmt.Fprintf(&table, row, "check", "errors", "warnings", "infos", "files", "repairs")
	told := 0
	for _, c := range list.Checks {
		n := byCheck[c.ID]
		if n == nil {
			n = &counts{}
		}
		told += n.errors + n.warnings + n.infos
		fmt.Fprintf(&table, row, c.ID, n.errors, n.warnings, n.infos, len(n.files), n.repaired)
	}
	t.Logf("%d files, %d errors, %d warnings, %d findings in all\n%s", found.Files, found.Errors, found.Warnings, len(found.Problems), &table)
	if told != len(found.Problems) || found.Errors == 0 {
		t.Errorf("the table has %d of %d findings", told, len(found.Problems))
	}
}
