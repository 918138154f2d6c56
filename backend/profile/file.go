package profile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// A profile's file is front matter without fences: chunkfile reads it, and changes the lines of what changed.

const fence = "---\n"

// Problem is something wrong in a profile's file.
type Problem struct {
	Line int // from 1
	// What says in a sentence what is wrong and what to do.
	What string
	// Unknown says that the line is not for this Stet: it is kept, and nothing else is wrong.
	Unknown bool
}

// unknownError is what set says of such a line.
type unknownError struct{ key string }

func (e unknownError) Error() string {
	return fmt.Sprintf("a profile has no %s; it is kept, and says nothing to Stet", e.key)
}

// allowedPrefix begins the keys that say what a field may say.
const allowedPrefix = "allowed_"

// Parse reads a profile's file. What it does not understand it leaves unsaid in the profile, and names.
func Parse(src []byte) (Profile, []Problem) {
	p := Empty()
	f, problems := parseFile(src)
	if problems != nil {
		return p, problems
	}
	seen := map[string]bool{}
	for i, field := range f.Chunk().Matter.Fields {
		if seen[field.Key] {
			problems = append(problems, Problem{Line: f.FieldPlace(i).Line - 1, What: field.Key + " stands twice. Delete one"})
			continue
		}
		seen[field.Key] = true
		if err := p.set(field); err != nil {
			_, unknown := err.(unknownError)
			problems = append(problems, Problem{f.FieldPlace(i).Line - 1, err.Error(), unknown})
		}
	}
	return p, problems
}

func parseFile(src []byte) (*chunkfile.File, []Problem) {
	f := chunkfile.Parse(fenced(src))
	m := f.Chunk().Matter
	if m.Form == transcript.FieldMatter && f.Ends() {
		return f, nil
	}
	var problems []Problem
	for _, p := range f.Problems() {
		if p.Severity == chunkfile.Error {
			problems = append(problems, Problem{Line: max(1, p.Line-1), What: p.What})
		}
	}
	if problems == nil {
		problems = []Problem{{Line: 1, What: "A profile has fields (key: value) and no line ---. Take that line out."}}
	}
	return nil, problems
}

// mark is what some editors on Windows begin a file with.
const mark = "\ufeff"

func fenced(src []byte) []byte {
	text := fence + strings.TrimPrefix(string(src), mark)
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return []byte(text + fence)
}

// setting is a line of the file: how it is read and how it is written.
type setting struct {
	key string
	set func(p *Profile, f transcript.Field) error
	get func(p Profile) transcript.Field
	// about stands above it in a new file.
	about string
}

// settings lists them all, in the order of a new file. What fields may say stands behind lists.
var settings = []setting{
	words("fields", "The fields of the front matter, in their order.", func(p *Profile) *[]string { return &p.Fields }),
	words("required", "Those that no file may lack.", func(p *Profile) *[]string { return &p.Required }),
	words("lists", "Those that hold lists.", func(p *Profile) *[]string { return &p.Lists }),
	text("slug", "How slugs are made: EE is the episode's number in two digits, CC the chunk's, YYYY-MM-DD the date.",
		func(p *Profile) string { return string(p.Slug) }, func(p *Profile, s string) error { p.Slug = Pattern(s); return nil }),
	text("file", "How files are named: slug is the slug.",
		func(p *Profile) string { return string(p.File) }, func(p *Profile, s string) error { p.File = Pattern(s); return nil }),
	number("list_indent", "How far the dashes of lists are indented: 0 or 2.", chunkfile.MostIndent, func(p *Profile) *int { return &p.ListIndent }),
	text("summary_style", "How summaries are written: plain, single quotes, double quotes, literal (|) or folded (>).",
		func(p *Profile) string { return string(p.Summary) }, setSummary),
	number("wrap_width", "Where the lines of the text are broken, in characters; 0 where they are not.", 1000, func(p *Profile) *int { return &p.Wrap }),
	text("chunk_minutes", "How long a chunk runs.", minutes, setMinutes),
	text("frame_rate", "Frames a second.", func(p *Profile) string { return p.Rate.String() }, setRate),
	words("checks_off", "Checks that are not made; stet check --list has them all.", func(p *Profile) *[]string { return &p.Off }),
	words("checks_as_errors", "Checks whose findings hold a chunk back.", func(p *Profile) *[]string { return &p.Errors }),
}

func words(key, about string, in func(*Profile) *[]string) setting {
	return setting{
		key: key, about: about,
		set: func(p *Profile, f transcript.Field) error {
			items, err := items(f)
			*in(p) = items
			return err
		},
		get: func(p Profile) transcript.Field {
			return transcript.Field{Key: key, Kind: transcript.ListField, Items: *in(&p)}
		},
	}
}

