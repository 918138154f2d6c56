// This file keeps what it takes to find names and weigh tags in the chunks of a series: it reads all of them once, and
// again when the tags of the series change. It changes nothing.

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
	// stale are chunks whose front matter has changed since, by their series.
	stale map[string]map[session.ChunkRef]bool
}

// mostStale is how many chunks are put in anew one by one; for more, the index is made anew.
const mostStale = 200

// seriesIndex is what is known of a series' chunks. Who uses it holds mu.
type seriesIndex struct {
	mu sync.Mutex
	// body is the registry that it was made with.
	body     string
	registry registry.Registry
	habits   *names.Habits
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
	if err := x.bring(ctx, series, index, body); err != nil {
		return err
	}
	return f(index)
}

// bring brings an index up to date, with no more work than what has changed asks for.
func (x *seriesIndexes) bring(ctx context.Context, series string, index *seriesIndex, body string) error {
	x.mu.Lock()
	stale := x.stale[series]
	delete(x.stale, series)
	x.mu.Unlock()
	if index.finder != nil && index.body != body {
		_, r, err := x.service.registryOf(series)
		if err != nil {
			return err
		}
		if saysSame(r.Tags, index.registry.Tags) && saysSame(r.Topics, index.registry.Topics) {
			index.find(r)
			index.body = body
		} else {
			index.finder = nil
		}
	}
	if index.finder == nil || len(stale) > mostStale {
		return x.build(ctx, series, index)
	}
	docs := map[session.EpisodeID]*transcript.Document{}
	for ref := range stale {
		doc := docs[ref.Episode]
		if doc == nil {
			var err error
			if doc, err = x.service.Store.Document(ctx, ref.Episode); err != nil {
				index.finder = nil
				return err
			}
			docs[ref.Episode] = doc
		}
		if c, known := doc.Chunk(ref.Chunk); known {
			index.put(ref.Episode, c)
		}
	}
	return nil
}

// changed tells that the front matter of chunks has changed.
func (x *seriesIndexes) changed(series string, id session.EpisodeID, chunks []transcript.ID) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.byName[series] == nil {
		return
	}
	if x.stale[series] == nil {
		x.stale[series] = map[session.ChunkRef]bool{}
	}
	for _, c := range chunks {
		x.stale[series][session.ChunkRef{Episode: id, Chunk: c}] = true
	}
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
	x.habits = habits
	x.find(r)
	x.tags = evidence.NewSeries(r, chunks)
	x.listed, x.lists = map[string]map[string]bool{}, map[string][]string{}
	for key, chunk := range chunks {
		x.list(key, chunk)
	}
	return nil
}

// find makes the finder of a registry's names.
func (x *seriesIndex) find(r registry.Registry) {
	x.registry = r
	x.finder = names.NewFinder(r, x.habits).Without(names.NewRejections(r.Rejections))
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
