// This file writes words as they sound, roughly: as an English recogniser would hear them. A sound is a letter, in lower
// case a vowel. It is no phonetics, only enough to tell that "graph cue el" may be GraphQL.

package names

import (
	"strings"
)

// Sounds: P B T D K G F V S Z, X as in ship, C as in chip, J as in jam, 0 as in thin, M N L R W Y H; a e i o u.

// letterSounds are the names of the letters.
var letterSounds = map[byte]string{
	'a': "e", 'b': "Bi", 'c': "Si", 'd': "Di", 'e': "i", 'f': "eF", 'g': "Ji", 'h': "eC", 'i': "ai", 'j': "Je", 'k': "Ke", 'l': "eL", 'm': "eM",
	'n': "eN", 'o': "o", 'p': "Pi", 'q': "KYu", 'r': "aR", 's': "eS", 't': "Ti", 'u': "Yu", 'v': "Vi", 'w': "DaBLYu", 'x': "eKS", 'y': "Wai", 'z': "Zi",
	'0': "ZiRo", '1': "WaN", '2': "Tu", '3': "0Ri", '4': "FoR", '5': "FaiV", '6': "SiKS", '7': "SeVeN", '8': "eT", '9': "NaiN",
}

// spellings are what letters sound like where they stand together, the longest first. A rule with an edge counts at the
// word's beginning ("<") or end (">") only.
var spellings = []struct{ edge, letters, sounds string }{
	{"", "tion", "XaN"}, {"", "sion", "XaN"}, {"", "eigh", "e"}, {"", "eye", "ai"}, {"", "augh", "o"}, {"", "ough", "o"}, {"", "tch", "C"}, {"", "dge", "J"}, {"", "sch", "SK"},
	{"", "chr", "KR"}, {"", "igh", "ai"}, {"", "eau", "o"}, {"", "que", "K"}, {"<", "kn", "N"}, {"<", "gn", "N"}, {"<", "wr", "R"}, {"<", "ps", "S"}, {"<", "pn", "N"},
	{"<", "x", "Z"}, {"<", "ng", "eNJ"}, {"<", "wh", "W"}, {">", "mb", "M"}, {">", "ey", "i"}, {">", "ie", "i"}, {">", "y", "i"}, {">", "le", "aL"}, {">", "ue", "u"}, {">", "gh", "F"},
	{"", "gh", "G"}, {"", "ch", "C"}, {"", "sh", "X"}, {"", "ph", "F"}, {"", "th", "0"}, {"", "ck", "K"}, {"", "wh", "W"}, {"", "qu", "KW"}, {"", "sz", "X"},
	{"", "sce", "Se"}, {"", "sci", "Si"}, {"", "ce", "Se"}, {"", "ci", "Si"}, {"", "cy", "Si"}, {"<", "get", "GeT"}, {"<", "gea", "Gi"}, {"<", "gir", "GiR"}, {"<", "gif", "GiF"}, {"<", "giv", "GiV"}, {"", "ge", "Je"}, {"", "gi", "Ji"}, {"", "gy", "Ji"}, {"", "ng", "NG"},
	{"", "ee", "i"}, {"", "ea", "i"}, {"", "ie", "i"}, {"", "ei", "ai"}, {"", "ai", "e"}, {"", "ay", "e"}, {"", "oo", "u"}, {"", "ou", "u"}, {"", "oa", "o"}, {"", "ow", "o"}, {"", "oy", "oi"},
	{"", "au", "o"}, {"", "aw", "o"}, {"", "ew", "u"}, {"", "ue", "u"}, {"", "ui", "u"}, {"", "oe", "o"}, {"", "dg", "J"}, {"", "cz", "C"},
}

// byFirst are the spellings by their first letter.
var byFirst = func() (table [128][]int) {
	for i, s := range spellings {
		table[s.letters[0]] = append(table[s.letters[0]], i)
	}
	return table
}()

// oneLetter is what a letter sounds like by itself; h and w sound only before a vowel.
var oneLetter = map[byte]string{
	'a': "a", 'b': "B", 'c': "K", 'd': "D", 'e': "e", 'f': "F", 'g': "G", 'h': "H", 'i': "i", 'j': "J", 'k': "K", 'l': "L", 'm': "M",
	'n': "N", 'o': "o", 'p': "P", 'q': "K", 'r': "R", 's': "S", 't': "T", 'u': "u", 'v': "V", 'w': "W", 'x': "KS", 'y': "Y", 'z': "Z",
}

