// This file shows an episode as a window wants it. It changes nothing, but for the numbers that new speakers get.

package service

import (
	"context"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// episodeView reads a whole episode. The window gets it from the handler, since it can be large.
func episodeView(ctx context.Context, s *Service, id session.EpisodeID) (EpisodeView, error) {
	var v EpisodeView
	err := s.open.with(ctx, id, func(open *session.Session) error {
		var labels []string
		first, last := open.Numbers()
		look := s.look(ctx, open)
		open.Read(func(doc *transcript.Document, files session.Files) {
			e := doc.Episode()
			v = EpisodeView{
				ID: int64(id), Series: e.Series, Key: e.Key, Title: episodeTitle(e),
				Clock: clockView(e), Sound: e.Sound, Chunks: []ChunkView{}, Notes: []NoteView{},
				Searching: s.beside(ctx, id).Part, Numbers: [2]transcript.ID{first, last},
			}
			for _, c := range doc.Chunks() {
				v.Chunks = append(v.Chunks, chunkView(doc, files, c, look))
			}
			for _, n := range doc.Notes() {
				v.Notes = append(v.Notes, noteView(n))
			}
			labels = doc.Speakers()
		})
		var err error
		if v.Speakers, err = s.speakers(ctx, v.Series, labels); err != nil {
			return err
		}
		v.History, err = s.history(ctx, id)
		return err
	})
	return v, sentence(err)
}

func clockView(e transcript.Episode) ClockView {
	rate := e.Clock().Rate
	v := ClockView{Num: rate.Num, Den: rate.Den, Drop: rate.Drop, Offset: e.Offset}
	if e.Rate.Valid() {
		v.Rate = e.Rate.String()
	}
	if e.Gap.Length != 0 {
		v.Gap = &e.Gap
	}
	return v
}

func chunkView(doc *transcript.Document, files session.Files, id transcript.ID, look *looking) ChunkView {
	v := ChunkView{ChunkHead: chunkHead(doc, files, id, look), Turns: []TurnView{}}
	clock := doc.Episode().Clock()
	for _, t := range doc.Order(id) {
		v.Turns = append(v.Turns, turnView(doc, files, id, t, clock))
	}
	return v
}

func chunkHead(doc *transcript.Document, files session.Files, id transcript.ID, look *looking) ChunkHead {
	c, _ := doc.Head(id)
	src := files.Source(id)
	h := ChunkHead{
		ID: id, Number: chunkNumber(c), Title: chunkTitle(c, src.Path), Status: c.Status, File: src.Path,
		Dirty: files.Dirty(id), Matter: c.Matter, Lead: c.Lead, Touched: files.Touched(id), Problems: []ProblemView{},
	}
	if end, ok := c.HeaderEnd(); ok {
		h.Until = end.String()
	}
	if h.Lead == nil {
		h.Lead = []string{}
	}
	if h.Touched == nil {
		h.Touched = []string{}
	}
	parsed, err := files.Parsed(id)
	if err != nil {
		what, turn := whyHeld(doc, id, err)
		h.Problems = append(h.Problems, ProblemView{File: src.Path, Turn: turn, Severity: string(chunkfile.Error), Code: "export.refused", What: what})
	}
	if what, turn := unsettled(doc, id); what != "" {
		h.Problems = append(h.Problems, ProblemView{File: src.Path, Turn: turn, Severity: string(chunkfile.Error), Code: unsettledCode, What: what})
	}
	h.Problems = append(h.Problems, problemViews(src.Path, parsed, doc.Order(id))...)
	h.Problems = append(h.Problems, rateProblems(doc, id, src.Path, parsed, h.Problems)...)
	h.Problems = look.problems(doc, files, id, parsed, h.Problems)
	return h
}

// problemViews places a file's problems. turns are the document's, in order: the file's own, unless it was refused.
func problemViews(path string, file *chunkfile.File, turns []transcript.ID) []ProblemView {
	out := []ProblemView{}
	c := file.Chunk()
	field, turn := finder{place: file.FieldPlace, count: len(c.Matter.Fields)}, finder{place: file.TurnPlace, count: len(c.Turns)}
	if len(turns) != len(c.Turns) {
		turn.count = 0
	}
	for _, p := range file.Problems() {
		v := ProblemView{File: path, Line: p.Line, Column: p.Column, Severity: string(p.Severity), Code: p.Code, What: p.What}
		if i := field.at(p); i >= 0 {
			v.Field = c.Matter.Fields[i].Key
		}
		if i := turn.at(p); i >= 0 {
			v.Turn = turns[i]
		}
		out = append(out, v)
	}
	return out
}

// finder finds the thing that a problem is in, for problems in the order of the file.
type finder struct {
	place func(i int) chunkfile.Place
	count int
	// next is the first thing that does not begin before the problem at hand; last is the line on which the one before ends.
	next, last int
	columns    int
}

// mostColumns bounds the search: to find a column takes as long as it is far out, and a file can be one line of
// megabytes.
const mostColumns = 50 << 20

func (f *finder) at(p chunkfile.Problem) int {
	for f.next < f.count && f.columns < mostColumns {
		at := f.place(f.next)
		f.columns += at.Column
		if at.Line > p.Line || at.Line == p.Line && at.Column > p.Column {
			break
		}
		f.next, f.last = f.next+1, at.LastLine
	}
	if f.last < p.Line || f.columns >= mostColumns {
		return -1
	}
	return f.next - 1
}

func turnView(doc *transcript.Document, files session.Files, chunk, id transcript.ID, clock timecode.Clock) TurnView {
	t, _ := doc.Turn(id)
	v := TurnView{ID: id, Speaker: t.Speaker, Paragraphs: t.Paragraphs, Changed: files.Changed(chunk, id),
		Estimated: t.Estimated, Times: t.Times, Checked: t.Checked}
	if t.Span != nil {
		v.Start, v.End = t.Span.Start.String(), t.Span.End.String()
		v.From, v.To = placeOfSpan(clock, *t.Span)
	}
	return v
}

func noteView(n transcript.Note) NoteView {
	return NoteView{
		ID: n.ID, Kind: n.Kind, Turn: n.Turn, From: n.From, To: n.To, Lost: n.Lost, Text: n.Text, Resolved: n.Resolved,
	}
}

// placeOfSpan is from where to where in the sound a span lies; nil is an end that cannot be read.
func placeOfSpan(clock timecode.Clock, s timecode.Span) (start, end *timecode.Time) {
	if from, to, err := clock.Place(s); err == nil {
		return &from, &to
	}
	if at, err := clock.AudioTime(s.Start); err == nil {
		start = &at
	}
	if at, err := clock.EndTime(s.End); err == nil {
		end = &at
	}
	return start, end
}

// speakers gives the labels their numbers, lowest first.
func (s *Service) speakers(ctx context.Context, series string, labels []string) ([]SpeakerView, error) {
	people, err := s.Store.Pin(ctx, series, labels)
	if err != nil {
		return nil, err
	}
	return numbered(labels, people), nil
}

// numbered lists labels by their numbers. Those that have none get the next ones, for as long as they are shown.
func numbered(labels []string, people map[string]session.Person) []SpeakerView {
	out := []SpeakerView{}
	last := 0
	for _, l := range labels {
		last = max(last, people[l].Number)
	}
	for _, l := range labels {
		n := people[l].Number
		if n == 0 {
			last++
			n = last
		}
		out = append(out, SpeakerView{Label: l, Number: n, Name: people[l].Name})
	}
	slices.SortFunc(out, func(a, b SpeakerView) int { return a.Number - b.Number })
	return out
}
