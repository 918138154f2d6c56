package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"stet/backend/session"
	"stet/backend/transcript"
)

// This file keeps the history: steps, which change their state, and ops, which never change. It does not apply them.

// LastDone implements session.Store.
func (l *Library) LastDone(ctx context.Context, id session.EpisodeID) (transcript.Step, error) {
	return l.step(ctx, lastDoneQuery, id)
}

// LastUndone implements session.Store: what was undone last is the first of the undone steps.
func (l *Library) LastUndone(ctx context.Context, id session.EpisodeID) (transcript.Step, error) {
	return l.step(ctx, lastUndoneQuery, id)
}

const (
	lastDone    = "SELECT seq FROM step WHERE episode_id = ? AND state = 'done' ORDER BY seq DESC LIMIT 1"
	firstUndone = "SELECT seq FROM step WHERE episode_id = ? AND state = 'undone' ORDER BY seq LIMIT 1"

	lastDoneQuery   = stepColumns + "WHERE seq = (" + lastDone + ")"
	lastUndoneQuery = stepColumns + "WHERE seq = (" + firstUndone + ")"
	undoneQuery     = "SELECT seq FROM step WHERE episode_id = ? AND state = 'undone' ORDER BY seq"
	oneQuery        = stepColumns + "WHERE episode_id = ? AND seq = ?"
	opsQuery        = "SELECT forward, inverse FROM op WHERE step_seq = ? ORDER BY n"

	endsQuery = "SELECT coalesce((SELECT name FROM step WHERE seq = (" + lastDone + ")), ''), " +
		"coalesce((SELECT name FROM step WHERE seq = (" + firstUndone + ")), ''), coalesce((" + lastDone + "), 0)"
)

// Ends implements session.Store.
func (l *Library) Ends(ctx context.Context, id session.EpisodeID) (session.Ends, error) {
	var e session.Ends
	err := l.readers.get(ctx, endsQuery, []any{id, id, id}, &e.Undo, &e.Redo, &e.Last)
	return e, l.explain(err)
}

// Undone implements session.Store.
func (l *Library) Undone(ctx context.Context, id session.EpisodeID) (steps []int64, err error) {
	err = l.reading(ctx, func(r reading) error {
		return r.each(undoneQuery, []any{id}, func(scan func(...any) error) error {
			var seq int64
			err := scan(&seq)
			steps = append(steps, seq)
			return err
		})
	})
	return steps, err
}

// step reads the step that a query finds, with its ops.
func (l *Library) step(ctx context.Context, query string, args ...any) (transcript.Step, error) {
	var s transcript.Step
	err := l.reading(ctx, func(r reading) error {
		err := scanStep(func(into ...any) error { return r.get(query, args, into...) }, &s)
		if err != nil {
			return found(err, "a step of episode %d", args[0])
		}
		return r.each(opsQuery, []any{s.Seq}, func(scan func(...any) error) error {
			var forward, inverse []byte
			if err := scan(&forward, &inverse); err != nil {
				return err
			}
			do, err := transcript.DecodeOp(forward)
			if err != nil {
				return err
			}
			undo, err := transcript.DecodeOp(inverse)
			s.Ops, s.Inverses = append(s.Ops, do), append(s.Inverses, undo)
			return err
		})
	})
	return s, err
}

const stepColumns = "SELECT seq, name, place, at_us, state, after_seq FROM step "

func scanStep(scan func(...any) error, s *transcript.Step) error {
	var after sql.NullInt64
	err := scan(&s.Seq, &s.Name, &s.Place, &s.At, &s.State, &after)
	s.After = transcript.NotKnown
	if after.Valid {
		s.After = after.Int64
	}
	return err
}

// Step implements session.Store.
func (l *Library) Step(ctx context.Context, id session.EpisodeID, seq int64) (transcript.Step, error) {
	return l.step(ctx, oneQuery, id, seq)
}

// Steps implements session.Store. A limit below zero is none.
func (l *Library) Steps(ctx context.Context, id session.EpisodeID, before int64, limit int) ([]transcript.Step, error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	// The index has the steps in order within each state.
	const latest = stepColumns + "WHERE episode_id = ?1 AND state = '%s' AND seq < ?3 ORDER BY seq DESC LIMIT ?2"
	query := fmt.Sprintf("SELECT * FROM ("+latest+") UNION ALL SELECT * FROM ("+latest+") UNION ALL SELECT * FROM ("+latest+
		") ORDER BY seq DESC LIMIT ?2", transcript.Done, transcript.Undone, transcript.Abandoned)
	rows, err := l.readers.QueryContext(ctx, query, id, limit, before)
	if err != nil {
		return nil, l.explain(err)
	}
	var steps []transcript.Step
	err = eachRow(rows, func(scan func(...any) error) error {
		var s transcript.Step
		err := scanStep(scan, &s)
		steps = append(steps, s)
		return err
	})
	return steps, l.explain(err)
}

