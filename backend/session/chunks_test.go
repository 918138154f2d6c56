package session_test

import (
	"errors"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

const firstOf = `---
title: Up
slug: ep03-01-up
episode: 3
chunk: 01
mood: cold
timecode: 00:00:01 – 00:00:12
end_time: "00:00:12:00"
speakers:
- Björn
- Ada
tags:
- bells
summary: They climb
  and climb.
---

00:00:01:00 - 00:00:04:12
Ada
Ninety-one steps, and
the bell at the top.
00:00:04:12 - 00:00:09:00
Björn
I never do.
00:00:09:02 - 00:00:12:00
Ada
So it goes.`

const secondOf = `---
title: It strikes
slug: ep03-02-strikes
episode: 3
chunk: 02
---
00:00:13:00 - 00:00:20:00
Cleo
Thirteen.`

// split lets a new chunk begin with a turn of the first.
func (f *fixture) split(turn transcript.ID) {
	f.t.Helper()
	f.do(session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
		head, err := session.NewHead(doc, doc.Chunks()[0], 1)
		return "Split the chunk", []transcript.Op{transcript.SplitChunk{Turn: turn, New: head}}, err
	}})
}

func TestAChunkIsSplitAndItsHeadersFollow(t *testing.T) {
	f := open(t, firstOf, secondOf)
	before := f.texts()
	f.split(f.turn(1).ID)
	want := []string{
		strings.NewReplacer("– 00:00:12\n", "– 00:00:04\n", `"00:00:12:00"`, `"00:00:04:12"`, "- Björn\n", "").Replace(firstOf[:strings.Index(firstOf, "\n00:00:04:12 -")]),
		strings.NewReplacer("Up", "Up, continued", "ep03-01-up", "ep03-02-up-2", "chunk: 01", "chunk: 02", "00:00:01 –", "00:00:04 –", "tags:\n- bells", "tags: []",
			"summary: They climb\n  and climb.", `summary: ""`, "00:00:01:00 - 00:00:04:12\nAda\nNinety-one steps, and\nthe bell at the top.\n", "").Replace(firstOf),
		strings.Replace(secondOf, "chunk: 02", "chunk: 03", 1),
	}
	for round := range 2 {
		for i, text := range f.texts() {
			if strings.TrimSpace(text) != strings.TrimSpace(want[i]) {
				t.Errorf("round %d, chunk %d:\n%s\nwant\n%s", round, i+1, text, want[i])
			}
		}
		f.Read(func(doc *transcript.Document, files session.Files) {
			if made := doc.Chunks()[1]; !files.Dirty(made) || files.Source(made).Path != "" {
				t.Error("the new chunk has a file")
			}
		})
		f.reopen()
	}
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	f.reopen()
	if got := f.texts(); len(got) != 2 || got[0] != before[0] || got[1] != before[1] {
		t.Errorf("undone: %q", got)
	}
	if _, err := f.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := f.texts(); len(got) != 3 {
		t.Errorf("done again: %q", got)
	}
}

