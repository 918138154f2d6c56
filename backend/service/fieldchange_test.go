package service_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
	"stet/backend/transcript"
)

// ended waits for a job.
func (f *fixture) ended(id int64, err error) service.JobView {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
	f.window.mu.Lock()
	defer f.window.mu.Unlock()
	for {
		for _, j := range f.Jobs() {
			if j.ID == id && j.State != service.JobRunning {
				return j
			}
		}
		f.window.told.Wait()
	}
}

func (f *fixture) planFields(r service.FieldsRequest) (p service.FieldsPlan) {
	f.t.Helper()
	job := f.ended(f.StartFieldsPlan(r))
	f.get(fmt.Sprintf("/api/changes/%d", job.ID), &p)
	return p
}

func (f *fixture) get(address string, into any) {
	f.t.Helper()
	w := httptest.NewRecorder()
	service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("GET", address, nil))
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil || w.Code != 200 {
		f.t.Fatalf("%s: %d %s %v", address, w.Code, w.Body, err)
	}
}

// planned is what a plan would do, in a line.
func (f *fixture) planned(r service.FieldsRequest) string {
	f.t.Helper()
	p := f.planFields(r)
	var out []string
	for _, x := range p.Files {
		d, err := f.FieldsDiff(r, x.Episode, x.Chunk)
		if err != nil || (x.State == service.PlanChanged) != (len(d.Lines) > 0) {
			f.t.Errorf("%s: %+v, %v", x.Path, d, err)
		}
		out = append(out, fmt.Sprintf("%s %s +%d -%d", strings.TrimPrefix(x.Path, f.path("")+"/"), x.State, x.Added, x.Removed))
	}
	return fmt.Sprintf("%s; %d same", strings.Join(out, ", "), p.Same)
}

func (f *fixture) changeFields(r service.FieldsRequest) service.FieldsReply {
	f.t.Helper()
	reply, err := f.FieldsResult(f.ended(f.StartFields(r)).ID)
	if err != nil || reply.Failed != "" {
		f.t.Fatal(err, reply.Failed)
	}
	return reply
}

func (f *fixture) board() (v service.BoardView) {
	f.t.Helper()
	f.get("/api/board", &v)
	return v
}

func TestATagIsMergedInAllChunksAndTakenBack(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter, "3.md", strings.Replace(oven, "speakers:", "tags: [bread, breads]\nspeakers:", 1))
	f.take()
	if _, err := f.EditRegistry("Slow Rise", "Added tags", []registry.Edit{{Tag: &registry.Tag{Name: "bread"}}, {Tag: &registry.Tag{Name: "loaves"}}}); err != nil {
		t.Fatal(err)
	}
	seven, eight := f.row("1.md").episode, f.row("3.md").episode
	if near := f.board().Near; len(near) != 1 || near[0].Uses[0].Name != "bread" || near[0].Uses[0].Count != 2 {
		t.Errorf("%+v", near)
	}
	r := service.FieldsRequest{
		Name: "Merged bread into loaves", Scope: "library", Episode: seven, Tag: &service.TagMove{Tag: "bread", To: "loaves"},
		Edits: []service.FieldEdit{{Kind: service.EditRenameItem, Field: "tags", Value: "bread", To: "loaves"}},
	}
	if got := f.planned(r); got != "1.md changed +1 -1, 3.md changed +1 -1; 1 same" {
		t.Error(got)
	}
	reply := f.changeFields(r)
	if len(reply.Steps.Episodes) != 2 || reply.Chunks != 2 || reply.Edit.Patch.History.Undo != r.Name || len(reply.Edit.Patch.Heads) != 1 {
		t.Errorf("%+v", reply)
	}
	view, err := f.Registry("Slow Rise")
	if err != nil || len(view.Tags) != 2 || !view.Tags[0].Retired || view.Tags[0].Instead != "loaves" {
		t.Errorf("%+v %v", view, err)
	}
	if got := states(f.export("", false)); got != "1.md written, 2.md same, 3.md written" {
		t.Error(got)
	}
	if got := f.read("1.md"); got != strings.Replace(crumb, "- bread\n", "- loaves\n", 1) {
		t.Error(got)
	}
	if got := f.read("3.md"); !strings.Contains(got, "tags: [loaves, breads]\n") {
		t.Error(got)
	}
	// Something else was done in one of them meanwhile: that one stays.
	f.correct("3.md", "never", "seldom")
	back, err := f.FieldsResult(f.ended(f.StartUndoFields(reply.Steps, seven)).ID)
	if err != nil || len(back.Steps.Episodes) != 1 || !strings.Contains(back.Failed, "something else was done there since") {
		t.Errorf("%+v %v", back, err)
	}
	if view, err = f.Registry("Slow Rise"); err != nil || view.Tags[0].Retired {
		t.Errorf("%+v %v", view, err)
	}
	f.export("", false)
	if f.read("1.md") != crumb || !strings.Contains(f.read("3.md"), "loaves") {
		t.Error(f.read("1.md"), f.read("3.md"))
	}
	if f.episode(eight).History.Undo == r.Name {
		t.Error("the other episode lost its last step")
	}
}

