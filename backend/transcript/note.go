package transcript

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// This file keeps comments, bookmarks and marks of names at the words that they were put to, whatever is done to these.
// They are Stet's own: no file holds them, and no export changes for one.

// NoteKind says what a note is for.
type NoteKind string

const (
	// Comment notes say something about the words, until it is settled.
	Comment NoteKind = "comment"
	// Bookmark notes are places to come back to, with a name or without.
	Bookmark NoteKind = "bookmark"
	// EntityMark notes say who or what the words name, in Text; the chunk's list of entities has the name for that.
	EntityMark NoteKind = "entity"
	// MentionMark notes say so of a name that the list has for another reason, or, where it is Resolved, is not to have.
	MentionMark NoteKind = "mention"
)

// Note is what somebody has put to words of a turn.
type Note struct {
	ID   ID       `json:"id"`
	Kind NoteKind `json:"kind"`
	Anchor
	// Text is what a comment says, what a bookmark is called, and the name that a mark stands for.
	Text     string `json:"text,omitempty"`
	Resolved bool   `json:"resolved,omitempty"`
}

// Marks reports whether the note is a mark of a name that stands at its words. One whose words are gone counts for nothing.
func (n Note) Marks() bool {
	return (n.Kind == EntityMark || n.Kind == MentionMark) && !n.Lost && n.Turn != 0
}

// Anchor is where a note stands: at the words From up to To of a turn, counted as Timings are. A turn that has words
// has at least one of them in every anchor. Turn is 0 where there is no turn left to stand at.
type Anchor struct {
	Turn ID  `json:"turn"`
	From int `json:"from"`
	To   int `json:"to"`
	// Lost says that the words it was put to are gone: it stands at the nearest ones.
	Lost bool `json:"lost,omitempty"`
}

// AddNote puts a note to words. Note.ID must be new: see NewID. A place that the turn does not have becomes the nearest.
type AddNote struct {
	Note Note `json:"note"`
}

// RemoveNote takes a note away.
type RemoveNote struct {
	Note ID `json:"note"`
}

// SetNote changes what a note says, and whether it is settled.
type SetNote struct {
	Note     ID     `json:"note"`
	Text     string `json:"text,omitempty"`
	Resolved bool   `json:"resolved,omitempty"`
}

// PlaceNotes puts notes to other words. Every change of words does this by itself; its inverse carries it.
type PlaceNotes struct {
	Places []NotePlace `json:"places"`
}

// NotePlace is where a note goes.
type NotePlace struct {
	Note ID `json:"note"`
	Anchor
}

// Kind implements Op.
func (AddNote) Kind() string    { return "note.add" }
func (RemoveNote) Kind() string { return "note.remove" }
func (SetNote) Kind() string    { return "note.set" }
func (PlaceNotes) Kind() string { return "note.place" }

