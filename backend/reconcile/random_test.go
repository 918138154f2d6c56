package reconcile

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/linediff"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// scribe changes chunks by chance. Each word that it writes is a new one.
type scribe struct {
	*rand.Rand
	side string
	n    int
}

func (s *scribe) word() string {
	s.n++
	return fmt.Sprintf("%s%d", s.side, s.n)
}

func (s *scribe) span(at int) *timecode.Span {
	code := func(n int) timecode.Code {
		c, err := timecode.Parse(fmt.Sprintf("%02d:%02d:%02d:%02d", n/3600, n/60%60, n%60, s.IntN(20)))
		if err != nil {
			panic(err)
		}
		return c
	}
	return &timecode.Span{Start: code(at), End: code(at + 9)}
}

func (s *scribe) turn(at int) transcript.Turn {
	var list []string
	for range 3 + s.IntN(9) {
		list = append(list, s.word())
	}
	who := []string{"Ada", "Björn", "Mira"}[s.IntN(3)]
	return transcript.Turn{Span: s.span(at), Speaker: &who, Paragraphs: []string{strings.Join(list, " ")}}
}

func (s *scribe) chunk(turns int) transcript.Chunk {
	c := transcript.Chunk{ID: 1, Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
		{Key: "title", Kind: transcript.ScalarField, Value: s.word() + " " + s.word() + " " + s.word()},
		{Key: "episode", Kind: transcript.ScalarField, Value: "3"},
		{Key: "tags", Kind: transcript.ListField, Items: []string{s.word(), s.word(), s.word()}},
	}}}
	for i := range turns {
		t := s.turn(10 * i)
		t.ID = transcript.ID(i + 2)
		c.Turns = append(c.Turns, t)
	}
	return c
}

// edit returns the chunk with one thing changed.
func (s *scribe) edit(c transcript.Chunk) transcript.Chunk {
	c.Turns, c.Matter.Fields = slices.Clone(c.Turns), slices.Clone(c.Matter.Fields)
	next := transcript.ID(100)
	for _, t := range c.Turns {
		next = max(next, t.ID+1)
	}
	at := s.IntN(max(1, len(c.Turns)))
	if len(c.Turns) == 0 {
		return c
	}
	t := &c.Turns[at]
	list := strings.Fields(t.Paragraphs[0])
	say := func(list []string) { t.Paragraphs = []string{strings.Join(list, " ")} }
	k := s.IntN(len(list) + 1)
	switch s.IntN(13) {
	case 0, 1, 2, 3:
		if k < len(list) {
			list[k] = s.word()
			say(list)
		}
	case 4:
		say(slices.Insert(list, k, s.word()))
	case 5:
		if k < len(list) && len(list) > 1 {
			say(slices.Delete(list, k, k+1))
		}
	case 6:
		if k > 0 && k < len(list) {
			second := *t
			second.ID, second.Span, second.Paragraphs = next, s.span(10*at+5), []string{strings.Join(list[k:], " ")}
			say(list[:k])
			c.Turns = slices.Insert(c.Turns, at+1, second)
		}
	case 7:
		if at > 0 {
			before := &c.Turns[at-1]
			before.Paragraphs = []string{before.Paragraphs[0] + " " + t.Paragraphs[0]}
			c.Turns = slices.Delete(c.Turns, at, at+1)
		}
	case 8:
		c.Turns = slices.Delete(c.Turns, at, at+1)
	case 9:
		n := s.turn(10*at + 5)
		n.ID = next
		c.Turns = slices.Insert(c.Turns, at, n)
	case 10:
		who := s.word()
		t.Speaker = &who
	case 11:
		t.Span = s.span(10*at + 1)
	case 12:
		f := &c.Matter.Fields[s.IntN(len(c.Matter.Fields))]
		switch {
		case f.Kind == transcript.ListField:
			f.Items = slices.Insert(slices.Clone(f.Items), s.IntN(len(f.Items)+1), s.word())
		default:
			f.Value += " " + s.word()
		}
	}
	return c
}

func (s *scribe) edits(c transcript.Chunk, n int) transcript.Chunk {
	for range n {
		c = s.edit(c)
	}
	return c
}

// wordsOf are all words that a chunk holds, as often as it holds them.
func wordsOf(c transcript.Chunk) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(strings.ReplaceAll(shown(c), ",", " ")) {
		out[w] = true
	}
	for _, l := range c.Lead {
		for _, w := range strings.Fields(l) {
			out[w] = true
		}
	}
	return out
}

func inConflicts(list []transcript.Conflict) map[string]bool {
	out := map[string]bool{}
	for _, c := range list {
		for _, side := range []transcript.Side{c.Mine, c.Theirs} {
			x := transcript.Chunk{Turns: side.Turns, Lead: side.Lead}
			if side.Field != nil {
				x.Matter.Fields = []transcript.Field{*side.Field}
			}
			for w := range wordsOf(x) {
				out[w] = true
			}
			if side.Matter != nil {
				for _, w := range strings.Fields(side.Matter.Raw) {
					out[w] = true
				}
			}
		}
	}
	return out
}

