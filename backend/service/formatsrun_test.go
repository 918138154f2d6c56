package service_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/service"
)

// written writes the list of a series into a folder of two episodes, and tells what is said of it, an episode each. stop
// is asked before each file is written whether somebody stops it.
func written(t *testing.T, dir string, stop func(what string) bool) (states []string, list string, err error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	plans, err := service.Sounds{}.FormatsOfFilesNow(ctx, service.FormatsOfFiles{Paths: []string{dir}, Formats: []string{"index"}, To: dir, WithErrors: true}, func(what string, _, _ int) {
		if stop(what) {
			cancel()
		}
	})
	for _, p := range plans {
		for _, f := range p.Files {
			states = append(states, f.State+f.Reason)
		}
	}
	text, _ := os.ReadFile(filepath.Join(dir, "podcast_index.md"))
	return states, string(text), err
}

func twoEpisodes(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range []string{"1", "2"} {
		text := strings.Replace(oven, "episode: 8\n", "episode: "+n+"\nslug: ep0"+n+"-01-oven\n", 1)
		if err := os.WriteFile(filepath.Join(dir, n+".md"), []byte(text), 0o644); err != nil || !strings.Contains(text, "slug: ep0"+n) {
			t.Fatal(err, text)
		}
	}
	return dir
}

func TestAListOfManyEpisodesHoldsThemAll(t *testing.T) {
	states, list, err := written(t, twoEpisodes(t), func(string) bool { return false })
	if err != nil || strings.Join(states, " ") != "written written" || !strings.Contains(list, "ep01-01-oven") || !strings.Contains(list, "ep02-01-oven") {
		t.Error(states, err, list)
	}
}

func TestAListThatWasStoppedHoldsTheEpisodesUntilThen(t *testing.T) {
	states, list, err := written(t, twoEpisodes(t), func(what string) bool { return what == "Done" })
	if err == nil || strings.Join(states, " ") != "written" || !strings.Contains(list, "ep01-01-oven") || strings.Contains(list, "ep02-01-oven") {
		t.Error(states, err, list)
	}
}

func TestAListThatChangesMeanwhileStays(t *testing.T) {
	dir := twoEpisodes(t)
	const other = "by hand\n"
	states, list, err := written(t, dir, func(what string) bool {
		if what == "Done" {
			if err := os.WriteFile(filepath.Join(dir, "podcast_index.md"), []byte(other), 0o644); err != nil {
				t.Error(err)
			}
		}
		return false
	})
	if err != nil || len(states) != 2 || !strings.HasPrefix(states[0], "conflict") || !strings.HasPrefix(states[1], "conflict") || list != other {
		t.Error(states, err, list)
	}
}

// A list that several episodes go into is named once to git, with what is left out of it.
func TestAListOfManyEpisodesIsNamedOnce(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice, "ep08-01-oven.md", oven)
	f.take()
	plans, err := service.FormatsNow(t.Context(), f.Service, nil, service.FormatsOfFiles{Formats: []string{"index"}, To: f.path("")}, func(string, int, int) {})
	if err != nil || len(plans) != 2 {
		t.Fatal(plans, err)
	}
	if got := service.FormatsMessage(plans); got != "Write podcast_index.md (without 2)\n" {
		t.Error(got)
	}
}
