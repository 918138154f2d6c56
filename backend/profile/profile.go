// Package profile is what the files of one series have in common: their fields and the order of these, what the fields
// may say, how slugs and files are named, how the text is laid out. It guesses a profile from files, reads and writes the
// small file that keeps it beside them, and says where a chunk differs from it. It mends nothing and opens no file.
package profile

import (
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// FileName is the file that keeps a profile, in the folder of the series' files or in one above it.
const FileName = "stet-profile.yaml"

// Profile is what the files of a series have in common. Of what nobody has said, it holds nothing: no fields, "", and
// Unknown for numbers.
type Profile struct {
	// Fields are those of the front matter, in their order.
	Fields []string
	// Required are those that every file must have.
	Required []string
	// Lists are those that hold lists.
	Lists []string
	// Allowed says what a field may say; a field without an entry may say anything.
	Allowed []Allowed
	// Slug and File are the patterns of slugs and file names: see Pattern.
	Slug, File Pattern
	// ListIndent is how far dashes are indented beyond their keys, or Unknown.
	ListIndent int
	// Summary is how the summary is written, or "".
	Summary chunkfile.Style
	// Wrap is how many characters a line of the body has at most; 0 says that lines are not broken, or Unknown.
	Wrap int
	// Shortest and Longest are how many minutes a chunk runs, or Unknown.
	Shortest, Longest int
	// Rate is the frame rate of the timecodes; zero where nobody has said.
	Rate timecode.Rate
	// Off are the checks that the series does not want, and Errors those whose findings no published chunk may have.
	Off, Errors []string
}

// Unknown stands for a number that nobody has said.
const Unknown = -1

// Allowed are the values that a field may have.
type Allowed struct {
	Field  string
	Values []string
}

// Empty is a profile that says nothing.
func Empty() Profile {
	return Profile{ListIndent: Unknown, Wrap: Unknown, Shortest: Unknown, Longest: Unknown}
}

// Values returns what a field may say; nil if anything.
func (p Profile) Values(field string) []string {
	for _, a := range p.Allowed {
		if a.Field == field {
			return a.Values
		}
	}
	return nil
}

// rank is a field's place in the order; -1 if it has none.
func (p Profile) rank(key string) int { return slices.Index(p.Fields, key) }

// Arrange returns the fields in the profile's order. A field that the profile does not know stays behind the one that it
// stands behind, and before all others if it stands there. Fields of one name keep their order. Doing it twice is doing
// it once.
func (p Profile) Arrange(fields []transcript.Field) []transcript.Field {
	type group struct {
		rank   int
		fields []transcript.Field
	}
	groups := []group{{rank: -1}}
	for _, f := range fields {
		if at := p.rank(f.Key); at >= 0 {
			groups = append(groups, group{rank: at})
		}
		last := &groups[len(groups)-1]
		last.fields = append(last.fields, f)
	}
	slices.SortStableFunc(groups, func(a, b group) int { return a.rank - b.rank })
	out := make([]transcript.Field, 0, len(fields))
	for _, g := range groups {
		out = append(out, g.fields...)
	}
	return out
}

// Place returns where among the fields a new one belongs: behind the nearest one of those that the profile has before
// it, and what follows that unknown to the profile; else before the first that it has behind it; else at the end.
func (p Profile) Place(fields []transcript.Field, key string) int {
	rank := p.rank(key)
	if rank < 0 {
		return len(fields)
	}
	before, nearest, behind := -1, -1, -1
	for i, f := range fields {
		switch at := p.rank(f.Key); {
		case at < 0:
		case at <= rank && at >= nearest:
			before, nearest = i, at
		case at > rank && behind < 0:
			behind = i
		}
	}
	if before < 0 {
		if behind >= 0 {
			return behind
		}
		return len(fields)
	}
	for before++; before < len(fields) && p.rank(fields[before].Key) < 0; before++ {
	}
	return before
}
