// This file looks for problems in files that no library needs to have. It reads them as an import does, and changes
// nothing.

package service

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"stet/backend/check"
	"stet/backend/chunkfile"
	"stet/backend/profile"
	"stet/backend/publish"
	"stet/backend/registry"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// CheckView is what a check of files found.
type CheckView struct {
	// Files counts the transcripts that were read.
	Files    int
	Problems []ProblemView
	// found are the problems by what was looked at, until all of them are known.
	found  [][]ProblemView
	chunks []publish.Chunk
}

// WriteCheckReport writes what a check of files found, as a page or as a table: as the name ends. Verbs use it.
func WriteCheckReport(v CheckView, path string) error {
	if err := ReportName(path); err != nil {
		return err
	}
	r := publish.Report{Title: oneOrMore(len(v.chunks), "1 file", "%d files"), Chunks: slices.Clone(v.chunks)}
	at := map[string]int{}
	var series []string
	for i, c := range r.Chunks {
		at[c.File] = i
		r.Chunks[i].Findings = nil
		if c.Series != "" && !slices.Contains(series, c.Series) {
			series = append(series, c.Series)
		}
	}
	r.Series = strings.Join(series, ", ")
	for _, p := range v.Problems {
		i, known := at[p.File]
		if !known {
			// It could not be read.
			i = len(r.Chunks)
			at[p.File] = i
			r.Chunks = append(r.Chunks, publish.Chunk{File: p.File, Title: filepath.Base(p.File)})
		}
		r.Chunks[i].Findings = append(r.Chunks[i].Findings, toldFinding(p))
	}
	return sentence(writeReport(r, path))
}

// Against names what files are held against: the list of approved tags, and that of the series' names. Without one, the one
// beside each file is taken, if there is one, or else what a library has for the series, if one is named.
type Against struct {
	Tags, Names string
	Library     *Service
}

// CheckNow looks for problems in transcripts, as the window would show them, and needs no library. Folders are walked; in
// them, what is no transcript is passed over. Files are named as they were asked for.
func CheckNow(ctx context.Context, paths []string, against Against, progress func(what string, done, total int)) (CheckView, error) {
	g, err := gather(paths)
	if err != nil {
		return CheckView{}, sentence(err)
	}
	held, err := heldAgainst(ctx, paths, g.files, against, progress)
	if err != nil {
		return CheckView{}, sentence(err)
	}
	v := CheckView{found: [][]ProblemView{g.refused}}
	// Files are read some at a time: of each no more than the front matter and the sums of its turns are kept until its folder
	// is done.
	left := map[string]int{}
	for _, f := range g.files {
		left[filepath.Dir(f.path)]++
	}
	for part := range slices.Chunk(g.files, addAt) {
		looks := make([]fileLook, len(part))
		atOnce(ctx, len(part), runtime.GOMAXPROCS(0), func(i int) { looks[i] = held.look(ctx, part[i]) })
		if err := ctx.Err(); err != nil {
			return v, sentence(err)
		}
		var done []string
		for _, l := range looks {
			v.add(held, l)
			dir := filepath.Dir(l.path)
			if left[dir]--; left[dir] == 0 {
				done = append(done, dir)
			}
		}
		v.found = append(v.found, held.folders(ctx, done))
		progress("Checking "+part[len(part)-1].shown, v.Files, len(g.files))
	}
	v.Problems, v.found = slices.Concat(v.found...), nil
	slices.SortStableFunc(v.Problems, byPlace(g.files))
	v.Problems = append(v.Problems, held.idleWaivers(paths)...)
	return v, nil
}

// holding is what the files that are checked are held against, and what is kept of each.
type holding struct {
	profiles *profiles
	// named are the lists that were named, and byFolder what lies beside the files.
	named registry.Registry
	near  check.Near
	// shared is what the library has, by series, and seriesOf of which it has a file, by its path.
	shared   map[string]registry.Registry
	seriesOf map[string]string
	byFolder folders
	// episodes are those of the folders that are not done, order has their names by folder.
	episodes map[string][]fileLook
	order    map[string][]string
	// raw are the folders in which a file's front matter cannot be read: of which episode it is, is not known.
	raw map[string]bool
	// beside are the transcripts beside the files, and library is where it is kept what Stet wrote; nil for none.
	beside  besideThem
	library *Service
	// stands is what lies beside the files that lets something stand.
	stands map[*seriesFiles]*letThere
}

