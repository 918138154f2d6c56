//go:build !race

package session_test

const slow = false
