package profile

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Share is how many of the files agree with one line of a guess.
type Share struct {
	// Key is the line's in the profile's file.
	Key       string
	Agree, Of int
}

// Guess is a profile that was found in files, and how many of them agree with each line of it.
type Guess struct {
	Profile
	Files  int
	Shares []Share
	// Highest is the highest frame number that was seen, or Unknown, and Counted in how many timecodes with frames. A rate
	// that they cannot tell stays unsaid.
	Highest, Counted int
}

// Share returns how many files agree with a line; false where it was not guessed.
func (g Guess) Share(key string) (Share, bool) {
	i := slices.IndexFunc(g.Shares, func(s Share) bool { return s.Key == key })
	if i < 0 {
		return Share{}, false
	}
	return g.Shares[i], true
}

const (
	// usual is the part of the files that must have a field for it to be the series' own; needed, for it to be required, if
	// it is not all but one of several files.
	usual, needed, several = 0.1, 0.95, 8
	// mostValues is how many values a field has at most to be one that may say only those.
	mostValues = 5
	// counted is how many timecodes it takes for a frame number that none of them has to be one that there is not.
	counted = 100
)

// Guesser finds a profile in files, given to it one by one. It keeps nothing of their text.
type Guesser struct {
	files []traits
}

// traits are what a guess looks at in one file.
type traits struct {
	keys   []string
	lists  []bool
	values []string // of short scalars; "" of others
	slug   Pattern
	name   Pattern
	layout chunkfile.Layout
	style  chunkfile.Style
	length float64 // in minutes; 0 where no time tells it
	frame  int     // the highest
	frames int     // how many timecodes have one
	drop   bool
}

// Add takes a file into account. name is its name without a folder. Front matter that cannot be read, and a file without
// any, tell nothing.
func (g *Guesser) Add(name string, f *chunkfile.File) {
	c := f.Chunk()
	if c.Matter.Form != transcript.FieldMatter || len(c.Matter.Fields) == 0 {
		return
	}
	t := traits{layout: f.Layout(), name: nameOf(name, c), frame: Unknown}
	for i, field := range c.Matter.Fields {
		if slices.Contains(t.keys, field.Key) {
			continue
		}
		t.keys = append(t.keys, field.Key)
		t.lists = append(t.lists, field.Kind == transcript.ListField)
		value := ""
		if field.Kind == transcript.ScalarField && isWord(field.Value) {
			value = field.Value
		}
		t.values = append(t.values, value)
		switch {
		case field.Key == "slug":
			t.slug = patternOf(field.Value, c)
		case field.Key == "summary":
			t.style = f.Style(i)
		}
	}
	t.time(c)
	g.files = append(g.files, t)
}

// isWord says whether a value could be one of a few: no number, no time, no date, no sentence.
func isWord(s string) bool {
	return s != "" && len(s) <= 60 && strings.Trim(s, "0123456789:;.,-– ") != "" && s != "null" && !strings.HasSuffix(s, ".")
}

// time learns how long the chunk is, and how its timecodes count.
func (t *traits) time(c transcript.Chunk) {
	var first, last timecode.Code
	for _, turn := range c.Turns {
		if turn.Span == nil {
			continue
		}
		if first.IsZero() {
			first = turn.Span.Start
		}
		last = turn.Span.End
		for _, code := range []timecode.Code{turn.Span.Start, turn.Span.End} {
			if code.Form.CountsFrames() {
				t.frames++
				t.frame = max(t.frame, int(code.Sub))
				t.drop = t.drop || code.Form.SaysDrop()
			}
		}
	}
	seconds := func(c timecode.Code) float64 {
		return float64(c.Hours)*3600 + float64(c.Minutes)*60 + float64(c.Seconds)
	}
	t.length = max(0, seconds(last)-seconds(first)) / 60
}

// Guess returns what most of the files have in common.
func (g *Guesser) Guess() Guess {
	out := Guess{Profile: Empty(), Files: len(g.files), Highest: Unknown}
	if len(g.files) == 0 {
		return out
	}
	share := func(key string, agrees func(t traits) bool) {
		n := 0
		for _, t := range g.files {
			if agrees(t) {
				n++
			}
		}
		out.Shares = append(out.Shares, Share{key, n, len(g.files)})
	}
	out.Fields = g.order()
	share("fields", func(t traits) bool { return inOrder(t.keys, out.Fields) })
	for _, key := range out.Fields {
		have, lists := g.having(key)
		if n := len(g.files); float64(have) >= needed*float64(n) || have == n-1 && n >= several {
			out.Required = append(out.Required, key)
		}
		if 2*lists > have {
			out.Lists = append(out.Lists, key)
		}
	}
	share("required", func(t traits) bool {
		return !slices.ContainsFunc(out.Required, func(key string) bool { return !slices.Contains(t.keys, key) })
	})
	share("lists", func(t traits) bool {
		for i, key := range t.keys {
			if t.lists[i] != slices.Contains(out.Lists, key) && slices.Contains(out.Fields, key) {
				return false
			}
		}
		return true
	})
	for _, key := range out.Fields {
		if values := g.allowed(key); values != nil {
			out.Allowed = append(out.Allowed, Allowed{key, values})
			share(allowedPrefix+key, func(t traits) bool {
				i := slices.Index(t.keys, key)
				return i < 0 || slices.Contains(values, t.values[i])
			})
		}
	}
	out.Slug = most(g.files, func(t traits) Pattern { return t.slug })
	out.File = most(g.files, func(t traits) Pattern { return t.name })
	out.Summary = most(g.files, func(t traits) chunkfile.Style { return t.style })
	if out.Slug != "" {
		share("slug", func(t traits) bool { return t.slug == out.Slug })
	}
	if out.File != "" {
		share("file", func(t traits) bool { return t.name == out.File })
	}
	g.layout(&out, share)
	g.times(&out, share)
	return out
}

