package sqlite

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

// pinned are the numbers of labels, and the names that go with them.
func pinned(t *testing.T, l *Library, series string, labels ...string) string {
	t.Helper()
	people, err := l.Pin(t.Context(), series, labels)
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]string{}
	for label, p := range people {
		numbers[label] = strings.TrimSpace(fmt.Sprintf("%d %s", p.Number, p.Name))
	}
	return fmt.Sprint(numbers)
}

func TestSpeakersKeepTheirNumbers(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	pin := func(series string, labels ...string) string {
		t.Helper()
		return pinned(t, l, series, labels...)
	}
	if got := pin("Lighthouses", "Björn", "Ada", "Björn"); got != "map[Ada:2 Björn:1]" {
		t.Error(got)
	}
	if got := pin("Lighthouses", "Cleo", "Ada"); got != "map[Ada:2 Cleo:3]" {
		t.Error(got)
	}
	if got := pin("Bells", "Ada"); got != "map[Ada:1]" {
		t.Error(got)
	}
	closeLibrary(t, l)
	l = open(t, path)
	if got := pin("Lighthouses", "Dora", "Björn"); got != "map[Björn:1 Dora:4]" {
		t.Error(got)
	}
	if got := pin("Lighthouses"); got != "map[]" {
		t.Error(got)
	}
}

// Who was renamed keeps the number also when a turn is given back to the old label.
func TestTheOldLabelOfARenamedSpeakerTakesNoNumberAway(t *testing.T) {
	l := open(t, libraryPath(t))
	pinned(t, l, "Lighthouses", "Voice 1", "Ada")
	if err := l.Inherit(t.Context(), "Lighthouses", "Voice 1", "Mira"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		labels []string
		want   string
	}{
		{[]string{"Mira", "Ada"}, "map[Ada:2 Mira:1]"},
		{[]string{"Voice 1", "Ada", "Mira"}, "map[Ada:2 Mira:1 Voice 1:3]"},
	} {
		if got := pinned(t, l, "Lighthouses", c.labels...); got != c.want {
			t.Errorf("%v: %s", c.labels, got)
		}
	}
	// To be named is not to speak.
	pinned(t, l, "Bells", "Voice 1")
	if err := errors.Join(l.Inherit(t.Context(), "Bells", "Voice 1", "Mira"), l.NamePerson(t.Context(), "Bells", "Mira", "Mira Holm")); err != nil {
		t.Fatal(err)
	}
	if got := pinned(t, l, "Bells", "Mira", "Voice 1"); got != "map[Mira:2 Mira Holm Voice 1:1]" {
		t.Error(got)
	}
}

// A renamed speaker keeps the number, and so does the old label, should an undo bring it back. Only where both speak in
// one episode does one of them get another.
func TestARenamedSpeakerInheritsTheNumber(t *testing.T) {
	l := open(t, libraryPath(t))
	pinned(t, l, "Lighthouses", "Voice 1", "Ada")
	for _, err := range []error{
		l.NamePerson(t.Context(), "Lighthouses", "Voice 1", "Mira Holm"),
		l.Inherit(t.Context(), "Lighthouses", "Voice 1", "Mira"),
		l.Inherit(t.Context(), "Lighthouses", "Voice 1", "Ada"), // has her own
		l.Inherit(t.Context(), "Lighthouses", "nobody", "Cleo"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		labels []string
		want   string
	}{
		{[]string{"Mira", "Ada"}, "map[Ada:2 Mira:1 Mira Holm]"},
		{[]string{"Voice 1", "Ada"}, "map[Ada:2 Voice 1:1 Mira Holm]"},
		{[]string{"Mira", "Ada", "Voice 1"}, "map[Ada:2 Mira:3 Mira Holm Voice 1:1 Mira Holm]"}, // who bore it last keeps it
		{[]string{"Ada", "Voice 1", "Mira"}, "map[Ada:2 Mira:3 Mira Holm Voice 1:1 Mira Holm]"},
		{[]string{"Mira", "Cleo"}, "map[Cleo:4 Mira:3 Mira Holm]"},
	} {
		if got := pinned(t, l, "Lighthouses", c.labels...); got != c.want {
			t.Errorf("%q: %s, want %s", c.labels, got, c.want)
		}
	}
	if err := l.NamePerson(t.Context(), "Lighthouses", "Dora", "Dora\x00"); err == nil {
		t.Error("a name that no library can hold was kept")
	}
}

func TestWhoSpeaksInASeries(t *testing.T) {
	l := open(t, libraryPath(t))
	id, d := episode(t, l)
	other := importAll(t, l, newChunk(9, 1, 3, 5))[0]
	pinned(t, l, "Lighthouses", "Ada", "Björn", "Zoë")
	mustDo(t, l, other, document(t, l, other), transcript.SetField{Chunk: document(t, l, other).Chunks()[0], At: 3, Was: "tags",
		Field: transcript.Field{Key: "participants", Kind: transcript.ListField, Items: []string{"Zoë", "\"x\""}}})

	uses, err := l.Labels(t.Context(), "Lighthouses")
	if err != nil || len(uses) != 4 {
		t.Fatal(uses, err)
	}
	ada := d.Labelled(d.Chunks(), "Ada") + 1
	if want := (session.LabelUse{Label: "Ada", Person: session.Person{Number: 1}, Turns: ada, Episodes: 2}); uses[0] != want {
		t.Errorf("%+v, want %+v", uses[0], want)
	}
	if uses[2].Label != "Zoë" || uses[2].Turns != 0 {
		t.Errorf("%+v", uses[2])
	}
	if uses[3].Label != "(Horn)" || uses[3].Number != 0 || uses[3].Turns == 0 {
		t.Errorf("%+v", uses[3])
	}
	for label, want := range map[string][]session.EpisodeID{"Ada": {id, other}, "Zoë": {other}, "x": nil, "lamps": nil} {
		if got, err := l.Bearing(t.Context(), "Lighthouses", label); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %v", label, got, err)
		}
	}
}

// A step that only gives turns away leaves the rest of their rows, and undo brings back who had them, nobody included.
func TestManyTurnsAreGivenAway(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	before := document(t, l, id)
	var turns []transcript.ID
	for _, c := range d.Chunks() {
		turns = append(turns, d.Order(c)...)
	}
	give := transcript.SetSpeakers{Turns: turns, Speaker: label("Cleo")}
	change, inverse, err := d.Apply(give)
	if err != nil {
		t.Fatal(err)
	}
	step := transcript.Step{Name: "Gave the turn", State: transcript.Done, Ops: []transcript.Op{give}, Inverses: []transcript.Op{inverse}}
	if step.Seq, err = l.Commit(t.Context(), id, d, session.Commit{Action: session.Record, Step: step, Change: change}); err != nil {
		t.Fatal(err)
	}
	if got := document(t, l, id); !got.Equal(d) || got.Labelled(got.Chunks(), "Cleo") != len(turns) {
		t.Error("the library has something else than the document")
	}
	if change, _, err = d.Apply(step.Undo()); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Commit(t.Context(), id, d, session.Commit{Action: session.Undo, Step: step, Change: change}); err != nil {
		t.Fatal(err)
	}
	closeLibrary(t, l)
	if !document(t, open(t, path), id).Equal(before) {
		t.Error("undone, the library has something else than before")
	}
}