// fileLook is a file that was looked at.
type fileLook struct {
	found
	err  error
	read bool
	// id is what it says of its episode; matter says that it has front matter.
	id     identity
	matter bool
	// raw says that its front matter cannot be read; episode is which one it is of.
	raw     bool
	episode string
	head    transcript.Chunk
	// runs is from where its turns begin to where they end.
	runs *timecode.Span
	// said are its turns, and places has where they stand in the file, by their numbers.
	said   []check.Said
	places map[transcript.ID]chunkfile.Place
	// turns are the sums of its turns, see turnSums.
	turns    []uint64
	series   check.Series
	problems []ProblemView
	told     publish.Chunk
	// line and column are where the file says its number, fields where it says each of its fields.
	line, column int
	fields       []chunkfile.Place
}

func heldAgainst(ctx context.Context, paths []string, files []found, against Against, progress func(string, int, int)) (*holding, error) {
	h := &holding{episodes: map[string][]fileLook{}, order: map[string][]string{}, raw: map[string]bool{}, beside: newBeside(), stands: map[*seriesFiles]*letThere{}, library: against.Library}
	if against.Tags != "" {
		tags, err := readTagList(against.Tags, paths, true)
		if err != nil {
			return nil, err
		}
		h.named.Tags = tags.tags
	}
	h.byFolder.named = [len(besideNames)]bool{besideTags: against.Tags != "", besideEntities: against.Names != ""}
	for _, f := range files {
		if err := h.byFolder.of(filepath.Dir(f.path)).err; err != nil {
			return nil, err
		}
	}
	var err error
	if against.Names != "" {
		src, err := readText(against.Names, against.Names)
		if err != nil {
			return nil, err
		}
		if h.named.Entities, err = registry.ReadEntities(against.Names, src); err != nil {
			return nil, fail(CodeInvalid, err, "%s", err)
		}
	}
	if against.Library != nil {
		if h.shared, h.seriesOf, err = against.Library.registries(ctx); err != nil {
			return nil, err
		}
	}
	if h.profiles, err = profilesOf(ctx, files, progress); err != nil {
		return nil, err
	}
	h.profiles.guessed = check.Guessed(h.profiles.guess)
	if len(files) < fewestGuessed {
		h.profiles.guessed = profile.Empty()
	}
	return h, nil
}

// look reads a file and looks at it.
func (h *holding) look(ctx context.Context, f found) fileLook {
	r := readFile(f)
	l := fileLook{found: f, err: r.err}
	switch {
	case r.err != nil:
		return l
	case !isTranscript(r.chunk):
		if f.named {
			l.problems = []ProblemView{noTranscript(r)}
		}
		return l
	}
	l.read, l.id, l.raw = true, r.id, r.chunk.Matter.Form == transcript.RawMatter
	if l.matter = r.chunk.Matter.Form != transcript.NoMatter; l.matter || !asExported(r.path) && !h.wrote(ctx, r) {
		l.turns = turnSums(r.chunk.Turns)
	}
	beside := h.byFolder.of(filepath.Dir(f.path))
	p, kept := h.profiles.of(f)
	l.series = beside.seriesFor(p, kept, h.shared[cmp.Or(h.seriesOf[f.path], r.id.settle(r.path, "").Series)])
	if h.named.Tags != nil {
		l.series.Tags, l.series.Near = h.named.Tags, &h.near
	}
	if h.named.Entities != nil {
		l.series.Entities = h.named.Entities
	}
	c := r.chunk
	// The first turn is 2: the chunk itself is 1.
	c.ID, c.Turns = 1, slices.Clone(c.Turns)
	order := make([]transcript.ID, len(c.Turns))
	for i := range c.Turns {
		c.Turns[i].ID = transcript.ID(i + 2)
		order[i] = c.Turns[i].ID
	}
	clock := timecode.Clock{Rate: rateOf(l.series)}
	found := check.New(l.series).Chunk(c, clock, sourceOf(f.path, r.file))
	l.told = publish.Chunk{Number: chunkNumber(c), Title: chunkTitle(c, f.shown), File: f.shown, Turns: len(c.Turns)}
	if episode, ok := c.Field("episode"); ok {
		l.told.Episode = episode.Value
	}
	if series, ok := c.Field("series"); ok {
		l.told.Series = series.Value
	}
	sizeUp(&l.told, c, clock)
	l.problems = merged(&l.series, problemViews(f.shown, r.file, order), findingViews(f.shown, r.file, order, found))
	for i := range l.problems {
		p, at := &l.problems[i], ""
		if p.Turn > c.ID {
			at = startOf(c.Turns[p.Turn-c.ID-1])
		}
		beside.stands.let(f.path, at, p)
	}
	if c.Matter.Form == transcript.FieldMatter {
		l.head, l.runs = transcript.Chunk{Matter: c.Matter}, c.Runs()
		l.said, l.places = check.SaidIn(c), map[transcript.ID]chunkfile.Place{}
		for i := range c.Turns {
			l.places[c.Turns[i].ID] = r.file.TurnPlace(i)
		}
		l.line, l.column = 1, 1
		for i, field := range c.Matter.Fields {
			place := r.file.FieldPlace(i)
			if l.fields = append(l.fields, place); field.Key == "chunk" {
				l.line, l.column = place.Line, place.Column
			}
		}
		series, _ := c.Field("series")
		episode, _ := c.Field("episode")
		date, _ := c.Field("date")
		l.episode = filepath.Dir(f.path) + "\x00" + series.Value + "\x00" + episode.Value
		if episode.Value == "" || episode.Value == "null" {
			l.episode += date.Value
		}
	}
	return l
}

