//go:build !race

package chunkfile

const slow = false
