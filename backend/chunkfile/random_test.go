package chunkfile

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// editor makes random edits of every kind that a person can make.
type editor struct{ *rand.Rand }

func (r editor) word() string {
	words := []string{"harbour", "the", "tide", "it’s", "Éric", "and,", "“quite”", "well.", "42", "#5", "a:", "- no", "can't", "yes", "x", "naïve", "[sic]", "00:10"}
	return words[r.IntN(len(words))]
}

func (r editor) words(most int) string {
	var w []string
	for range 1 + r.IntN(most) {
		w = append(w, r.word())
	}
	return strings.Join(w, " ")
}

func (r editor) label() string {
	return []string{"Ada", "Mira Osei", "(Room)", "Speaker 2", "Éric"}[r.IntN(5)]
}

func (r editor) value() string {
	return []string{"8", "null", "Tides: a history", "it's low", "yes", "09", "10:27:51:12", "a # b", `"quoted" then`, "@home", "", "two\nlines", "12 “words”", "End"}[r.IntN(14)]
}

func (r editor) text(s string) string {
	words := strings.Fields(s)
	at := r.IntN(len(words) + 1)
	switch r.IntN(5) {
	case 0:
		words = slices.Insert(words, at, strings.Fields(r.words(3))...)
	case 1:
		words = slices.Insert(words, at, strings.Fields(r.words(60))...)
	case 2:
		to := min(len(words), at+1+r.IntN(8))
		words = slices.Delete(words, at, to)
	default:
		if at < len(words) {
			words[at] = r.word()
		}
	}
	return strings.Join(words, " ")
}

func (r editor) span() *timecode.Span {
	code := func() timecode.Code {
		c, err := timecode.Parse(fmt.Sprintf("00:%02d:%02d:%02d", r.IntN(60), r.IntN(60), r.IntN(30)))
		if err != nil {
			panic(err)
		}
		return c
	}
	return &timecode.Span{Start: code(), End: code()}
}

// edit changes one thing of c and says what.
func (r editor) fixedSpan() *timecode.Span {
	a, _ := timecode.Parse("00:00:03:00")
	b, _ := timecode.Parse("00:00:04:00")
	return &timecode.Span{Start: a, End: b}
}

func (r editor) edit(c *transcript.Chunk) string {
	if len(c.Matter.Fields) > 0 && r.IntN(2) == 0 {
		return r.field(c)
	}
	if len(c.Turns) == 0 || r.IntN(20) == 0 {
		c.Lead = append([]string{"A line that stands alone"}, c.Lead...)
		return "lead"
	}
	return r.turn(c)
}

func (r editor) field(c *transcript.Chunk) string {
	c.Matter.Fields = slices.Clone(c.Matter.Fields)
	at := r.IntN(len(c.Matter.Fields))
	f := &c.Matter.Fields[at]
	switch r.IntN(9) {
	case 0:
		f.Key += "_new"
		return "key renamed"
	case 1:
		c.Matter.Fields = slices.Delete(c.Matter.Fields, at, at+1)
		return "field removed"
	case 2:
		c.Matter.Fields = slices.Insert(c.Matter.Fields, at, transcript.Field{Key: "mood", Kind: transcript.ScalarField, Value: r.value()})
		return "field added"
	case 3:
		c.Matter.Fields = slices.Insert(c.Matter.Fields, at, transcript.Field{Key: "places", Kind: transcript.ListField, Items: []string{r.value(), r.words(3)}})
		return "list added"
	case 4:
		moved := *f
		c.Matter.Fields = slices.Delete(c.Matter.Fields, at, at+1)
		c.Matter.Fields = slices.Insert(c.Matter.Fields, r.IntN(len(c.Matter.Fields)+1), moved)
		return "field moved"
	}
	switch f.Kind {
	case transcript.ScalarField:
		if r.IntN(8) == 0 {
			f.Kind, f.Value, f.Items = transcript.ListField, "", []string{"one", "two"}
			return "value to list"
		}
		if f.Value = r.text(f.Value); r.IntN(3) == 0 {
			f.Value = r.value()
		}
		return "value"
	case transcript.ListField:
		return r.list(f)
	}
	return "nothing"
}

func (r editor) list(f *transcript.Field) string {
	f.Items = slices.Clone(f.Items)
	at := r.IntN(len(f.Items) + 1)
	switch r.IntN(6) {
	case 0:
		f.Items = nil
		return "list emptied"
	case 1:
		f.Kind, f.Value, f.Items = transcript.ScalarField, r.words(4), nil
		return "list to value"
	case 2:
		f.Items = slices.Insert(f.Items, at, r.words(3), r.value())
		return "items added"
	case 3:
		if at < len(f.Items) {
			f.Items = slices.Delete(f.Items, at, at+1)
		}
		return "item removed"
	case 4:
		if len(f.Items) > 0 {
			item := f.Items[0]
			f.Items = slices.Insert(slices.Delete(f.Items, 0, 1), r.IntN(len(f.Items)), item)
		}
		return "item moved"
	}
	if at < len(f.Items) {
		f.Items[at] = r.words(3)
	}
	return "item"
}

