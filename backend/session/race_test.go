package session_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

const callers = 6

// together does something again and again, by all callers at once.
func together(times int, do func(caller, time int)) {
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for time := range times {
				do(caller, time)
			}
		})
	}
	all.Wait()
}

func TestManyCallersOnOneEdgeAddUp(t *testing.T) {
	f := open(t, climbing)
	turn := f.turn(3).ID
	together(8, func(int, int) {
		if _, err := f.MoveEdge(ctx, turn, false, 1); err != nil {
			t.Error(err)
		}
	})
	if got, want := f.spans(), "01:00-04:00 none 04:00-10:18 10:18-12:00 "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestManyCallersOnOneBoundaryKeepTheOrder(t *testing.T) {
	f := open(t, climb, strike)
	chunk := f.chunks()[1]
	order := func() (ids []transcript.ID) {
		f.Read(func(doc *transcript.Document, _ session.Files) {
			for _, id := range doc.Chunks() {
				ids = append(ids, doc.Order(id)...)
			}
		})
		return ids
	}
	want := order()
	together(12, func(caller, time int) {
		// Each turn but the first, each caller from another one on.
		begin := want[1+(caller+time)%(len(want)-1)]
		if _, err := f.MoveBoundary(ctx, chunk, begin); err != nil && !errors.Is(err, transcript.ErrOp) {
			t.Error(err)
		}
	})
	if got := order(); !slices.Equal(got, want) {
		t.Errorf("the turns stand as %v, want %v", got, want)
	}
}
