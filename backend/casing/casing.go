// Package casing writes names as the two lists of a chunk have them: topics in Title Case, as English headlines are, and
// tags in kebab-case. It knows the rules of the letters and no word's meaning: how a name is spelt that has capitals of
// its own, it leaves to whoever wrote it.
package casing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// small are the words that stay small within a title: articles, short prepositions and conjunctions (The Chicago Manual
// of Style, but "to" also before a verb).
var small = strings.Fields("a an and as at but by de en for from in into la nor of off on onto or over per so the to up v. van via von vs vs. " +
	"with yet")

// lettered are words that a capital A names one of: Series A is no article.
var lettered = strings.Fields("appendix case class exhibit figure grade group layer level model option part phase plan point round " +
	"schedule section series side step team tier type unit variant version vitamin")

// Title returns s in Title Case. The first and the last word, and what follows a colon, have a capital whatever they are;
// so has each part of a word with hyphens, but for small words within it: Mid-Market, Co-Host, State-of-the-Art. A word that
// has a capital behind its first letter, or a digit or a point or the like within (GraphQL, gRPC, API, v2, node.js, @key),
// is a name, and stays as it is; also the space between the words stays. Doing it twice is doing it once.
func Title(s string) string {
	words := strings.FieldsFunc(s, unicode.IsSpace)
	var b strings.Builder
	rest := s
	begins := true
	for i, w := range words {
		at := strings.Index(rest, w)
		b.WriteString(rest[:at])
		rest = rest[at+len(w):]
		switch {
		case w == "A" && i > 0 && slices.Contains(lettered, strings.ToLower(words[i-1])):
			b.WriteString(w)
		default:
			b.WriteString(titleWord(w, begins || i == len(words)-1))
		}
		begins = strings.HasSuffix(w, ":") || strings.HasSuffix(w, "?") || strings.HasSuffix(w, "!") || !hasLetter(w) && begins || isDash(w)
	}
	return b.String() + rest
}

// titleWord writes one word. ends says that it is the first or the last.
func titleWord(w string, ends bool) string {
	parts := splitAfterJoints(w)
	for i, p := range parts {
		// Of a word with hyphens the first part counts as the word itself; what stands inside it is small as elsewhere.
		inside := i > 0 && i < len(parts)-1
		// A capital that stands for itself: A/B, A-level.
		letter := i == 0 && len(parts) > 1 && p[0] == 'A' && len(p) == 2
		if isSmall(p) && (inside || !ends) && !letter {
			parts[i] = lowered(p)
			continue
		}
		parts[i] = raised(p)
	}
	return strings.Join(parts, "")
}

// isJoint says what joins the parts of a word, each of which is written as a word of its own.
func isJoint(r rune) bool {
	return r == '-' || r == '‐' || r == '‑' || r == '/' || r == '–' || r == '—'
}

func splitAfterJoints(w string) []string {
	var parts []string
	from := 0
	for i, r := range w {
		if isJoint(r) {
			end := i + utf8.RuneLen(r)
			parts = append(parts, w[from:end])
			from = end
		}
	}
	return append(parts, w[from:])
}

func isDash(w string) bool { return w == "-" || w == "–" || w == "—" || w == "|" }

// core is a word without the signs around it, and where it begins.
func core(w string) (string, int) {
	start := strings.IndexFunc(w, isLetterOrDigit)
	if start < 0 {
		return "", 0
	}
	end := strings.LastIndexFunc(w, isLetterOrDigit)
	_, n := utf8.DecodeRuneInString(w[end:])
	return w[start : end+n], start
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func hasLetter(w string) bool { return strings.ContainsFunc(w, unicode.IsLetter) }

func isSmall(w string) bool {
	word, _ := core(w)
	return !isName(w) && (slices.Contains(small, strings.ToLower(word)) || slices.Contains(small, strings.ToLower(w)))
}

// isName says that a word is written in a way that only its owner knows: a capital behind its first letter, a digit, or
// a sign of code.
func isName(w string) bool {
	word, at := core(w)
	if at > 0 && strings.ContainsAny(w[:at], "@#$._") {
		return true
	}
	for i, r := range word {
		switch {
		case i > 0 && unicode.IsUpper(r), unicode.IsDigit(r), strings.ContainsRune("._@+#&=", r):
			return true
		}
	}
	return false
}

func raised(w string) string {
	word, at := core(w)
	if word == "" || isName(w) {
		return w
	}
	r, n := utf8.DecodeRuneInString(word)
	return w[:at] + string(unicode.ToTitle(r)) + w[at+n:]
}

// lowered makes a small word small.
func lowered(w string) string {
	word, at := core(w)
	return w[:at] + strings.ToLower(word) + w[at+len(word):]
}

// Kebab returns s in kebab-case: small letters and digits, in runs with one hyphen between. Capitals within a word begin
// no new one: GraphQL is graphql. Doing it twice is doing it once; of a text without letters and digits it is "".
func Kebab(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		switch {
		case isLetterOrDigit(r) || unicode.IsMark(r) && b.Len() > 0 && !gap:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
			// Within a word it says nothing to a tag.
		default:
			gap = true
		}
	}
	return b.String()
}

// IsKebab says whether s is kebab-case already.
func IsKebab(s string) bool { return s != "" && Kebab(s) == s }
