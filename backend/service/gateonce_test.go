package service_test

import (
	"context"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
)

// countsSteps is a library that counts how often all steps of an episode are asked for, as they are for its coverage.
type countsSteps struct {
	session.Store
	asked *int
}

func (c countsSteps) Steps(ctx context.Context, id session.EpisodeID, before int64, most int) ([]transcript.Step, error) {
	*c.asked++
	return c.Store.Steps(ctx, id, before, most)
}

// The coverage is looked at once for an export and its report, and anew where something was edited between the two.
func TestAnExportAndItsReportLookAtTheCoverageOnce(t *testing.T) {
	name := "chunks/ep05-02-part.md"
	f := open(t, "chunks/ep05-01-part.md", millChunk(1, millTurns(0, 2)), name, strings.Replace(millChunk(2, millTurns(2, 6)), millTurns(3, 4), "", 1), "chunks/ep05.md", mill)
	f.take("chunks/ep05-01-part.md", name)
	f.correct(name, "Today", "And today")
	asked := 0
	config := f.config
	config.Store = countsSteps{f.store, &asked}
	f.Service = service.New(config)
	plan, err := service.PlanNow(t.Context(), f.Service, "", false)
	if err != nil || asked != 1 {
		t.Fatal(asked, err)
	}
	report := func() string {
		t.Helper()
		if err := f.SaveReport(plan.ID, f.path("report.csv")); err != nil {
			t.Fatal(err)
		}
		return f.read("report.csv")
	}
	if got := report(); !strings.Contains(got, "1 turn with 14 words") || asked != 1 {
		t.Errorf("%d\n%s", asked, got)
	}
	second := f.chunk(name)
	f.edit(name, "Cut", transcript.DeleteTurn{Turn: second.Turns[len(second.Turns)-1].ID})
	if got := report(); asked != 2 || !strings.Contains(got, "taken out here") {
		t.Errorf("%d\n%s", asked, got)
	}
}