func (g *Guesser) having(key string) (files, lists int) {
	for _, t := range g.files {
		if i := slices.Index(t.keys, key); i >= 0 {
			files++
			if t.lists[i] {
				lists++
			}
		}
	}
	return files, lists
}

// order is the order of the fields that most files have; fields of others, if enough have them, stand behind the one
// that they stand behind there.
func (g *Guesser) order() []string {
	counts := map[string]int{}
	orders := map[string][]string{}
	have := map[string]int{}
	for _, t := range g.files {
		id := strings.Join(t.keys, "\n")
		counts[id]++
		orders[id] = t.keys
		for _, key := range t.keys {
			have[key]++
		}
	}
	var ids []string
	for id := range orders {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	var out []string
	for _, id := range ids {
		at := 0
		for _, key := range orders[id] {
			if i := slices.Index(out, key); i >= 0 {
				at = i + 1
			} else if float64(have[key]) >= usual*float64(len(g.files)) {
				out = slices.Insert(out, at, key)
				at++
			}
		}
	}
	return out
}

// inOrder says whether keys stand in an order, and each of them in it.
func inOrder(keys, order []string) bool {
	before := -1
	for _, key := range keys {
		at := slices.Index(order, key)
		if at <= before {
			return false
		}
		before = at
	}
	return true
}

// allowed are the values of a field that says one of a few things; nil if it says anything.
func (g *Guesser) allowed(key string) []string {
	counts := map[string]int{}
	all := 0
	for _, t := range g.files {
		if i := slices.Index(t.keys, key); i >= 0 && !t.lists[i] {
			counts[t.values[i]]++
			all++
		}
	}
	if counts[""] > 0 || len(counts) > mostValues || all < 2*len(counts) {
		return nil
	}
	var values []string
	for v := range counts {
		values = append(values, v)
	}
	slices.SortFunc(values, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	return values
}

// most returns the value that most files have; the zero value is none.
func most[T cmp.Ordered](files []traits, of func(traits) T) T {
	counts := map[T]int{}
	var best, zero T
	for _, t := range files {
		v := of(t)
		if v == zero {
			continue
		}
		counts[v]++
		if counts[v] > counts[best] || counts[v] == counts[best] && v < best {
			best = v
		}
	}
	return best
}

func (g *Guesser) layout(out *Guess, share func(string, func(traits) bool)) {
	// A shift by one keeps an indent of 0 from being none.
	if n := most(g.files, func(t traits) int { return t.layout.ListIndent + 1 }); n > 0 {
		out.ListIndent = n - 1
		share("list_indent", func(t traits) bool { return t.layout.ListIndent == out.ListIndent })
	}
	if out.Summary != "" {
		share("summary_style", func(t traits) bool { return t.style == out.Summary })
	}
	var widths []int
	for _, t := range g.files {
		if t.layout.Width > 0 {
			widths = append(widths, t.layout.Width)
		}
	}
	out.Wrap = 0
	if 2*len(widths) > len(g.files) {
		slices.Sort(widths)
		out.Wrap = widths[len(widths)/2]
	}
	// Words end where they end: a line is some letters shorter or longer.
	const near = 5
	share("wrap_width", func(t traits) bool {
		return (t.layout.Width > 0) == (out.Wrap > 0) && t.layout.Width >= out.Wrap-near && t.layout.Width <= out.Wrap+near
	})
}

func (g *Guesser) times(out *Guess, share func(string, func(traits) bool)) {
	var lengths []float64
	drops := 0
	for _, t := range g.files {
		if t.length > 0 {
			lengths = append(lengths, t.length)
		}
		out.Highest = max(out.Highest, t.frame)
		out.Counted += t.frames
		if t.drop {
			drops++
		}
	}
	if len(lengths) > 0 {
		slices.Sort(lengths)
		last := float64(len(lengths) - 1)
		out.Shortest = int(math.Floor(lengths[int(math.Floor(last*0.05))]))
		out.Longest = int(math.Ceil(lengths[int(math.Ceil(last*0.95))]))
		share("chunk_minutes", func(t traits) bool {
			return t.length >= float64(out.Shortest) && t.length <= float64(out.Longest)
		})
	}
	if 2*drops > len(g.files) {
		out.Rate = timecode.DropRate(int32(out.Highest))
	} else if out.Highest == 24 && out.Counted >= counted {
		out.Rate = timecode.Rate25
	}
	if out.Rate.Valid() {
		share("frame_rate", func(t traits) bool { return t.frame != Unknown && t.drop == out.Rate.Drop })
	}
}
