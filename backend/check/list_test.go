package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A check is found by its name: its file is called after its ID, and holds no other.
func TestEachCheckIsAFile(t *testing.T) {
	files := map[string]bool{}
	for _, c := range all {
		name := strings.ReplaceAll(c.ID, ".", "_") + ".go"
		src, err := os.ReadFile(name)
		if err != nil || strings.Count(string(src), "= Check{") != 1 || !strings.Contains(string(src), `ID: "`+c.ID+`"`) {
			t.Errorf("%s does not hold %s alone: %v", name, c.ID, err)
		}
		files[name] = true
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !files[name] && !strings.HasSuffix(name, "_test.go") && strings.Contains(string(src), "= Check{") {
			t.Errorf("%s holds a check that is not listed, or called otherwise", name)
		}
	}
}
