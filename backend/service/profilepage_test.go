package service_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"stet/backend/profile"
	"stet/backend/service"
	"stet/backend/session"
)

func TestTheProfileOfASeriesIsGuessedAndKept(t *testing.T) {
	f := open(t, "1.md", leaven, "2.md", hotOven)
	f.take()
	v, err := f.SeriesProfile("Slow Rise")
	if err != nil || v.Kept || v.Files != 2 || !strings.HasSuffix(v.Path, "stet-profile.yaml") {
		t.Fatalf("%+v, %v", v, err)
	}
	line := func(key string) service.ProfileLine {
		t.Helper()
		for _, l := range v.Lines {
			if l.Key == key {
				return l
			}
		}
		t.Fatalf("no line %s in %+v", key, v.Lines)
		return service.ProfileLine{}
	}
	if l := line("list_indent"); l.Value != "0" || l.Agree != 2 || l.Of != 2 {
		t.Errorf("%+v", l)
	}
	if _, err := f.KeepProfile("Slow Rise", []profile.Line{{Key: "list_indent", Value: "many"}}); code(err) != service.CodeInvalid {
		t.Error(err)
	}
	if v, err = f.KeepProfile("Slow Rise", []profile.Line{{Key: "required", List: true, Items: []string{"title", "summary"}}}); err != nil || !v.Kept {
		t.Fatalf("%+v, %v", v, err)
	}
	if l := line("required"); strings.Join(l.Items, " ") != "title summary" || v.Differ != 2 || !strings.Contains(v.Findings[0].What, "summary") {
		t.Errorf("%+v, %+v", l, v.Findings)
	}
	// What nobody changed keeps its bytes.
	before := f.read("stet-profile.yaml")
	if v, err = f.KeepProfile("Slow Rise", []profile.Line{{Key: "list_indent", Value: "2"}}); err != nil || line("list_indent").Of != 0 {
		t.Fatalf("%+v, %v", v, err)
	}
	if after := f.read("stet-profile.yaml"); strings.Replace(before, "list_indent: 0", "list_indent: 2", 1) != after {
		t.Errorf("%s\nbecame\n%s", before, after)
	}
	if _, err := f.SeriesProfile("Nobody's"); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}

