package align

import (
	"testing"
)

// Recorded speech, joined with known gaps: clean, and with what lies over it in the world.
func TestRecordedSpeech(t *testing.T) {
	said, edges := prompts(t, 10)
	for _, c := range []struct {
		name    string
		samples []float32
		least   float64
	}{
		{"clean", said.samples, 95},
		{"with music", mixed(said.samples, music(len(said.samples)), 10), 80},
	} {
		src := &memory{rate: sampleRate, samples: c.samples}
		r := aligned(t, src, said.untimed(), Options{})
		if starts, _ := atEdges(r, edges); starts.in100 < c.least {
			t.Errorf("%s: %v", c.name, starts)
		}
	}
}
