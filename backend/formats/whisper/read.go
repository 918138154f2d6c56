// Package whisper reads the JSON of Whisper and of WhisperX: segments, and the words and speakers that they have.
package whisper

import (
	"strings"

	"stet/backend/formats"
)

// Reader reads both.
var Reader = formats.Reader{Name: "Whisper or WhisperX JSON", Knows: knows, Read: read}

func knows(f *formats.File) bool {
	_, text := f.Top["text"]
	return f.Has("segments", "start", "end", "text") || text && f.Has("words", "word", "start", "end")
}

type file struct {
	Language string    `json:"language"`
	Text     string    `json:"text"`
	Segments []segment `json:"segments"`
	// Words are those of the whole file, as OpenAI gives them, and All those of WhisperX.
	Words []word `json:"words"`
	All   []word `json:"word_segments"`
}

type segment struct {
	Start   formats.Seconds     `json:"start"`
	End     formats.Seconds     `json:"end"`
	Text    string              `json:"text"`
	Speaker formats.SpeakerName `json:"speaker"`
	Words   []word              `json:"words"`
}

type word struct {
	// Start and End are missing where the aligner knew no sound for what is written, as with numbers.
	Start   formats.Seconds     `json:"start"`
	End     formats.Seconds     `json:"end"`
	Word    string              `json:"word"`
	Speaker formats.SpeakerName `json:"speaker"`
	// Score is WhisperX's, Probability Whisper's.
	Score       formats.Sure `json:"score"`
	Probability formats.Sure `json:"probability"`
}

func (w word) token() formats.Token {
	return formats.Token{
		Text: w.Word, Start: w.Start.Time, End: w.End.Time, Told: w.Start.Known && w.End.Known, Confidence: uint8(max(w.Score, w.Probability)),
	}
}

func read(f *formats.File) (formats.Transcript, error) {
	var in file
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	t.Language = in.Language
	whole := in.Words
	if len(whole) == 0 {
		whole = in.All
	}
	if len(in.Segments) == 0 {
		readWords(&t, in.Text, whole)
		return t, nil
	}
	lines := f.ElementLines("segments")
	var pieces []formats.Piece
	untimed, others, named := 0, 0, 0
	own := false
	for i, s := range in.Segments {
		p := formats.Piece{
			Line: formats.LineOf(lines, i), Speaker: string(s.Speaker),
			Start: s.Start.Time, End: s.End.Time, Timed: s.Start.Known && s.End.Known,
		}
		var tokens []formats.Token
		for _, w := range s.Words {
			token := w.token()
			if !token.Told {
				untimed++
			}
			if p.Speaker == "" && w.Speaker != "" {
				p.Speaker = string(w.Speaker)
				named++
			}
			if w.Speaker != "" && string(w.Speaker) != p.Speaker {
				others++
			}
			tokens = append(tokens, token)
		}
		if p.Tokens = []formats.Token{{Text: s.Text}}; len(tokens) > 0 {
			own = true
			c := formats.Carve(s.Text, tokens)
			untimed += c.Bare
			p.Tokens = c.Tokens
			c.Remark(&t, p.Line)
		}
		pieces = append(pieces, p)
	}
	if !own && len(whole) > 0 {
		untimed += share(&t, pieces, whole)
	}
	if untimed > 0 {
		t.Remark(formats.Guessed, 0, "Times of words that the file gives none (%d): they are put between their neighbours", untimed)
	}
	if named > 0 {
		t.Remark(formats.Guessed, 0, "Who speaks in %s without a speaker: whom their first word names", formats.Count(named, "segment"))
	}
	if others > 0 {
		t.Remark(formats.Lost, 0, "Words that are given to another speaker than their segment (%d): the segment's speaker holds", others)
	}
	t.Join("segment", pieces)
	return t, nil
}

// share gives segments the times of words that stand beside them in one list, and counts the words that have none.
func share(t *formats.Transcript, pieces []formats.Piece, words []word) (untimed int) {
	text, ends := "", []int{}
	for _, p := range pieces {
		text += " " + strings.TrimSpace(p.Tokens[0].Text)
		ends = append(ends, len(text))
	}
	c := formats.Carve(text, tokensOf(words))
	c.Remark(t, 0)
	at, i := 0, 0
	for k := range pieces {
		pieces[k].Tokens = nil
	}
	for n, token := range c.Tokens {
		if n := c.From[n]; n >= 0 && !token.Told {
			untimed++
		}
		// Words that nobody timed may stand on both sides of an end.
		for rest := token.Text; rest != ""; {
			// What no segment has room for is the last one's.
			cut := len(rest)
			if i+1 < len(ends) {
				cut = min(cut, max(0, ends[i]-at))
			}
			if token.Text = rest[:cut]; cut > 0 {
				pieces[i].Tokens = append(pieces[i].Tokens, token)
			}
			at, rest = at+cut, rest[cut:]
			if at >= ends[i] && i+1 < len(ends) {
				i++
			}
		}
	}
	return untimed + c.Bare
}

func tokensOf(words []word) (out []formats.Token) {
	for _, w := range words {
		out = append(out, w.token())
	}
	return out
}

// readWords reads a file that has a text and words, and no segments.
func readWords(t *formats.Transcript, text string, words []word) {
	c := formats.Carve(text, tokensOf(words))
	c.Remark(t, 0)
	var spoken []formats.Spoken
	speaker := ""
	for i, token := range c.Tokens {
		if from := c.From[i]; from >= 0 {
			speaker = string(words[from].Speaker)
		}
		spoken = append(spoken, formats.Spoken{Token: token, Speaker: speaker})
	}
	t.JoinSentences(formats.Sentences(spoken))
}
