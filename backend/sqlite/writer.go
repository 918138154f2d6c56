package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"

	"stet/backend/session"
)

// writer is the library's only connection that writes. One transaction at a time has it; its statements are prepared
// once. A transaction that has begun runs to its end whatever becomes of the caller's context: it is short, and so a
// change that was reported as failed is never in the library after all.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	// learned are words that stand in the list of all words; it belongs to who has entered.
	learned map[string]bool
	// turn holds one token: who has it may use the connection, unless the library is closed.
	turn   chan struct{}
	closed atomic.Bool
}

func openWriter(ctx context.Context, path string, o Options) (*writer, error) {
	db, err := sql.Open("sqlite", writerName(path))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		db.Close()
		return nil, err
	}
	w := &writer{db: db, conn: conn, stmts: map[string]*sql.Stmt{}, turn: make(chan struct{}, 1)}
	w.turn <- struct{}{}
	if o.MaxPages > 0 {
		if _, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", o.MaxPages)); err != nil {
			w.close()
			return nil, err
		}
	}
	return w, nil
}

// enter waits for the connection; leave gives it back.
func (w *writer) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-w.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	if w.closed.Load() {
		w.leave()
		return session.ErrClosed
	}
	return nil
}

func (w *writer) leave() { w.turn <- struct{}{} }

// do runs work in a transaction: all of it is on the disk when do returns, or nothing of it if there is an error.
func (w *writer) do(ctx context.Context, work func(*tx) error) error {
	if err := w.enter(ctx); err != nil {
		return err
	}
	defer w.leave()
	return w.doEntered(work)
}

func (w *writer) doEntered(work func(*tx) error) (err error) {
	t := &tx{w: w}
	if _, err := t.exec("BEGIN IMMEDIATE"); err != nil {
		return explain(err)
	}
	done := false
	defer func() {
		if !done {
			w.learned = nil // some of them may have been written in this transaction
			// Some failures have ended the transaction already; then there is nothing to roll back, and this says so.
			_, _ = t.exec("ROLLBACK")
		}
	}()
	if err := work(t); err != nil {
		return explain(err)
	}
	if err := t.writeWords(); err != nil {
		return explain(err)
	}
	if _, err := t.exec("COMMIT"); err != nil {
		return explain(err)
	}
	done = true
	return nil
}

// close expects that nobody else uses the writer.
func (w *writer) close() error {
	for _, s := range w.stmts {
		s.Close()
	}
	err := w.conn.Close()
	if derr := w.db.Close(); err == nil {
		err = derr
	}
	return err
}

// tx is a transaction under way. After an error nothing more may be done in it: SQLite may have ended it, and what
// followed would be stored by itself.
type tx struct {
	w *writer
	// words are of turns that were written, fresh those that may be new to the library.
	words []rowWords
	fresh []string
}

func (t *tx) prepared(query string) (*sql.Stmt, error) {
	if s := t.w.stmts[query]; s != nil {
		return s, nil
	}
	s, err := t.w.conn.PrepareContext(context.Background(), query)
	if err == nil {
		t.w.stmts[query] = s
	}
	return s, err
}

func (t *tx) exec(query string, args ...any) (sql.Result, error) {
	s, err := t.prepared(query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(context.Background(), args...)
}

// get reads the one row of a query; sql.ErrNoRows if there is none.
func (t *tx) get(query string, args []any, into ...any) error {
	s, err := t.prepared(query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(context.Background(), args...).Scan(into...)
}

// each reads all rows of a query. row must not use the transaction.
func (t *tx) each(query string, args []any, row func(scan func(...any) error) error) error {
	s, err := t.prepared(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.Background(), args...)
	if err != nil {
		return err
	}
	return eachRow(rows, row)
}

func eachRow(rows *sql.Rows, row func(scan func(...any) error) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
