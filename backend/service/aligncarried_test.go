package service

import (
	"reflect"
	"slices"
	"testing"

	"stet/backend/align"
	"stet/backend/timecode"
)

func heardAt(seconds ...timecode.Time) (out []align.Word) {
	for _, s := range seconds {
		out = append(out, align.Word{Span: align.Span{Start: s * timecode.Second, End: s*timecode.Second + timecode.Second/2}, State: align.Aligned, Confidence: 1})
	}
	return out
}

func TestWordsThatWereHeardFarOffAreLetGo(t *testing.T) {
	lost := []align.Word{{State: align.NotSpoken}}
	for _, c := range []struct {
		name          string
		before, after []align.Word
		left          [2]int // how many stay heard of each
	}{
		{"one", heardAt(1, 2, 60), heardAt(61, 62), [2]int{2, 2}},
		{"three on the other side", heardAt(1, 2), heardAt(3, 4, 5, 60, 61), [2]int{2, 2}},
		{"near ones stay", heardAt(1, 2, 5), heardAt(8, 9), [2]int{3, 2}},
		{"so do many", heardAt(1, 60, 61, 62, 63), heardAt(64), [2]int{5, 1}},
		{"and one alone", heardAt(1), heardAt(60), [2]int{1, 1}},
	} {
		turns := [][]align.Word{c.before, slices.Clone(lost), c.after}
		had := [][]align.Word{slices.Clone(c.before), lost, slices.Clone(c.after)}
		back := letGo(turns, [2]int{1, 2})
		for i, of := range []int{0, 2} {
			heard, at := 0, timecode.Time(0)
			for _, w := range turns[of] {
				if w.State == align.Aligned {
					heard++
				}
				if w.Start < at || w.End < w.Start {
					t.Errorf("%s: times run backwards: %v", c.name, turns[of])
				}
				at = w.End
			}
			if heard != c.left[i] {
				t.Errorf("%s: %d words stay heard of turn %d, want %d", c.name, heard, of, c.left[i])
			}
		}
		if back(); !reflect.DeepEqual(turns, had) {
			t.Errorf("%s: %v came back, want %v", c.name, turns, had)
		}
	}
}
