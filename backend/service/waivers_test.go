package service_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
	"stet/backend/waiver"
)

// errorsIn are what stet check finds in the folder that is an error, by its ID.
func (f *fixture) errorsIn() string {
	f.t.Helper()
	v, err := service.CheckNow(f.t.Context(), []string{f.path("")}, service.Against{}, quiet)
	if err != nil {
		f.t.Fatal(err)
	}
	var ids []string
	for _, p := range v.Problems {
		if p.Severity == "error" {
			ids = append(ids, p.Code)
		}
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// held are the errors for which the gate holds chunks back, also those whose files stay as they are.
func (f *fixture) held() string {
	f.t.Helper()
	view, err := f.Library()
	if err != nil {
		f.t.Fatal(err)
	}
	var ids []string
	for _, series := range view.Series {
		for _, e := range series.Episodes {
			for _, c := range f.episode(e.ID).Chunks {
				for _, p := range c.Problems {
					if p.Severity == "error" {
						ids = append(ids, p.Code)
					}
				}
			}
		}
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

func (f *fixture) agree(when, want string) {
	f.t.Helper()
	if check, gate := f.errorsIn(), f.held(); check != want || gate != want {
		f.t.Errorf("%s: stet check says %q, the gate says %q, and it is %q", when, check, gate, want)
	}
}

// What a library alone approves counts in the shell where the library is named, as it counts in the window.
func TestStetCheckTakesTheLibrarysLists(t *testing.T) {
	f := open(t, "ep07-01-rise.md", strings.Replace(rise, "series:", "tags:\n- yeast\n- bread\nseries:", 1))
	f.take()
	if _, err := f.EditRegistry("Slow Rise", "Approved bread", []registry.Edit{{Tag: &registry.Tag{Name: "bread"}}}); err != nil {
		t.Fatal(err)
	}
	check := func(against service.Against) (said []string) {
		t.Helper()
		v, err := service.CheckNow(t.Context(), []string{f.path("")}, against, quiet)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range v.Problems {
			if p.Code == "tag.unapproved" {
				said = append(said, p.What)
			}
		}
		return said
	}
	with := service.Against{Library: f.Service}
	if said := check(service.Against{}); said != nil {
		t.Error(said)
	}
	if said := check(with); len(said) != 1 || said[0] != "The tag “yeast” is not approved." || f.held() != "tag.unapproved" {
		t.Error(said, f.held())
	}
	// A list beside the files comes before the library's.
	f.write("tags_master.yaml", "- yeast\n")
	if said := check(with); len(said) != 1 || !strings.Contains(said[0], "approved in the library, and not yet in the list") {
		t.Error(said)
	}
}

// A file that names no series is held against the lists of the one that the library has it in.
func TestStetCheckKnowsTheSeriesOfAFileThatNamesNone(t *testing.T) {
	tagged := strings.Replace(rise, "series:", "tags:\n- yeast\nseries:", 1)
	second := strings.NewReplacer("series: Slow Rise\n", "", "chunk: 1", "chunk: 2").Replace(tagged)
	f := open(t, "show/ep07-01-rise.md", tagged, "show/ep07-02-fall.md", second)
	f.take("show")
	if _, err := f.EditRegistry("Slow Rise", "Approved bread", []registry.Edit{{Tag: &registry.Tag{Name: "bread"}}}); err != nil {
		t.Fatal(err)
	}
	v, err := service.CheckNow(t.Context(), []string{f.path("show")}, service.Against{Library: f.Service}, quiet)
	said := 0
	for _, p := range v.Problems {
		if p.Code == "tag.unapproved" {
			said++
		}
	}
	if err != nil || said != 2 {
		t.Errorf("%+v %v", v.Problems, err)
	}
}

// Lists that nobody read into the library count in the window as in the shell, and before what the library has.
func TestTheGateAndStetCheckAgree(t *testing.T) {
	f := open(t, "ep07-01-rise.md", strings.Replace(rise, "series:", "tags:\n- yeast\nentities:\n- Otto\nseries:", 1))
	f.take()
	f.agree("with no list", "")
	f.write("tags_master.yaml", "- bread\n")
	f.agree("with a list of tags", "tag.unapproved")
	f.write("stet-profile.yaml", "required: [summary]\nchecks_as_errors: [entity.unknown]\n")
	f.write("entities.yaml", "- Marit\n")
	f.agree("with names and a profile", "entity.unknown field.missing tag.unapproved")

	if _, err := f.EditRegistry("Slow Rise", "Approved yeast", []registry.Edit{{Tag: &registry.Tag{Name: "yeast"}}}); err != nil {
		t.Fatal(err)
	}
	f.agree("with a tag that only the library has", "entity.unknown field.missing tag.unapproved")
	if p := found(f.chunk("ep07-01-rise.md").ChunkHead, "tag.unapproved"); len(p) != 1 || !strings.Contains(p[0].What, "approved in the library, and not yet in the list") {
		t.Errorf("%+v", p)
	}
	f.write("tags_master.yaml", "- bread\n- yeast\n")
	f.agree("when the list has it", "entity.unknown field.missing")

	// What cannot be read keeps the gate shut, and stet check says so.
	for name, text := range map[string]string{"tags_master.yaml": "- bread\n<<<<<<< ours\n- a: [\n", "stet-profile.yaml": "checks_off: [tag.unaproved]\n", "stet-waivers.yaml": "- file: a.md\n  check: tag.x\n  why: so\n"} {
		was, _ := os.ReadFile(f.path(name))
		f.write(name, text)
		_, err := service.CheckNow(t.Context(), []string{f.path("")}, service.Against{}, quiet)
		p := found(f.chunk("ep07-01-rise.md").ChunkHead, "series.unread")
		if err == nil || len(p) != 1 || p[0].Severity != "error" || !strings.Contains(p[0].What, name) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v %+v", name, err, p)
		}
		f.write(name, string(was))
	}
}

// What is let stand in the window is kept beside the content, where it is found without the library and by another one.
func TestWhatIsLetStandIsKeptBesideTheContent(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice)
	f.take()
	f.agree("at first", "list.duplicate")
	p := found(f.chunk("ep07-02-fall.md").ChunkHead, "list.duplicate")[0]
	if _, err := f.Waive(f.fault("ep07-02-fall.md", p), "The site counts it twice."); err != nil {
		t.Fatal(err)
	}
	f.agree("let stand", "")
	kept := f.read(waiver.FileName)
	if !strings.HasSuffix(kept, "- file: ep07-02-fall.md\n  check: list.duplicate\n  field: \"tags\"\n  words: \"bread\"\n  why: \"The site counts it twice.\"\n") {
		t.Fatal(kept)
	}
	// Another library knows it from there.
	f.config.Path = filepath.Join(f.dir, "library", "other.stet")
	f.restart()
	f.take()
	f.agree("in another library", "")
	p = found(f.chunk("ep07-02-fall.md").ChunkHead, "list.duplicate")[0]
	if p.Waived != "The site counts it twice." {
		t.Errorf("%+v", p)
	}
	if _, err := f.Waive(f.fault("ep07-02-fall.md", p), ""); err != nil {
		t.Fatal(err)
	}
	f.agree("looked at again", "list.duplicate")
	if list, _ := waiver.Parse([]byte(f.read(waiver.FileName))); len(list) != 0 {
		t.Error(list)
	}
	// In the first library it was let stand, and then taken out of the file: it is an error there, too.
	f.config.Path = filepath.Join(f.dir, "library", "show.stet")
	f.restart()
	f.agree("in the first library", "list.duplicate")
	if _, err := f.Waive(f.fault("ep07-02-fall.md", found(f.chunk("ep07-02-fall.md").ChunkHead, "list.duplicate")[0]), "It does count."); err != nil {
		t.Fatal(err)
	}
	f.agree("let stand once more", "")
}

// An entry that fits nothing is told of in the window, too, at the chunk whose file it is about.
func TestAnIdleWaiverIsToldInTheWindow(t *testing.T) {
	const entry = "- file: ep07-02-fall.md\n  check: list.duplicate\n  field: \"%s\"\n  words: \"bread\"\n  why: \"The site counts it twice.\"\n"
	for field, want := range map[string]string{"topics": waiver.FileName + ":1: This lets nothing stand. The nearest that is found in ep07-02-fall.md has field: tags.", "tags": ""} {
		f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice, waiver.FileName, fmt.Sprintf(entry, field))
		f.take()
		idle := found(f.chunk("ep07-02-fall.md").ChunkHead, "waiver.idle")
		if want == "" && len(idle) != 0 || want != "" && (len(idle) != 1 || idle[0].What != want || idle[0].Severity != "warn") {
			t.Errorf("%s: %+v", field, idle)
		}
		if other := found(f.chunk("ep07-01-rise.md").ChunkHead, "waiver.idle"); len(other) != 0 {
			t.Errorf("%+v", other)
		}
	}
}

// It is taken out of the file there, and all others stay, also where the library has it.
func TestAnIdleWaiverIsTakenOut(t *testing.T) {
	const entries = "- file: ep07-02-fall.md\n  check: list.duplicate\n  field: \"topics\"\n  words: \"bread\"\n  why: \"The site counts it twice.\"\n" +
		"- file: ep07-01-rise.md\n  check: chunk.length\n  why: \"It is a greeting.\"\n"
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice, waiver.FileName, entries)
	f.take()
	c := f.chunk("ep07-02-fall.md").ChunkHead
	fault := f.fault("ep07-02-fall.md", found(c, "waiver.idle")[0])
	if _, err := f.Waive(fault, ""); err != nil {
		t.Fatal(err)
	}
	if list, _ := waiver.Parse([]byte(f.read(waiver.FileName))); len(list) != 1 || list[0].Check != "chunk.length" {
		t.Errorf("%+v", list)
	}
	if left := found(f.chunk("ep07-02-fall.md").ChunkHead, "waiver.idle"); len(left) != 0 {
		t.Errorf("%+v", left)
	}
	if _, err := f.Waive(fault, ""); code(err) != service.CodeNotFound {
		t.Errorf("twice: %v", err)
	}
}

