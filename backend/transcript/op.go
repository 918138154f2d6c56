package transcript

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/timecode"
)

// Op is one change of a Document, as a value: it can be stored, sent, applied and, through the inverse that applying
// it returns, taken back. The set is closed: every kind stands in this package.
type Op interface {
	// Kind is the op's name in the journal.
	Kind() string
	apply(d *Document, c *Change) (inverse Op, err error)
}

// Change says what an applied op touched, for those who show or store the document.
type Change struct {
	// Episode is set when something of the whole episode changed.
	Episode bool
	// Chunks are those whose front matter, lead or status changed.
	Chunks IDSet
	// Orders are the chunks in which turns came or went.
	Orders IDSet
	// Turns are those that changed or came, Removed those that went.
	Turns, Removed IDSet
	// Went are the times of the words of turns that went.
	Went Timings
	// Notes are those that came, went, moved or changed.
	Notes IDSet
	// Conflicts are those that came or were settled.
	Conflicts IDSet
	// Made are the chunks that came, Gone those that went. Sequence is set when chunks came, went or changed places.
	Made, Gone IDSet
	Sequence   bool
}

// IDSet is a set of IDs that remembers the order in which they came. The zero IDSet is empty.
type IDSet struct {
	ids  []ID
	held map[ID]bool
}

// IDs returns the members, each once.
func (s *IDSet) IDs() []ID {
	out := make([]ID, 0, len(s.held))
	for _, id := range s.ids {
		if s.held[id] {
			out = append(out, id)
		}
	}
	return out
}

// Has reports whether id is a member.
func (s *IDSet) Has(id ID) bool { return s.held[id] }

func (s *IDSet) add(id ID) {
	if s.held == nil {
		s.held = map[ID]bool{}
	}
	if _, known := s.held[id]; !known {
		s.ids = append(s.ids, id)
	}
	s.held[id] = true
}

func (s *IDSet) drop(id ID) {
	if s.held[id] {
		s.held[id] = false
	}
}

// Merge adds what another change touched, as if both had been one.
func (c *Change) Merge(o Change) {
	c.Episode = c.Episode || o.Episode
	c.Sequence = c.Sequence || o.Sequence
	for _, id := range o.Gone.IDs() {
		c.Made.drop(id)
		c.Chunks.drop(id)
		c.Orders.drop(id)
		c.Gone.add(id)
	}
	for _, id := range o.Made.IDs() {
		c.Gone.drop(id)
		c.Made.add(id)
	}
	for _, id := range o.Chunks.IDs() {
		c.Chunks.add(id)
	}
	for _, id := range o.Orders.IDs() {
		c.Orders.add(id)
	}
	for _, id := range o.Removed.IDs() {
		c.Turns.drop(id)
		c.Removed.add(id)
	}
	c.Went = append(c.Went, o.Went...)
	for _, id := range o.Turns.IDs() {
		c.Removed.drop(id)
		c.Turns.add(id)
	}
	for _, id := range o.Notes.IDs() {
		c.Notes.add(id)
	}
	for _, id := range o.Conflicts.IDs() {
		c.Conflicts.add(id)
	}
}

// ErrOp is wrapped by every refusal to apply an op.
var ErrOp = errors.New("this change does not fit the document")

// Refuse returns an ErrOp that says in words of its own why something cannot be done now.
func Refuse(format string, args ...any) error { return refusal(fmt.Sprintf(format, args...)) }

type refusal string

func (r refusal) Error() string { return string(r) }

func (refusal) Is(target error) bool { return target == ErrOp }

func refuse(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrOp, fmt.Sprintf(format, args...))
}

// Apply changes the document by op, and returns the op that takes the change back. On an error the document is as it
// was.
func (d *Document) Apply(op Op) (Change, Op, error) {
	var c Change
	inverse, err := op.apply(d, &c)
	if err != nil {
		return Change{}, nil, err
	}
	return c, inverse, nil
}

func (d *Document) turn(id ID) (*Turn, error) {
	if t := d.turns[id]; t != nil {
		return t, nil
	}
	return nil, refuse("there is no turn %d", id)
}

func (d *Document) chunk(id ID) (*chunk, error) {
	if c := d.byID[id]; c != nil {
		return c, nil
	}
	return nil, refuse("there is no chunk %d", id)
}

