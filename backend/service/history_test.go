package service_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// ask asks the handler, as the window does, and returns the status.
func (f *fixture) ask(path string, into any) int {
	f.t.Helper()
	w := httptest.NewRecorder()
	service.Handler(f.Service).ServeHTTP(w, httptest.NewRequestWithContext(f.t.Context(), http.MethodGet, path, nil))
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		f.t.Fatal(err)
	}
	return w.Code
}

// steps are the latest steps of an episode.
func (f *fixture) steps(id int64, limit int) []service.StepView {
	f.t.Helper()
	var v service.StepsView
	if code := f.ask(fmt.Sprintf("/api/episodes/%d/steps?limit=%d", id, limit), &v); code != http.StatusOK || v.Steps == nil {
		f.t.Fatal(code, v)
	}
	return v.Steps
}

// did asks what a step did, as the window does, and puts it into lines: differing words stand in brackets.
func (f *fixture) did(id, seq int64) string {
	f.t.Helper()
	var v service.StepDiffView
	if code := f.ask(fmt.Sprintf("/api/episodes/%d/steps/%d", id, seq), &v); code != http.StatusOK {
		return fmt.Sprint(code)
	}
	var lines []string
	side := func(pieces []service.PieceView) string {
		s := ""
		for _, p := range pieces {
			switch {
			case p.Fold:
				s += "…"
			case p.On:
				s += "[" + p.Text + "]"
			default:
				s += p.Text
			}
		}
		return s
	}
	for _, c := range v.Changes {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s: %s %s > %s", c.What, c.Did, side(c.Before), side(c.After))))
	}
	if v.More > 0 {
		lines = append(lines, fmt.Sprint(v.More, " more"))
	}
	return strings.Join(lines, "\n")
}

