// Package ctm reads and writes time-marked conversations, as NIST's scoring and Kaldi's recognisers have them: a word a
// line, with the recording, its channel, when the word begins and how long it is.
package ctm

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Reader reads it.
var Reader = formats.Reader{Name: "CTM", Knows: knows, Read: read}

const comment = ";;"

var (
	number = regexp.MustCompile(`^\d+(\.\d+)?$`)
	// channel is what stands second: the side of a telephone call, or a number.
	channel = regexp.MustCompile(`^[A-Za-z0-9]{1,2}$`)
)

// fields are those of a line with a word: file, channel, beginning, length, word and, where they are, how sure the
// recogniser was, of what kind the word is, and who speaks.
func fields(line string) ([]string, bool) {
	f := strings.Fields(line)
	if len(f) < 5 || len(f) > 8 || !channel.MatchString(f[1]) {
		return f, false
	}
	mark := f[2] == "*" && f[3] == "*" && strings.HasPrefix(f[4], "<ALT")
	return f, mark || number.MatchString(f[2]) && number.MatchString(f[3])
}

func knows(f *formats.File) bool {
	found := 0
	for _, line := range f.Head(8) {
		if strings.HasPrefix(line, comment) {
			continue
		}
		if _, ok := fields(line); !ok {
			return false
		}
		found++
	}
	return found > 0
}

// word is a word of the file.
type word struct {
	formats.Spoken
	channel string
}

func read(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	words, err := wordsOf(f, &t)
	if err != nil {
		return t, err
	}
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(a.Start, b.Start) })
	channels := map[string]bool{}
	for _, w := range words {
		channels[w.channel] = true
	}
	var spoken []formats.Spoken
	for _, w := range words {
		if w.Speaker == "" && len(channels) > 1 {
			w.Speaker = w.channel
		}
		spoken = append(spoken, w.Spoken)
	}
	if len(channels) > 1 {
		t.Remark(formats.Guessed, 0, "The channels of the recording are taken for who speaks")
	}
	t.JoinSentences(formats.Sentences(spoken))
	return t, nil
}

// wordsOf reads every line; of alternatives it takes the first.
func wordsOf(f *formats.File, t *formats.Transcript) ([]word, error) {
	var out []word
	file := ""
	options := 0 // 0 outside of alternatives, else the number of the one that is read
	for i, line := range f.Lines() {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, comment) {
			continue
		}
		w, ok := fields(line)
		switch {
		case !ok:
			return nil, &formats.Error{Line: i + 1, Column: 1, What: "Here belongs a word: the recording, its channel, when the word begins, how long it is, and the word. Mend the line, or export the file again."}
		case file == "":
			file = w[0]
		case w[0] != file:
			return nil, &formats.Error{Line: i + 1, Column: 1, What: "Words of another recording begin here. Put each recording into a file of its own."}
		}
		switch w[4] {
		case "<ALT_BEGIN>":
			options = 1
			t.Remark(formats.Lost, 0, "What else the recogniser thought it heard")
			continue
		case "<ALT>":
			options++
			continue
		case "<ALT_END>":
			options = 0
			continue
		case "<eps>", "@":
			continue // nothing is said
		}
		if options > 1 {
			continue
		}
		start, ok := formats.ParseSeconds(w[2])
		length, fine := formats.ParseSeconds(w[3])
		if !ok || !fine {
			return nil, &formats.Error{Line: i + 1, Column: 1, What: "The time of this word is longer than any recording. Mend the line, or export the file again."}
		}
		out = append(out, wordOf(w, start, start+length))
	}
	return out, nil
}

func wordOf(w []string, start, end timecode.Time) word {
	out := word{channel: w[1]}
	out.Token = formats.Token{Text: " " + w[4], Start: start, End: end, Told: true}
	if len(w) > 5 {
		out.Confidence = formats.Hundredths(w[5])
	}
	if len(w) > 7 && w[7] != "unknown" && w[7] != "NA" {
		out.Speaker = w[7]
	}
	return out
}
