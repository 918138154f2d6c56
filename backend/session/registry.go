package session

import (
	"context"
	"errors"
)

// RegistryStep is a change of what a series shares.
type RegistryStep struct {
	Seq int64
	// At is in microseconds since 1970.
	At          int64
	Name, Edits string
	// State is "done", "undone", or "left" of what another step was done in the place of.
	State string
}

// ErrRegistry says that what a series shares is another than the one that a change is of.
var ErrRegistry = errors.New("the names of the series were changed meanwhile")

// Registrar is the part of a Store that keeps what a series shares, as texts that it does not read.
type Registrar interface {
	// Registry is what a series shares; "" while nothing is kept.
	Registry(ctx context.Context, series string) (body string, err error)
	// SetRegistry puts body in the place of was, or fails with ErrRegistry. A step without a number is a new one, and
	// leaves those behind that are undone; of another, only the state is kept.
	SetRegistry(ctx context.Context, series, was, body string, step RegistryStep) error
	// RegistrySteps lists the latest steps, newest first.
	RegistrySteps(ctx context.Context, series string, limit int) ([]RegistryStep, error)
}
