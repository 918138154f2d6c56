package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// What somebody writes at a place after a conflict came there, and before it is settled, is shown as theirs and not lost by
// settling it.
func TestWritingOnWhereAConflictStands(t *testing.T) {
	clash := func(t *testing.T) (*fixture, int64, service.ClashView) {
		f := open(t, "1.md", crumb)
		f.take()
		f.correct("1.md", "once more", "twice")
		f.replace("1.md", "once more", "three times")
		f.takeIn("1.md")
		f.correct("1.md", "twice", "twice, gently")
		f.correct("1.md", "Flat", "Rather flat")
		episode := f.row("1.md").episode
		list := f.clashes(episode)
		if len(list) != 1 {
			t.Fatalf("%+v", list)
		}
		return f, episode, list[0]
	}
	_, _, c := clash(t)
	mine := ""
	for _, p := range c.Mine.Parts[0].Pieces {
		mine += p.Text
	}
	if want := "You fold it twice, gently.\nRather flat, but it tastes better."; mine != want || c.Hand != want || !c.Both {
		t.Errorf("mine is %q, by hand begins with %q", mine, c.Hand)
	}
	for how, want := range map[string]string{
		"mine":   "You fold it twice, gently. / Rather flat, but it tastes better.",
		"theirs": "You fold it three times. / Rather flat, but it tastes better.",
		"both":   "You fold it twice, gently. three times. / Rather flat, but it tastes better.",
	} {
		f, episode, c := clash(t)
		if _, err := f.Settle(episode, c.ID, how, ""); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(f.turn("1.md", "You fold").Paragraphs, " / "); got != want {
			t.Errorf("%s: %q, want %q", how, got, want)
		}
	}
}

// The same in a field, and in a list.
func TestWritingOnInAFieldWhereAConflictStands(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	set := func(at int, x transcript.Field) {
		t.Helper()
		f.edit("1.md", "Change", transcript.SetField{Chunk: f.chunk("1.md").ID, At: at, Was: x.Key, Field: x})
	}
	summary := func(text string) {
		set(8, transcript.Field{Key: "summary", Kind: transcript.ScalarField, Value: text})
	}
	tags := func(items ...string) {
		set(7, transcript.Field{Key: "tags", Kind: transcript.ListField, Items: items})
	}
	summary("Marit lets a loaf prove too short, and Otto shows what can be done.")
	tags("rye")
	f.replace("1.md", "too long, and", "too late, and")
	f.replace("1.md", "- bread", "- wheat")
	f.takeIn("1.md")
	summary("Marit lets a loaf prove too short a time, and Otto says what can be done.")
	tags("rye", "salt")
	episode := f.row("1.md").episode
	list := f.clashes(episode)
	if len(list) != 2 || list[0].Hand != "rye\nsalt" || !strings.Contains(list[1].Hand, "too short a time, and Otto says") {
		t.Fatalf("%+v", list)
	}
	for _, c := range list {
		if _, err := f.Settle(episode, c.ID, "both", ""); err != nil {
			t.Fatal(err)
		}
	}
	fields := f.chunk("1.md").Matter.Fields
	if got := strings.Join(fields[7].Items, " "); got != "rye wheat salt" && got != "rye salt wheat" {
		t.Error(got)
	}
	for _, words := range []string{"too short a time", "late,", "and Otto says what can be done."} {
		if !strings.Contains(fields[8].Value, words) {
			t.Errorf("%q is not in %q", words, fields[8].Value)
		}
	}
}
