package session_test

import (
	"errors"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const climb = `---
title: Up
timecode: 00:00:01 – 00:00:12
start_time: 00:00:01:00
end_time: "00:00:12:00"
speakers:
- Björn
- Ada
---

00:00:01:00 - 00:00:04:12
Ada
Ninety-one steps, and the bell 🔔 at the top.
00:00:04:12 - 00:00:09:00
Björn
I never do.
00:00:09:02 - 00:00:12:00
Ada
So it goes.`

const strike = `---
title: It strikes
timecode: 00:00:13:00 - 00:00:20:00
start_time: 00:00:13:00
end_time: 00:00:21:00
speakers: [Cleo]
---

00:00:13:00 - 00:00:20:00
Cleo
Thirteen.`

// texts are all chunks' files as an export would write them.
func (f *fixture) texts() (out []string) {
	f.t.Helper()
	f.Read(func(doc *transcript.Document, files session.Files) {
		for _, id := range doc.Chunks() {
			text, err := files.Text(id)
			if err != nil {
				f.t.Fatal(err)
			}
			out = append(out, string(text))
		}
	})
	return out
}

func (f *fixture) chunks() (ids []transcript.ID) {
	f.Read(func(doc *transcript.Document, _ session.Files) { ids = doc.Chunks() })
	return ids
}

func TestABoundaryMovesTurnsAndTheHeadersFollow(t *testing.T) {
	f := open(t, climb, strike)
	chunks := f.chunks()
	r, err := f.MoveBoundary(ctx, chunks[1], f.turn(2).ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Flipped) != 2 {
		t.Errorf("%d chunks differ from their files", len(r.Flipped))
	}
	want := []string{
		strings.NewReplacer("– 00:00:12\n", "– 00:00:09\n", `"00:00:12:00"`, `"00:00:09:00"`,
			"\n00:00:09:02 - 00:00:12:00\nAda\nSo it goes.", "").Replace(climb),
		strings.NewReplacer("timecode: 00:00:13:00", "timecode: 00:00:09:02", "start_time: 00:00:13:00", "start_time: 00:00:09:02",
			"[Cleo]", "[Cleo, Ada]", "---\n\n00", "---\n\n00:00:09:02 - 00:00:12:00\nAda\nSo it goes.\n\n00").Replace(strike),
	}
	for i, text := range f.texts() {
		if text != want[i] {
			t.Errorf("chunk %d:\n%s\nwant\n%s", i+1, text, want[i])
		}
	}
	f.reopen()
	if _, err := f.MoveBoundary(ctx, chunks[1], f.turn(0).ID); !errors.Is(err, transcript.ErrOp) {
		t.Errorf("a chunk was left without turns: %v", err)
	}
	if _, err := f.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := f.texts(); got[0] != climb || got[1] != strike {
		t.Errorf("undone:\n%s\n%s", got[0], got[1])
	}
}

func TestAHeaderThatSaidSomethingElseIsLeftAlone(t *testing.T) {
	f := open(t, climb, strike)
	span := &timecode.Span{}
	for _, c := range []*timecode.Code{&span.Start, &span.End} {
		*c, _ = timecode.Parse("00:00:30:00")
	}
	var last transcript.ID
	f.Read(func(doc *transcript.Document, _ session.Files) { last = doc.Order(doc.Chunks()[1])[0] })
	f.do(session.Edit{Name: "Set the time", Ops: []transcript.Op{transcript.SetSpan{Turn: last, Span: span}}})
	text := f.texts()[1]
	for _, line := range []string{"timecode: 00:00:30:00 - 00:00:30:00", "start_time: 00:00:30:00", "end_time: 00:00:21:00"} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("%q is not in\n%s", line, text)
		}
	}
}

func TestATurnIsPartedWhereThePageCounts(t *testing.T) {
	f := open(t, climb)
	first, last := f.Numbers()
	if again, _ := f.Numbers(); again <= last || last <= first {
		t.Errorf("numbers %d to %d, and then from %d", first, last, again)
	}
	text := f.turn(0).Paragraphs[0]
	at := len([]rune(text[:strings.Index(text, "at the top")])) + 1 // the bell is two units
	f.do(session.Edit{Name: "Split the turn", UTF16: true, Ops: []transcript.Op{
		transcript.SplitTurn{Turn: f.turn(0).ID, At: at, New: first},
	}})
	f.reopen()
	if got := f.turn(1); got.ID != first || got.Paragraphs[0] != "at the top." || got.Estimated != transcript.StartEdge {
		t.Errorf("%+v", got)
	}
	if next, _ := f.Numbers(); next <= last {
		t.Errorf("after a restart, numbers from %d", next)
	}
}
