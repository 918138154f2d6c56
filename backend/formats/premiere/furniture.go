package premiere

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"stet/backend/chunkfile"
	"stet/backend/formats"
)

// This file tells the lines that belong to pages from those that somebody said: numbers that count on, alone or beside a
// title, what stands beside most of them or at the top of most pages, and headings by themselves.

// What a line of a page is called.
const (
	aNumber  = "number"
	aHeading = "heading"
)

var (
	// number is a line with the number of a page, by itself or with a word for it, and perhaps how many there are.
	number = regexp.MustCompile(`^[-–—|·•~(\[\s]*(?:\p{L}{1,8}\.?[\s|]+)?(\d{1,4})(?:\s*(?:/|\p{L}{1,4})\s*\d{1,4})?[-–—|·•~)\]\s]*$`)
	// titled is one with a title before the number or behind it, parted from it by more than a space.
	titled = regexp.MustCompile(`^(?:(.*\p{L}.*?)(?:\s{2,}|\t|\s*[|·•–—]\s*)(?:\p{L}{1,8}\.?\s+)?(\d{1,4})(?:\s*(?:/|\p{L}{1,4})\s*\d{1,4})?|(\d{1,4})(?:\s{2,}|\t|\s*[|·•–—]\s*)(.*\p{L}.*))$`)
)

// page is a line that may have the number of a page.
type page struct {
	line, number int
	// title is what stands beside the number.
	title string
}

// numbers finds what may be numbers of pages: not what stands where speakers do.
func numbers(lines []string, speakers map[string]bool) (out []page) {
	for i, line := range lines {
		text := strings.Trim(line, " \t\f")
		if !figured(text) || speaks(lines, i) || speakers[text] || timed(line) {
			continue
		}
		p := page{line: i}
		digits := ""
		if m := number.FindStringSubmatch(text); m != nil {
			digits = m[1]
		} else if m := titled.FindStringSubmatch(text); m != nil {
			digits, p.title = m[2]+m[3], strings.TrimSpace(m[1]+m[4])
		}
		if n, err := strconv.Atoi(digits); err == nil {
			p.number = n
			out = append(out, p)
		}
	}
	return out
}

// counting is the longest run of numbers that count on; a page or two may have none. Where a title
// stands beside them it is the same title; some pages have it on a line of its own.
func counting(list []page) []page {
	var best []page
	for i := range list {
		run, title := list[i:i+1:i+1], list[i].title
		for _, p := range list[i+1:] {
			if last := run[len(run)-1]; (p.title == title || p.title == "" || title == "") && p.number > last.number && p.number <= last.number+3 {
				run, title = append(run, p), cmp.Or(title, p.title)
			}
		}
		if len(run) > len(best) {
			best = run
		}
	}
	return best
}

// furniture are the lines that belong to pages, and what each of them is. Some are known as numbers of pages.
func furniture(lines []string, known map[int]bool) map[int]string {
	out := map[int]string{}
	speakers := map[string]bool{}
	breaks := 0
	for i, line := range lines {
		if speaks(lines, i) {
			speakers[strings.TrimSpace(line)] = true
		}
		if breaks += strings.Count(line, "\f"); strings.Trim(line, " \t\f") == "" && strings.Contains(line, "\f") {
			out[i] = "" // a break by itself
		}
	}
	list := numbers(lines, speakers)
	pages := counting(list)
	if len(pages) < 2 {
		pages = nil
		// The only page has its number at its end, and that of a last one may be all that is left.
		if k := len(list) - 1; k >= 0 && list[k].title == "" && list[k].number <= max(1, breaks+1) && endsAll(lines, list[k].line) {
			pages = list[k:]
		}
	}
	for i := range known {
		out[i] = aNumber
	}
	for _, p := range pages {
		if out[p.line] = aNumber; p.title != "" {
			out[p.line] = aHeading
		}
	}
	for _, p := range pages {
		for _, k := range neighbours(lines, p.line, out) {
			if slices.ContainsFunc(pages, func(q page) bool { return q.title != "" && q.title == strings.Trim(lines[k], " \t\f") }) && !speaks(lines, k) {
				out[k] = aHeading
			}
		}
	}
	repeated(lines, pages, out)
	for i := range lines {
		if len(out) > 0 && out[i] == "" && headed(lines, i, out) {
			out[i] = aHeading
		}
	}
	for i, kind := range out {
		if kind == "" {
			delete(out, i)
		}
	}
	return out
}

// endsAll says that a line stands by itself behind all others.
func endsAll(lines []string, i int) bool {
	return i > 0 && strings.TrimSpace(lines[i-1]) == "" && strings.Trim(strings.Join(lines[i+1:], ""), " \t\f") == ""
}

