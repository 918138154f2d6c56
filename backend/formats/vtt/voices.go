package vtt

import (
	"html"
	"slices"
	"strings"
	"unicode"

	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file parts a cue at who speaks in it, and gives its words the times of their stamps.

// spoken parts a cue without voices at the names and dashes before its lines.
func (c cue) spoken(t *formats.Transcript, dialogue *formats.Dialogue, plain []string) []formats.Piece {
	said := dialogue.Parts(plain)
	if len(said) < 2 {
		parts := c.voices(t)
		if len(said) == 0 {
			return parts
		}
		parts[0].Speaker, parts[0].Apart = said[0].Speaker, said[0].Apart
		if said[0].Marked {
			// What stands before the words goes from the first of them.
			rest := strings.Join(said[0].Lines, " ")
			cutTo(parts[0].Tokens, strings.TrimSpace(rest))
		}
		return parts
	}
	var parts []formats.Piece
	at := 0
	for _, voice := range said {
		own := c
		own.lines = c.lines[at : at+len(voice.Lines)]
		at += len(voice.Lines)
		of := own.voices(t)
		cutTo(of[0].Tokens, strings.TrimSpace(strings.Join(voice.Lines, " ")))
		of[0].Speaker, of[0].Apart = voice.Speaker, voice.Apart
		parts = append(parts, of...)
	}
	if told := slices.ContainsFunc(parts, func(p formats.Piece) bool { return p.Tokens[0].Told }); !told {
		formats.Share(parts)
	}
	return parts
}

// cutTo takes from the beginning of words what does not belong to a text that they end with.
func cutTo(tokens []formats.Token, text string) {
	all := ""
	for _, token := range tokens {
		all += token.Text
	}
	over := len(strings.TrimRight(all, " ")) - len(text)
	for i := range tokens {
		if over <= 0 {
			return
		}
		n := min(over, len(tokens[i].Text))
		tokens[i].Text = tokens[i].Text[n:]
		over -= n
	}
}

// voices parts a cue at its voices; the time of words is from one stamp to the next.
func (c cue) voices(t *formats.Transcript) []formats.Piece {
	text := strings.Join(c.lines, " ")
	piece := formats.Piece{Line: c.line, Timed: true, Start: c.start, End: c.end}
	var out []formats.Piece
	stamped := false
	now := c.start
	how := transcript.Unknown
	add := func(text string) {
		if strings.Contains(text, "<") {
			t.Remark(formats.Odd, c.line, "A < among the words begins no sign of WebVTT: what stands there is taken for words")
		}
		if text = html.UnescapeString(text); text != "" {
			piece.Tokens = append(piece.Tokens, formats.Token{Text: text, Start: now, End: c.end, How: how})
		}
	}
	for text != "" {
		where := tag.FindStringIndex(text)
		if where == nil {
			add(text)
			break
		}
		add(text[:where[0]])
		found := text[where[0]:where[1]]
		text = text[where[1]:]
		if m := stamp.FindStringSubmatch(found); m != nil {
			if next, ok := formats.ParseClock(m[1]); ok && next >= now {
				for i := range piece.Tokens {
					if piece.Tokens[i].End == c.end {
						piece.Tokens[i].End = next
					}
				}
				now, stamped = next, true
			} else {
				t.Remark(formats.Odd, c.line, "The time of a word lies before the one in front of it")
			}
		} else if m := voice.FindStringSubmatch(found); m != nil {
			if len(piece.Tokens) > 0 {
				out = append(out, piece)
				piece = formats.Piece{Line: c.line, Timed: true, Start: c.start, End: c.end}
			}
			piece.Speaker = strings.TrimSpace(html.UnescapeString(m[1]))
		} else if m := class.FindStringSubmatch(found); m != nil {
			// Stet's own files say so where the time of a word comes from.
			var named bool
			if how, named = transcript.HowNamed(m[1]); named {
				stamped = true
			}
		} else if strings.HasPrefix(found, "</c") {
			how = transcript.Unknown
		} else if !strings.HasPrefix(found, "</") && !strings.HasPrefix(found, "<c") {
			t.Remark(formats.Lost, 0, "Italics, languages and other looks of words")
		}
	}
	out = append(out, piece)
	return told(out, stamped)
}

// told says of the words of a cue with stamps that their times stand in the file. Where one cue holds several voices and
// words are stamped, each voice begins with its first word.
func told(parts []formats.Piece, stamped bool) []formats.Piece {
	for i := range parts {
		p := &parts[i]
		if len(p.Tokens) == 0 {
			p.Tokens = []formats.Token{{}}
			continue
		}
		if stamped {
			share(p.Tokens)
		}
		for k := range p.Tokens {
			p.Tokens[k].Told = stamped
		}
		if stamped && i > 0 {
			p.Start = p.Tokens[0].Start
			parts[i-1].End = p.Start
		}
	}
	if !stamped {
		formats.Share(parts)
	}
	return parts
}

// share parts what one stamp times among the stretches of text behind it, by their letters: but for the first, where each
// begins is estimated.
func share(tokens []formats.Token) {
	for i := 0; i < len(tokens); {
		end, all := i, 0
		for ; end < len(tokens) && tokens[end].Start == tokens[i].Start && tokens[end].End == tokens[i].End; end++ {
			all += lettersOf(tokens[end].Text)
		}
		from, length, seen := tokens[i].Start, tokens[i].End-tokens[i].Start, 0
		at := func(n int) timecode.Time { return from + length*timecode.Time(n)/timecode.Time(max(1, all)) }
		for k := i; k < end; k++ {
			n := lettersOf(tokens[k].Text)
			if signs := n == 0 && strings.TrimSpace(tokens[k].Text) != ""; seen > 0 && n > 0 || signs {
				tokens[k].How = transcript.Between
			}
			tokens[k].Start, tokens[k].End = at(seen), at(seen+n)
			seen += n
		}
		i = end
	}
}

// lettersOf counts what is said of a text: a dash by itself takes no time.
func lettersOf(text string) int {
	n := 0
	for _, r := range text {
		if unicode.In(r, unicode.L, unicode.N, unicode.M) {
			n++
		}
	}
	return n
}
