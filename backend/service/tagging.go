// This file says what in chunk files speaks for their tags, and which others fit. It needs no library, and changes no file.

package service

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"stet/backend/registry"
	"stet/backend/registry/evidence"
	"stet/backend/transcript"
)

// TaggingView is what chunk files say of their tags.
type TaggingView struct {
	// List is the file of approved tags, as one would write it from where it was asked; Approved are so many.
	List     string
	Approved int
	Chunks   []TaggedView
	Problems []ProblemView
}

// TaggedView is a chunk file and its tags.
type TaggedView struct {
	File        string
	Suggested   []EvidenceView
	Listed      []EvidenceView
	NotApproved []NotApprovedView
	Topics      []TopicView
}

// EvidenceView is a tag and what speaks for it. Lines are those of the turns in which it is named.
type EvidenceView struct {
	Tag      string  `json:"tag"`
	Strength string  `json:"strength"`
	Number   float64 `json:"number"`
	Why      string  `json:"why"`
	Lines    []int   `json:"lines"`
}

// NotApprovedView is a tag outside the list, and the approved ones nearest to it.
type NotApprovedView struct {
	Tag     string   `json:"tag"`
	Retired bool     `json:"retired"`
	Instead string   `json:"instead"` // of a retired one
	Nearest []string `json:"nearest"`
}

// TopicView is a topic that fits.
type TopicView struct {
	Topic    string  `json:"topic"`
	New      bool    `json:"new"`
	Strength string  `json:"strength"`
	Number   float64 `json:"number"`
	Why      string  `json:"why"`
}

// TaggingOptions say what chunks are held against.
type TaggingOptions struct {
	// List is the file of approved tags; "" for the TagsFile beside or above the paths.
	List string
	// Series is the folder whose chunks are the series; "" for the folder of each file, and each folder asked for.
	Series string
	// Most is how many tags and topics are suggested for a chunk.
	Most int
}

// Tagging says for each chunk what speaks for its tags, and which others fit.
func Tagging(ctx context.Context, in Chunks, o TaggingOptions, progress func(what string, done, total int)) (TaggingView, error) {
	v := TaggingView{}
	r, err := approvedTags(ctx, &v, in, o.List)
	if err != nil {
		return v, err
	}
	asked, err := in.gather(ctx)
	if err != nil {
		return v, sentence(err)
	}
	v.Problems = asked.refused
	chunks, reads, err := seriesAround(ctx, in, o.Series)
	if err != nil {
		return v, err
	}
	series := evidence.NewSeries(r, chunks)
	for i, f := range asked.files {
		if err := ctx.Err(); err != nil {
			return v, sentence(err)
		}
		progress("Looking at "+f.shown, i, len(asked.files))
		if at, there := reads[f.path]; there {
			v.look(series, r, f, at, o.Most)
		}
	}
	return v, nil
}

// approvedTags reads the list of approved tags.
func approvedTags(ctx context.Context, v *TaggingView, in Chunks, list string) (registry.Registry, error) {
	found, err := in.tagList(ctx, list, true)
	if err != nil {
		return registry.Registry{}, sentence(err)
	}
	v.List = found.shown
	for _, t := range found.tags {
		if !t.Retired {
			v.Approved++
		}
	}
	return registry.Registry{Tags: found.tags}, nil
}

// around are the chunks that those asked for are held against, and these themselves.
func (in Chunks) around(ctx context.Context, folder string) (Chunks, error) {
	if in.Library != nil {
		series, _, err := in.series(ctx)
		return Chunks{Library: in.Library, Of: series}, err
	}
	around := append([]string{}, in.Paths...)
	if folder != "" {
		return Files(append(around, folder)...), nil
	}
	for _, p := range in.Paths {
		if info, err := os.Stat(p); err == nil && !info.IsDir() {
			around = append(around, filepath.Dir(p))
		}
	}
	return Files(around...), nil
}

