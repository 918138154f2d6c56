package formats

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// This file tells headings from what is said and from names, where documents have them between the turns.

// HeadingRemark says of a line that it is left out, and why.
const HeadingRemark = "A heading, or what stands below one"

// MayBeHeading says of a line that nobody can tell what it is.
const MayBeHeading = "A few words by themselves before the next turn: a heading, or the end of what is said"

// numbered is a heading with its number, or one that stands by itself: nobody says so.
var numbered = regexp.MustCompile(`(?i)^(?:(?:chapter|part|section|episode|act|scene|appendix)\s+(?:\d+|[ivxl]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:\s*[:.–—-].*)?|introduction|conclusion|prologue|epilogue|foreword|preface|appendix|contents|summary)$`)

// IsHeading says that a line is a heading for certain: “Chapter one”, “Part 2: The Mill”.
func IsHeading(line string) bool { return numbered.MatchString(strings.TrimSpace(line)) }

// longestHeading is how many words a line has at the most that may be a heading.
const longestHeading = 6

// MayHead says that a line may be a heading: a few words, the first with a capital letter, and no sentence.
func MayHead(line string) bool {
	line = strings.TrimSpace(line)
	words := strings.Fields(line)
	if len(words) == 0 || len(words) > longestHeading || strings.ContainsAny(line, ":,;\"“”") {
		return false
	}
	last := []rune(strings.TrimRight(line, "”’)"))
	return unicode.IsUpper([]rune(line)[0]) && !slices.Contains([]rune(".?!…-–—"), last[len(last)-1])
}
