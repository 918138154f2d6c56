package podcast

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Chapters writes the chapters, one a chunk.
var Chapters = formats.Writer{
	ID: "chapters", Name: "Podcasting 2.0 chapters", Ending: ".chapters.json", Type: "application/json+chapters", Write: writeChapters, ReadBack: readChapters,
}

type chapter struct {
	title, url string
	start, end timecode.Time
}

// chaptersOf are the chunks that have a time, in the order of the sound; the others are counted.
func chaptersOf(e *formats.Episode) (out []chapter, untimed int) {
	for i := range e.Chunks {
		c := &e.Chunks[i]
		start, end, ok := c.Span()
		if !ok {
			untimed++
			continue
		}
		ch := chapter{title: c.Named(), start: formats.Milli(start), end: formats.Milli(end)}
		if strings.HasPrefix(c.URL, "https://") || strings.HasPrefix(c.URL, "http://") {
			ch.url = c.URL
		}
		out = append(out, ch)
	}
	slices.SortStableFunc(out, func(a, b chapter) int { return cmp.Compare(a.start, b.start) })
	return out, untimed
}

func writeChapters(e *formats.Episode, _ []byte) (formats.Output, error) {
	out := formats.Output{Of: "chapter"}
	chapters, untimed := chaptersOf(e)
	out.Count = len(chapters)
	var b strings.Builder
	b.WriteString("{\n  \"version\": \"1.2.0\",\n  \"title\": " + formats.Encoded(e.Name()))
	if e.Series != "" {
		b.WriteString(",\n  \"podcastName\": " + formats.Encoded(e.Series))
	}
	if e.Sound != "" {
		b.WriteString(",\n  \"fileName\": " + formats.Encoded(path.Base(e.Sound)))
	}
	b.WriteString(",\n  \"chapters\": [")
	for i, c := range chapters {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n    {\"startTime\": " + formats.InSeconds(c.start) + `, "endTime": ` + formats.InSeconds(c.end) + `, "title": ` + formats.Encoded(c.title))
		if c.url != "" {
			b.WriteString(`, "url": ` + formats.Encoded(c.url))
		}
		b.WriteString("}")
	}
	b.WriteString("\n  ]\n}\n")
	out.Bytes = []byte(b.String())
	e.RemarkClock(&out)
	e.RemarkEnds(&out)
	if untimed > 0 {
		out.Remark(formats.Lost, "%s without a time: no chapter", formats.Count(untimed, "chunk"))
	}
	for i := 1; i < len(chapters); i++ {
		if chapters[i].start < chapters[i-1].end {
			out.Remark(formats.Odd, "“%s” begins before “%s” has ended", chapters[i].title, chapters[i-1].title)
		}
	}
	out.Remark(formats.Lost, "What is said; and of chunks all but their titles, times and addresses")
	return out, nil
}

func readChapters(e *formats.Episode, src []byte) error {
	var in struct {
		Chapters []struct {
			Start formats.Seconds `json:"startTime"`
			End   formats.Seconds `json:"endTime"`
			Title string          `json:"title"`
			URL   string          `json:"url"`
		} `json:"chapters"`
		Title   string `json:"title"`
		Podcast string `json:"podcastName"`
	}
	f := formats.NewFile(src)
	if err := f.Decode(&in); err != nil {
		return err
	}
	want, _ := chaptersOf(e)
	if len(in.Chapters) != len(want) || in.Title != e.Name() || in.Podcast != e.Series {
		return formats.Differs(1, "The title or the number of the chapters is read otherwise than it was written")
	}
	lines := f.ElementLines("chapters")
	for i, c := range in.Chapters {
		if (chapter{c.Title, c.URL, c.Start.Time, c.End.Time}) != want[i] {
			return formats.Differs(formats.LineOf(lines, i), "This chapter is read otherwise than it was written")
		}
	}
	return nil
}
