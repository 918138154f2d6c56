package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file takes a text apart: words with their places, where sentences begin, and what a word is without its endings.
// It knows English endings only; words of other languages stay as they are, which costs matches and makes none.

// word is a word of a text.
type word struct {
	from, to int // bytes
	// plain is the word in small letters, without a possessive.
	plain string
	// stem is plain without its endings.
	stem string
	// capital says that it begins with a capital, loud that it has no small letter and more than one letter.
	capital, loud bool
	// first says that it begins a sentence or a quotation, where a capital says nothing.
	first bool
	// sentence is the number of its sentence within the text.
	sentence int
	// tied says that a hyphen ties it to the word before.
	tied bool
	// end says that a comma or the end of a sentence follows.
	end bool
	// owns says that it stands with a possessive: Go's.
	owns bool
}

func wordRune(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) }

// split takes a text apart. A text that is not UTF-8 is cut at what is wrong with it.
func split(text string) []word {
	out := make([]word, 0, len(text)/5)
	sentence, first := 0, true
	between := 0 // where the last word ended
	for at := 0; at < len(text); {
		r, n := utf8.DecodeRuneInString(text[at:])
		if !wordRune(r) || r == utf8.RuneError {
			at += n
			continue
		}
		w := word{from: at, to: ending(text, at)}
		gap := text[between:at]
		if len(out) > 0 {
			last := &out[len(out)-1]
			last.end = strings.ContainsAny(gap, ".?!,;:…")
			w.tied = gap == "-" || gap == "‑"
			if closes(gap) {
				sentence++
				first = true
			}
		}
		w.first = first || strings.ContainsAny(gap, "\"“‘«(:")
		w.sentence = sentence
		name(&w, text[w.from:w.to])
		out = append(out, w)
		first, at, between = false, w.to, w.to
	}
	if len(out) > 0 {
		out[len(out)-1].end = true
	}
	return out
}

// ending is where the word that begins at from ends: apostrophes and points within are part of it (Node.js, A.I.), and
// the signs of C++ and C#.
func ending(text string, from int) int {
	at := from
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if wordRune(r) && r != utf8.RuneError {
			at += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[at+n:])
		if strings.ContainsRune("'’.", r) && wordRune(next) && next != utf8.RuneError && (r != '.' || !unicode.IsUpper(next) || loneLetter(text[from:at])) {
			at += n
			continue
		}
		break
	}
	for at < len(text) && (text[at] == '+' || text[at] == '#') && at-from < 3 {
		at++
	}
	return at
}

// loneLetter reports whether a point that follows may be that of A.I.: one letter since the beginning or the last point.
func loneLetter(s string) bool {
	s = s[strings.LastIndexByte(s, '.')+1:]
	return utf8.RuneCountInString(s) == 1
}

// closes reports whether what stands between two words ends a sentence.
func closes(gap string) bool { return strings.ContainsAny(gap, ".?!…\n") }

func name(w *word, s string) {
	first, n := utf8.DecodeRuneInString(s)
	w.capital = unicode.IsUpper(first)
	w.loud = w.capital && n < len(s) && strings.IndexFunc(s, unicode.IsLower) < 0
	// AIs, APIs: the plural of what is loud.
	if cut, ok := strings.CutSuffix(s, "s"); ok && len(cut) > 1 && strings.IndexFunc(cut, func(r rune) bool { return !unicode.IsUpper(r) }) < 0 {
		w.loud = true
	}
	s = strings.ReplaceAll(strings.ToLower(s), "’", "'")
	s, w.owns = strings.CutSuffix(s, "'s")
	if strings.Contains(s, ".") && len(strings.ReplaceAll(s, ".", ""))*2 <= len(s)+1 {
		s = strings.ReplaceAll(s, ".", "") // a.i
	}
	w.plain, w.stem = s, stem(s)
}

// stem takes a word's endings off, so that federation, federated and federates are one. It is meant for comparing, and
// prints as no word.
func stem(w string) string {
	if len(w) < 4 || strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return w
	}
	switch {
	case strings.HasSuffix(w, "sses"):
		w = w[:len(w)-2]
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
	case strings.HasSuffix(w, "s"):
		w = w[:len(w)-1]
	}
	for _, end := range []string{"ing", "ed"} {
		if cut, ok := strings.CutSuffix(w, end); ok && len(cut) > 2 && strings.ContainsAny(cut, "aeiouy") {
			w = cut
			if n := len(w); n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
				w = w[:n-1]
			}
			break
		}
	}
	w = strings.TrimSuffix(w, "e")
	if cut, ok := strings.CutSuffix(w, "ion"); ok && len(cut) > 4 && strings.ContainsRune("st", rune(cut[len(cut)-1])) {
		w = cut
	}
	if cut, ok := strings.CutSuffix(w, "at"); ok && len(cut) > 3 {
		w = cut
	}
	if cut, ok := strings.CutSuffix(w, "i"); ok && len(cut) > 2 {
		w = cut + "y"
	}
	return w
}

// doer takes the ending of the one who does it off as well: a cache warmer speaks for cache warming. It is for words
// within a compound only: of a word alone it makes find's past tense of a founder.
func doer(stem string) string {
	for _, end := range []string{"er", "or"} {
		if cut, ok := strings.CutSuffix(stem, end); ok && len(cut) > 3 {
			return cut
		}
	}
	return stem
}
