package transcript

import "slices"

// This file says which values of the front matter are to stand in quotes. What a value says it does not change: 09 in quotes is the
// same text, and no reader of YAML takes it for a number any more.

// Quoting is what somebody asked for a value of the front matter: that of a field, or an item of its list.
type Quoting struct {
	Key    string `json:"key"`
	Value  string `json:"value"`
	Quoted bool   `json:"quoted"`
}

// SetQuoted says whether a value of a field, or of its list, is to stand in quotes; nil as in the file.
type SetQuoted struct {
	Chunk  ID     `json:"chunk"`
	Key    string `json:"key"`
	Value  string `json:"value"`
	Quoted *bool  `json:"quoted"`
	// Was is how the file has it, where nobody has asked for anything yet: once it is written in another way, that is what
	// leads back.
	Was *bool `json:"was,omitempty"`
}

// Kind implements Op.
func (SetQuoted) Kind() string { return "quoted" }

func (o SetQuoted) apply(d *Document, c *Change) (Op, error) {
	in, err := d.chunk(o.Chunk)
	if err != nil {
		return nil, err
	}
	if err := checkText(o.Key, o.Key+o.Value); err != nil {
		return nil, err
	}
	inverse := SetQuoted{Chunk: o.Chunk, Key: o.Key, Value: o.Value, Quoted: clonePointer(o.Was)}
	quotes := slices.Clone(in.quotes)
	at := slices.IndexFunc(quotes, func(q Quoting) bool { return q.Key == o.Key && q.Value == o.Value })
	if at >= 0 {
		had := quotes[at].Quoted
		inverse.Quoted = &had
		quotes = slices.Delete(quotes, at, at+1)
	} else {
		at = len(quotes)
	}
	if o.Quoted != nil {
		quotes = slices.Insert(quotes, at, Quoting{o.Key, o.Value, *o.Quoted})
	}
	in.quotes = quotes
	c.Chunks.add(o.Chunk)
	return inverse, nil
}

// sameQuotes compares the values that are to stand in quotes. Quotes that are taken away again only lead back to the file.
func sameQuotes(a, b []Quoting) bool {
	back := func(q Quoting) bool { return !q.Quoted }
	return slices.Equal(slices.DeleteFunc(slices.Clone(a), back), slices.DeleteFunc(slices.Clone(b), back))
}
