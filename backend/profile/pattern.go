package profile

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"stet/backend/transcript"
)

// Pattern is how a name is made: a run of E is the episode's number with so many digits, of C the chunk's, YYYY-MM-DD a
// date, words are words in kebab-case, slug is the slug, and the rest is what it is: "epEE-CC-words", "slug.md".
type Pattern string

var placeholders = regexp.MustCompile(`YYYY-MM-DD|E+|C+|words|slug`)

// made is a pattern as a regular expression, with the fields that its groups are; "" where one is words.
type made struct {
	names *regexp.Regexp
	keys  []string
}

// patterns remembers those that were made: a library has few, and asks for each file.
var patterns sync.Map

func (p Pattern) made() made {
	if m, ok := patterns.Load(p); ok {
		return m.(made)
	}
	var source strings.Builder
	var keys []string
	at := 0
	for _, hit := range placeholders.FindAllStringIndex(string(p), -1) {
		source.WriteString(regexp.QuoteMeta(string(p[at:hit[0]])))
		at = hit[1]
		switch word := string(p[hit[0]:hit[1]]); word[0] {
		case 'Y':
			source.WriteString(`([0-9]{4}-[0-9]{2}-[0-9]{2})`)
			keys = append(keys, "date")
		case 'E', 'C':
			fmt.Fprintf(&source, `([0-9]{%d,})`, len(word))
			keys = append(keys, map[byte]string{'E': "episode", 'C': "chunk"}[word[0]])
		case 'w':
			source.WriteString(`([\pL\pN]+(?:-[\pL\pN]+)*)`)
			keys = append(keys, "")
		default:
			source.WriteString(`(.*)`)
			keys = append(keys, "slug")
		}
	}
	source.WriteString(regexp.QuoteMeta(string(p[at:])))
	m := made{regexp.MustCompile(`^` + source.String() + `$`), keys}
	patterns.Store(p, m)
	return m
}

// Check says in a sentence why a name is not as the pattern has it; "" if it is. The numbers and the slug are those that
// the chunk's fields say; a field that says none is not compared.
func (p Pattern) Check(name string, c transcript.Chunk) string {
	if p == "" {
		return ""
	}
	m := p.made()
	found := m.names.FindStringSubmatch(name)
	if found == nil {
		return fmt.Sprintf("“%s” is not made as %s", name, p)
	}
	for i, key := range m.keys {
		field, ok := c.Field(key)
		if !ok || sameNumberOrText(found[i+1], field.Value) || key != "slug" && !isNumber(strings.ReplaceAll(field.Value, "-", "")) {
			continue
		}
		return fmt.Sprintf("“%s” has %s where the field %s says %s", name, found[i+1], key, field.Value)
	}
	return ""
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func sameNumberOrText(a, b string) bool {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	return a == b || errX == nil && errY == nil && x == y
}

var (
	dated    = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}`)
	numbers  = regexp.MustCompile(`[0-9]+`)
	trailing = regexp.MustCompile(`[\pL\pN]*\pL[\pL\pN]*(?:-[\pL\pN]+)*$`)
)

// patternOf finds the pattern that a slug seems to be made by; "" if none can be told.
func patternOf(slug string, c transcript.Chunk) Pattern {
	rest, out := slug, ""
	if date := dated.FindString(rest); date != "" {
		rest, out = rest[len(date):], "YYYY-MM-DD"
	}
	for _, key := range []struct{ field, letter string }{{"episode", "E"}, {"chunk", "C"}} {
		field, _ := c.Field(key.field)
		at := numbers.FindStringIndex(rest)
		if !isNumber(field.Value) || at == nil || !sameNumberOrText(rest[at[0]:at[1]], field.Value) {
			continue
		}
		out += rest[:at[0]] + strings.Repeat(key.letter, at[1]-at[0])
		rest = rest[at[1]:]
	}
	if out == "" || rest == slug {
		return ""
	}
	head, ok := strings.CutPrefix(rest, "-")
	if words := trailing.FindString(head); ok && words == head && words != "" {
		return Pattern(out + "-words")
	}
	return Pattern(out + rest)
}

// nameOf finds the pattern of a file's name.
func nameOf(name string, c transcript.Chunk) Pattern {
	slug, _ := c.Field("slug")
	if rest, ok := strings.CutPrefix(name, slug.Value); ok && slug.Value != "" {
		return Pattern("slug" + rest)
	}
	stem, ending, _ := strings.Cut(name, ".")
	p := patternOf(stem, c)
	if p == "" || ending == "" {
		return p
	}
	return p + Pattern("."+ending)
}

// Name makes a name as the pattern has it. words and slug are put in as they are; numbers get as many digits as it asks for,
// or more where they have more. What is no number stands for itself.
func (p Pattern) Name(episode, chunk, date, words, slug string) string {
	return placeholders.ReplaceAllStringFunc(string(p), func(hit string) string {
		padded := func(n string) string {
			if short := len(hit) - len(n); short > 0 && isNumber(n) {
				return strings.Repeat("0", short) + n
			}
			return n
		}
		switch hit[0] {
		case 'Y':
			return date
		case 'E':
			return padded(episode)
		case 'C':
			return padded(chunk)
		case 'w':
			return words
		}
		return slug
	})
}
