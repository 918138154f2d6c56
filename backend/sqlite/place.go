package sqlite

import (
	"fmt"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file finds places for turns that come or move, without moving those that stay. Places are numbers with gaps
// between them.

// gap is how far apart the turns of a chunk are placed at first: 32 turns find room at the same spot, each before the
// last, until the chunk must be spaced anew.
const gap = int64(1) << 32

// places says where the turns that came or moved are to stand, in all chunks in which turns came or went. Turns that
// are not in the result stay where they are.
func (w *rowWriter) places(c transcript.Change, old map[transcript.ID]oldTurn) (map[transcript.ID]int64, error) {
	places := map[transcript.ID]int64{}
	for _, id := range c.Orders.IDs() {
		state, err := w.chunk(id)
		if err != nil {
			return nil, err
		}
		p := placing{rowWriter: w, row: state.row, order: w.doc.Order(id), changed: &c.Turns, old: old, places: places}
		if err := p.run(); err != nil {
			return nil, err
		}
	}
	return places, nil
}

// placing finds places for the turns of one chunk.
type placing struct {
	*rowWriter
	row     int64
	order   []transcript.ID
	changed *transcript.IDSet
	old     map[transcript.ID]oldTurn
	places  map[transcript.ID]int64
}

// run goes along the stretches of turns that changed. The turns between them stand where they stood.
func (p *placing) run() error {
	for from := 0; from < len(p.order); from++ {
		if !p.changed.Has(p.order[from]) {
			continue
		}
		to := from
		for to < len(p.order) && p.changed.Has(p.order[to]) {
			to++
		}
		fits, err := p.stretch(from, to)
		if err != nil {
			return err
		}
		if !fits {
			return p.spaceAnew()
		}
		from = to
	}
	return nil
}

// stretch places the turns from one index up to another, all of which changed; those of them that can stay do. It
// reports false if there is not enough room.
func (p *placing) stretch(from, to int) (fits bool, err error) {
	low, high := bound{}, bound{}
	if from > 0 {
		if low, err = p.stands(p.order[from-1]); err != nil {
			return false, err
		}
	}
	if to < len(p.order) {
		if high, err = p.stands(p.order[to]); err != nil {
			return false, err
		}
	}
	waiting := from
	for i := from; i < to; i++ {
		o, stood := p.old[p.order[i]]
		if !stood || o.chunk != p.row || low.known && o.pos <= low.at || high.known && o.pos >= high.at {
			continue
		}
		here := bound{known: true, at: o.pos}
		if !p.spread(p.order[waiting:i], low, here) {
			return false, nil
		}
		low, waiting = here, i+1
	}
	return p.spread(p.order[waiting:to], low, high), nil
}

// bound is a place that is taken, or the open end of the chunk.
type bound struct {
	known bool
	at    int64
}

func (p *placing) stands(id transcript.ID) (bound, error) {
	b := bound{known: true}
	err := p.get("SELECT pos FROM turn WHERE episode_id = ? AND id = ? AND chunk_row = ?", []any{p.episode, id, p.row}, &b.at)
	if noRow(err) {
		err = fmt.Errorf("%w: turn %d is in the document, but not in the library", session.ErrHistory, id)
	}
	return b, err
}

// spread places turns evenly between two bounds.
func (p *placing) spread(ids []transcript.ID, low, high bound) bool {
	n := int64(len(ids))
	step := gap
	switch {
	case n == 0:
		return true
	case low.known && high.known:
		step = (high.at - low.at) / (n + 1)
	case high.known:
		low.at = high.at - gap*(n+1)
	}
	if step < 1 {
		return false
	}
	for i, id := range ids {
		p.places[id] = low.at + step*int64(i+1)
	}
	return true
}

// spaceAnew places all turns of the chunk, and moves those at once that did not change.
func (p *placing) spaceAnew() error {
	for i, id := range p.order {
		pos := gap * int64(i+1)
		if p.changed.Has(id) {
			p.places[id] = pos
			continue
		}
		_, err := p.exec("UPDATE turn SET pos = ? WHERE episode_id = ? AND id = ?", pos, p.episode, id)
		if err != nil {
			return err
		}
	}
	return nil
}
