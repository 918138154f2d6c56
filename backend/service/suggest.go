// This file shows what a check of the words proposes, and keeps what a person let stand. It applies nothing by itself.

package service

import (
	"stet/backend/session"
	"stet/backend/transcript"
)

// CodeStray is the check for turns of a word or two that may be their neighbour's.
const CodeStray = "speaker.stray"

// Suggestions lists what an episode's turns propose as they stand now, in the order of the episode.
func (s *Service) Suggestions(episode int64) ([]SuggestionView, error) {
	out := []SuggestionView{}
	id := session.EpisodeID(episode)
	err := s.open.with(s.ctx, id, func(open *session.Session) error {
		stands, err := s.Store.Standing(s.ctx, id)
		open.Read(func(doc *transcript.Document, _ session.Files) {
			for _, x := range doc.Strays() {
				out = append(out, SuggestionView{
					Code: CodeStray, Turn: x.Turn, Chunk: x.Chunk, Words: x.Words, From: x.From, To: x.To, Begins: x.Begins,
					Stands: stands[session.Stand{Turn: x.Turn, Reason: CodeStray, Words: x.Words}],
				})
			}
		})
		return err
	})
	return out, sentence(err)
}

// TakeSuggestion does what is proposed for a turn that says these words, as one step.
func (s *Service) TakeSuggestion(episode int64, turn transcript.ID, words string) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.TakeStray(s.ctx, turn, words)
	})
}

// LetStand keeps that words which a check finds fault with in a turn are right; with on false it forgets that.
func (s *Service) LetStand(episode int64, turn transcript.ID, code, words string, on bool) error {
	stand := session.Stand{Turn: turn, Reason: code, Words: words}
	return sentence(s.Store.LetStand(s.ctx, session.EpisodeID(episode), stand, on))
}
