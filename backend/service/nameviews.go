// This file tells who and what a chunk speaks of: marked, listed, found by the series' names, misheard, or not known yet.
// It marks and lists nothing by itself.

package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/registry/names"
	"stet/backend/session"
	"stet/backend/transcript"
)

// ChunkNamesView is what a chunk's words and lists say of names.
type ChunkNamesView struct {
	// Heard are words that are most likely meant as a name otherwise written.
	Heard []HeardView `json:"heard"`
	// Suggested are spoken of, and neither marked nor listed.
	Suggested []SuggestedName `json:"suggested"`
	Here      []NameHere      `json:"here"`
	// Unspoken are listed, and not in the words.
	Unspoken []UnspokenView `json:"unspoken"`
}

// HeardView is words that stand for a name, and the places where they do.
type HeardView struct {
	Text   string `json:"text"`
	Entity string `json:"entity"`
	// Form is how what was said is rightly written: the entity's name, or an alias of it.
	Form   string      `json:"form"`
	Reason string      `json:"reason"`
	Places []NamePlace `json:"places"`
}

// SuggestedName is a name that is offered.
type SuggestedName struct {
	Name   string        `json:"name"`
	Kind   registry.Kind `json:"kind" ts_type:"string"`
	Reason string        `json:"reason"`
	// Why is what speaks for it in the words.
	Why string `json:"why"`
	// Known names are in the registry. Sure ones can be taken without a look.
	Known  bool        `json:"known"`
	Sure   bool        `json:"sure"`
	Places []NamePlace `json:"places"`
}

// NameHere is somebody or something that is marked here, or listed and spoken of.
type NameHere struct {
	Name string        `json:"name"`
	Kind registry.Kind `json:"kind" ts_type:"string"`
	// Item is what the list has for it, with its note; "" for one that it has not.
	Item string `json:"item"`
	// Mention says that it is to stay out of the list.
	Mention bool `json:"mention"`
	// FirstAlone says that of a person nothing but the first name is said.
	FirstAlone bool            `json:"firstAlone"`
	Marks      []transcript.ID `json:"marks" ts_type:"number[]"`
	// Places are all in order, also where it is written otherwise; Found are those among them that nobody has marked and
	// that say the name.
	Places []NamePlace `json:"places"`
	Found  []NamePlace `json:"found"`
}

// UnspokenView is an item of the list that is not in the words.
type UnspokenView struct {
	Name string        `json:"name"`
	Kind registry.Kind `json:"kind" ts_type:"string"`
	Item string        `json:"item"`
	// Where is speaker, participant or header.
	Where string `json:"where"`
}

// mostProposed is how many names are offered that the registry does not have.
const mostProposed = 12

// chunkNames says who and what is spoken of in a chunk, as it is now.
func (s *Service) chunkNames(ctx context.Context, id session.EpisodeID, chunk transcript.ID) (ChunkNamesView, error) {
	v := ChunkNamesView{Heard: []HeardView{}, Suggested: []SuggestedName{}, Here: []NameHere{}, Unspoken: []UnspokenView{}}
	w := nameReader{view: &v, marked: map[string]bool{}, at: map[string]int{}}
	var series string
	err := s.open.with(ctx, id, func(open *session.Session) error {
		known := false
		open.Read(func(doc *transcript.Document, _ session.Files) {
			w.chunk, known = doc.Chunk(chunk)
			series = doc.Episode().Series
			for _, t := range w.chunk.Turns {
				w.marks = append(w.marks, doc.Marked(t.ID)...)
			}
		})
		if !known {
			return fail(CodeNotFound, session.ErrNotFound, "There is no such chunk any more.")
		}
		return nil
	})
	if err != nil {
		return v, sentence(err)
	}
	err = s.series.with(ctx, series, func(x *seriesIndex) error {
		x.put(id, w.chunk)
		w.index, w.key = x, chunkKey(id, chunk)
		w.read(x.finder.Chunk(w.chunk))
		return nil
	})
	return v, sentence(err)
}

// nameReader makes a view of a report and of marks.
type nameReader struct {
	view  *ChunkNamesView
	chunk transcript.Chunk
	marks []transcript.Note
	index *seriesIndex
	key   string
	// marked are the names that are marked here, at is where in the view a name is.
	marked map[string]bool
	at     map[string]int
}

