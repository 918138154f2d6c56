package chunkfile

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"stet/backend/transcript"
)

// TestUpdateKeepsOddBytes makes edits in texts that no golden file can hold. The edits are those of the golden files.
func TestUpdateKeepsOddBytes(t *testing.T) {
	for _, c := range []struct{ name, src, edit, want string }{
		{
			"old Macintosh line ends", "---\rtags:\r- a\r---\r00:00:01:00 - 00:00:02:00\rAda\rone two\rthree\r",
			"words 1 = one deux three", "---\rtags:\r- a\r---\r00:00:01:00 - 00:00:02:00\rAda\rone deux\rthree\r",
		},
		{
			"mixed line ends", "---\r\ntags:\n- a\n---\r\n00:00:01:00 - 00:00:02:00\nAda\r\none two\r\nthree\n",
			"words 1 = one two three four", "---\r\ntags:\n- a\n---\r\n00:00:01:00 - 00:00:02:00\nAda\r\none two\r\nthree four\n",
		},
		{
			"mixed line ends of front matter that cannot be read", "---\r0\n---",
			"lead = One", "---\r0\n---\rOne\r",
		},
		{
			"a byte-order mark before the text", byteOrderMark + "one\n",
			"lead = zero | one", byteOrderMark + "zero\none\n",
		},
		{
			"bytes that are no text, elsewhere", "00:00:01:00 - 00:00:02:00\nAda\none \xff\x00 two\n00:00:02:00 - 00:00:03:00\nMira\nthree\n",
			"words 2 = four", "00:00:01:00 - 00:00:02:00\nAda\none \xff\x00 two\n00:00:02:00 - 00:00:03:00\nMira\nfour\n",
		},
		{
			"bytes that are no text, in the line", "00:00:01:00 - 00:00:02:00\nAda\none \xff two\nthree\n",
			"words 1 = one \xff two four", "00:00:01:00 - 00:00:02:00\nAda\none \xff two\nfour\n",
		},
		{
			"separators of lines and paragraphs", "00:00:01:00 - 00:00:02:00\nAda\none\u2028two \u2029 three\u0085four\nfive\n",
			"words 1 = one\u2028two \u2029 three\u0085four six", "00:00:01:00 - 00:00:02:00\nAda\none\u2028two \u2029 three\u0085four\nsix\n",
		},
		{
			"tabs between words", "00:00:01:00 - 00:00:02:00\nAda\none\ttwo\t three\n",
			"words 1 = one\ttwo\t four", "00:00:01:00 - 00:00:02:00\nAda\none\ttwo\t four\n",
		},
		{
			"a tab that was a line break", "00:00:01:00 - 00:00:02:00\nAda\none\ntwo\nthree\n",
			"words 1 = one\ttwo three", "00:00:01:00 - 00:00:02:00\nAda\none\ttwo\nthree\n",
		},
		{
			"two fields of one name that become alike", "---\no:\n- a\n- b\no:\n  -   b\n---\n",
			"list o = b", "---\no:\n- b\no:\n  -   b\n---\n",
		},
		{
			"a fence without a line break", "---\ntitle: a\n---",
			"set title = b", "---\ntitle: b\n---",
		},
		{
			"a colon without a space", "---\ntitle:\n---\n",
			"set title = b", "---\ntitle: b\n---\n",
		},
		{
			"an item without a space", "---\ntags:\n-\n- a\n---\n",
			"list tags = b | a | c", "---\ntags:\n- b\n- a\n- c\n---\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := []byte(c.src)
			want := Parse(src).Chunk()
			if err := apply(&want, src, c.edit); err != nil {
				t.Fatal(err)
			}
			got, err := Update(src, want)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if string(src) != c.src {
				t.Error("the source was changed")
			}
		})
	}
}

// TestUpdateOfNothingReturnsTheSource holds the contract that callers use to tell files that have not changed.
func TestUpdateOfNothingReturnsTheSource(t *testing.T) {
	src := []byte("---\ntitle: a\n---\n00:00:01:00 - 00:00:02:00\nAda\none  \n")
	want := Parse(src).Chunk()
	want.ID, want.Status = 7, transcript.Ready
	want.Turns[0].ID, want.Turns[0].Paragraphs = 8, []string{" one ", ""}
	got, err := Update(src, want)
	if err != nil || &got[0] != &src[0] || len(got) != len(src) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestComparisonFindsTheMost(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		a, b := make([]string, r.IntN(12)), make([]string, r.IntN(12))
		for _, list := range [][]string{a, b} {
			for i := range list {
				list[i] = fmt.Sprint(r.IntN(4))
			}
		}
		pairs := diffStrings(a, b)
		at := match{-1, -1}
		for _, p := range pairs {
			if p.a <= at.a || p.b <= at.b || a[p.a] != b[p.b] {
				t.Fatalf("%v and %v: %v", a, b, pairs)
			}
			at = p
		}
		if most := longestCommon(a, b); len(pairs) != most {
			t.Fatalf("%v and %v: %d pairs, %d are possible", a, b, len(pairs), most)
		}
	}
}

