package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// A turn that somebody deletes here by a step holds no chunk back; one that another program takes out of a file does, also where
// it stands beside one that was deleted here.
func TestTheGateHoldsNoChunkForATurnThatWasDeletedHere(t *testing.T) {
	f := open(t, "ep05.md", mill)
	f.take()
	id := f.row("ep05.md").episode
	turns := f.chunk("ep05.md").Turns
	if _, err := f.CutChunks(id, []transcript.ID{turns[3].ID}); err != nil {
		t.Fatal(err)
	}
	f.letStand()
	if _, err := f.Edit(service.EditRequest{Episode: id, Name: "Delete", Ops: encode(t, transcript.DeleteTurn{Turn: turns[1].ID})}); err != nil {
		t.Fatal(err)
	}
	f.letStand()
	for name, x := range f.gated("", false) {
		if x.State != service.PlanNew {
			t.Errorf("%s: %s %s", name, x.State, x.Reason)
		}
	}
}

func TestTheGateHoldsAChunkForATurnThatAnotherProgramTookOut(t *testing.T) {
	second := millChunk(2, millTurns(2, 6))
	f := open(t, "chunks/ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)), "chunks/ep05/ep05-02-part.md", second, "transcripts/ep05.md", mill)
	f.take("chunks")
	name := "chunks/ep05/ep05-02-part.md"
	f.edit(name, "Delete", transcript.DeleteTurn{Turn: f.chunk(name).Turns[1].ID})
	f.letStand()
	if x := f.gated("", false)["ep05-02-part.md"]; x.State != service.PlanChanged {
		t.Errorf("%+v", x)
	}
	f.write(name, strings.Replace(second, millTurns(4, 5), "", 1))
	f.take("chunks")
	f.letStand()
	x := f.gated("", false)["ep05-02-part.md"]
	if x.State != service.PlanHeld || x.Problem == nil || x.Problem.Code != "chunk.gap" || x.Checks != 1 ||
		!strings.HasPrefix(x.Reason, "1 turn with ") || !strings.Contains(x.Reason, "from 00:00:40:00 stands in no chunk.") {
		t.Errorf("%+v %+v", x, x.Problem)
	}
}

// stet check warns of such a turn as well where it is told the library; the files alone do not say who deleted it.
func TestCheckKnowsFromTheLibraryWhatWasDeletedHere(t *testing.T) {
	f := open(t, "chunks/ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)), "chunks/ep05/ep05-02-part.md", millChunk(2, millTurns(2, 6)), "transcripts/ep05.md", mill)
	f.take("chunks")
	name := "chunks/ep05/ep05-02-part.md"
	f.edit(name, "Delete", transcript.DeleteTurn{Turn: f.chunk(name).Turns[1].ID})
	f.export("", true)
	for _, against := range []service.Against{{}, {Library: f.Service}} {
		v, err := service.CheckNow(t.Context(), []string{f.path("chunks")}, against, silent)
		if err != nil {
			t.Fatal(err)
		}
		want := "error: 1 turn with 14 words from 00:00:30:00 stands in no chunk."
		if against.Library != nil {
			want = "warn: 1 turn with 14 words from 00:00:30:00 was taken out here, and stands in no chunk."
		}
		var got []string
		for _, p := range v.Problems {
			if strings.Contains(p.What, "in no chunk") {
				got = append(got, p.Severity+": "+p.What)
			}
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