// Notes returns all notes, by their numbers.
func (d *Document) Notes() []Note {
	out := make([]Note, 0, len(d.notes))
	for _, n := range d.notes {
		out = append(out, *n)
	}
	slices.SortFunc(out, func(a, b Note) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Marked returns the marks of names on a turn, as they follow one another.
func (d *Document) Marked(turn ID) []Note {
	var out []Note
	for _, n := range d.noted[turn] {
		if n.Marks() {
			out = append(out, *n)
		}
	}
	slices.SortFunc(out, func(a, b Note) int { return cmp.Or(a.From-b.From, a.To-b.To, cmp.Compare(a.ID, b.ID)) })
	return out
}

// Note returns one note.
func (d *Document) Note(id ID) (Note, bool) {
	n, ok := d.notes[id]
	if !ok {
		return Note{}, false
	}
	return *n, true
}

func (d *Document) note(id ID) (*Note, error) {
	if n := d.notes[id]; n != nil {
		return n, nil
	}
	return nil, refuse("there is no note %d", id)
}

func checkNote(kind NoteKind, text string) error {
	blank := strings.TrimSpace(text) == ""
	switch kind {
	case Bookmark:
	case Comment:
		if blank {
			return refuse("a comment says something")
		}
	case EntityMark, MentionMark:
		if blank {
			return refuse("a mark stands for a name")
		}
		return checkLine("the name", text)
	default:
		return refuse("there are no notes of the kind %q", kind)
	}
	return checkText("the note", text)
}

// fit is the anchor as its turn can have it.
func (d *Document) fit(a Anchor) (Anchor, error) {
	if a.Turn == 0 {
		return Anchor{Lost: true}, nil
	}
	t, err := d.turn(a.Turn)
	if err != nil {
		return a, err
	}
	n := CountWords(t.Paragraphs)
	a.From = max(0, min(a.From, n-1))
	a.To = max(min(a.From+1, n), min(a.To, n))
	return a, nil
}

func (d *Document) put(n *Note, a Anchor) {
	d.lift(n)
	n.Anchor = a
	d.noted[a.Turn] = append(d.noted[a.Turn], n)
}

// lift takes a note from its turn.
func (d *Document) lift(n *Note) {
	rest := slices.DeleteFunc(d.noted[n.Turn], func(o *Note) bool { return o == n })
	if len(rest) == 0 {
		delete(d.noted, n.Turn)
		return
	}
	d.noted[n.Turn] = rest
}

func (o AddNote) apply(d *Document, c *Change) (Op, error) {
	if o.Note.ID <= 0 || d.notes[o.Note.ID] != nil || d.turns[o.Note.ID] != nil {
		return nil, refuse("a new note cannot bear the number %d", o.Note.ID)
	}
	if err := checkNote(o.Note.Kind, o.Note.Text); err != nil {
		return nil, err
	}
	a, err := d.fit(o.Note.Anchor)
	if err != nil {
		return nil, err
	}
	n := o.Note
	d.Reserve(n.ID + 1)
	d.notes[n.ID] = &n
	d.put(&n, a)
	c.Notes.add(n.ID)
	return RemoveNote{Note: n.ID}, nil
}

func (o RemoveNote) apply(d *Document, c *Change) (Op, error) {
	n, err := d.note(o.Note)
	if err != nil {
		return nil, err
	}
	d.lift(n)
	delete(d.notes, n.ID)
	c.Notes.add(n.ID)
	return AddNote{Note: *n}, nil
}

func (o SetNote) apply(d *Document, c *Change) (Op, error) {
	n, err := d.note(o.Note)
	if err != nil {
		return nil, err
	}
	if err := checkNote(n.Kind, o.Text); err != nil {
		return nil, err
	}
	inverse := SetNote{Note: o.Note, Text: n.Text, Resolved: n.Resolved}
	n.Text, n.Resolved = o.Text, o.Resolved
	c.Notes.add(o.Note)
	return inverse, nil
}

func (o PlaceNotes) apply(d *Document, c *Change) (Op, error) {
	for i, p := range o.Places {
		if _, err := d.note(p.Note); err != nil {
			return nil, err
		}
		var err error
		if p.Anchor, err = d.fit(p.Anchor); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(o.Places[:i], func(q NotePlace) bool { return q.Note == p.Note }) {
			return nil, refuse("note %d is put to two places at once", p.Note)
		}
	}
	var inverse PlaceNotes
	for _, p := range o.Places {
		n := d.notes[p.Note]
		inverse.Places = append(inverse.Places, NotePlace{n.ID, n.Anchor})
		// It fits: that was seen above.
		a, _ := d.fit(p.Anchor)
		if n.Anchor != a {
			d.put(n, a)
			c.Notes.add(n.ID)
		}
	}
	return inverse, nil
}

// placesOn are the places of the notes on a turn, each moved; by their numbers.
func (d *Document) placesOn(turn ID, move func(Anchor) Anchor) []NotePlace {
	var places []NotePlace
	for _, n := range d.noted[turn] {
		places = append(places, NotePlace{n.ID, move(n.Anchor)})
	}
	slices.SortFunc(places, func(a, b NotePlace) int { return cmp.Compare(a.Note, b.Note) })
	return places
}

// carry moves the notes of a turn whose words changed, and returns the inverse of that change with what puts them back:
// taking a change back moves notes too, and not always to where they were.
func (d *Document) carry(turn ID, c *Change, inverse Op, was, now []string, head, tail int) Op {
	if len(d.noted[turn]) == 0 {
		return inverse
	}
	old, words := wordsOf(was), wordsOf(now)
	if oneDiffers(old, words) {
		return inverse
	}
	places := d.placesOn(turn, wordsMoved(old, words, head, tail))
	for i, p := range places {
		if n := d.notes[p.Note]; n.Kind == EntityMark || n.Kind == MentionMark {
			places[i].Anchor = p.Anchor.narrowed(words, n.Text)
		}
	}
	return d.putBeside(places, c, inverse)
}

// oneDiffers reports whether at most one of the words was rewritten, and none came or went.
func oneDiffers(old, now []string) bool {
	differ := 0
	for i := range min(len(old), len(now)) {
		if old[i] != now[i] {
			differ++
		}
	}
	return len(old) == len(now) && differ <= 1
}

// putBeside puts notes to places that are there, and returns the inverse of a change with what puts them back.
func (d *Document) putBeside(places []NotePlace, c *Change, inverse Op) Op {
	if len(places) == 0 {
		return inverse
	}
	back, err := PlaceNotes{Places: places}.apply(d, c)
	if err != nil {
		panic("transcript: a note has no place: " + err.Error())
	}
	return Batch{Ops: []Op{inverse, back}}
}

// wordsMoved tells where an anchor in old words stands in those that are there now. The first head and the last tail
// of them stand as they stood; the words between go as the times of words do.
func wordsMoved(old, now []string, head, tail int) func(Anchor) Anchor {
	type reach struct{ from, to int }
	became := make([]reach, 0, len(old))
	gap := func(aEnd, b, bEnd int) {
		a := len(became)
		for i := range aEnd - a {
			// Words in the place of others share it; where there are none, the place has no width.
			from := b + i*(bEnd-b)/(aEnd-a)
			to := b + ((i+1)*(bEnd-b)+aEnd-a-1)/(aEnd-a)
			became = append(became, reach{from, to})
		}
	}
	b := 0
	for _, p := range wordPairs(old, now, head, tail) {
		gap(p.Old, b, p.New)
		became = append(became, reach{p.New, p.New + 1})
		b = p.New + 1
	}
	gap(len(old), b, len(now))
	return func(a Anchor) Anchor {
		at := a.From
		for i := a.From; i < a.To; i++ {
			if r := became[i]; r.from < r.to {
				last := a.To - 1
				for became[last].from == became[last].to {
					last--
				}
				a.From, a.To = r.from, became[last].to
				return a
			}
			at = became[i].from
		}
		a.Lost = a.Lost || a.From < a.To
		a.From = max(0, min(at, len(now)-1))
		a.To = min(a.From+1, len(now))
		return a
	}
}

// wordPairs pairs the words that stay, in order.
func wordPairs(old, now []string, head, tail int) []Pair {
	for head < min(len(old), len(now))-tail && old[head] == now[head] {
		head++
	}
	for tail < min(len(old), len(now))-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	var pairs []Pair
	for i := range head {
		pairs = append(pairs, Pair{i, i})
	}
	for _, p := range keptWords(old[head:len(old)-tail], now[head:len(now)-tail]) {
		pairs = append(pairs, Pair{head + p.Old, head + p.New})
	}
	for k := tail; k > 0; k-- {
		pairs = append(pairs, Pair{len(old) - k, len(now) - k})
	}
	return pairs
}

// nearest is where the notes of a turn go that is taken away: to the last word of the turn before it, or to the first
// of the one after.
func (d *Document) nearest(turn ID) Anchor {
	var before *Turn
	passed := false
	for _, c := range d.chunks {
		for _, t := range c.turns {
			switch {
			case t.ID == turn:
				passed = true
			case !passed:
				before = t
			case before == nil:
				return Anchor{Turn: t.ID, To: min(1, CountWords(t.Paragraphs)), Lost: true}
			}
		}
		if passed && before != nil {
			break
		}
	}
	if before == nil {
		return Anchor{Lost: true}
	}
	n := CountWords(before.Paragraphs)
	return Anchor{Turn: before.ID, From: max(0, n-1), To: n, Lost: true}
}

func sameNotes(a, b map[ID]*Note) bool {
	return maps.EqualFunc(a, b, func(x, y *Note) bool { return *x == *y })
}
