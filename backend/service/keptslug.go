// This file tells a slug that a published chunk keeps, though it counts otherwise now, from one that is wrong: joining, moving
// and deleting chunks leaves addresses as they are. An export writes down that such a slug stands.

package service

import (
	"context"
	"slices"
	"strconv"

	"stet/backend/check"
	"stet/backend/session"
	"stet/backend/transcript"
)

const slugNumbersCode = "slug.numbers"

// whySlugStands is why a kept slug is let stand.
const whySlugStands = "It was published under this slug, which is kept."

// keptSlug says that a chunk's slug was right in its file, is still the same, and that the chunk counts otherwise since
// others before it went, came or moved.
func keptSlug(doc *transcript.Document, files session.Files, id transcript.ID, series *check.Series) bool {
	was := files.InFile(id)
	slug, _ := was.Field("slug")
	head, _ := doc.Head(id)
	now, _ := head.Field("slug")
	if slug.Value == "" || slug.Value != now.Value || files.Source(id).Path == "" || series.SlugFault(slug.Value, was) != "" {
		return false
	}
	for _, key := range []string{"episode", "date"} {
		old, _ := was.Field(key)
		if is, _ := head.Field(key); is.Value != old.Value {
			return false
		}
	}
	chunks := cutChunks(doc)
	first, _ := doc.Head(chunks[0])
	from, errFirst := strconv.Atoi(chunkNumber(first))
	n, err := strconv.Atoi(chunkNumber(head))
	return err == nil && errFirst == nil && n == from+slices.Index(chunks, id) && chunkNumber(head) != chunkNumber(was)
}

// remarkKept makes a remark of what is said against a slug that is kept.
func remarkKept(p ProblemView) ProblemView {
	p.Severity, p.What = string(check.Info), p.What+" "+whySlugStands
	return p
}

// letSlugStand writes down that the slug of a chunk that was exported stands.
func (s *Service) letSlugStand(ctx context.Context, f planned) error {
	if f.keepsSlug == "" || f.Path != f.home {
		return nil
	}
	w := session.Waiver{Place: f.Chunk, Field: "slug", Code: slugNumbersCode, Words: f.keepsSlug}
	return s.Store.Waive(ctx, session.EpisodeID(f.Episode), w, whySlugStands)
}
