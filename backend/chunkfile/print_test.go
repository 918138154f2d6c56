package chunkfile

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// irregular lists texts in which something is odd, with what a careless reader does to them.
var irregular = []struct{ name, src string }{
	{"nothing", ""},
	{"an empty line", "\n"},
	{"a byte-order mark alone", byteOrderMark},
	{"a byte-order mark before the fence", byteOrderMark + "---\ntitle: a\n---\n"},
	{"a fence alone", "---"},
	{"two fences", "---\n---"},
	{"a fence with spaces", "--- \t\ntitle: a\n---  \n"},
	{"longer dashes", "----\ntitle: a\n----\n"},
	{"empty lines before the fence", "\n \n\t\n---\ntitle: a\n---\n"},
	{"no final newline", "---\ntitle: a\n---\n00:00:01:00 - 00:00:02:00\nAda\nOne"},
	{"many final newlines", "00:00:01:00 - 00:00:02:00\nAda\nOne\n\n\n"},
	{"Windows line ends", "---\r\ntags:\r\n- a\r\n---\r\n00:00:01:00 - 00:00:02:00\r\nAda\r\nOne\r\n"},
	{"old Macintosh line ends", "---\rtags:\r- a\r---\r00:00:01:00 - 00:00:02:00\rAda\rOne\r"},
	{"mixed line ends", "---\r\ntags:\n- a\r---\n\r\n00:00:01:00 - 00:00:02:00\r\r\nAda\nOne"},
	{"tabs", "---\ntitle:\ta\ntags:\n  -\tb\n---\n\t00:00:01:00\t-\t00:00:02:00\t\n\tAda\n\tOne\ttwo\n"},
	{"a NUL", "---\ntitle: a\x00b\n---\n00:00:01:00 - 00:00:02:00\nA\x00da\nOne\x00\n"},
	{"invalid UTF-8", "---\ntitle: \xff\xfe\n---\n00:00:01:00 - 00:00:02:00\n\xc3\nOne \xe2\x82 two\n"},
	{"UTF-16", "\xff\xfe-\x00-\x00-\x00"},
	{"separators that are line breaks to YAML only", "---\ntitle: \"a\u2028b\"\nother: \"c\u0085d\"\ntags: [a, b]\n---\nOne\u2028two\u0085three\n"},
	{"a separator in a plain value", "---\ntitle: a\u2028b\ntags: [a]\n---\n"},
	{"a byte-order mark in the middle", "---\ntitle: a\n---\n" + byteOrderMark + "00:00:01:00 - 00:00:02:00\nAda\nOne\n"},
	{"a fence in the body", "---\ntitle: a\n---\n---\ntitle: b\n---\n00:00:01:00 - 00:00:02:00\nAda\n---\nOne\n"},
	{"spaces of other kinds", "00:00:01:00 - 00:00:02:00\n\u00a0Ada\u00a0\n\u00a0One\u3000two\u00a0\n\u00a0\n"},
	{"a comment alone", "---\n# nothing yet\n---\n"},
	{"a comment at the end", "---\ntitle: a\n# the end\n---\n"},
	{"comments in a block", "---\nsummary: |\n  one\n # two\nother: >\n  three\n\n# four\n---\n"},
	{"an indentation number", "---\nsummary: |2\n   one\n  two\n---\n"},
	{"an indented mapping", "---\n  title: a\n  tags:\n    - b\n  places: [c]\n---\n"},
	{"a folded key", "---\n\"a\nb\": c\n---\n"},
	{"a mapping in braces", "---\n{title: a, tags: [b]}\n---\n"},
	{"an anchor on all", "---\n&a title: b\n---\n"},
	{"a merge key", "---\nbase: &b {c: d}\n<<: *b\ntitle: a\n---\n"},
	{"items on the line of the key", "---\ntags: - a\n---\n"},
	{"a quote that never ends", "---\ntitle: \"a\ntags:\n- b\n---\n"},
	{"a bracket that never ends", "---\ntags: [a, b\ntitle: c\n---\n"},
	{"empty items", "---\ntags:\n-\n- a\n-  \n-   # c\n---\n"},
	{"lists in lists", "---\ntags:\n- - a\n  - b\n- [c]\n- d: e\n---\n"},
	{"brackets over lines with comments", "---\ntags: [a, # one\n  b, ] # two\ntitle: c\n---\n"},
	{"a wide character before a value", "---\n😀é: 'ä' # ö\n\"日本\": [😀, \"é\", x]\n---\n"},
	{"times in every place", "00:00:01:00 - 00:00:02:00 00:00:03:00 - 00:00:04:00\n - 00:00:05:00\n00:00:05:00 -\n999:99:99:99 - 0:00:00\n1234:00:00 - 00:00:00\n"},
	{"a time at the end of a word", "Ada00:00:01:00 - 00:00:02:00Ada00:00:02:00 - 00:00:03:00Ada\n"},
	{"labels only", "\nAda\n\nMira\n\nAda\n"},
}

func TestPrintGivesTheSameBytes(t *testing.T) {
	for _, c := range irregular {
		t.Run(c.name, func(t *testing.T) {
			src := []byte(c.src)
			f := Parse(src)
			if got := Print(f); !bytes.Equal(got, src) {
				t.Errorf("printed %q, want %q", got, src)
			}
			if got, err := Update(src, f.Chunk()); err != nil || !bytes.Equal(got, src) {
				t.Errorf("updated to %q (%v), want %q", got, err, src)
			}
		})
	}
}

// TestPrintPutsPiecesTogether makes sure that printing is not a copy: it goes by where the parts were found.
func TestPrintPutsPiecesTogether(t *testing.T) {
	f := Parse([]byte("---\ntags:\n- a\n---\n00:00:01:00 - 00:00:02:00\nAda\nOne\n"))
	pieces := f.tile()
	if len(pieces) < 10 {
		t.Errorf("only %d pieces", len(pieces))
	}
	pieces[3].end--
	if bytes.Equal(join(f.src, pieces), f.src) {
		t.Error("a piece that is too short was not missed")
	}
}

// TestReadingLosesNothing compares all that a body means with its bytes, but for the spaces: whatever a line was taken
// for, it was taken for something, once.
func TestReadingLosesNothing(t *testing.T) {
	for _, c := range irregular {
		if err := losesNothing(Parse([]byte(c.src))); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, file := range corpus(t) {
		if err := losesNothing(Parse(file.src)); err != nil {
			t.Errorf("%s: %v", file.name, err)
		}
	}
}

func losesNothing(f *File) error {
	var meant strings.Builder
	lead := f.body.leads
	write := func(stray bool) {
		for len(lead) > 0 && lead[0].stray == stray {
			meant.WriteString(f.chunk.Lead[len(f.chunk.Lead)-len(lead)])
			lead = lead[1:]
		}
	}
	write(false)
	for i, turn := range f.chunk.Turns {
		if time := f.body.turns[i].time; time != nil {
			meant.Write(f.src[time.start:time.end])
		}
		write(true)
		meant.WriteString(turn.Label())
		for _, p := range turn.Paragraphs {
			meant.WriteString(p)
		}
	}
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if got, want := bare(meant.String()), bare(string(f.src[f.body.start:])); got != want {
		return fmt.Errorf("read %q of %q", got, want)
	}
	return nil
}
