package service_test

import (
	"os"
	"path/filepath"
	"testing"
)

// Whatever bytes a file holds: it is taken, refused with its place, or passed over; and what is taken can be read, and
// comes out again as it went in.
//
// Run it with -fuzzminimizetime 1x: the database takes another path at every run, which looks like news to the fuzzer.
func FuzzImport(f *testing.F) {
	for _, text := range []string{
		crumb, starter, oven, "", "\x00", "\xff\xfe", "\ufeff" + crumb, "---\ntitle: a: b\nchunk: 1\n---\n00:00:01 - 00:00:02\nMarit\nYes.",
		"00:00:01:00 - 00:00:02:00Marit\r\nYes.\r\n\r\n00:00:02:00 - 00:00:03:00\r\n", "---\nseries: \nepisode: 0\nchunk: 1\nslug: ../../x\n---\n",
		"---\nchunk: 1\nseries: \"\\u0000\\uD800\"\nepisode: \"a\\0b\"\n---\n", "---\nchunk: &a [*a]\n---\n", "00:00:01 - 00:00:02\n\u2028\nA\u0085B\rC",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		x := open(t, "x.md", string(text))
		v := x.take()
		if v.Added+len(v.Refused)+v.Skipped != 1 || len(v.Conflicts)+v.Same+v.Updated != 0 {
			t.Fatalf("%+v", v)
		}
		for _, p := range v.Refused {
			if p.File != x.path("x.md") || p.Line < 1 || p.Column < 1 || p.What == "" {
				t.Errorf("%+v", p)
			}
		}
		if v.Added == 0 {
			return
		}
		x.restart()
		x.chunk("x.md")
		if got := states(x.export("", false)); got != "x.md same" {
			t.Errorf("back: %s", got)
		}
		to := filepath.Join(x.dir, "out")
		if got := states(x.export(to, false)); got != "x.md written" {
			t.Errorf("to another folder: %s", got)
		}
		if written, err := os.ReadFile(filepath.Join(to, "x.md")); err != nil || string(written) != string(text) {
			t.Errorf("it comes out as %q: %v", written, err)
		}
		if v := x.take(); v.Same != 1 {
			t.Errorf("taken again: %+v", v)
		}
	})
}