// sayWord is how a word of small letters without accents sounds.
func sayWord(key string) string {
	var b strings.Builder
	if key != "" && !vowel(key[0]) && spelledOut(key) {
		return sayLetters(key)
	}
	for at := 0; at < len(key); {
		letters, sounds := spelling(key, at)
		if b.Len() == 0 && at == 0 && len(key) > 1 && strings.IndexByte("nmlrfs", key[0]) >= 0 && !onset(key) && letters == key[:1] {
			b.WriteByte('e')
		}
		b.WriteString(sounds)
		at += len(letters)
	}
	return once(b.String())
}

// spelling is what sounds at a place.
func spelling(key string, at int) (letters, sounds string) {
	rest := key[at:]
	for _, i := range byFirst[rest[0]&127] {
		s := spellings[i]
		if !strings.HasPrefix(rest, s.letters) || s.edge == "<" && at > 0 || s.edge == ">" && (len(rest) > len(s.letters) || at == 0) {
			continue
		}
		if s.letters == "ng" && len(rest) > 2 && s.edge == "" && strings.IndexByte("ei", rest[2]) >= 0 {
			return "n", "N" // engine
		}
		if s.letters == "ge" && len(rest) == 2 {
			return s.letters, "J"
		}
		if s.letters == "ce" && len(rest) == 2 {
			return s.letters, "S"
		}
		return s.letters, s.sounds
	}
	c := rest[0]
	letters = rest[:1]
	next := byte(0)
	if len(rest) > 1 {
		next = rest[1]
	}
	switch {
	case c == 'e' && len(rest) == 1 && at > 1 && !vowel(key[at-1]):
		return letters, ""
	case c == 'h' && !vowel(next):
		return letters, ""
	case c == 'w' && !vowel(next) && at > 0:
		return letters, ""
	case c == 'y' && (at > 0 || !vowel(next)):
		return letters, "i"
	case '0' <= c && c <= '9':
		return letters, letterSounds[c]
	}
	return letters, oneLetter[c]
}

// onset reports whether a word can be begun so.
func onset(key string) bool {
	if vowel(key[1]) || key[1] == 'y' {
		return true
	}
	return strings.IndexByte("fs", key[0]) >= 0 && strings.IndexByte("rlmnptckwhqv", key[1]) >= 0
}

// spelledOut reports whether a word has no vowel, and so is said letter by letter: sql, gcp.
func spelledOut(key string) bool {
	return len(key) <= 4 && !strings.ContainsAny(key, "aeiouy") || len(key) == 1
}

func vowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }

func sayLetters(key string) string {
	var b strings.Builder
	for i := range len(key) {
		b.WriteString(letterSounds[key[i]])
	}
	return b.String()
}

// once leaves one of sounds that follow themselves, or the same without voice.
func once(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if i == 0 || bone(s[i], i) != bone(s[i-1], i-1) || bone(s[i], i) == 0 && s[i] != s[i-1] {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// say is how a word of a text sounds, with capitals minded: up to three capitals are letters.
func say(text string) string {
	var b strings.Builder
	for _, piece := range pieces(text) {
		key, shape := fold(piece)
		if shape == upper && len(key) <= 3 {
			b.WriteString(sayLetters(key))
			continue
		}
		b.WriteString(sayWord(key))
	}
	return once(b.String())
}

// skeleton is the consonants of what is heard, less what is lost first: voice, glides.
func skeleton(sounds string) string {
	out := make([]byte, 0, len(sounds))
	for i := range len(sounds) {
		if c := bone(sounds[i], i); c != 0 {
			out = append(out, c)
		}
	}
	return string(out)
}

// bone is a sound as a skeleton has it; 0 for a vowel, and for a glide that is easily missed.
func bone(c byte, at int) byte {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'H', 'Y':
		return 0
	case 'W':
		if at > 0 {
			return 0
		}
	case 'B':
		return 'P'
	case 'D', '0':
		return 'T'
	case 'G':
		return 'K'
	case 'V':
		return 'F'
	case 'Z':
		return 'S'
	case 'C', 'X':
		return 'J'
	}
	return c
}