// What was let stand before there was such a file still stands, and goes into it with the next; a file that gets another
// name takes its own along.
func TestWhatWasLetStandBeforeIsNotLost(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice)
	f.take()
	c := f.chunk("ep07-02-fall.md")
	old := session.Waiver{Place: c.ID, Field: "tags", Code: "list.duplicate", Words: "bread"}
	if err := f.store.Waive(t.Context(), session.EpisodeID(f.row("ep07-02-fall.md").episode), old, "It was so."); err != nil {
		t.Fatal(err)
	}
	if f.held() != "" || f.errorsIn() != "list.duplicate" {
		t.Errorf("%q %q", f.held(), f.errorsIn())
	}
	at := slices.IndexFunc(c.Matter.Fields, func(x transcript.Field) bool { return x.Key == "slug" })
	f.edit("ep07-02-fall.md", "Rename", transcript.SetField{Chunk: c.ID, At: at, Was: "slug", Field: transcript.Field{Key: "slug", Kind: transcript.ScalarField, Value: "ep07-02-down"}})
	f.exported()
	f.agree("after an export", "")
	if f.files() != "ep07-01-rise.md ep07-02-down.md" || strings.Count(f.read(waiver.FileName), "list.duplicate") != 1 || !strings.Contains(f.read(waiver.FileName), "ep07-02-down.md\n  check: list.duplicate") {
		t.Error(f.files(), f.read(waiver.FileName))
	}
	// And again: what the file says goes with the name.
	f.edit("ep07-02-down.md", "Rename", transcript.SetField{Chunk: c.ID, At: at, Was: "slug", Field: transcript.Field{Key: "slug", Kind: transcript.ScalarField, Value: "ep07-02-fallen"}})
	f.exported()
	f.agree("after the next", "")
	if strings.Count(f.read(waiver.FileName), "list.duplicate") != 1 || !strings.Contains(f.read(waiver.FileName), "ep07-02-fallen.md\n  check: list.duplicate") {
		t.Error(f.read(waiver.FileName))
	}
}

