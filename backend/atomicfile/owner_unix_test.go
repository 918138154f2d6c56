//go:build !windows

package atomicfile

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// The file of somebody who works in a group stays the group's; root gives it back to its owner as well.
func TestAFileKeepsItsOwnerAndGroup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ep.md")
	if err := os.WriteFile(path, []byte("old"), 0o664); err != nil {
		t.Fatal(err)
	}
	uid, gid := os.Getuid(), -1
	groups, err := os.Getgroups()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		if g != os.Getgid() {
			gid = g
		}
	}
	if uid == 0 {
		uid, gid = 1234, 2345
	}
	if gid < 0 || os.Chown(path, uid, gid) != nil || os.Chmod(path, 0o664) != nil {
		t.Skip("this user has no other group to give a file to")
	}
	if err := Write(path, []byte("new"), nil); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	have := info.Sys().(*syscall.Stat_t)
	if int(have.Uid) != uid || int(have.Gid) != gid || info.Mode().Perm() != 0o664 || read(t, path) != "new" {
		t.Errorf("%q belongs to %d:%d with mode %v, want %d:%d", read(t, path), have.Uid, have.Gid, info.Mode(), uid, gid)
	}
}
