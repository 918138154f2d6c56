package chunkfile

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// RefusedError says why an update was not made: what was wanted cannot be written so that it reads back the same. The
// text stays as it was.
type RefusedError struct {
	// What says in plain words what cannot be written, and where.
	What string
	// Line is the line of the old text that it is about, from 1; 0 when it is about none.
	Line int
	// Turn is the turn that it is about, as it is wanted, from 1; 0 when it is about none.
	Turn int
}

func (e *RefusedError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d: %s", e.Line, e.What)
	}
	return e.What
}

// Update returns src with what differs from want rewritten in the file's own habits, and no other line touched. When
// nothing differs it returns src itself. IDs and status in want are not looked at; lists are indented by the
// number that it asks for, and values stand in quotes as it asks.
//
// It parses its own result and compares it with want. On any difference, and where the front matter cannot be read and
// want brings no text for it, it returns a *RefusedError.
func Update(src []byte, want transcript.Chunk) ([]byte, error) {
	return Parse(src).Update(want)
}

// Update is the package's Update of the text that was parsed.
func (f *File) Update(want transcript.Chunk) ([]byte, error) { return f.UpdateWithTruths(want) }

// Like finds a turn in a file that has it: as it is wanted, or else with other words or another time. It returns nil where
// none has it.
type Like func(want transcript.Turn) (file *File, at int)

// UpdateLike is Update where turns that are written anew keep the lines that they have elsewhere: in the file that they came
// from, or in this one as it was before.
func (f *File) UpdateLike(want transcript.Chunk, like Like) ([]byte, error) {
	return f.updateAll(want, nil, like)
}

// UpdateWithTruths is Update where true and false are to be truths and no texts in the fields of some keys, and numbers in
// their lists numbers.
func (f *File) UpdateWithTruths(want transcript.Chunk, keys ...string) ([]byte, error) {
	return f.updateAll(want, keys, nil)
}

func (f *File) updateAll(want transcript.Chunk, truths []string, like Like) ([]byte, error) {
	out, err := f.update(want, truths, like)
	if err == nil && want.Indent != nil && *want.Indent != transcript.FirstIndent {
		out, err = Parse(out).Reindent(*want.Indent)
	}
	if err == nil && len(want.Quotes) > 0 {
		out, err = Parse(out).Requote(want.Quotes)
	}
	return out, err
}

func (f *File) update(want transcript.Chunk, truths []string, like Like) ([]byte, error) {
	if same(f.chunk, want) {
		return f.src, nil
	}
	u := &updater{File: f, want: want, habits: f.habits(), truths: truths, like: like}
	head, err := u.matterText()
	if err != nil {
		return nil, err
	}
	n := len(head)
	if f.sameBody(want) && !endsOpen(head) {
		out := slices.Concat(head, f.src[f.body.start:])
		if c, ok := f.underHead(out, n); ok && same(c, want) {
			return out, nil
		}
	}
	f.bodyHabits(&u.habits)
	out := append(head, u.bodyText(endsOpen(bytes.TrimPrefix(head, []byte(byteOrderMark))))...)
	if c, ok := f.underHead(out, n); ok && same(c, want) {
		return out, nil
	}
	refused := u.verify(out)
	switch {
	case refused == nil:
		return out, nil
	case like != nil:
		// Lines from elsewhere may read as something else here.
		return f.update(want, truths, nil)
	}
	return nil, refused
}

// sameBody says that nothing of the body is to change.
func (f *File) sameBody(want transcript.Chunk) bool {
	return slices.Equal(f.chunk.Lead, want.Lead) && slices.EqualFunc(f.chunk.Turns, want.Turns, transcript.SameTurn)
}

// underHead returns what a text means whose first n bytes are front matter, and whose rest is the body as it stands here,
// read as it is here. Nothing but the front matter has to be read for that; false where it is not so.
func (f *File) underHead(out []byte, n int) (transcript.Chunk, bool) {
	start := f.body.start
	if n == 0 || start == 0 || out[n-1] != f.src[start-1] || !bytes.Equal(out[n:], f.src[start:]) {
		return transcript.Chunk{}, false
	}
	g := Parse(out[:n:n])
	if g.matter.form == transcript.NoMatter || g.matter.close.end != n || !f.indifferent(g.body.names.header, f.body.names.header) || !f.indifferent(f.body.names.header, g.body.names.header) {
		return transcript.Chunk{}, false
	}
	c := g.chunk
	c.Lead, c.Turns = f.chunk.Lead, f.chunk.Turns
	return c, true
}

// indifferent says that the body is read the same whether or not the names of one list that the other lacks are known to
// speak: they stand nowhere in it.
func (f *File) indifferent(names, others map[string]bool) bool {
	for name := range names {
		if !others[name] && bytes.Contains(f.src[f.body.start:], []byte(name)) {
			return false
		}
	}
	return true
}

// updater writes one update.
type updater struct {
	*File
	want   transcript.Chunk
	habits habits
	truths []string // keys of fields
	like   Like     // may be nil
}

// same compares two chunks as a file can hold them.
func same(got, want transcript.Chunk) bool {
	if want.Matter.Form == transcript.RawMatter && got.Matter.Form == transcript.RawMatter && got.Matter.Raw != want.Matter.Raw {
		return false
	}
	return transcript.SameChunk(got, want)
}

