package registry

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// This file knows when two names are one name written differently, and when they only look so.

// accents are letters with marks, by the plain letter.
var accents = func() *strings.Replacer {
	var pairs []string
	for plain, marked := range map[string]string{
		"a": "àáâãäåāăą", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ",
		"l": "ĺļľŀł", "n": "ñńņňŉ", "o": "òóôõöøōŏő", "r": "ŕŗř", "s": "śŝşšș", "t": "ţťŧț", "u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
		"ss": "ß", "ae": "æ", "oe": "œ", "th": "þ", "'": "’‘ʼ`´", "-": "‐‑–—", " ": "\u00a0\u202f",
	} {
		for _, r := range marked {
			pairs = append(pairs, string(r), plain)
		}
	}
	return strings.NewReplacer(pairs...)
}()

// umlauts are written with an e where a keyboard has none.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa")

// folded is a name without case, accents and spaces too many.
func folded(name string) string {
	name = accents.Replace(strings.ToLower(strings.Join(strings.Fields(name), " ")))
	return strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f { // an accent by itself
			return -1
		}
		return r
	}, name)
}

// letters is a name's letters, digits, and what tells C from C++ and C#.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '+' || r == '#' {
			return r
		}
		return -1
	}, strings.ReplaceAll(folded(name), "&", "and"))
}

// Words are written in two ways on the two sides of the Atlantic, and names in many that come from another alphabet.
var sides = []struct {
	this *regexp.Regexp
	that string
}{
	{regexp.MustCompile(`is(e|es|ed|er|ers|ing|ation|ations)$`), "iz$1"},
	{regexp.MustCompile(`ys(e|es|ed|er|ers|ing)$`), "yz$1"},
	{regexp.MustCompile(`(....)l(l)(ing|ed|er|ers)$`), "$1$2$3"},
	{regexp.MustCompile(`(...)our(s|ed|ing|al)?$`), "${1}or$2"},
	{regexp.MustCompile(`(...)ogue(s)?$`), "${1}og$2"},
	{regexp.MustCompile(`(...)tre(s)?$`), "${1}ter$2"},
	{regexp.MustCompile(`(...)(?:ei|ey|ij|iy|ii)$`), "${1}y"},
}

func oneSide(word string) string {
	for _, s := range sides {
		word = s.this.ReplaceAllString(word, s.that)
	}
	return word
}

// singular is a word without the s of the plural. Short ones, as AWS, keep it.
func singular(word string) string {
	switch {
	case len(word) > 4 && strings.HasSuffix(word, "ies"):
		return word[:len(word)-3] + "y"
	case len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && !strings.HasSuffix(word, "sis") && !strings.HasSuffix(word, "xis"):
		return word[:len(word)-1]
	}
	return word
}

// words are a name's, folded, without the article before it.
func words(name string) []string {
	split := strings.FieldsFunc(strings.ReplaceAll(folded(name), "&", " and "), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '+' && r != '#' && r != '\''
	})
	for i, w := range split {
		split[i] = strings.ReplaceAll(strings.TrimSuffix(w, "'s"), "'", "")
	}
	if len(split) > 1 && split[0] == "the" {
		split = split[1:]
	}
	return split
}

// ways are how names can be one name, the plainest first, each with what is left of a name if it counts for nothing.
var ways = []struct {
	why string
	key func(name string) string
}{
	{"upper and lower case", strings.ToLower},
	{"spaces and hyphens", func(n string) string { return plainLetters(strings.ToLower(n)) }},
	{"accents", letters},
	{"accents", func(n string) string { return letters(umlauts.Replace(strings.ToLower(n))) }},
	{"two spellings of a word", func(n string) string { return each(n, oneSide) }},
	{"singular and plural", func(n string) string { return each(n, func(w string) string { return singular(oneSide(singular(w))) }) }},
	{"a longer form", shortForm},
	{"the sound", sound},
}

