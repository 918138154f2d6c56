package linediff

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// versions rebuilds both texts from a diff.
func versions(lines []Line) (old, now string) {
	var a, b strings.Builder
	for _, l := range lines {
		if l.Kind != Added {
			a.WriteString(l.Text + l.Break)
		}
		if l.Kind != Deleted {
			b.WriteString(l.Text + l.Break)
		}
	}
	return a.String(), b.String()
}

func show(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%s %d %d %q %v\n", l.Kind, l.Old, l.New, l.Text, l.Touched)
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	for _, c := range []struct{ name, old, now, want string }{
		{"one word", "a\nthe bell rang\nc\n", "a\nthe ball rang\nc\n",
			"same 1 1 \"a\" []\ndel 2 0 \"the bell rang\" [[4 8]]\nadd 0 2 \"the ball rang\" [[4 8]]\nsame 3 3 \"c\" []\n"},
		{"a letter more", "The colour’s wait", "The color’s weight", "del 1 0 \"The colour’s wait\" [[4 14] [15 19]]\nadd 0 1 \"The color’s weight\" [[4 13] [14 20]]\n"},
		{"a letter behind", "two cat.", "two cats.", "del 1 0 \"two cat.\" [[4 7]]\nadd 0 1 \"two cats.\" [[4 8]]\n"},
		{"a word more", "two cats", "two old cats", "del 1 0 \"two cats\" []\nadd 0 1 \"two old cats\" [[3 7]]\n"},
		{"a sign", "Yes, no", "Yes. no", "del 1 0 \"Yes, no\" [[3 4]]\nadd 0 1 \"Yes. no\" [[3 4]]\n"},
		{"a line more", "a\nc\n", "a\nb\nc\n", "same 1 1 \"a\" []\nadd 0 2 \"b\" []\nsame 2 3 \"c\" []\n"},
		{"the last line break gone", "a\nb\n", "a\nb", "same 1 1 \"a\" []\ndel 2 0 \"b\" []\nadd 0 2 \"b\" []\n"},
		{"nothing", "", "", ""},
		{"all new", "", "a", "add 0 1 \"a\" []\n"},
	} {
		lines := Diff([]byte(c.old), []byte(c.now))
		if got := show(lines); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
		if a, b := versions(lines); a != c.old || b != c.now {
			t.Errorf("%s: the diff holds %q and %q", c.name, a, b)
		}
	}
}

func FuzzDiffHoldsBothVersions(f *testing.F) {
	f.Add("a\nb\r\nc", "a\nb\nc\n")
	f.Add("ä\n\n\n🔔", "🔔\nä")
	f.Fuzz(func(t *testing.T, old, now string) {
		lines := Diff([]byte(old), []byte(now))
		plain := Lines([]byte(old), []byte(now))
		bare := slices.Clone(lines)
		for i := range bare {
			bare[i].Touched = nil
		}
		if show(plain) != show(bare) {
			t.Fatalf("without a look into the lines, the diff is another: %s", show(plain))
		}
		if a, b := versions(lines); a != old || b != now {
			t.Fatalf("the diff of %q and %q holds %q and %q", old, now, a, b)
		}
		for _, l := range lines {
			for _, x := range l.Touched {
				if x[0] < 0 || x[1] > len(l.Text) || x[0] >= x[1] {
					t.Fatalf("%q is touched at %v", l.Text, x)
				}
			}
		}
	})
}

func TestUTF16(t *testing.T) {
	if got := fmt.Sprint(UTF16("ä🔔b", [][2]int{{0, 2}, {2, 6}, {6, 7}})); got != "[[0 1] [1 3] [3 4]]" {
		t.Error(got)
	}
}
