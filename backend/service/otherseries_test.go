package service_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"stet/backend/service"
)

// bake has an episode 8 of the series of rise and fall.
const bake = `---
title: Bake
slug: ep08-01-bake
series: Slow Rise
episode: 8
chunk: 1
---

00:00:01:00 - 00:00:09:00
Marit
It is in the oven.
`

// publishSeries writes all episodes of the series that a file belongs to.
func (f *fixture) publishSeries(name, to string, overwrite ...int) (service.PlanView, service.ExportView) {
	f.t.Helper()
	return f.published(service.ExportRequest{Episode: f.row(name).episode, Series: true, Files: true, Formats: []string{"srt", "index"}, To: to}, overwrite)
}

// published plans an export, and writes it.
func (f *fixture) published(r service.ExportRequest, overwrite []int) (service.PlanView, service.ExportView) {
	f.t.Helper()
	v, err := f.PlanPublish(r)
	if err != nil {
		f.t.Fatal(err)
	}
	done, err := service.ExportNow(f.t.Context(), f.Service, v.ID, overwrite, func(string, int, int) {})
	if err != nil {
		f.t.Fatal(err)
	}
	return v, done
}

func TestASeriesGoesOutInOtherFormatsAtOnce(t *testing.T) {
	other := strings.NewReplacer("Slow Rise", "Fast Food", "ep08", "ep01", "episode: 8", "episode: 1").Replace(bake)
	f := open(t, "show/ep07-01-rise.md", rise, "show/ep07-02-fall.md", twice, "show/ep08-01-bake.md", bake, "other/ep01-01-bake.md", other)
	f.take()
	f.correct("show/ep08-01-bake.md", "in the oven", "in the hot oven")
	v, done := f.publishSeries("show/ep07-01-rise.md", "")
	if len(v.Leave) != 1 || v.Leave[0].Chunk != f.chunk("show/ep07-02-fall.md").ID {
		t.Errorf("%+v", v.Leave)
	}
	_, srt := named(t, v, "ep08.srt")
	at, index := named(t, v, "podcast_index.md")
	if srt.State != service.PlanNew || len(srt.Without) != 0 || index.State != service.PlanNew || index.Count != 2 || strings.Join(index.Without, " ") != "Ep07 2" {
		t.Errorf("%+v\n%+v", srt, index)
	}
	seen := map[string]bool{}
	for i, x := range v.Files {
		if seen[x.Path] || x.Order != i && x.Format != "" {
			t.Errorf("%s is listed twice, or out of order: %d at %d", x.Path, x.Order, i)
		}
		seen[x.Path] = true
		if strings.HasPrefix(x.Path, f.path("other")) {
			t.Errorf("%s is of another series", x.Path)
		}
	}
	if done.Written != 4 || !strings.Contains(strings.Join(strings.Fields(done.Message), " "), "Made of them: ep07.srt (without 2), ep08.srt, podcast_index.md (without Ep07 2)") {
		t.Errorf("%+v", done)
	}
	text := f.read("show/podcast_index.md")
	if !strings.Contains(text, "ep07-01-rise") || !strings.Contains(text, "ep08-01-bake") || strings.Contains(text, "ep07-02-fall") || !strings.Contains(f.read("show/ep08.srt"), "hot oven") {
		t.Error(text)
	}
	report := f.path("report.html")
	if err := f.SaveReport(v.ID, report); err != nil || !strings.Contains(f.read("report.html"), "2 episodes") {
		t.Error(err)
	}
	if d, err := f.PlanDiff(v.ID, at); err != nil || len(d.Lines) < 8 {
		t.Errorf("%+v %v", d, err)
	}

	// Nothing changed: nothing is written. What one episode says anew is written into the list that holds both.
	if _, again := f.publishSeries("show/ep08-01-bake.md", ""); again.Written != 0 || again.Same != 6 || again.Message != "" {
		t.Errorf("%+v", again)
	}
	f.letStand()
	v, done = f.publishSeries("show/ep08-01-bake.md", "")
	if _, index = named(t, v, "podcast_index.md"); index.State != service.PlanChanged || index.Added == 0 || len(index.Without) != 0 || done.Written != 2 {
		t.Errorf("%+v %+v", index, done)
	}
	if text = f.read("show/podcast_index.md"); !strings.Contains(text, "ep07-02-fall") {
		t.Error(text)
	}
}

// A list of several episodes is not written from what is known no more.
func TestTypingWhileASeriesGoesOut(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep08-01-bake.md", bake)
	f.take()
	v, err := f.PlanPublish(service.ExportRequest{Episode: f.row("ep07-01-rise.md").episode, Series: true, Formats: []string{"srt", "index"}})
	if err != nil {
		t.Fatal(err)
	}
	f.correct("ep08-01-bake.md", "in the oven", "in the hot oven")
	done, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {})
	if err != nil || done.Written != 1 || f.files() != "ep07-01-rise.md ep07.srt ep08-01-bake.md" {
		t.Errorf("%+v %v %s", done, err, f.files())
	}
	at, _ := named(t, v, "podcast_index.md")
	if x := done.Files[at]; x.State != service.PlanConflict || x.Reason == "" {
		t.Errorf("%+v", x)
	}
}

