package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/transcript"
)

var summaryCut = Check{
	ID: "summary.cut", Severity: Error,
	Why:     "A summary that stops in the middle of a sentence was cut off by a program; what it said is lost, and has to be written again.",
	Example: "summary: Ada tells how the bells were cast, and",
	covers:  []string{"summary.length", "summary.point"},
	chunk: func(c *chunkSight, r *report) {
		summary, at := c.scalar("summary")
		text := strings.TrimSpace(summary)
		if at < 0 || text == "" || !breaksOff(text) {
			return
		}
		var repairs []Repair
		if whole := sentences(text); len(whole) > 1 {
			kept := strings.TrimSpace(strings.Join(whole[:len(whole)-1], ""))
			repairs = append(repairs, Repair{
				Name: "Drop what is cut off", Before: strings.TrimSpace(whole[len(whole)-1]),
				Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: "summary", Field: scalarField("summary", kept)}},
			})
		}
		r.field(c, at, -1, fmt.Sprintf("The summary stops in the middle of a sentence: %s.", quoted("…"+ending(text))), repairs...)
	},
}

var summaryPoint = Check{
	ID: "summary.point", Severity: Warn,
	Why:     "A summary that ends without a full stop lost it, or was cut off.",
	Example: "summary: Ada tells how the bells were cast",
	chunk: func(c *chunkSight, r *report) {
		summary, at := c.scalar("summary")
		text := strings.TrimSpace(summary)
		if at < 0 || text == "" || endsSentence(text) {
			return
		}
		words := ending(text)
		r.field(c, at, -1, fmt.Sprintf("The summary ends without a full stop: %s.", quoted("…"+words)), Repair{
			Name: "End it with a full stop", Before: "… " + words, After: "… " + words + ".",
			Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: "summary", Field: scalarField("summary", text+".")}},
		})
	},
}

var summaryLength = Check{
	ID: "summary.length", Severity: Warn,
	Why:     "A summary is 2 to 5 whole sentences: it stands in full in lists of chunks.",
	Example: "summary: About bells.",
	chunk: func(c *chunkSight, r *report) {
		const fewest, most = 2, 5
		summary, at := c.scalar("summary")
		if at < 0 {
			return
		}
		n := len(sentences(summary))
		switch {
		case n == 0: // field.empty says it
		case n == 1:
			r.field(c, at, -1, fmt.Sprintf("The summary is 1 sentence; %d to %d are usual.", fewest, most))
		case n < fewest || n > most:
			r.field(c, at, -1, fmt.Sprintf("The summary is %d sentences; %d to %d are usual.", n, fewest, most))
		}
	},
}

func scalarField(key, value string) transcript.Field {
	return transcript.Field{Key: key, Kind: transcript.ScalarField, Value: value}
}

// leadsOn are words that no sentence ends with, or none that lacks its full stop. Many a sentence ends with in, on or up.
var leadsOn = set(`a an the my your his its our their and but or nor because although whereas whether than of from into to
	with without between are were am be been could should would might must very every which whose while as including
	such via across at by for when where who whom if unless until since has have had can will may they we he she i other
	even only either neither during within upon among through towards per some using`)

// breaksOff says whether a text stops where a sentence must go on: at a word that none ends with, at a comma, within
// brackets, or after a word or two of the next one.
func breaksOff(text string) bool {
	inside := strings.LastIndexByte(text, '(') > strings.LastIndexByte(text, ')')
	text = strings.TrimRight(text, closing)
	if strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…") {
		return true
	}
	if endsSentence(text) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(",;:–—-(&/", last) {
		return true
	}
	words := strings.Fields(text)
	if len(words) == 0 {
		return false
	}
	whole := sentences(text)
	begun := len(whole) > 1 && len(strings.Fields(whole[len(whole)-1])) <= 2
	return begun || leadsOn[strings.ToLower(words[len(words)-1])] || inside
}

// closing are signs that may stand behind the end of a sentence.
const closing = "\"'”’»)]*_"

// endsSentence says whether a text ends as a sentence does. Three points are where something was left off.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, closing)
	if strings.HasSuffix(text, "...") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?。！？", last)
}

// ending is the last few words of a text.
func ending(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[max(0, len(words)-6):], " ")
}

// shortened are words that end in a point and end no sentence.
var shortened = map[string]bool{
	"e.g.": true, "i.e.": true, "etc.": true, "vs.": true, "dr.": true, "mr.": true, "mrs.": true, "ms.": true, "st.": true,
	"prof.": true, "no.": true, "inc.": true, "ltd.": true, "co.": true, "corp.": true, "approx.": true, "ca.": true, "u.s.": true,
}

// sentences parts a text into its sentences; one that is not ended is one, too.
func sentences(text string) []string {
	var out []string
	from := 0
	for i, c := range text {
		if !strings.ContainsRune(".!?。！？", c) {
			continue
		}
		end := i + utf8.RuneLen(c)
		for end < len(text) && strings.ContainsRune(closing+".!?", firstRune(text[end:])) {
			end += utf8.RuneLen(firstRune(text[end:]))
		}
		if end <= from || end < len(text) && !unicode.IsSpace(firstRune(text[end:])) {
			continue
		}
		next := strings.TrimLeftFunc(text[end:], unicode.IsSpace)
		word := text[strings.LastIndexFunc(text[:i], unicode.IsSpace)+1 : end]
		if next != "" && (shortened[strings.ToLower(word)] || unicode.IsLower(firstRune(next)) || initial(word)) {
			continue
		}
		out = append(out, text[from:end])
		from = end
	}
	if strings.TrimSpace(text[from:]) != "" {
		out = append(out, text[from:])
	}
	return out
}

// initial is a letter with a point, as in J. Neuse.
func initial(word string) bool {
	r := []rune(word)
	return len(r) == 2 && unicode.IsUpper(r[0]) && r[0] != 'I' && r[1] == '.'
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
