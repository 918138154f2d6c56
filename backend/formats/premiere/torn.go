package premiere

import (
	"strings"
)

// This file puts the time of a turn back to its speaker where a page ended between them.

// sheet are the lines of a text, with each time right above its speaker.
type sheet struct {
	lines []string
	// from is where each line stands in the file.
	from []int
	// numbers are the lines that parted a time from its speaker, and look like the number of a page.
	numbers map[int]bool
}

// mostTorn is how many lines with words a page has at most between its last line and the first of the next.
const mostTorn = 3

func laid(lines []string) sheet {
	s := sheet{numbers: map[int]bool{}}
	names := namesIn(lines)
	for i := 0; i < len(lines); {
		speaker := 0
		if timed(lines[i]) {
			speaker = tornFrom(lines, i, names)
		}
		if speaker == 0 {
			s.add(lines[i], i)
			i++
			continue
		}
		for k := i + 1; k < speaker; k++ {
			if isNumbered(lines[k]) {
				s.numbers[len(s.lines)] = true
			}
			s.add(lines[k], k)
		}
		s.add(lines[i], i)
		i = speaker
	}
	return s
}

func (s *sheet) add(line string, from int) {
	s.lines, s.from = append(s.lines, line), append(s.from, from)
}

// namesIn are the lines below times that are names: what looks like the number of a page is one if it comes again.
func namesIn(lines []string) map[string]bool {
	count := map[string]int{}
	for i := range lines {
		if speaks(lines, i) {
			count[plainLine(lines[i])]++
		}
	}
	names := map[string]bool{}
	for name, n := range count {
		names[name] = name != "" && (n > 1 || !isNumbered(name))
	}
	return names
}

// tornFrom finds the speaker of a time behind the number of a page, and what stands beside that; 0 if none is there.
func tornFrom(lines []string, time int, names map[string]bool) int {
	words, numbered := 0, false
	for k := time + 1; k < len(lines) && words <= mostTorn && !timed(lines[k]); k++ {
		switch text := plainLine(lines[k]); {
		case text == "":
		case names[text]:
			if numbered {
				return k
			}
			return 0
		default:
			numbered = numbered || isNumbered(text)
			words++
		}
	}
	return 0
}

func isNumbered(line string) bool {
	text := plainLine(line)
	return !timed(text) && (number.MatchString(text) || titled.MatchString(text))
}

func plainLine(line string) string { return strings.Trim(line, " \t\f\r") }
