// This file keeps what it takes to find names and weigh tags in the chunks of a series: it reads all of them once, and
// again when the names of the series change. It changes nothing.

package service

import (
	"context"
	"fmt"
	"sync"

	"stet/backend/registry"
	"stet/backend/registry/evidence"
	"stet/backend/registry/names"
	"stet/backend/session"
	"stet/backend/transcript"
)

// seriesIndexes keeps an index for each series that was asked for.
type seriesIndexes struct {
	service *Service
	mu      sync.Mutex
	byName  map[string]*seriesIndex
}

// seriesIndex is what is known of a series' chunks. Who uses it holds mu.
type seriesIndex struct {
	mu sync.Mutex
	// body is the registry that it was made with.
	body     string
	registry registry.Registry
	finder   *names.Finder
	tags     *evidence.Series
	// listed are the chunks that list a name, by names.Key; lists are what each of them lists.
	listed map[string]map[string]bool
	lists  map[string][]string
}

// with calls f with the index of a series as its names are now. What was edited since it was made is known of a chunk
// when it is asked for by put.
func (x *seriesIndexes) with(ctx context.Context, series string, f func(*seriesIndex) error) error {
	// Most often nothing has changed: then neither is the registry read nor the library listed.
	body, err := x.service.Store.Registry(ctx, series)
	if err != nil {
		return err
	}
	x.mu.Lock()
	index := x.byName[series]
	if index == nil {
		index = &seriesIndex{}
		x.byName[series] = index
	}
	x.mu.Unlock()
	index.mu.Lock()
	defer index.mu.Unlock()
	if index.finder == nil || index.body != body {
		if err := x.build(ctx, series, index); err != nil {
			return err
		}
	}
	return f(index)
}

// forget has all indexes made anew: episodes have come.
func (x *seriesIndexes) forget() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.byName = map[string]*seriesIndex{}
}

func (x *seriesIndexes) build(ctx context.Context, series string, index *seriesIndex) error {
	body, r, err := x.service.registryOf(series)
	if err != nil {
		return err
	}
	rows, err := x.service.Store.Library(ctx)
	if err != nil {
		return err
	}
	var ids []session.EpisodeID
	for _, row := range rows {
		if row.Episode.Series == series {
			ids = append(ids, row.ID)
		}
	}
	if err := index.build(ctx, x.service.Store, ids, r); err != nil {
		return err
	}
	index.body = body
	return nil
}

func (x *seriesIndex) build(ctx context.Context, store session.Store, ids []session.EpisodeID, r registry.Registry) error {
	habits := &names.Habits{}
	chunks := map[string]transcript.Chunk{}
	for _, id := range ids {
		doc, err := store.Document(ctx, id)
		if err != nil {
			return err
		}
		for _, c := range doc.Chunks() {
			chunk, _ := doc.Chunk(c)
			for _, t := range chunk.Turns {
				habits.Add(t.Paragraphs...)
			}
			chunks[chunkKey(id, c)] = chunk
		}
	}
	x.registry = r
	x.finder = names.NewFinder(r, habits).Without(names.NewRejections(r.Rejections))
	x.tags = evidence.NewSeries(r, chunks)
	x.listed, x.lists = map[string]map[string]bool{}, map[string][]string{}
	for key, chunk := range chunks {
		x.list(key, chunk)
	}
	return nil
}

// chunkKey is what the index of a series has a chunk under.
func chunkKey(episode session.EpisodeID, chunk transcript.ID) string {
	return fmt.Sprintf("%d/%d", episode, chunk)
}

// put tells the index what a chunk says now.
func (x *seriesIndex) put(episode session.EpisodeID, c transcript.Chunk) {
	x.tags.Put(chunkKey(episode, c.ID), c)
	x.list(chunkKey(episode, c.ID), c)
}

// list keeps which entities a chunk lists.
func (x *seriesIndex) list(key string, c transcript.Chunk) {
	for _, name := range x.lists[key] {
		delete(x.listed[name], key)
	}
	f, _ := c.Field(entitiesField)
	x.lists[key] = nil
	for _, item := range f.Items {
		name, _ := registry.SplitNote(item)
		name = names.Key(name)
		if x.listed[name] == nil {
			x.listed[name] = map[string]bool{}
		}
		x.listed[name][key] = true
		x.lists[key] = append(x.lists[key], name)
	}
}

// elsewhere is how many chunks list a name besides one.
func (x *seriesIndex) elsewhere(name, but string) int {
	in := x.listed[names.Key(name)]
	if in[but] {
		return len(in) - 1
	}
	return len(in)
}