// Where another program gave a file another name, what was let stand in it goes along with the next export, also if that writes
// nothing else.
func TestWhatWasLetStandGoesWithANameThatOthersGave(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice)
	f.take()
	p := found(f.chunk("ep07-02-fall.md").ChunkHead, "list.duplicate")[0]
	if _, err := f.Waive(f.fault("ep07-02-fall.md", p), "The site counts it twice."); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(f.path("ep07-02-fall.md"), f.path("fallen.md")); err != nil {
		t.Fatal(err)
	}
	f.take()
	list := func() service.PlanView {
		v, err := f.PlanPublish(service.ExportRequest{Episode: f.row("fallen.md").episode, Files: true})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	plan := list()
	if len(plan.Waivers) != 1 || plan.Waivers[0] != f.path(waiver.FileName) {
		t.Errorf("the list says that %q goes along", plan.Waivers)
	}
	v, err := service.ExportNow(t.Context(), f.Service, plan.ID, nil, func(string, int, int) {})
	if err != nil || v.Written != 0 || len(v.Files) != 2 || len(v.Stands) != 1 {
		t.Errorf("%+v %v", v, err)
	}
	if plan = list(); len(plan.Waivers) != 0 {
		t.Errorf("after that, the list says that %q goes along", plan.Waivers)
	}
	if text := f.read(waiver.FileName); strings.Contains(text, "ep07-02-fall.md") || !strings.Contains(text, "fallen.md\n  check: list.duplicate") {
		t.Error(text)
	}
	if got := f.errorsIn(); strings.Contains(got, "list.duplicate") {
		t.Error(got)
	}
}

