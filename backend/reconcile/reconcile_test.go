package reconcile

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

const steps = `---
title: Up the Tower
episode: 3
tags:
- bells
- clocks
summary: Ada climbs up and counts the steps of the tower
---

00:00:01:00 - 00:00:04:12
Ada
Ninety-one steps, and the bell at the top of them. Mind your head.
00:00:04:12 - 00:00:09:00
Björn
I never do. Or only once, and that was enough.
00:00:09:02 - 00:00:12:00
Ada
So it goes.
`

// read is a file's chunk with numbered turns, as a document has it.
func read(t testing.TB, text string) transcript.Chunk {
	t.Helper()
	c := chunkfile.Parse([]byte(text)).Chunk()
	c.ID = 1
	for i := range c.Turns {
		c.Turns[i].ID = transcript.ID(i + 2)
	}
	return c
}

// shown is a chunk's meaning as short lines.
func shown(c transcript.Chunk) string {
	var b strings.Builder
	for _, f := range c.Matter.Fields {
		fmt.Fprintf(&b, "%s: %s\n", f.Key, f.Value+strings.Join(f.Items, ", "))
	}
	for _, t := range c.Turns {
		at := "no time"
		if t.Span != nil {
			at = t.Span.Start.String()
		}
		fmt.Fprintf(&b, "%s %s: %s\n", at, t.Label(), strings.Join(t.Paragraphs, " / "))
	}
	return b.String()
}

// merged merges, and holds the ops to what the result says.
func merged(t testing.TB, base, mine, theirs transcript.Chunk) (transcript.Chunk, []transcript.Conflict) {
	t.Helper()
	r := Chunks(base, mine, theirs)
	doc, err := transcript.NewDocument(transcript.Episode{Series: "Towers", Key: "3"}, []transcript.Chunk{mine})
	if err != nil {
		t.Fatal(err)
	}
	before := doc.Clone()
	ops, err := r.Ops(doc, 1, doc.NewID)
	if err != nil {
		t.Fatal(err)
	}
	_, undo, err := doc.Apply(transcript.Batch{Ops: ops})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := doc.Chunk(1)
	if !transcript.SameChunk(c, r.Chunk) {
		t.Fatalf("the ops lead to\n%s\nand not to\n%s", shown(c), shown(r.Chunk))
	}
	conflicts := doc.Conflicts(1)
	if _, _, err := doc.Apply(undo); err != nil || !doc.Equal(before) {
		t.Fatal("undone, the chunk is another", err)
	}
	return c, conflicts
}

func said(s transcript.Side) string {
	if s.Field != nil {
		return s.Field.Value + strings.Join(s.Field.Items, ", ")
	}
	return strings.TrimSuffix(shown(transcript.Chunk{Turns: s.Turns}), "\n") + strings.Join(s.Lead, " / ")
}

