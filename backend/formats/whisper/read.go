// Package whisper reads the JSON of Whisper and of WhisperX: segments, and the words and speakers that they have.
package whisper

import (
	"stet/backend/formats"
)

// Reader reads both.
var Reader = formats.Reader{Name: "Whisper or WhisperX JSON", Knows: knows, Read: read}

func knows(f *formats.File) bool { return f.Has("segments", "start", "end", "text") }

type file struct {
	Language string    `json:"language"`
	Segments []segment `json:"segments"`
}

type segment struct {
	Start   formats.Seconds `json:"start"`
	End     formats.Seconds `json:"end"`
	Text    string          `json:"text"`
	Speaker string          `json:"speaker"`
	Words   []word          `json:"words"`
}

type word struct {
	// Start and End are missing where the aligner knew no sound for what is written, as with numbers.
	Start   formats.Seconds `json:"start"`
	End     formats.Seconds `json:"end"`
	Word    string          `json:"word"`
	Speaker string          `json:"speaker"`
	// Score is WhisperX's, Probability Whisper's.
	Score       formats.Sure `json:"score"`
	Probability formats.Sure `json:"probability"`
}

func read(f *formats.File) (formats.Transcript, error) {
	var in file
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	t.Language = in.Language
	lines := f.ElementLines("segments")
	var pieces []formats.Piece
	untimed, others := 0, 0
	for i, s := range in.Segments {
		p := formats.Piece{
			Line: formats.LineOf(lines, i), Speaker: s.Speaker,
			Start: s.Start.Time, End: s.End.Time, Timed: s.Start.Known && s.End.Known,
		}
		var tokens []formats.Token
		for _, w := range s.Words {
			told := w.Start.Known && w.End.Known
			if !told {
				untimed++
			}
			if w.Speaker != "" && s.Speaker != "" && w.Speaker != s.Speaker {
				others++
			}
			tokens = append(tokens, formats.Token{
				Text: w.Word, Start: w.Start.Time, End: w.End.Time, Told: told, Confidence: uint8(max(w.Score, w.Probability)),
			})
		}
		if p.Tokens = []formats.Token{{Text: s.Text}}; len(tokens) > 0 {
			p.Tokens = formats.Carve(s.Text, tokens)
		}
		pieces = append(pieces, p)
	}
	if untimed > 0 {
		t.Remark(formats.Guessed, 0, "Times of words that the file gives none (%d): they are put between their neighbours", untimed)
	}
	if others > 0 {
		t.Remark(formats.Lost, 0, "Words that are given to another speaker than their segment (%d): the segment's speaker holds", others)
	}
	t.Join("segment", pieces)
	return t, nil
}