func items(f transcript.Field) ([]string, error) {
	switch {
	case f.Kind == transcript.ListField:
	case f.Kind == transcript.ScalarField && f.Value == "":
	default:
		return nil, fmt.Errorf("%s is to be a list: [a, b], or an item a line behind a dash", f.Key)
	}
	seen := map[string]bool{}
	for _, item := range f.Items {
		if seen[item] {
			return f.Items, fmt.Errorf("%s stands twice in %s. Delete one", item, f.Key)
		}
		seen[item] = true
	}
	return f.Items, nil
}

func text(key, about string, get func(*Profile) string, set func(*Profile, string) error) setting {
	return setting{
		key: key, about: about,
		set: func(p *Profile, f transcript.Field) error {
			if f.Kind != transcript.ScalarField {
				return fmt.Errorf("%s is one value, and no list", f.Key)
			}
			if f.Value == "" {
				return nil
			}
			return set(p, f.Value)
		},
		get: func(p Profile) transcript.Field {
			return transcript.Field{Key: key, Kind: transcript.ScalarField, Value: get(&p)}
		},
	}
}

func number(key, about string, most int, in func(*Profile) *int) setting {
	return text(key, about, func(p *Profile) string {
		if *in(p) == Unknown {
			return ""
		}
		return strconv.Itoa(*in(p))
	}, func(p *Profile, s string) error {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > most {
			return fmt.Errorf("%s is a number from 0 to %d, not %s", key, most, s)
		}
		*in(p) = n
		return nil
	})
}

func setSummary(p *Profile, s string) error {
	styles := []chunkfile.Style{chunkfile.PlainStyle, chunkfile.SingleStyle, chunkfile.DoubleStyle, chunkfile.LiteralStyle, chunkfile.FoldedStyle}
	if !slices.Contains(styles, chunkfile.Style(s)) {
		return fmt.Errorf("summary_style is plain, single quotes, double quotes, literal or folded, not %s", s)
	}
	p.Summary = chunkfile.Style(s)
	return nil
}

func minutes(p *Profile) string {
	if p.Shortest == Unknown || p.Longest == Unknown {
		return ""
	}
	return fmt.Sprintf("%d to %d", p.Shortest, p.Longest)
}

func setMinutes(p *Profile, s string) error {
	from, to, ok := strings.Cut(s, " to ")
	a, errA := strconv.Atoi(strings.TrimSpace(from))
	b, errB := strconv.Atoi(strings.TrimSpace(to))
	if !ok || errA != nil || errB != nil || a < 0 || b < a {
		return fmt.Errorf("chunk_minutes says from how many minutes to how many, as in 2 to 8; %s does not", s)
	}
	p.Shortest, p.Longest = a, b
	return nil
}

func setRate(p *Profile, s string) error {
	r, err := timecode.ParseRate(s)
	if err == nil {
		p.Rate = r
	}
	return err
}

// set reads one field of the file.
func (p *Profile) set(f transcript.Field) error {
	for _, s := range settings {
		if s.key == f.Key {
			return s.set(p, f)
		}
	}
	if field, ok := strings.CutPrefix(f.Key, allowedPrefix); ok && field != "" {
		values, err := items(f)
		if len(values) > 0 {
			p.Allowed = append(p.Allowed, Allowed{field, values})
		}
		return err
	}
	return unknownError{f.Key}
}

// Update returns src with what the profile says otherwise changed, and no other line touched; a setting that src does not
// have is added at its end, if the profile says anything of it. It refuses a file that cannot be read.
func Update(src []byte, p Profile) ([]byte, error) {
	f, problems := parseFile(src)
	if problems != nil {
		return nil, fmt.Errorf("line %d: %s", problems[0].Line, problems[0].What)
	}
	was, _ := Parse(src)
	c := f.Chunk()
	fields := slices.Clone(c.Matter.Fields)
	put := func(before, now transcript.Field) {
		at := slices.IndexFunc(fields, func(f transcript.Field) bool { return f.Key == now.Key })
		says := len(now.Items) > 0 || now.Value != ""
		switch {
		case at < 0 && says:
			fields = append(fields, now)
		case at >= 0 && !before.Equal(now):
			fields[at] = now
		}
	}
	for _, s := range settings {
		put(s.get(was), s.get(p))
	}
	for _, a := range p.Allowed {
		put(allowedField(Allowed{a.Field, was.Values(a.Field)}), allowedField(a))
	}
	fields = slices.DeleteFunc(fields, func(f transcript.Field) bool {
		field, ok := strings.CutPrefix(f.Key, allowedPrefix)
		return ok && was.Values(field) != nil && p.Values(field) == nil
	})
	c.Matter.Fields = fields
	out, err := f.Update(c)
	if err != nil {
		return nil, err
	}
	text := strings.TrimSuffix(strings.TrimPrefix(string(out), fence), fence)
	if !strings.HasSuffix(string(src), "\n") && len(src) > 0 {
		text = strings.TrimSuffix(text, "\n")
	}
	if strings.HasPrefix(string(src), mark) {
		text = mark + text
	}
	return []byte(text), nil
}

func allowedField(a Allowed) transcript.Field {
	return transcript.Field{Key: allowedPrefix + a.Field, Kind: transcript.ListField, Items: a.Values}
}