// longEnds are what people add to the name of a language or leave out; with how many letters there must be before it.
var longEnds = []struct {
	end  string
	from int
}{{"programminglanguage", 2}, {"lang", 2}, {"ql", len("postgres")}}

// shortForm is a name as those say it who say it often: Go for Golang, Postgres for PostgreSQL.
func shortForm(name string) string {
	w := each(name, singular)
	for _, e := range longEnds {
		if rest, ok := strings.CutSuffix(w, e.end); ok && len(rest) >= e.from {
			w = singular(rest)
		}
	}
	return w
}

// swallowed is an r that nobody hears behind its vowel.
var swallowed = regexp.MustCompile(`[aeou]r([^aeiouyr]|$)`)

// shortestSound is how many letters a name has at least that two people write differently by ear.
const shortestSound = 8

// sound is a name as one hears it who does not know it: Superbase for Supabase. Of a short one it says nothing.
func sound(name string) string {
	w := each(name, oneSide)
	if len(w) < shortestSound || strings.ContainsFunc(w, unicode.IsDigit) {
		return ""
	}
	return swallowed.ReplaceAllString(w, "a$1")
}

func plainLetters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) && r != '#' {
			return -1
		}
		return r
	}, name)
}

func each(name string, do func(string) string) string {
	w := words(name)
	for i := range w {
		w[i] = do(w[i])
	}
	return strings.Join(w, "")
}

// whyAlike says how two names can be one; "" if they are not.
func whyAlike(a, b string) string {
	for _, w := range ways {
		if w.key(a) == w.key(b) && w.key(a) != "" {
			return w.why
		}
	}
	if oneLetter(a, b) {
		return "one letter"
	}
	return ""
}

const (
	// shortestSlip is how long a name must be, in letters, for one other letter to be a slip; and so its word.
	shortestSlip     = 7
	shortestSlipWord = 5
)

// opposites are beginnings of words that differ by a letter and mean the contrary.
var opposites = [][2]string{{"micro", "macro"}, {"inter", "intra"}, {"hyper", "hypo"}, {"pre", "pro"}, {"under", "other"}, {"in", "un"}}

// oneLetter says that two names differ by one letter, lost, added, changed or swapped with the next, within a long word
// and behind its beginning. Another digit is another thing.
func oneLetter(a, b string) bool {
	x, y := words(a), words(b)
	if len(x) != len(y) {
		x, y = []string{strings.Join(x, "")}, []string{strings.Join(y, "")}
	}
	if len(strings.Join(x, "")) < shortestSlip || len(strings.Join(y, "")) < shortestSlip {
		return false
	}
	slips := 0
	for i := range x {
		v, w := []rune(singular(x[i])), []rune(singular(y[i]))
		if slices.Equal(v, w) {
			continue
		}
		if slips++; slips > 1 || min(len(v), len(w)) < shortestSlipWord || v[0] != w[0] || !isSlip(v, w) || areOpposites(x[i], y[i]) {
			return false
		}
	}
	return slips == 1
}

func areOpposites(a, b string) bool {
	return slices.ContainsFunc(opposites, func(o [2]string) bool {
		return strings.HasPrefix(a, o[0]) && strings.HasPrefix(b, o[1]) || strings.HasPrefix(a, o[1]) && strings.HasPrefix(b, o[0])
	})
}

// isSlip says that two words are a slip of the fingers apart, and none of it a digit.
func isSlip(a, b []rune) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	j := 0
	for j < len(a)-i && j < len(b)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	x, y := a[i:len(a)-j], b[i:len(b)-j]
	if slices.ContainsFunc(slices.Concat(x, y), unicode.IsDigit) {
		return false
	}
	return len(x)+len(y) == 1 || len(x) == 1 && len(y) == 1 || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}

func isCapitalised(word string) bool {
	for i, r := range word {
		switch {
		case i == 0 && !unicode.IsUpper(r):
			return false
		case !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' && r != '.':
			return false
		}
	}
	return word != ""
}