func TestChunksAreJoinedAndMoved(t *testing.T) {
	f := open(t, firstOf, secondOf)
	before, chunks := f.texts(), f.chunks()
	if _, _, err := f.JoinChunk(ctx, chunks[0]); !errors.Is(err, transcript.ErrOp) {
		t.Errorf("the first was joined: %v", err)
	}
	if _, _, err := f.JoinChunk(ctx, chunks[1]); err != nil {
		t.Fatal(err)
	}
	got := f.texts()
	if len(got) != 1 || !strings.Contains(got[0], "– 00:00:20\n") || !strings.Contains(got[0], "- Cleo") || !strings.HasSuffix(got[0], "Thirteen.") {
		t.Errorf("joined: %q", got)
	}
	// After a restart the library still knows the file of the one that is gone.
	f.reopen()
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := f.texts(); len(got) != 2 || got[0] != before[0] || got[1] != before[1] {
		t.Errorf("undone: %q", got)
	}
	f.Read(func(doc *transcript.Document, files session.Files) {
		if src := files.Source(chunks[1]); src.Path != "/show/ep03-02.md" || files.Dirty(chunks[1]) {
			t.Errorf("its file is %q", src.Path)
		}
	})
	if _, err := f.MoveChunk(ctx, chunks[1], 1); !errors.Is(err, transcript.ErrOp) {
		t.Errorf("the last moved on: %v", err)
	}
	if _, err := f.MoveChunk(ctx, chunks[1], -1); err != nil {
		t.Fatal(err)
	}
	f.reopen()
	got = f.texts()
	if !strings.Contains(got[0], "chunk: 01\n") || !strings.Contains(got[0], "title: It strikes") || !strings.Contains(got[1], "chunk: 02\n") || !strings.Contains(got[1], "slug: ep03-01-up") {
		t.Errorf("moved: %q", got)
	}
	// The slugs of published chunks change only if that is asked for.
	if _, err := f.Renumber(ctx, false); !errors.Is(err, session.ErrNothing) {
		t.Errorf("there was something to number: %v", err)
	}
	if _, err := f.Renumber(ctx, true); err != nil {
		t.Fatal(err)
	}
	got = f.texts()
	if !strings.Contains(got[0], "slug: ep03-01-strikes\n") || !strings.Contains(got[1], "slug: ep03-02-up\n") {
		t.Errorf("renumbered: %q", got)
	}
}

