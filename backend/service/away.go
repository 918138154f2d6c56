// This file tells a folder that is gone from one that cannot be reached, as where its drive is off, and a file that was
// removed from one that need not be there. It reads none.

package service

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Where systems put the drives that come and go; in the folders of mountsByUser each user has one for them.
var (
	mounts       = []string{"/media", "/run/media", "/mnt", "/Volumes", "/net"}
	mountsByUser = []string{"/media", "/run/media"}
)

// isAway says of a folder that it may be where it was, and cannot be reached: of what it lay in nothing is there but an empty
// folder, a link that leads nowhere, or one in which drives come and go. Where that is all there is to see, nobody can tell.
func isAway(folder string) bool {
	if _, err := os.Stat(folder); err == nil {
		return false
	}
	for at := folder; ; at = filepath.Dir(at) {
		if filepath.Dir(at) == at || holdsDrives(at) {
			return true
		}
		if _, err := os.Lstat(at); err == nil {
			return isEmpty(at)
		}
	}
}

// holdsDrives says whether drives come and go in a folder.
func holdsDrives(folder string) bool {
	return slices.Contains(mounts, folder) || slices.Contains(mountsByUser, filepath.Dir(folder))
}

// isEmpty says that nothing is in a folder, or that it cannot be read.
func isEmpty(folder string) bool {
	f, err := os.Open(folder)
	if err != nil {
		return true
	}
	defer f.Close()
	names, _ := f.Readdirnames(1)
	return len(names) == 0
}

// isDraft says that a file need not be there: it is what an export makes of another program's file, which lies beside it.
func isDraft(name string) bool {
	of, is := strings.CutSuffix(name, draftEnding)
	if !is {
		return false
	}
	info, err := os.Stat(of)
	return err == nil && info.Mode().IsRegular()
}

// wasRemoved says of a file that is not there that another program has seen to that: its folder is there.
func wasRemoved(name string) bool {
	_, err := os.Stat(filepath.Dir(name))
	return err == nil && !isDraft(name)
}