func (v *CheckView) add(h *holding, l fileLook) {
	var no *refusal
	switch {
	case errors.As(l.err, &no):
		v.found = append(v.found, []ProblemView{no.ProblemView})
	case l.read:
		v.Files++
		v.chunks = append(v.chunks, l.told)
		v.found = append(v.found, l.problems)
		h.meet(l.found, l.series, l.problems...)
		h.beside.add(ofEpisode{l.found, l.id, l.series, l.turns}, l.matter)
		l.problems = nil
		if l.raw {
			h.raw[filepath.Dir(l.path)] = true
		}
		if l.episode != "" {
			if h.episodes[l.episode] == nil {
				dir := filepath.Dir(l.path)
				h.order[dir] = append(h.order[dir], l.episode)
			}
			h.episodes[l.episode] = append(h.episodes[l.episode], l)
		}
	default:
		v.found = append(v.found, l.problems)
		h.beside.add(ofEpisode{found: l.found}, false)
	}
}

// folders are what the files of each episode in some folders tell only together. They are forgotten then.
func (h *holding) folders(ctx context.Context, dirs []string) (out []ProblemView) {
	covered := map[string]bool{}
	for _, f := range h.cover(ctx, dirs) {
		covered[f.path] = true
		h.meet(f.found, f.series, f.problems...)
		out = append(out, f.problems...)
	}
	for _, dir := range dirs {
		for _, e := range h.order[dir] {
			out = append(out, h.together(h.episodes[e], covered)...)
			delete(h.episodes, e)
		}
		delete(h.order, dir)
	}
	return out
}

// together is what the files of an episode tell only together. Those that are covered are held against their
// transcript, and not against one another.
func (h *holding) together(files []fileLook, covered map[string]bool) []ProblemView {
	var heads []transcript.Chunk
	sources := map[transcript.ID]check.Source{}
	for i, l := range files {
		l.head.ID = transcript.ID(i + 1)
		heads = append(heads, l.head)
		source := sourceOf(l.path, nil)
		if source.Runs = l.runs; !covered[l.path] {
			source.Said = l.said
		}
		sources[l.head.ID] = source
	}
	if h.raw[filepath.Dir(files[0].path)] {
		heads = append(heads, transcript.Chunk{Matter: transcript.Matter{Form: transcript.RawMatter}})
	}
	var out []ProblemView
	for _, f := range check.New(files[0].series).Episode(heads, timecode.Clock{}, sources) {
		l := files[f.Chunk-1]
		c, _ := check.Named(f.ID)
		p := ProblemView{
			File: l.shown, Line: l.line, Column: l.column, Severity: string(f.Severity), Code: f.ID, What: f.What, Field: f.Field, Words: f.Words, Why: c.Why,
		}
		if f.At >= 0 && f.At < len(l.fields) {
			p.Line, p.Column = l.fields[f.At].Line, l.fields[f.At].Column
		}
		at := ""
		if place, isTurn := l.places[f.Turn]; isTurn {
			p.Line, p.Column = place.Line, place.Column
			i := slices.IndexFunc(l.said, func(s check.Said) bool { return s.Turn == f.Turn })
			at = l.said[i].Start
		}
		h.byFolder.of(filepath.Dir(l.path)).stands.let(l.path, at, &p)
		h.meet(l.found, l.series, p)
		out = append(out, p)
	}
	return out
}

// byPlace puts problems in the order of the files, and of their lines. What could not be read comes first.
func byPlace(files []found) func(a, b ProblemView) int {
	at := map[string]int{}
	for i, f := range files {
		at[f.shown] = i + 1
	}
	return func(a, b ProblemView) int {
		if x, y := at[a.File], at[b.File]; x != y {
			return x - y
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	}
}