func TestOrderAndIndentEndInBytes(t *testing.T) {
	other := strings.Replace(oven, "title: The Oven\nseries: Slow Rise\n", "series: Slow Rise\ntitle: The Oven\n", 1)
	f := open(t, "1.md", crumb, "2.md", starter, "3.md", other, "4.md", strings.Replace(oven, "chunk: 1", "chunk: 2", 1))
	f.write("5.md", strings.Replace(oven, "chunk: 1", "chunk: 3", 1))
	f.take()
	r := service.FieldsRequest{Name: "Put the fields in order", Scope: "series", Episode: f.row("3.md").episode, Edits: []service.FieldEdit{{Kind: service.EditOrder}}}
	if got := f.planned(r); got != "3.md changed +1 -1; 4 same" {
		t.Error(got)
	}
	order := f.changeFields(r)
	r = service.FieldsRequest{Name: "Indented the lists by 2", Scope: "library", Episode: f.row("1.md").episode, Edits: []service.FieldEdit{{Kind: service.EditIndent, Indent: 2}}}
	if got := f.planned(r); got != "1.md changed +3 -3; 4 same" {
		t.Error(got)
	}
	indent := f.changeFields(r)
	if got := f.planned(r); got != "; 5 same" {
		t.Error(got)
	}
	f.restart()
	if !f.row("1.md").Dirty {
		t.Error("nothing to export after a restart")
	}
	f.export("", false)
	if got := f.read("1.md"); got != strings.NewReplacer("\n- Marit", "\n  - Marit", "\n- Otto", "\n  - Otto", "\n- bread", "\n  - bread").Replace(crumb) {
		t.Error(got)
	}
	if got := f.read("3.md"); got != oven {
		t.Error(got)
	}
	if f.row("1.md").Dirty || f.row("3.md").Dirty {
		t.Error("what was exported is still to be exported")
	}
	for _, steps := range []service.FieldsSteps{indent.Steps, order.Steps} {
		if back, err := f.FieldsResult(f.ended(f.StartUndoFields(steps, f.row("1.md").episode)).ID); err != nil || back.Failed != "" {
			t.Fatal(err, back.Failed)
		}
	}
	f.export("", false)
	if f.read("1.md") != crumb || f.read("3.md") != other {
		t.Error(f.read("1.md"), f.read("3.md"))
	}
}

func TestChunksGetATagWhereTheSeriesHasIt(t *testing.T) {
	broken := strings.Replace(oven, "title: The Oven", "title: The Oven: hot", 1)
	f := open(t, "1.md", crumb, "2.md", starter, "3.md", broken)
	f.take()
	one, two, three := f.row("1.md"), f.row("2.md"), f.row("3.md")
	r := service.FieldsRequest{
		Name: "Added bread", Scope: "chunks", Episode: one.episode,
		Chunks: []service.ChunkName{{Episode: one.episode, Chunk: one.ID}, {Episode: two.episode, Chunk: two.ID}, {Episode: three.episode, Chunk: three.ID}},
		Edits:  []service.FieldEdit{{Kind: service.EditAddItem, Field: "tags", Value: "bread"}},
	}
	if got := f.planned(r); got != "2.md changed +1 -0, 3.md held +0 -0; 1 same" {
		t.Error(got)
	}
	if reply := f.changeFields(r); reply.Chunks != 1 || reply.Held != 1 {
		t.Errorf("%+v", reply)
	}
	f.export("", false)
	if got := f.read("2.md"); got != strings.Replace(starter, "speakers: [Otto]\n", "speakers: [Otto]\ntags: [bread]\n", 1) {
		t.Error(got)
	}
	for _, row := range f.board().Rows {
		if row.Chunk == two.ID && row.Episode == two.episode && (fmt.Sprint(row.Lists) != "map[tags:[bread]]" || fmt.Sprint(row.Filled) != "[tags]") {
			t.Errorf("%+v", row)
		}
	}
	r.Edits = []service.FieldEdit{{Kind: service.EditAddItem, Field: "tags", Value: "White Bread"}}
	if _, err := f.StartFields(r); code(err) != service.CodeInvalid {
		t.Error(err)
	}
}

