// This file tells what another program left of a chunk's file that is no version of it: nothing, or two at once. Such a file
// is not taken in, since words would go, or signs that are no words would come.

package service

import (
	"bytes"
	"strings"
)

// notWhole says why what stands in a chunk's file now is not taken in; nil where it is.
func notWhole(shown string, src []byte) *refusal {
	if len(bytes.TrimSpace(src)) == 0 {
		return refuse(shown, 1, 1, "file.emptied", "Nothing is in this file any more. Its chunk stays in the library as it is.")
	}
	if line := unmerged(src); line > 0 {
		return refuse(shown, line, 1, "file.unmerged", "git could not merge this file: from line %d on both versions stand in it. Finish the merge there, and take it in then. Its chunk stays in the library as it is.", line)
	}
	return nil
}

// unmerged is the line on which git's first sign of a merge stands that nobody has finished; 0 if there is none.
func unmerged(src []byte) int {
	first, between := 0, false
	if !bytes.Contains(src, []byte("<<<<<<< ")) {
		return 0
	}
	for i, line := range strings.Split(string(src), "\n") {
		line = strings.TrimSuffix(line, "\r")
		switch {
		case strings.HasPrefix(line, "<<<<<<< ") && first == 0:
			first = i + 1
		case line == "=======" && first > 0:
			between = true
		case strings.HasPrefix(line, ">>>>>>> ") && between:
			return first
		}
	}
	return 0
}
