package formats

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// This file parts the lines of a subtitle at who speaks: at names, and at the dashes before the lines of two speakers who
// share one.

// dash is what stands before the line of one who speaks beside another, chevrons where live captions have them.
var dash = regexp.MustCompile(`^(?:[-–—‐]|>>+)\s*([^-–—‐>\s].*)$`)

// Dialogue knows how a file of subtitles says who speaks.
type Dialogue struct {
	Labels
	dashes, chevrons bool
}

// Voice is what one says in a subtitle.
type Voice struct {
	// Speaker is who says it, if a name stands there.
	Speaker string
	Named   bool
	// Apart says that a dash without a name stands before it: it is another one than who spoke before.
	Apart bool
	Lines []string
}

// FindDialogue looks at the lines of all subtitles.
func FindDialogue(cues [][]string) Dialogue {
	var d Dialogue
	var texts []string
	alone := map[string]bool{}
	begun := 0
	for _, lines := range cues {
		texts = append(texts, lines...)
		dashed := 0
		for i, line := range lines {
			switch {
			case !dash.MatchString(line):
			case line[0] == '>':
				d.chevrons = true
			default:
				dashed++
				if i == 0 {
					begun++
				}
			}
			if name, rest, ok := cutLabel(line); ok && rest == "" && i+1 < len(lines) {
				alone[name] = true
				texts = append(texts, strings.Join(lines[i:], " "))
			}
		}
		d.dashes = d.dashes || dashed > 1
	}
	// Where one cue after the other has one, each is another's.
	d.dashes = d.dashes || begun > 1 && 2*begun > len(cues)
	d.Labels = FindLabels(texts)
	d.once(texts, alone)
	return d
}

// once adds names that stand but once: in capitals, by themselves on a line, or as one of several before the first words of
// the file.
func (d *Dialogue) once(texts []string, alone map[string]bool) {
	var names []string
	first := false
	for i, text := range texts {
		name, _, ok := cutLabel(text)
		if !ok || !everyWordCapital(name) || ordinary[strings.ToLower(name)] {
			continue
		}
		first = first || i == 0
		names = append(names, name)
		if alone[name] || shouted(name) {
			d.known[name] = true
		}
	}
	if first && len(names) > 1 {
		for _, name := range names {
			d.known[name] = true
		}
	}
}

// shouted says that a name is in capitals, as subtitles write them.
func shouted(name string) bool {
	letters := 0
	for _, r := range name {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 1
}

// ordinary are words that stand before a colon and name nobody.
var ordinary = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split(`note|nb|ps|question|answer|warning|remember|example|tip|hint|first|second|third|finally|well|so|but|and|now|look|
listen|then|here|this|that|it|the|one|two|attention|chapter|part|episode|title|subtitles|subtitles by|translation|translated by|music|lyrics|
recap|summary|rule|lesson|step|problem|solution|result|fact|fun fact|spoiler|update|today|yesterday|tomorrow|yes|no|ok|okay|http|https`, "|") {
		m[strings.TrimSpace(w)] = true
	}
	return m
}()

// Remark says what was guessed of who speaks.
func (d Dialogue) Remark(t *Transcript) {
	d.Labels.Remark(t)
	if d.dashes || d.chevrons {
		t.Remark(Guessed, 0, "Each dash or >> before a line begins a turn. Where no name stands behind it, nobody is named")
	}
}

// Parts are what each one says in the lines of a subtitle.
func (d Dialogue) Parts(lines []string) []Voice {
	var out []Voice
	for _, line := range lines {
		name, rest, named := d.Cut(line)
		said := dash.FindStringSubmatch(line)
		switch {
		case named:
			out = append(out, Voice{Speaker: name, Named: true, Lines: []string{rest}})
		case said != nil && (line[0] == '>' && d.chevrons || line[0] != '>' && d.dashes):
			out = append(out, Voice{Apart: true, Lines: []string{said[1]}})
		case len(out) == 0:
			out = append(out, Voice{Lines: []string{line}})
		default:
			last := &out[len(out)-1]
			last.Lines = append(last.Lines, line)
		}
	}
	return out
}

// Rolled says of each subtitle how many of its first lines stood in the one before already, where captions roll up: most of
// them begin with the last line of the one before, and have another below it. It is nil where they do not. Where words are
// stamped, as live captions are, few cues tell.
func Rolled(cues [][]string, stamped bool) []int {
	again := make([]int, len(cues))
	rolled, grew, said := 0, 0, 0
	var last []string
	for i, lines := range cues {
		if len(lines) == 0 {
			continue
		}
		if last != nil {
			said++
			again[i] = overlapOf(last, lines)
			if again[i] > 0 {
				rolled++
			}
			if again[i] > 0 && again[i] < len(lines) {
				grew++
			}
		}
		last = lines
	}
	// What only comes again may be said again, as in a song.
	if stamped && rolled == said && rolled > 1 && grew > 0 {
		return again
	}
	if rolled < fewestRolled || 2*rolled < said || grew < 2 || 3*grew < rolled {
		return nil
	}
	return again
}

// fewestRolled is how many subtitles begin as the one before ended, at the least, before that is no chance.
const fewestRolled = 3

// overlapOf is how many lines one subtitle ends with and the next begins with.
func overlapOf(last, lines []string) int {
	for n := min(len(last), len(lines)); n > 0; n-- {
		if slices.EqualFunc(last[len(last)-n:], lines[:n], func(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }) {
			return n
		}
	}
	return 0
}