func TestChunks(t *testing.T) {
	const second = "00:00:04:12 - 00:00:09:00\nBjörn\nI never do. Or only once, and that was enough.\n"
	const third = "00:00:09:02 - 00:00:12:00\nAda\nSo it goes.\n"
	for _, c := range []struct {
		name         string
		mine, theirs []string // replacements
		want         []string // replacements in the base
		conflict     string   // mine | theirs
	}{
		{"only theirs", nil, []string{"steps, and", "stairs, and"}, []string{"steps, and", "stairs, and"}, ""},
		{"only mine", []string{"steps, and", "stairs, and"}, nil, []string{"steps, and", "stairs, and"}, ""},
		{"both alike", []string{"goes", "went"}, []string{"goes", "went"}, []string{"goes", "went"}, ""},
		{"different turns", []string{"Mind", "Watch"}, []string{"goes", "went"}, []string{"Mind", "Watch", "goes", "went"}, ""},
		{"different words of a turn", []string{"Ninety-one", "Ninety"}, []string{"your", "the"}, []string{"Ninety-one", "Ninety", "your", "the"}, ""},
		{"words beside each other", []string{"Mind", "Watch"}, []string{"your", "the"}, []string{"Mind your", "Watch the"}, ""},
		{
			"the same word", []string{"Ninety-one", "Ninety"}, []string{"Ninety-one", "Ninety-two", "your", "the"},
			[]string{"Ninety-one", "Ninety", "your", "the"},
			"00:00:01:00 Ada: Ninety steps, and the bell at the top of them. Mind the head. | 00:00:01:00 Ada: Ninety-two steps, and the bell at the top of them. Mind the head.",
		},
		{"words and speaker", []string{"goes", "went"}, []string{"Ada\nSo", "Mira\nSo"}, []string{"Ada\nSo it goes", "Mira\nSo it went"}, ""},
		{"words and time", []string{"goes", "went"}, []string{"00:00:09:02", "00:00:09:10"}, []string{"00:00:09:02", "00:00:09:10", "goes", "went"}, ""},
		{
			"speaker and speaker", []string{"Ada\nSo", "Mira\nSo"}, []string{"Ada\nSo", "Björn\nSo"}, []string{"Ada\nSo", "Mira\nSo"},
			"00:00:09:02 Mira: So it goes. | 00:00:09:02 Björn: So it goes.",
		},
		{
			"time and time", []string{"00:00:09:02", "00:00:09:04"}, []string{"00:00:09:02", "00:00:09:10"}, []string{"00:00:09:02", "00:00:09:04"},
			"00:00:09:04 Ada: So it goes. | 00:00:09:10 Ada: So it goes.",
		},
		{
			"parted there, mended here",
			[]string{"enough", "plenty"},
			[]string{"09:00\nBjörn\nI never do. Or", "06:00\nBjörn\nI never do.\n00:00:06:00 - 00:00:09:00\nMira\nOr"},
			[]string{"09:00\nBjörn\nI never do. Or", "06:00\nBjörn\nI never do.\n00:00:06:00 - 00:00:09:00\nMira\nOr", "enough", "plenty"}, "",
		},
		{
			"joined there, mended here",
			[]string{"goes", "went"}, []string{"00:00:09:00\nBj", "00:00:12:00\nBj", ".\n00:00:09:02 - 00:00:12:00\nAda\n", ". "},
			[]string{"00:00:09:00\nBj", "00:00:12:00\nBj", ".\n00:00:09:02 - 00:00:12:00\nAda\n", ". ", "goes", "went"}, "",
		},
		{
			"parted here, mended there",
			[]string{"09:00\nBjörn\nI never do. Or", "06:00\nBjörn\nI never do.\n00:00:06:00 - 00:00:09:00\nMira\nOr"},
			[]string{"never", "always", "enough", "plenty"},
			[]string{"09:00\nBjörn\nI never do. Or", "06:00\nBjörn\nI always do.\n00:00:06:00 - 00:00:09:00\nMira\nOr", "enough", "plenty"}, "",
		},
		{"a turn that went there", []string{"goes", "went"}, []string{second, ""}, []string{second, "", "goes", "went"}, ""},
		{"a turn that came there", []string{"goes", "went"}, []string{third, "00:00:09:00 - 00:00:09:02\nMira\nYes.\n" + third}, []string{third, "00:00:09:00 - 00:00:09:02\nMira\nYes.\n" + third, "goes", "went"}, ""},
		{
			"turns that came on both sides", []string{third, third + "00:00:14:00 - 00:00:15:00\nMira\nNo.\n"}, []string{third, third + "00:00:13:00 - 00:00:14:00\nMira\nYes.\n"},
			[]string{third, third + "00:00:13:00 - 00:00:14:00\nMira\nYes.\n00:00:14:00 - 00:00:15:00\nMira\nNo.\n"}, "",
		},
		{
			"deleted here, mended there", []string{second, ""}, []string{"enough", "plenty"}, []string{second, ""},
			" | 00:00:04:12 Björn: I never do. Or only once, and that was plenty.",
		},
		{
			"mended here, deleted there", []string{"enough", "plenty"}, []string{second, ""}, []string{"enough", "plenty"},
			"00:00:04:12 Björn: I never do. Or only once, and that was plenty. | ",
		},
		{
			"deleted here, added to there", []string{second, ""}, []string{"enough.", "enough. Yes."}, []string{second, ""},
			" | 00:00:04:12 Björn: I never do. Or only once, and that was enough. Yes.",
		},
		{
			"another speaker here, deleted there", []string{"Björn", "Mira"}, []string{second, ""}, []string{"Björn", "Mira"},
			"00:00:04:12 Mira: I never do. Or only once, and that was enough. | ",
		},
		{"different fields", []string{"title: Up", "title: Down"}, []string{"episode: 3", "episode: 4"}, []string{"title: Up", "title: Down", "episode: 3", "episode: 4"}, ""},
		{"words of a field", []string{"Ada climbs", "Ada runs"}, []string{"of the tower", "of a tower"}, []string{"Ada climbs", "Ada runs", "of the tower", "of a tower"}, ""},
		{"a field that both changed", []string{"episode: 3", "episode: 4"}, []string{"episode: 3", "episode: 5"}, []string{"episode: 3", "episode: 4"}, "4 | 5"},
		{"items that came", []string{"- clocks", "- clocks\n- towers"}, []string{"- bells", "- bats\n- bells"}, []string{"- bells", "- bats\n- bells", "- clocks", "- clocks\n- towers"}, ""},
		{"items at one place", []string{"- clocks", "- clocks\n- towers"}, []string{"- clocks", "- clocks\n- stairs"}, []string{"- clocks", "- clocks\n- stairs\n- towers"}, ""},
		{"the same item at two places", []string{"- clocks", "- clocks\n- towers"}, []string{"- bells", "- towers\n- bells"}, []string{"- bells", "- towers\n- bells"}, ""},
		{"items that went", []string{"- bells\n", ""}, []string{"- clocks\n", ""}, []string{"- bells\n", "", "- clocks\n", ""}, ""},
		{"an item that both changed", []string{"- clocks", "- watches"}, []string{"- clocks", "- dials"}, []string{"- clocks", "- watches"}, "bells, watches | bells, dials"},
		{"a field that came there", []string{"- clocks", "- clock"}, []string{"episode: 3", "episode: 3\nchunk: 1"}, []string{"- clocks", "- clock", "episode: 3", "episode: 3\nchunk: 1"}, ""},
		{"a field that went there", []string{"title: Up", "title: Down"}, []string{"episode: 3\n", ""}, []string{"title: Up", "title: Down", "episode: 3\n", ""}, ""},
		{"a field that went there, changed here", []string{"episode: 3", "episode: 4"}, []string{"episode: 3\n", ""}, []string{"episode: 3", "episode: 4"}, "4 | "},
		{"fields in another order", []string{"title: Up", "title: Down"}, []string{"title: Up the Tower\nepisode: 3", "episode: 3\ntitle: Up the Tower"}, []string{"title: Up the Tower\nepisode: 3", "episode: 3\ntitle: Down the Tower"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			become := func(with []string) transcript.Chunk {
				text := steps
				for i := 0; i < len(with); i += 2 {
					if !strings.Contains(text, with[i]) {
						t.Fatalf("there is no %q", with[i])
					}
					text = strings.Replace(text, with[i], with[i+1], 1)
				}
				return read(t, text)
			}
			base, mine, theirs := become(nil), become(c.mine), become(c.theirs)
			got, conflicts := merged(t, base, mine, theirs)
			if want := become(c.want); shown(got) != shown(want) {
				t.Errorf("got\n%s\nwant\n%s", shown(got), shown(want))
			}
			var list []string
			for _, x := range conflicts {
				list = append(list, said(x.Mine)+" | "+said(x.Theirs))
			}
			if s := strings.Join(list, "; "); s != c.conflict {
				t.Errorf("in conflict are %q,\nwant %q", s, c.conflict)
			}
			other, _ := merged(t, base, theirs, mine)
			if c.conflict == "" && shown(got) != shown(other) {
				t.Errorf("the other way round it is\n%s", shown(other))
			}
		})
	}
}

