// This file makes chunk files of a transcript that nobody has cut yet: boundaries from the text, and front matter from
// what is known. What is not known stays empty, for a person to fill in.

package service

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"stet/backend/casing"
	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/profile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// usualFields are the fields of a new chunk where no profile says others, and usualLists those that are lists.
var (
	usualFields = []string{"type", "title", "slug", "series", "episode", "chunk", "segment", "timecode", "start_time", "end_time", "speakers", "topics", "tags", "entities", "summary"}
	usualLists  = []string{"speakers", "participants", "topics", "tags", "topic_tags", "entities", "mentions", "faqs"}
)

// newChunk is what is known of a chunk that has no file yet.
type newChunk struct {
	series, episode, date string
	number                int
	title, segment        string
	turns                 []transcript.Turn
}

// chunk puts what is known into the fields that the profile has, in its order.
func (n newChunk) chunk(p profile.Profile) transcript.Chunk {
	fields, lists := p.Fields, p.Lists
	if len(fields) == 0 {
		fields, lists = n.usualFields(), usualLists
	}
	number := strconv.Itoa(n.number)
	known := map[string]string{
		"title": n.title, "segment": n.segment, "series": n.series, "date": n.date, "episode": n.episode, "chunk": number, "slug": n.slug(p, number),
	}
	if n.episode == "" {
		known["episode"] = "null"
	}
	if kinds := p.Values("type"); len(kinds) == 1 {
		known["type"] = kinds[0]
	} else {
		known["type"] = n.kind()
	}
	speakers := []string{}
	for _, t := range n.turns {
		if l := t.Label(); l != "" && !slices.Contains(speakers, l) {
			speakers = append(speakers, l)
		}
	}
	var f CutFile
	if f.fill(n.turns); f.Start != "" {
		known["start_time"], known["end_time"], known["timecode"] = f.Start, f.End, f.Start+" – "+f.End
	}
	c := transcript.Chunk{Matter: transcript.Matter{Form: transcript.FieldMatter}, Turns: slices.Clone(n.turns)}
	for _, key := range fields {
		field := transcript.Field{Key: key, Kind: transcript.ScalarField, Value: known[key]}
		if slices.Contains(lists, key) {
			field = transcript.Field{Key: key, Kind: transcript.ListField}
			if key == "speakers" || key == "participants" {
				field.Items = speakers
			}
		}
		c.Matter.Fields = append(c.Matter.Fields, field)
	}
	if p.ListIndent != profile.Unknown {
		c.Indent = &p.ListIndent
	}
	return c
}

// webinar says that a date tells which episode it is, as of webinars, and no number.
func (n newChunk) webinar() bool { return n.episode == "" && n.date != "" }

func (n newChunk) kind() string {
	if n.webinar() {
		return "webinar-chunk"
	}
	return "podcast-chunk"
}

// usualFields are those of a new chunk where no profile says others.
func (n newChunk) usualFields() []string {
	if n.webinar() {
		return slices.Insert(slices.Clone(usualFields), slices.Index(usualFields, "episode"), "date")
	}
	return usualFields
}

func (n newChunk) slug(p profile.Profile, number string) string {
	pattern := p.Slug
	switch {
	case pattern != "":
	case n.episode != "":
		pattern = "epEE-CC-words"
	case n.date != "":
		pattern = "YYYY-MM-DD-CC-words"
	default:
		pattern = "CC-words"
	}
	words := casing.Slug(n.title)
	if words == "" {
		words = "part"
	}
	return pattern.Name(n.episode, number, n.date, words, "")
}

// subjectWords is how many words a proposed title has.
const subjectWords = 3

// about says what a chunk is about in the words that it uses and others do not.
func (n *newChunk) about(words []string) {
	n.segment = strings.Join(words, ", ")
	n.title = casing.Title(n.segment)
}

