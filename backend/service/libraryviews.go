// This file holds what the library lists, as plain values.

package service

import (
	"stet/backend/transcript"
)

// LibraryView is what the rail shows.
type LibraryView struct {
	Path   string       `json:"path"`
	Name   string       `json:"name"`
	Chunks int          `json:"chunks"`
	Series []SeriesView `json:"series"`
	// Last is where the editor was when the library was last open; zero if nowhere.
	Last PlaceView `json:"last"`
}

// PlaceView is a place in an episode.
type PlaceView struct {
	Episode int64         `json:"episode"`
	Turn    transcript.ID `json:"turn"`
	// Para is a paragraph of the turn, Offset how far in it the caret is, as the window counts.
	Para   int `json:"para"`
	Offset int `json:"offset"`
}

// SeriesView is one show.
type SeriesView struct {
	Name     string        `json:"name"`
	Episodes []EpisodeItem `json:"episodes"`
}

// EpisodeItem is an episode's row in the rail.
type EpisodeItem struct {
	ID     int64       `json:"id"`
	Key    string      `json:"key"`
	Title  string      `json:"title"`
	Sound  bool        `json:"sound"`
	Length string      `json:"length"`
	Chunks []ChunkItem `json:"chunks"`
}

// ChunkItem is a chunk's row in the rail.
type ChunkItem struct {
	ID     transcript.ID     `json:"id"`
	Number string            `json:"number"`
	Title  string            `json:"title"`
	Status transcript.Status `json:"status"`
	// Length is the chunk's length for people, such as "8:26"; "" when its times are not known.
	Length string `json:"length"`
	Words  int    `json:"words"`
	// Turns are how many it has, and Checked how many of them somebody has checked.
	Turns   int `json:"turns"`
	Checked int `json:"checked"`
	// Errors and Warnings count what was found in the file as it was read.
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Dirty    bool   `json:"dirty"`
	File     string `json:"file"`
}
