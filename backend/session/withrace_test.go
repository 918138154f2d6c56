//go:build race

package session_test

// The race detector makes everything some ten times slower, and finds nothing in a long history that a shorter one
// would not show.
const slow = true