func (w *nameReader) read(r names.Report) {
	for _, n := range w.marks {
		w.marked[names.Key(n.Text)] = true
		if p, ok := w.markPlace(n); ok {
			h := w.here(n.Text)
			h.Mention = h.Mention && n.Resolved
			h.Marks = append(h.Marks, n.ID)
			h.Places = append(h.Places, p)
		}
	}
	told := map[string]bool{}
	for _, l := range r.Listed {
		// An old list may have an item twice, or a name with a note and without.
		if told[l.Item] {
			continue
		}
		told[l.Item] = true
		hits, heard := w.parted(l.Places)
		w.heard(heard)
		if !w.marked[names.Key(l.Name)] && l.Where != names.Spoken {
			w.view.Unspoken = append(w.view.Unspoken, UnspokenView{l.Name, w.kind(l.Name), l.Item, string(l.Where)})
			continue
		}
		h := w.here(l.Name)
		if h.Item != "" {
			continue
		}
		h.Item, h.Mention = l.Item, false
		for _, hit := range hits {
			if hit.Strength >= names.Likely {
				h.Found = append(h.Found, w.place(hit))
			}
		}
		h.FirstAlone = len(h.Marks) == 0 && saidByFirst(l.Name, hits)
		h.Places = append(h.Places, h.Found...)
		for _, hit := range heard {
			if hit.Strength >= names.Likely {
				h.Places = append(h.Places, w.place(hit))
			}
		}
	}
	for i := range w.view.Here {
		w.order(w.view.Here[i].Places)
	}
	for _, f := range r.Found {
		hits, heard := w.parted(f.Places)
		w.heard(heard)
		if len(hits) > 0 && !w.marked[names.Key(f.Entity)] {
			w.suggest(f.Entity, f.Kind, hits, hits[0].Reason, true)
		}
	}
	for _, p := range r.Proposals {
		hits, _ := w.parted(p.Places)
		if len(hits) > 0 && !w.marked[names.Key(p.Name)] && w.proposed() < mostProposed {
			w.suggest(p.Name, p.Kind, hits, p.Reason, false)
		}
	}
}

// saidByFirst reports whether a person is spoken of by the first name, and by nothing else.
func saidByFirst(name string, hits []names.Hit) bool {
	first, _, _ := strings.Cut(name, " ")
	return len(hits) > 0 && !slices.ContainsFunc(hits, func(h names.Hit) bool { return h.How != names.Part || h.Form != first })
}

func (w *nameReader) proposed() (n int) {
	for _, s := range w.view.Suggested {
		if !s.Known {
			n++
		}
	}
	return n
}

// here is the name's line in the view, which is made if it is not there.
func (w *nameReader) here(name string) *NameHere {
	key := names.Key(name)
	if _, known := w.at[key]; !known {
		w.at[key] = len(w.view.Here)
		w.view.Here = append(w.view.Here, NameHere{
			Name: name, Kind: w.kind(name), Mention: true, Marks: []transcript.ID{}, Places: []NamePlace{}, Found: []NamePlace{},
		})
	}
	return &w.view.Here[w.at[key]]
}

func (w *nameReader) suggest(name string, kind registry.Kind, hits []names.Hit, why string, known bool) {
	out := SuggestedName{Name: name, Kind: kind, Known: known, Sure: !known, Why: why, Reason: "new to this library", Places: []NamePlace{}}
	for _, h := range hits {
		out.Places = append(out.Places, w.place(h))
		out.Sure = out.Sure || h.Strength >= names.Likely
	}
	if n := w.index.elsewhere(name, w.key); n > 0 {
		out.Reason = fmt.Sprintf("in %d other chunks", n)
		if n == 1 {
			out.Reason = "in 1 other chunk"
		}
	} else if known {
		out.Reason = "in the registry"
	}
	if !out.Sure {
		out.Reason = why
	}
	w.view.Suggested = append(w.view.Suggested, out)
}

func (w *nameReader) heard(hits []names.Hit) {
	for _, h := range hits {
		at := slices.IndexFunc(w.view.Heard, func(v HeardView) bool { return v.Text == h.Text && v.Entity == h.Entity })
		if at < 0 {
			at = len(w.view.Heard)
			w.view.Heard = append(w.view.Heard, HeardView{Text: h.Text, Entity: h.Entity, Form: h.Form, Reason: h.Reason, Places: []NamePlace{}})
		}
		w.view.Heard[at].Places = append(w.view.Heard[at].Places, w.place(h))
	}
}

// parted parts places that nobody has marked into those that say the name and those that say something else for it.
func (w *nameReader) parted(all []names.Hit) (said, heard []names.Hit) {
	for _, h := range all {
		switch {
		case w.covered(h):
		case h.How == names.Sound, h.How == names.Misheard:
			heard = append(heard, h)
		case (h.How == names.Cased || h.How == names.Spelled) && h.Strength >= names.Likely && h.Text != capital(h.Form):
			heard = append(heard, h)
		default:
			said = append(said, h)
		}
	}
	return said, heard
}

