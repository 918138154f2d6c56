// This file says what an error is to those outside. It knows no error of the packages below: sentence does.

package service

import (
	"errors"
	"fmt"
)

// Code tells errors apart for programs.
type Code string

const (
	CodeNotFound Code = "not-found"
	CodeInvalid  Code = "invalid"
	CodeConflict Code = "conflict"
	CodeFull     Code = "full"
	CodeReadOnly Code = "read-only"
	CodeLocked   Code = "locked"
	CodeSound    Code = "sound"
	CodeFailed   Code = "failed"
)

// Error is what leaves the service: a code, and a sentence that says what happened and what to do.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	cause   error
}

func (e *Error) Error() string { return e.Message }

// Unwrap returns what caused the error, or nil.
func (e *Error) Unwrap() error { return e.cause }

func fail(code Code, cause error, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), cause: cause}
}

// AsError makes any error one of the service's; of nil, nil.
func AsError(err error) *Error {
	var e *Error
	errors.As(sentence(err), &e)
	return e
}
