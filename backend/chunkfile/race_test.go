//go:build race

package chunkfile

// The race detector makes everything some ten times slower, and finds nothing here that fewer rounds would not show.
const slow = true
