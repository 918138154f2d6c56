package service_test

import (
	"fmt"
	"math"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"stet/backend/service"
)

// fried is bake as another series has it, with an episode of the same number.
var fried = strings.NewReplacer("Slow Rise", "Fast Food", "in the oven", "in the pan").Replace(bake)

// publishLibrary writes all episodes of the library, as subtitles and lists.
func (f *fixture) publishLibrary(to string, overwrite ...int) (service.PlanView, service.ExportView) {
	f.t.Helper()
	return f.published(service.ExportRequest{Library: true, Files: true, Formats: []string{"srt", "index"}, To: to}, overwrite)
}

func TestTheLibraryGoesOutInOtherFormatsAtOnce(t *testing.T) {
	f := open(t, "show/ep07-01-rise.md", rise, "show/ep08-01-bake.md", bake, "other/ep08-01-bake.md", fried)
	f.take()
	f.letStand()
	v, done := f.publishLibrary("")
	if done.Written != 5 || len(v.Files) != 8 {
		t.Errorf("%+v", done)
	}
	if text := f.read("show/podcast_index.md"); !strings.Contains(text, "ep07-01-rise") || !strings.Contains(text, "ep08-01-bake") {
		t.Error(text)
	}
	if text := f.read("other/podcast_index.md"); strings.Contains(text, "ep07-01-rise") || !strings.Contains(text, "ep08-01-bake") {
		t.Error(text)
	}
	if !strings.Contains(f.read("show/ep08.srt"), "oven") || !strings.Contains(f.read("other/ep08.srt"), "pan") {
		t.Error("one has the words of the other")
	}
	if _, again := f.publishLibrary(""); again.Written != 0 || again.Same != 8 {
		t.Errorf("%+v", again)
	}
	// Each is shown as it would be written, and written as it was shown or not at all.
	f.correct("other/ep08-01-bake.md", "in the pan", "in the hot pan")
	v, err := f.PlanPublish(service.ExportRequest{Library: true, Formats: []string{"srt"}})
	if err != nil {
		t.Fatal(err)
	}
	at := -1
	for i, x := range v.Files {
		if x.State == service.PlanChanged {
			at = i
		}
	}
	d, err := f.PlanDiff(v.ID, at)
	if err != nil || !strings.Contains(fmt.Sprint(d.Lines), "hot pan") {
		t.Fatalf("%+v %v", d, err)
	}
	f.write("other/ep08.srt", "mine\n")
	done, err = service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {})
	if err != nil || done.Files[at].State != service.PlanConflict || f.read("other/ep08.srt") != "mine\n" {
		t.Errorf("%+v %v", done, err)
	}
}

// In one folder, episodes of two series that have one number do not write into each other's files and rows.
func TestASeriesIsNotWrittenIntoAnother(t *testing.T) {
	f := open(t, "show/ep08-01-bake.md", bake, "other/ep08-01-bake.md", fried)
	f.take("show")
	f.take("other")
	f.letStand()
	to := f.path("public")
	v, done := f.publishLibrary(to)
	if done.Written != 3 {
		t.Errorf("%+v", done)
	}
	held, told := 0, false
	for _, x := range v.Files {
		if x.State == service.PlanHeld && strings.Contains(x.Reason, "same place") {
			held++
		}
		for _, r := range x.Remarks {
			told = told || strings.Contains(r.What, "stands in this list under the same number")
		}
	}
	if held != 2 || !told {
		t.Errorf("%d held, told %v: %+v", held, told, v.Files)
	}
	list, srt := f.read("public/podcast_index.md"), f.read("public/ep08.srt")
	if strings.Count(list, "ep08-01-bake") != 1 {
		t.Error(list)
	}

	// Neither one after the other.
	first, second := "show/ep08-01-bake.md", "other/ep08-01-bake.md"
	if strings.Contains(srt, "pan") {
		first, second = second, first
	}
	f.correct(first, "in the", "in our")
	f.correct(second, "in the", "in their")
	plan := func(name string) (service.PlanView, int) {
		v, err := f.PlanPublish(service.ExportRequest{Episode: f.row(name).episode, Formats: []string{"srt", "index"}, To: to})
		if err != nil {
			t.Fatal(err)
		}
		at, _ := named(t, v, "ep08.srt")
		return v, at
	}
	v, at := plan(second)
	if x := v.Files[at]; x.State != service.PlanConflict || !strings.Contains(x.Reason, "Episode 8 of “") {
		t.Errorf("%+v", x)
	}
	if _, x := named(t, v, "podcast_index.md"); x.State != service.PlanSame && x.State != service.PlanHeld {
		t.Errorf("%+v", x)
	}
	write := func(v service.PlanView, overwrite ...int) {
		if _, err := service.ExportNow(t.Context(), f.Service, v.ID, overwrite, func(string, int, int) {}); err != nil {
			t.Fatal(err)
		}
	}
	write(v)
	if f.read("public/ep08.srt") != srt || f.read("public/podcast_index.md") != list {
		t.Error("the other series was written over")
	}
	v, _ = plan(first)
	write(v)
	if !strings.Contains(f.read("public/ep08.srt"), "our") {
		t.Error(f.read("public/ep08.srt"))
	}
	v, at = plan(second)
	write(v, at)
	if !strings.Contains(f.read("public/ep08.srt"), "their") {
		t.Error("nobody can say that it is replaced")
	}
}

