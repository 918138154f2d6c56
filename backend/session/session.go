package session

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"stet/backend/transcript"
)

// Session is one open episode. It is safe for use by several goroutines.
type Session struct {
	mu    sync.Mutex
	id    EpisodeID
	store Store
	now   func() time.Time
	doc   *transcript.Document
	files map[transcript.ID]*baseline
	// gone are the files of chunks that were joined with others.
	gone   map[transcript.ID]Source
	typing typed
	past   past
}

// Open reads an episode from the store. now tells the time, for the history.
func Open(ctx context.Context, store Store, id EpisodeID, now func() time.Time) (*Session, error) {
	doc, err := store.Document(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("opening episode %d: %w", id, err)
	}
	doc.Reserve(nextBlock(doc.NewID()))
	s := &Session{id: id, store: store, now: now, doc: doc, files: map[transcript.ID]*baseline{}}
	sources, err := store.Sources(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("opening episode %d: %w", id, err)
	}
	for _, chunk := range doc.Chunks() {
		src, known := sources[chunk]
		if !known {
			return nil, fmt.Errorf("opening episode %d: the file of chunk %d: %w", id, chunk, ErrNotFound)
		}
		s.files[chunk] = newBaseline(src, doc, chunk)
	}
	gone, err := store.Gone(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("opening episode %d: %w", id, err)
	}
	s.gone = map[transcript.ID]Source{}
	for _, g := range gone {
		s.gone[g.Chunk] = g.Source
	}
	return s, nil
}

// blockSize is how many numbers for new turns are given at a time: more than anybody needs before the episode is read
// again, and few enough that no number ever leaves what a JavaScript number holds.
const blockSize = 1 << 20

func nextBlock(id transcript.ID) transcript.ID { return (id + blockSize - 1) / blockSize * blockSize }

// Numbers sets numbers aside for the turns that one caller is going to make, and returns the first and the last. No
// other caller gets one of them, also not in another session of the same episode.
func (s *Session) Numbers() (first, last transcript.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	first = nextBlock(s.doc.NewID())
	s.doc.Reserve(first + blockSize)
	return first, first + blockSize - 1
}

// ID returns the episode's name in its library.
func (s *Session) ID() EpisodeID { return s.id }

// Edit is a change that somebody asks for.
type Edit struct {
	// Name says what is done, for the history.
	Name string
	Ops  []transcript.Op
	// Compose, unless it is nil, says what is done and how, in the document as it is when the edit's turn comes: in the
	// place of Name and Ops. What follows from the document is composed: between a Read and a Do somebody else may edit.
	Compose func(doc *transcript.Document, files Files) (name string, ops []transcript.Op, err error)
	// UTF16 says that the offsets of EditText ops count UTF-16 units instead of bytes.
	UTF16 bool
	// settled are chunks whose headers say what they are to say already, and follow no turns.
	settled []transcript.ID
	// Typing lets the change join the step before, if it goes on where that left off. With a name it begins a step, which
	// typing goes on with and which keeps the name.
	Typing bool
	// Tentative says that the step may be withdrawn: the result tells what was left behind for it.
	Tentative bool
	// Onto is the step that the change goes on with, if nothing was done since: work that comes in parts is one step.
	Onto int64
}

// Result is a change that is in the document and on the disk.
type Result struct {
	Step int64
	Name string
	// At is when it was saved.
	At     time.Time
	Change transcript.Change
	// Left are the steps that could be done again before a tentative one.
	Left []int64
	// Flipped are the chunks that began or ceased to differ from their file.
	Flipped []transcript.ID
	// Based are the chunks that come from another file now, so that all of them may differ from it in other ways.
	Based []transcript.ID
}

// Read lets f look at the document and at what differs from the files. Neither may be kept.
func (s *Session) Read(f func(doc *transcript.Document, files Files)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.doc, Files{s})
}

// Do applies an edit, all of it or none, and stores it. After an error the document is as it was, and the same edit
// can be tried again.
func (s *Session) Do(ctx context.Context, e Edit) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.do(ctx, e)
}

