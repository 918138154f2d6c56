package registry

import "testing"

func TestANoteIsPartedFromItsName(t *testing.T) {
	for item, want := range map[string][2]string{
		"Ada (former CTO)": {"Ada", "former CTO"}, "Ada": {"Ada", ""}, "(Mix)": {"(Mix)", ""}, "Ada (a) (b)": {"Ada (a)", "b"}, "Ada (": {"Ada (", ""},
	} {
		if name, note := SplitNote(item); name != want[0] || note != want[1] {
			t.Errorf("%q: %q, %q", item, name, note)
		}
	}
}
