package session

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/reconcile"
	"stet/backend/transcript"
)

// This file takes in what other programs did to the files of an episode, and settles what both sides changed. It reads no
// files: it is given their bytes.

// Taken tells what became of a chunk whose file was taken in, or that has turns of such a file.
type Taken struct {
	Chunk transcript.ID
	// Changed says that the chunk is another now; Conflicts counts what both sides changed.
	Changed   bool
	Conflicts int
	// Left names what the file of a chunk that was joined with another says, and its chunk says otherwise: title “Rain”.
	Left []string
}

// TakeIn brings chunks together with their files as they are on the disk now, as one step: what only the file changed is
// taken, what only was changed here stays, and what both changed becomes a conflict. Turns that went from one file to another
// go along. The files are then what the chunks came from, so that an export leaves alone what nobody changed here. Undone,
// the chunks come from the files before again.
func (s *Session) TakeIn(ctx context.Context, d OnDisk, name string) (Result, []Taken, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id := range d.Changed {
		if b := s.files[id]; !s.joined(id) && (b == nil || b.fresh()) {
			return Result{}, nil, fmt.Errorf("chunk %d: %w", id, ErrNotFound)
		}
	}
	c := Commit{Action: Keep, Bases: map[transcript.ID]Source{}}
	do := func(ops ...transcript.Op) error {
		done, inverses, change, err := s.apply(Edit{Ops: ops})
		if err == nil {
			c.Step.Ops, c.Step.Inverses = append(c.Step.Ops, done...), append(c.Step.Inverses, inverses...)
			c.Change.Merge(change)
		}
		return err
	}
	list := s.parties(d)
	err := s.followMoves(list, func(op transcript.Op) error { return do(op) })
	var taken []Taken
	tell := func(t Taken) {
		i := slices.IndexFunc(taken, func(x Taken) bool { return x.Chunk == t.Chunk })
		if i < 0 {
			taken = append(taken, t)
			return
		}
		taken[i].Changed, taken[i].Conflicts = taken[i].Changed || t.Changed, taken[i].Conflicts+t.Conflicts
		taken[i].Left = append(taken[i].Left, t.Left...)
	}
	for i := range list {
		p := &list[i]
		if err != nil || p.gone || p.fresh {
			continue
		}
		if p.joined {
			p.home = s.homeOf(p.id)
		}
		for _, x := range s.carry(p, d.Beside) {
			var ops []transcript.Op
			if ops, err = x.merged.Ops(s.doc, x.chunk, s.doc.NewID); err == nil && len(ops) > 0 {
				err = do(ops...)
			}
			if err != nil {
				break
			}
			tell(Taken{Chunk: x.chunk, Changed: len(ops) > 0, Conflicts: len(x.merged.Conflicts)})
		}
	}
	for _, p := range list {
		if err != nil {
			break
		}
		if p.gone {
			tell(Taken{Chunk: p.id, Changed: true})
			continue
		}
		if p.joined {
			var t Taken
			if t, err = s.takeJoined(p, do); err != nil {
				break
			}
			c.Bases[p.id] = p.src
			tell(t)
			continue
		}
		mine, _ := s.doc.Chunk(p.id)
		merged := reconcile.Chunks(p.base, mine, p.theirs)
		var ops []transcript.Op
		if ops, err = merged.Ops(s.doc, p.id, s.doc.NewID); err != nil {
			break
		}
		if !p.fresh {
			ops = append(ops, quotesGivenUp(mine, s.files[p.id].source.Bytes, p.src.Bytes)...)
		}
		c.Bases[p.id] = p.src
		touched := len(ops) > 0 || c.Change.Orders.Has(p.id) || p.fresh
		if !p.fresh && (touched || len(c.Step.Ops) > 0) {
			ops = append(ops, transcript.TakeFile{Chunk: p.id, Was: sum(s.files[p.id].source.Bytes), Now: sum(p.src.Bytes)})
		}
		if len(ops) > 0 {
			err = do(ops...)
		}
		tell(Taken{Chunk: p.id, Changed: touched, Conflicts: len(merged.Conflicts)})
	}
	if err != nil {
		s.takeBack(c.Step.Inverses)
		return Result{}, nil, err
	}
	if len(c.Step.Ops) > 0 {
		c.Action = Record
		c.Step.Name, c.Step.At, c.Step.State = name, s.now().UnixMicro(), transcript.Done
		c.Step.Place = placeOf(s.doc, c.Change, c.Step.Ops, c.Step.Inverses)
	}
	r, err := s.rebase(ctx, c)
	return r, taken, err
}

