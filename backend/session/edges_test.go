package session_test

import (
	"errors"
	"fmt"
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
