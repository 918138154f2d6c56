package chunkfile

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"stet/backend/transcript"
)

func TestReindent(t *testing.T) {
	for _, c := range []struct {
		name   string
		n      int
		before string
		after  string
	}{
		{
			"in and its comments", 2,
			"---\ntitle: a\ntags: # of the list\n- a\n# on b\n- b\n\n# of the next\nchunk: 1\n---\n- c\n",
			"---\ntitle: a\ntags: # of the list\n  - a\n  # on b\n  - b\n\n# of the next\nchunk: 1\n---\n- c\n",
		},
		{
			"out, with an item of several lines", 0,
			"---\ntags:\n  # first\n  - a and\n    so on\n\n  - 'b\n    c'\n  -\nnote: |\n  - kept\n---\n",
			"---\ntags:\n# first\n- a and\n  so on\n\n- 'b\n  c'\n-\nnote: |\n  - kept\n---\n",
		},
		{
			"items that stand out by mistake", 2,
			"---\ntags:\n- a\n  - b\n  - c\nplaces: [x,  y]\ndeep:\n- a: 1\n---\n",
			"---\ntags:\n  - a\n  - b\n  - c\nplaces: [x,  y]\ndeep:\n- a: 1\n---\n",
		},
		{
			"line ends of Windows", 2,
			"---\r\ntags:\r\n-   a\r\n-  b\r\n---\r\n",
			"---\r\ntags:\r\n  -   a\r\n  -  b\r\n---\r\n",
		},
		{
			"keys that are indented themselves", 0,
			"---\n  tags:\n    - a\n  chunk: 1\n---\n",
			"---\n  tags:\n  - a\n  chunk: 1\n---\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.before)).Reindent(c.n)
			if err != nil || string(got) != c.after {
				t.Errorf("%v\n%s", err, got)
			}
		})
	}
}

func TestReindentRefuses(t *testing.T) {
	for src, line := range map[string]int{
		"---\ntags:\n- a\n- @b\n---\n": 4,
		"---\nx: [a\n---\n":            2,
	} {
		var refused *RefusedError
		if out, err := Parse([]byte(src)).Reindent(2); out != nil || !errors.As(err, &refused) || refused.Line != line {
			t.Errorf("%q: %v, %q", src, err, out)
		}
	}
	if _, err := Parse([]byte("---\ntags:\n- a\n---\n")).Reindent(MostIndent + 1); err == nil {
		t.Error("an indent without end is taken")
	}
}

// FuzzReindent holds that only white space changes, that twice is once, and that where all dashes stood alike, going
// back gives the bytes back.
func FuzzReindent(f *testing.F) {
	seed(f, func(src []byte) {
		f.Add(src, 0)
		f.Add(src, 2)
	})
	f.Fuzz(func(t *testing.T, src []byte, n int) {
		checkReindent(t, src, n)
	})
}

func checkReindent(t *testing.T, src []byte, n int) {
	t.Helper()
	kept := bytes.Clone(src)
	parsed := Parse(src)
	out, err := parsed.Reindent(n)
	if !bytes.Equal(src, kept) {
		t.Fatal("the source was changed")
	}
	if err != nil {
		var refused *RefusedError
		if !errors.As(err, &refused) || refused.What == "" || out != nil {
			t.Fatalf("not a refusal: %v", err)
		}
		return
	}
	if !bytes.Equal(bytes.ReplaceAll(out, []byte(" "), nil), bytes.ReplaceAll(src, []byte(" "), nil)) {
		t.Fatalf("more than white space changed: %q", out)
	}
	again := Parse(out)
	if !transcript.SameChunk(again.Chunk(), parsed.Chunk()) {
		t.Fatalf("it means something else: %q", out)
	}
	if twice, err := again.Reindent(n); err != nil || !bytes.Equal(twice, out) {
		t.Fatalf("twice is not once: %v: %q, then %q", err, out, twice)
	}
	if was, alike := evenIndent(parsed); alike && was <= MostIndent {
		if back, err := again.Reindent(was); err != nil || !bytes.Equal(back, src) && !hasLooseLines(parsed) {
			t.Fatalf("back is something else: %v: %q", err, back)
		}
	}
}

// evenIndent says how far all dashes are indented, if they are alike.
func evenIndent(f *File) (indent int, alike bool) {
	indent = -1
	for _, field := range f.matter.fields {
		if field.flow {
			continue
		}
		for _, item := range field.items {
			at := itemIndent(f.src, item) - len(f.matter.indent)
			if indent >= 0 && at != indent {
				return 0, false
			}
			indent = at
		}
	}
	return indent, indent >= 0
}

// hasLooseLines says that lines of a list stand where its dashes do not lead them: they keep their place when it moves
// one way, and not the other.
func hasLooseLines(f *File) bool {
	for _, field := range f.matter.fields {
		for k, item := range field.items {
			from := field.start
			if k > 0 {
				from = field.items[k-1].end
			}
			for line := range strings.Lines(string(f.src[from:item.end])) {
				if indentOf([]byte(line)) < itemIndent(f.src, item) {
					return true
				}
			}
		}
	}
	return false
}

func TestReindentOfTheCorpus(t *testing.T) {
	for _, file := range corpus(t) {
		for _, n := range []int{0, 2} {
			checkReindent(t, file.src, n)
		}
	}
}

func TestListsThatNoIndentReachesAreNamed(t *testing.T) {
	for matter, want := range map[string]int{
		"tags: &a\n- b\nlinks: *a\n":     2,
		"tags:\n- a\nlinks:\n- url: b\n": 4,
		"links:\n  - url: b\n":           0,
		"tags:\n- a\n":                   0,
		"links:\n  url:\n  - b\n":        0,
	} {
		got := Parse([]byte("---\n" + matter + "---\n")).NotIndented(2)
		if want == 0 && got != nil || want > 0 && (got == nil || got.Line != want) {
			t.Errorf("%q: %v, want line %d", matter, got, want)
		}
	}
}

// What a list takes in stands where its own items stand, and not as more of one that is indented further by mistake.
func TestANewItemIsNoMoreOfTheOneBefore(t *testing.T) {
	src := "---\ntags:\n- a\n  - b\n---\n"
	c := Parse([]byte(src)).Chunk()
	c.Matter.Fields[0].Items = []string{"a", "b", "c"}
	if out, err := Update([]byte(src), c); err != nil || string(out) != "---\ntags:\n- a\n  - b\n- c\n---\n" {
		t.Errorf("%q, %v", out, err)
	}
}
