package service_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
)

func renaming(from, to string) service.TagChange {
	return service.TagChange{Kind: service.ChangeRename, From: []string{from}, To: to}
}

// tagsChanged makes changes in a folder with a list and one chunk, and returns both as they would become.
func tagsChanged(t *testing.T, list, tags string, changes ...service.TagChange) (now, chunk string, c *service.NameChanges) {
	t.Helper()
	dir := t.TempDir()
	chunk = "---\ntags: " + tags + "\nchunk: 1\n---\n\n00:00:01:00 - 00:00:02:00\nMira\nA word.\n"
	for name, text := range map[string]string{service.TagsFile: list, "one.md": chunk} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c, err := service.ChangeTagsNow(t.Context(), []string{dir}, "", changes, quiet)
	if err != nil {
		t.Fatal(err)
	}
	now = list
	for _, f := range c.Changed {
		_, after, err := f.Texts()
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(f.Path) == "one.md" {
			chunk = string(after)
		} else {
			now = string(after)
		}
	}
	return now, strings.TrimPrefix(strings.Split(chunk, "\n")[1], "tags: "), c
}

func TestTagsThatChangePlacesStayInTheFiles(t *testing.T) {
	for _, c := range []struct {
		tags, want string
		changes    []service.TagChange
	}{
		{"[a, b]", "[b, a]", []service.TagChange{renaming("a", "tmp"), renaming("b", "a"), renaming("tmp", "b")}},
		{"[a]", "[b]", []service.TagChange{renaming("a", "tmp"), renaming("b", "a"), renaming("tmp", "b")}},
		{"[a, rye]", "[a, rye]", []service.TagChange{renaming("a", "c"), renaming("c", "a")}},
	} {
		if _, got, _ := tagsChanged(t, "a\nb\nrye\n", c.tags, c.changes...); got != c.want {
			t.Errorf("%s became %s, not %s", c.tags, got, c.want)
		}
	}
}

func TestWhatTheListSaysOfAMergedTagIsKeptOrTold(t *testing.T) {
	list := "- name: bread\n  description: All of it\n- name: rye\n  description: The dark one\n  synonyms: [dark-bread, bread] # since spring\n"
	got, _, c := tagsChanged(t, list, "[rye]", service.TagChange{Kind: service.ChangeMerge, From: []string{"rye"}, To: "bread"})
	if want := "- name: bread\n  description: All of it\n  synonyms: [rye, dark-bread]\n"; got != want {
		t.Errorf("the list is\n%s", got)
	}
	if told := strings.Join(c.Notes, "\n"); !strings.Contains(told, "The dark one") || !strings.Contains(told, "# since spring") {
		t.Errorf("it tells of\n%s", told)
	}
}

func TestATagIsNoSynonymOfItself(t *testing.T) {
	got, _, _ := tagsChanged(t, "- name: bread\n  synonyms: [loaf]\n", "[bread]", renaming("bread", "loaf"))
	if want := "- name: loaf\n  synonyms: [bread]\n"; got != want {
		t.Errorf("the list is\n%s", got)
	}
	if got, _, _ = tagsChanged(t, "- name: bread\n  synonyms: [loaf]\n", "[bread]", renaming("bread", "loaf"), renaming("loaf", "bread")); got != "- name: bread\n  synonyms: [loaf]\n" {
		t.Errorf("there and back the list is\n%s", got)
	}
}
