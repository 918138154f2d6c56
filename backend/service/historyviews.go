// This file holds what the history tells, as plain values.

package service

import (
	"stet/backend/session"
	"stet/backend/transcript"
)

// StepView is one line of the history.
type StepView struct {
	Seq   int64                `json:"seq"`
	Name  string               `json:"name"`
	Place string               `json:"place"`
	At    int64                `json:"at"` // milliseconds since 1970, UTC
	State transcript.StepState `json:"state"`
}

// StepsView is the latest part of the history, newest first, served at /api/episodes/ID/steps?limit=N.
type StepsView struct {
	Steps []StepView `json:"steps"`
	// Total counts all steps of the episode.
	Total int `json:"total"`
}

// StepDiffView is what a step did, served at /api/episodes/ID/steps/SEQ.
type StepDiffView struct {
	Changes []ChangeView `json:"changes"`
	// More counts the changes that are left out.
	More int `json:"more"`
}

// ChangeView is what a step did to one thing.
type ChangeView struct {
	// What says what it is: "Ada, 00:00:04:12", "topic tags".
	What string `json:"what"`
	// Did says what became of it where before and after do not: "moved from 02 to 03"; else "".
	Did string `json:"did"`
	// Chunk and Turn are where to look now; 0 where there is nothing any more.
	Chunk transcript.ID `json:"chunk"`
	Turn  transcript.ID `json:"turn"`
	// Before and After are around what differs; both empty where Did says it all.
	Before []PieceView `json:"before"`
	After  []PieceView `json:"after"`
}

// PieceView is a piece of a text: one that differs, one that does not, or one that is left out.
type PieceView struct {
	Text string `json:"text"`
	On   bool   `json:"on"`
	Fold bool   `json:"fold"`
}

// VersionView tells which chunks say something else than their files did.
type VersionView struct {
	// Version is "imported" or "file".
	Version session.Version `json:"version"`
	Chunks  []transcript.ID `json:"chunks"`
	// Made are the chunks that were made here: only the words of their turns were imported, and only these come back.
	Made []transcript.ID `json:"made"`
}
