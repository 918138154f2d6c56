package matter

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/profile"
	"stet/backend/transcript"
)

// FuzzEdits holds the laws, in bytes: what is undone means the same again, order and capitals twice are both once, a field that no edit names keeps its lines, and what cannot be read is refused.
func FuzzEdits(f *testing.F) {
	for _, src := range []string{
		"---\ntitle: Low Water\n# of the list\ntags:\n  - rope\n  - weed\nmood: &a {b: 1}\ntopics: [the sea, a]\n---\n\n00:00:01:00 - 00:00:02:00\nAda\nRope.\n",
		"---\r\nsummary: |\r\n  One.\r\n\r\n# above\r\nslug: a\r\ntype: 'x'\r\n---\r\n",
		"---\n\n# alone\n\ntags:\n- rope\n- rope\n  - weed\ntags: b\n---\n",
		"---\ntags: \"rope\" and weed\n---\n",
		"---\n---\n",
	} {
		f.Add([]byte(src), "rope", "kelp", "title", "tags")
		f.Add([]byte(src), "the sea", "it's: # so", "mood", "topics")
	}
	f.Fuzz(func(t *testing.T, src []byte, from, to, key, list string) {
		parsed := chunkfile.Parse(src)
		before := parsed.Chunk()
		write := func(edits ...Edit) (*chunkfile.File, bool) {
			want := parsed.Chunk()
			var err error
			if want.Matter, err = Apply(want.Matter, series, edits...); err != nil {
				var refused *RefusedError
				if !errors.As(err, &refused) || refused.What == "" {
					t.Fatalf("not a refusal: %v", err)
				}
				return nil, false
			}
			out, err := parsed.Update(want)
			var refused *chunkfile.RefusedError
			if err != nil && !errors.As(err, &refused) {
				t.Fatal(err)
			}
			return chunkfile.Parse(out), err == nil
		}
		undone := func(f *chunkfile.File, edits ...Edit) {
			m, err := Apply(f.Chunk().Matter, series, edits...)
			if err != nil || !transcript.SameMatter(m, before.Matter) {
				t.Fatalf("%+v does not lead back: %v: %s, not %s", edits, err, short(m), short(before.Matter))
			}
		}
		if before.Matter.Form != transcript.FieldMatter {
			if _, ok := write(Drop{key}); ok {
				t.Fatal("what cannot be read was changed")
			}
			return
		}
		if ordered, ok := write(Order{}); ok {
			again := ordered.Chunk()
			twice, err := Apply(again.Matter, series, Order{})
			if err != nil || !transcript.SameMatter(twice, again.Matter) || !sameFields(again.Matter.Fields, before.Matter.Fields) {
				t.Fatalf("%s, then %s: %v", short(again.Matter), short(twice), err)
			}
			held(t, parsed, ordered, func(transcript.Field) bool { return true })
		}
		named, there := before.Field(list)
		if named.Kind == transcript.ListField && !slices.Contains(named.Items, to) {
			if added, ok := write(AddItem{list, to}); ok {
				undone(added, RemoveItem{list, to})
				held(t, parsed, added, func(f transcript.Field) bool { return f.Key != list })
			}
			if n := count(named.Items, from); n < 2 && from != to {
				if renamed, ok := write(RenameItem{list, from, to}); ok && n == 1 {
					undone(renamed, RenameItem{list, to, from})
				}
			}
		}
		if _, ok := before.Field(key); !ok {
			if added, ok := write(Add{Field: Scalar(key, to)}); ok {
				undone(added, Drop{key})
				held(t, parsed, added, func(f transcript.Field) bool { return f.Key != key })
			}
		}
		if dropped, ok := write(Drop{list}); ok && there {
			if _, stays := dropped.Chunk().Field(list); stays {
				t.Fatalf("%s stays", list)
			}
			held(t, parsed, dropped, func(f transcript.Field) bool { return f.Key != list })
		}
		if cased, ok := write(TitleCase{list}); ok {
			again := cased.Chunk()
			twice, err := Apply(again.Matter, series, TitleCase{list})
			if err != nil || !transcript.SameMatter(twice, again.Matter) {
				t.Fatalf("%s, then %s: %v", short(again.Matter), short(twice), err)
			}
			held(t, parsed, cased, func(f transcript.Field) bool { return f.Key != list })
		}
		if set, ok := write(Set{Scalar(key, from)}); ok {
			if f, _ := set.Chunk().Field(key); !f.Equal(Scalar(key, from)) {
				t.Fatalf("%s is %+v", key, f)
			}
			held(t, parsed, set, func(f transcript.Field) bool { return f.Key != key })
		}
	})
}

func count(items []string, item string) (n int) {
	for _, s := range items {
		if s == item {
			n++
		}
	}
	return n
}

// held makes sure that the fields which ask says stay have the lines that they had.
func held(t *testing.T, before, after *chunkfile.File, stays func(transcript.Field) bool) {
	t.Helper()
	var lines [][]byte
	for i, f := range after.Chunk().Matter.Fields {
		if stays(f) {
			lines = append(lines, after.FieldBytes(i))
		}
	}
	for i, f := range before.Chunk().Matter.Fields {
		if !stays(f) {
			continue
		}
		at := slices.IndexFunc(lines, func(l []byte) bool { return bytes.Equal(l, before.FieldBytes(i)) })
		if at < 0 {
			t.Fatalf("the lines of %s did not stay: %q", f.Key, before.FieldBytes(i))
		}
		lines = slices.Delete(lines, at, at+1)
	}
}

func TestOrderIsThatOfTheProfile(t *testing.T) {
	p := profile.Empty()
	m := of("b=1; a=2")
	if got, err := Apply(m, p, Order{}); err != nil || !transcript.SameMatter(got, m) {
		t.Errorf("a profile without an order changes it: %s, %v", short(got), err)
	}
}