// Another library that knows something only from the file takes it along when it gives a chunk's file another name.
func TestWhatOthersLetStandGoesWithTheName(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice)
	f.write(waiver.FileName, "- file: ep07-02-fall.md\n  check: list.duplicate\n  field: tags\n  words: bread\n  why: The site counts it twice.\n")
	f.take()
	f.agree("at first", "")
	c := f.chunk("ep07-02-fall.md")
	at := slices.IndexFunc(c.Matter.Fields, func(x transcript.Field) bool { return x.Key == "slug" })
	f.edit("ep07-02-fall.md", "Rename", transcript.SetField{Chunk: c.ID, At: at, Was: "slug", Field: transcript.Field{Key: "slug", Kind: transcript.ScalarField, Value: "ep07-02-down"}})
	f.exported()
	f.agree("under another name", "")
	if text := f.read(waiver.FileName); f.files() != "ep07-01-rise.md ep07-02-down.md" || strings.Contains(text, "fall") || !strings.Contains(text, "ep07-02-down.md") || !strings.Contains(text, "The site counts it twice.") {
		t.Error(f.files(), text)
	}
}

// A slip in one entry of the file costs no reason that somebody else gave in another.
func TestAReasonStaysWhereTheFileHasASlip(t *testing.T) {
	f := open(t, "ep07-01-rise.md", rise, "ep07-02-fall.md", twice)
	const theirs = "- file: ep07-02-fall.md\n  check: list.duplicate\n  field: tags\n  words: bread\n  why: Björn says so.\n- file: z.md\n  check: list.duplicat\n  why: A slip.\n"
	f.write(waiver.FileName, theirs)
	f.take()
	p := found(f.chunk("ep07-02-fall.md").ChunkHead, "list.duplicate")[0]
	if _, err := f.Waive(f.fault("ep07-02-fall.md", p), "I say so."); err != nil {
		t.Fatal(err)
	}
	if text := f.read(waiver.FileName); text != theirs {
		t.Error(text)
	}
}

// What cannot be taken out of the file still stands for everybody else: that is said.
func TestWhatCannotBeTakenOutOfTheFileIsTold(t *testing.T) {
	f := open(t)
	lock := f.lockable()
	f.write("ep07-02-fall.md", twice)
	f.take()
	p := found(f.chunk("ep07-02-fall.md").ChunkHead, "list.duplicate")[0]
	if _, err := f.Waive(f.fault("ep07-02-fall.md", p), "The site counts it twice."); err != nil {
		t.Fatal(err)
	}
	kept := f.read(waiver.FileName)
	lock()
	if _, err := f.Waive(f.fault("ep07-02-fall.md", p), ""); code(err) != service.CodeFailed || !strings.Contains(err.Error(), waiver.FileName) || f.read(waiver.FileName) != kept {
		t.Error(err, f.read(waiver.FileName))
	}
}

// Many that are let stand at the same time are all kept.
func TestManyAreLetStandAtOnce(t *testing.T) {
	var text strings.Builder
	text.WriteString(strings.SplitAfter(rise, "---\n\n")[0])
	for i := range 12 {
		fmt.Fprintf(&text, "00:00:%02d:00 - 00:00:%02d:00\nMarit\nIt rises the the %d. time.\n\n", 2*i, 2*i+2, i)
	}
	f := open(t, "ep07-01-rise.md", strings.TrimSuffix(text.String(), "\n"))
	f.take()
	all := found(f.chunk("ep07-01-rise.md").ChunkHead, "words.doubled")
	var faults []service.FaultRequest
	for _, p := range all {
		faults = append(faults, f.fault("ep07-01-rise.md", p))
	}
	errs := make([]error, len(faults))
	var wg sync.WaitGroup
	for i, r := range faults {
		wg.Go(func() { _, errs[i] = f.Waive(r, "She says it so.") })
	}
	wg.Wait()
	list, _ := waiver.Parse([]byte(f.read(waiver.FileName)))
	if err := errors.Join(errs...); err != nil || len(faults) != 12 || len(list) != 12 {
		t.Errorf("%d of %d: %v", len(list), len(faults), err)
	}
}
