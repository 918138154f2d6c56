package session_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const climbing = `00:00:01:00 - 00:00:04:00
Ada
Up.

Björn
Slowly.

00:00:04:00 - 00:00:09:00
Björn
I never do.
00:00:09:00 - 00:00:12:00
Ada
So it goes.
`

// spans writes the times of all turns, with a ~ at the ends that nobody has heard.
func (f *fixture) spans() (out string) {
	f.Read(func(doc *transcript.Document, _ session.Files) {
		for _, id := range doc.Order(doc.Chunks()[0]) {
			t, _ := doc.Turn(id)
			if t.Span == nil {
				out += "none "
				continue
			}
			mark := func(e transcript.Edges) string { return map[bool]string{true: "~"}[t.Estimated&e != 0] }
			out += fmt.Sprintf("%s%s-%s%s ", mark(transcript.StartEdge), t.Span.Start.String()[6:], mark(transcript.EndEdge), t.Span.End.String()[6:])
		}
	})
	return out
}

func TestEdgesOfTurns(t *testing.T) {
	const s = timecode.Second
	for _, c := range []struct {
		name string
		do   func(f *fixture) error
		want string
	}{
		{"as they were", func(f *fixture) error { return nil }, "01:00-04:00 none 04:00-09:00 09:00-12:00 "},
		{"a frame later, and the turn before ends with it", func(f *fixture) error {
			_, err := f.MoveEdge(ctx, f.turn(3).ID, false, 1)
			return err
		}, "01:00-04:00 none 04:00-09:01 09:01-12:00 "},
		{"an end takes the next beginning along", func(f *fixture) error {
			_, err := f.MoveEdge(ctx, f.turn(2).ID, true, -10)
			return err
		}, "01:00-04:00 none 04:00-08:20 08:20-12:00 "},
		{"a turn without a time begins where it is heard", func(f *fixture) error {
			_, err := f.SetEdge(ctx, f.turn(1).ID, false, 3*s)
			return err
		}, "01:00-04:00 03:00-~04:00 04:00-09:00 09:00-12:00 "},
		{"beyond its end, up to the next", func(f *fixture) error {
			_, err := f.SetEdge(ctx, f.turn(2).ID, false, 10*s)
			if !errors.Is(err, transcript.ErrOp) {
				return fmt.Errorf("it begins after it ends: %v", err)
			}
			_, err = f.SetEdge(ctx, f.turn(3).ID, true, 11*s)
			return err
		}, "01:00-04:00 none 04:00-09:00 09:00-11:00 "},
	} {
		f := open(t, climbing)
		if err := c.do(f); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := f.spans(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		f.reopen()
		if got := f.spans(); got != c.want {
			t.Errorf("%s, opened again: %s, want %s", c.name, got, c.want)
		}
	}
}

// In what was put into the sound no timecode counts: an edge that is let go there stands beside it, and that is said.
func TestAnEdgeThatIsLetGoInAGap(t *testing.T) {
	const s = timecode.Second
	f := open(t, climbing)
	var e transcript.Episode
	f.Read(func(doc *transcript.Document, _ session.Files) { e = doc.Episode() })
	e.Rate, e.Gap = timecode.Rate30, timecode.Gap{At: 4 * s, Length: 10 * s}
	if _, err := f.Do(ctx, session.Edit{Name: "Set the clock", Ops: []transcript.Op{transcript.SetEpisode{Episode: e}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.SetEdge(ctx, f.turn(2).ID, false, 8*s); !errors.Is(err, transcript.ErrOp) || !strings.Contains(err.Error(), "it stands at 00:00:04:00, behind what the timecodes do not count") {
		t.Error(err)
	}
	if _, err := f.SetEdge(ctx, f.turn(0).ID, true, 3*s); err != nil {
		t.Fatal(err)
	}
	// It stands there in another notation, too.
	short := *f.turn(0).Span
	short.End, _ = timecode.Parse("00:00:04")
	if _, err := f.Do(ctx, session.Edit{Name: "Shorten", Ops: []transcript.Op{transcript.SetSpan{Turn: f.turn(0).ID, Span: &short}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.SetEdge(ctx, f.turn(0).ID, true, 8*s); !errors.Is(err, transcript.ErrOp) || f.turn(0).Span.End != short.End {
		t.Errorf("%v: %v", f.turn(0).Span, err)
	}
	if _, err := f.SetEdge(ctx, f.turn(0).ID, true, 3*s); err != nil {
		t.Fatal(err)
	}
	if r, err := f.SetEdge(ctx, f.turn(0).ID, true, 8*s); err != nil || r.Name != "Set the end to 00:00:04:00, before what the timecodes do not count" {
		t.Errorf("%q, %v", r.Name, err)
	}
}

// Where a header ends turns without a time, an end that was only worked out takes nothing from it; one that was heard does.
func TestAWorkedOutEndLeavesTheHeader(t *testing.T) {
	const s = timecode.Second
	for _, c := range []struct {
		end  bool
		at   timecode.Time
		want string
	}{{false, 20 * s, "end_time: 00:00:21:00"}, {false, 22 * s, "end_time: 00:00:22:00"}, {true, 22 * s, "end_time: 00:00:22:00"}} {
		f := open(t, strings.Replace(strike, "speakers: [Cleo]", "speakers: [Cleo, Ada]", 1)+"\n\nAda\nSo it goes.\n")
		var order []transcript.ID
		f.Read(func(doc *transcript.Document, _ session.Files) { order = doc.Order(doc.Chunks()[0]) })
		if _, err := f.SetEdge(ctx, order[len(order)-1], c.end, c.at); err != nil || len(order) != 2 {
			t.Fatal(order, err)
		}
		if text := f.text(); !strings.Contains(text, c.want) {
			t.Error(text)
		}
	}
}