// nothingLost holds a merge to its law: what one side wrote stands in the result, or in a conflict; and so does what
// neither took out.
func nothingLost(t *testing.T, what string, base, mine, theirs transcript.Chunk) {
	t.Helper()
	got, conflicts := merged(t, base, mine, theirs)
	result, shownTo := wordsOf(got), inConflicts(conflicts)
	was, here, there := wordsOf(base), wordsOf(mine), wordsOf(theirs)
	for w := range here {
		if (!was[w] || there[w] && !strings.HasSuffix(w, ":") && w[0] != '0') && !result[w] && !shownTo[w] {
			t.Fatalf("%s: %q of mine is lost\nbase\n%s\nmine\n%s\ntheirs\n%s\nmerged\n%s", what, w, shown(base), shown(mine), shown(theirs), shown(got))
		}
	}
	for w := range there {
		if !was[w] && !result[w] && !shownTo[w] {
			t.Fatalf("%s: %q of theirs is lost\nbase\n%s\nmine\n%s\ntheirs\n%s\nmerged\n%s", what, w, shown(base), shown(mine), shown(theirs), shown(got))
		}
	}
	if other, clash := merged(t, base, theirs, mine); len(conflicts) == 0 && (len(clash) > 0 || shown(other) != shown(got)) {
		t.Fatalf("%s: the other way round it is another\nbase\n%s\nmine\n%s\ntheirs\n%s\nmerged\n%s\nand\n%s", what, shown(base), shown(mine), shown(theirs), shown(got), shown(other))
	}
}

func renumber(c transcript.Chunk) transcript.Chunk {
	c.Turns = slices.Clone(c.Turns)
	for i := range c.Turns {
		c.Turns[i].ID = transcript.ID(i + 2)
	}
	return c
}

func TestNothingIsLost(t *testing.T) {
	clashes := 0
	for seed := range uint64(1000) {
		s := &scribe{Rand: rand.New(rand.NewPCG(seed, 1)), side: "b"}
		base := s.chunk(1 + s.IntN(6))
		s.side = "m"
		mine := renumber(s.edits(base, s.IntN(6)))
		s.side = "t"
		theirs := renumber(s.edits(base, s.IntN(6)))
		what := fmt.Sprintf("seed %d", seed)
		nothingLost(t, what, base, mine, theirs)
		for _, x := range [][4]transcript.Chunk{{base, mine, base, mine}, {base, base, theirs, theirs}, {base, mine, mine, mine}} {
			if got, clash := merged(t, x[0], x[1], x[2]); len(clash) > 0 || shown(got) != shown(x[3]) {
				t.Fatalf("%s: merged\n%s\nwant\n%s", what, shown(got), shown(x[3]))
			}
		}
		if len(Chunks(base, mine, theirs).Conflicts) > 0 {
			clashes++
		}
	}
	t.Logf("1,000 merges, %d with a conflict", clashes)
}

// Corrections that people made are theirs, and chance is mine.
func TestCorpusCorrections(t *testing.T) {
	before, err := filepath.Glob("../../../shared/corpus/edits/*/before.md")
	if err != nil || len(before) == 0 {
		t.Skip("there is no corpus beside the project")
	}
	clashes, written := 0, 0
	for i, path := range before {
		old, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		now, err := os.ReadFile(filepath.Join(filepath.Dir(path), "after.md"))
		if err != nil {
			t.Fatal(err)
		}
		base, theirs := read(t, string(old)), read(t, string(now))
		if got, clash := merged(t, base, base, theirs); len(clash) > 0 || !transcript.SameChunk(got, theirs) {
			t.Fatalf("%s: what only they changed is not what they say", path)
		}
		s := &scribe{Rand: rand.New(rand.NewPCG(uint64(i), 2)), side: "mine"}
		mine := base
		if len(base.Turns) > 0 && len(base.Matter.Fields) > 0 {
			mine = renumber(s.edits(base, 1+s.IntN(8)))
		}
		got, conflicts := merged(t, base, mine, theirs)
		result, shownTo := wordsOf(got), inConflicts(conflicts)
		was := wordsOf(base)
		for _, side := range []transcript.Chunk{mine, theirs} {
			for w := range wordsOf(side) {
				if !was[w] && !result[w] && !shownTo[w] {
					t.Errorf("%s: %q is lost", path, w)
				}
			}
		}
		if len(conflicts) > 0 {
			clashes++
			continue
		}
		// An export changes no more lines of their file than it would have changed of the one that was imported.
		here, err := chunkfile.Update(old, mine)
		there, err2 := chunkfile.Update(now, got)
		if err != nil || err2 != nil {
			continue // front matter that cannot be written before it is repaired
		}
		_, first := linediff.Count(linediff.Lines(old, here))
		_, second := linediff.Count(linediff.Lines(now, there))
		written++
		if second > first+3 {
			t.Errorf("%s: %d lines of their file are others, where %d were of mine", path, second, first)
		}
	}
	t.Logf("%d corrections, %d in conflict with what was done by chance; %d written into their files", len(before), clashes, written)
}
