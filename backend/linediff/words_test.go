package linediff

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// marked puts brackets around stretches.
func marked(s string, stretches [][2]int) string {
	var b strings.Builder
	at := 0
	for _, x := range stretches {
		b.WriteString(s[at:x[0]] + "[" + s[x[0]:x[1]] + "]")
		at = x[1]
	}
	return b.String() + s[at:]
}

func TestWordsThatDiffer(t *testing.T) {
	for _, c := range []struct{ old, now, gone, come string }{
		{"The wait on it", "The weight on it", "The [wait] on it", "The [weight] on it"},
		{"they, they go", "they go", "[they,] they go", "they go"},
		{"It rang", "It rang twice", "It rang", "It rang [twice]"},
		{"It rang twice", "It rang", "It rang [twice]", "It rang"},
		{"", "Well.", "", "[Well.]"},
		{"Well.", "", "[Well.]", ""},
		{"", "", "", ""},
		{"höck 🔔 one", "höck 🔕 one", "höck [🔔] one", "höck [🔕] one"},
		{"one two\nthree", "one two three", "one two[\n]three", "one two[ ]three"},
		{"a b", "a  b", "a[ ]b", "a[  ]b"},
		{"one old heavy bell and a clock", "one bell and two clocks", "one [old heavy] bell and [a clock]", "one bell and [two clocks]"},
	} {
		gone, come := Words(c.old, c.now)
		if g, n := marked(c.old, gone), marked(c.now, come); g != c.gone || n != c.come {
			t.Errorf("%q to %q: %q and %q, want %q and %q", c.old, c.now, g, n, c.gone, c.come)
		}
	}
}

// What neither marks is the same on both sides.
func TestWhatIsNotMarkedIsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	text := func() string {
		var words []string
		for range r.IntN(12) {
			words = append(words, []string{"bell", "the", "ö", "🔔", "rang,"}[r.IntN(5)])
		}
		return strings.Join(words, []string{" ", "\n"}[r.IntN(2)])
	}
	without := func(s string, stretches [][2]int) string {
		at, left := 0, ""
		for _, x := range stretches {
			left += s[at:x[0]] + " "
			at = x[1]
		}
		return strings.Join(strings.Fields(left+s[at:]), " ")
	}
	for range 3000 {
		old, now := text(), text()
		gone, come := Words(old, now)
		if a, b := without(old, gone), without(now, come); a != b {
			t.Fatalf("%q to %q: %q and %q are left of %q and %q", old, now, a, b, marked(old, gone), marked(now, come))
		}
	}
}
