package publish

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/transcript"
)

// This file writes the message of a commit: a subject that says what changed, and a body by chunk. It runs no git.

// widest is how many characters a line has at most, as git's own advice has it.
const widest = 72

// Change is what an export did to one chunk.
type Change struct {
	// Episode is how the episode is called in short, such as Ep08.
	Episode       string
	Number, Title string
	// Before and After are the chunk as the file had it and has it; nil where there was or is no file.
	Before, After *transcript.Chunk
	// Renamed says that the file has another name now.
	Renamed bool
}

// Message is what to tell git of an export, as the files differ; "" where nothing changed. besides are the names of files
// that were made of the chunks, and stands those of the files that keep what was let stand.
func Message(changes []Change, besides, stands []string) string {
	if len(changes) == 0 && len(besides) == 0 {
		return ""
	}
	tales := talesOf(changes)
	var b strings.Builder
	b.WriteString(subject(tales, besides) + "\n")
	for _, t := range tales {
		b.WriteString("\n")
		wrap(&b, "", t.heading(len(episodeNames(tales)) > 1))
		for _, line := range t.lines() {
			wrap(&b, "- ", line)
		}
	}
	if len(changes) == 0 && utf8.RuneCountInString(strings.Join(besides, ", ")) > widest-len("Write ") {
		b.WriteString("\n")
		for _, name := range besides {
			wrap(&b, "- ", name)
		}
	}
	if len(besides) > 0 && len(changes) > 0 {
		b.WriteString("\n")
		wrap(&b, "", "Made of them: "+strings.Join(besides, ", "))
	}
	if len(stands) > 0 {
		b.WriteString("\n")
		wrap(&b, "", "What was let stand: "+strings.Join(stands, ", "))
	}
	return b.String()
}

// subject is the first line: as much of what was done as there is room for.
func subject(tales []tale, besides []string) string {
	if len(tales) == 0 {
		if line := "Write " + strings.Join(besides, ", "); utf8.RuneCountInString(line) <= widest {
			return line
		}
		return clip("Write " + count(len(besides), "file"))
	}
	head, deeds := episodes(tales), deedsOf(tales)
	if len(episodeNames(tales)) > 1 {
		deeds = deedsOf(unnumbered(tales))
	}
	for _, short := range []bool{false, true} {
		for n := len(deeds); n > 0; n-- {
			line := head + said(deeds[:n], short)
			if n < len(deeds) {
				line += ", and more"
			}
			if head == "" {
				line = capital(line)
			}
			if utf8.RuneCountInString(line) <= widest {
				return line
			}
		}
	}
	if head == "" {
		return fmt.Sprintf("Change %d chunks", len(tales))
	}
	return clip(fmt.Sprintf("%schange %s", head, count(len(tales), "chunk")))
}

// episodeNames are which episodes chunks are of.
func episodeNames(tales []tale) (names []string) {
	for _, c := range tales {
		if c.Episode != "" && !slices.Contains(names, c.Episode) {
			names = append(names, c.Episode)
		}
	}
	return names
}

// unnumbered are chunks of several episodes, whose numbers do not tell which they are.
func unnumbered(tales []tale) []tale {
	out := slices.Clone(tales)
	for i := range out {
		out[i].Number = ""
	}
	return out
}

// episodes is what the subject begins with: which episodes it is of.
func episodes(tales []tale) string {
	names := episodeNames(tales)
	switch {
	case len(names) == 0:
		return ""
	case len(names) > 3:
		return count(len(names), "episode") + ": "
	}
	return strings.Join(names, ", ") + ": "
}

func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(r)) + s[size:]
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip cuts a line off where it is too wide.
func clip(line string) string {
	if runes := []rune(line); len(runes) > widest {
		return strings.TrimRight(string(runes[:widest-1]), " ,") + "…"
	}
	return line
}

// wrap writes a text in lines that are not too wide, the first behind a mark, the others below its text. A line never
// begins with #, which git takes for a comment.
func wrap(b *strings.Builder, mark, text string) {
	indent := strings.Repeat(" ", utf8.RuneCountInString(mark))
	line := mark
	empty := true
	for _, word := range strings.Fields(text) {
		if most := widest - utf8.RuneCountInString(mark); utf8.RuneCountInString(word) > most {
			word = string([]rune(word)[:most-1]) + "…"
		}
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > widest {
			b.WriteString(line + "\n")
			line, empty = indent, true
			if indent == "" && strings.HasPrefix(word, "#") {
				line = " "
			}
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	b.WriteString(line + "\n")
}
