// This file tells the texts of a folder that are previewed from those that come as they are, or do not come.

package service

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// hasFence says that a file begins as chunk files do, with a line before its front matter: nothing is guessed of one, so that it need
// not be read.
func hasFence(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(f, head)
	text := strings.TrimLeft(strings.TrimPrefix(string(head[:n]), "\ufeff"), " \t\r\n")
	return strings.HasPrefix(text, "---")
}

// madeHere says of a text that it was made of the chunk files in its folder, which are among files.
func madeHere(ctx context.Context, files []found) func(read) bool {
	folders := map[string]map[string]map[string]bool{}
	return func(r read) bool {
		if !asExported(r.path) {
			return false
		}
		dir := filepath.Dir(r.path)
		if folders[dir] == nil {
			var beside []found
			for _, f := range files {
				if filepath.Dir(f.path) == dir {
					beside = append(beside, f)
				}
			}
			folders[dir] = keysIn(readAll(ctx, beside))
		}
		return madeOf(r, folders[dir][r.id.key])
	}
}
