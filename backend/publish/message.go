package publish

import (
	"fmt"
	"slices"
	"strconv"
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
	// Steps are the steps of the history that made the chunk so, oldest first.
	Steps []Step
}

// Step is one line of the history.
type Step struct{ Name, Place string }

// Message is what to tell git of an export; "" where nothing changed. across are steps that went over several chunks, and
// besides the names of files that were made of the chunks.
func Message(changes []Change, across []Step, besides []string) string {
	if len(changes) == 0 && len(besides) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(subject(changes, besides) + "\n")
	for _, c := range changes {
		b.WriteString("\n")
		wrap(&b, "", c.heading())
		said := lines(c.Steps)
		if len(said) == 0 {
			said = c.deeds()
		}
		for _, line := range said {
			wrap(&b, "- ", line)
		}
	}
	if len(across) > 0 {
		b.WriteString("\nSeveral chunks\n")
		for _, line := range lines(across) {
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
	return b.String()
}

func (c Change) heading() string {
	called := strings.TrimSpace("Chunk " + c.Number)
	if c.Title != "" {
		called += ": " + c.Title
	}
	return called
}

// lines says each step once, with its place.
func lines(steps []Step) []string {
	var out []string
	for _, s := range steps {
		line := oneLine(s.Name)
		if _, at, ok := strings.Cut(s.Place, ", "); ok {
			line += " (" + oneLine(at) + ")"
		}
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// deeds are what differs, where the history does not tell.
func (c Change) deeds() []string {
	var out []string
	for _, d := range deedsOf([]Change{c}) {
		out = append(out, capital(d.did+d.what("")))
	}
	return out
}

// deed is something that was done to chunks: did, and with prep where.
type deed struct{ did, prep, where string }

func (d deed) what(where string) string {
	if d.where != "" {
		return " " + d.where
	}
	if d.prep == "" || where == "" {
		return ""
	}
	return " " + d.prep + " " + where
}

// subject is the first line: as much of what was done as there is room for.
func subject(changes []Change, besides []string) string {
	head := episodes(changes)
	if len(changes) == 0 {
		if line := "Write " + strings.Join(besides, ", "); utf8.RuneCountInString(line) <= widest {
			return line
		}
		return clip("Write " + count(len(besides), "file"))
	}
	deeds := deedsOf(changes)
	var touched []string
	for _, c := range changes {
		if c.Before != nil && c.After != nil {
			touched = append(touched, c.Number)
		}
	}
	for _, where := range []string{numbered(touched), strconv.Itoa(len(touched)) + " chunks"} {
		for n := len(deeds); n > 0; n-- {
			var said []string
			placed := false
			for _, d := range deeds[:n] {
				at := where
				if placed {
					at = ""
				}
				placed = placed || d.prep != ""
				said = append(said, d.did+d.what(at))
			}
			line := head + strings.Join(said, ", ")
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
		return fmt.Sprintf("Change %d chunks", len(changes))
	}
	return clip(fmt.Sprintf("%schange %s", head, count(len(changes), "chunk")))
}

// episodes is what the subject begins with: which episodes it is of.
func episodes(changes []Change) string {
	var names []string
	for _, c := range changes {
		if c.Episode != "" && !slices.Contains(names, c.Episode) {
			names = append(names, c.Episode)
		}
	}
	switch {
	case len(names) == 0:
		return ""
	case len(names) > 3:
		return count(len(names), "episode") + ": "
	}
	return strings.Join(names, ", ") + ": "
}

// deedsOf says what was done to chunks, the weightiest first.
func deedsOf(changes []Change) []deed {
	var made, gone, renamed []string
	var corrected, came, went int
	var fields []field
	for _, c := range changes {
		switch {
		case c.Before == nil:
			made = append(made, c.Number)
			continue
		case c.After == nil:
			gone = append(gone, c.Number)
			continue
		case c.Renamed:
			renamed = append(renamed, c.Number)
		}
		for _, p := range transcript.Align(c.Before.Turns, c.After.Turns) {
			switch {
			case p.Old < 0:
				came++
			case p.New < 0:
				went++
			case !transcript.SameTurn(c.Before.Turns[p.Old], c.After.Turns[p.New]):
				corrected++
			}
		}
		fields = append(fields, changedFields(c.Before.Matter, c.After.Matter)...)
	}
	var out []deed
	add := func(did, prep string) { out = append(out, deed{did: did, prep: prep}) }
	if len(made) > 0 {
		out = append(out, deed{did: "add", where: numbered(made)})
	}
	if len(gone) > 0 {
		out = append(out, deed{did: "remove", where: numbered(gone)})
	}
	if corrected > 0 {
		add("correct "+count(corrected, "turn"), "of")
	}
	if came > 0 {
		add("add "+count(came, "turn"), "to")
	}
	if went > 0 {
		add("delete "+count(went, "turn"), "from")
	}
	out = append(out, fieldDeeds(fields)...)
	if len(renamed) > 0 {
		out = append(out, deed{did: "rename", where: numbered(renamed)})
	}
	if len(out) == 0 {
		add("change the layout", "of")
	}
	return out
}

// field is a field that differs: with the items that came and went, if it is a list.
type field struct {
	key        string
	came, went []string
}

func changedFields(was, is transcript.Matter) []field {
	if was.Form != is.Form || is.Form == transcript.RawMatter {
		if was.Form == is.Form && was.Raw == is.Raw {
			return nil
		}
		return []field{{key: "front matter"}}
	}
	var out []field
	seen := map[string]bool{}
	for _, f := range slices.Concat(is.Fields, was.Fields) {
		if seen[f.Key] {
			continue
		}
		seen[f.Key] = true
		old, now := named(was, f.Key), named(is, f.Key)
		if slices.EqualFunc(old, now, transcript.Field.Equal) {
			continue
		}
		d := field{key: strings.ReplaceAll(f.Key, "_", " ")}
		if len(old) == 1 && len(now) == 1 && old[0].Kind == transcript.ListField && now[0].Kind == transcript.ListField {
			d.came, d.went = without(now[0].Items, old[0].Items), without(old[0].Items, now[0].Items)
		}
		out = append(out, d)
	}
	return out
}

func named(m transcript.Matter, key string) []transcript.Field {
	var out []transcript.Field
	for _, f := range m.Fields {
		if f.Key == key {
			out = append(out, f)
		}
	}
	return out
}

// without are the items of one list that another has not, or has less often.
func without(items, other []string) []string {
	left := map[string]int{}
	for _, x := range other {
		left[x]++
	}
	var out []string
	for _, x := range items {
		if left[x]--; left[x] < 0 {
			out = append(out, x)
		}
	}
	return out
}

// one is what an item of a list is called.
var one = map[string]string{"tags": "tag", "topic tags": "topic tag", "topics": "topic", "entities": "entity", "mentions": "mention", "speakers": "speaker", "participants": "participant"}

// derived are fields that follow the turns: nobody has to be told of them where the turns are told of.
var derived = []string{"timecode", "start time", "end time"}

func fieldDeeds(fields []field) []deed {
	var out []deed
	var keys []string
	for _, f := range fields {
		noun := one[f.key]
		switch {
		case noun != "" && len(f.came) == 1 && len(f.went) == 0:
			out = append(out, deed{did: "add " + noun + " " + oneLine(f.came[0]), prep: "to"})
		case noun != "" && len(f.came) == 0 && len(f.went) == 1:
			out = append(out, deed{did: "remove " + noun + " " + oneLine(f.went[0]), prep: "from"})
		case !slices.Contains(keys, f.key):
			keys = append(keys, f.key)
		}
	}
	// The same thing done to several chunks is said once.
	out = slices.Compact(out)
	slices.SortStableFunc(keys, func(a, b string) int { return rank(a) - rank(b) })
	if len(keys) > 0 {
		out = append(out, deed{did: "change " + listed(keys), prep: "of"})
	}
	return out
}

func rank(key string) int {
	if slices.Contains(derived, key) {
		return 1
	}
	return 0
}

// numbered names chunks by their numbers.
func numbered(numbers []string) string {
	var known []string
	for _, n := range numbers {
		if n != "" {
			known = append(known, n)
		}
	}
	switch {
	case len(known) == 0 && len(numbers) == 1:
		return "a chunk"
	case len(known) < len(numbers):
		return count(len(numbers), "chunk")
	case len(known) == 1:
		return "chunk " + known[0]
	}
	return "chunks " + listed(runs(known))
}

// runs writes three numbers and more that follow one another as a range: "1 to 4".
func runs(numbers []string) []string {
	var out []string
	for from := 0; from < len(numbers); {
		to := from + 1
		for n, err := strconv.Atoi(numbers[from]); err == nil && to < len(numbers); to++ {
			if next, err := strconv.Atoi(numbers[to]); err != nil || next != n+to-from {
				break
			}
		}
		if to-from < 3 {
			to = from + 1
			out = append(out, numbers[from])
		} else {
			out = append(out, numbers[from]+" to "+numbers[to-1])
		}
		from = to
	}
	return out
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
