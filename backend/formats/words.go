package formats

import (
	"cmp"
	"unicode"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Token is a stretch of text with the time that the file gives it. Its spaces stand in it: what begins without one
// belongs to the word before.
type Token struct {
	Text       string
	Start, End timecode.Time
	Told       bool
	// How says where the time comes from, in a format that tells; Unknown means that the file told it and no more.
	// Confidence is how sure of it whoever found it was, in hundredths, where the format tells.
	How        transcript.How
	Confidence uint8
	// Untimed says that the file tells of the word that it has no time, and not only leaves it out; How then says why:
	// Unspoken, or Unknown.
	Untimed bool
}

// wordsOf parts tokens into words and their times: a word that several tokens make up has the time of all of them, and
// words that share a token share its time by their letters. Words without a time get what lies between their neighbours,
// or the ends of the stretch where room is known, but for those of which the file says that they have none.
func wordsOf(tokens []Token, room [2]timecode.Time, known bool) (words []string, times transcript.Timings) {
	open := false
	none := map[int]transcript.How{}
	for _, token := range tokens {
		// What ends before it begins, or lies before the sound, is told of and held to what can be.
		token.Start = max(0, token.Start)
		token.End = max(token.Start, token.End)
		letters, at := 0, 0
		for _, r := range token.Text {
			if !unicode.IsSpace(r) {
				letters++
			}
		}
		share := func(n int) timecode.Time {
			return token.Start + (token.End-token.Start)*timecode.Time(n)/timecode.Time(max(letters, 1))
		}
		from := 0
		for i, r := range token.Text + " " {
			last := i == len(token.Text)
			if !last && !unicode.IsSpace(r) {
				continue
			}
			if part := token.Text[from:i]; part != "" {
				n := utf8.RuneCountInString(part)
				piece := transcript.Timing{}
				if token.Told {
					piece = transcript.Timing{Start: share(at), End: share(at + n), How: cmp.Or(token.How, transcript.Imported), Confidence: token.Confidence}
					if n < letters {
						piece.How, piece.Confidence = transcript.Between, 0
					}
				}
				at += n
				if open && len(words) > 0 {
					words[len(words)-1] += part
					times[len(times)-1] = joined(times[len(times)-1], piece)
				} else {
					words, times = append(words, part), append(times, piece)
				}
				if token.Untimed {
					none[len(words)-1] = token.How
				}
				open = true
			}
			if !last {
				open = false
				from = i + utf8.RuneLen(r)
			}
		}
	}
	for i := range none {
		if times[i].How.Timed() { // by another part of it
			delete(none, i)
		}
	}
	Fill(times, words, room, known)
	for i, how := range none {
		times[i] = transcript.Timing{How: how}
	}
	return words, times
}

// joined is the time of a word in two parts. A part without a time, such as a comma, changes nothing.
func joined(a, b transcript.Timing) transcript.Timing {
	switch {
	case b.How == transcript.Unknown:
		return a
	case a.How == transcript.Unknown:
		return b
	}
	return transcript.Timing{Start: min(a.Start, b.Start), End: max(a.End, b.End), How: max(a.How, b.How), Confidence: min(a.Confidence, b.Confidence)}
}

// Fill puts the words that have no time between those that have one, by their letters; at either end of the text into
// room, if that is known.
func Fill(times transcript.Timings, words []string, room [2]timecode.Time, known bool) {
	for i := 0; i < len(times); {
		if times[i].How.Timed() {
			i++
			continue
		}
		end := i
		letters := 0
		for end < len(times) && !times[end].How.Timed() {
			letters += utf8.RuneCountInString(words[end])
			end++
		}
		from, to := room[0], room[1]
		if i > 0 {
			from = times[i-1].End
		}
		if end < len(times) {
			to = times[end].Start
		}
		if known || i > 0 && end < len(times) {
			to = max(from, to)
			at := from
			seen := 0
			for k := i; k < end; k++ {
				seen += utf8.RuneCountInString(words[k])
				next := from + (to-from)*timecode.Time(seen)/timecode.Time(max(letters, 1))
				times[k] = transcript.Timing{Start: at, End: next, How: transcript.Between}
				at = next
			}
		}
		i = end
	}
}
