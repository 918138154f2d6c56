// This file tells what in a chunk speaks for its tags, and which others fit. It lists nothing by itself.

package service

import (
	"context"
	"slices"

	"stet/backend/registry"
	"stet/backend/registry/evidence"
	"stet/backend/session"
	"stet/backend/transcript"
)

// ChunkTagsView is what a chunk's words say of its tags and topics.
type ChunkTagsView struct {
	// Approved says that the series has a list of approved tags at all.
	Approved bool `json:"approved"`
	// Listed are the chunk's own tags, in their order; Suggested fit and are not listed, the best first.
	Listed    []WeighedTag   `json:"listed"`
	Suggested []WeighedTag   `json:"suggested"`
	Topics    []WeighedTopic `json:"topics"`
}

// WeighedTag is a tag and what speaks for it.
type WeighedTag struct {
	Tag string `json:"tag"`
	// Strength is none, weak, fair or strong; Why says it in words.
	Strength  string         `json:"strength"`
	Why       string         `json:"why"`
	Sentences []SentenceView `json:"sentences"`
	// Approved says that the tag is in the series' list; Instead is what takes the place of one that is Retired, and
	// Nearest are the approved ones nearest to one that is not in it.
	Approved bool     `json:"approved"`
	Retired  bool     `json:"retired"`
	Instead  string   `json:"instead"`
	Nearest  []string `json:"nearest"`
}

// SentenceView is a sentence that speaks for a tag.
type SentenceView struct {
	Turn transcript.ID `json:"turn"`
	Text string        `json:"text"`
	Why  string        `json:"why"`
}

// WeighedTopic is a topic that fits, one that the series has already or a New one.
type WeighedTopic struct {
	Topic string `json:"topic"`
	New   bool   `json:"new"`
	Why   string `json:"why"`
}

const (
	// mostSuggested is how many tags and topics are suggested.
	mostSuggested = 8
	// mostSentences is how many sentences are shown for a tag.
	mostSentences = 12
)

// chunkTags says what speaks for the tags of a chunk, as it is now.
func (s *Service) chunkTags(ctx context.Context, id session.EpisodeID, chunk transcript.ID) (ChunkTagsView, error) {
	var c transcript.Chunk
	var series string
	err := s.open.with(ctx, id, func(open *session.Session) error {
		known := false
		open.Read(func(doc *transcript.Document, _ session.Files) {
			c, known = doc.Chunk(chunk)
			series = doc.Episode().Series
		})
		if !known {
			return fail(CodeNotFound, session.ErrNotFound, "There is no such chunk any more.")
		}
		return nil
	})
	if err != nil {
		return ChunkTagsView{}, sentence(err)
	}
	v := ChunkTagsView{Listed: []WeighedTag{}, Suggested: []WeighedTag{}, Topics: []WeighedTopic{}}
	err = s.series.with(ctx, series, func(x *seriesIndex) error {
		x.put(id, c)
		key := chunkKey(id, c.ID)
		var listed []string
		for _, f := range c.Matter.Fields {
			if f.Key == "tags" || f.Key == "topic_tags" {
				listed = append(listed, f.Items...)
			}
		}
		v.Approved = len(x.registry.Tags) > 0
		for _, e := range x.tags.Evidence(key, c, listed) {
			v.Listed = append(v.Listed, weighed(e, c, x.registry.Tags))
		}
		fits := x.tags.Suggest(key, c, mostSuggested)
		for _, t := range fits.Tags {
			v.Suggested = append(v.Suggested, weighed(t.Evidence, c, x.registry.Tags))
		}
		for _, t := range fits.Topics {
			v.Topics = append(v.Topics, WeighedTopic{t.Name, t.New, t.Why})
		}
		return nil
	})
	return v, sentence(err)
}

func weighed(e evidence.Evidence, c transcript.Chunk, tags []registry.Tag) WeighedTag {
	w := WeighedTag{Tag: e.Tag, Strength: string(e.Strength), Why: e.Why, Sentences: []SentenceView{}, Nearest: []string{}}
	for _, s := range e.Sentences[:min(mostSentences, len(e.Sentences))] {
		text := ""
		if turn := c.Turns[s.At]; s.Para < len(turn.Paragraphs) {
			text = turn.Paragraphs[s.Para][s.From:s.To]
		}
		view := SentenceView{Turn: s.Turn, Text: text}
		if len(s.Cues) > 0 {
			view.Why = s.Cues[0].Why
		}
		w.Sentences = append(w.Sentences, view)
	}
	w.Approved = registry.Approved(tags, e.Tag)
	if at := slices.IndexFunc(tags, func(t registry.Tag) bool { return t.Name == e.Tag }); at >= 0 {
		w.Retired, w.Instead = tags[at].Retired, tags[at].Instead
	}
	if !w.Approved {
		for _, n := range registry.NearestTags(tags, e.Tag, nearestShown) {
			w.Nearest = append(w.Nearest, n.Tag)
		}
	}
	return w
}