// repeated finds what stands beside most numbers, or at the top of most pages, up to three lines of it.
func repeated(lines []string, pages []page, out map[int]string) {
	var at []int
	for _, p := range pages {
		at = append(at, p.line)
	}
	for _, edges := range [][]int{at, tops(lines)} {
		if len(edges) < 2 {
			continue
		}
		for range 3 {
			beside, counted := map[string]int{}, map[int]bool{}
			for _, i := range edges {
				for _, k := range neighbours(lines, i, out) {
					// Between two numbers without a word a line stands beside both, and but once.
					if !counted[k] {
						beside[strings.Trim(lines[k], " \t\f")]++
					}
					counted[k] = true
				}
			}
			for _, i := range edges {
				for _, k := range neighbours(lines, i, out) {
					text := strings.Trim(lines[k], " \t\f")
					// A word by itself may have been said twice.
					if n := beside[text]; n > 1 && 2*n >= len(edges) && !speaks(lines, k) && (n > 2 || strings.Contains(text, " ")) {
						out[k] = aHeading
					}
				}
			}
		}
	}
}

// tops are the places before the first line of each page: -1 is before all.
func tops(lines []string) []int {
	out := []int{-1}
	for i, line := range lines {
		if strings.Contains(line, "\f") && i+1 < len(lines) {
			out = append(out, i-1)
		}
	}
	return out
}

// longestHeading is how many words a heading has at most.
const longestHeading = 10

// apart says that a line of a few words stands by itself between a turn that has ended and the time of the next one: a
// heading, or the last that somebody says.
func apart(lines []string, i int, out map[int]string) bool {
	words := len(strings.Fields(strings.Trim(lines[i], "\f")))
	if words == 0 || words > longestHeading {
		return false
	}
	space := func(step int) (k int, ok bool) {
		for k = i + step; k >= 0 && k < len(lines); k += step {
			kind, of := out[k]
			switch blank := strings.Trim(lines[k], " \t\f") == ""; {
			case blank, of && kind != "":
				ok = true
			default:
				return k, ok
			}
		}
		return k, ok
	}
	before, roomBefore := space(-1)
	behind, roomBehind := space(1)
	return before >= 0 && behind < len(lines) && roomBefore && roomBehind && timed(lines[behind]) && ended(lines[before])
}

// doubleSpaced says that an empty line stands behind most lines: then it parts nothing.
func doubleSpaced(lines []string) bool {
	all, spaced := 0, 0
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		all++
		if i+1 < len(lines) && strings.TrimSpace(lines[i+1]) == "" {
			spaced++
		}
	}
	return 4*spaced > 3*all
}

// headed says that a line that stands apart reads like a heading: in capitals, and without a mark at its end.
func headed(lines []string, i int, out map[int]string) bool {
	text := strings.Trim(lines[i], " \t\f")
	if !apart(lines, i, out) || ended(text) || strings.HasSuffix(text, ",") {
		return false
	}
	for n, w := range strings.Fields(text) {
		r := []rune(strings.TrimLeft(w, "“\"'(–—-"))
		if len(r) == 0 || unicode.IsDigit(r[0]) {
			continue
		}
		if !unicode.IsUpper(r[0]) && (n == 0 || len(r) > 3) {
			return false
		}
	}
	return true
}

func ended(text string) bool {
	text = strings.TrimRight(text, " \t\f\r”\"’')")
	return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "…")
}

// speaks says that the line before is a turn's time: then it is a speaker, such as “Speaker 1”.
func speaks(lines []string, i int) bool {
	return i > 0 && timed(lines[i-1])
}

func timed(line string) bool {
	if !strings.ContainsAny(line, ":;.") || !figured(line) {
		return false
	}
	turns := chunkfile.Parse([]byte(strings.Trim(line, "\f"))).Chunk().Turns
	return len(turns) > 0 && turns[0].Span != nil
}

// figured says that a line has figures: what is said has none for the most part, and need not be looked at closer.
func figured(line string) bool { return strings.ContainsAny(line, "0123456789") }

// neighbours are the lines with words right before and after one that are no times, and are not known as a page's yet.
func neighbours(lines []string, i int, out map[int]string) []int {
	var found []int
	for _, step := range []int{-1, 1} {
		k := i + step
		for k >= 0 && k < len(lines) && (out[k] != "" || strings.Trim(lines[k], " \t\f") == "") {
			k += step
		}
		if k >= 0 && k < len(lines) && !timed(lines[k]) {
			found = append(found, k)
		}
	}
	return found
}

// isPaged says that the file has lines that belong to pages, or breaks between them.
func isPaged(f *formats.File) bool {
	if strings.Contains(string(f.Src), "\f") {
		return true
	}
	s := laid(f.Lines())
	return len(furniture(s.lines, s.numbers)) > 0
}
