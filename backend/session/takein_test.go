package session_test

import (
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

// theirs is the file of the first chunk as another program left it: with other line breaks, a comment, and what is asked for.
func theirs(change ...string) string {
	text := strings.Replace(tower, "has\n  stood since the flood.", "has stood since the flood.", 1)
	text = strings.Replace(text, "chunk: 1\n", "chunk: 1 # of two\nsegment: climb\n", 1)
	text = strings.Replace(text, "at the top of\nthem. Mind your head.", "at the top of them.\nMind your head.", 1)
	return strings.NewReplacer(change...).Replace(text)
}

func (f *fixture) chunkID() (id transcript.ID) {
	f.Read(func(doc *transcript.Document, _ session.Files) { id = doc.Chunks()[0] })
	return id
}

func (f *fixture) takeIn(text string) session.Taken {
	f.t.Helper()
	src := session.Source{Path: "/show/ep03-01.md", Below: "ep03-01.md", Bytes: []byte(text)}
	_, taken, err := f.TakeIn(ctx, session.OnDisk{Changed: map[transcript.ID]session.Source{f.chunkID(): src}}, "Took in changes from disk")
	if err != nil || len(taken) != 1 {
		f.t.Fatal(taken, err)
	}
	return taken[0]
}

func (f *fixture) mend(old, now string) {
	f.t.Helper()
	f.do(session.Edit{Name: "Correct", Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
		for _, id := range doc.Order(doc.Chunks()[0]) {
			turn, _ := doc.Turn(id)
			for i, p := range turn.Paragraphs {
				if at := strings.Index(p, old); at >= 0 {
					return "Correct", []transcript.Op{transcript.EditText{Turn: id, Para: i, From: at, To: at + len(old), Text: now}}, nil
				}
			}
		}
		f.t.Fatalf("there is no %q", old)
		return "", nil, nil
	}})
}

func (f *fixture) conflicts() (list []transcript.Conflict) {
	f.Read(func(doc *transcript.Document, _ session.Files) { list = doc.Conflicts(0) })
	return list
}

// Lines that nobody changed here keep the bytes of their file.
func TestTakingInKeepsTheirBytes(t *testing.T) {
	f := open(t, tower)
	f.mend("once", "twice")
	if got := f.takeIn(theirs("it goes", "it went")); !got.Changed || got.Conflicts != 0 {
		t.Fatalf("%+v", got)
	}
	if got, want := f.text(), theirs("it goes", "it went", "once", "twice"); got != want {
		t.Errorf("it would be written as\n%s", got)
	}
	f.reopen()
	if got, want := f.text(), theirs("it goes", "it went", "once", "twice"); got != want {
		t.Errorf("after a restart it would be written as\n%s", got)
	}
}

// Undone, chunk and file are what they were before; done again, what they were after.
func TestTakingInGoesBackAndForth(t *testing.T) {
	f := open(t, tower)
	f.mend("once", "twice")
	before := f.text()
	f.takeIn(theirs("it goes", "it went", "only once", "only thrice"))
	after := f.text()
	if len(f.conflicts()) != 1 {
		t.Fatalf("%+v", f.conflicts())
	}
	for range 2 {
		if _, err := f.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if f.text() != before || len(f.conflicts()) != 0 {
			t.Errorf("undone, it would be written as\n%s", f.text())
		}
		f.reopen()
		if _, err := f.Redo(ctx); err != nil {
			t.Fatal(err)
		}
		if f.text() != after || len(f.conflicts()) != 1 {
			t.Errorf("done again, it would be written as\n%s", f.text())
		}
		f.reopen()
	}
	if _, err := f.GoTo(ctx, 0); err != nil || f.text() != tower {
		t.Errorf("%v, at the start it would be written as\n%s", err, f.text())
	}
}

