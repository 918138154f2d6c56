//go:build !linux

package atomicfile

// create makes a file with a name of its own.
func create(dir string) (*temp, error) { return createNamed(dir) }

// link closes the file, which Windows asks for before a rename, and returns its name.
func (t *temp) link() (string, error) { return t.name, t.Close() }
