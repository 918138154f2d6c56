package service_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/timecode"
)

// Too many words in the last turn are no sign of a sound that was cut off where the turn ends before the sound does: then
// its time is what is wrong.
func TestWordsThatDoNotFitTheLastTurnAreNoSoundCutOff(t *testing.T) {
	for end, cut := range map[string]bool{"00:00:20:00": false, "00:01:20:00": true} {
		f := open(t, "1.md", "---\nseries: Slow Rise\nepisode: 1\nchunk: 1\nspeakers: [Marit]\n---\n\n00:00:10:00 - "+end+"\nMarit\nIt is never hot enough.\n")
		f.take()
		turn := f.chunk("1.md").Turns[0].ID
		length := 20 * timecode.Second
		found := fmt.Sprintf(`{"uncovered":[],"misfits":[{"first":%d,"last":%d,"given":{"Start":%d,"End":%d},"words":90}],"length":%d}`, turn, turn, length/2, length, length)
		id := f.row("1.md").episode
		if err := f.store.Remember(t.Context(), fmt.Sprintf("align.beside.%d", id), found); err != nil {
			t.Fatal(err)
		}
		got := finding(f.coverage(id), "misfit")
		if len(got) != 1 || strings.HasPrefix(got[0].What, "The sound ends at") != cut {
			t.Errorf("ends at %s: %+v", end, got)
		}
	}
}