// What was written since stays the file that the chunk comes from.
func TestTakingInIsUndoneAfterAnExport(t *testing.T) {
	f := open(t, tower)
	f.mend("once", "twice")
	f.takeIn(theirs("it goes", "it went"))
	written := f.text()
	src := session.Source{Path: "/show/ep03-01.md", Below: "ep03-01.md", Bytes: []byte(written)}
	if _, err := f.Rebase(ctx, map[transcript.ID]session.Source{f.chunkID(): src}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := f.text(); !strings.Contains(got, "it goes") || !strings.Contains(got, "them.\nMind your head") {
		t.Errorf("it would be written as\n%s", got)
	}
}

func TestSettling(t *testing.T) {
	for _, c := range []struct {
		how              session.Settlement
		text, said, item string
	}{
		{session.TakeMine, "", "Or only twice.", "peals"},
		{session.TakeTheirs, "", "Or only thrice.", "chimes"},
		{session.TakeBoth, "", "Or only twice. thrice.", "peals"},
		{session.ByHand, "I never do.\nOr now and then.", "Or now and then.", "hand"},
	} {
		t.Run(string(c.how), func(t *testing.T) {
			f := open(t, tower)
			f.mend("once", "twice")
			f.takeIn(theirs("only once", "only thrice"))
			list := f.conflicts()
			if len(list) != 1 {
				t.Fatalf("%+v", list)
			}
			f.reopen()
			if _, err := f.Settle(ctx, list[0].ID, c.how, c.text); err != nil {
				t.Fatal(err)
			}
			if len(f.conflicts()) != 0 || !strings.Contains(f.text(), c.said) {
				t.Errorf("it would be written as\n%s", f.text())
			}
			if _, err := f.Undo(ctx); err != nil || len(f.conflicts()) != 1 || !strings.Contains(f.text(), "only twice") {
				t.Errorf("%v, undone it would be written as\n%s", err, f.text())
			}
			if _, err := f.Settle(ctx, 999, c.how, ""); err == nil {
				t.Error("something was settled that is not there")
			}
		})
	}
}

// A second change on the disk comes while the first is not settled.
func TestTakingInASecondTime(t *testing.T) {
	f := open(t, tower)
	f.mend("once", "twice")
	f.takeIn(theirs("only once", "only thrice"))
	first := f.conflicts()[0]
	f.takeIn(theirs("only once", "only thrice", "it goes", "it went"))
	if list := f.conflicts(); len(list) != 1 || list[0].ID != first.ID {
		t.Fatalf("what is not settled is still not settled: %+v", list)
	}
	f.takeIn(theirs("only once", "only at times", "it goes", "it went"))
	list := f.conflicts()
	if len(list) != 1 || list[0].ID == first.ID || list[0].Theirs.Turns[0].Paragraphs[1] != "Or only at times." || list[0].Base.Turns[0].Paragraphs[1] != "Or only once." {
		t.Fatalf("%+v", list)
	}
	f.takeIn(theirs("only once", "only twice", "it goes", "it went"))
	if list := f.conflicts(); len(list) != 0 {
		t.Errorf("both say the same by now: %+v", list)
	}
	if got, want := f.text(), theirs("only once", "only twice", "it goes", "it went"); got != want {
		t.Errorf("it would be written as\n%s", got)
	}
}

const bell = `---
title: The Bell
series: Bell Towers
episode: 3
chunk: 2
---

00:00:12:00 - 00:00:15:00
Mira
Who rings it on Sundays?
00:00:15:00 - 00:00:19:00
Ada
Nobody does. It rings by itself, twice a day.
`

// order is what the chunks of the episode say, a chunk a line.
func (f *fixture) order() string {
	var lines []string
	f.Read(func(doc *transcript.Document, _ session.Files) {
		for _, id := range doc.Chunks() {
			c, _ := doc.Chunk(id)
			var list []string
			for _, t := range c.Turns {
				list = append(list, strings.Join(t.Paragraphs, " / "))
			}
			lines = append(lines, strings.Join(list, " | "))
		}
	})
	return strings.Join(lines, "\n")
}

// Files that were parted, joined, or whose boundary was moved: the turns go along, with what was done to them here.
func TestTurnsGoFromFileToFile(t *testing.T) {
	const last = "00:00:09:02 - 00:00:12:00\nAda\nSo it goes."
	const first = "Ninety-one steps, and the bell 🔔 at the top of them. Mind your head. | I never do. / Or only once."
	const second = "Who rings it on Sundays? | Nobody does. It rings by itself, twice a day."
	body := bell[strings.Index(bell, "00:00:12"):]
	source := func(name, text string) session.Source {
		return session.Source{Path: "/show/" + name, Below: name, Bytes: []byte(text)}
	}
	for _, c := range []struct {
		name string
		disk func(ids []transcript.ID) session.OnDisk
		want string
	}{
		{
			"a boundary was moved",
			func(ids []transcript.ID) session.OnDisk {
				return session.OnDisk{Changed: map[transcript.ID]session.Source{
					ids[0]: source("ep03-01.md", strings.Replace(tower, last, "", 1)),
					ids[1]: source("ep03-02.md", strings.Replace(bell, "00:00:12:00", last+"\n00:00:12:00", 1)),
				}}
			},
			first + "\nSo it went. | " + second,
		},
		{
			"two files were joined",
			func(ids []transcript.ID) session.OnDisk {
				return session.OnDisk{
					Changed: map[transcript.ID]session.Source{ids[0]: source("ep03-01.md", tower+"\n"+body)}, Gone: ids[1:],
				}
			},
			first + " | So it went. | " + second,
		},
		{
			"a file was parted",
			func(ids []transcript.ID) session.OnDisk {
				return session.OnDisk{
					Changed: map[transcript.ID]session.Source{ids[0]: source("ep03-01.md", strings.Replace(tower, last, "", 1))},
					New:     []session.Source{source("ep03-01b.md", "---\ntitle: How It Goes\nepisode: 3\n---\n\n"+last+"\n")},
				}
			},
			first + "\nSo it went.\n" + second,
		},
		{
			"a boundary was moved, and a word changed in a turn that went",
			func(ids []transcript.ID) session.OnDisk {
				went := strings.Replace(last, "So it", "And so it", 1)
				return session.OnDisk{Changed: map[transcript.ID]session.Source{
					ids[0]: source("ep03-01.md", strings.Replace(tower, last, "", 1)),
					ids[1]: source("ep03-02.md", strings.Replace(bell, "00:00:12:00", went+"\n00:00:12:00", 1)),
				}}
			},
			first + "\nAnd so it went. | " + second,
		},
		{
			"a file was parted, and a word changed in a turn that went",
			func(ids []transcript.ID) session.OnDisk {
				went := strings.Replace(last, "So it", "And so it", 1)
				return session.OnDisk{
					Changed: map[transcript.ID]session.Source{ids[0]: source("ep03-01.md", strings.Replace(tower, last, "", 1))},
					New:     []session.Source{source("ep03-01b.md", "---\ntitle: How It Goes\nepisode: 3\n---\n\n"+went+"\n")},
				}
			},
			first + "\nAnd so it went.\n" + second,
		},
		{
			"a file came that is another",
			func(ids []transcript.ID) session.OnDisk {
				return session.OnDisk{New: []session.Source{source("ep03-03.md", strings.Replace(bell, "Sundays", "Mondays", 1))}}
			},
			first + " | So it went.\n" + second,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := open(t, tower, bell)
			f.mend("it goes", "it went")
			before := f.order()
			var ids []transcript.ID
			f.Read(func(doc *transcript.Document, _ session.Files) { ids = doc.Chunks() })
			r, taken, err := f.TakeIn(ctx, c.disk(ids), "Took in changes from disk")
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range taken {
				if x.Conflicts > 0 {
					t.Errorf("in conflict: %+v", f.conflicts())
				}
			}
			for range 2 {
				if got := f.order(); got != c.want {
					t.Errorf("got\n%s\nwant\n%s", got, c.want)
				}
				f.reopen()
			}
			if r.Step == 0 {
				return
			}
			for range 2 {
				if _, err := f.Undo(ctx); err != nil || f.order() != before {
					t.Fatalf("%v, undone it is\n%s", err, f.order())
				}
				f.reopen()
				if _, err := f.Redo(ctx); err != nil || f.order() != c.want {
					t.Fatalf("%v, done again it is\n%s", err, f.order())
				}
			}
		})
	}
}

