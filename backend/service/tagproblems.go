// This file points out the tags of a chunk that its series has not approved, with the approved ones nearest to them. A
// series that has no list of tags has approved all.

package service

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"stet/backend/chunkfile"
	"stet/backend/registry"
	"stet/backend/session"
	"stet/backend/transcript"
)

// keptTagLists keeps the tags of each series as they were read last.
type keptTagLists struct {
	mu       sync.Mutex
	bySeries map[string]readTags
}

type readTags struct {
	body string
	tags []registry.Tag
}

// of are the tags that a series shares; none if they cannot be read.
func (l *keptTagLists) of(ctx context.Context, store session.Store, series string) []registry.Tag {
	body, err := store.Registry(ctx, series)
	if err != nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if known, ok := l.bySeries[series]; ok && known.body == body {
		return known.tags
	}
	var r registry.Registry
	if body != "" && json.Unmarshal([]byte(body), &r) != nil {
		return nil
	}
	if l.bySeries == nil {
		l.bySeries = map[string]readTags{}
	}
	l.bySeries[series] = readTags{body, r.Tags}
	return r.Tags
}

// tagProblems are the tags of a chunk that are not approved.
func tagProblems(c transcript.Chunk, path string, file *chunkfile.File, tags []registry.Tag) []ProblemView {
	var out []ProblemView
	if len(tags) == 0 {
		return nil
	}
	written := file.Chunk().Matter.Fields
	for _, f := range c.Matter.Fields {
		if !slices.Contains(tagKeys, f.Key) || f.Kind != transcript.ListField {
			continue
		}
		// What is to be exported has its places in the file, unless that was refused.
		at := slices.IndexFunc(written, func(x transcript.Field) bool { return x.Key == f.Key && x.Kind == f.Kind })
		for i, tag := range f.Items {
			if tag == "" || registry.Approved(tags, tag) {
				continue
			}
			p := ProblemView{
				File: path, Severity: string(chunkfile.Error), Code: "tag.unapproved", Field: f.Key,
				What: tagFault(tags, tag), Item: tag, Instead: insteadOf(tags, tag),
			}
			if at >= 0 && i < len(written[at].Items) && written[at].Items[i] == tag {
				place := file.ItemPlace(at, i)
				p.Line, p.Column = place.Line, place.Column
			}
			out = append(out, p)
		}
	}
	return out
}

func tagFault(tags []registry.Tag, tag string) string {
	if slices.ContainsFunc(tags, func(t registry.Tag) bool { return t.Name == tag && t.Retired }) {
		return "The tag “" + tag + "” is retired."
	}
	return "“" + tag + "” is not an approved tag."
}

// insteadOf are the tags that a tag may be meant to be: what took its place, or those nearest to it.
func insteadOf(tags []registry.Tag, tag string) []string {
	for _, t := range tags {
		if t.Name == tag && t.Retired && t.Instead != "" {
			return []string{t.Instead}
		}
	}
	return nearest(tags, tag)
}
