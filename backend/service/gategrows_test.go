package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
)

// waiveHeld lets the error stand that a file is held for.
func (f *fixture) waiveHeld(id int64, x service.PlanFile) {
	f.t.Helper()
	if x.State != service.PlanHeld || x.Problem == nil {
		f.t.Fatalf("%+v", x)
	}
	fault := service.FaultRequest{Episode: id, Chunk: x.Chunk, Turn: x.Problem.Turn, Field: x.Problem.Field, Code: x.Problem.Code, Words: x.Problem.Words}
	if _, err := f.Waive(fault, "It was cut."); err != nil {
		f.t.Fatal(err)
	}
}

// Who lets a missing turn stand lets no further ones stand that go missing behind it.
func TestAGapThatWasLetStandIsToldWhenItGrows(t *testing.T) {
	second := func(without ...int) string {
		text := millChunk(2, millTurns(2, 6))
		for _, n := range without {
			text = strings.Replace(text, millTurns(n, n+1), "", 1)
		}
		return text
	}
	name := "chunks/ep05/ep05-02-part.md"
	f := open(t, "chunks/ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)), name, second(3), "transcripts/ep05.md", mill)
	f.take("chunks")
	id := f.row(name).episode
	f.correct(name, "Today", "And today")
	held := func() service.PlanFile { return f.gated("", false)["ep05-02-part.md"] }
	f.waiveHeld(id, held())
	if x := held(); x.State != service.PlanChanged {
		t.Fatalf("%+v", x)
	}
	f.write(name, second(3, 4))
	f.take("chunks")
	f.letStand()
	if x := held(); x.State != service.PlanHeld || x.Problem == nil || x.Problem.Code != "chunk.gap" || !strings.HasPrefix(x.Problem.What, "2 turns with ") {
		t.Fatalf("%+v", x)
	}
	f.waiveHeld(id, held())
	if x := held(); x.State != service.PlanChanged {
		t.Errorf("%+v", x)
	}
}

// Who lets a turn stand in two chunks lets no further ones stand that come to be in both.
func TestSharedTurnsThatWereLetStandAreToldWhenTheyGrow(t *testing.T) {
	name := "chunks/ep05/ep05-01-part.md"
	f := open(t, name, millChunk(1, millTurns(0, 3)), "chunks/ep05/ep05-02-part.md", millChunk(2, millTurns(2, 6)), "transcripts/ep05.md", mill)
	f.take("chunks")
	id := f.row(name).episode
	f.correct("chunks/ep05/ep05-02-part.md", "The flour", "And the flour")
	held := func() service.PlanFile { return f.gated("", false)["ep05-02-part.md"] }
	f.waiveHeld(id, held())
	if x := held(); x.State != service.PlanChanged {
		t.Fatalf("%+v", x)
	}
	f.write(name, millChunk(1, millTurns(0, 4)))
	f.take("chunks")
	if x := held(); x.State != service.PlanHeld || x.Problem.Code != "turn.shared" || !strings.HasPrefix(x.Problem.What, "2 turns from ") {
		t.Fatalf("%+v", x)
	}
	// What is let stand here the verb lets stand, too.
	f.waiveHeld(id, held())
	v, err := service.CheckNow(t.Context(), []string{f.path("chunks")}, service.Against{}, silent)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Problems {
		if p.Code == "turn.shared" && p.Waived == "" || p.Code == "waiver.idle" {
			t.Errorf("%+v", p)
		}
	}
}

// Chunks that all stand in one long turn of the transcript do not stand in one another.
func TestTheGateHoldsNoChunkForAnotherInTheSameTurn(t *testing.T) {
	whole := ""
	for i, line := range strings.Split(mill, "\n") {
		if i%3 == 2 {
			whole += " " + line
		}
	}
	f := open(t, "ep05.md", "00:00:01:00 - 00:01:00:00\nAda\n"+whole[1:]+"\n", "ep05-01-part.md", millChunk(1, millTurns(0, 2)),
		"ep05-02-part.md", millChunk(2, millTurns(2, 4)), "ep05-03-part.md", millChunk(3, millTurns(4, 6)))
	f.take()
	f.correct("ep05-03-part.md", "Rye is", "And rye is")
	if x := f.gated("", false)["ep05-03-part.md"]; x.Checks != 0 || x.Reason != "" {
		t.Errorf("%d: %s", x.Checks, x.Reason)
	}
}