func TestARetiredTagLeavesTheListAndTheChunks(t *testing.T) {
	for _, c := range []struct {
		to, lists string
		moved     registry.Tag
	}{
		{"", "map[tags:[]]", registry.Tag{Name: "bread", Retired: true}},
		{"loaves", "map[tags:[loaves]]", registry.Tag{Name: "bread", Retired: true, Instead: "loaves"}},
	} {
		f := open(t, "1.md", crumb)
		f.take()
		if _, err := f.EditRegistry("Slow Rise", "Added bread", []registry.Edit{{Tag: &registry.Tag{Name: "bread"}}}); err != nil {
			t.Fatal(err)
		}
		edit := service.FieldEdit{Kind: service.EditRemoveItem, Field: "tags", Value: "bread"}
		if c.to != "" {
			edit.Kind, edit.To = service.EditRenameItem, c.to
		}
		f.changeFields(service.FieldsRequest{
			Name: "Retired bread", Scope: "series", Episode: f.row("1.md").episode, Edits: []service.FieldEdit{edit},
			Tag: &service.TagMove{Tag: "bread", To: c.to, Retired: true},
		})
		view := f.board()
		got := view.Series[0].Tags
		if len(got) != 1 || got[0].Retired != c.moved.Retired || got[0].Instead != c.moved.Instead || fmt.Sprint(view.Rows[0].Lists) != c.lists {
			t.Errorf("for %q: %+v, %v", c.to, got, view.Rows[0].Lists)
		}
	}
}

// A change that touches few reads the episodes of few; the chunks are told apart by the library's rows.
func TestAChangeReadsOnlyTheEpisodesThatItTouches(t *testing.T) {
	files := []string{"00.md", strings.Replace(oven, "title: The Oven", "title: The Oven: hot", 1)}
	for n := range 9 {
		text := strings.Replace(crumb, "episode: 7", fmt.Sprintf("episode: %d", 20+n), 1)
		if n != 4 {
			text = strings.Replace(text, "- bread\n", "- flour\n", 1)
		}
		files = append(files, fmt.Sprintf("%d.md", n), text)
	}
	f := open(t, files...)
	f.take()
	for _, c := range []struct {
		edit service.FieldEdit
		want string
		read int
	}{
		{service.FieldEdit{Kind: service.EditRenameItem, Field: "tags", Value: "bread", To: "loaves"}, "4.md changed +1 -1; 8 same", 2},
		{service.FieldEdit{Kind: service.EditDrop, Field: "mood"}, "; 9 same", 1},
		{service.FieldEdit{Kind: service.EditTitleCase, Field: "title"}, "; 9 same", 1},
		{service.FieldEdit{Kind: service.EditOrder}, "; 9 same", 1},
		{service.FieldEdit{Kind: service.EditAdd, Field: "title", Value: "x"}, "; 9 same", 1},
	} {
		f.restart()
		r := service.FieldsRequest{Name: "Changed it", Scope: "library", Edits: []service.FieldEdit{c.edit}}
		job := f.ended(f.StartFieldsPlan(r))
		if got := f.planned(r); got != "00.md held +0 -0, "+c.want && got != "00.md held +0 -0"+c.want {
			t.Errorf("%+v: %s", c.edit, got)
		}
		// Each episode that is read counts; with one there is nothing to count.
		if job.Total != c.read && (c.read > 1 || job.Total > 0) {
			t.Errorf("%+v: %d episodes were read, not %d", c.edit, job.Total, c.read)
		}
	}
}

