package transcript

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// speaking makes a document of one chunk out of "Ada: So it goes." lines.
func speaking(t *testing.T, fields []Field, lines ...string) *Document {
	t.Helper()
	c := Chunk{Matter: Matter{Form: FieldMatter, Fields: fields}}
	for _, line := range lines {
		who, says, _ := strings.Cut(line, ": ")
		turn := Turn{Paragraphs: strings.Split(says, " / ")}
		if who != "" {
			turn.Speaker = &who
		}
		c.Turns = append(c.Turns, turn)
	}
	d, err := NewDocument(Episode{Series: "Bell Towers", Key: "3"}, []Chunk{c})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func said(d *Document) string {
	var out []string
	for _, c := range d.Chunks() {
		for _, id := range d.Order(c) {
			turn, _ := d.Turn(id)
			out = append(out, turn.Label()+": "+strings.Join(turn.Paragraphs, " / "))
		}
	}
	return strings.Join(out, "\n")
}

func do(t *testing.T, d *Document, ops ...Op) Op {
	t.Helper()
	_, inverse, err := d.Apply(Batch{Ops: ops})
	if err != nil {
		t.Fatal(err)
	}
	return inverse
}

func TestARenamedSpeakerIsRenamedWhereverTheyAreNamed(t *testing.T) {
	field := func(key string, items ...string) Field { return Field{Key: key, Kind: ListField, Items: items} }
	fields := []Field{
		field("speakers", "Ada", "Voice 3"), field("participants", "Voice 3", "Ada", "Mira"),
		field("entities", "Voice 3"), {Key: "speakers", Kind: ScalarField, Value: "Voice 3"},
	}
	for _, c := range []struct{ to, speakers, participants string }{
		{"Mira", "Ada Mira", "Ada Mira"}, // was there already: once, where it stood
		{"Björn", "Ada Björn", "Björn Ada Mira"},
	} {
		d := speaking(t, fields, "Ada: One.", "Voice 3: Two.", ": Three.", "Voice 3: Four.")
		before := snapshot(d)
		if n := d.Labelled(d.Chunks(), "Voice 3"); n != 2 {
			t.Errorf("%d turns", n)
		}
		inverse := do(t, d, d.Relabel(d.Chunks(), "Voice 3", c.to)...)
		if got, want := said(d), fmt.Sprintf("Ada: One.\n%s: Two.\n: Three.\n%[1]s: Four.", c.to); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
		h, _ := d.Head(d.Chunks()[0])
		got := fmt.Sprint(h.Matter.Fields)
		want := fmt.Sprintf("[{speakers list  [%s]} {participants list  [%s]} {entities list  [Voice 3]} {speakers scalar %s []}]",
			c.speakers, c.participants, c.to)
		if got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
		if do(t, d, inverse); snapshot(d) != before {
			t.Errorf("undone it is\n%s", snapshot(d))
		}
	}
	d := speaking(t, fields, "Ada: One.")
	if ops := d.Relabel(d.Chunks(), "Cleo", "Mira"); len(ops) > 0 {
		t.Errorf("nobody is called so, and yet %v", ops)
	}
}

// Turns that go to one speaker go back to whom they came from.
func TestManyTurnsOfSeveralSpeakersGoBackToThem(t *testing.T) {
	d := speaking(t, nil, "Ada: One.", "Björn: Two.", ": Three.", "Ada: Four.")
	before := snapshot(d)
	inverse := do(t, d, SetSpeakers{Turns: d.Order(d.Chunks()[0]), Speaker: label("Mira")})
	if got := said(d); got != "Mira: One.\nMira: Two.\nMira: Three.\nMira: Four." {
		t.Error(got)
	}
	if do(t, d, recode(t, inverse)); snapshot(d) != before {
		t.Errorf("undone it is\n%s", snapshot(d))
	}
}

func TestStrayTurns(t *testing.T) {
	for _, c := range []struct {
		name, before, stray, after, want string
	}{
		{"ends the sentence before", "Ada: We climbed all the", "Björn: way.", "Ada: Then it rang.", "Ada: We climbed all the way.\nAda: Then it rang."},
		{"ends it, whatever the full stop says", "Ada: What it says is, we.", "Björn: Thought.", "Ada: It would stop.",
			"Ada: What it says is, we. Thought.\nAda: It would stop."},
		{"begins small", "Ada: It is made of.. iron.", "Björn: cast iron.", "Ada: Then it rang.", "Ada: It is made of.. iron. cast iron.\nAda: Then it rang."},
		{"begins the sentence after", "Ada: I was on the roof.", "Björn: And, and.", "Ada: I, I came down.", "Ada: I was on the roof.\nAda: And, and. I, I came down."},
		{"begins it without a mark", "Ada: It rang.", "Björn: Nobody, “so", "Ada: far”, heard it. / Not one.", "Ada: It rang.\nAda: Nobody, “so far”, heard it. / Not one."},
		{"answers", "Ada: And I went to the", "Björn: Yeah, right.", "Ada: roof again.", ""},
		{"answers a question", "Ada: Who?", "Björn: me.", "Ada: I see.", ""},
		{"says something", "Ada: It rang.", "Björn: Thirteen.", "Ada: It did.", ""},
		{"says more", "Ada: We climbed all the", "Björn: way to the", "Ada: top.", ""},
		{"ends it before a third", "Ada: We climbed all the", "Björn: way.", "Mira: Then it rang.", "Ada: We climbed all the way.\nMira: Then it rang."},
		{"ends it before its own", "Ada: We climbed all the", "Björn: way.", "Björn: Then it rang.", "Ada: We climbed all the way.\nBjörn: Then it rang."},
		{"ends it at the end", "Ada: We climbed all the", "Björn: way.", "", "Ada: We climbed all the way."},
		{"begins it behind its own", "Björn: It rang.", "Björn: And then", "Ada: nobody heard it.", "Björn: It rang.\nAda: And then nobody heard it."},
		{"begins it at the start", "", "Björn: And then", "Ada: nobody heard it.", "Ada: And then nobody heard it."},
		{"is hers, who goes on", "Ada: And then", "Björn: nobody at all", "Ada: heard it.", ""},
		{"may go on to a third", "Ada: We climbed all the", "Björn: Thirteen.", "Mira: Then it rang.", ""},
		{"may begin what a third goes on with", "Ada: It rang.", "Björn: So.", "Mira: Nobody heard it.", ""},
		{"is hers anyway", "Ada: We climbed all the", "Ada: way.", "Ada: Then it rang.", ""},
		{"is nobody's", "Ada: We climbed all the", ": way.", "Ada: Then it rang.", ""},
		{"says nothing", "Ada: We climbed all the", "Björn: ", "Ada: Then it rang.", ""},
		{"follows what was broken off", "Ada: We climbed all the—", "Björn: Mind out.", "Ada: way up.", ""},
	} {
		turns := slices.DeleteFunc([]string{c.before, c.stray, c.after}, func(turn string) bool { return turn == "" })
		d := speaking(t, nil, turns...)
		before := snapshot(d)
		found := d.Strays()
		if snapshot(d) != before {
			t.Errorf("%s: looking changed the document", c.name)
		}
		if len(found) == 0 && c.want == "" {
			continue
		}
		if len(found) != 1 || c.want == "" {
			t.Errorf("%s: found %+v", c.name, found)
			continue
		}
		op, err := found[0].Op(d)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		inverse := do(t, d, op)
		if got := said(d); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		if do(t, d, inverse); snapshot(d) != before {
			t.Errorf("%s: undone it is\n%s", c.name, snapshot(d))
		}
	}
}
