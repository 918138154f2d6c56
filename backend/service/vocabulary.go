// This file shows the approved tags and the topics of a series with how often its chunks list them, and the list of tags
// that lies beside its files. It takes nothing of that list in.

package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path/filepath"
	"slices"

	"stet/backend/registry"
)

// VocabularyView is the tags and topics of a series, served at /api/vocabulary.
type VocabularyView struct {
	Tags []TagUse `json:"tags"`
	// Others are tags in use that the list does not have.
	Others []OtherTag `json:"others"`
	Topics []TopicUse `json:"topics"`
	// Beside is the list of tags that lies beside the files; nil if there is none.
	Beside *TagsBeside `json:"beside"`
}

// TagUse is a tag of the list, and how many chunks list it.
type TagUse struct {
	registry.Tag
	Chunks int `json:"chunks"`
}

// OtherTag is a tag outside the list, and the approved ones nearest to it.
type OtherTag struct {
	Name    string   `json:"name"`
	Chunks  int      `json:"chunks"`
	Nearest []string `json:"nearest"`
}

// TopicUse is a topic, and how many chunks list it. Kept says that the series keeps it, whoever lists it.
type TopicUse struct {
	Name   string `json:"name"`
	Chunks int    `json:"chunks"`
	Kept   bool   `json:"kept"`
}

// TagsBeside is a list of tags that lies beside files, and what the library does not have of it.
type TagsBeside struct {
	Path string `json:"path"`
	Name string `json:"name"`
	// Tags are in it; Fresh of them are not in the library, and of Fuller it says more or something else.
	Tags   int `json:"tags"`
	Fresh  int `json:"fresh"`
	Fuller int `json:"fuller"`
	// Sum is another whenever the file is.
	Sum string `json:"sum"`
	// Problem is why it cannot be read; "" if it can.
	Problem string `json:"problem"`
}

func (s *Service) tagsAndTopics(ctx context.Context, series string) (VocabularyView, error) {
	v := VocabularyView{Tags: []TagUse{}, Others: []OtherTag{}, Topics: []TopicUse{}}
	_, r, err := s.registryOf(series)
	if err != nil {
		return v, sentence(err)
	}
	u, _, err := s.inUse(ctx, series, nil)
	if err != nil {
		return v, sentence(err)
	}
	tags, topics := usesByName(u.Tags), usesByName(u.Topics)
	for _, t := range r.Tags {
		t.Synonyms = some(t.Synonyms)
		v.Tags = append(v.Tags, TagUse{t, tags[t.Name]})
		delete(tags, t.Name)
	}
	for _, use := range u.Tags {
		if n, other := tags[use.Name]; other {
			v.Others = append(v.Others, OtherTag{use.Name, n, nearest(r.Tags, use.Name)})
		}
	}
	for _, t := range r.Topics {
		v.Topics = append(v.Topics, TopicUse{t, topics[t], true})
		delete(topics, t)
	}
	for _, use := range u.Topics {
		if n, other := topics[use.Name]; other {
			v.Topics = append(v.Topics, TopicUse{use.Name, n, false})
		}
	}
	v.Beside, err = s.tagsBeside(ctx, series, r.Tags)
	return v, sentence(err)
}

// usesByName counts the chunks that list a name.
func usesByName(uses []registry.Use) map[string]int {
	by := map[string]int{}
	for _, u := range uses {
		by[u.Name] = len(u.Chunks)
	}
	return by
}

// besideView is the list of tags beside the files of a series, for the one who has just opened it.
func (s *Service) besideView(ctx context.Context, series string) (*TagsBeside, error) {
	_, r, err := s.registryOf(series)
	if err != nil {
		return nil, sentence(err)
	}
	b, err := s.tagsBeside(ctx, series, r.Tags)
	return b, sentence(err)
}

// tagsBeside finds the list of tags in the folders of a series' files, or above them.
func (s *Service) tagsBeside(ctx context.Context, series string, have []registry.Tag) (*TagsBeside, error) {
	folders, err := s.foldersOf(ctx, series)
	if err != nil {
		return nil, err
	}
	for _, dir := range folders {
		if at := lieBeside(dir).tags(); at != "" {
			return besideOf(at, have), nil
		}
	}
	return nil, nil
}

func besideOf(path string, have []registry.Tag) *TagsBeside {
	b := &TagsBeside{Path: path, Name: filepath.Base(path)}
	src, err := readText(path, path)
	if err != nil {
		b.Problem = sentence(err).Error()
		return b
	}
	sum := sha256.Sum256(src)
	b.Sum = hex.EncodeToString(sum[:8])
	tags, err := registry.ReadTags(b.Name, src)
	if err != nil {
		b.Problem = err.Error()
		return b
	}
	b.Tags = len(tags)
	for _, t := range tags {
		at := slices.IndexFunc(have, func(x registry.Tag) bool { return x.Name == t.Name })
		switch {
		case at < 0:
			b.Fresh++
		case saysMore(t, have[at]):
			b.Fuller++
		}
	}
	return b
}

// saysMore reports whether what is said of a tag is not known of it.
func saysMore(said, known registry.Tag) bool {
	return said.Description != "" && said.Description != known.Description ||
		said.Retired && !known.Retired || said.Instead != "" && said.Instead != known.Instead ||
		slices.ContainsFunc(said.Synonyms, func(x string) bool { return !slices.Contains(known.Synonyms, x) })
}

// serveVocabulary has a handler serve what this file shows.
func serveVocabulary(mux *http.ServeMux, s *Service) {
	mux.HandleFunc("GET /api/vocabulary", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) { return s.tagsAndTopics(r.Context(), r.URL.Query().Get("series")) })
	})
	mux.HandleFunc("GET /api/vocabulary/beside", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) { return s.besideView(r.Context(), r.URL.Query().Get("series")) })
	})
}
