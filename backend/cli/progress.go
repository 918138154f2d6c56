// This file shows progress on a terminal, and nowhere else.

package cli

import (
	"fmt"
	"os"
)

// progress tells how far the work is, if somebody watches; end takes away what it wrote.
func (c *call) progress() (tell func(what string, done, total int), end func()) {
	file, ok := c.Stderr.(*os.File)
	if !ok || !isTerminal(file) {
		return func(string, int, int) {}, func() {}
	}
	const clear = "\r\x1b[K"
	told := -1
	tell = func(what string, done, total int) {
		if percent := done * 100 / max(1, total); percent != told {
			told = percent
			fmt.Fprintf(file, clear+"%3d %%  %.60s", percent, what)
		}
	}
	return tell, func() { fmt.Fprint(file, clear) }
}

func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	// The one other device that people write to.
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