func TestAChangeThatIsStoppedLeavesTheLibraryAsItWas(t *testing.T) {
	var files []string
	for n := range 30 {
		files = append(files, fmt.Sprintf("%02d.md", n), strings.Replace(crumb, "episode: 7", fmt.Sprintf("episode: %d", 20+n), 1))
	}
	f := open(t, files...)
	f.take()
	if _, err := f.EditRegistry("Slow Rise", "Added bread", []registry.Edit{{Tag: &registry.Tag{Name: "bread"}}}); err != nil {
		t.Fatal(err)
	}
	stops := false
	emit := f.config.Emit
	f.config.Emit = func(name string, data any) {
		if j, ok := data.(service.JobView); ok && stops && j.Kind == "change" && j.Done >= 1 {
			stops = false
			if err := f.CancelJob(j.ID); err != nil {
				t.Error(err)
			}
		}
		emit(name, data)
	}
	f.restart()
	asked := f.row("00.md").episode
	r := service.FieldsRequest{
		Name: "Renamed bread to loaves", Scope: "library", Episode: asked, Tag: &service.TagMove{Tag: "bread", To: "loaves"},
		Edits: []service.FieldEdit{{Kind: service.EditRenameItem, Field: "tags", Value: "bread", To: "loaves"}},
	}
	bread := func() (n int) {
		for _, row := range f.board().Rows {
			if fmt.Sprint(row.Lists["tags"]) == "[bread]" {
				n++
			}
		}
		return n
	}
	// What could be done again in an episode that it had reached can be all the same.
	f.changeFields(service.FieldsRequest{Name: "Added flour", Scope: "episode", Episode: asked, Edits: []service.FieldEdit{
		{Kind: service.EditAddItem, Field: "tags", Value: "flour"},
	}})
	if _, err := f.Undo(asked); err != nil {
		t.Fatal(err)
	}
	stops = true
	job := f.ended(f.StartFields(r))
	reply, err := f.FieldsResult(job.ID)
	if job.State != service.JobCancelled || err != nil || reply.Chunks != 0 || len(reply.Steps.Episodes)+len(reply.Steps.Series) > 0 || reply.Failed != "" {
		t.Errorf("%+v, %+v, %v", job, reply, err)
	}
	if n := bread(); n != 30 {
		t.Errorf("%d chunks have the tag", n)
	}
	if view, err := f.Registry("Slow Rise"); err != nil || view.Tags[0].Name != "bread" || view.Tags[0].Retired {
		t.Errorf("%+v, %v", view, err)
	}
	for _, row := range f.board().Rows {
		again := ""
		if row.Episode == asked {
			again = "Added flour"
		}
		if h := f.episode(row.Episode).History; h.Undo != "" || h.Redo != again {
			t.Errorf("%+v", h)
		}
	}
	if _, err := f.Redo(asked); err != nil {
		t.Error(err)
	}
	if _, err := f.Undo(asked); err != nil {
		t.Error(err)
	}
	if f.row("00.md").Dirty {
		t.Error("a chunk is to be exported")
	}
	// So it is with taking a change back.
	reply = f.changeFields(r)
	if n := bread(); n != 0 {
		t.Errorf("%d chunks have the tag", n)
	}
	stops = true
	if job := f.ended(f.StartUndoFields(reply.Steps, asked)); job.State != service.JobCancelled || bread() != 0 {
		t.Errorf("%+v, %d chunks have the tag", job, bread())
	}
	if back, err := f.FieldsResult(f.ended(f.StartUndoFields(reply.Steps, asked)).ID); err != nil || back.Failed != "" || bread() != 30 {
		t.Errorf("%+v, %v, %d chunks have the tag", back, err, bread())
	}
}

func TestATagThatIsNotApprovedIsAProblem(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", strings.Replace(oven, "speakers:", "tags: [flour, breads]\nspeakers:", 1))
	f.take()
	said := func(name string) string {
		row := f.row(name)
		heads, err := f.Heads(row.episode, []transcript.ID{row.ID})
		if err != nil || len(heads) != 1 {
			t.Fatal(heads, err)
		}
		var out []string
		for _, p := range heads[0].Problems {
			if p.Code != "tag.unapproved" {
				continue
			}
			repairs := []string{}
			for _, r := range p.Repairs {
				repairs = append(repairs, r.Name)
			}
			out = append(out, fmt.Sprintf("%s %s %d:%d %s %s %q", p.Severity, p.Code, p.Line, p.Column, p.Field, p.Words, repairs))
		}
		return strings.Join(out, "\n")
	}
	if got := said("2.md"); got != "" {
		t.Errorf("without a list: %s", got)
	}
	if _, err := f.EditRegistry("Slow Rise", "Added tags", []registry.Edit{
		{Tag: &registry.Tag{Name: "bread"}}, {Tag: &registry.Tag{Name: "flour", Retired: true, Instead: "bread"}},
	}); err != nil {
		t.Fatal(err)
	}
	if got := said("1.md"); got != "" {
		t.Error(got)
	}
	line := strings.Count(oven[:strings.Index(oven, "speakers:")], "\n") + 1
	if got := said("2.md"); got != fmt.Sprintf("error tag.unapproved %d:8 tags flour %q\nerror tag.unapproved %[1]d:15 tags breads %[2]q", line, []string{"Write “bread”", "Take it out"}) {
		t.Error(got)
	}
	row := f.row("2.md")
	f.changeFields(service.FieldsRequest{
		Name: "Changed the tag breads to bread", Scope: "chunks", Episode: row.episode, Chunks: []service.ChunkName{{Episode: row.episode, Chunk: row.ID}},
		Edits: []service.FieldEdit{{Kind: service.EditRenameItem, Field: "tags", Value: "breads", To: "bread"}},
	})
	if got := said("2.md"); got != fmt.Sprintf("error tag.unapproved %d:8 tags flour %q", line, []string{"Take it out"}) {
		t.Error(got)
	}
}

