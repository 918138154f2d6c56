// This file is what the window and the verbs see of writing the formats of other programs.

package service

import (
	"stet/backend/formats"
	"stet/backend/transcript"
)

// FormatView is a format that an episode can be written in, as it would be.
type FormatView struct {
	// ID names the format in requests and flags, Name for people.
	ID   string `json:"id"`
	Name string `json:"name"`
	// File is the name of the file; of one that holds all episodes of a series, one name for all.
	File string `json:"file"`
	// Keeps says that all episodes of a series are in one file.
	Keeps  bool `json:"keeps"`
	Binary bool `json:"binary"`
	Bytes  int  `json:"bytes"`
	// Count is how many Of there are in it: 214 cues.
	Count   int            `json:"count"`
	Of      string         `json:"of"`
	Remarks []FormatRemark `json:"remarks"`
	// Reason says why it cannot be written; "" if it can.
	Reason string `json:"reason"`
}

// FormatRemark is something to know of a file before it is written.
type FormatRemark struct {
	// Kind is lost (what the format cannot hold), guessed (what was worked out) or odd (what is most likely wrong).
	Kind string `json:"kind"`
	What string `json:"what"`
}

// LeaveOut is a chunk that is not to go out, and why: the end of a sentence, such as “it has an error”.
type LeaveOut struct {
	Chunk transcript.ID `json:"chunk"`
	Why   string        `json:"why"`
}

// FormatsRequest asks for an episode in other formats.
type FormatsRequest struct {
	Episode int64 `json:"episode"`
	// Formats are their IDs; none means all.
	Formats []string   `json:"formats"`
	Leave   []LeaveOut `json:"leave"`
	// To is the folder to write to.
	To string `json:"to"`
	// keptIn finds the folder of a file that holds all episodes of a series, and another such file that is left alone; nil for
	// To.
	keptIn func(name string) (dir, other string)
}

// FormatFile is a file that is to be written; once it was, what became of it.
type FormatFile struct {
	// Format is its format's ID.
	Format string `json:"format"`
	Path   string `json:"path"`
	// State is one of the Plan constants; once written also FileWritten or FileFailed.
	State string `json:"state"`
	// Reason says why the file is held or in conflict, and what to do.
	Reason string `json:"reason"`
	// Added and Removed count lines; of a file that is no text they are 0.
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Before  int `json:"before"` // bytes
	After   int `json:"after"`  // bytes
	// Count is how many Of are in it, Remarks what is to be known of it.
	Count   int            `json:"count"`
	Of      string         `json:"of"`
	Remarks []FormatRemark `json:"remarks"`
}

// FormatsPlan lists what would be written, or what was.
type FormatsPlan struct {
	ID    int64        `json:"id"`
	To    string       `json:"to"`
	Files []FormatFile `json:"files"`
	// Refused are the files that were to be read and could not be; only verbs read any.
	Refused []ProblemView `json:"refused"`
	// title, series and number are of what it is; without are the numbers of the chunks that are in none of the files.
	title, series, number string
	without               []string
}

func formatRemarks(remarks []formats.Remark) []FormatRemark {
	out := []FormatRemark{}
	for _, r := range remarks {
		out = append(out, FormatRemark{Kind: string(r.Kind), What: r.What})
	}
	return out
}
