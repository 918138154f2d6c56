package formats

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// label is a name and a colon at the beginning of a text, as subtitles and scripts name who speaks; behind a dash where
// several speak.
var label = regexp.MustCompile(`^(?:>>\s*|[-–]\s+)?\[?([\p{L}\d][^:.!?,;"“”\[\]]{0,46})\]?\s*:(?:\s+|$)`)

// Labels tells the names that begin texts from sentences with a colon. A text of its own is a cue or a paragraph.
type Labels struct {
	known map[string]bool
	// bracketed says that names stand in brackets, without a colon.
	bracketed bool
}

// bracket is a name in brackets before what is said. Sounds stand in some, too.
var bracket = regexp.MustCompile(`^\[([\p{L}\d][^\[\]:.!?,;]{0,46})\]\s+(\S.*)$`)

// sounds are what stands in brackets and is no name.
var sounds = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split(`music|applause|laughter|laughs|laughing|chuckles|sighs|coughs|inaudible|crosstalk|silence|pause|noise|cheering|
whispers|whispering|shouting|singing|crying|groans|gasps|beep|clears throat|indistinct|foreign|foreign language|speaking foreign language|
blank_audio|bell|musik|applaus|lachen|gelächter|unverständlich`, "|") {
		m[strings.TrimSpace(w)] = true
	}
	return m
}()

func cutBracket(text string) (name, rest string, ok bool) {
	m := bracket.FindStringSubmatch(text)
	if m == nil || len(strings.Fields(m[1])) > 4 || !everyWordCapital(m[1]) || sounds[strings.ToLower(m[1])] || ordinary[strings.ToLower(m[1])] {
		return "", text, false
	}
	return strings.TrimSpace(m[1]), m[2], true
}

// findBracketed takes the names in brackets for labels where most texts begin with one, and one of them comes again.
func (l *Labels) findBracketed(texts []string) {
	seen, all, again := map[string]bool{}, 0, false
	for _, text := range texts {
		if name, _, ok := cutBracket(text); ok {
			again = again || seen[name]
			seen[name] = true
			all++
		}
	}
	if again && all*2 > len(texts) {
		maps.Copy(l.known, seen)
		l.bracketed = true
	}
}

// FindLabels looks at all texts of a file: a label stands in several of them, or is a name by its capitals where others are
// labels for certain.
func FindLabels(texts []string) Labels {
	seen := map[string]int{}
	for _, text := range texts {
		if name, _, ok := cutLabel(text); ok && !IsHeading(name) {
			seen[name]++
		}
	}
	l := Labels{known: map[string]bool{}}
	sure := false
	for name, n := range seen {
		if n > 1 && capital(name) {
			l.known[name], sure = true, true
		}
	}
	all := 0
	for _, n := range seen {
		all += n
	}
	for name := range seen {
		// Where most texts have one, who speaks but once is named all the same.
		if !ordinary[strings.ToLower(name)] && (all*2 > len(texts) || sure && everyWordCapital(name)) {
			l.known[name] = l.known[name] || capital(name)
		}
	}
	l.findBracketed(texts)
	return l
}

// Cut parts a text from the label that it begins with.
func (l Labels) Cut(text string) (name, rest string, ok bool) {
	if name, rest, ok := cutBracket(text); ok && l.bracketed {
		return name, rest, true
	}
	name, rest, ok = cutLabel(text)
	if !ok || !l.known[name] {
		return "", text, false
	}
	return name, rest, true
}

// Remark says that speakers are guessed, if any are.
func (l Labels) Remark(t *Transcript) {
	if names := l.named(); names != nil {
		how := "a name and a colon"
		if l.bracketed {
			how = "a name in brackets"
		}
		t.Remark(Guessed, 0, "Speakers are taken from %s at the beginning of a text: %s", how, strings.Join(names, ", "))
	}
}

// named are the names that are labels.
func (l Labels) named() (names []string) {
	for name, is := range l.known {
		if is {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func cutLabel(text string) (name, rest string, ok bool) {
	m := label.FindStringSubmatch(text)
	if m == nil || len(strings.Fields(m[1])) > 4 {
		return "", text, false
	}
	return strings.TrimSpace(m[1]), text[len(m[0]):], true
}

func capital(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return !unicode.IsLower(r)
}

func everyWordCapital(name string) bool {
	return !slices.ContainsFunc(strings.Fields(name), func(w string) bool { return !capital(w) })
}

// Count writes a number with its noun: 1 cue, 2 cues.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
