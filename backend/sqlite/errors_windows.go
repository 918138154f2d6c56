package sqlite

import "golang.org/x/sys/windows"

// readOnlyDrive is what the system says of a medium with its write protection on.
const readOnlyDrive = windows.ERROR_WRITE_PROTECT
