package chunkfile

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"
)

// seed gives a fuzz target every text of the golden files, in several layouts.
func seed(f *testing.F, add func(src []byte)) {
	t := &testing.T{}
	for _, folder := range []string{"read", "update"} {
		for _, g := range goldens(t, folder) {
			for _, section := range []string{"file", "before", "after"} {
				src := g.stored(g.section(section).Data)
				add(src)
				add(bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n")))
			}
		}
	}
	for _, s := range irregular {
		add([]byte(s.src))
	}
}

func FuzzPrint(f *testing.F) {
	seed(f, func(src []byte) { f.Add(src) })
	f.Fuzz(func(t *testing.T, src []byte) {
		kept := bytes.Clone(src)
		if got := Print(Parse(src)); !bytes.Equal(got, kept) {
			t.Fatalf("printed %q", got)
		}
		if err := losesNothing(Parse(src)); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzUpdateWithoutChange(f *testing.F) {
	seed(f, func(src []byte) { f.Add(src) })
	f.Fuzz(func(t *testing.T, src []byte) {
		kept := bytes.Clone(src)
		parsed := Parse(src)
		got, err := Update(src, parsed.Chunk())
		if err != nil || !bytes.Equal(got, kept) || !bytes.Equal(src, kept) {
			t.Fatalf("%v: %q", err, got)
		}
		for _, p := range parsed.Problems() {
			if p.Line < 1 && len(src) > 0 || p.Column < 1 || p.Code == "" || p.What == "" {
				t.Fatalf("a problem without its place: %+v", p)
			}
		}
		for _, r := range Repairs(parsed) {
			want := parsed.Chunk()
			want.Matter = r.Matter
			if out, err := Update(src, want); err != nil || bytes.Equal(out, src) {
				t.Fatalf("a repair that does not work: %+v: %v", r, err)
			}
		}
	})
}

// FuzzEdit makes a random edit of any text: what comes out reads back as what was wanted and touches nothing else, or
// the update is refused.
func FuzzEdit(f *testing.F) {
	n := uint64(0)
	seed(f, func(src []byte) {
		n++
		f.Add(src, n)
		f.Add(src, n*7919)
	})
	f.Fuzz(func(t *testing.T, src []byte, choice uint64) {
		r := editor{rand.New(rand.NewPCG(choice, 0))}
		want := Parse(src).Chunk()
		what := r.edit(&want)
		if _, err := tryEdit(src, what, want); err != nil {
			t.Fatal(err)
		}
		out, err := Update(src, want)
		var refused *RefusedError
		if err != nil && (!errors.As(err, &refused) || refused.What == "" || out != nil) {
			t.Fatalf("not a refusal: %v", err)
		}
	})
}
