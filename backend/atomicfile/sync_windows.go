package atomicfile

// syncFolder does nothing: Windows has no such call, and NTFS journals its renames.
func syncFolder(string) error { return nil }
