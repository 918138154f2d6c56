// Package deepgram reads Deepgram's JSON: its utterances, or the words of its channels.
package deepgram

import (
	"encoding/json"
	"fmt"
	"slices"

	"stet/backend/formats"
)

// Reader reads it.
var Reader = formats.Reader{Name: "Deepgram JSON", Knows: knows, Read: read}

func knows(f *formats.File) bool {
	var results map[string]json.RawMessage
	if json.Unmarshal(f.Top["results"], &results) != nil {
		return false
	}
	return results["channels"] != nil || results["utterances"] != nil
}

type file struct {
	Results struct {
		Channels []struct {
			Language     string `json:"detected_language"`
			Alternatives []struct {
				Transcript string `json:"transcript"`
				Words      []word `json:"words"`
				Parts      struct {
					Paragraphs []struct{} `json:"paragraphs"`
				} `json:"paragraphs"`
			} `json:"alternatives"`
		} `json:"channels"`
		Utterances []struct {
			Start      formats.Seconds `json:"start"`
			End        formats.Seconds `json:"end"`
			Transcript string          `json:"transcript"`
			Channel    int             `json:"channel"`
			Speaker    *int            `json:"speaker"`
			Words      []word          `json:"words"`
		} `json:"utterances"`
	} `json:"results"`
}

type word struct {
	Start      formats.Seconds `json:"start"`
	End        formats.Seconds `json:"end"`
	Word       string          `json:"word"`
	Punctuated string          `json:"punctuated_word"`
	Speaker    *int            `json:"speaker"`
	Sure       formats.Sure    `json:"confidence"`
}

func (w word) token() formats.Token {
	text := w.Punctuated
	if text == "" {
		text = w.Word
	}
	return formats.Token{Text: text, Start: w.Start.Time, End: w.End.Time, Told: w.Start.Known && w.End.Known, Confidence: uint8(w.Sure)}
}

func read(f *formats.File) (formats.Transcript, error) {
	var in file
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	channels := in.Results.Channels
	if len(channels) > 0 {
		t.Language = channels[0].Language
	}
	for _, c := range channels {
		if len(c.Alternatives) > 0 && len(c.Alternatives[0].Parts.Paragraphs) > 1 {
			t.Remark(formats.Lost, 0, "Where paragraphs begin: a turn is one")
		}
	}
	var pieces []formats.Piece
	for _, u := range in.Results.Utterances {
		p := formats.Piece{
			Line: 1, Start: u.Start.Time, End: u.End.Time, Timed: u.Start.Known && u.End.Known,
			Speaker: speaker(u.Speaker, u.Channel, len(channels)), Tokens: []formats.Token{{Text: u.Transcript}},
		}
		if len(u.Words) > 0 {
			p.Tokens = nil
			for _, w := range u.Words {
				p.Tokens = append(p.Tokens, w.token())
			}
			c := formats.Carve(u.Transcript, p.Tokens)
			c.Remark(&t, 0)
			p.Tokens = c.Tokens
		}
		pieces = append(pieces, p)
	}
	if len(pieces) > 0 {
		t.Join("utterance", pieces)
		return t, nil
	}
	for n, c := range channels {
		if len(c.Alternatives) == 0 {
			continue
		}
		if len(c.Alternatives) > 1 {
			t.Remark(formats.Lost, 0, "What else the recogniser thought it heard")
		}
		best := c.Alternatives[0]
		var tokens []formats.Token
		for _, w := range best.Words {
			tokens = append(tokens, w.token())
		}
		var words []formats.Spoken
		who := speaker(nil, n, len(channels))
		carved := formats.Carve(best.Transcript, tokens)
		carved.Remark(&t, 0)
		for i, token := range carved.Tokens {
			if from := carved.From[i]; from >= 0 {
				who = speaker(best.Words[from].Speaker, n, len(channels))
			}
			words = append(words, formats.Spoken{Token: token, Speaker: who})
		}
		pieces = append(pieces, formats.Sentences(words)...)
	}
	if len(channels) > 1 {
		t.Remark(formats.Guessed, 0, "Each channel is a speaker of its own, and what they say is put in the order of its times")
		slices.SortStableFunc(pieces, func(a, b formats.Piece) int { return int(min(1, max(-1, a.Start-b.Start))) })
	}
	t.JoinSentences(pieces)
	return t, nil
}

// speaker is a label for a number; of several channels each has its own speakers.
func speaker(number *int, channel, channels int) string {
	switch {
	case channels > 1 && number != nil:
		return fmt.Sprintf("Channel %d Speaker %d", channel, *number)
	case channels > 1:
		return fmt.Sprintf("Channel %d", channel)
	case number != nil:
		return fmt.Sprintf("Speaker %d", *number)
	}
	return ""
}
