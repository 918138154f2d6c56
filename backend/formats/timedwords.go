package formats

import "stet/backend/transcript"

// TimedWord is a word of a turn, and when it is said.
type TimedWord struct {
	Turn *Said
	Word string
	transcript.Timing
}

// TimedWords are the words that have a time or stand in a turn that has one, in the order of the text, for formats that hold
// nothing else. What is left out or estimated, the remarks say.
func (e *Episode) TimedWords(out *Output) (words []TimedWord) {
	shared, none, unspoken, put := 0, 0, 0, 0
	for _, t := range e.Turns() {
		if t.Shared() && t.Timed() && len(t.Paragraphs) > 0 {
			shared++
		}
		times := t.WordTimes()
		for i, word := range t.Words() {
			switch {
			case !t.Timed():
				none++
			case i < len(t.Times) && t.Times[i].How == transcript.Unspoken:
				unspoken++
			default:
				if i < len(t.Times) && t.Times[i].How == transcript.Unknown {
					put++
				}
				words = append(words, TimedWord{t, word, times[i]})
			}
		}
	}
	if shared > 0 {
		out.Remark(Guessed, "The times of words within %s are estimated by their letters: nobody has timed them", Count(shared, "turn"))
	}
	if put > 0 {
		out.Remark(Guessed, "The times of %s are put between those beside them: nobody knows them", Count(put, "word"))
	}
	if none > 0 {
		out.Remark(Lost, "%s without a time", Count(none, "word"))
	}
	if unspoken > 0 {
		out.Remark(Lost, "%s that the sound does not hold", Count(unspoken, "word"))
	}
	return words
}
