package session

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stet/backend/transcript"
)

// This file makes, joins and reorders chunks, and lets what counts them follow. What a new chunk says in its front matter is
// what is known of it; what only a person can say is empty.

// own are the fields that say what is in one chunk and in no other: a new one has them empty.
var own = []string{"summary", "topics", "tags", "topic_tags", "entities", "mentions", "faqs", "canonical_url"}

// MoveChunk puts a chunk so many places further behind, or before for less than 0.
func (s *Session) MoveChunk(ctx context.Context, chunk transcript.ID, by int) (Result, error) {
	return s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		at := slices.Index(doc.Chunks(), chunk)
		if to := at + by; at < 0 || to < 0 || to >= len(doc.Chunks()) {
			return "", nil, transcript.Refuse("there is no chunk on that side")
		}
		return "Moved the chunk", []transcript.Op{transcript.MoveChunk{Chunk: chunk, At: at + by}}, nil
	}})
}

// Renumber counts the chunks from 1, in one step; with slugs it changes the numbers in these as well, and so the names of
// their files when they are exported. ErrNothing if all are right.
func (s *Session) Renumber(ctx context.Context, slugs bool) (Result, error) {
	return s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		var ops []transcript.Op
		for i, id := range doc.Chunks() {
			ops = append(ops, numberOps(doc, id, i+1, slugs)...)
		}
		if len(ops) == 0 {
			return "", nil, ErrNothing
		}
		return "Renumbered the chunks", ops, nil
	}})
}

// slugNumber parts a slug around the chunk's number: ep03-02-weights, 2024-05-17-02-weights.
var slugNumber = regexp.MustCompile(`(?i)^(ep(?:isode)?[-_ ]?\d+[-_ ]|\d{4}-\d{2}-\d{2}[-_ ])(\d+)((?:[-_ .].*)?)$`)

// numbered writes a number with as many digits as another one.
func numbered(n int, like string) string { return fmt.Sprintf("%0*d", len(like), n) }

func withNumber(slug string, n int) string {
	if m := slugNumber.FindStringSubmatch(slug); m != nil {
		return m[1] + numbered(n, m[2]) + m[3]
	}
	return slug
}

// numberOps give a chunk a number, where it has another.
func numberOps(doc *transcript.Document, id transcript.ID, n int, slugs bool) []transcript.Op {
	head, _ := doc.Head(id)
	var ops []transcript.Op
	for at, f := range head.Matter.Fields {
		now := f
		switch {
		case f.Kind != transcript.ScalarField:
		case f.Key == "chunk":
			if old, err := strconv.Atoi(f.Value); err != nil || old != n {
				now.Value = numbered(n, leadingZeros(f.Value))
			}
		case f.Key == "slug" && slugs:
			now.Value = withNumber(f.Value, n)
		}
		if !now.Equal(f) {
			ops = append(ops, transcript.SetField{Chunk: id, At: at, Was: f.Key, Field: now})
		}
	}
	return ops
}

// leadingZeros is a number as it shows how many digits are written; one without a 0 before it shows nothing.
func leadingZeros(s string) string {
	if strings.HasPrefix(s, "0") {
		return s
	}
	return ""
}

// NewHead is the head of the nth chunk, from 1, of those that come behind another and were a part of it.
func NewHead(doc *transcript.Document, of transcript.ID, nth int) (transcript.Chunk, error) {
	head, _ := doc.Head(of)
	made := transcript.Chunk{ID: doc.NewID(), Matter: head.Matter, Indent: head.Indent, Quotes: head.Quotes}
	if head.Matter.Form == transcript.RawMatter {
		return made, transcript.Refuse("its front matter cannot be read; repair it first")
	}
	made.Matter.Raw = ""
	number := 0
	if f, ok := head.Field("chunk"); ok {
		number, _ = strconv.Atoi(f.Value)
	}
	for i := range made.Matter.Fields {
		f := &made.Matter.Fields[i]
		switch {
		case f.Kind == transcript.OpaqueField:
		case slices.Contains(own, f.Key):
			f.Value, f.Items = "", nil
		case f.Kind == transcript.ListField:
		case f.Key == "chunk" && number > 0:
			f.Value = numbered(number+nth, leadingZeros(f.Value))
		case f.Key == "title" && f.Value != "":
			if f.Value += ", continued"; nth > 1 {
				f.Value += fmt.Sprintf(" (%d)", nth)
			}
		case f.Key == "slug" && f.Value != "":
			f.Value = freeSlug(doc, withNumber(f.Value, number+nth), nth+1)
		}
	}
	return made, nil
}

