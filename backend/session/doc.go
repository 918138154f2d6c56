// Package session is one open episode: its document, its history, and what differs from the files it came from. Every
// edit goes through Edit, Undo or Redo, and is in the Store before they return.
//
// It knows neither the window nor the database: it declares the Store that it needs.
package session
