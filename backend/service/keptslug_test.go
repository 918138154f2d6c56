package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// Joining chunks that are published leaves the slugs of those behind them as they are: nobody has to say that they stand, here
// or to stet check. A number that somebody typed is no such thing.
func TestASlugThatIsKeptHoldsNothing(t *testing.T) {
	f := open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 2)), "ep05-02-part.md", millChunk(2, millTurns(2, 4)), "ep05-03-part.md", millChunk(3, millTurns(4, 6)))
	f.take()
	id := f.row("ep05-01-part.md").episode
	third := f.chunk("ep05-03-part.md").ID
	f.edit("ep05-03-part.md", "Number it", transcript.SetField{Chunk: third, At: 4, Was: "chunk", Field: transcript.Field{Key: "chunk", Kind: transcript.ScalarField, Value: "2"}})
	if x := f.gated("", false)["ep05-03-part.md"]; x.State != service.PlanHeld || !strings.Contains(x.Reason, "slug") {
		t.Errorf("a number that somebody typed: %+v", x)
	}
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	if _, err := f.JoinChunk(id, f.chunk("ep05-02-part.md").ID); err != nil {
		t.Fatal(err)
	}
	x := f.gated("", false)["ep05-03-part.md"]
	if x.State != service.PlanChanged || x.Checks != 0 {
		t.Fatalf("%+v", x)
	}
	p := found(f.chunk("ep05-03-part.md").ChunkHead, "slug.numbers")
	if len(p) != 1 || p[0].Severity != "info" || !strings.HasSuffix(p[0].What, "It was published under this slug, which is kept.") {
		t.Errorf("%+v", p)
	}
	v, err := f.PlanExport(0, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	done, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, silent)
	if err != nil || f.files() != "ep05-01-part.md ep05-03-part.md" || len(done.Stands) != 1 {
		t.Fatalf("%+v %v %s", done, err, f.files())
	}
	f.restart()
	f.correct("ep05-03-part.md", "Rye", "But rye")
	if x := f.gated("", false)["ep05-03-part.md"]; x.State != service.PlanChanged {
		t.Errorf("the next time: %+v", x)
	}
	told, err := service.CheckNow(t.Context(), []string{f.path("")}, service.Against{}, silent)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range told.Problems {
		if p.Severity == "error" || p.Code == "waiver.idle" {
			t.Errorf("%+v", p)
		}
	}
	if c := f.chunk("ep05-03-part.md"); c.ID != third || c.Number != "2" {
		t.Errorf("%+v", c.ChunkHead)
	}
}
