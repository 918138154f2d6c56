// This file says which tags are approved, which are used, and where one stands that is not approved. It changes nothing.

package service

import (
	"context"
	"slices"

	"stet/backend/registry"
	"stet/backend/transcript"
)

// TagsView is what chunk files and the list of approved tags say of tags.
type TagsView struct {
	// List is the file of approved tags; "" where there is none.
	List string
	// Files counts the chunk files that were read; Refused are those that could not be.
	Files   int
	Refused []ProblemView
	// Tags are those of the list, in its order, and then those in use that are not in it.
	Tags []TagView
	// Unapproved are the places at which a tag stands that is not approved.
	Unapproved []TagPlace
}

// TagView is a tag, and how often it is used.
type TagView struct {
	Name  string
	State string
	// Count is how often it is listed, Files in which files.
	Count       int
	Files       []string
	Description string
	Synonyms    []string
	Instead     string
	// Nearest are the approved tags that are near to one that is not.
	Nearest []string
}

// States of a tag.
const (
	TagApproved   = "approved"
	TagRetired    = "retired"
	TagUnapproved = "unapproved"
	// TagUnlisted says that there is no list to be approved in.
	TagUnlisted = "unlisted"
)

// TagPlace is where a tag stands in a chunk file.
type TagPlace struct {
	ProblemView
	Tag     string
	Nearest []string
}

// TagsNow says what tags chunks have. list names the file of approved ones; with "", the one beside the files is taken, if
// there is one or must be.
func TagsNow(ctx context.Context, in Chunks, list string, mustList bool, progress func(what string, done, total int)) (TagsView, error) {
	tags, err := in.tagList(ctx, list, mustList)
	if err != nil {
		return TagsView{}, sentence(err)
	}
	v := TagsView{List: tags.shown, Tags: []TagView{}, Unapproved: []TagPlace{}}
	files := &chunkFiles{}
	said := map[string]TagPlace{}
	v.Refused, err = eachChunk(ctx, in, progress, func(r read) {
		files.shown = append(files.shown, r.shown)
		files.chunks = append(files.chunks, transcript.Chunk{Matter: namingMatter(r)})
		if p, raw := unreadMatter(r); raw {
			files.refused = append(files.refused, p)
		}
		if tags.there {
			v.Unapproved = append(v.Unapproved, unapproved(r, tags.tags, said)...)
		}
	})
	if err != nil {
		return TagsView{}, sentence(err)
	}
	v.Files, v.Refused = len(files.chunks), append(v.Refused, files.refused...)
	v.Tags = tagViews(tags, files)
	return v, nil
}

// tagKeys are the fields that hold tags.
var tagKeys = []string{"tags", "topic_tags"}

// unapproved finds the tags of a file that are not in the list. said keeps what was said of a tag before.
func unapproved(r read, tags []registry.Tag, said map[string]TagPlace) []TagPlace {
	var out []TagPlace
	for at, f := range r.chunk.Matter.Fields {
		if !slices.Contains(tagKeys, f.Key) || f.Kind != transcript.ListField {
			continue
		}
		for i, tag := range f.Items {
			if tag == "" || registry.Approved(tags, tag) {
				continue
			}
			p, ok := said[tag]
			if !ok {
				p = TagPlace{Tag: tag, Nearest: nearest(tags, tag)}
				p.Severity, p.Code, p.What = "error", "tag.unapproved", notApproved(tags, tag)
				said[tag] = p
			}
			place := r.file.ItemPlace(at, i)
			p.File, p.Line, p.Column = r.shown, place.Line, place.Column
			out = append(out, p)
		}
	}
	return out
}

func nearest(tags []registry.Tag, tag string) []string {
	names := []string{}
	for _, n := range registry.NearestTags(tags, tag, nearestShown) {
		names = append(names, n.Tag)
	}
	return names
}

func tagViews(list *tagList, files *chunkFiles) []TagView {
	used := map[string]registry.Use{}
	inUse := registry.Gather(files.chunks).Tags
	for _, u := range inUse {
		used[u.Name] = u
	}
	views := []TagView{}
	for _, t := range list.tags {
		v := viewOfUse(used[t.Name], t.Name, files)
		v.State, v.Description, v.Synonyms, v.Instead = TagApproved, t.Description, t.Synonyms, t.Instead
		if t.Retired {
			v.State = TagRetired
		}
		views = append(views, v)
		delete(used, t.Name)
	}
	for _, u := range inUse {
		if _, left := used[u.Name]; !left {
			continue
		}
		v := viewOfUse(u, u.Name, files)
		v.State = TagUnlisted
		if list.there {
			v.State, v.Nearest = TagUnapproved, nearest(list.tags, u.Name)
		}
		views = append(views, v)
	}
	return views
}

func viewOfUse(u registry.Use, name string, files *chunkFiles) TagView {
	return TagView{Name: name, Count: u.Count, Files: files.names(u.Chunks)}
}
