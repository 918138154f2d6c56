package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
)

// What the gate was told to let stand the coverage marks, with the reason, repairs it with no other, and takes it back.
func TestTheCoverageMarksWhatWasLetStand(t *testing.T) {
	name := "chunks/ep05/ep05-02-part.md"
	second := strings.Replace(millChunk(2, millTurns(1, 6)), millTurns(3, 4), "", 1)
	f := open(t, "chunks/ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)), name, second, "transcripts/ep05.md", mill)
	f.take("chunks")
	id := f.row(name).episode
	f.correct(name, "Today", "And today")
	waived := func() (out []string) {
		t.Helper()
		for _, x := range f.coverage(id).Findings {
			out = append(out, x.Kind+": "+x.Waived)
		}
		return out
	}
	want := func(when string, want ...string) {
		t.Helper()
		if got := waived(); strings.Join(got, "; ") != strings.Join(want, "; ") {
			t.Fatalf("%s: %q", when, got)
		}
	}
	want("at first", "twice: ", "gap: ")
	f.waiveHeld(id, f.gated("", false)["ep05-02-part.md"])
	want("the gap stands", "twice: ", "gap: It was cut.")
	f.waiveHeld(id, f.gated("", false)["ep05-02-part.md"])
	want("both stand", "twice: It was cut.", "gap: It was cut.")
	if reply, err := f.MendAllCoverage(id); code(err) != service.CodeConflict {
		t.Errorf("all were repaired: %+v %v", reply, err)
	}
	for _, x := range f.coverage(id).Findings {
		for _, fault := range x.Faults {
			if x.Kind != "gap" {
				continue
			}
			if _, err := f.Waive(fault, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	want("the gap is looked at again", "twice: It was cut.", "gap: ")
	if held := f.gated("", false)["ep05-02-part.md"]; held.State != service.PlanHeld {
		t.Errorf("%+v", held)
	}
}