func TestARenamedEntityIsRenamedWhereItIsListed(t *testing.T) {
	three := strings.NewReplacer("series: Slow Rise", "series: Fast Fall", "episode: 8", "episode: 9").Replace(oven)
	f := open(t, "1.md", strings.Replace(crumb, "tags:\n", "entities:\n- Marit (bakes)\n- Otto\ntags:\n", 1), "2.md", oven, "3.md", three)
	f.take()
	if _, err := f.EditRegistry("Slow Rise", "Added people", []registry.Edit{
		{Entity: &registry.Entity{Name: "Marit", Kind: "person", Misheard: []string{"merit"}}}, {Entity: &registry.Entity{Name: "Otto"}},
	}); err != nil {
		t.Fatal(err)
	}
	before := map[string]string{"1.md": f.read("1.md"), "2.md": f.read("2.md"), "3.md": f.read("3.md")}
	asked := f.row("1.md").episode
	rename := func(to string) service.FieldsRequest {
		r := service.FieldsRequest{
			Name: "Renamed Marit to " + to, Scope: "series", Episode: asked, Series: "Slow Rise", Entity: &service.EntityMove{Name: "Marit", To: to},
		}
		for _, field := range []string{"entities", "speakers", "participants"} {
			r.Edits = append(r.Edits, service.FieldEdit{Kind: service.EditRenameName, Field: field, Value: "Marit", To: to})
		}
		return r
	}
	reply := f.changeFields(rename("Marit Dahl"))
	f.export("", false)
	for name, was := range before {
		// What a summary says is no list.
		want := strings.ReplaceAll(strings.ReplaceAll(was, "Marit", "Marit Dahl"), "summary: Marit Dahl", "summary: Marit")
		if name == "3.md" {
			want = was
		}
		if got := f.read(name); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	if view, err := f.Registry("Slow Rise"); err != nil || view.Entities[0].Name != "Marit Dahl" || len(view.Entities) != 2 {
		t.Errorf("%+v, %v", view, err)
	}
	if back, err := f.FieldsResult(f.ended(f.StartUndoFields(reply.Steps, asked)).ID); err != nil || back.Failed != "" {
		t.Fatal(err, back.Failed)
	}
	f.changeFields(rename("Otto"))
	view, err := f.Registry("Slow Rise")
	if err != nil || len(view.Entities) != 1 || fmt.Sprintf("%v %v %v", view.Entities[0].Aliases, view.Entities[0].Misheard, view.Entities[0].Kind) != "[Marit] [merit] person" {
		t.Errorf("%+v, %v", view.Entities, err)
	}
	f.export("", false)
	if got := f.read("1.md"); !strings.Contains(got, "entities:\n- Otto\ntags:") {
		t.Error(got)
	}
}

// What chunks list is counted anew when it was changed in many at once, and when names of the series are changed.
func TestTheCountsOfARegistryFollowABulkEdit(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter, "3.md", oven)
	f.take()
	if _, err := f.EditRegistry("Slow Rise", "Added the oven", []registry.Edit{{Entity: &registry.Entity{Name: "The Oven"}}}); err != nil {
		t.Fatal(err)
	}
	counts := func() string {
		var v service.SeriesNamesView
		f.get("/api/entities?series=Slow+Rise", &v)
		out := []string{}
		for _, e := range v.Entities {
			out = append(out, fmt.Sprintf("%s %d", e.Name, e.Chunks))
		}
		return strings.Join(out, ", ")
	}
	if got := counts(); got != "The Oven 0" {
		t.Error(got)
	}
	asked := f.row("1.md").episode
	reply := f.changeFields(service.FieldsRequest{
		Name: "Added The Oven", Scope: "library", Episode: asked, Edits: []service.FieldEdit{{Kind: service.EditAddItem, Field: "entities", Value: "The Oven"}},
	})
	if got := counts(); got != "The Oven 3" {
		t.Error(got)
	}
	if _, err := f.EditRegistry("Slow Rise", "Added the shelf", []registry.Edit{{Entity: &registry.Entity{Name: "The Shelf"}}}); err != nil {
		t.Fatal(err)
	}
	if got := counts(); got != "The Oven 3, The Shelf 0" {
		t.Error(got)
	}
	f.ended(f.StartUndoFields(reply.Steps, asked))
	if got := counts(); got != "The Oven 0, The Shelf 0" {
		t.Error(got)
	}
}
