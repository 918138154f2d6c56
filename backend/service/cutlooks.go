// This file tells of chunks that are cut like others where that should be looked at: those that grow far beyond what they were,
// those whose headers say that they begin elsewhere, and those whose numbers are not in the order of time.

package service

import (
	"fmt"
	"path/filepath"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const (
	// grownBy and grownTimes are from how many seconds and times its length on a chunk has grown far.
	grownBy, grownTimes = 120, 1.5
	// headerOff is how many seconds a header and the turns can begin apart.
	headerOff = 30
)

// whyLost says why the beginning of a chunk was not known again: the transcript does not have it, or has it before or behind
// those of others between which its number stands.
func whyLost(e *episodeText, pieces []pieceFile, starts []cut.Start, i int) string {
	alone := cut.Starts(e.turns, []cut.Piece{pieces[i].Piece})[0]
	if alone.Turn < 0 || alone.Sure < hardlyKnown {
		return "No turn of the transcript was known again as the one that this chunk begins with. What the transcript has of it would stand in the chunk before."
	}
	var before, behind []string
	for k, s := range starts {
		switch name := filepath.Base(pieces[k].shown); {
		case s.Turn < 0:
		case k < i && s.Turn >= alone.Turn:
			before = append(before, name)
		case k > i && s.Turn <= alone.Turn:
			behind = append(behind, name)
		}
	}
	at := "its place"
	if span := e.turns[alone.Turn].Span; span != nil {
		at = span.Start.String()
	}
	switch {
	case len(before) > 0:
		return fmt.Sprintf("It begins at %s, before %s, and its number is behind. Number the chunks in the order of time first.", at, strings.Join(before, ", "))
	case len(behind) > 0:
		return fmt.Sprintf("It begins at %s, behind %s, and its number is before. Number the chunks in the order of time first.", at, strings.Join(behind, ", "))
	}
	return "Another chunk begins with the same turn of the transcript."
}

// looks tells where the times of a chunk that was found should be looked at: it is cut at a turn of the transcript, and want is
// what it becomes.
func (v *CutView) looks(e *episodeText, p pieceFile, turn int, body []transcript.Turn, want transcript.Chunk) {
	name := filepath.Base(p.shown)
	note := func(code, format string, args ...any) {
		v.Notes = append(v.Notes, e.place(turn, chunkfile.Warn, code, format, args...))
	}
	was, now := p.Chunk.Runs(), want.Runs()
	if was == nil || now == nil {
		return
	}
	lasted := wholeSeconds(was.End) - wholeSeconds(was.Start)
	start, said := p.Chunk.HeaderStart()
	if end, ends := p.Chunk.HeaderEnd(); said && ends && wholeSeconds(end)-wholeSeconds(start) > 0 {
		lasted = max(lasted, wholeSeconds(end)-wholeSeconds(start))
	}
	if grown := wholeSeconds(now.End) - wholeSeconds(now.Start); grown > lasted+grownBy && float64(grown) > grownTimes*float64(lasted) {
		note("cut.grown", "%s runs for %s now, with %s; it ran for %s, with %d. Perhaps a chunk is missing behind it, or the next one begins too late. Look at it.",
			name, length(ofSeconds(grown)), quantity(len(body), "turn"), length(ofSeconds(lasted)), len(p.Chunk.Turns))
	}
	if off := wholeSeconds(start) - wholeSeconds(was.Start); said && (off > headerOff || off < -headerOff) {
		note("cut.header", "%s is cut at its first turn, which was at %s; its header says that it begins at %s. Look at it.", name, was.Start, start)
	}
}

func wholeSeconds(c timecode.Code) int { return int((c.Hours*60+c.Minutes)*60 + c.Seconds) }

func ofSeconds(n int) timecode.Time { return timecode.Time(n) * timecode.Second }