// checkLine refuses what no line of a text file can hold.
func checkLine(what, s string) error {
	if !utf8.ValidString(s) {
		return refuse("%s is not valid UTF-8", what)
	}
	if i := strings.IndexAny(s, "\x00\n\r"); i >= 0 {
		return refuse("%s holds a character that cannot stand in a line (%q)", what, s[i])
	}
	return nil
}

// Batch is several ops as one: all of them, or none.
type Batch struct {
	Ops []Op
}

// EachOp calls f for ops one by one, also for those of batches.
func EachOp(ops []Op, f func(Op)) {
	for _, op := range ops {
		if b, is := op.(Batch); is {
			EachOp(b.Ops, f)
			continue
		}
		f(op)
	}
}

// EditText replaces the bytes From to To of a paragraph by Text.
type EditText struct {
	Turn ID     `json:"turn"`
	Para int    `json:"para"`
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text,omitempty"`
	// Times says when the words are said that then stand there; without it the times of the old words are carried over.
	Times *Retiming `json:"times,omitempty"`
	// Checked is what a turn is whose words then are others: an inverse gives back what it was.
	Checked bool `json:"checked,omitempty"`
}

// SetParagraphs gives a turn other words.
type SetParagraphs struct {
	Turn       ID        `json:"turn"`
	Paragraphs []string  `json:"paragraphs"`
	Times      *Retiming `json:"times,omitempty"`   // as in EditText
	Checked    bool      `json:"checked,omitempty"` // as in EditText
}

// SetSpeaker puts a turn under a speaker; nil takes the label away.
type SetSpeaker struct {
	Turn    ID      `json:"turn"`
	Speaker *string `json:"speaker"`
}

// SetSpan gives a turn a time; nil takes it away. Estimated says which ends of it nobody has heard.
type SetSpan struct {
	Turn      ID             `json:"turn"`
	Span      *timecode.Span `json:"span"`
	Estimated Edges          `json:"estimated,omitempty"`
}

// SetTimes tells when the words of a turn are said: a time for each, or none at all.
type SetTimes struct {
	Turn  ID      `json:"turn"`
	Times Timings `json:"times,omitempty"`
}

// SetChecked marks a turn as compared with the sound, or takes the mark away.
type SetChecked struct {
	Turn    ID   `json:"turn"`
	Checked bool `json:"checked,omitempty"`
}

// InsertTurn puts a turn into a chunk, before the one that stands at place At; or, if After names a turn, right after
// that one. Turn.ID must be new: see NewID.
type InsertTurn struct {
	Chunk ID   `json:"chunk,omitempty"`
	At    int  `json:"at,omitempty"`
	After ID   `json:"after,omitempty"`
	Turn  Turn `json:"turn"`
}

// DeleteTurn removes a turn.
type DeleteTurn struct {
	Turn ID `json:"turn"`
}

// Kind implements Op.
func (Batch) Kind() string         { return "batch" }
func (EditText) Kind() string      { return "text" }
func (SetParagraphs) Kind() string { return "paragraphs" }
func (SetSpeaker) Kind() string    { return "speaker" }
func (SetSpan) Kind() string       { return "span" }
func (SetTimes) Kind() string      { return "times" }
func (SetChecked) Kind() string    { return "checked" }
func (InsertTurn) Kind() string    { return "turn.insert" }
func (DeleteTurn) Kind() string    { return "turn.delete" }

func (b Batch) apply(d *Document, c *Change) (Op, error) {
	inverses := make([]Op, 0, len(b.Ops))
	for _, op := range b.Ops {
		inverse, err := op.apply(d, c)
		if err != nil {
			var ignored Change
			for _, inv := range slices.Backward(inverses) {
				if _, uerr := inv.apply(d, &ignored); uerr != nil {
					panic("transcript: an inverse does not fit: " + uerr.Error())
				}
			}
			return nil, err
		}
		inverses = append(inverses, inverse)
	}
	slices.Reverse(inverses)
	return Batch{Ops: inverses}, nil
}

