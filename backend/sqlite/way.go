package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file finds its way in the history, which is a tree: a step stands on the one that was done last before it, and
// one that was undone keeps its place when something else is done. It applies no ops.

// tree has for each step of an episode the one that it stands on.
type tree map[int64]int64

// read takes the rows of treeQuery in.
func (t tree) read(scan func(...any) error) error {
	var seq int64
	var after sql.NullInt64
	err := scan(&seq, &after)
	t[seq] = transcript.NotKnown
	if after.Valid {
		t[seq] = after.Int64
	}
	return err
}

const treeQuery = "SELECT seq, after_seq FROM step WHERE episode_id = ?"

// way returns the steps to take back and the steps to do, each in order. A step is always younger than what it stands
// on, so the younger of two is never below the older.
func (t tree) way(from, to int64) (back, forth []int64, err error) {
	for from != to {
		younger := max(from, to)
		below, known := t[younger]
		switch {
		case !known:
			return nil, nil, fmt.Errorf("step %d: %w", younger, session.ErrNotFound)
		case below == transcript.NotKnown:
			return nil, nil, fmt.Errorf("step %d: %w", younger, session.ErrForgotten)
		case from > to:
			back, from = append(back, from), below
		default:
			forth, to = append(forth, to), below
		}
	}
	slices.Reverse(forth)
	return back, forth, nil
}

// Way implements session.Store.
func (l *Library) Way(ctx context.Context, id session.EpisodeID, from, to int64) (session.Way, error) {
	var w session.Way
	err := l.read(ctx, func(t *sql.Tx) error {
		rows, err := t.QueryContext(ctx, treeQuery, id)
		if err != nil {
			return err
		}
		all := tree{}
		if err := eachRow(rows, all.read); err != nil {
			return err
		}
		back, forth, err := all.way(from, to)
		if err != nil {
			return err
		}
		w.Back, w.Forth = len(back), len(forth)
		if err := appendOps(ctx, t, back, "SELECT op.inverse", "DESC", &w.Ops); err != nil {
			return err
		}
		return appendOps(ctx, t, forth, "SELECT op.forward", "ASC", &w.Ops)
	})
	return w, err
}

func appendOps(ctx context.Context, t *sql.Tx, steps []int64, what, order string, ops *[]transcript.Op) error {
	if len(steps) == 0 {
		return nil
	}
	list, err := json.Marshal(steps)
	if err != nil {
		return err
	}
	rows, err := t.QueryContext(ctx, what+" FROM json_each(?) AS wanted CROSS JOIN op ON op.step_seq = wanted.value "+
		"ORDER BY wanted.key, op.n "+order, string(list))
	if err != nil {
		return err
	}
	return eachRow(rows, func(scan func(...any) error) error {
		var raw sql.RawBytes
		if err := scan(&raw); err != nil {
			return err
		}
		op, err := transcript.DecodeOp(raw)
		*ops = append(*ops, op)
		return err
	})
}

// goTo sets the states so that the step to is the last one done. What can be done again then is what was next on its
// own line.
func (t *tx) goTo(id session.EpisodeID, from, to int64) error {
	if err := t.expectDone(id, from); err != nil {
		return err
	}
	state := string(transcript.Done)
	if to != 0 {
		if err := t.get("SELECT state FROM step WHERE episode_id = ? AND seq = ?", []any{id, to}, &state); err != nil {
			return found(err, "step %d", to)
		}
	}
	if state == string(transcript.Abandoned) {
		return t.goAside(id, to)
	}
	for _, query := range []string{
		"UPDATE step SET state = 'undone' WHERE episode_id = ? AND state = 'done' AND seq > ?",
		"UPDATE step SET state = 'done' WHERE episode_id = ? AND state = 'undone' AND seq <= ?",
	} {
		if _, err := t.exec(query, id, to); err != nil {
			return err
		}
	}
	return nil
}

// goAside makes another line of the tree the one that undo and redo go along.
func (t *tx) goAside(id session.EpisodeID, to int64) error {
	all := tree{}
	if err := t.each(treeQuery, []any{id}, all.read); err != nil {
		return err
	}
	_, done, err := all.way(0, to)
	if err != nil {
		return err
	}
	if err := t.abandon(id); err != nil {
		return err
	}
	if _, err := t.exec("UPDATE step SET state = 'abandoned' WHERE episode_id = ? AND state = 'done'", id); err != nil {
		return err
	}
	if err := t.setStates(done, transcript.Done); err != nil {
		return err
	}
	return t.setStates(all.youngestLine(to), transcript.Undone)
}

// youngestLine returns what was last done on top of a step, and on top of that, and so on.
func (t tree) youngestLine(seq int64) []int64 {
	youngest := map[int64]int64{}
	for s, below := range t {
		youngest[below] = max(youngest[below], s)
	}
	var line []int64
	for seq = youngest[seq]; seq != 0; seq = youngest[seq] {
		line = append(line, seq)
	}
	return line
}

func (t *tx) setStates(steps []int64, to transcript.StepState) error {
	list, err := json.Marshal(steps)
	if err != nil {
		return err
	}
	_, err = t.exec("UPDATE step SET state = ? WHERE seq IN (SELECT value FROM json_each(?))", string(to), string(list))
	return err
}

// expectDone makes sure that seq is the last step done; 0 that none is.
func (t *tx) expectDone(id session.EpisodeID, seq int64) error {
	if seq != 0 {
		return t.expect(id, seq, lastDone)
	}
	var next int64
	if err := t.get(lastDone, []any{id}, &next); !noRow(err) {
		return fmt.Errorf("%w: step %d is done", session.ErrHistory, next)
	}
	return nil
}
