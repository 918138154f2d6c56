// Package index keeps the list of a series that was kept by hand: a heading an episode, and below it a table with a row a
// chunk. What a row says rightly keeps its bytes, also how it is padded; summaries that stand there are somebody's own and
// are never written over; and no row is taken out.
package index

import (
	"slices"
	"strings"

	"stet/backend/formats"
)

// Writer writes it.
var Writer = formats.Writer{ID: "index", Name: "Podcast index", File: "podcast_index.md", Type: "text/markdown", Keeps: true, Write: write, ReadBack: readBack}

// columns are those of a new table. In one that stands there they may be others, in another order.
var columns = []string{"Start", "End", "Summary", "Tags", "Slug"}

// row is what a table says of a chunk.
type row struct {
	slug  string
	cells map[string]string
	tags  []string
}

// rowsOf are the rows of the chunks that have a slug; the others are counted.
func rowsOf(e *formats.Episode) (out []row, nameless int) {
	for i := range e.Chunks {
		c := &e.Chunks[i]
		if c.Slug == "" {
			nameless++
			continue
		}
		start, end := labels(c)
		// A cell parts tags by commas, which a tag cannot hold.
		tags := slices.Compact(slices.Sorted(slices.Values(listed(strings.Join(c.Tags, ",")))))
		out = append(out, row{slug: c.Slug, tags: tags, cells: map[string]string{
			"start": start, "end": end, "summary": sentence(c.Summary), "tags": strings.Join(tags, ", "), "slug": c.Slug, "title": c.Title, "segment": c.Segment,
		}})
	}
	return out, nameless
}

// labels are where a chunk begins and ends, as its turns write it but for what is finer than a second.
func labels(c *formats.Chunk) (start, end string) {
	short := func(text string) string { return strings.ReplaceAll(text[:min(8, len(text))], ";", ":") }
	for i := range c.Turns {
		span := c.Turns[i].Span
		if span == nil {
			continue
		}
		if start == "" {
			start = short(span.Start.String())
		}
		end = short(span.End.String())
	}
	if start != "" && c.Until != nil {
		end = short(c.Until.Code.String())
	}
	return start, end
}

// sentence is the first sentence of a summary.
func sentence(summary string) string {
	for i, r := range summary {
		if strings.ContainsRune(".?!", r) && (i+1 == len(summary) || summary[i+1] == ' ') && i > 20 {
			return summary[:i+1]
		}
	}
	return summary
}

func write(e *formats.Episode, old []byte) (formats.Output, error) {
	rows, nameless := rowsOf(e)
	out := formats.Output{Count: len(rows), Of: "row"}
	l, ok := cut(old, e)
	at := 0
	if !ok {
		at = l.own.begin(e)
	}
	kept := l.own.fill(at, rows)
	out.Bytes = slices.Concat(l.before, []byte(l.own.String()), l.after)
	e.RemarkEnds(&out)
	if nameless > 0 {
		out.Remark(formats.Lost, "%s without a slug: no row", formats.Count(nameless, "chunk"))
	}
	for _, slug := range kept {
		out.Remark(formats.Odd, "The row “%s” names a chunk that is not among those written. It stays; take it out if the chunk is gone", slug)
	}
	out.Remark(formats.Lost, "What is said; of chunks all but times, tags, slugs and, in new rows, the first sentence of the summary")
	return out, nil
}

func readBack(e *formats.Episode, src []byte) error {
	rows, _ := rowsOf(e)
	l, ok := cut(src, e)
	if !ok {
		return formats.Differs(1, "There is no heading for this episode")
	}
	d := l.own
	t, ok := d.table(0)
	if !ok && len(rows) > 0 {
		return formats.Differs(l.line(0), "There is no table below this heading")
	}
	for _, r := range rows {
		i := slices.IndexFunc(t.rows, func(n int) bool { return t.value(d.lines[n], "slug") == r.slug })
		if i < 0 {
			return formats.Differs(l.line(0), "There is no row for %s", r.slug)
		}
		for _, name := range t.names {
			if !t.says(d.lines[t.rows[i]], name, r) {
				return formats.Differs(l.line(t.rows[i]), "The row of %s is read otherwise than it was written", r.slug)
			}
		}
	}
	return nil
}