// Episodes of two series that have one number do not write over each other.
func TestEpisodesOfOneNumberDoNotWriteOverEachOther(t *testing.T) {
	other := strings.NewReplacer("Slow Rise", "Fast Food", "It rises when", "It is fried while").Replace(rise)
	f := open(t, "show/ep07-01-rise.md", rise, "other/ep07-01-rise.md", other)
	f.take()
	f.letStand()
	for range 2 {
		plans, err := service.FormatsNow(t.Context(), f.Service, nil, service.FormatsOfFiles{Formats: []string{"srt"}, To: f.path("public")}, func(string, int, int) {})
		if err != nil || len(plans) != 2 || plans[1].Files[0].State != service.PlanHeld || !strings.Contains(plans[1].Files[0].Reason, "same place") {
			t.Fatalf("%+v %v", plans, err)
		}
		if text := f.read("public/ep07.srt"); !strings.Contains(text, "fried") {
			t.Error(text)
		}
	}
}

// The list of a series stands once: above the folders of its episodes, or where somebody keeps it.
func TestTheListOfASeriesStandsWhereItIsKept(t *testing.T) {
	f := open(t, "show/ep07/ep07-01-rise.md", rise, "show/ep08/ep08-01-bake.md", bake)
	f.take()
	f.letStand()
	if _, done := f.publishSeries("show/ep07/ep07-01-rise.md", ""); done.Written != 3 {
		t.Errorf("%+v", done)
	}
	if text := f.read("show/podcast_index.md"); !strings.Contains(text, "ep07-01-rise") || !strings.Contains(text, "ep08-01-bake") {
		t.Error(text)
	}
	f = open(t, "show/ep07/ep07-01-rise.md", rise, "show/ep08/ep08-01-bake.md", bake, "podcast_index.md", "# Kept by hand\n")
	f.take()
	f.letStand()
	f.publishSeries("show/ep07/ep07-01-rise.md", "")
	if text := f.read("podcast_index.md"); !strings.HasPrefix(text, "# Kept by hand\n") || !strings.Contains(text, "ep08-01-bake") {
		t.Error(text)
	}
	// In another folder it stands at the top.
	f.publishSeries("show/ep07/ep07-01-rise.md", f.path("out"))
	if text := f.read("out/podcast_index.md"); !strings.Contains(text, "ep07-01-rise") || !strings.Contains(text, "ep08-01-bake") {
		t.Error(text)
	}
}

// The verbs tell of such a list once, with the rows of all episodes.
func TestAListOfSeveralEpisodesIsToldOfOnce(t *testing.T) {
	f := open(t, "show/ep07-01-rise.md", rise, "show/ep08-01-bake.md", bake)
	f.take()
	f.letStand()
	r := service.FormatsOfFiles{Formats: []string{"index", "srt"}, To: f.path("public")}
	for _, state := range []string{service.FileWritten, service.PlanSame} {
		plans, err := service.FormatsNow(t.Context(), f.Service, nil, r, func(string, int, int) {})
		files := service.FormatsFiles(plans)
		if err != nil || len(files) != 3 || files[0].Count != 2 || files[0].State != state || files[2].State != state {
			t.Errorf("%s: %+v %v", state, files, err)
		}
	}
}

// A plan holds the list of a series once, not once an episode.
func TestAPlanHoldsTheListOfASeriesOnce(t *testing.T) {
	var files []string
	for e := range 60 {
		for c := range 6 {
			slug := fmt.Sprintf("ep%02d-%02d-bake", e+1, c+1)
			files = append(files, slug+".md", fmt.Sprintf("---\ntitle: Bake\nslug: %s\nseries: Slow Rise\nepisode: %d\nchunk: %d\nsummary: %s.\n---\n\n00:%02d:01:00 - 00:%02d:09:00\nMarit\nIt is in the oven.\n",
				slug, e+1, c+1, strings.Repeat("warm dough ", 80), c, c))
		}
	}
	f := open(t, files...)
	f.take()
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	r := service.ExportRequest{Episode: f.row("ep01-01-bake.md").episode, Series: true, Formats: []string{"index"}}
	plan := func() int {
		v, err := f.PlanPublish(r)
		if err != nil || len(v.Files) != 1 {
			t.Fatalf("%+v %v", v, err)
		}
		return v.Files[0].After
	}
	size := plan()
	before := heap()
	plan()
	if more := heap() - before; more > 12*int64(size) {
		t.Errorf("another plan of a list of %d bytes takes %d", size, more)
	}
}