// quotesGivenUp are the ops that ask no longer for quotes that a file had as they were asked for, and that another program put or
// took away since: else the next export would change them back.
func quotesGivenUp(mine transcript.Chunk, was, now []byte) (ops []transcript.Op) {
	changes := func(src []byte, q transcript.Quoting) bool {
		out, err := chunkfile.Parse(src).Requote([]transcript.Quoting{q})
		return err == nil && !bytes.Equal(out, src)
	}
	for _, q := range mine.Quotes {
		back := q
		back.Quoted = !q.Quoted
		if changes(now, q) && !changes(was, q) && (!q.Quoted || changes(was, back)) {
			ops = append(ops, transcript.SetQuoted{Chunk: mine.ID, Key: q.Key, Value: q.Value})
		}
	}
	return ops
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// filesAfter are the files that chunks come from once an op of the history is applied in which files were taken in. A chunk
// whose file has become another since is left alone.
func (s *Session) filesAfter(ctx context.Context, op transcript.Op) (map[transcript.ID]Source, error) {
	sums := map[transcript.ID]string{}
	transcript.EachOp([]transcript.Op{op}, func(op transcript.Op) {
		o, is := op.(transcript.TakeFile)
		src, has := s.sourceOf(o.Chunk)
		if !is || !has {
			return
		}
		if _, known := sums[o.Chunk]; !known {
			sums[o.Chunk] = sum(src.Bytes)
		}
		if sums[o.Chunk] == o.Was {
			sums[o.Chunk] = o.Now
		}
	})
	out := map[transcript.ID]Source{}
	for id, text := range sums {
		src, _ := s.sourceOf(id)
		if text == sum(src.Bytes) {
			continue
		}
		var key [sha256.Size]byte
		if n, err := hex.Decode(key[:], []byte(text)); err != nil || n != len(key) {
			return nil, fmt.Errorf("a file with the sum %q: %w", text, ErrNotFound)
		}
		held, err := s.store.Held(ctx, key)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		src.Bytes = held
		out[id] = src
	}
	return out, nil
}

// How a conflict is settled.
type Settlement string

const (
	// TakeMine leaves what stands here, whatever it is by now; the others put another text in its place.
	TakeMine   Settlement = "mine"
	TakeTheirs Settlement = "theirs"
	TakeBoth   Settlement = "both"
	// ByHand puts a text there that somebody wrote.
	ByHand Settlement = "hand"
)

var settledNames = map[Settlement]string{
	TakeMine: "Kept mine", TakeTheirs: "Took theirs", TakeBoth: "Took both", ByHand: "Settled by hand",
}

// Settle settles a conflict, as one step. text is what somebody wrote: paragraphs a line each, or the items of a list.
func (s *Session) Settle(ctx context.Context, conflict transcript.ID, how Settlement, text string) (Result, error) {
	return s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		c, stands := doc.Conflict(conflict)
		c = Standing(doc, c)
		name := settledNames[how]
		switch {
		case !stands:
			return "", nil, fmt.Errorf("conflict %d: %w", conflict, ErrNotFound)
		case name == "":
			return "", nil, transcript.Refuse("a conflict is not settled by %q", how)
		case how == TakeBoth && c.Both == nil:
			return "", nil, transcript.Refuse("only one of both can stand here")
		}
		var ops []transcript.Op
		var err error
		switch how {
		case TakeTheirs:
			ops, err = put(doc, c, c.Theirs)
		case TakeBoth:
			ops, err = put(doc, c, *c.Both)
		case ByHand:
			var side transcript.Side
			if side, err = written(c, text); err == nil {
				ops, err = put(doc, c, side)
			}
		}
		if c.Field != "" {
			name += " in " + strings.ReplaceAll(c.Field, "_", " ")
		}
		return name, append(ops, transcript.DropConflict{Conflict: conflict}), err
	}})
}

// written is what somebody wrote, as a version of the place.
func written(c transcript.Conflict, text string) (transcript.Side, error) {
	lines := transcript.Canonical(strings.Split(text, "\n"))
	switch {
	case c.Field == transcript.LeadPlace:
		return transcript.Side{Lead: lines}, nil
	case c.Field == transcript.MatterPlace:
		return transcript.Side{Matter: &transcript.Matter{Form: transcript.RawMatter, Raw: text}}, nil
	case c.Field != "":
		like := c.Mine.Field
		if like == nil {
			like = c.Theirs.Field
		}
		if like == nil {
			return transcript.Side{}, transcript.Refuse("there is no such field")
		}
		f := *like
		if f.Value = text; f.Kind == transcript.ListField {
			f.Value, f.Items = "", lines
		}
		return transcript.Side{Field: &f}, nil
	}
	turns := c.Mine.Turns
	if len(turns) == 0 {
		turns = c.Theirs.Turns
	}
	if len(turns) != 1 {
		return transcript.Side{}, transcript.Refuse("several turns are at stake; take one side, and mend it in the text")
	}
	t := turns[0]
	t.Paragraphs = lines
	return transcript.Side{Turns: []transcript.Turn{t}}, nil
}