// seriesAround reads the chunks that those asked for are held against, and these themselves. Keys are whole paths.
func seriesAround(ctx context.Context, in Chunks, folder string) (map[string]transcript.Chunk, map[string]read, error) {
	around, err := in.around(ctx, folder)
	if err != nil {
		return nil, nil, sentence(err)
	}
	g, err := around.gather(ctx)
	if err != nil {
		return nil, nil, sentence(err)
	}
	if folder != "" {
		for _, p := range g.refused {
			if p.File == folder {
				return nil, nil, fail(CodeNotFound, nil, "%s", p.What)
			}
		}
	}
	chunks, reads := map[string]transcript.Chunk{}, map[string]read{}
	for _, r := range readAll(ctx, g.files) {
		reads[r.path] = r
		if r.err == nil && isTranscript(r.chunk) && r.chunk.Matter.Form == transcript.FieldMatter {
			chunks[r.path] = r.chunk
		}
	}
	return chunks, reads, sentence(ctx.Err())
}

// look says what a file's chunk says. What is no chunk file is a problem where somebody asked for this very file.
func (v *TaggingView) look(s *evidence.Series, r registry.Registry, f found, in read, most int) {
	var no *refusal
	switch {
	case errors.As(in.err, &no):
		problem := no.ProblemView
		problem.File = f.shown
		v.Problems = append(v.Problems, problem)
		return
	case isTranscript(in.chunk) && in.chunk.Matter.Form == transcript.FieldMatter:
	case isTranscript(in.chunk) && in.chunk.Matter.Form == transcript.RawMatter:
		v.Problems = append(v.Problems, refuse(f.shown, 1, 1, "yaml.syntax", "The front matter cannot be read, so its tags are not known: see stet check.").ProblemView)
		return
	case f.named:
		v.Problems = append(v.Problems, refuse(f.shown, 1, 1, "text.no-chunk", "This is no chunk file: it has no front matter with tags.").ProblemView)
		return
	default:
		return
	}
	c := in.chunk
	out := TaggedView{File: f.shown, Suggested: []EvidenceView{}, Listed: []EvidenceView{}, NotApproved: []NotApprovedView{}, Topics: []TopicView{}}
	var listed []string
	for _, field := range c.Matter.Fields {
		if field.Key == "tags" {
			listed = append(listed, field.Items...)
		}
	}
	for _, e := range s.Evidence(in.path, c, listed) {
		out.Listed = append(out.Listed, tagView(e, in))
		if name := strings.TrimSpace(e.Tag); !registry.Approved(r.Tags, name) {
			out.NotApproved = append(out.NotApproved, notApprovedView(r.Tags, name))
		}
	}
	fits := s.Suggest(in.path, c, most)
	for _, t := range fits.Tags {
		out.Suggested = append(out.Suggested, tagView(t.Evidence, in))
	}
	for _, t := range fits.Topics {
		out.Topics = append(out.Topics, TopicView{t.Name, t.New, string(t.Strength), rounded(t.Number), t.Why})
	}
	v.Chunks = append(v.Chunks, out)
}

func tagView(e evidence.Evidence, in read) EvidenceView {
	out := EvidenceView{Tag: strings.TrimSpace(e.Tag), Strength: string(e.Strength), Number: rounded(e.Number), Why: e.Why, Lines: []int{}}
	last := -1
	for _, s := range e.Sentences {
		if s.At != last {
			last = s.At
			out.Lines = append(out.Lines, in.file.TurnPlace(s.At).Line)
		}
	}
	return out
}

// rounded is a number as people and diffs read it.
func rounded(n float64) float64 { return float64(int(n*100+0.5)) / 100 }

func notApprovedView(tags []registry.Tag, name string) NotApprovedView {
	out := NotApprovedView{Tag: name, Nearest: []string{}}
	for _, t := range tags {
		if t.Retired && t.Name == name {
			out.Retired, out.Instead = true, t.Instead
		}
	}
	for _, n := range registry.NearestTags(tags, name, 3) {
		out.Nearest = append(out.Nearest, n.Tag)
	}
	return out
}
