package chunkfile

import (
	"fmt"
	"strings"
	"testing"
)

// TestAFrameThatNoOtherTimecodeCountsTo tells of one frame past those of all others, and of none where frames are counted to
// 59, or there are too few to say.
func TestAFrameThatNoOtherTimecodeCountsTo(t *testing.T) {
	text := func(turns int, frame func(i int) int) string {
		var b strings.Builder
		for i := range turns {
			fmt.Fprintf(&b, "00:00:%02d:%02d - 00:00:%02d:00\nAda\nIt rings.\n", i, frame(i), i+1)
		}
		return b.String()
	}
	one := func(i int) int {
		if i == 3 {
			return 31
		}
		return i
	}
	for _, c := range []struct {
		name, src string
		want      int
	}{
		{"one past the others", text(8, one), 1},
		{"none", text(8, func(i int) int { return 3 * i }), 0},
		{"a faster rate", text(8, func(i int) int { return 7 * i }), 0},
		{"too few to say", text(5, one), 0},
		{"hundredths, which are told anyway", text(8, func(i int) int { return 60 + i }), 8},
	} {
		n := 0
		for _, p := range Parse([]byte(c.src)).Problems() {
			if p.Code == "tc.range" {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s: %d told of, want %d", c.name, n, c.want)
		}
	}
}
