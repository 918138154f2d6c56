// This file runs the checks over open episodes, and puts what they find beside what the files tell. It looks at what
// changed alone, and mends nothing.

package service

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"stet/backend/check"
	"stet/backend/chunkfile"
	"stet/backend/profile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// checkers keeps a runner for each episode that is looked at, with what it remembers.
type checkers struct {
	mu   sync.Mutex
	byID map[session.EpisodeID]*checker
}

// checker is an episode's runner. mu is taken while the episode's session is read, and never the other way round.
type checker struct {
	mu     sync.Mutex
	runner *check.Runner
	series check.Series
	// body and lie tell whether what the series shares is still what the runner was made with.
	body  string
	lie   [len(besideNames)]fileState
	made  bool
	files *seriesFiles
	// trouble says why what the chunks are held against cannot be read; "" if it can.
	trouble string
}

// looking is one look at an episode: a runner that is up to date, and what was let stand.
type looking struct {
	*checker
	// files is what lay beside the episode's files then.
	files   *seriesFiles
	waivers map[session.Waiver]string
	// elsewhere are the turns of whose words it is told elsewhere that they are not in the sound, asked where some are not. The
	// caller has mu.
	elsewhere func(*transcript.Document) map[transcript.ID]bool
}

// look makes ready to look at an episode. What cannot be read it does without: the checks must not keep a window from
// showing an episode.
func (s *Service) look(ctx context.Context, open *session.Session) *looking {
	l := &looking{checker: s.checks.of(open.ID())}
	l.waivers, _ = s.Store.Waivers(ctx, open.ID())
	var unheard map[transcript.ID]bool
	asked := false
	l.elsewhere = func(doc *transcript.Document) map[transcript.ID]bool {
		if !asked {
			c := &covering{doc: doc, pieces: coveringPieces(doc), beside: s.beside(ctx, open.ID())}
			asked, unheard = true, c.saidElsewhere(c.ofTheSound())
		}
		return unheard
	}
	open.Read(func(doc *transcript.Document, files session.Files) {
		l.mu.Lock()
		defer l.mu.Unlock()
		defer func() { l.files = l.checker.files }()
		if l.runner == nil {
			l.series = check.Series{Profile: profile.Empty()}
			l.runner = check.New(l.series)
		}
		body, err := s.Store.Registry(s.ctx, doc.Episode().Series)
		if err != nil {
			return
		}
		beside := lieBeside(firstFolder(doc, files))
		lie := beside.states()
		if l.made && l.body == body && l.lie == lie {
			return
		}
		shared, err := decodedRegistry(body)
		if err != nil {
			return
		}
		l.checker.files, l.trouble = beside.read(), ""
		if err := l.checker.files.err; err != nil {
			l.trouble = err.Error()
		}
		p, kept, err := profileFor(doc, files, beside.profile())
		if err != nil {
			l.trouble = strings.TrimSpace(err.Error() + "\n" + l.trouble)
		}
		l.series = l.checker.files.seriesFor(p, kept, shared)
		l.runner = check.New(l.series)
		l.made, l.body, l.lie = true, body, lie
	})
	s.forgetTakenOut(ctx, open.ID(), l)
	return l
}

func (c *checkers) of(id session.EpisodeID) *checker {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byID == nil || len(c.byID) > keptOpen && c.byID[id] == nil {
		c.byID = map[session.EpisodeID]*checker{}
	}
	if c.byID[id] == nil {
		c.byID[id] = &checker{}
	}
	return c.byID[id]
}

// fewestGuessed is how many files an episode must have for what most of them have in common to be held against each.
const fewestGuessed = 4

// firstFolder is the folder of an episode's first file; "" if it has none.
func firstFolder(doc *transcript.Document, files session.Files) string {
	for _, id := range doc.Chunks() {
		if src := files.Source(id); src.Path != "" {
			return filepath.Dir(src.Path)
		}
	}
	return ""
}

