//go:build !cgo

// Package hid is the system's HID devices. Built without a C compiler, as on Windows it may be, it has none.
package hid

import (
	"io/fs"

	"stet/backend/pedal"
)

// System implements pedal.System.
type System struct{}

// List implements pedal.System.
func (System) List() ([]pedal.Found, error) { return nil, nil }

// Open implements pedal.System.
func (System) Open(path string) (pedal.Port, error) {
	return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
}

// Close implements pedal.System.
func (System) Close() error { return nil }
