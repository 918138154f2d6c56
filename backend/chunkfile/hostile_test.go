package chunkfile

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"stet/backend/transcript"
)

// hostile makes texts that could keep a program busy; each grows with n. code is the problem that has to be told, and
// line where.
var hostile = []struct {
	name string
	make func(n int) string
	code string
	line int
}{
	{"a body in one line", func(n int) string {
		return "00:00:01:00 - 00:00:02:00\nAda\n" + strings.Repeat("rope and weed ", n*8)
	}, "", 0},
	{"a word in one line", func(n int) string { return "00:00:01:00 - 00:00:02:00\nAda\n" + strings.Repeat("r", n*100) }, "", 0},
	{"digits in one line", func(n int) string { return strings.Repeat("00:00:01:00 ", n*10) }, "", 0},
	{"times in one line", func(n int) string { return strings.Repeat("00:00:01:00 - 00:00:02:00 ", n*5) }, "", 0},
	{"glued times in one line", func(n int) string {
		return "00:00:00:00 - 00:00:01:00\nAda\n" + strings.Repeat("x00:00:01 - 00:00:02", n*5)
	}, "", 0},
	{"a digit run", func(n int) string { return strings.Repeat("1", n*100) }, "", 0},
	{"turns", func(n int) string { return strings.Repeat("00:00:01:00 - 00:00:02:00\nAda\nRope and weed.\n", n) }, "", 0},
	{"empty turns", func(n int) string { return strings.Repeat("00:00:01:00 - 00:00:02:00\n", n) }, "turn.empty", 1},
	{"untimed turns", func(n int) string {
		return "---\nspeakers: [Ada]\n---\n" + strings.Repeat("Ada\nRope.\n\n", n)
	}, "turn.notime", 4},
	{"lines before any turn", func(n int) string { return strings.Repeat("Episode 8\n", n) }, "body.lead", 1},
	{"empty lines", func(n int) string { return strings.Repeat("\n", n*20) }, "", 0},
	{"old Macintosh line ends", func(n int) string { return strings.Repeat("a\r", n*20) }, "body.lead", 1},
	{"fences", func(n int) string { return strings.Repeat("---\n", n*5) }, "body.lead", 3},
	{"front matter that never ends", func(n int) string { return "---\n" + strings.Repeat("a: b\n", n) }, "fence.open", 1},
	{"long front matter", func(n int) string { return "---\nsummary: " + strings.Repeat("rope ", n*20) + "\n---\n" }, "yaml.toobig", 2},
	{"many keys", func(n int) string {
		var b strings.Builder
		b.WriteString("---\n")
		for i := range n / 4 {
			fmt.Fprintf(&b, "k%d: v\n", i)
		}
		return b.String() + "---\n"
	}, "yaml.toobig", 2},
	{"the same key", func(n int) string { return "---\n" + strings.Repeat("k: v\n", n) + "---\n" }, "yaml.toobig", 2},
	{"many items", func(n int) string { return "---\ntags:\n" + strings.Repeat("- a\n", min(n, 60000)) + "---\n" }, "list.duplicate", 4},
	{"many items in brackets", func(n int) string { return "---\ntags: [" + strings.Repeat("a, ", min(n, 80000)) + "]\n---\n" }, "list.duplicate", 2},
	{"bad items", func(n int) string { return "---\ntags:\n" + strings.Repeat("- @a\n", min(n, 50000)) + "---\n" }, "yaml.syntax", 3},
	{"deep brackets", func(n int) string { return "---\na: " + strings.Repeat("[", max(n, 20_000)) + "\n---\n" }, "yaml.deep", 2},
	{"deep lists", func(n int) string { return "---\na:\n  " + strings.Repeat("- ", max(n, 20_000)) + "b\n---\n" }, "yaml.deep", 3},
	{"deep mappings", func(n int) string {
		var b strings.Builder
		b.WriteString("---\n")
		for i := range min(n, 700) {
			fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
		}
		return b.String() + "---\n"
	}, "yaml.opaque", 2},
	{"an alias bomb", func(n int) string {
		var b strings.Builder
		b.WriteString("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n")
		for i := range min(n, 400) {
			fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i, i, i, i, i, i, i)
		}
		return b.String() + "---\n"
	}, "yaml.opaque", 2},
	{"comments", func(n int) string { return "---\na: b\n" + strings.Repeat("# c\n", min(n, 60000)) + "---\n" }, "", 0},
	{"comments after values", func(n int) string { return "---\na: b\nl:\n" + strings.Repeat("- c # d\n", min(n, 30000)) + "---\n" }, "yaml.comment", 4},
	{"a quote over lines", func(n int) string { return "---\na: 'b" + strings.Repeat("\n\n  c", min(n, 30000)) + "'\n---\n" }, "", 0},
	{"a plain value over lines", func(n int) string { return "---\na: b" + strings.Repeat("\n  c", min(n, 30000)) + "\n---\n" }, "", 0},
	{"NULs", func(n int) string { return strings.Repeat("\x00", n*20) }, "enc.nul", 1},
	{"invalid UTF-8", func(n int) string { return strings.Repeat("\xff ", n*20) }, "enc.utf8", 1},
	{"mojibake", func(n int) string { return strings.Repeat("â€“ ", n*5) }, "text.mojibake", 1},
}