func longestCommon(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	if a[0] == b[0] {
		return 1 + longestCommon(a[1:], b[1:])
	}
	return max(longestCommon(a[1:], b), longestCommon(a, b[1:]))
}

// TestReflowSaysWhatIsNew holds that whatever the old lines were, the new text is there, word for word.
func TestReflowSaysWhatIsNew(t *testing.T) {
	r := editor{rand.New(rand.NewPCG(5, 6))}
	for range 3000 {
		old := r.paragraphs()
		now := append([]string(nil), old...)
		for range r.IntN(4) {
			k := r.IntN(len(now))
			if now[k] = r.text(now[k]); now[k] == "" {
				now[k] = "x"
			}
		}
		l := layout{line: "\n", paragraph: "\n\n", width: r.IntN(2) * 40, join: r.IntN(2) == 0}
		laid := reflow(nil, paragraphWords(old), l)
		text := reflow(linesOf(laid), paragraphWords(now), l)
		if got := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\n\n", "\x00"), "\n", " "), "\x00"); strings.Join(got, "|") != strings.Join(now, "|") {
			t.Fatalf("%q\nbecame %q\nwanted %q", laid, text, now)
		}
		if again := reflow(linesOf(text), paragraphWords(now), l); again != text {
			t.Fatalf("without a change %q became %q", text, again)
		}
	}
}

// TestALongLineStaysOne holds that a word put right breaks no line that was unbroken, in a text whose others are wrapped;
// a line that grew is broken as before.
func TestALongLineStaysOne(t *testing.T) {
	l := layout{line: "\n", paragraph: "\n\n", width: 20}
	long := "one two three four five six seven eight nine"
	for was, is := range map[string]string{
		long:                 "one two three 4 five six seven eight nine",
		"one two three four": "one two three four\nfive six seven eight\nnine",
	} {
		now := strings.ReplaceAll(is, "\n", " ")
		if got := reflow(linesOf(was), paragraphWords([]string{now}), l); got != is {
			t.Errorf("%q became %q, want %q", was, got, is)
		}
	}
}

func (r editor) paragraphs() []string {
	out := make([]string, 1+r.IntN(3))
	for i := range out {
		out[i] = r.words(30)
	}
	return out
}

// linesOf cuts laid out text into words with the gaps that it has.
func linesOf(text string) []word {
	var words []word
	for i, p := range strings.Split(text, "\n\n") {
		for k, line := range strings.Split(p, "\n") {
			first, between := lineGap, "\n"
			switch {
			case i == 0 && k == 0:
				first, between = noGap, ""
			case k == 0:
				first, between = paragraphGap, "\n\n"
			}
			at := len(words)
			words = append(words, splitWords(line, first)...)
			words[at].between = between
		}
	}
	return words
}

// TestUpdateDoesNotKeepTheSource makes sure that what is returned after a change is the caller's own.
func TestUpdateDoesNotKeepTheSource(t *testing.T) {
	src := []byte("00:00:01:00 - 00:00:02:00\nAda\none\n")
	want := Parse(src).Chunk()
	want.Turns[0].Paragraphs = []string{"two"}
	got, err := Update(src, want)
	if err != nil {
		t.Fatal(err)
	}
	kept := bytes.Clone(got)
	for i := range src {
		src[i] = 'x'
	}
	if !bytes.Equal(got, kept) {
		t.Error("a change of the source reached the result")
	}
}

// New capitals leave the lines of a value as they are.
func TestWordsThatDifferInTheirCapitalsKeepTheirLines(t *testing.T) {
	for src, want := range map[string]string{
		"part: the long and winding\n  way of the\n    low water\n":    "part: The Long and Winding\n  Way of the\n    Low Water\n",
		"part: 'the long\n  way'\n":                                    "part: 'The Long\n  Way'\n",
		"part: \"the long\n  way\"\n":                                  "part: \"The Long\n  Way\"\n",
		"part: >-\n  the long\n  way\n":                                "part: >-\n  The Long\n  Way\n",
		"part: |-\n  the long\n  way\n":                                "part: |-\n  The Long\n  Way\n",
		"topics:\n- the long and winding way\n  of water\n- the sea\n": "topics:\n- The Long and Winding Way\n  of Water\n- The Sea\n",
	} {
		src, want = "---\n"+src+"---\n", "---\n"+want+"---\n"
		c := Parse([]byte(want)).Chunk()
		if out, err := Update([]byte(src), c); err != nil || string(out) != want {
			t.Errorf("%q became %q, %v", src, out, err)
		}
	}
}