func (s *Session) do(ctx context.Context, e Edit) (Result, error) {
	if e.Compose != nil {
		var err error
		if e.Name, e.Ops, err = e.Compose(s.doc, Files{s}); err != nil {
			return Result{}, err
		}
	}
	before := s.stands(e.Ops)
	for _, id := range e.settled {
		delete(before.extents, id)
	}
	before.titles = s.titles(e.Ops)
	ops, inverses, change, err := s.apply(e)
	if err != nil {
		return Result{}, err
	}
	if more := s.follow(before); len(more) > 0 {
		followed, back, touched, err := s.apply(Edit{Ops: more})
		if err != nil {
			s.takeBack(inverses)
			return Result{}, err
		}
		ops, inverses = append(ops, followed...), append(inverses, back...)
		change.Merge(touched)
	}
	now := s.now()
	next, joins := s.typing.join(s.doc, e, ops, inverses, now)
	if joins && next.tookBack() && slices.Equal(s.typing.had, s.typing.left) {
		if r, left, err := s.leaveTyping(ctx, inverses); left || err != nil {
			return r, err
		}
	}
	c := Commit{
		Action: Record,
		Step:   transcript.Step{Name: e.Name, At: now.UnixMicro(), State: transcript.Done, Ops: ops, Inverses: inverses},
		Change: change,
	}
	switch {
	case c.Step.Name != "":
	case next.turn != 0:
		c.Step.Name = next.name()
	default:
		c.Step.Name = "Changed the words"
	}
	onto := s.typing.step
	if e.Onto != 0 {
		last, err := s.store.LastDone(ctx, s.id)
		onto, joins = e.Onto, err == nil && last.Seq == e.Onto
	}
	if joins {
		c.Action, c.Step.Seq = Extend, onto
	} else {
		c.Step.Place = placeOf(s.doc, change, ops, inverses)
	}
	var left []int64
	if e.Tentative {
		left, err = s.store.Undone(ctx, s.id)
	}
	var r Result
	if err == nil {
		r, err = s.commit(ctx, c)
	}
	if err != nil {
		s.takeBack(inverses)
		s.mark(change)
		return Result{}, err
	}
	r.Left = left
	next.step = r.Step
	s.typing = next
	return r, nil
}

// apply applies the ops one after another, since the offsets of each count in what the one before left.
func (s *Session) apply(e Edit) (ops, inverses []transcript.Op, change transcript.Change, err error) {
	if len(e.Ops) == 0 {
		return nil, nil, change, transcript.Refuse("it holds nothing")
	}
	for _, op := range e.Ops {
		if op, err = s.settle(op, e.UTF16); err != nil {
			break
		}
		if edit, ok := op.(transcript.EditText); ok && e.Typing && e.Name == "" && len(e.Ops) == 1 {
			op = s.typing.timed(s.doc, edit, s.now())
		}
		var c transcript.Change
		var inverse transcript.Op
		if c, inverse, err = s.doc.Apply(op); err != nil {
			break
		}
		change.Merge(c)
		ops, inverses = append(ops, op), append(inverses, inverse)
	}
	if err != nil {
		s.takeBack(inverses)
		return nil, nil, transcript.Change{}, err
	}
	return ops, inverses, change, nil
}

// settle gives an op what only the document knows: byte offsets, and a number for a new turn or note.
func (s *Session) settle(op transcript.Op, utf16 bool) (transcript.Op, error) {
	switch o := op.(type) {
	case transcript.EditText:
		if !utf16 {
			return o, nil
		}
		o.From, o.To = s.byteOffset(o.Turn, o.Para, o.From), s.byteOffset(o.Turn, o.Para, o.To)
		return o, nil
	case transcript.SplitTurn:
		if utf16 {
			o.At = s.byteOffset(o.Turn, o.Para, o.At)
		}
		return o, nil
	case transcript.InsertTurn:
		if o.Turn.ID == 0 {
			o.Turn.ID = s.doc.NewID()
		}
		return o.Fitting(s.doc), nil
	case transcript.TimeWords:
		return o.Fitting(s.doc), nil
	case transcript.SplitChunk:
		if o.New.ID == 0 {
			o.New.ID = s.doc.NewID()
		}
		return o, nil
	case transcript.AddNote:
		if o.Note.ID == 0 {
			o.Note.ID = s.doc.NewID()
		}
		return o, nil
	}
	return op, nil
}

func (s *Session) takeBack(inverses []transcript.Op) {
	if _, _, err := s.doc.Apply((transcript.Step{Inverses: inverses}).Undo()); err != nil {
		panic("session: an inverse does not fit: " + err.Error())
	}
}

// commit stores a change that the document has already. What c.Bases names comes from these files then. After an error
// the document still has the change.
func (s *Session) commit(ctx context.Context, c Commit) (Result, error) {
	made := c.Change.Made.IDs()
	if err := s.meet(ctx, made); err != nil {
		return Result{}, err
	}
	was := map[transcript.ID]bool{}
	for id := range c.Bases {
		was[id] = s.files[id].dirty()
	}
	flipped := slices.DeleteFunc(s.mark(c.Change), func(id transcript.ID) bool { _, based := c.Bases[id]; return based })
	old := s.base(&c)
	for _, id := range slices.Sorted(maps.Keys(old)) {
		if c.Dirty[id] != was[id] {
			flipped = append(flipped, id)
		}
	}
	if len(flipped)+len(made) > 0 && len(c.Bases) == 0 {
		c.Dirty, c.Bases = map[transcript.ID]bool{}, map[transcript.ID]Source{}
	}
	for _, id := range made {
		c.Dirty[id], c.Bases[id] = s.files[id].dirty(), s.files[id].source
	}
	for _, id := range flipped {
		c.Dirty[id] = s.files[id].dirty()
	}
	seq, err := s.store.Commit(ctx, s.id, s.doc, c)
	if err != nil {
		maps.Copy(s.files, old)
		return Result{}, fmt.Errorf("saving: %w", err)
	}
	s.part(c.Change)
	s.keepJoined(c.Bases)
	return Result{
		Step: seq, Name: c.Step.Name, At: s.now(), Change: c.Change, Flipped: flipped, Based: slices.Sorted(maps.Keys(old)),
	}, nil
}

