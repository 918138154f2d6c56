package align

import (
	"strings"
	"unicode"
)

// waysAtMost is how many ways to say a written word are searched for.
const waysAtMost = 8

// units are what is said after a number for what is written beside it.
var (
	currencies = map[rune]string{'$': "dollars", '€': "euros", '£': "pounds", '¥': "yen"}
	signs      = map[rune]string{'%': "percent", '&': "and", '@': "at", '+': "plus", '=': "equals", '°': "degrees"}
	sizes      = map[string]string{"k": "thousand", "m": "million", "bn": "billion", "b": "billion"}
)

// piece is a part of a written word that is said by one rule.
type piece struct {
	text string
	kind pieceKind
}

type pieceKind uint8

const (
	letters pieceKind = iota
	figures
	sign
)

// pieces takes a written word apart: runs of letters, numbers with their commas and points, and signs that are said.
func pieces(token string) []piece {
	token = strings.NewReplacer("’", "'", "‘", "'", "\u00ad", "").Replace(token)
	runes := []rune(token)
	var out []piece
	for i := 0; i < len(runes); {
		from := i
		r := runes[i]
		switch {
		case isDigit(r):
			for i < len(runes) && (isDigit(runes[i]) || (runes[i] == ',' || runes[i] == '.') && i+1 < len(runes) && isDigit(runes[i+1])) {
				i++
			}
			out = append(out, piece{string(runes[from:i]), figures})
		case unicode.IsLetter(r) || unicode.IsMark(r):
			for i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsMark(runes[i]) || runes[i] == '\'') {
				i++
			}
			if w := strings.TrimRight(string(runes[from:i]), "'"); w != "" {
				out = append(out, piece{w, letters})
			}
		case r == '\'' && i+1 < len(runes) && unicode.IsLetter(runes[i+1]):
			for i++; i < len(runes) && unicode.IsLetter(runes[i]); {
				i++
			}
			out = append(out, piece{string(runes[from:i]), letters})
		case r == '.' && i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1]):
			out = append(out, piece{".", sign})
			i++
		default:
			if currencies[r] != "" || signs[r] != "" {
				out = append(out, piece{string(r), sign})
			}
			i++
		}
	}
	return initials(out)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// initials takes the points out of "U.S.A." and "e.g.", which are said as letters; that of "example.com" is said.
func initials(in []piece) []piece {
	single := true
	for _, p := range in {
		single = single && (p.text == "." || p.kind == letters && len([]rune(p.text)) == 1)
	}
	var out []piece
	for _, p := range in {
		switch {
		case p.text != ".":
			out = append(out, p)
		case !single:
			out = append(out, piece{"dot", letters})
		}
	}
	return out
}

// saying is how a written word is said: the words of it in order, each with their ways. A written word of which nothing
// is said has none.
func saying(token string) [][][]string {
	ps := pieces(token)
	var out [][][]string
	var after string // what is said when the number is over
	flush := func() {
		if after != "" {
			out, after = append(out, [][]string{{after}}), ""
		}
	}
	for i := 0; i < len(ps); i++ {
		p := ps[i]
		switch p.kind {
		case sign:
			r := []rune(p.text)[0]
			if c := currencies[r]; c != "" {
				if after = c; i+1 == len(ps) || ps[i+1].kind != figures {
					flush()
				}
				continue
			}
			out = append(out, [][]string{{signs[r]}})
		case figures:
			ways := number(p.text)
			if i+1 < len(ps) && ps[i+1].kind == letters {
				switch next := strings.ToLower(ps[i+1].text); {
				case next == "st" || next == "nd" || next == "rd" || next == "th":
					for k := range ways {
						ways[k] = ordinal(ways[k])
					}
					i++
				case next == "s" || next == "'s":
					for k := range ways {
						ways[k] = plural(ways[k])
					}
					i++
				case sizes[next] != "" && (next != "b" || after != "") && strings.HasSuffix(strings.ToLower(token), next):
					for k := range ways {
						ways[k] = append(ways[k], sizes[next])
					}
					i++
				}
			}
			out = append(out, ways)
			flush()
		case letters:
			out = append(out, [][]string{{p.text}})
		}
	}
	return out
}

// plural makes a number's last word many of it: the nineties, the hundreds.
func plural(words []string) []string {
	i := len(words) - 1
	w := words[i]
	switch {
	case strings.HasSuffix(w, "y"):
		w = w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "x"):
		w += "es"
	default:
		w += "s"
	}
	return append(words[:i:i], w)
}

// humps takes a name in mixed case apart: GraphQL, SoundCloud, eBay.
func humps(word string) []string {
	runes := []rune(word)
	var out []string
	from := 0
	for i := 1; i < len(runes); i++ {
		up, before := unicode.IsUpper(runes[i]), unicode.IsUpper(runes[i-1])
		next := i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if up && !before || up && before && next && i-from > 0 {
			out = append(out, string(runes[from:i]))
			from = i
		}
	}
	return append(out, string(runes[from:]))
}

func allUpper(word string) bool {
	for _, r := range word {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return word != ""
}