func TestWhatAStepDid(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	id := f.row("1.md").episode
	one, two := f.chunk("1.md").ID, f.chunk("2.md").ID
	words := func(s string) transcript.ID { return f.turn("1.md", s).ID }
	dentist, fold, does := words("dentist"), words("once more"), words("So it does")
	otto := "Otto"
	code := func(s string) timecode.Code {
		c, err := timecode.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	tags := transcript.Field{Key: "tags", Kind: transcript.ListField, Items: []string{"bread", "time"}}
	var want []string
	do := func(told string, ops ...transcript.Op) {
		t.Helper()
		want = append(want, told)
		f.edit("1.md", "Edit", ops...)
	}
	do("Otto, 00:00:14:22:  You fold it [once more.]\nFlat, but it tastes better. > You fold it [twice.]\nFlat, but it tastes better.",
		transcript.EditText{Turn: fold, From: 12, To: 21, Text: "twice"})
	do("Otto, 00:00:31:05: speaker [Marit] > [Otto]", transcript.SetSpeaker{Turn: does, Speaker: &otto})
	do("Otto, 00:00:31:06: time 00:00:31:05 to [00:00:33:00] > 00:00:31:06 to 00:00:33:00",
		transcript.SetSpan{Turn: does, Span: &timecode.Span{Start: code("00:00:31:06"), End: code("00:00:33:00")}})
	do("1, tags:  bread > bread\n[time]", transcript.SetField{Chunk: one, At: 7, Was: "tags", Field: tags})
	do("1, status:  [draft] > [ready]", transcript.SetStatus{Chunk: one, Status: transcript.Ready})
	do("Otto, 00:00:31:06: deleted [So it does.] >", transcript.DeleteTurn{Turn: does})
	do("No speaker: new  > [Mind the crust.]", transcript.InsertTurn{Chunk: two, At: 1, Turn: transcript.Turn{Paragraphs: []string{"Mind the crust."}}})
	do("1, timecode:  [00:00:02:10] – 00:00:31:05 > [00:00:14:22] – 00:00:31:05\n"+
		"1, speakers:  [Marit]\nOtto > Otto\n"+
		"02, speakers:  Otto > Otto\n[Marit]\n"+
		"Marit, 00:00:02:10: moved from chunk 1 to chunk 02  >", transcript.DeleteTurn{Turn: dentist},
		transcript.InsertTurn{Chunk: two, At: 0, Turn: transcript.Turn{
			ID: dentist, Span: &timecode.Span{Start: code("00:00:02:10"), End: code("00:00:14:22")}, Speaker: f.turn("1.md", "dentist").Speaker,
			Paragraphs: f.turn("1.md", "dentist").Paragraphs,
		}})
	// The time's own words differ more than the test above can say.
	want[2] = "Otto, 00:00:31:06: time [00:00:31:05] to 00:00:33:00 > [00:00:31:06] to 00:00:33:00"
	steps := f.steps(id, 50)
	if len(steps) != len(want) {
		t.Fatal(steps)
	}
	for _, s := range steps {
		if got := f.did(id, s.Seq); got != want[s.Seq-1] {
			t.Errorf("step %d did\n%s\nwant\n%s", s.Seq, got, want[s.Seq-1])
		}
	}
	if got := f.did(id, 99); got != "404" {
		t.Errorf("of no step: %s", got)
	}
}

// The copy that goes about in the history has the comments, too.
func TestWhatAStepDidBesideAComment(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	id, fold := f.row("1.md").episode, f.turn("1.md", "once more").ID
	note := transcript.Note{Kind: transcript.Comment, Text: "Twice?", Anchor: transcript.Anchor{Turn: fold, From: 3, To: 5}}
	f.edit("1.md", "Commented", transcript.AddNote{Note: note})
	f.edit("1.md", "Checked the turn", transcript.SetChecked{Turn: fold, Checked: true})
	f.correct("1.md", "once more", "twice")
	f.edit("1.md", "Bookmarked", transcript.AddNote{Note: transcript.Note{Kind: transcript.Bookmark, Anchor: transcript.Anchor{Turn: fold}}})
	for _, seq := range []int64{1, 2, 4, 3, 1} {
		got := f.did(id, seq)
		if words := strings.Contains(got, "[once more.]"); words != (seq == 3) || !words && got != "" {
			t.Errorf("step %d did %q", seq, got)
		}
	}
}

// A long turn shows what is around the words that differ, and many turns show the first.
func TestWhatALargeStepDid(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntitle: Long\nseries: Slow Rise\nepisode: 9\nchunk: 1\n---\n\n")
	for n := range 80 {
		fmt.Fprintf(&b, "00:%02d:00:00 - 00:%02d:30:00\nMarit\n%s.\n", n%60, n%60, strings.Repeat("It rose and it rose ", 40)+fmt.Sprint(n))
	}
	f := open(t, "1.md", b.String())
	f.take()
	id := f.row("1.md").episode
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Edit", transcript.EditText{Turn: turns[0].ID, From: 400, To: 402, Text: "He"})
	if got := f.did(id, 1); got != "Marit, 00:00:00:00:  …It rose and it rose It rose and it rose [It] rose and it rose It rose and it rose It…"+
		" > …It rose and it rose It rose and it rose [He] rose and it rose It rose and it rose It…" {
		t.Error(got)
	}
	otto := "Otto"
	var ops []transcript.Op
	for _, turn := range turns {
		ops = append(ops, transcript.SetSpeaker{Turn: turn.ID, Speaker: &otto})
	}
	f.edit("1.md", "Renamed Marit", ops...)
	if got := f.did(id, 2); strings.Count(got, "[Marit] > [Otto]") != 50 || !strings.HasSuffix(got, "\n30 more") {
		t.Error(got)
	}
}

func TestGoingToAStep(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	id := f.row("1.md").episode
	f.correct("1.md", "once more", "twice")
	f.correct("1.md", "dentist", "baker")
	f.correct("1.md", "twice", "thrice")
	reply, err := f.GoToStep(id, 1)
	if err != nil || reply.Step != 1 || len(reply.Patch.Turns) != 2 || reply.Patch.History.Redo != "Correct" {
		t.Fatalf("%+v %v", reply, err)
	}
	f.turn("1.md", "You fold it twice.")
	f.turn("1.md", "went to the dentist")
	f.correct("1.md", "basket", "tin")
	f.restart()
	if _, err := f.GoToStep(id, 3); err != nil { // it was left behind
		t.Fatal(err)
	}
	f.turn("1.md", "You fold it thrice.")
	f.turn("1.md", "left the basket")
	if reply, err = f.GoToStep(id, 0); err != nil || reply.Patch.History.Undo != "" || f.row("1.md").Dirty {
		t.Fatalf("to the beginning: %+v %v", reply.Patch.History, err)
	}
	for _, seq := range []int64{0, 77} {
		if _, err := f.GoToStep(id, seq); code(err) != service.CodeNotFound {
			t.Errorf("to %d: %v", seq, err)
		}
	}
	var page service.StepsView
	f.ask(fmt.Sprintf("/api/episodes/%d/steps?limit=3", id), &page)
	if page.Total != 4 || len(page.Steps) != 3 || page.Steps[2].Seq != 2 || page.Steps[2].Place != "1, 00:00:02:10" {
		t.Errorf("%+v", page)
	}
	for path, want := range map[string]int{"steps": 500, "steps?limit=many": 500, "steps/x": 500} {
		var said service.Error
		if code := f.ask(fmt.Sprintf("/api/episodes/%d/%s", id, path), &said); code != want || said.Message == "" {
			t.Errorf("%s: %d %+v", path, code, said)
		}
	}
}

func TestAsImportedAndAsExported(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	id := f.row("1.md").episode
	one, two := f.chunk("1.md").ID, f.chunk("2.md").ID
	versions := func() string {
		t.Helper()
		list, err := f.Versions(id)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(fmt.Sprint(list), fmt.Sprintf(" %d", two), " two")
	}
	if got := versions(); got != "[{imported [] []}]" {
		t.Error(got)
	}
	f.correct("1.md", "once more", "twice")
	f.correct("2.md", "grandmother", "aunt")
	f.export("", false)
	exported := f.read("1.md")
	f.restart()
	f.correct("1.md", "dentist", "baker")
	if got, want := versions(), fmt.Sprintf("[{imported [%d two] []} {file [%d] []}]", one, one); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for version, want := range map[session.Version]int{session.Imported: 4, session.InFile: 2} {
		diff, err := f.CompareVersion(id, one, version)
		touched := 0
		for _, l := range diff.Lines {
			if l.Kind == "add" || l.Kind == "del" {
				touched++
			}
		}
		if err != nil || touched != want {
			t.Errorf("against %s: %d lines differ, %v", version, touched, err)
		}
	}
	if r, err := f.GetTurnBack(id, f.turn("1.md", "twice").ID, session.Imported); err != nil || len(r.Patch.Turns) != 1 {
		t.Errorf("%+v %v", r, err)
	}
	f.turn("1.md", "once more")
	if r, err := f.GetBack(id, []transcript.ID{one}, session.InFile); err != nil || r.Name != "Got chunk 1 back as in its file" {
		t.Errorf("%+v %v", r, err)
	}
	if f.export("", false); f.read("1.md") != exported {
		t.Errorf("as exported:\n%s", f.read("1.md"))
	}
	if _, err := f.GetBack(id, []transcript.ID{one}, session.InFile); code(err) != service.CodeInvalid || !strings.Contains(err.Error(), "already") {
		t.Errorf("once more: %v", err)
	}
	if r, err := f.GetBack(id, nil, session.Imported); err != nil || r.Name != "Got the episode back as imported" || len(r.Patch.Turns) != 2 {
		t.Errorf("%+v %v", r, err)
	}
	if last := f.steps(id, 1)[0]; last.Name != "Got the episode back as imported" || last.Place != "1 to 02" {
		t.Errorf("%+v", last)
	}
	f.export("", false)
	if f.read("1.md") != crumb || f.read("2.md") != starter {
		t.Errorf("as imported, and exported:\n%s", f.read("1.md"))
	}
	if _, err := f.CompareVersion(id, 999, session.Imported); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}
