package premiere

import (
	"slices"
	"strings"
	"unicode"

	"stet/backend/formats"
)

// This file tells names that stand above the times of turns from headings, which documents have there, too.

// takeAbove gives turns the names that stand right above their times, each below an empty line, and takes these from the
// lines, as it does with headings; false where most turns have none there.
func takeAbove(t *formats.Transcript, lines []string, list []blockHead) bool {
	var at []int
	var said []string
	for k, o := range list {
		if i := o.line - 1; o.speaker == "" && i >= 0 && (i == 0 || strings.TrimSpace(lines[i-1]) == "") && isNameAbove(lines[i]) {
			at, said = append(at, k), append(said, nameAbove(lines[i]))
		}
	}
	if 4*len(at) < 3*len(list) {
		return false
	}
	heading := headingsAmong(said)
	names := 0
	for n, k := range at {
		i := list[k].line - 1
		if heading(said[n]) {
			t.Remark(formats.Lost, i+1, formats.HeadingRemark)
		} else {
			list[k].speaker = said[n]
			names++
			remarkAlone(t, lines, i)
		}
		lines[i] = ""
	}
	return names > 0
}

func nameAbove(line string) string { return strings.TrimSuffix(strings.TrimSpace(line), ":") }

func isNameAbove(line string) bool {
	line = nameAbove(line)
	return line != "" && len(strings.Fields(line)) <= longestName && !ended(line)
}

// headingsAmong tells which lines above times are headings: names come again, and a line that stands but once is none if it
// begins as headings do, or is in capitals as no name is. Where no line comes again all are, if most begin so.
func headingsAmong(said []string) func(string) bool {
	count := map[string]int{}
	for _, s := range said {
		count[s]++
	}
	titled, capitals := 0, false
	for s, n := range count {
		if beginsHeading(s) {
			titled++
		}
		capitals = capitals || n > 1 && inCapitals(s)
	}
	if len(count) == len(said) {
		return func(string) bool { return 2*titled > len(said) }
	}
	return func(s string) bool { return count[s] == 1 && (beginsHeading(s) || !capitals && inCapitals(s)) }
}

// headingWords begin headings, and no names.
var headingWords = strings.Fields(`the a an chapter part section episode introduction intro conclusion outro summary contents
	appendix prologue epilogue preface foreword act scene`)

func beginsHeading(s string) bool {
	first := strings.ToLower(strings.TrimFunc(strings.Fields(s)[0], unicode.IsPunct))
	return slices.Contains(headingWords, first) || first != "" && unicode.IsDigit(rune(first[0]))
}

func inCapitals(s string) bool {
	return strings.ToUpper(s) == s && len([]rune(s)) > 2 && strings.ToLower(s) != s
}

// remarkAlone points out a few words by themselves between a turn that has ended and the name of the next one.
func remarkAlone(t *formats.Transcript, lines []string, name int) {
	above := func(i int) int {
		for i--; i >= 0 && strings.TrimSpace(lines[i]) == ""; i-- {
		}
		return i
	}
	i := above(name)
	if before := above(i); before >= 0 && before < i-1 && ended(lines[before]) && isNameAbove(lines[i]) {
		t.Remark(formats.Odd, i+1, apartRemark)
	}
}

// withoutPages empties the lines that belong to the pages of a document, where breaks between these stand in it: numbers, and
// headings that stand nowhere else but at the very top. Where a turn begins none does, and what stands above times alone is a
// name.
func withoutPages(t *formats.Transcript, lines []string, list []blockHead) {
	const time = "00:00:00:00 - 00:00:01:00" // as what belongs to pages is told by
	if !slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, "\f") }) {
		return
	}
	as := slices.Clone(lines)
	for _, o := range list {
		as[o.line] = strings.Repeat("\f", strings.Count(lines[o.line], "\f")) + time
	}
	belongs := furniture(as, nil)
	plain := func(i int) string { return strings.Trim(as[i], " \t\f") }
	elsewhere, alone := map[string]bool{}, map[string]bool{}
	top := slices.IndexFunc(as, func(line string) bool { return strings.Trim(line, " \t\f") != "" })
	for i := range as {
		if belongs[i] == "" && i != top {
			elsewhere[plain(i)] = true
		}
		if i+1 == len(as) || plain(i+1) != time {
			alone[plain(i)] = true
		}
	}
	for i := range as {
		if kind := belongs[i]; kind == aNumber || kind == aHeading && alone[plain(i)] && !elsewhere[plain(i)] {
			t.Remark(formats.Lost, i+1, "A page's %s", kind)
			lines[i] = ""
		}
	}
}
