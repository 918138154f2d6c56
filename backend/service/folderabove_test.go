package service

import (
	"path/filepath"
	"testing"
)

func TestFolderAbove(t *testing.T) {
	root, err := filepath.Abs(string(filepath.Separator))
	if err != nil {
		t.Fatal(err)
	}
	at := func(names ...string) string { return filepath.Join(append([]string{root}, names...)...) }
	for _, c := range []struct {
		folders []string
		want    string
	}{
		{[]string{at("show", "1")}, at("show", "1")},
		{[]string{at("show", "1"), at("show", "2", "b"), at("show")}, at("show")},
		{[]string{at("show", "..2"), at("show", "1")}, at("show")},
		{[]string{at("a"), at("b")}, root},
		// There is no way from one to the other, as between two drives.
		{[]string{at("a", "b"), filepath.Join("c", "d")}, ""},
	} {
		if got := folderAbove(c.folders); got != c.want {
			t.Errorf("%q: %q, not %q", c.folders, got, c.want)
		}
	}
}