// Of a chunk whose file was joined with another on the disk, the turns go there. What was edited in its front matter stays, and
// goes only with a chunk that somebody joins.
func TestJoinedFilesLeaveWhatWasEditedInTheFrontMatter(t *testing.T) {
	f := open(t, tower, bell)
	f.do(session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
		head, _ := doc.Head(doc.Chunks()[1])
		title := head.Matter.Fields[0]
		title.Value = "The Great Bell"
		return "Title", []transcript.Op{transcript.SetField{Chunk: head.ID, At: 0, Was: "title", Field: title}}, nil
	}})
	before := f.order()
	var ids []transcript.ID
	f.Read(func(doc *transcript.Document, _ session.Files) { ids = doc.Chunks() })
	joined := session.Source{Path: "/show/ep03-01.md", Below: "ep03-01.md", Bytes: []byte(tower + "\n" + bell[strings.Index(bell, "00:00:12"):])}
	if _, _, err := f.TakeIn(ctx, session.OnDisk{Changed: map[transcript.ID]session.Source{ids[0]: joined}, Gone: ids[1:]}, "Took in"); err != nil {
		t.Fatal(err)
	}
	title := func() (value string) {
		f.Read(func(doc *transcript.Document, _ session.Files) {
			head, _ := doc.Head(ids[1])
			field, _ := head.Field("title")
			value = field.Value
		})
		return value
	}
	want := strings.Replace(before, "\n", " | ", 1) + "\n"
	for range 2 {
		if f.order() != want || title() != "The Great Bell" {
			t.Errorf("%q\n%s", title(), f.order())
		}
		f.reopen()
	}
	f.do(session.Edit{Name: "Join", Ops: []transcript.Op{transcript.JoinChunk{Chunk: ids[1]}}})
	if f.order()+"\n" != want {
		t.Error(f.order())
	}
	for range 2 {
		if _, err := f.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if f.order() != before || title() != "The Great Bell" {
		t.Errorf("undone: %q\n%s", title(), f.order())
	}
}
