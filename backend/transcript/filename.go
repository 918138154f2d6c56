package transcript

import "slices"

// This file says what a chunk's file is to be called, where it is not to be called as it is. Another slug renames the file that is
// named after it, without being asked.

// FileName is what a chunk's file is to be called: To, wherever it is called one of From. A file of any other name keeps it.
type FileName struct {
	From []string `json:"from"`
	To   string   `json:"to"`
}

// Of is what a file of a name is to be called.
func (f *FileName) Of(name string) string {
	if f != nil && slices.Contains(f.From, name) {
		return f.To
	}
	return name
}

// SetFileName has the file of a chunk that is called From, or is to be, called To.
type SetFileName struct {
	Chunk ID     `json:"chunk"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Kind implements Op.
func (SetFileName) Kind() string { return "file.name" }

func (o SetFileName) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{o.From, o.To} {
		if err := checkLine("the file's name", name); err != nil {
			return nil, err
		}
		if name == "" {
			return nil, refuse("a file needs a name")
		}
	}
	now := &FileName{From: []string{o.From}, To: o.To}
	if had := in.file; had != nil && had.To == o.From {
		// It may not be called so yet.
		now.From = append(now.From, had.From...)
	}
	now.From = slices.DeleteFunc(now.From, func(name string) bool { return name == o.To })
	in.file = now
	c.Chunks.add(o.Chunk)
	return SetFileName{Chunk: o.Chunk, From: o.To, To: o.From}, nil
}

func (f *FileName) clone() *FileName {
	if f == nil {
		return nil
	}
	return &FileName{From: slices.Clone(f.From), To: f.To}
}
