package formats

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file parts the lines of a subtitle at who speaks: at names, and at the dashes before the lines of two speakers who
// share one.

// dash is what stands before the line of one who speaks beside another, chevrons where live captions have them.
var dash = regexp.MustCompile(`^(?:[-–—‐]|>>+)\s*([^-–—‐>\s].*)$`)

// brokenOff ends a line that another goes on, which begins with a dash then.
var brokenOff = regexp.MustCompile(`[-–—‐]["”’]?\s*$`)

// Dialogue knows how a file of subtitles says who speaks, and who spoke last.
type Dialogue struct {
	Labels
	dashes, chevrons bool
	// speaker is who spoke last, "" where that is not known, and line the last that was read.
	speaker, line string
}

// Voice is what one says in a subtitle.
type Voice struct {
	// Speaker is who says it; "" where that is not known.
	Speaker string
	// Marked says that a name or a dash stands before it, which Lines do not have.
	Marked bool
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
		nameless := "nobody is named"
		if len(d.named()) == 2 {
			nameless = "it is the other of the two who are named, but where two share a subtitle"
		}
		t.Remark(Guessed, 0, "Each dash or >> before a line begins a turn. Where no name stands behind it, %s", nameless)
	}
}

// Parts are what each one says in the lines of the next subtitle. Who spoke last goes on where nothing says that it is
// another.
func (d *Dialogue) Parts(lines []string) []Voice {
	var out []Voice
	marks := 0
	for _, line := range lines {
		if d.mark(line) != "" {
			marks++
		}
	}
	for _, line := range lines {
		name, rest, named := d.Cut(line)
		said := d.mark(line)
		switch {
		case named:
			d.speaker = name
			out = append(out, Voice{Speaker: name, Marked: true, Lines: []string{rest}})
		case said != "" && marks == 1 && line[0] != '>' && brokenOff.MatchString(d.line) && goesOn(said):
			out = append(out, Voice{Speaker: d.speaker, Marked: true, Lines: []string{said}})
		case said != "":
			d.speaker = d.other(marks == 1 || line[0] == '>')
			out = append(out, Voice{Speaker: d.speaker, Marked: true, Apart: true, Lines: []string{said}})
		case len(out) == 0:
			out = append(out, Voice{Speaker: d.speaker, Lines: []string{line}})
		default:
			last := &out[len(out)-1]
			last.Lines = append(last.Lines, line)
		}
		d.line = line
	}
	return out
}

// goesOn says that a line is the rest of a sentence: it begins in lower case.
func goesOn(said string) bool {
	r, _ := utf8.DecodeRuneInString(said)
	return unicode.IsLower(r)
}

// mark is what stands behind a dash that begins a turn; "" where there is none.
func (d *Dialogue) mark(line string) string {
	said := dash.FindStringSubmatch(line)
	if said != nil && (line[0] == '>' && d.chevrons || line[0] != '>' && d.dashes) {
		return said[1]
	}
	return ""
}

// other is who speaks where another does: of two who are named the one who did not speak last. A dash before each of two
// who share a subtitle says nothing of who spoke before.
func (d *Dialogue) other(changes bool) string {
	names := d.named()
	at := slices.Index(names, d.speaker)
	if !changes || len(names) != 2 || at < 0 {
		return ""
	}
	return names[1-at]
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
