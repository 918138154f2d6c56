package audio_test

import (
	"slices"
	"testing"

	"stet/backend/audio"
)

func TestAFileIsOfferedByItsEnding(t *testing.T) {
	all := audio.Endings()
	for _, each := range []string{".ts", ".mts", ".m2ts", ".mpg", ".ac3", ".w64", ".au", ".mp2", ".rf64", ".bwf", ".alac", ".mka", ".m4a", ".opus", ".mp4"} {
		if !slices.Contains(all, each) {
			t.Errorf("%s is no sound", each)
		}
	}
	if sorted := slices.Sorted(slices.Values(all)); len(slices.Compact(sorted)) != len(all) {
		t.Errorf("one stands there twice: %v", sorted)
	}
	for name, want := range map[string][2]bool{"/a/Tape.BWF": {true, true}, "tape.w64": {true, false}, "tape.md": {}, "wav": {}} {
		if may, asItIs := audio.MayBeSound(name); may != want[0] || asItIs != want[1] {
			t.Errorf("%s: %t, %t", name, may, asItIs)
		}
	}
}
