package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file tells whether a name is spoken in words, however it is cased and parted: Open API is said where OpenAPI is
// meant. It is lenient: what it does not find is not there.

// spoken is what a turn says, in two forms.
type spoken struct {
	// words are its words, each between two spaces; run is the letters of all of them, with no sign between.
	words, run string
}

func spokenIn(paragraphs []string) spoken {
	size := 2
	for _, p := range paragraphs {
		size += len(p) + 1
	}
	words, run := make([]byte, 1, size), make([]byte, 0, size)
	words[0] = ' '
	for _, p := range paragraphs {
		for _, c := range p {
			switch {
			case c < utf8.RuneSelf && asciiLetter[c] != 0:
				words, run = append(words, asciiLetter[c]), append(run, asciiLetter[c])
			case c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c)):
				c = unicode.ToLower(c)
				words, run = utf8.AppendRune(words, c), utf8.AppendRune(run, c)
			case words[len(words)-1] != ' ':
				words = append(words, ' ')
			}
		}
		if words[len(words)-1] != ' ' {
			words = append(words, ' ')
		}
	}
	return spoken{string(words), string(run)}
}

// wanted is a name as it may be said.
type wanted struct {
	parts []string
	// whole is all of its parts between two spaces, run without any.
	whole, run string
}

// shortest is how many letters a name must have to be found within a run of letters, where it can stand by chance.
const shortest = 6

func nameWanted(name string) wanted {
	parts := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return wanted{parts, " " + strings.Join(parts, " ") + " ", strings.Join(parts, "")}
}

// says reports whether a name is said: as a whole, or any word of it that is a name by itself, such as a first name.
func (s spoken) says(w wanted) bool {
	if len(w.parts) == 0 {
		return true
	}
	if len(w.run) >= shortest && strings.Contains(s.run, w.run) {
		return true
	}
	if len(w.parts) > 1 && strings.Contains(s.words, w.whole) {
		return true
	}
	return slices.ContainsFunc(w.parts, func(part string) bool {
		return (len(part) > 2 || len(w.parts) == 1) && s.hasWord(part)
	})
}

// hasWord finds a word, also in the plural.
func (s spoken) hasWord(part string) bool {
	if strings.HasSuffix(part, "s") && len(part) > 3 && strings.Contains(s.words, " "+part[:len(part)-1]+" ") {
		return true
	}
	begins := " " + part
	for rest := s.words; ; {
		at := strings.Index(rest, begins)
		if at < 0 {
			return false
		}
		rest = rest[at+len(begins):]
		if strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "s ") || strings.HasPrefix(rest, "es ") {
			return true
		}
	}
}
