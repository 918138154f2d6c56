//go:build unix

package sqlite

import "syscall"

// readOnlyDrive is what the system says of a drive that is mounted for reading alone.
const readOnlyDrive = syscall.EROFS