// base takes the files of a commit for what the chunks come from, and returns those from before.
func (s *Session) base(c *Commit) map[transcript.ID]*baseline {
	old := map[transcript.ID]*baseline{}
	if len(c.Bases) == 0 {
		return old
	}
	c.Dirty, c.Problems = map[transcript.ID]bool{}, map[transcript.ID]Problems{}
	for chunk, src := range c.Bases {
		if _, stands := s.doc.Head(chunk); !stands {
			continue
		}
		old[chunk] = s.files[chunk]
		if src.Made = old[chunk].source.Made; !src.Made {
			src.First = old[chunk].source.first()
		}
		s.files[chunk] = newBaseline(src, s.doc, chunk)
		c.Dirty[chunk], c.Problems[chunk] = s.files[chunk].dirty(), s.files[chunk].problems()
	}
	return old
}

// mark brings the notes of what differs from the files up to date, and returns the chunks that flipped.
func (s *Session) mark(change transcript.Change) []transcript.ID {
	before := map[transcript.ID]bool{}
	visit := func(chunk transcript.ID) *baseline {
		f := s.files[chunk]
		if f == nil {
			return nil
		}
		if _, seen := before[chunk]; !seen {
			before[chunk] = f.dirty()
		}
		return f
	}
	for _, id := range change.Made.IDs() {
		if f := visit(id); f != nil {
			f.markHead(s.doc, id)
			f.markOrder(s.doc, id)
		}
	}
	for _, id := range change.Chunks.IDs() {
		if f := visit(id); f != nil {
			f.markHead(s.doc, id)
		}
	}
	for _, id := range change.Orders.IDs() {
		if f := visit(id); f != nil {
			f.markOrder(s.doc, id)
		}
	}
	for _, id := range change.Turns.IDs() {
		home, _ := s.doc.Home(id)
		if f := visit(home); f != nil {
			t, _ := s.doc.Turn(id)
			f.markTurn(t)
		}
	}
	var flipped []transcript.ID
	for _, id := range s.doc.Chunks() {
		if was, seen := before[id]; seen && was != s.files[id].dirty() {
			flipped = append(flipped, id)
		}
	}
	return flipped
}

// TakeTheirs makes a chunk what a file on the disk holds, as one step that can be undone, and takes that file as what
// the chunk came from.
func (s *Session) TakeTheirs(ctx context.Context, chunk transcript.ID, src Source, name string) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	want := newBaseline(src, s.doc, chunk).chunk
	ops, err := s.doc.Differences(chunk, want)
	if err != nil {
		return Result{}, err
	}
	c := Commit{Action: Keep, Bases: map[transcript.ID]Source{chunk: src}}
	if len(ops) > 0 {
		done, inverses, change, err := s.apply(Edit{Ops: ops})
		if err != nil {
			return Result{}, err
		}
		c.Action, c.Change = Record, change
		c.Step = transcript.Step{Name: name, At: s.now().UnixMicro(), State: transcript.Done, Ops: done, Inverses: inverses}
		c.Step.Place = placeOf(s.doc, change, done, inverses)
	}
	return s.rebase(ctx, c)
}

// Rebase says that chunks now stand in the files given: just written, or kept against what somebody else wrote. A file that was
// called as somebody had asked, and that another program calls otherwise, keeps that name.
func (s *Session) Rebase(ctx context.Context, bases map[transcript.ID]Source) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for chunk := range bases {
		if s.files[chunk] == nil {
			return Result{}, fmt.Errorf("chunk %d: %w", chunk, ErrNotFound)
		}
	}
	c := Commit{Action: Keep, Bases: bases}
	for chunk, src := range bases {
		head, stands := s.doc.Head(chunk)
		was, now := filepath.Base(s.files[chunk].source.Path), filepath.Base(src.Path)
		if !stands || head.File.Of(was) != was || head.File.Of(now) == now {
			continue
		}
		ops, inverses, change, err := s.apply(Edit{Ops: []transcript.Op{transcript.SetFileName{Chunk: chunk, From: was, To: now}}})
		if err != nil {
			s.takeBack(c.Step.Inverses)
			return Result{}, err
		}
		// Nobody did that here: it goes into no step.
		c.Step.Ops, c.Step.Inverses = append(c.Step.Ops, ops...), append(c.Step.Inverses, inverses...)
		c.Change.Merge(change)
	}
	return s.rebase(ctx, c)
}

func (s *Session) rebase(ctx context.Context, c Commit) (Result, error) {
	r, err := s.commit(ctx, c)
	if err != nil {
		s.takeBack(c.Step.Inverses)
		s.mark(c.Change)
		return Result{}, err
	}
	s.typing = typed{}
	return r, nil
}