func TestAChunkMadeHereGetsOnlyWordsBack(t *testing.T) {
	f := open(t, firstOf, secondOf)
	f.split(f.turn(1).ID)
	made := f.chunks()[1]
	split := f.texts()[1]
	version := func(v session.Version) string {
		t.Helper()
		var text []byte
		var err error
		f.Read(func(_ *transcript.Document, files session.Files) { text, err = files.Version(made, v) })
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	says := func(v session.Version) (same bool) {
		f.Read(func(_ *transcript.Document, files session.Files) { same = files.Says(made, v) })
		return same
	}
	check := func(when string) {
		t.Helper()
		if got := version(session.Imported); got != split {
			t.Errorf("%s: as imported it is\n%s\nwant\n%s", when, got, split)
		}
		if _, err := f.GetBack(ctx, []transcript.ID{made}, session.Imported, "Back"); !errors.Is(err, session.ErrNothing) || !says(session.Imported) {
			t.Errorf("%s: %v, %q", when, err, f.texts())
		}
		turn := f.standing(made)[0]
		f.do(session.Edit{Name: "Edit", Ops: []transcript.Op{transcript.SetParagraphs{Turn: turn, Paragraphs: []string{"I always do."}}}})
		if says(session.Imported) {
			t.Errorf("%s: changed, it stands as imported", when)
		}
		if _, err := f.GetBack(ctx, []transcript.ID{made}, session.Imported, "Back"); err != nil || f.texts()[1] != split {
			t.Errorf("%s: %v %s", when, err, f.texts()[1])
		}
	}
	check("split")
	if got := version(session.InFile); got != "" || !says(session.InFile) {
		t.Errorf("it has no file, but as in its file it is %q", got)
	}
	f.reopen()
	check("after a restart")
	src := session.Source{Path: "/show/ep03-02-up-2.md", Below: "ep03-02-up-2.md", Bytes: []byte(split)}
	if _, err := f.Rebase(ctx, map[transcript.ID]session.Source{made: src}); err != nil {
		t.Fatal(err)
	}
	check("exported")
	f.restart()
	check("exported, after a restart")
	if got := version(session.InFile); got != split {
		t.Errorf("as in its file: %s", got)
	}
}

func TestGettingChunksBackMovesTurnsHome(t *testing.T) {
	two := strings.Replace(secondOf, "Thirteen.", "Thirteen.\n00:00:20:00 - 00:00:25:00\nAda\nTwelve, I say.", 1)
	all := func(f *fixture) {
		t.Helper()
		for _, words := range []string{"Ninety-one", "I never do", "So it goes", "Thirteen", "Twelve"} {
			if n := strings.Count(strings.Join(f.texts(), ""), words); n != 1 {
				t.Errorf("%q stands %d times in\n%s", words, n, strings.Join(f.texts(), "\n===\n"))
			}
		}
	}
	back := func(f *fixture, chunks ...transcript.ID) {
		t.Helper()
		if _, err := f.GetBack(ctx, chunks, session.Imported, "Back"); err != nil {
			t.Fatal(err)
		}
		all(f)
		f.restart()
		all(f)
	}
	// Of a chunk that was split, the chunk that it lost its turns to goes with the last of them.
	f := open(t, firstOf, two)
	before := f.texts()
	f.split(f.turn(1).ID)
	back(f, f.chunks()[0])
	if got := f.texts(); len(got) != 2 || got[0] != before[0] || got[1] != before[1] {
		t.Errorf("split: %q", got)
	}
	// Of a chunk that another was joined to, that one comes back, also when its file is removed.
	for _, forget := range []bool{false, true} {
		f = open(t, firstOf, two)
		gone := f.chunks()[1]
		if _, _, err := f.JoinChunk(ctx, gone); err != nil {
			t.Fatal(err)
		}
		if forget {
			if err := f.Forget(ctx, gone); err != nil {
				t.Fatal(err)
			}
			f.restart()
		}
		back(f, f.chunks()[0])
		if got := f.texts(); len(got) != 2 || got[0] != before[0] || got[1] != before[1] {
			t.Errorf("joined, forgotten %v: %q", forget, got)
		}
	}
	// A boundary that was moved moves back.
	for i := range 2 {
		f = open(t, firstOf, two)
		chunks := f.chunks()
		if _, err := f.MoveBoundary(ctx, chunks[1], f.standing(chunks[1])[1]); err != nil {
			t.Fatal(err)
		}
		back(f, chunks[i])
		if got := f.texts(); got[0] != before[0] || got[1] != before[1] {
			t.Errorf("boundary, chunk %d: %q", i, got)
		}
	}
	// The whole episode, after all of it.
	f = open(t, firstOf, two)
	if _, _, err := f.JoinChunk(ctx, f.chunks()[1]); err != nil {
		t.Fatal(err)
	}
	f.split(f.turn(4).ID)
	f.split(f.turn(2).ID)
	after := f.texts()
	back(f, f.chunks()...)
	if got := f.texts(); len(got) != 2 || got[0] != before[0] || got[1] != before[1] {
		t.Errorf("all: %q", got)
	}
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := f.texts(); strings.Join(got, "") != strings.Join(after, "") {
		t.Errorf("undone: %q", got)
	}
}

// standing are the turns of a chunk.
func (f *fixture) standing(chunk transcript.ID) (out []transcript.ID) {
	f.Read(func(doc *transcript.Document, _ session.Files) { out = doc.Order(chunk) })
	return out
}

// What the front matter of a chunk says is not lost when it is joined with the one before: lists are united, the summary goes
// behind the other one, what the first lacks it gets, and what cannot stand beside what it says is named.
func TestTheFrontMatterOfAJoinedChunkIsKeptOrNamed(t *testing.T) {
	rich := strings.Replace(secondOf, "chunk: 02\n", `chunk: 02
tags:
- Bells
- night
summary: It strikes thirteen.
weather: rain
mood: warm
entities:
- Tower
`, 1)
	f := open(t, firstOf, rich)
	before, chunks := f.texts(), f.chunks()
	_, gone, err := f.JoinChunk(ctx, chunks[1])
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(gone, "; "); got != "title “It strikes”; mood “warm”" {
		t.Errorf("gone: %s", got)
	}
	f.reopen()
	got := f.texts()[0]
	for _, want := range []string{"title: Up\n", "mood: cold\n", "tags:\n- bells\n- night\n", "weather: rain\n", "entities:\n- Tower\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if flat := strings.Join(strings.Fields(got), " "); !strings.Contains(flat, "summary: They climb and climb. It strikes thirteen. weather:") {
		t.Error(flat)
	}
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if now := f.texts(); len(now) != 2 || now[0] != before[0] || now[1] != before[1] {
		t.Errorf("undone: %q", now)
	}
	// Front matter that nobody can read is named as a whole.
	f = open(t, firstOf, strings.Replace(secondOf, "title: It strikes", "title: [It strikes", 1))
	if _, gone, err = f.JoinChunk(ctx, f.chunks()[1]); err != nil || strings.Join(gone, "") != "front matter" {
		t.Errorf("%q, %v", gone, err)
	}
}