// freeSlug is a slug that no chunk of the document has, with a number of at least n behind it.
func freeSlug(doc *transcript.Document, slug string, n int) string {
	taken := map[string]bool{}
	for _, id := range doc.Chunks() {
		head, _ := doc.Head(id)
		f, _ := head.Field("slug")
		taken[f.Value] = true
	}
	for ; ; n++ {
		if free := fmt.Sprintf("%s-%d", slug, n); !taken[free] {
			return free
		}
	}
}

// followNumbers returns the ops that let the chunks count on if they counted before: by one, from any number. What has no
// front matter is no chunk yet, and is not counted.
func (s *Session) followNumbers(before []transcript.ID) []transcript.Op {
	now := s.doc.Chunks()
	if before == nil || slices.Equal(before, now) {
		return nil
	}
	plain := func(id transcript.ID) bool {
		head, stands := s.doc.Head(id)
		return stands && head.Matter.Plain()
	}
	before, now = slices.DeleteFunc(slices.Clone(before), plain), slices.DeleteFunc(slices.Clone(now), plain)
	offset, known := 0, false
	for at, id := range before {
		head, stands := s.doc.Head(id)
		f, has := head.Field("chunk")
		if !stands || !has {
			continue
		}
		n, err := strconv.Atoi(f.Value)
		if err != nil || known && n-at != offset {
			return nil
		}
		offset, known = n-at, true
	}
	if !known {
		return nil
	}
	var ops []transcript.Op
	for at, id := range now {
		if head, _ := s.doc.Head(id); head.Matter.Form == transcript.FieldMatter {
			ops = append(ops, numberOps(s.doc, id, at+offset, s.unnamed(id))...)
		}
	}
	return ops
}

// meet finds the files of chunks that came: of one that was there before what the store has, and of a new one the file of
// the nearest chunk, in whose habits it is to be written.
func (s *Session) meet(ctx context.Context, made []transcript.ID) error {
	for _, id := range made {
		if s.files[id] != nil {
			continue
		}
		src, err := s.store.Source(ctx, s.id, id)
		switch {
		case errors.Is(err, ErrNotFound):
			src = Source{Made: true, Bytes: s.nearestBytes(id)}
		case err != nil:
			return err
		}
		s.files[id] = newBaseline(src, s.doc, id)
	}
	return nil
}

// nearestBytes are those of the file of the nearest chunk that has one, of two the one before.
func (s *Session) nearestBytes(id transcript.ID) []byte {
	order := s.doc.Chunks()
	at := slices.Index(order, id)
	for far := 1; far < len(order); far++ {
		for _, i := range []int{at - far, at + far} {
			if i >= 0 && i < len(order) && s.files[order[i]] != nil {
				return s.files[order[i]].source.Bytes
			}
		}
	}
	return nil
}

// part keeps the files of chunks that went, for whoever asks what is to become of them.
func (s *Session) part(c transcript.Change) {
	for _, id := range c.Made.IDs() {
		delete(s.gone, id)
	}
	for _, id := range c.Gone.IDs() {
		if b := s.files[id]; b != nil && (!b.fresh() || !b.source.Made) {
			s.gone[id] = b.source
		}
	}
}

// Forget says that the file of a chunk that was joined with another is removed. Should the chunk come back, it has none.
func (s *Session) Forget(ctx context.Context, chunk transcript.ID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	src, known := s.gone[chunk]
	if !known || src.Path == "" {
		return fmt.Errorf("chunk %d: %w", chunk, ErrNotFound)
	}
	src.Path = ""
	if _, err := s.store.Commit(ctx, s.id, s.doc, Commit{Action: Keep, Bases: map[transcript.ID]Source{chunk: src}}); err != nil {
		return fmt.Errorf("saving: %w", err)
	}
	s.gone[chunk] = src
	delete(s.files, chunk)
	return nil
}
