// This file holds what is asked and told of speakers, and the words that stand in an episode, as plain values.

package service

import (
	"stet/backend/transcript"
)

// SeriesSpeaker is a label that has a number in a series, and how often it stands there.
type SeriesSpeaker struct {
	SpeakerView
	Turns    int `json:"turns"`
	Episodes int `json:"episodes"`
}

// RenameRequest asks to put all that one label says under another.
type RenameRequest struct {
	Episode int64 `json:"episode"`
	// Chunk narrows it to one chunk; 0 means the whole episode.
	Chunk transcript.ID `json:"chunk"`
	// Series widens it to all episodes of the series.
	Series bool   `json:"series"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// RenameReply says what a rename did.
type RenameReply struct {
	// Edit is what became new in the episode that was asked from.
	Edit     EditReply     `json:"edit"`
	Episodes []RenamedView `json:"episodes"`
	// Failed says what went wrong in other episodes; "" if nothing.
	Failed string `json:"failed"`
}

// RenamedView is an episode in which somebody was renamed.
type RenamedView struct {
	Episode int64 `json:"episode"`
	Turns   int   `json:"turns"`
}

// SuggestionView is a turn that may be its neighbour's.
type SuggestionView struct {
	Code  string        `json:"code"`
	Turn  transcript.ID `json:"turn"`
	Chunk transcript.ID `json:"chunk"`
	Words string        `json:"words"`
	// From bears the turn, To may be whose it is.
	From string `json:"from"`
	To   string `json:"to"`
	// Begins says that it begins the sentence of the turn after it; else it ends that of the turn before.
	Begins bool `json:"begins"`
	// Stands says that a person let it stand.
	Stands bool `json:"stands"`
}

// WordsView is what stands in an episode whatever a dictionary says, served at /api/episodes/ID/words.
type WordsView struct {
	// Names and Titles are texts of which every word is known: labels and names in front matter; titles.
	Names  []string `json:"names"`
	Titles []string `json:"titles"`
	// Series and Episode are words that people let stand.
	Series  []string `json:"series"`
	Episode []string `json:"episode"`
}
