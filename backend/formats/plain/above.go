package plain

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/formats"
)

// Above reads paragraphs below the names of those who speak, such as an interview is typed: each name on a line of its own,
// with an empty line before it, and some of them again and again.
var Above = formats.Reader{Name: "plain text below names", Loose: true, Knows: knowsAbove, Read: readAbove}

// nameLine is a line that may be a name: no sentence, and nothing that a document marks its lines with.
var nameLine = regexp.MustCompile(`^\p{L}[^:;!?,"“”<>\[\]{}|*#=]{0,40}$`)

func isNameLine(line string) bool {
	words := strings.Fields(line)
	if !nameLine.MatchString(line) || len(words) > longestName || strings.HasSuffix(line, ".") {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool {
		r, _ := utf8.DecodeRuneInString(w)
		return unicode.IsLower(r)
	})
}

// above finds the lines with names: each has an empty line before it and words right below it.
func above(lines []string) (at map[int]bool, sure bool) {
	at = map[int]bool{}
	count := map[string]int{}
	blocks := 0
	for i, line := range lines {
		if strings.TrimSpace(line) == "" || i > 0 && strings.TrimSpace(lines[i-1]) != "" {
			continue
		}
		blocks++
		if formats.IsHeading(line) && i+1 < len(lines) && isNameLine(strings.TrimSpace(lines[i+1])) {
			i++ // a heading right above a name
			line = lines[i]
		}
		if i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" && isNameLine(strings.TrimSpace(line)) {
			at[i] = true
			count[strings.TrimSpace(line)]++
		}
	}
	// What stands but once right above a name is a heading, too.
	for _, i := range slices.Sorted(maps.Keys(at)) {
		name, below := strings.TrimSpace(lines[i]), strings.TrimSpace(lines[i+1])
		said := i+2 < len(lines) && strings.TrimSpace(lines[i+2]) != ""
		if said && count[name] == 1 && count[below] > 1 {
			delete(count, name)
			delete(at, i)
			at[i+1] = true
			count[below]++
		}
	}
	again := 0
	for _, n := range count {
		if n > 1 {
			again++
		}
	}
	// Addresses and lists have short lines, too, and none of them twice.
	return at, again > 0 && len(at) > 2 && 2*len(at) > blocks && 3*len(count) <= 2*len(at)
}

func knowsAbove(f *formats.File) bool {
	text := strings.TrimSpace(string(f.Src))
	if text == "" || strings.ContainsAny(text[:1], "{[<#%|-") || span.MatchString(text) || markup.MatchString(text) {
		return false
	}
	_, sure := above(f.Lines())
	return sure
}

func readAbove(f *formats.File) (formats.Transcript, error) {
	var p formats.Page
	lines := f.Lines()
	at, _ := above(lines)
	open := ""
	flush := func() {
		if open != "" {
			p.Words(open)
		}
		open = ""
	}
	for i, line := range lines {
		line = strings.TrimSpace(line)
		switch {
		case at[i]:
			flush()
			p.Name(i+1, line, "")
		case line == "":
			flush()
		case headsName(lines, at, i) && (at[i+1] || formats.IsHeading(line)):
			flush()
			p.Heading(i + 1)
		case headsName(lines, at, i) && formats.MayHead(line):
			p.MayHead(i + 1)
			open = strings.TrimSpace(open + " " + line)
		default:
			open = strings.TrimSpace(open + " " + line)
		}
	}
	flush()
	return p.Transcript(), nil
}

// headsName says that a line stands by itself right above a name, or above one and an empty line.
func headsName(lines []string, at map[int]bool, i int) bool {
	if i > 0 && strings.TrimSpace(lines[i-1]) != "" {
		return false
	}
	next := i + 1
	for next < len(lines) && strings.TrimSpace(lines[next]) == "" {
		next++
	}
	return at[next]
}