// covered reports whether a mark stands at some of the words of a place.
func (w *nameReader) covered(h names.Hit) bool {
	for _, n := range w.marks {
		if n.Turn != h.Turn {
			continue
		}
		from, to := transcript.WordsAt(w.chunk.Turns[h.At].Paragraphs, h.Para, h.From, h.To)
		if n.From < to && n.To > from {
			return true
		}
	}
	return false
}

func (w *nameReader) place(h names.Hit) NamePlace {
	return placeIn(w.chunk.Turns[h.At], h.Para, h.From, h.To)
}

func placeIn(t transcript.Turn, para, from, to int) NamePlace {
	text := t.Paragraphs[para]
	start := units(text[:from])
	return NamePlace{Turn: t.ID, Para: para, From: start, To: start + units(text[from:to]), Text: text[from:to]}
}

func (w *nameReader) markPlace(n transcript.Note) (NamePlace, bool) {
	at := slices.IndexFunc(w.chunk.Turns, func(t transcript.Turn) bool { return t.ID == n.Turn })
	para, from, to, ok := n.WordPlace(w.chunk.Turns[at].Paragraphs)
	if !ok {
		return NamePlace{}, false
	}
	return placeIn(w.chunk.Turns[at], para, from, to), true
}

// order puts places as they follow one another in the chunk.
func (w *nameReader) order(places []NamePlace) {
	rank := map[transcript.ID]int{}
	for i, t := range w.chunk.Turns {
		rank[t.ID] = i
	}
	slices.SortStableFunc(places, func(a, b NamePlace) int {
		switch {
		case a.Turn != b.Turn:
			return rank[a.Turn] - rank[b.Turn]
		case a.Para != b.Para:
			return a.Para - b.Para
		}
		return a.From - b.From
	})
}

func (w *nameReader) kind(name string) registry.Kind {
	for _, i := range registry.Called(w.index.registry.Entities, name) {
		return w.index.registry.Entities[i].Kind
	}
	return ""
}

// SameView is where words are said that somebody selected.
type SameView struct {
	// Here are those in a chunk, Places those in the whole episode.
	Here   int         `json:"here"`
	Places []NamePlace `json:"places"`
}

// sameNames finds what somebody selected, in all of an episode.
func (s *Service) sameNames(ctx context.Context, id session.EpisodeID, chunk transcript.ID, text string) (SameView, error) {
	v := SameView{Places: []NamePlace{}}
	if strings.TrimSpace(text) == "" {
		return v, nil
	}
	err := s.open.with(ctx, id, func(open *session.Session) error {
		var chunks []transcript.Chunk
		open.Read(func(doc *transcript.Document, _ session.Files) {
			for _, each := range doc.Chunks() {
				c, _ := doc.Chunk(each)
				chunks = append(chunks, c)
			}
		})
		for _, c := range chunks {
			for _, h := range names.Same(text, c.Turns) {
				// The very words that somebody selected are meant, however ordinary they are.
				if h.Strength < names.Likely && h.Text != text {
					continue
				}
				v.Places = append(v.Places, placeIn(c.Turns[h.At], h.Para, h.From, h.To))
				if c.ID == chunk {
					v.Here++
				}
			}
		}
		return nil
	})
	return v, sentence(err)
}

// EntityUse is an entity of a series, and how many chunks list it.
type EntityUse struct {
	registry.Entity
	Chunks int `json:"chunks"`
}

// SeriesNamesView is who and what a series speaks of.
type SeriesNamesView struct {
	Series   string      `json:"series"`
	Entities []EntityUse `json:"entities"`
	Undo     string      `json:"undo"`
	Step     int64       `json:"step"`
	Redo     string      `json:"redo"`
}

// seriesNames lists the entities of a series as the library keeps them.
func (s *Service) seriesNames(ctx context.Context, series string) (SeriesNamesView, error) {
	v := SeriesNamesView{Series: series, Entities: []EntityUse{}}
	err := s.series.with(ctx, series, func(x *seriesIndex) error {
		r, err := s.registryView(series, x.registry)
		v.Undo, v.Step, v.Redo = r.Undo, r.Step, r.Redo
		for _, e := range r.Entities {
			v.Entities = append(v.Entities, EntityUse{e, x.elsewhere(e.Name, "")})
		}
		return err
	})
	return v, sentence(err)
}