// large are those that are tried at full size: 100,000 turns or levels, a line or front matter of 10 MB. The rest shows
// at a tenth of it what would be quadratic.
var large = []string{"a body in one line", "turns", "untimed turns", "long front matter", "many keys", "the same key", "deep brackets", "deep lists"}

func TestHostileTextIsKeptAndTold(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			n := 10_000
			if slices.Contains(large, c.name) && !slow && !testing.Short() {
				n = 100_000
			}
			src := []byte(c.make(n))
			f := Parse(src)
			if !bytes.Equal(Print(f), src) {
				t.Error("printing gives other bytes")
			}
			if c.code != "" && !tells(f, c.code, c.line) {
				t.Errorf("no problem %s in line %d, but %v", c.code, c.line, f.Problems()[:min(3, len(f.Problems()))])
			}
			if len(f.Problems()) > 20*maxOfACode {
				t.Errorf("%d problems", len(f.Problems()))
			}
			// One edit more at the end of the text.
			want := f.Chunk()
			ada := "Ada"
			want.Turns = append(want.Turns[:len(want.Turns):len(want.Turns)], transcript.Turn{Span: (editor{}).fixedSpan(), Speaker: &ada, Paragraphs: []string{"The end."}})
			out, err := Update(src, want)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(out, bytes.TrimRight(src, "\r\n ")) {
				t.Error("an edit at the end touched what stands before it")
			}
		})
	}
}

func tells(f *File, code string, line int) bool {
	for _, p := range f.Problems() {
		if p.Code == code && p.Line == line {
			return true
		}
	}
	return false
}

// TestMemoryIsLinear compares what a text of n parts takes with what one of 2n takes, for reading it and for an edit at
// its end.
func TestMemoryIsLinear(t *testing.T) {
	n := 2000
	if slow {
		n = 500
	}
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			cost := func(n int) float64 {
				src := []byte(c.make(n))
				want := Parse(src).Chunk()
				ada := "Ada"
				want.Turns = append(want.Turns[:len(want.Turns):len(want.Turns)], transcript.Turn{Span: (editor{}).fixedSpan(), Speaker: &ada, Paragraphs: []string{"The end."}})
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				if _, err := Update(src, want); err != nil {
					t.Fatal(err)
				}
				runtime.ReadMemStats(&after)
				return float64(after.TotalAlloc - before.TotalAlloc)
			}
			cost(n) // what is built once
			if small, twice := cost(n), cost(2*n); twice > 3*small+1<<18 {
				t.Errorf("twice the text takes %.1f times the memory", twice/small)
			}
		})
	}
}

// TestWorkIsLinear counts the steps of the one loop that goes over the same words again: the comparison of old and new.
func TestWorkIsLinear(t *testing.T) {
	steps := func(n int, now func(i int) string) int {
		old, new := make([]string, n), make([]string, n)
		for i := range n {
			old[i], new[i] = fmt.Sprint("w", i%997), now(i)
		}
		d := comparison(old, new)
		return d.steps
	}
	for name, now := range map[string]func(i int) string{
		"all new":      func(i int) string { return fmt.Sprint("n", i) },
		"backwards":    func(i int) string { return fmt.Sprint("w", (1_000_000-i)%997) },
		"every second": func(i int) string { return fmt.Sprint("w", i%2*(i%997)) },
		"shifted":      func(i int) string { return fmt.Sprint("w", (i+500)%997) },
		"one word":     func(i int) string { return "w1" },
	} {
		small, twice := steps(50_000, now), steps(100_000, now)
		if twice > 3*small+1<<20 {
			t.Errorf("%s: %d steps for 50,000 words, %d for 100,000", name, small, twice)
		}
		t.Logf("%s: %d steps for 50,000 words, %d for 100,000", name, small, twice)
	}
}
