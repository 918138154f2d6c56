package sqlite

import (
	"context"
	"database/sql"
	"sync"
)

// This file holds the connections that read, and prepares on them what opening an episode and going through its history
// ask thousands of times when many episodes change at once.

// readersAtOnce is how many connections read at once; the writer is not among them.
const readersAtOnce = 4

type readers struct {
	*sql.DB
	mu    sync.Mutex
	stmts statements
}

type statements map[string]*sql.Stmt

// asked are the queries that are prepared.
var asked = []string{
	episodeQuery, chunksQuery, fieldsQuery, turnsQuery, notesQuery, conflictsQuery, sourcesQuery, sourceQuery, goneQuery,
	lastDoneQuery, lastUndoneQuery, oneQuery, undoneQuery, opsQuery, endsQuery,
}

func openReaders(path string) (*readers, error) {
	db, err := sql.Open("sqlite", readerName(path))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(readersAtOnce)
	db.SetMaxIdleConns(readersAtOnce)
	return &readers{DB: db}, nil
}

// prepared returns all that is prepared. Whoever is reading in a transaction must not ask for it: preparing takes a
// connection, and those who read may have all of them.
func (r *readers) prepared(ctx context.Context) (statements, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stmts != nil {
		return r.stmts, nil
	}
	stmts := statements{}
	for _, query := range asked {
		s, err := r.PrepareContext(ctx, query)
		if err != nil {
			for _, s := range stmts {
				s.Close()
			}
			return nil, err
		}
		stmts[query] = s
	}
	r.stmts = stmts
	return stmts, nil
}

// get reads the one row of a query; sql.ErrNoRows if there is none.
func (r *readers) get(ctx context.Context, query string, args []any, into ...any) error {
	stmts, err := r.prepared(ctx)
	if err != nil {
		return err
	}
	return stmts[query].QueryRowContext(ctx, args...).Scan(into...)
}

// reading is one state of the library, for the queries that are prepared.
type reading struct {
	ctx   context.Context
	tx    *sql.Tx
	stmts statements
}

// reading runs work on one state of the library, whatever is written meanwhile.
func (l *Library) reading(ctx context.Context, work func(reading) error) error {
	stmts, err := l.readers.prepared(ctx)
	if err != nil {
		return l.explain(err)
	}
	return l.read(ctx, func(t *sql.Tx) error { return work(reading{ctx, t, stmts}) })
}

func (r reading) stmt(query string) *sql.Stmt { return r.tx.StmtContext(r.ctx, r.stmts[query]) }

// get reads the one row of a query; sql.ErrNoRows if there is none.
func (r reading) get(query string, args []any, into ...any) error {
	return r.stmt(query).QueryRowContext(r.ctx, args...).Scan(into...)
}

// each reads all rows of a query.
func (r reading) each(query string, args []any, row func(scan func(...any) error) error) error {
	rows, err := r.stmt(query).QueryContext(r.ctx, args...)
	if err != nil {
		return err
	}
	return eachRow(rows, row)
}
