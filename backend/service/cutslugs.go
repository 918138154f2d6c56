package service

import (
	"os"
	"path/filepath"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// reslug gives a chunk that is cut like another the slug of its title and its number, and its file the name of it. It tells
// of a file with the old name at the place that it goes to: the chunk would stand there twice.
func (v *CutView) reslug(f *CutFile, c *transcript.Chunk) {
	at, slug := session.Reslugged(*c)
	if at < 0 || slug.Equal(c.Matter.Fields[at]) {
		return
	}
	was, old := c.Matter.Fields[at].Value, f.Path
	c.Matter.Fields = slices.Clone(c.Matter.Fields)
	c.Matter.Fields[at] = slug
	if !follows(old, was, slug.Value) {
		return
	}
	f.Path = filepath.Join(filepath.Dir(old), slug.Value+filepath.Ext(old))
	if _, err := os.Lstat(old); err == nil {
		f.old = old
		p := ProblemView{File: old, Line: 1, Column: 1, Severity: string(chunkfile.Warn), Code: "cut.renamed"}
		p.What = "The chunk is " + filepath.Base(f.Path) + " now, and this file has it under its old name. Remove it, as with git rm."
		v.Notes = append(v.Notes, p)
	}
}

// keepOld says nothing more of the file with the old name of a chunk that is not written: nobody is to remove it then.
func (v *CutView) keepOld(f *CutFile) {
	if f.old != "" {
		v.Notes = slices.DeleteFunc(v.Notes, func(p ProblemView) bool { return p.Code == "cut.renamed" && p.File == f.old })
	}
}
