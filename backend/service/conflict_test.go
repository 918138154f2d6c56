package service_test

import (
	"os"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// quarrel has the library and the disk each change a file in its own way.
func quarrel(t *testing.T) (f *fixture, episode int64, chunk transcript.ID) {
	f = open(t, "1.md", crumb)
	f.take()
	f.correct("1.md", "once more", "twice")
	f.correct("1.md", "So it does", "Right")
	f.replace("1.md", "the basket", "its basket")
	f.replace("1.md", "So it does", "Right")
	r := f.row("1.md")
	return f, r.episode, r.ID
}

func changed(turns []service.TurnView) string {
	var out []string
	for _, x := range turns {
		if x.Changed {
			out = append(out, x.Paragraphs[0])
		}
	}
	return strings.Join(out, " / ")
}

func TestCompareFile(t *testing.T) {
	f, episode, chunk := quarrel(t)
	v, err := f.CompareFile(episode, chunk)
	if err != nil || v.Path != f.path("1.md") {
		t.Fatal(v, err)
	}
	var got []string
	for _, l := range v.Lines {
		if l.Kind == "del" || l.Kind == "add" {
			got = append(got, l.Kind+" "+l.Text)
		}
	}
	want := "del and it left its basket., add and it left the basket., del You fold it once more., add You fold it twice."
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("%s, want %s", s, want)
	}
	if _, err := f.CompareFile(episode, 999); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}

func TestTakeTheirs(t *testing.T) {
	f, episode, chunk := quarrel(t)
	reply, err := f.TakeTheirs(episode, chunk)
	if err != nil || reply.Name != "Took 1.md from the disk" {
		t.Fatal(reply, err)
	}
	// All of the chunk comes, since what differs from the file is another question now.
	if p := reply.Patch; len(p.Turns) != 3 || changed(p.Turns) != "" || len(p.Heads) != 1 || p.Heads[0].Dirty {
		t.Errorf("%+v", p)
	}
	f.turn("1.md", "its basket")
	f.turn("1.md", "once more")
	if f.row("1.md").Dirty || states(f.export("", false)) != "1.md same" {
		t.Error("the chunk still differs from its file")
	}
	reply, err = f.Undo(episode)
	if err != nil {
		t.Fatal(err)
	}
	f.turn("1.md", "twice")
	if !f.row("1.md").Dirty {
		t.Error("mine is back, and does not differ from theirs")
	}
	f.export("", false)
	if want := strings.NewReplacer("once more", "twice", "So it does", "Right").Replace(crumb); f.read("1.md") != want {
		t.Error(f.read("1.md"))
	}
}

func TestKeepMine(t *testing.T) {
	f, episode, chunk := quarrel(t)
	reply, err := f.KeepMine(episode, chunk)
	if err != nil {
		t.Fatal(err)
	}
	if got := changed(reply.Patch.Turns); !strings.Contains(got, "twice") || !strings.Contains(got, "the basket") || strings.Contains(got, "Right") || !reply.Patch.Heads[0].Dirty {
		t.Errorf("now these differ: %s", got)
	}
	v, _ := f.plan("")
	if x := v.Files[0]; x.State != service.PlanChanged || x.Added != 2 || x.Removed != 2 {
		t.Errorf("%+v", x)
	}
	f.restart()
	if got := states(f.export("", false)); got != "1.md written" {
		t.Error(got)
	}
	if want := strings.NewReplacer("once more", "twice", "So it does", "Right").Replace(crumb); f.read("1.md") != want {
		t.Error(f.read("1.md"))
	}
}

// What mine cannot be written into is not taken as its file.
func TestMineCannotAlwaysBeKept(t *testing.T) {
	f, episode, chunk := quarrel(t)
	f.write("1.md", "---\na: b: c\n---\n")
	if _, err := f.KeepMine(episode, chunk); code(err) != service.CodeInvalid || !strings.Contains(err.Error(), "overwrite") {
		t.Error(err)
	}
	if got := states(f.export("", true)); got != "1.md written" {
		t.Error(got)
	}
	f.turn("1.md", "twice")
}

func TestAFileOnTheDiskThatCannotBeRead(t *testing.T) {
	f, episode, chunk := quarrel(t)
	try := func() map[string]error {
		errs := map[string]error{}
		_, errs["take"] = f.TakeTheirs(episode, chunk)
		_, errs["keep"] = f.KeepMine(episode, chunk)
		_, errs["compare"] = f.CompareFile(episode, chunk)
		return errs
	}
	f.write("1.md", "00:00:01 - 00:00:02\nMarit\n\x00")
	for name, err := range try() {
		if code(err) != service.CodeInvalid || !strings.Contains(err.Error(), "1.md:3:1: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.Remove(f.path("1.md")); err != nil {
		t.Fatal(err)
	}
	for name, err := range try() {
		if code(err) != service.CodeNotFound || err.Error() != "There is no "+f.path("1.md")+"." {
			t.Errorf("%s: %v", name, err)
		}
	}
	f.turn("1.md", "twice")
}

func TestARepair(t *testing.T) {
	text := strings.Replace(crumb, "title: An Hour Too Long", "title: An Hour: Too Long", 1)
	f := open(t, "1.md", text)
	f.take()
	r := f.row("1.md")
	f.correct("1.md", "once more", "twice")
	list, err := f.Repairs(r.episode, r.ID)
	if err != nil || len(list) != 1 || list[0].What == "" || list[0].Line != 2 {
		t.Fatalf("%+v %v", list, err)
	}
	var shown []string
	for _, l := range list[0].Diff.Lines {
		if l.Kind == "add" || l.Kind == "del" {
			shown = append(shown, l.Text)
		}
	}
	if len(shown) != 2 || shown[0] != "title: An Hour: Too Long" {
		t.Fatalf("the repair shows %q", shown)
	}
	if _, err := f.Repair(r.episode, r.ID, 1); code(err) != service.CodeNotFound {
		t.Error(err)
	}
	reply, err := f.Repair(r.episode, r.ID, 0)
	if err != nil || len(reply.Patch.Heads) != 1 || reply.Patch.Heads[0].Matter.Form != transcript.FieldMatter || reply.Patch.Heads[0].Title != "An Hour: Too Long" {
		t.Fatalf("%+v %v", reply, err)
	}
	if list, err := f.Repairs(r.episode, r.ID); err != nil || list == nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
	f.restart()
	f.export("", false)
	if want := strings.NewReplacer(shown[0], shown[1], "once more", "twice").Replace(text); f.read("1.md") != want {
		t.Error(f.read("1.md"))
	}
	if _, err := f.Undo(r.episode); err != nil {
		t.Fatal(err)
	}
	if m := f.chunk("1.md").Matter; m.Form != transcript.RawMatter {
		t.Errorf("%+v", m)
	}
	if list, err := f.Repairs(r.episode, 999); code(err) != service.CodeNotFound {
		t.Error(list, err)
	}
}