// verify parses what is about to be written and looks for anything that does not read back as it was wanted.
func (u *updater) verify(out []byte) *RefusedError {
	g := Parse(out)
	got, want := g.chunk, u.want
	if want.Matter.Form == transcript.RawMatter && g.matter.form != transcript.NoMatter {
		// Text that was mended by hand may have become readable.
		if text := string(out[g.matter.start:g.matter.end]); text == u.rawText() {
			got.Matter, want.Matter = transcript.Matter{}, transcript.Matter{}
		}
	}
	if same(got, want) {
		return nil
	}
	if r := u.matterDifference(got.Matter, want.Matter); r != nil {
		return r
	}
	if x, y := transcript.Canonical(got.Lead), transcript.Canonical(want.Lead); !slices.Equal(x, y) {
		return &RefusedError{What: fmt.Sprintf("the text before the first turn, %s, would read back as %s", quoted(strings.Join(y, " / ")), quoted(strings.Join(x, " / ")))}
	}
	return u.turnDifference(g, want.Turns)
}

func (u *updater) matterDifference(got, want transcript.Matter) *RefusedError {
	switch {
	case got.Form == want.Form:
	case got.Form == transcript.RawMatter:
		return &RefusedError{What: "what is left of the front matter could not be read any more; another field may use this one, as *name uses &name. Change it as text"}
	default:
		return &RefusedError{What: "the front matter would no longer read as what it is"}
	}
	if transcript.SameMatter(got, want) {
		return nil
	}
	for i, w := range want.Fields {
		if i >= len(got.Fields) || !got.Fields[i].Equal(w) {
			r := &RefusedError{What: fmt.Sprintf("the field %s cannot be written so that it reads back as it is here", quoted(w.Key))}
			for k, f := range u.matter.fields {
				if f.field.Key == w.Key {
					r.Line = u.FieldPlace(k).Line
				}
			}
			return r
		}
	}
	return &RefusedError{What: "the front matter would read back with other fields"}
}

func (u *updater) turnDifference(g *File, want []transcript.Turn) *RefusedError {
	got := g.chunk.Turns
	for i, w := range want {
		if w.Span == nil && w.Speaker != nil && !g.body.names.known(w.Label()) {
			return u.turnRefused(i, fmt.Sprintf("a turn without a time is only told from text by its speaker. Add %s to the field speakers, or give the turn a time", w.Label()))
		}
	}
	for i, w := range want {
		if i >= len(got) || !transcript.SameTurn(got[i], w) {
			return u.turnRefused(i, turnFault(g, i, w))
		}
	}
	return &RefusedError{What: fmt.Sprintf("the text would read back as %d turns, not %d: some line of it reads as the start of a turn", len(got), len(want))}
}

func (u *updater) turnRefused(i int, why string) *RefusedError {
	r := &RefusedError{Turn: i + 1, What: fmt.Sprintf("turn %d cannot be written so that it reads back as it is here: %s", i+1, why)}
	for _, p := range transcript.Align(u.chunk.Turns, u.want.Turns) {
		if p.New == i && p.Old >= 0 {
			r.Line = u.TurnPlace(p.Old).Line
		}
	}
	return r
}

func turnFault(g *File, i int, want transcript.Turn) string {
	got := g.chunk.Turns
	for k, p := range want.Paragraphs {
		if p = strings.Trim(p, blanks); k > 0 && g.body.names.known(p) {
			return fmt.Sprintf("%s, alone in a paragraph, would be taken for the speaker of a new turn", quoted(p))
		}
	}
	switch {
	case want.Span == nil && want.Speaker == nil:
		return "a turn needs a time or a speaker to begin with"
	case i >= len(got):
		return "it would run into the turn before"
	case !transcript.SameSpan(got[i].Span, want.Span):
		return "its time would be lost, or read from elsewhere"
	case want.Speaker != nil && got[i].Speaker == nil && len(transcript.Canonical(want.Paragraphs)) == 0:
		return "its speaker, with no words after it, would be taken for the words. Give the turn a word"
	case got[i].Label() != want.Label():
		return fmt.Sprintf("the speaker would be %s, not %s", quoted(got[i].Label()), quoted(want.Label()))
	}
	return "some line of its words would read as something else (a speaker, a time, a turn)"
}

// habits are how a file writes what it writes.
type habits struct {
	list   string // what stands before an item of a list
	quotes style  // how texts that need no quotes are written
	flow   bool   // lists are written [a, b]
	dash   string // between the two codes of a time
	words  layout // of a turn's words
	turns  string // between two turns
}

// habits are those of the front matter; what the body's are, bodyHabits adds.
func (f *File) habits() habits {
	h := habits{dash: " - "}
	f.matterHabits(&h)
	return h
}

// most returns the value that was counted most often; of equals the one that came first.
type tally[T comparable] struct {
	counts map[T]int
	best   T
}

func (t *tally[T]) add(v T) {
	if t.counts == nil {
		t.counts = map[T]int{}
		t.best = v
	}
	t.counts[v]++
	if t.counts[v] > t.counts[t.best] {
		t.best = v
	}
}

func endsOpen(text []byte) bool {
	return len(text) > 0 && text[len(text)-1] != '\n' && text[len(text)-1] != '\r'
}