// Of a guess nothing is kept that loosens a rule, or makes an error of what was none; a check that there is not is refused.
func TestSwitchingACheckOffChangesNoOther(t *testing.T) {
	f := open(t, "1.md", leaven, "2.md", hotOven)
	f.take()
	off := func(id string) (service.SeriesProfileView, error) {
		return f.KeepProfile("Slow Rise", []profile.Line{{Key: "checks_off", List: true, Items: []string{id}}})
	}
	if _, err := off("topic.wrods"); code(err) != service.CodeInvalid || !strings.Contains(err.Error(), "Is it topic.words?") {
		t.Error(err)
	}
	if strings.Contains(f.files(), "stet-profile.yaml") {
		t.Error("it was kept")
	}
	v, err := off("topic.words")
	if err != nil || !v.Kept {
		t.Fatalf("%+v %v", v, err)
	}
	said := map[string]string{}
	for _, l := range v.Lines {
		said[l.Key] = l.Value + strings.Join(l.Items, " ")
	}
	if said["checks_off"] != "topic.words" || said["list_indent"] != "" {
		t.Errorf("%v", said)
	}
	// Nothing is a rule that nobody has said.
	if text := f.read("stet-profile.yaml"); text != "checks_off:\n  - topic.words\n" {
		t.Error(text)
	}
	for key, is := range said {
		if is != "" && (key == "chunk_minutes" || key == "required" || key == "file" || strings.HasPrefix(key, "allowed_")) {
			t.Errorf("%s is %s", key, is)
		}
	}
	// Another line brings what the files are held against with it.
	if _, err := f.KeepProfile("Slow Rise", []profile.Line{{Key: "required", List: true, Items: []string{"title"}}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"checks_off:\n  - topic.words\n", "list_indent: 0\n", "required:\n"} {
		if text := f.read("stet-profile.yaml"); !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

// Where a profile says nothing but which checks are made, files are held against a guess as before, in the window and by stet
// check; and what differs from it is no error.
func TestAProfileOfChecksAloneLeavesTheRestToAGuess(t *testing.T) {
	names := []string{"1.md", "2.md", "3.md", "4.md", "5.md"}
	var texts []string
	for i, name := range names {
		text := strings.Replace(strings.ReplaceAll(leaven, "00:00:", fmt.Sprintf("0%d:00:", i)), "title: ", fmt.Sprintf("title: %d ", i), 1)
		if i == 4 {
			text = strings.Replace(text, "---\n", "---\nmood: warm\n", 1)
			text = strings.Replace(text, "series: Slow Rise\n", "", 1)
			text = strings.Replace(text, "\n---", "\nseries: Slow Rise\n---", 1)
		}
		texts = append(texts, name, text)
	}
	f := open(t, texts...)
	f.take()
	told := func() string {
		t.Helper()
		v, err := service.CheckNow(t.Context(), []string{f.path("")}, service.Against{}, silent)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, list := range [][]service.ProblemView{v.Problems, f.chunk("5.md").Problems} {
			for _, p := range list {
				if p.Code == "field.order" || p.Code == "field.extra" {
					out = append(out, p.Code+" "+p.Severity)
				}
			}
			out = append(out, "|")
		}
		return strings.Join(out, " ")
	}
	was := told()
	if !strings.HasPrefix(was, "field.") || strings.Contains(was, "| |") {
		t.Fatalf("nothing is held against the guess: %q", was)
	}
	if _, err := f.KeepProfile("Slow Rise", []profile.Line{{Key: "checks_off", List: true, Items: []string{"topic.words"}}}); err != nil {
		t.Fatal(err)
	}
	if now := told(); now != was {
		t.Errorf("%q was %q", now, was)
	}
}

func TestAGuessKeepsWhatNoFileCanTell(t *testing.T) {
	f := open(t, "1.md", oven)
	f.write("stet-profile.yaml", "# ours\nframe_rate: 29.97 # asked Otto\nlist_indent: 0\nallowed_mood: [hot, cold]\n")
	v, err := service.ProfileNow(t.Context(), []string{f.path("")}, true, func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(v.Text, "# ours\nframe_rate: 29.97 # asked Otto\nlist_indent: 2\nallowed_mood: [hot, cold]\n") {
		t.Error(v.Text)
	}
}

func TestAProfileThatChangedMeanwhileIsNotOverwritten(t *testing.T) {
	f := open(t, "1.md", oven)
	f.write("stet-profile.yaml", "list_indent: 0\n")
	v, err := service.ProfileNow(t.Context(), []string{f.path("")}, true, func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	theirs := "list_indent: 0\nframe_rate: 25 # by a colleague\n"
	f.write("stet-profile.yaml", theirs)
	if _, err = service.WriteProfileNow(v); err == nil || f.read("stet-profile.yaml") != theirs {
		t.Errorf("%v\n%s", err, f.read("stet-profile.yaml"))
	}
}

// What the series' files are held to is another thing at once: the window reads its episodes again.
func TestAProfileThatIsKeptHoldsAtOnce(t *testing.T) {
	f := open(t, "1.md", leaven, "2.md", hotOven)
	f.take()
	id := f.row("1.md").episode
	if _, err := f.KeepProfile("Slow Rise", []profile.Line{{Key: "required", List: true, Items: []string{"title", "mood"}}}); err != nil {
		t.Fatal(err)
	}
	told := false
	for _, e := range all[map[string]int64](f.window, "episode") {
		told = told || e["id"] == id
	}
	if !told {
		t.Error("the window is not told")
	}
}

// goneAt is a library that cannot be listed once it has been so many times.
type goneAt struct {
	session.Store
	left int
}

func (g *goneAt) Library(ctx context.Context) ([]session.EpisodeRow, error) {
	if g.left--; g.left < 0 {
		return nil, errors.New("the drive is gone")
	}
	return g.Store.Library(ctx)
}

// A profile of which it is said that it was not kept is not kept.
func TestAProfileThatFailsIsNotWritten(t *testing.T) {
	f := open(t, "1.md", leaven, "2.md", hotOven)
	f.take()
	config := f.config
	config.Store = &goneAt{f.store, 1}
	s := service.New(config)
	if _, err := s.KeepProfile("Slow Rise", []profile.Line{{Key: "list_indent", Value: "2"}}); err == nil {
		t.Fatal("it was kept")
	}
	if _, err := os.Stat(f.path("stet-profile.yaml")); err == nil {
		t.Error("it was written")
	}
}

// What is written is said to be kept, also where the files cannot be read again after it.
func TestAProfileThatIsWrittenIsSaidToBeKept(t *testing.T) {
	f := open(t, "1.md", leaven, "2.md", hotOven)
	f.take()
	config := f.config
	config.Store = &goneAt{f.store, 2}
	s := service.New(config)
	v, err := s.KeepProfile("Slow Rise", []profile.Line{{Key: "list_indent", Value: "2"}})
	if err != nil || !v.Kept || v.Path != f.path("stet-profile.yaml") {
		t.Errorf("%+v, %v", v, err)
	}
	for _, l := range v.Lines {
		if l.Key == "list_indent" && l.Value != "2" {
			t.Errorf("the line is %q", l.Value)
		}
	}
	if got := f.read("stet-profile.yaml"); !strings.Contains(got, "list_indent: 2") {
		t.Error(got)
	}
}

// The profile of a series lies beside its tags, and so holds for episodes that come later, too.
func TestAProfileIsKeptBesideTheTags(t *testing.T) {
	f := open(t, "show/tags_master.yaml", "tags: [bread]\n", "show/chunks/ep07/1.md", leaven, "show/chunks/ep07/2.md", hotOven)
	f.take("show/chunks/ep07")
	if _, err := f.KeepProfile("Slow Rise", []profile.Line{{Key: "checks_off", List: true, Items: []string{"entity.unspoken"}}}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(f.read("show/stet-profile.yaml"), "entity.unspoken") {
		t.Error(f.read("show/stet-profile.yaml"))
	}
}
