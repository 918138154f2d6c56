package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
)

// A published chunk keeps its slug whatever its title becomes, until somebody wants it anew: then its file is renamed, and
// nothing else of it changes.
func TestSlugsOfTitlesWhenAskedFor(t *testing.T) {
	title := func(s, to string) string { return strings.Replace(s, "title: ", "title: "+to, 1) }
	f := open(t, "ep07-01-rise.md", title(rise, "Größe & "), "ep07-02-fall.md", fall)
	f.take()
	r := f.row("ep07-01-rise.md")
	f.exported()
	if f.files() != "ep07-01-rise.md ep07-02-fall.md" {
		t.Error(f.files())
	}
	if _, err := f.ReslugChunks(r.episode); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if f.files() != "ep07-01-grosse-rise.md ep07-02-fall.md" {
		t.Error(f.files())
	}
	if got, want := f.read("ep07-01-grosse-rise.md"), strings.Replace(title(rise, "Größe & "), "slug: ep07-01-rise", "slug: ep07-01-grosse-rise", 1); got != want {
		t.Errorf("more than the slug is another: %s", got)
	}
	if got := f.read("ep07-02-fall.md"); got != fall {
		t.Errorf("a slug that was right: %s", got)
	}
	if _, err := f.ReslugChunks(r.episode); code(err) != service.CodeNotFound && code(err) != service.CodeInvalid {
		t.Errorf("there was something to name: %v", err)
	}
}

// Chunks of one number and title get slugs that tell them apart.
func TestSlugsOfTitlesDiffer(t *testing.T) {
	again := strings.NewReplacer("slug: ep07-01-rise", "slug: ep07-01-two", "00:00:01:00", "00:01:01:00", "00:00:20:00", "00:01:20:00", "00:00:09:00", "00:01:09:00").Replace(rise)
	f := open(t, "ep07-01-rise.md", rise, "ep07-01-two.md", again)
	f.take()
	if _, err := f.ReslugChunks(f.row("ep07-01-two.md").episode); err != nil {
		t.Fatal(err)
	}
	f.exported()
	if f.files() != "ep07-01-rise-2.md ep07-01-rise.md" {
		t.Error(f.files())
	}
}
