package atomicfile

import (
	"io/fs"
	"os"
)

// keepOwner does nothing: a new file has the rights of its folder here.
func keepOwner(*os.File, fs.FileInfo) {}