// profileFor is the profile kept at a path, or else what most files of the episode have in common, which is also what goes
// where a kept one says nothing but which checks are made.
func profileFor(doc *transcript.Document, files session.Files, path string) (p profile.Profile, kept bool, err error) {
	p = profile.Empty()
	if path != "" {
		_, said, err := readProfile(path)
		if err != nil || !said.OnlyChecks() {
			if err != nil {
				said = p
			}
			return said, true, err
		}
		p = said
	}
	var g profile.Guesser
	seen := 0
	for _, id := range doc.Chunks() {
		src := files.Source(id)
		if head, _ := doc.Head(id); head.Matter.Form == transcript.FieldMatter && len(src.Bytes) > 0 {
			g.Add(filepath.Base(src.Path), chunkfile.Parse(src.Bytes))
			seen++
		}
	}
	if seen < fewestGuessed {
		return p, false, nil
	}
	return check.Guessed(g.Guess()).Weighing(p), false, nil
}

// ownPath is the file of a chunk, for checks, as an export names it; "" where it has none of its own: the transcript that it
// was cut from stays as it is.
func ownPath(doc *transcript.Document, files session.Files, id transcript.ID) string {
	head, _ := doc.Head(id)
	if files.Plain(id) && !head.Matter.Plain() {
		return ""
	}
	path := files.Source(id).Path
	if path == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(path), nameOf(files, head))
}

// sourceOf is what a chunk's file tells the checks.
func sourceOf(path string, file *chunkfile.File) check.Source {
	source := check.Source{Name: filepath.Base(path)}
	if path == "" {
		source.Name = ""
	}
	if file != nil {
		source.InQuotes = file.InQuotes
	}
	return source
}

// found is what the checks find in a chunk of an episode.
func (l *looking) found(doc *transcript.Document, files session.Files, id transcript.ID, parsed *chunkfile.File) []check.Finding {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, _ := doc.Chunk(id)
	out := slices.DeleteFunc(l.runner.Chunk(c, doc.Episode().Clock(), sourceOf(ownPath(doc, files, id), parsed)), func(f check.Finding) bool {
		return f.ID == "words.unspoken" && l.elsewhere(doc)[f.Turn]
	})
	var heads []transcript.Chunk
	sources := map[transcript.ID]check.Source{}
	for _, each := range doc.Chunks() {
		head, _ := doc.Head(each)
		heads = append(heads, head)
		source := sourceOf(ownPath(doc, files, each), nil)
		source.Runs = doc.Runs(each)
		source.Turns = func() []transcript.Turn {
			c, _ := doc.Chunk(each)
			return c.Turns
		}
		sources[each] = source
	}
	for _, f := range l.runner.Episode(heads, doc.Episode().Clock(), sources) {
		if f.Chunk == id {
			out = append(out, f)
		}
	}
	l.runner.Forget(func(turn transcript.ID) bool { _, there := doc.Home(turn); return there })
	return out
}

// problems are what the checks find in a chunk, and what its file tells besides; what was let stand is marked.
func (l *looking) problems(doc *transcript.Document, files session.Files, id transcript.ID, parsed *chunkfile.File, told []ProblemView) []ProblemView {
	order := doc.Order(id)
	views := findingViews(files.Source(id).Path, parsed, order, l.found(doc, files, id, parsed))
	out := merged(&l.series, told, views)
	path := files.Source(id).Path
	for i := range out {
		if out[i].Code == slugNumbersCode && keptSlug(doc, files, id, &l.series) {
			out[i] = remarkKept(out[i])
		}
		if out[i].Code != unsettledCode {
			out[i] = l.letStand(doc, path, id, out[i])
		}
	}
	if l.files != nil && path != "" {
		out = append(out, l.files.idleIn(path, out, l.series)...)
	}
	if l.trouble != "" {
		c, _ := check.Named("series.unread")
		out = append(out, ProblemView{File: path, Line: 1, Column: 1, Severity: string(check.Error), Code: c.ID, What: l.trouble, Why: c.Why})
	}
	return out
}

