// This file gives a transcript that comes again the turns and the notation of the chunks, where it has none of its own: it came
// by way of subtitles, or from a recogniser.

package service

import (
	"path/filepath"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// joined says what a turn of the file was made of; nil where the file has it itself.
func (r *read) joined(turn int) *cut.Joined {
	if r.foreign == nil || !r.foreign.said.Joined || turn >= len(r.foreign.said.Turns) {
		return nil
	}
	j := cut.Joined{Goes: turn > 0}
	for _, s := range r.foreign.said.Turns[turn].Seams {
		j.Seams = append(j.Seams, cut.Seam(s))
	}
	return &j
}

// turnPlace is where a turn begins in what somebody gave.
func (r *read) turnPlace(turn int) chunkfile.Place {
	if r.foreign != nil && turn < len(r.foreign.said.Turns) {
		return chunkfile.Place{Line: r.foreign.said.Turns[turn].Line, Column: 1}
	}
	return r.file.TurnPlace(turn)
}

func piecesOf(files []pieceFile) []cut.Piece {
	out := make([]cut.Piece, len(files))
	for i, f := range files {
		out[i] = f.Piece
	}
	return out
}

func pieceTurns(pieces []pieceFile) (out []transcript.Turn) {
	for _, p := range pieces {
		out = append(out, p.Chunk.Turns...)
	}
	return out
}

// firstsOf are the places of the first turns of files among the turns of all.
func firstsOf(pieces []pieceFile) (out []int) {
	n := 0
	for _, p := range pieces {
		if len(p.Chunk.Turns) > 0 {
			out = append(out, n)
		}
		n += len(p.Chunk.Turns)
	}
	return out
}

// recast gives the transcript the turns of the chunks, and their notation; rate is the frame rate where somebody told it, begins are
// the turns that chunks begin with, where the transcript is to be parted there.
func (e *episodeText) recast(chunks []transcript.Turn, begins []int, rate timecode.Rate) cut.Noted {
	turns, from := cut.Recast(e.turns, e.joined, chunks, begins)
	at := make([][2]int, len(from))
	for i, k := range from {
		at[i] = e.at[k]
	}
	e.turns, e.at, e.joined = turns, at, make([]*cut.Joined, len(turns))
	return cut.Notate(e.turns, chunks, rate)
}

// like is a copy of the transcript as the chunks of an episode have it.
func (e *episodeText) like(doc *transcript.Document) *episodeText {
	out := *e
	out.turns = slices.Clone(e.turns)
	var begins []int
	n := 0
	for _, id := range cutChunks(doc) {
		begins = append(begins, n)
		n += len(doc.Order(id))
	}
	out.recast(turnsOf(doc, cutChunks(doc)), begins, doc.Episode().Rate)
	return &out
}

// notation tells in which notation times are written where the transcript has another than the chunks.
func (v *CutView) notation(e *episodeText, n cut.Noted) {
	switch {
	case n.Form == 0:
		return
	case n.Left > 0 && n.Form.CountsFrames() && n.Was.CountsMillis():
		v.Notes = append(v.Notes, e.place(n.First, chunkfile.Warn, "cut.notation", "%s from here on keep the times of the transcript (%s), where the chunks count frames (%s): nothing tells how many a second has. Say it: --rate 30, or what it is.", quantity(n.Left, "turn"), n.Was, n.Form))
	case n.Left > 0:
		v.Notes = append(v.Notes, e.place(n.First, chunkfile.Warn, "cut.notation", "%s from here on keep the times of the transcript (%s), where the chunks have %s.", quantity(n.Left, "turn"), n.Was, n.Form))
	default:
		p := ProblemView{File: e.files[0].shown, Line: 1, Column: 1, Severity: string(chunkfile.Info), Code: "cut.notation"}
		p.What = "The times (" + n.Was.String() + ") are written as those of the chunks are (" + n.Form.String() + ")."
		if n.Rate.Valid() && !n.Told {
			p.What = "The times (" + n.Was.String() + ") are written as those of the chunks are (" + n.Form.String() + "), at " + n.Rate.String() + " frames a second: so the turns that both have begin and end at the same times."
		}
		v.Notes = append(v.Notes, p)
	}
}

// swallowed names the chunk behind a piece that was not found, if the piece would be longer by its turns.
func swallowed(pieces []pieceFile, starts []cut.Start, i int, body []transcript.Turn) string {
	if i+1 == len(pieces) || starts[i+1].Turn >= 0 {
		return ""
	}
	own, next := spokenWords(pieces[i].Chunk.Turns), spokenWords(pieces[i+1].Chunk.Turns)
	if 2*spokenWords(body) < 2*own+next {
		return ""
	}
	return filepath.Base(pieces[i+1].shown)
}

func spokenWords(turns []transcript.Turn) (n int) {
	for _, t := range turns {
		n += transcript.CountWords(t.Paragraphs)
	}
	return n
}
