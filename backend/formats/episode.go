package formats

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Episode is what a writer gets: an episode as it goes out. Nothing in it opens a file, and no writer changes it.
type Episode struct {
	Series, Title string
	// Number tells the episodes of a series apart: a number, a date, or what stands for one.
	Number string
	Date   string
	// Language is as front matter names it, such as en; "" where it does not.
	Language string
	// Stem is what the episode's files are named after: ep08.
	Stem string
	// Sound is the way to the audio file from where the files are written, with slashes; "" where there is none. Length is
	// how long it is; zero where nobody knows.
	Sound  string
	Length timecode.Time
	// Clock lays timecodes in the sound. RateTold says that somebody has told how many frames a second they count, and
	// CountsFrames that they count any.
	Clock                  timecode.Clock
	RateTold, CountsFrames bool
	Chunks                 []Chunk
	// Left are the chunks that do not go out.
	Left []Left
	// Strays are lines of the chunks that belong to no turn, which go out nowhere.
	Strays []string
}

// Chunk is a stretch of the episode on one subject.
type Chunk struct {
	ID                                                transcript.ID
	Title, Slug, Number, Segment, Date, Summary, Type string
	// URL is where the chunk is to be read; "" where it is not known.
	URL                              string
	Speakers, Topics, Tags, Entities []string
	Turns                            []Said
	// Until is where the chunk ends where its turns do not tell: its last ones have no time. Else it is nil.
	Until *Until
	// headed is where its header says that it ends; nil where it does not.
	headed *timecode.Code
}

// Left is a chunk that does not go out, and why: the end of a sentence, such as “it has an error”.
type Left struct {
	Chunk         transcript.ID
	Number, Title string
	Why           string
}

// Said is a turn as a writer gets it: with its place in the sound.
type Said struct {
	ID transcript.ID
	// Speaker is "" where nobody is named.
	Speaker string
	// Paragraphs are flowing text; those without words are left out.
	Paragraphs []string
	// Span is the turn's time as it is written; nil where it has none.
	Span *timecode.Span
	// Start and End are where in the sound it is said, as far as Place knows.
	Start, End timecode.Time
	Place      Place
	// Times are when its words are said, one for each word; none where nothing is known of any. Their origin stands with
	// each.
	Times transcript.Timings
}

// Place says how the place of a turn in the sound is known.
type Place string

const (
	// Told is written with the turn, or heard with its words.
	Told Place = "told"
	// Estimated is one of which an end, or both, were worked out.
	Estimated Place = "estimated"
	// Put is that of a turn without a time, where there is room for it between its neighbours.
	Put Place = "put"
	// Nowhere is that of a turn without a time for which there is no room.
	Nowhere Place = "nowhere"
)

// NewEpisode makes what writers get out of an episode's chunks, in their order. length is how long the sound is; zero
// where nobody knows.
func NewEpisode(e transcript.Episode, chunks []transcript.Chunk, length timecode.Time) *Episode {
	out := &Episode{
		Series: oneLine(e.Series), Number: oneLine(e.Key), Title: oneLine(e.Title), Length: length, Clock: e.Clock(), RateTold: e.Rate.Valid(), CountsFrames: countsFrames(chunks),
	}
	for _, c := range chunks {
		out.Chunks = append(out.Chunks, out.chunk(c))
		for _, line := range c.Lead {
			if line = oneLine(line); line != "" {
				out.Strays = append(out.Strays, line)
			}
		}
		out.Date = cmp.Or(out.Date, value(c, "date"))
		out.Language = cmp.Or(out.Language, value(c, "language"), value(c, "lang"))
	}
	out.Stem = out.stem()
	out.lay()
	out.end()
	return out
}