// letStand marks a problem of a chunk, whose file lies at a path, if somebody let it stand.
func (l *looking) letStand(doc *transcript.Document, path string, id transcript.ID, p ProblemView) ProblemView {
	if why := l.waivers[waiverOf(id, p)]; why != "" {
		p.Waived, p.Severity = why, string(check.Info)
	}
	if l.files != nil && path != "" {
		t, _ := doc.Turn(p.Turn)
		l.files.stands.let(path, startOf(t), &p)
	}
	return p
}

// waiverOf names a problem of a chunk.
func waiverOf(chunk transcript.ID, p ProblemView) session.Waiver {
	return session.Waiver{Place: cmp.Or(p.Turn, chunk), Field: p.Field, Code: p.Code, Words: p.Words}
}

// findingViews gives findings their places in the file. turns are the document's, in order.
func findingViews(path string, file *chunkfile.File, turns []transcript.ID, found []check.Finding) []ProblemView {
	c := file.Chunk()
	at := map[transcript.ID]int{}
	if len(turns) == len(c.Turns) {
		for i, id := range turns {
			at[id] = i
		}
	}
	out := make([]ProblemView, 0, len(found))
	columns := 0
	for _, f := range found {
		v := ProblemView{
			File: path, Severity: string(f.Severity), Code: f.ID, What: f.What, Turn: f.Turn, Field: f.Field, Words: f.Words, Repairs: repairViews(f),
		}
		place := chunkfile.Place{Line: 1, Column: 1}
		turn, placed := at[f.Turn]
		switch {
		case columns > mostColumns:
		case placed:
			place = file.TurnPlace(turn)
		case f.At >= 0 && f.At < len(c.Matter.Fields) && c.Matter.Fields[f.At].Key == f.Field:
			place = file.FieldPlace(f.At)
			if f.Item >= 0 && f.Item < len(c.Matter.Fields[f.At].Items) {
				place = file.ItemPlace(f.At, f.Item)
			}
		}
		columns += place.Column
		v.Line, v.Column = place.Line, place.Column
		out = append(out, v)
	}
	return out
}

func repairViews(f check.Finding) []OfferView {
	var out []OfferView
	for _, r := range f.Repairs {
		out = append(out, OfferView{Name: r.Name, Before: r.Before, After: r.After})
	}
	return out
}

// merged puts what a file tells beside what the checks find, in the order of the file: one thing a place is said once, and
// what the series does not want, or takes for worse, is weighed so.
func merged(series *check.Series, told, found []ProblemView) []ProblemView {
	type place struct {
		code, field string
		turn        transcript.ID
	}
	at := map[place][]ProblemView{}
	for _, p := range told {
		here := place{p.Code, p.Field, p.Turn}
		at[here] = append(at[here], p)
	}
	said := map[place]bool{}
	for i, f := range found {
		for _, code := range check.Covers(f.Code) {
			said[place{code, f.Field, f.Turn}] = true
		}
		// The file knows better where in the turn or the field it is.
		for _, code := range check.Covers(f.Code) {
			here := place{code, f.Field, f.Turn}
			next := slices.IndexFunc(at[here], func(p ProblemView) bool { return byLine(p, f) >= 0 })
			if next >= 0 {
				found[i].Line, found[i].Column = at[here][next].Line, at[here][next].Column
				at[here] = at[here][next+1:]
				break
			}
		}
	}
	out := []ProblemView{}
	for _, p := range told {
		severity, on := series.Weigh(p.Code, check.Severity(p.Severity))
		p.Severity = string(severity)
		// What keeps a file from being read cannot be switched off.
		if !said[place{p.Code, p.Field, p.Turn}] && (on || severity == check.Error) {
			out = append(out, p)
		}
	}
	out = append(out, found...)
	for i := range out {
		c, _ := check.Named(out[i].Code)
		out[i].Why = c.Why
	}
	slices.SortStableFunc(out, byLine)
	return out
}

func byLine(a, b ProblemView) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
