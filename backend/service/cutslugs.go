package service

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// reslug gives a chunk that is cut like another the slug of its title and its number, and its file the name of it. It tells
// of a file with the old name at the place that it goes to: the chunk would stand there twice.
func (v *CutView) reslug(f *CutFile, c *transcript.Chunk) {
	at := slices.IndexFunc(c.Matter.Fields, func(x transcript.Field) bool {
		return x.Key == "slug" && x.Kind == transcript.ScalarField
	})
	if at < 0 {
		return
	}
	title, _ := c.Field("title")
	number, _ := c.Field("chunk")
	was := c.Matter.Fields[at].Value
	now := session.Retitled(was, title.Value, number.Value)
	if now == was {
		return
	}
	c.Matter.Fields = slices.Clone(c.Matter.Fields)
	c.Matter.Fields[at].Value = now
	name := filepath.Base(f.Path)
	if strings.TrimSuffix(name, filepath.Ext(name)) != was || !fileName(now) {
		return
	}
	old := f.Path
	f.Path = filepath.Join(filepath.Dir(old), now+filepath.Ext(name))
	if _, err := os.Lstat(old); err == nil {
		p := ProblemView{File: old, Line: 1, Column: 1, Severity: string(chunkfile.Warn), Code: "cut.renamed"}
		p.What = "The chunk is " + filepath.Base(f.Path) + " now, and this file has it under its old name. Remove it, as with git rm."
		v.Notes = append(v.Notes, p)
	}
}
