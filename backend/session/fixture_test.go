package session_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/sqlite"
	"stet/backend/transcript"
)

const tower = `---
title: Up the Tower
series: Bell Towers
episode: 3
chunk: 1
tags:
- bells
- clocks
summary: Ada climbs up. The clock has
  stood since the flood.
---

Episode 3
00:00:01:00 - 00:00:04:12
Ada
Ninety-one steps, and the bell 🔔 at the top of
them. Mind your head.
00:00:04:12 - 00:00:09:00
Björn
I never do.

Or only once.
00:00:09:02 - 00:00:12:00
Ada
So it goes.`

// clock is a clock that the test sets.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }

type fixture struct {
	t     testing.TB
	path  string
	store *sqlite.Library
	clock *clock
	id    session.EpisodeID
	*session.Session
}

var ctx = context.Background()

// open puts files into a new library and opens their episode.
func open(t *testing.T, files ...string) *fixture {
	t.Helper()
	f := &fixture{t: t, path: filepath.Join(t.TempDir(), "library.stet"), clock: &clock{time.Unix(1_700_000_000, 0)}}
	f.connect()
	im, err := f.store.Begin(ctx, f.clock.now)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range files {
		name := fmt.Sprintf("ep03-%02d.md", i+1)
		err := im.Add(ctx, []session.NewChunk{{
			Source:  session.Source{Path: "/show/" + name, Below: name, Bytes: []byte(text)},
			Episode: transcript.Episode{Series: "Bell Towers", Key: "3"},
			Chunk:   chunkfile.Parse([]byte(text)).Chunk(),
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	ids, err := im.Finish(ctx)
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	f.id = ids[0]
	f.reopen()
	return f
}

func (f *fixture) connect() {
	f.t.Helper()
	var err error
	if f.store, err = sqlite.Open(ctx, f.path, sqlite.Options{}); err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = f.store.Close() })
}

func (f *fixture) reopen() {
	f.t.Helper()
	var err error
	if f.Session, err = session.Open(ctx, f.store, f.id, f.clock.read); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) do(e session.Edit) session.Result {
	f.t.Helper()
	r, err := f.Do(ctx, e)
	if err != nil {
		f.t.Fatal(err)
	}
	return r
}

// text is the first chunk's file as an export would write it.
func (f *fixture) text() string {
	f.t.Helper()
	var text []byte
	var err error
	f.Read(func(doc *transcript.Document, files session.Files) { text, err = files.Text(doc.Chunks()[0]) })
	if err != nil {
		f.t.Fatal(err)
	}
	return string(text)
}

func (f *fixture) dirty() (dirty bool) {
	f.Read(func(doc *transcript.Document, files session.Files) {
		for _, c := range doc.Chunks() {
			dirty = dirty || files.Dirty(c)
		}
	})
	return dirty
}

func (f *fixture) turn(n int) (t transcript.Turn) {
	f.Read(func(doc *transcript.Document, _ session.Files) { t, _ = doc.Turn(doc.Order(doc.Chunks()[0])[n]) })
	return t
}

func (f *fixture) steps() []string {
	f.t.Helper()
	steps, err := f.store.Steps(ctx, f.id, 0, 100)
	if err != nil {
		f.t.Fatal(err)
	}
	var out []string
	for _, s := range steps {
		out = append(out, fmt.Sprintf("%s %s", s.Name, s.State))
	}
	return out
}

// typeIn types letter by letter, as hands do.
func (f *fixture) typeIn(turn transcript.ID, at int, text string) {
	f.t.Helper()
	for _, r := range text {
		f.clock.pass(80 * time.Millisecond)
		f.do(session.Edit{Typing: true, UTF16: true, Ops: []transcript.Op{
			transcript.EditText{Turn: turn, From: at, To: at, Text: string(r)},
		}})
		at++
	}
}

func (f *fixture) restart() {
	f.t.Helper()
	if err := f.store.Close(); err != nil {
		f.t.Fatal(err)
	}
	f.connect()
	f.reopen()
}