// Sum tells whether an episode is still what it was: all of it, but for the way to its sound. Texts are quoted, so that it
// counts where one ends.
func (e *Episode) Sum() [sha256.Size]byte {
	h := sha256.New()
	all := *e
	all.Chunks, all.Sound = nil, ""
	// A hash is written to without errors.
	fmt.Fprintf(h, "%#v\n", all)
	for _, c := range e.Chunks {
		if c.Until != nil {
			fmt.Fprintf(h, "%#v\n", *c.Until)
		}
		turns := c.Turns
		c.Turns, c.Until, c.headed = nil, nil, nil
		fmt.Fprintf(h, "%#v\n", c)
		for _, t := range turns {
			if t.Span != nil {
				fmt.Fprintf(h, "%#v\n", *t.Span)
			}
			t.Span = nil
			fmt.Fprintf(h, "%#v\n", t)
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Name is what people call the episode.
func (e *Episode) Name() string {
	if e.Title != "" {
		return e.Title
	}
	name := e.Number
	if name != "" && strings.Trim(name, "0123456789") == "" {
		name = "Episode " + name
	}
	return strings.Trim(e.Series+", "+name, ", ")
}

// Turns are the turns of all chunks, in their order.
func (e *Episode) Turns() []*Said {
	var out []*Said
	for i := range e.Chunks {
		for k := range e.Chunks[i].Turns {
			out = append(out, &e.Chunks[i].Turns[k])
		}
	}
	return out
}

// Words are the words of a turn.
func (s *Said) Words() []string {
	var out []string
	for _, p := range s.Paragraphs {
		out = append(out, strings.Fields(p)...)
	}
	return out
}

// Origin says where the time of a word comes from, by the name that files keep; "" where the word has none, or one that
// was put between others.
func (s *Said) Origin(word int) string {
	if word >= len(s.Times) || !s.Times[word].How.Timed() || s.Times[word].How == transcript.Between {
		return ""
	}
	return s.Times[word].How.String()
}

// Text is what the turn says in one line.
func (s *Said) Text() string { return strings.Join(s.Words(), " ") }

// Timed says whether the turn has a place in the sound.
func (s *Said) Timed() bool { return s.Place != Nowhere }

// Span is from where to where in the sound a chunk goes, by those of its turns that say so, and Until; false if
// none does.
func (c *Chunk) Span() (start, end timecode.Time, ok bool) {
	for i := range c.Turns {
		t := &c.Turns[i]
		if t.Place != Told && t.Place != Estimated {
			continue
		}
		if !ok || t.Start < start {
			start = t.Start
		}
		end, ok = max(end, t.End), true
	}
	if ok && c.Until != nil {
		end = max(end, c.Until.At)
	}
	return start, end, ok
}

// Named is what people call a chunk.
func (c *Chunk) Named() string {
	return cmp.Or(c.Title, c.Segment, c.Slug, strings.TrimSpace("Chunk "+c.Number))
}

func (e *Episode) chunk(c transcript.Chunk) Chunk {
	out := Chunk{
		ID: c.ID, Title: value(c, "title"), Slug: value(c, "slug"), Number: value(c, "chunk"), Segment: value(c, "segment"),
		Date: value(c, "date"), Summary: value(c, "summary"), Type: value(c, "type"), URL: value(c, "canonical_url"),
		Speakers: items(c, "speakers"), Topics: items(c, "topics"), Tags: items(c, "tags"), Entities: items(c, "entities"),
	}
	if end, ok := c.HeaderEnd(); ok {
		out.headed = &end
	}
	for _, t := range c.Turns {
		s := Said{ID: t.ID, Speaker: oneLine(t.Label()), Span: t.Span, Times: t.Times, Place: Nowhere}
		for _, p := range t.Paragraphs {
			if p = oneLine(p); p != "" {
				s.Paragraphs = append(s.Paragraphs, p)
			}
		}
		if len(s.Times) > 0 && len(s.Times) != len(s.Words()) {
			s.Times = nil
		}
		e.locate(&s, t.Estimated)
		out.Turns = append(out.Turns, s)
	}
	return out
}

// oneLine is a text without line breaks, and without what no format can hold and nobody sees: control characters.
func oneLine(text string) string {
	if isOneLine(text) {
		return text
	}
	text = strings.Map(func(r rune) rune {
		if isUnseen(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

func isUnseen(r rune) bool {
	return unicode.IsControl(r) || r == '\ufeff' || r == '\ufffe' || r == '\uffff'
}

// isOneLine says that a text is words with one space between them, as nearly all are.
func isOneLine(text string) bool {
	space := true
	for _, r := range text {
		if r != ' ' && (unicode.IsSpace(r) || isUnseen(r) || r == utf8.RuneError) || r == ' ' && space {
			return false
		}
		space = r == ' '
	}
	return !space
}

// value is what a field of front matter says, in one line.
func value(c transcript.Chunk, key string) string {
	f, _ := c.Field(key)
	if f.Kind != transcript.ScalarField || f.Value == "null" || f.Value == "~" {
		return ""
	}
	return oneLine(f.Value)
}

func items(c transcript.Chunk, key string) []string {
	f, _ := c.Field(key)
	out := []string{}
	for _, item := range f.Items {
		if item = oneLine(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

func countsFrames(chunks []transcript.Chunk) bool {
	return slices.ContainsFunc(chunks, func(c transcript.Chunk) bool {
		return slices.ContainsFunc(c.Turns, func(t transcript.Turn) bool {
			return t.Span != nil && !t.Span.Start.Form.CountsMillis()
		})
	})
}

// slugStem is what a slug has before the number of its chunk.
var slugStem = regexp.MustCompile(`^([a-z]+\d+|\d{4}-\d\d-\d\d)-\d+`)

// fileEnding is what is left of a file's name where that is all that tells an episode.
var fileEnding = regexp.MustCompile(`\.[a-z]{2,5}$`)

// stem is what the slugs of the chunks begin with, or what else tells the episode.
func (e *Episode) stem() string {
	for i := range e.Chunks {
		if m := slugStem.FindStringSubmatch(e.Chunks[i].Slug); m != nil {
			return m[1]
		}
	}
	if n := e.Number; n != "" && strings.Trim(n, "0123456789") == "" {
		return fmt.Sprintf("ep%02s", n)
	}
	stem := strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_ .", r) {
			return r
		}
		return '-'
	}, fileEnding.ReplaceAllString(e.Number, "")), "-. ")
	return cmp.Or(stem, "episode")
}