// propose cuts an episode where its text lets it, and makes a new file of each chunk.
func (v *CutView) propose(e *episodeText, r CutRequest, rate timecode.Rate) error {
	p, err := profileBeside(r.To, e)
	if err != nil {
		return err
	}
	if !rate.Valid() {
		rate = p.Rate
	}
	if rate.Valid() {
		cut.InFrames(e.turns, rate)
	}
	proposals := cut.Propose(e.turns, limitsOf(p))
	starts := make([]cut.Start, len(proposals))
	for i, x := range proposals {
		starts[i] = cut.Start{Turn: x.Turn}
	}
	stretches := cut.Like(e.turns, starts)
	subjects := cut.Subjects(stretches, subjectWords)
	path, err := filepath.Abs(e.files[0].path)
	if err != nil {
		return err
	}
	known := knownOf(transcript.Episode{Series: cmp.Or(r.Series, e.files[0].id.settle(path, onlySeries(p)).Series), Key: cmp.Or(r.Episode, e.key)})
	if known.episode == "" && known.date == "" {
		v.Notes = append(v.Notes, e.place(0, chunkfile.Info, "cut.number", "Which episode it is, neither the file nor its name says: “episode” is null. Say it with --episode 13, or call the file after it, such as ep13.txt."))
	}
	base := chunkfile.Parse(e.template())
	for i, turns := range stretches {
		known.number, known.turns = i+1, turns
		known.about(subjects[i])
		f := CutFile{of: e, Sure: hundredths(proposals[i].Depth)}
		f.fill(turns)
		want := known.chunk(p)
		slug, _ := want.Field("slug")
		// Where the profile has no slug, the file is named like one all the same.
		name := cmp.Or(slug.Value, known.slug(p, strconv.Itoa(known.number)))
		f.Path = filepath.Join(r.To, name+".md")
		for n := 2; slices.ContainsFunc(v.Files, func(other CutFile) bool { return other.Path == f.Path }); n++ {
			f.Path = filepath.Join(r.To, fmt.Sprintf("%s-%d.md", name, n))
		}
		if f.text, err = base.Update(want); err != nil {
			f.State, f.Reason = PlanHeld, cutReason(err)
		}
		v.Files = append(v.Files, f)
	}
	return nil
}

// onlySeries is the series that a profile allows, if it allows but one; else "".
func onlySeries(p profile.Profile) string {
	if allowed := p.Values("series"); len(allowed) == 1 {
		return allowed[0]
	}
	return ""
}

// template is the transcript as a chunk file without fields, by whose habits new ones are written. Turns without a time are
// known by a list of who speaks.
func (e *episodeText) template() []byte {
	out := []byte("---\n")
	if slices.ContainsFunc(e.turns, func(t transcript.Turn) bool { return t.Span == nil }) {
		out = append(out, "speakers:\n"...)
		for _, name := range e.labels() {
			if strings.ContainsAny(name, `"'\\:#[]{},&*!|>%@`+"`") {
				name = strconv.Quote(name)
			}
			out = append(out, "  - "+name+"\n"...)
		}
	}
	out = append(out, "---\n\n"...)
	for _, part := range e.files {
		if out[len(out)-1] != '\n' {
			out = append(out, '\n')
		}
		out = append(out, part.turnLines()...)
	}
	return out
}

// labels are those of the files.
func (e *episodeText) labels() (out []string) {
	for _, part := range e.files {
		for _, t := range part.chunk.Turns {
			if l := t.Label(); l != "" && !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out
}

// turnLines are the lines of a file from its first turn on, by whose habits new ones are written.
func (r *read) turnLines() []byte {
	lines := bytes.SplitAfter(r.src, []byte("\n"))
	return bytes.Join(lines[r.file.TurnPlace(0).Line-1:], nil)
}

// profileBeside is the profile kept beside the files that a transcript is cut into, or beside the transcript.
func profileBeside(to string, e *episodeText) (profile.Profile, error) {
	for _, dir := range []string{to, filepath.Dir(e.files[0].path)} {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return profile.Empty(), err
		}
		if keptAbove(abs) != "" {
			return profileAbove(abs)
		}
	}
	return profile.Empty(), nil
}

// hundredths rounds for people to read.
func hundredths(x float64) float64 { return math.Round(100*x) / 100 }