// Standing is a conflict with what stands at its place by now, where somebody went on writing before it was settled.
func Standing(doc *transcript.Document, c transcript.Conflict) transcript.Conflict {
	head, stands := doc.Chunk(c.Chunk)
	if !stands {
		return c
	}
	var now transcript.Side
	switch c.Field {
	case "":
		for _, id := range c.Turns {
			if t, stands := doc.Turn(id); stands {
				now.Turns = append(now.Turns, t)
			}
		}
		if len(now.Turns) == 0 {
			return c // its words stand in other turns, or nowhere
		}
	case transcript.LeadPlace:
		now.Lead = head.Lead
	case transcript.MatterPlace:
		now.Matter = &head.Matter
	default:
		if at := fieldPlace(head.Matter.Fields, c); at >= 0 {
			now.Field = &head.Matter.Fields[at]
		}
	}
	return reconcile.Later(c, now)
}

// fieldPlace is where the field of a conflict stands; -1 if nowhere.
func fieldPlace(fields []transcript.Field, c transcript.Conflict) int {
	nth := c.Nth
	return slices.IndexFunc(fields, func(f transcript.Field) bool {
		if f.Key == c.Field {
			nth--
		}
		return nth < 0
	})
}

// put returns the ops that make the place of a conflict say what a version says.
func put(doc *transcript.Document, c transcript.Conflict, side transcript.Side) ([]transcript.Op, error) {
	if c.Field == "" {
		return putTurns(doc, c, side.Turns)
	}
	head, stands := doc.Chunk(c.Chunk)
	if !stands {
		return nil, fmt.Errorf("chunk %d: %w", c.Chunk, ErrNotFound)
	}
	switch c.Field {
	case transcript.LeadPlace:
		head.Lead = side.Lead
	case transcript.MatterPlace:
		if side.Matter != nil {
			head.Matter = *side.Matter
		}
	default:
		at := fieldPlace(head.Matter.Fields, c)
		switch {
		case at < 0 && side.Field != nil:
			head.Matter.Fields = append(head.Matter.Fields, *side.Field)
		case at >= 0 && side.Field == nil:
			head.Matter.Fields = slices.Delete(head.Matter.Fields, at, at+1)
		case at >= 0:
			head.Matter.Fields[at] = *side.Field
		}
	}
	return doc.Differences(c.Chunk, head)
}

func putTurns(doc *transcript.Document, c transcript.Conflict, turns []transcript.Turn) ([]transcript.Op, error) {
	chunk, at := c.Chunk, 0
	if home, stands := doc.Home(c.After); stands {
		chunk, at = home, slices.Index(doc.Order(home), c.After)+1
	}
	old := map[transcript.ID]transcript.Turn{}
	for _, id := range slices.Backward(c.Turns) {
		if home, stands := doc.Home(id); stands {
			old[id], _ = doc.Turn(id)
			chunk, at = home, slices.Index(doc.Order(home), id)
		}
	}
	order := doc.Order(chunk)
	var ops []transcript.Op
	for _, t := range turns {
		was, stands := old[t.ID]
		if !stands {
			t.ID = doc.NewID()
			ops = append(ops, transcript.InsertTurn{Chunk: chunk, At: at, Turn: t})
			order = slices.Insert(order, at, t.ID)
			at++
			continue
		}
		delete(old, t.ID)
		if from := slices.Index(order, t.ID); from != at {
			to := at
			if from >= 0 && from < at {
				to--
			}
			ops = append(ops, transcript.MoveTurn{Turn: t.ID, Chunk: chunk, At: to})
			if from >= 0 {
				order = slices.Delete(order, from, from+1)
			}
			order = slices.Insert(order, to, t.ID)
			at = to
		}
		ops = append(ops, transcript.TurnDifferences(was, t)...)
		at++
	}
	for _, id := range slices.Sorted(maps.Keys(old)) {
		ops = append(ops, transcript.DeleteTurn{Turn: id})
	}
	return ops, nil
}