func (r editor) turn(c *transcript.Chunk) string {
	c.Turns = slices.Clone(c.Turns)
	at := r.IntN(len(c.Turns))
	t := &c.Turns[at]
	t.Paragraphs = slices.Clone(t.Paragraphs)
	p := r.IntN(len(t.Paragraphs))
	label := r.label()
	switch r.IntN(15) {
	case 12:
		words := strings.Fields(t.Paragraphs[p])
		k := r.IntN(len(words) + 1)
		second := transcript.Turn{Span: r.span(), Speaker: &label, Paragraphs: append([]string{strings.Join(words[k:], " ")}, t.Paragraphs[p+1:]...)}
		t.Paragraphs = append(t.Paragraphs[:p], strings.Join(words[:k], " "))
		c.Turns = slices.Insert(c.Turns, at+1, second)
		return "turn parted"
	case 13:
		if at+1 < len(c.Turns) {
			t.Paragraphs = append(t.Paragraphs, c.Turns[at+1].Paragraphs...)
			c.Turns = slices.Delete(c.Turns, at+1, at+2)
		}
		return "turns joined"
	case 14:
		words := strings.Fields(t.Paragraphs[len(t.Paragraphs)-1])
		if at+1 < len(c.Turns) && len(words) > 0 {
			k, next := r.IntN(len(words)), &c.Turns[at+1]
			t.Paragraphs[len(t.Paragraphs)-1] = strings.Join(words[:k], " ")
			next.Paragraphs = slices.Clone(next.Paragraphs)
			next.Paragraphs[0] = strings.Join(words[k:], " ") + " " + next.Paragraphs[0]
		}
		return "words moved on"
	case 0:
		c.Turns = slices.Delete(c.Turns, at, at+1)
		return "turn deleted"
	case 1:
		c.Turns = slices.Insert(c.Turns, at, transcript.Turn{Span: r.span(), Speaker: &label, Paragraphs: []string{r.words(60)}})
		return "turn inserted"
	case 2:
		c.Turns = append(c.Turns, transcript.Turn{Span: r.span(), Speaker: &label, Paragraphs: []string{r.words(9), r.words(30)}})
		return "turn appended"
	case 3:
		t.Span = r.span()
		return "time"
	case 4:
		t.Speaker = &label
		return "speaker"
	case 5:
		words := strings.Fields(t.Paragraphs[p])
		if len(words) < 2 {
			return "nothing"
		}
		k := 1 + r.IntN(len(words)-1)
		t.Paragraphs = slices.Replace(t.Paragraphs, p, p+1, strings.Join(words[:k], " "), strings.Join(words[k:], " "))
		return "paragraph split"
	case 6:
		if p+1 < len(t.Paragraphs) {
			t.Paragraphs = slices.Replace(t.Paragraphs, p, p+2, t.Paragraphs[p]+" "+t.Paragraphs[p+1])
		}
		return "paragraphs joined"
	case 7:
		t.Paragraphs = slices.Insert(t.Paragraphs, p, r.words(40))
		return "paragraph added"
	case 8:
		if len(t.Paragraphs) > 1 {
			t.Paragraphs = slices.Delete(t.Paragraphs, p, p+1)
		}
		return "paragraph removed"
	}
	t.Paragraphs[p] = r.text(t.Paragraphs[p])
	return "words"
}

// tryEdit makes an edit of src and holds the update to its promises. It returns false when the update was refused.
func tryEdit(src []byte, what string, want transcript.Chunk) (bool, error) {
	out, err := Update(src, want)
	var refused *RefusedError
	if errors.As(err, &refused) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w", what, err)
	}
	if got := Parse(out).Chunk(); !same(got, want) {
		return false, fmt.Errorf("%s: reads back as something else", what)
	}
	if err := confined(src, out); err != nil {
		return false, fmt.Errorf("%s: %w", what, err)
	}
	return true, nil
}

func TestRandomEditsOfTheCorpus(t *testing.T) {
	edits := 12
	if slow || testing.Short() {
		edits = 3
	}
	refusals, made := map[string]int{}, map[string]int{}
	for _, file := range corpus(t) {
		seed := fnv.New64()
		seed.Write([]byte(file.name))
		r := editor{rand.New(rand.NewPCG(seed.Sum64(), 1))}
		for range edits {
			want := Parse(file.src).Chunk()
			what := r.edit(&want)
			for range r.IntN(4) {
				what += ", " + r.edit(&want)
			}
			done, err := tryEdit(file.src, what, want)
			if err != nil {
				t.Fatalf("%s: %v", file.name, err)
			}
			for _, w := range strings.Split(what, ", ") {
				made[w]++
				if !done {
					refusals[w]++
				}
			}
		}
	}
	t.Logf("edits made: %v", made)
	t.Logf("of these refused: %v", refusals)
}
