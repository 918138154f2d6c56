// Package cut is the way from an episode's transcript to its chunks: where chunks begin that are cut like others, where
// they might begin, and whether they hold every turn once. It knows turns and texts; it opens no file, and what it
// proposes a person decides.
package cut

import (
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Piece is a chunk that exists.
type Piece struct {
	// Name says which one it is, for people.
	Name  string
	Chunk transcript.Chunk
}

// seconds is where a code lies, near enough to compare and to measure. Frames are taken for thirtieths.
func seconds(c timecode.Code) float64 {
	s := float64(c.Hours)*3600 + float64(c.Minutes)*60 + float64(c.Seconds)
	switch {
	case c.Form.CountsFrames():
		s += float64(c.Sub) / 30
	case c.Form.CountsMillis():
		s += float64(c.Sub) / 1000
	}
	return s
}