// Where both changed the same words of a text, both can be taken: they stand one behind the other as words do.
func TestBothOfAText(t *testing.T) {
	base := read(t, steps)
	for _, c := range [][3]string{
		{"My Tower", "Their Tower", "My Their Tower"},
		{"Up my own", "Up their", "Up my own their"},
	} {
		mine := read(t, strings.Replace(steps, "Up the Tower", c[0], 1))
		theirs := read(t, strings.Replace(steps, "Up the Tower", c[1], 1))
		_, conflicts := merged(t, base, mine, theirs)
		if len(conflicts) != 1 || conflicts[0].Both == nil || conflicts[0].Both.Field.Value != c[2] {
			t.Errorf("of %q and %q: %+v", c[0], c[1], conflicts)
		}
	}
}

// A text that both wrote anew stands whole in both, and not word by word among that of the other; so it does in theirs where
// they changed a word of what was thrown away here.
func TestATextThatIsWrittenAnewIsOnePlace(t *testing.T) {
	const was = "Ada climbs up and counts the steps of the tower"
	base := read(t, steps)
	for _, c := range [][2]string{
		{"A clock of the town is shown to a boy, and he laughs", "How the weight of a clock and its bell came to be"},
		{"A clock of the town is shown to a boy, and he laughs", "Ada climbs up and counts the stairs of the tower"},
	} {
		mine := read(t, strings.Replace(steps, was, c[0], 1))
		theirs := read(t, strings.Replace(steps, was, c[1], 1))
		_, conflicts := merged(t, base, mine, theirs)
		if len(conflicts) != 1 || conflicts[0].Both == nil {
			t.Fatalf("of %q and %q: %+v", c[0], c[1], conflicts)
		}
		x := conflicts[0]
		if got := [3]string{x.Mine.Field.Value, x.Theirs.Field.Value, x.Both.Field.Value}; got != [3]string{c[0], c[1], c[0] + " " + c[1]} {
			t.Errorf("%q", got)
		}
	}
}

// The same of a turn: what somebody wrote anew is not mixed with the other side's words.
func TestATurnThatIsWrittenAnewIsOnePlace(t *testing.T) {
	const was = "Ninety-one steps, and the bell at the top of them. Mind your head."
	const mine, theirs = "The town has a clock of its own, and at night the weight drops.", "Ninety-one stairs, and the bell at the top of them. Mind your feet."
	base := read(t, steps)
	c, conflicts := merged(t, base, read(t, strings.Replace(steps, was, mine, 1)), read(t, strings.Replace(steps, was, theirs, 1)))
	if len(conflicts) != 1 || conflicts[0].Both == nil {
		t.Fatalf("%+v", conflicts)
	}
	x := conflicts[0]
	for i, want := range []string{mine, mine, theirs, mine + " " + theirs} {
		turn := [][]transcript.Turn{c.Turns[:1], x.Mine.Turns, x.Theirs.Turns, x.Both.Turns}[i][0]
		if got := strings.Join(turn.Paragraphs, " / "); got != want || turn.Label() != "Ada" || turn.ID != 2 {
			t.Errorf("%d: %d %s says %q", i, turn.ID, turn.Label(), got)
		}
	}
}
