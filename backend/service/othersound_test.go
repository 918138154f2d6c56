//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"math/rand/v2"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/service"
)

// In noise, in silence and in next to nothing nobody says a text: the window tells that it is another sound as the verb does, of a
// short text, too, and neither offers turns a time there.
func TestNobodySaysATextInNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]int16, 5*16000)
	for i := range noise {
		noise[i] = int16(r.IntN(20000) - 10000)
	}
	f, id, _ := clockmaker(t, "")
	f.write("short.md", "---\ntitle: A Clock\nspeakers:\n- Ada\n---\n\nAda\nI have a clock here that was made, and it has not struck since.\n")
	for name, samples := range map[string][]int16{"noise": noise, "silence": make([]int16, 5*16000), "next to nothing": make([]int16, 16)} {
		f.write(name+".wav", string(wav(16000, samples)))
		if _, err := f.AttachSound(id, f.path(name+".wav")); err != nil {
			t.Fatal(err)
		}
		f.align(id)
		kinds := map[string]int{}
		for _, found := range f.coverage(id).Findings {
			kinds[found.Kind]++
		}
		if kinds["sound"] != 1 || kinds["untimed"] != 0 {
			t.Errorf("%s: %v", name, kinds)
		}
		if v := f.byVerb(service.AlignRequest{Path: "1", Write: true}); v.Sound == "" || len(v.Turns) > 0 || v.Written {
			t.Errorf("%s: %q, %+v", name, v.Sound, v.Turns)
		}
		before := f.read("short.md")
		v, err := service.Sounds{Open: decode.Open}.Align(t.Context(), service.AlignRequest{Path: f.path("short.md"), Sound: f.path(name + ".wav"), Write: true}, unwatched)
		if err != nil || v.Sound == "" || len(v.Turns) > 0 || v.Written || f.read("short.md") != before {
			t.Errorf("%s, a short text: %q, %+v, %v", name, v.Sound, v.Turns, err)
		}
	}
}
