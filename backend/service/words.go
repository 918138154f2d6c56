// This file tells which words stand whatever a dictionary says. It knows no dictionary: the window looks words up.

package service

import (
	"context"
	"strings"

	"stet/backend/session"
)

func wordsView(ctx context.Context, s *Service, id session.EpisodeID) (WordsView, error) {
	w, err := s.Store.Words(ctx, id)
	return WordsView{Names: list(w.Names), Titles: list(w.Titles), Series: list(w.Series), Episode: list(w.Episode)}, sentence(err)
}

// list keeps an empty list from leaving as null.
func list(texts []string) []string { return append([]string{}, texts...) }

// KeepWord lets a word stand in an episode, or in all episodes of its series.
func (s *Service) KeepWord(episode int64, word string, series bool) error {
	if word = strings.TrimSpace(word); word == "" {
		return fail(CodeInvalid, nil, "There is no word to keep.")
	}
	return sentence(s.Store.KeepWord(s.ctx, session.EpisodeID(episode), word, series))
}

// DropWord takes back what KeepWord did.
func (s *Service) DropWord(episode int64, word string, series bool) error {
	return sentence(s.Store.DropWord(s.ctx, session.EpisodeID(episode), strings.TrimSpace(word), series))
}