func (o SetSpeaker) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	if o.Speaker != nil {
		if err := checkSpeaker(*o.Speaker); err != nil {
			return nil, err
		}
	}
	old := t.Speaker
	t.Speaker = clonePointer(o.Speaker)
	c.Turns.add(o.Turn)
	return SetSpeaker{Turn: o.Turn, Speaker: old}, nil
}

func checkSpeaker(label string) error {
	if strings.TrimSpace(label) == "" {
		return refuse("a speaker needs a name")
	}
	if label != strings.TrimSpace(label) {
		return refuse("a speaker's name begins and ends without a space")
	}
	return checkLine("the speaker's name", label)
}

func (o SetSpan) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	if o.Span == nil && o.Estimated != 0 || o.Estimated > StartEdge|EndEdge {
		return nil, refuse("a turn without a time has no estimated one")
	}
	inverse := SetSpan{Turn: o.Turn, Span: t.Span, Estimated: t.Estimated}
	t.Span, t.Estimated = clonePointer(o.Span), o.Estimated
	c.Turns.add(o.Turn)
	return inverse, nil
}

func (o SetTimes) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	if err := checkTimes(o.Times, t.Paragraphs); err != nil {
		return nil, err
	}
	old := t.Times
	t.Times = slices.Clone(o.Times)
	c.Turns.add(o.Turn)
	return SetTimes{Turn: o.Turn, Times: old}, nil
}

func (o SetChecked) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	old := t.Checked
	t.Checked = o.Checked
	c.Turns.add(o.Turn)
	return SetChecked{Turn: o.Turn, Checked: old}, nil
}

func checkTimes(times Timings, paragraphs []string) error {
	if n := CountWords(paragraphs); len(times) > 0 && len(times) != n {
		return refuse("there are times for %d words, not for %d", len(times), n)
	}
	for _, w := range times {
		if !w.How.valid() || w.How.Timed() && w.End < w.Start {
			return refuse("a word ends before it begins")
		}
		if w.Confidence > 100 {
			return refuse("nobody is surer of a word than wholly")
		}
	}
	return nil
}

func (o InsertTurn) apply(d *Document, c *Change) (Op, error) {
	if o.After != 0 {
		before, err := d.turn(o.After)
		if err != nil {
			return nil, err
		}
		home := d.home[o.After]
		o.Chunk, o.At = home.id, slices.Index(home.turns, before)+1
	}
	home, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	if o.At < 0 || o.At > len(home.turns) {
		return nil, refuse("chunk %d has no place %d", o.Chunk, o.At)
	}
	if o.Turn.ID <= 0 || d.turns[o.Turn.ID] != nil {
		return nil, refuse("a new turn cannot bear the number %d", o.Turn.ID)
	}
	if o.Turn.Speaker != nil {
		if err := checkSpeaker(*o.Turn.Speaker); err != nil {
			return nil, err
		}
	}
	t := o.Turn.clone()
	if len(t.Paragraphs) == 0 {
		t.Paragraphs = []string{""}
	}
	for _, p := range t.Paragraphs {
		if err := checkLine("the text", p); err != nil {
			return nil, err
		}
	}
	if err := checkTimes(t.Times, t.Paragraphs); err != nil {
		return nil, err
	}
	d.Reserve(t.ID + 1)
	d.turns[t.ID] = &t
	d.home[t.ID] = home
	home.turns = slices.Insert(home.turns, o.At, &t)
	c.Turns.add(t.ID)
	c.Removed.drop(t.ID)
	c.Orders.add(o.Chunk)
	return DeleteTurn{Turn: t.ID}, nil
}

func (o DeleteTurn) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	home := d.home[o.Turn]
	at := slices.Index(home.turns, t)
	var notes []NotePlace
	if len(d.noted[o.Turn]) > 0 {
		next := d.nearest(o.Turn)
		notes = d.placesOn(o.Turn, func(Anchor) Anchor { return next })
	}
	home.turns = slices.Delete(home.turns, at, at+1)
	delete(d.turns, o.Turn)
	delete(d.home, o.Turn)
	c.Turns.drop(o.Turn)
	c.Removed.add(o.Turn)
	c.Went = append(c.Went, t.Times...)
	c.Orders.add(home.id)
	return d.putBeside(notes, c, InsertTurn{Chunk: home.id, At: at, Turn: *t}), nil
}