// CountSteps implements session.Store.
func (l *Library) CountSteps(ctx context.Context, id session.EpisodeID) (n int, err error) {
	err = l.readers.QueryRowContext(ctx, "SELECT count(*) FROM step WHERE episode_id = ?", id).Scan(&n)
	return n, l.explain(err)
}

// encodedOp is an op as the journal keeps it.
type encodedOp struct{ forward, inverse string }

func encode(s transcript.Step) ([]encodedOp, error) {
	if len(s.Ops) != len(s.Inverses) {
		return nil, fmt.Errorf("%w: %d ops with %d inverses", session.ErrHistory, len(s.Ops), len(s.Inverses))
	}
	out := make([]encodedOp, len(s.Ops))
	for i := range s.Ops {
		forward, err := transcript.EncodeOp(s.Ops[i])
		if err != nil {
			return nil, err
		}
		inverse, err := transcript.EncodeOp(s.Inverses[i])
		if err != nil {
			return nil, err
		}
		out[i] = encodedOp{string(forward), string(inverse)}
	}
	return out, nil
}

// journal writes what a commit does to the history, and returns the step's Seq.
func (t *tx) journal(id session.EpisodeID, c session.Commit, ops []encodedOp) (int64, error) {
	switch c.Action {
	case session.Record:
		return t.record(id, c.Step, ops)
	case session.Extend:
		return c.Step.Seq, t.extend(id, c.Step, ops)
	case session.Undo:
		return c.Step.Seq, t.turnOver(id, c.Step.Seq, lastDone, transcript.Undone)
	case session.Withdraw:
		return c.Step.Seq, t.withdraw(id, c.Step.Seq, c.Left)
	case session.Redo:
		return c.Step.Seq, t.turnOver(id, c.Step.Seq, firstUndone, transcript.Done)
	case session.GoTo:
		return c.Step.Seq, t.goTo(id, c.From, c.Step.Seq)
	case session.Keep:
		return c.Step.Seq, nil
	}
	return 0, fmt.Errorf("%w: there is no action %d", session.ErrHistory, c.Action)
}

func (t *tx) record(id session.EpisodeID, s transcript.Step, ops []encodedOp) (int64, error) {
	if err := t.abandon(id); err != nil {
		return 0, err
	}
	made, err := t.exec("INSERT INTO step(episode_id, name, place, at_us, state, after_seq) "+
		"VALUES(?1, ?2, ?3, ?4, 'done', coalesce((SELECT max(seq) FROM step WHERE episode_id = ?1 AND state = 'done'), 0))",
		id, s.Name, s.Place, s.At)
	if err != nil {
		return 0, err
	}
	seq, err := made.LastInsertId()
	if err != nil {
		return 0, err
	}
	return seq, t.append(seq, 0, ops)
}

func (t *tx) extend(id session.EpisodeID, s transcript.Step, ops []encodedOp) error {
	if err := t.expect(id, s.Seq, lastDone); err != nil {
		return err
	}
	if err := t.abandon(id); err != nil {
		return err
	}
	var n int
	if err := t.get("SELECT coalesce(max(n) + 1, 0) FROM op WHERE step_seq = ?", []any{s.Seq}, &n); err != nil {
		return err
	}
	_, err := t.exec("UPDATE step SET at_us = ?, name = coalesce(nullif(?, ''), name), place = coalesce(nullif(?, ''), place) "+
		"WHERE seq = ?", s.At, s.Name, s.Place, s.Seq)
	if err != nil {
		return err
	}
	return t.append(s.Seq, n, ops)
}

func (t *tx) abandon(id session.EpisodeID) error {
	_, err := t.exec("UPDATE step SET state = 'abandoned' WHERE episode_id = ? AND state = 'undone'", id)
	return err
}

func (t *tx) append(seq int64, n int, ops []encodedOp) error {
	for i, op := range ops {
		_, err := t.exec("INSERT INTO op(step_seq, n, forward, inverse) VALUES(?, ?, ?, ?)", seq, n+i, op.forward, op.inverse)
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) turnOver(id session.EpisodeID, seq int64, which string, to transcript.StepState) error {
	if err := t.expect(id, seq, which); err != nil {
		return err
	}
	_, err := t.exec("UPDATE step SET state = ? WHERE seq = ?", string(to), seq)
	return err
}

func (t *tx) withdraw(id session.EpisodeID, seq int64, left []int64) error {
	if err := t.turnOver(id, seq, lastDone, transcript.Abandoned); err != nil {
		return err
	}
	// What was done on top of it meanwhile, and undone, has nothing to stand on any more.
	if err := t.abandon(id); err != nil {
		return err
	}
	return t.setStates(left, transcript.Undone)
}

// expect makes sure that seq is the step that a query names.
func (t *tx) expect(id session.EpisodeID, seq int64, which string) error {
	var next int64
	err := t.get(which, []any{id}, &next)
	switch {
	case noRow(err):
		return fmt.Errorf("%w: there is no step %d to change", session.ErrHistory, seq)
	case err != nil:
		return err
	case next != seq:
		return fmt.Errorf("%w: it is the turn of step %d, not of %d", session.ErrHistory, next, seq)
	}
	return nil
}
