package service_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
)

func TestOffsetsCountAsTheWindowDoes(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	id := f.row("1.md").episode
	turn := f.turn("1.md", "🍞").ID
	text := "I left it on the shelf 🍞 and went to the dentist, and it left the basket."
	bread := units(text[:strings.Index(text, "🍞")])
	for _, c := range []struct {
		name     string
		from, to int
		now      string
		want     string // "" when it is refused
	}{
		{"before the bread", bread - 1, bread, ": ", strings.Replace(text, " 🍞", ": 🍞", 1)},
		{"the bread itself", bread, bread + 2, "🥖", strings.Replace(text, "🍞", "🥖", 1)},
		{"behind the bread", bread + 2, bread + 3, ", ", strings.Replace(text, "🍞 ", "🍞, ", 1)},
		{"the end", units(text), units(text), " 🍞", text + " 🍞"},
		{"all of it", 0, units(text), "", ""},
		{"half of the bread", bread + 1, bread + 2, "x", "refused"},
		{"beyond the end", 0, units(text) + 1, "x", "refused"},
		{"backwards", 5, 4, "x", "refused"},
		{"below zero", -1, 4, "x", "refused"},
		{"a line break", 0, 0, "a\nb", "refused"},
	} {
		reply, err := f.Edit(service.EditRequest{Episode: id, Name: c.name, Ops: encode(t, transcript.EditText{Turn: turn, From: c.from, To: c.to, Text: c.now})})
		if c.want == "refused" {
			if code(err) != service.CodeInvalid || f.turn("1.md", "dentist").Paragraphs[0] != text {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(reply.Patch.Turns) != 1 || reply.Patch.Turns[0].Paragraphs[0] != c.want || !reply.Patch.Turns[0].Changed {
			t.Errorf("%s: %+v", c.name, reply.Patch.Turns)
		}
		if _, err := f.Undo(id); err != nil {
			t.Fatal(err)
		}
	}
	if f.row("1.md").Dirty {
		t.Error("after undoing everything, the chunk differs from its file")
	}
}

// Ops of one edit count one after another, also within a batch.
func TestOneEditOfSeveralOps(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	id := f.row("1.md").episode
	turn := f.turn("1.md", "🍞").ID
	ops := encode(t,
		transcript.EditText{Turn: turn, From: 0, To: 1, Text: "🥖🥖"},
		transcript.Batch{Ops: []transcript.Op{
			transcript.EditText{Turn: turn, From: 4, To: 4, Text: "!"},
			transcript.Batch{Ops: []transcript.Op{transcript.EditText{Turn: turn, From: 2, To: 4, Text: ""}}},
		}})
	if _, err := f.Edit(service.EditRequest{Episode: id, Name: "Decorate", Ops: ops}); err != nil {
		t.Fatal(err)
	}
	if got := f.turn("1.md", "🥖").Paragraphs[0]; !strings.HasPrefix(got, "🥖! left it on the shelf 🍞") {
		t.Error(got)
	}
	// One that does not fit takes all of them back.
	_, err := f.Edit(service.EditRequest{Episode: id, Name: "Half", Ops: encode(t,
		transcript.EditText{Turn: turn, From: 0, To: 2, Text: "I"}, transcript.EditText{Turn: turn, From: 1, To: 999})})
	if code(err) != service.CodeInvalid {
		t.Error(err)
	}
	if got := f.turn("1.md", "🥖").Paragraphs[0]; !strings.HasPrefix(got, "🥖! left") {
		t.Error(got)
	}
	steps := f.steps(id, 10)
	if len(steps) != 1 || steps[0].Name != "Decorate" || steps[0].At != f.window.time().UnixMilli() {
		t.Errorf("%+v", steps)
	}
}

func TestEditsThatMakeNoSense(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	id := f.row("1.md").episode
	for name, r := range map[string]service.EditRequest{
		"no op":              {Episode: id},
		"an unknown kind":    {Episode: id, Ops: []json.RawMessage{[]byte(`{"kind":"bake"}`)}},
		"an unknown field":   {Episode: id, Ops: []json.RawMessage{[]byte(`{"kind":"turn.delete","turn":1,"gently":true}`)}},
		"no JSON":            {Episode: id, Ops: []json.RawMessage{[]byte(`{`)}},
		"an unknown turn":    {Episode: id, Ops: encode(t, transcript.DeleteTurn{Turn: 999})},
		"a nameless speaker": {Episode: id, Ops: []json.RawMessage{[]byte(`{"kind":"speaker","turn":2,"speaker":" "}`)}},
	} {
		if _, err := f.Edit(r); code(err) != service.CodeInvalid || err.Error() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := f.Edit(service.EditRequest{Episode: 999, Ops: encode(t, transcript.DeleteTurn{Turn: 1})}); code(err) != service.CodeNotFound {
		t.Error(err)
	}
	for name, try := range map[string]func(int64) (service.EditReply, error){"undo": f.Undo, "redo": f.Redo} {
		if _, err := try(id); code(err) != service.CodeNotFound || !errors.Is(err, session.ErrNothing) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if steps := f.steps(id, 10); len(steps) != 0 {
		t.Error(steps)
	}
}

// keys types letter by letter at a place.
func (f *fixture) keys(name string, turn transcript.ID, at int, text string) {
	f.t.Helper()
	for _, r := range text {
		f.window.pass(100 * time.Millisecond)
		op := transcript.EditText{Turn: turn, From: at, To: at, Text: string(r)}
		if _, err := f.Edit(service.EditRequest{Episode: f.row(name).episode, Ops: encode(f.t, op), Typing: true}); err != nil {
			f.t.Fatal(err)
		}
		at += units(string(r))
	}
}

func TestTypingIsUndoneWordByWord(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	id := f.row("1.md").episode
	turn := f.turn("1.md", "once more").ID
	f.keys("1.md", turn, 0, "Well 🍞 yes, ")
	if steps := f.steps(id, 10); len(steps) != 3 {
		t.Fatalf("%+v", steps)
	}
	for i, want := range []string{"Well 🍞 You fold", "Well You fold", "You fold"} {
		name := "Typed “" + []string{"yes,", "🍞", "Well"}[i] + "”"
		reply, err := f.Undo(id)
		if err != nil || reply.Name != name || reply.Patch.History.Redo != name {
			t.Fatalf("%+v %v", reply, err)
		}
		if got := reply.Patch.Turns[0].Paragraphs[0]; !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for range 3 {
		if _, err := f.Redo(id); err != nil {
			t.Fatal(err)
		}
	}
	f.turn("1.md", "Well 🍞 yes, You fold")
	// A pause, another place, and an edit that is no typing each begin a step.
	f.window.pass(time.Minute)
	f.keys("1.md", turn, 0, "a")
	f.keys("1.md", turn, 5, "b")
	f.correct("1.md", "aWellb", "Well")
	f.keys("1.md", turn, 5, "c")
	if steps := f.steps(id, 10); len(steps) != 7 {
		t.Errorf("%d steps: %+v", len(steps), steps)
	}
}

func TestUndoOutlivesTheProgram(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	id := f.row("1.md").episode
	mira := "Mira"
	f.correct("1.md", "once more", "twice")
	f.edit("1.md", "Gave the turn to Mira", transcript.SetSpeaker{Turn: f.turn("1.md", "So it does").ID, Speaker: &mira})
	f.edit("1.md", "Deleted the turn", transcript.DeleteTurn{Turn: f.turn("1.md", "basket").ID})
	f.restart()
	if h := f.episode(id).History; h.Undo != "Deleted the turn" || h.Redo != "" {
		t.Errorf("%+v", h)
	}
	for _, want := range []string{"Deleted the turn", "Gave the turn to Mira"} {
		if reply, err := f.Undo(id); err != nil || reply.Name != want {
			t.Fatalf("%+v %v", reply, err)
		}
	}
	f.restart()
	if h := f.episode(id).History; h.Undo != "Correct" || h.Redo != "Gave the turn to Mira" {
		t.Errorf("%+v", h)
	}
	if reply, err := f.Redo(id); err != nil || reply.Name != "Gave the turn to Mira" || *reply.Patch.Turns[0].Speaker != "Mira" {
		t.Fatalf("%+v %v", reply, err)
	}
	// Doing something else abandons what could have been done again.
	f.correct("1.md", "twice", "thrice")
	if _, err := f.Redo(id); code(err) != service.CodeNotFound {
		t.Error(err)
	}
	f.restart()
	var names []string
	for _, s := range f.steps(id, 3) {
		names = append(names, s.Name+" "+string(s.State))
	}
	if got := strings.Join(names, ", "); got != "Correct done, Deleted the turn abandoned, Gave the turn to Mira done" {
		t.Error(got)
	}
	for range 3 {
		if _, err := f.Undo(id); err != nil {
			t.Fatal(err)
		}
	}
	if f.row("1.md").Dirty {
		t.Error("after undoing everything, the chunk differs from its file")
	}
	if got := states(f.export("", false)); got != "1.md same" || f.read("1.md") != crumb {
		t.Error(got)
	}
}

func TestATurnIsGivenToAnotherSpeaker(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	id := f.row("1.md").episode
	numbers := func(list []service.SpeakerView) string {
		var out []string
		for i, s := range list {
			if s.Number != i+1 {
				t.Errorf("%s is number %d", s.Label, s.Number)
			}
			out = append(out, s.Label)
		}
		return strings.Join(out, " ")
	}
	if got := numbers(f.episode(id).Speakers); got != "Marit Otto" {
		t.Error(got)
	}
	mira, otto := "Mira", "Otto"
	turn := f.turn("1.md", "So it does").ID
	reply := f.edit("1.md", "Gave the turn to Mira", transcript.SetSpeaker{Turn: turn, Speaker: &mira})
	p := reply.Patch
	if p.Episode != id || len(p.Turns) != 1 || p.Turns[0].ID != turn || *p.Turns[0].Speaker != "Mira" || !p.Turns[0].Changed {
		t.Errorf("%+v", p.Turns)
	}
	if numbers(p.Speakers) != "Marit Otto Mira" || p.History.Undo != "Gave the turn to Mira" || len(p.Heads) != 1 || !p.Heads[0].Dirty {
		t.Errorf("%+v", p)
	}
	if p.Clock != nil || p.Sound != nil || len(p.Orders)+len(p.Removed) != 0 || reply.SavedAt != f.window.time().UnixMilli() {
		t.Errorf("%+v", reply)
	}
	// Her colour is hers, also once Otto has the turn.
	f.edit("1.md", "Gave the turn to Otto", transcript.SetSpeaker{Turn: turn, Speaker: &otto})
	f.edit("2.md", "Gave the turn to Mira", transcript.SetSpeaker{Turn: f.turn("2.md", "flour").ID, Speaker: &mira})
	f.restart()
	if got := numbers(f.episode(id).Speakers); got != "Marit Otto Mira" {
		t.Error(got)
	}
	if got := states(f.export("", false)); got != "1.md written, 2.md written" {
		t.Error(got)
	}
	if f.read("1.md") != strings.Replace(crumb, "00:00:33:00\nMarit", "00:00:33:00\nOtto", 1) {
		t.Error(f.read("1.md"))
	}
}

func TestATitleIsChanged(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", starter)
	f.take()
	c := f.chunk("1.md")
	at := slices.IndexFunc(c.Matter.Fields, func(x transcript.Field) bool { return x.Key == "title" })
	field := transcript.Field{Key: "title", Kind: transcript.ScalarField, Value: "An Hour: Too Long?"}
	reply := f.edit("1.md", "Changed the title", transcript.SetField{Chunk: c.ID, At: at, Was: "title", Field: field})
	if h := reply.Patch.Heads; len(h) != 1 || h[0].Title != field.Value || !slices.Equal(h[0].Touched, []string{"title"}) || !h[0].Dirty {
		t.Errorf("%+v", h)
	}
	if r := f.row("1.md"); r.Title != field.Value || !r.Dirty || f.row("2.md").Dirty {
		t.Errorf("%+v", r)
	}
	f.export("", false)
	want := strings.Replace(crumb, "title: An Hour Too Long", `title: "An Hour: Too Long?"`, 1)
	if got := f.read("1.md"); got != want {
		want = strings.Replace(crumb, "title: An Hour Too Long", `title: 'An Hour: Too Long?'`, 1)
		if got != want {
			t.Error(got)
		}
	}
	if f.row("1.md").Dirty {
		t.Error("after the export it still differs")
	}
}

func TestTurnsComeAndGo(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	c := f.chunk("1.md")
	otto := "Otto"
	reply := f.edit("1.md", "Split the turn",
		transcript.SetParagraphs{Turn: c.Turns[1].ID, Paragraphs: []string{"You fold it once more."}},
		transcript.InsertTurn{Chunk: c.ID, At: 2, Turn: transcript.Turn{Speaker: &otto, Paragraphs: []string{"Flat, but it tastes better."}}})
	p := reply.Patch
	if len(p.Orders) != 1 || len(p.Orders[0].Turns) != 4 || len(p.Turns) != 2 || p.Turns[1].ID == 0 || p.Turns[1].Start != "" || p.Turns[1].From != nil {
		t.Errorf("%+v", p)
	}
	reply, err := f.Undo(f.row("1.md").episode)
	if err != nil || !slices.Equal(reply.Patch.Removed, []transcript.ID{p.Turns[1].ID}) || len(reply.Patch.Orders[0].Turns) != 3 {
		t.Errorf("%+v %v", reply, err)
	}
}

// Front matter that was mended by hand is understood as soon as it can be.
func TestFrontMatterMendedByHand(t *testing.T) {
	broken := "---\ntitle: Crumb: the inside\nchunk: 3\n---\n\n00:00:01:00 - 00:00:02:00\nMarit\nSoft.\n"
	f := open(t, "3.md", broken)
	f.take()
	c := f.chunk("3.md")
	if c.Matter.Form != transcript.RawMatter || f.row("3.md").Errors != 1 || len(c.Problems) != 1 {
		t.Fatalf("%+v %+v", c.Matter, c.Problems)
	}
	set := func(raw string) service.ChunkHead {
		return f.edit("3.md", "Mend", transcript.SetMatter{Chunk: c.ID, Matter: transcript.Matter{Form: transcript.RawMatter, Raw: raw}}).Patch.Heads[0]
	}
	if h := set("title: Crumb: inside\nchunk: 3\n"); h.Matter.Form != transcript.RawMatter || len(h.Problems) != 1 {
		t.Errorf("%+v", h)
	}
	if h := set("title: Crumb, the inside\nchunk: 3\n"); h.Matter.Form != transcript.FieldMatter || h.Title != "Crumb, the inside" || len(h.Problems) != 0 {
		t.Errorf("%+v", h)
	}
	if got := states(f.export("", false)); got != "3.md written" {
		t.Error(got)
	}
	if got := f.read("3.md"); got != strings.Replace(broken, "Crumb: the", "Crumb, the", 1) {
		t.Error(got)
	}
}

func TestProblemsNameTheirTurnAndField(t *testing.T) {
	text := "---\ntitle: A\ntags:\n- b\n- b\n---\n\nlead\n00:00:05:00 - 00:00:02:00\nMarit\nBackwards.\n00:00:05:00 - 00:00:06:00\n"
	f := open(t, "1.md", text)
	f.take()
	c := f.chunk("1.md")
	var got []string
	for _, p := range c.Problems {
		got = append(got, p.Code+" "+p.Field)
		switch {
		case p.Code == "tc.backwards" && p.Turn != c.Turns[0].ID, p.Code == "turn.empty" && p.Turn != c.Turns[1].ID:
			t.Errorf("%+v", p)
		case (p.Code == "list.duplicate" || p.Code == "body.lead") && p.Turn != 0:
			t.Errorf("%+v", p)
		}
		if p.File != f.path("1.md") || p.Line == 0 || p.Column == 0 {
			t.Errorf("%+v", p)
		}
	}
	s := strings.Join(got, ",")
	if !strings.Contains(s, "list.duplicate tags") || !strings.Contains(s, "tc.backwards ,") || !strings.Contains(s, "turn.empty ") {
		t.Error(s)
	}
}
