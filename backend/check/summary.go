package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/transcript"
)

func scalarField(key, value string) transcript.Field {
	return transcript.Field{Key: key, Kind: transcript.ScalarField, Value: value}
}

// closing are signs that may stand behind the end of a sentence.
const closing = "\"'”’»)]*_」』）"

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
	const most = 6
	words := strings.Fields(text)
	if len(words) <= most {
		return text
	}
	return "…" + strings.Join(words[len(words)-most:], " ")
}

// shortened are words that end in a point and end no sentence.
var shortened = map[string]bool{
	"e.g.": true, "i.e.": true, "etc.": true, "vs.": true, "dr.": true, "mr.": true, "mrs.": true, "ms.": true, "st.": true,
	"prof.": true, "no.": true, "inc.": true, "ltd.": true, "co.": true, "corp.": true, "approx.": true, "ca.": true, "u.s.": true,
}

// mayEnd are those of them that a sentence may end with as well, where a capital follows: nobody can tell.
var mayEnd = map[string]bool{"etc.": true, "inc.": true, "ltd.": true, "co.": true, "corp.": true, "u.s.": true}

// sentences parts a text into its sentences; one that is not ended is one, too. Where nobody can tell, none ends.
func sentences(text string) []string { return parted(text, false) }

// mostSentences counts as sentences whatever may be one.
func mostSentences(text string) int { return len(parted(text, true)) }

func parted(text string, all bool) []string {
	var out []string
	from := 0
	for i, c := range text {
		if !strings.ContainsRune(".!?。！？", c) {
			continue
		}
		end := i + utf8.RuneLen(c)
		for end < len(text) && strings.ContainsRune(closing+".!?。！？", firstRune(text[end:])) {
			end += utf8.RuneLen(firstRune(text[end:]))
		}
		spaced := strings.ContainsRune(".!?", c) // Chinese and Japanese put no space between sentences
		if end <= from || spaced && end < len(text) && !unicode.IsSpace(firstRune(text[end:])) {
			continue
		}
		next := strings.TrimLeftFunc(text[end:], unicode.IsSpace)
		word := text[strings.LastIndexFunc(text[:i], unicode.IsSpace)+1 : end]
		lower := strings.ToLower(word)
		if next != "" && (shortened[lower] && !(all && mayEnd[lower]) || unicode.IsLower(firstRune(next)) || initial(word)) {
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