// Two folders that are given by themselves are two series, whatever they are called.
func TestTwoFoldersByThemselvesAreNotWrittenOver(t *testing.T) {
	const cue = "1\n00:00:01,000 --> 00:00:04,000\nMarit: %s in the oven.\n\n2\n00:00:04,000 --> 00:00:09,000\nOtto: It is not.\n"
	f := open(t, "talk/subs/ep01.srt", fmt.Sprintf(cue, "It is"), "talk/caps/ep01.srt", fmt.Sprintf(cue, "Was it"))
	f.take("talk/subs", "talk/caps")
	r := service.FormatsOfFiles{Formats: []string{"vtt", "index"}, To: f.path("public"), WithErrors: true}
	plans, err := service.FormatsNow(t.Context(), f.Service, nil, r, func(string, int, int) {})
	if err != nil || len(plans) != 2 || plans[1].Files[0].State != service.PlanHeld || plans[1].Files[1].State != service.PlanHeld {
		t.Fatalf("%+v %v", plans, err)
	}
	once := f.read("public/ep01.vtt")
	// The one that was held goes out by itself, to the same folder: it is told, and nothing is written over.
	r.Series = "caps"
	if strings.Contains(once, "Was it") {
		r.Series = "subs"
	}
	plans, err = service.FormatsNow(t.Context(), f.Service, nil, r, func(string, int, int) {})
	if err != nil || len(plans) != 1 || plans[0].Files[0].State != service.PlanConflict || f.read("public/ep01.vtt") != once {
		t.Errorf("%+v %v", plans, err)
	}
	r.Series = "tapes"
	if _, err := service.FormatsNow(t.Context(), f.Service, nil, r, func(string, int, int) {}); err == nil || !strings.Contains(err.Error(), "“caps”, “subs”") {
		t.Error(err)
	}
	// Beside their own files they stand apart.
	r.Series, r.To = "", ""
	if plans, err = service.FormatsNow(t.Context(), f.Service, nil, r, func(string, int, int) {}); err != nil || len(plans) != 2 {
		t.Fatalf("%+v %v", plans, err)
	}
	for _, folder := range []string{"subs", "caps"} {
		if !strings.Contains(f.read(filepath.Join("talk", folder, "ep01.vtt")), "oven") {
			t.Error(folder)
		}
	}
}

// A list above the folders of a series is taken if it is the series' own, and left alone and told of if it is another's.
func TestTheListOfAnotherSeriesIsLeftAlone(t *testing.T) {
	const list = "8\n\n| Start | End | Summary | Tags | Slug |\n| --- | --- | --- | --- | --- |\n| 00:00:01 | 00:00:09 | Kept by hand. | x | %s |\n"
	for slug, taken := range map[string]bool{"ep08-01-stew": false, "ep08-01-bake": true} {
		f := open(t, "all/show/ep08/ep08-01-bake.md", bake, "all/show/ep07/ep07-01-rise.md", rise, "all/podcast_index.md", fmt.Sprintf(list, slug))
		f.take("all/show")
		f.letStand()
		v, done := f.publishSeries("all/show/ep07/ep07-01-rise.md", "")
		_, x := named(t, v, "podcast_index.md")
		if done.Written != 3 || (filepath.Dir(x.Path) == f.path("all")) != taken {
			t.Errorf("%s: %+v %+v", slug, x, done)
		}
		above := f.read("all/podcast_index.md")
		if taken {
			if !strings.Contains(above, "ep07-01-rise") || !strings.Contains(above, "Kept by hand.") {
				t.Error(above)
			}
			continue
		}
		if above != fmt.Sprintf(list, slug) || !strings.Contains(f.read("all/show/podcast_index.md"), "ep07-01-rise") {
			t.Error(above)
		}
		if !strings.Contains(fmt.Sprint(x.Remarks), "names no chunk of this series, so it is left alone") {
			t.Errorf("%+v", x.Remarks)
		}
	}
}

// A plan of many episodes does not hold what is to stand in their files.
func TestAPlanHoldsNoTextsOfOtherFormats(t *testing.T) {
	var files []string
	turns := strings.Repeat("00:00:01:00 - 00:00:09:00\nMarit\n"+strings.Repeat("It is in the oven. ", 200)+"\n\n", 10)
	for e := range 40 {
		slug := fmt.Sprintf("ep%02d-01-bake", e+1)
		files = append(files, slug+".md", fmt.Sprintf("---\ntitle: Bake\nslug: %s\nseries: Slow Rise\nepisode: %d\nchunk: 1\n---\n\n%s", slug, e+1, turns))
	}
	f := open(t, files...)
	f.take()
	heap := func() int64 {
		runtime.GC()
		runtime.GC() // the first leaves what is pooled
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	plan := func() (all int64) {
		v, err := f.PlanPublish(service.ExportRequest{Library: true, WithErrors: true, Formats: []string{"srt", "vtt", "html", "jsonl"}})
		if err != nil || len(v.Files) != 160 {
			t.Fatalf("%d %v", len(v.Files), err)
		}
		for _, x := range v.Files {
			all += int64(x.After)
		}
		return all
	}
	all := plan()
	// What else runs holds memory for a moment: the least of three is the plan's.
	more := int64(math.MaxInt64)
	for range 3 {
		before := heap()
		plan()
		more = min(more, heap()-before)
	}
	if more > all/10 {
		t.Errorf("another plan of %d bytes of files takes %d", all, more)
	}
}
