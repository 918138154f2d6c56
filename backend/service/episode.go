package service

import (
	"context"
	"slices"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Episode reads a whole episode. The window gets it from the handler, since it can be large.
func episodeView(ctx context.Context, s *Service, id session.EpisodeID) (EpisodeView, error) {
	var v EpisodeView
	err := s.open.with(ctx, id, func(open *session.Session) error {
		var labels []string
		open.Read(func(doc *transcript.Document, files session.Files) {
			e := doc.Episode()
			v = EpisodeView{
				ID: int64(id), Series: e.Series, Key: e.Key, Title: episodeTitle(e),
				Clock: clockView(e), Sound: e.Sound, Chunks: []ChunkView{},
			}
			for _, c := range doc.Chunks() {
				v.Chunks = append(v.Chunks, chunkView(doc, files, c))
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
	return v
}

func chunkView(doc *transcript.Document, files session.Files, id transcript.ID) ChunkView {
	v := ChunkView{ChunkHead: chunkHead(doc, files, id), Turns: []TurnView{}}
	clock := doc.Episode().Clock()
	for _, t := range doc.Order(id) {
		v.Turns = append(v.Turns, turnView(doc, files, id, t, clock))
	}
	return v
}

func chunkHead(doc *transcript.Document, files session.Files, id transcript.ID) ChunkHead {
	c, _ := doc.Head(id)
	src := files.Source(id)
	h := ChunkHead{
		ID: id, Number: chunkNumber(c), Title: chunkTitle(c, src.Path), Status: c.Status, File: src.Path,
		Dirty: files.Dirty(id), Matter: c.Matter, Lead: c.Lead, Touched: files.Touched(id), Problems: []ProblemView{},
	}
	if h.Lead == nil {
		h.Lead = []string{}
	}
	if h.Touched == nil {
		h.Touched = []string{}
	}
	parsed, refused := files.Parsed(id)
	if refused != nil {
		h.Problems = append(h.Problems, ProblemView{File: src.Path, Severity: string(chunkfile.Error), Code: "export.refused", What: refused.Error()})
	}
	h.Problems = append(h.Problems, problemViews(src.Path, parsed, doc.Order(id))...)
	return h
}

// problemViews places a file's problems; turns are those of the document that it says, in order.
func problemViews(path string, file *chunkfile.File, turns []transcript.ID) []ProblemView {
	out := []ProblemView{}
	for _, p := range file.Problems() {
		v := ProblemView{File: path, Line: p.Line, Column: p.Column, Severity: string(p.Severity), Code: p.Code, What: p.What}
		out = append(out, v)
	}
	return out
}

func turnView(doc *transcript.Document, files session.Files, chunk, id transcript.ID, clock timecode.Clock) TurnView {
	t, _ := doc.Turn(id)
	v := TurnView{ID: id, Speaker: t.Speaker, Paragraphs: t.Paragraphs, Changed: files.Changed(chunk, id)}
	if t.Span != nil {
		v.Start, v.End = t.Span.Start.String(), t.Span.End.String()
		v.From, v.To = audioTime(clock, t.Span.Start), audioTime(clock, t.Span.End)
	}
	return v
}

func audioTime(clock timecode.Clock, c timecode.Code) *timecode.Time {
	t, err := clock.AudioTime(c)
	if err != nil {
		return nil
	}
	return &t
}

// speakers gives the labels their numbers, lowest first.
func (s *Service) speakers(ctx context.Context, series string, labels []string) ([]SpeakerView, error) {
	numbers, err := s.Store.Pin(ctx, series, labels)
	if err != nil {
		return nil, err
	}
	out := []SpeakerView{}
	for _, l := range labels {
		out = append(out, SpeakerView{Label: l, Number: numbers[l]})
	}
	slices.SortFunc(out, func(a, b SpeakerView) int { return a.Number - b.Number })
	return out, nil
}
