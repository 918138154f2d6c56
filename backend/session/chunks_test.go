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

func TestAChunkIsSplitAndItsHeadersFollow(t *testing.T) {
	f := open(t, firstOf, secondOf)
	before := f.texts()
	turn := f.turn(1).ID
	if _, err := f.Do(ctx, session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
		head, err := session.NewHead(doc, doc.Chunks()[0], 1)
		return "Split the chunk", []transcript.Op{transcript.SplitChunk{Turn: turn, New: head}}, err
	}}); err != nil {
		t.Fatal(err)
	}
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
	if _, err := f.JoinChunk(ctx, chunks[0]); !errors.Is(err, transcript.ErrOp) {
		t.Errorf("the first was joined: %v", err)
	}
	if _, err := f.JoinChunk(ctx, chunks[1]); err != nil {
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
