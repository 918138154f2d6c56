// Package service is what the window and the verbs call: it opens a library, keeps the episodes that are open in it,
// and turns what happens into small structs of text and numbers.
//
// It does not know Wails: events go out through the Events that it is given. Every error that leaves it is an *Error
// with a code for programs and a sentence for people.
package service
