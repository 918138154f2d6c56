//go:build !windows

package atomicfile

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner and the group of another. Only root may give files away; a group that its user belongs
// to, anybody. What is not allowed is left as it is.
func keepOwner(f *os.File, old fs.FileInfo) {
	have, ok := old.Sys().(*syscall.Stat_t)
	if !ok {
		return
	}
	if err := f.Chown(int(have.Uid), int(have.Gid)); err != nil {
		_ = f.Chown(-1, int(have.Gid))
	}
}
