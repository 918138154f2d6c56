// This file finds words: in an episode that is open, in its text as it is at the moment; in a library by looking turns
// up. It changes nothing.

package service

import (
	"context"
	"errors"
	"iter"
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/search"
	"stet/backend/session"
	"stet/backend/transcript"
)

const (
	// mostPlaces is how many hits of an episode are told by their places. Nobody goes through more.
	mostPlaces = 20_000
	// mostLines bounds one answer with lines, mostTurns how many turns of a library one answer looks at.
	mostLines = 500
	mostTurns = 5_000
)

// fault makes an *search.ExprError what the window shows; nil of any other error.
func fault(err error, text string, with bool) *FaultView {
	var e *search.ExprError
	if !errors.As(err, &e) {
		return nil
	}
	return &FaultView{What: e.What + ".", At: units(text[:min(e.At, len(text))]), With: with}
}

// find finds all hits in an episode, a chunk or a turn.
func (s *Service) find(ctx context.Context, r FindRequest) (FindView, error) {
	v := FindView{Hits: []int64{}}
	p, err := r.query().Compile()
	if err != nil {
		v.Fault = fault(err, r.Text, false)
		return v, nil
	}
	err = s.eachFound(ctx, r, func(f foundIn) {
		for _, m := range f.matches {
			if v.Count++; v.Count <= mostPlaces {
				from, to := f.units(m)
				v.Hits = append(v.Hits, int64(f.turn.ID), int64(f.para), int64(from), int64(to))
			}
		}
	}, p)
	if err == nil && v.Count == 0 {
		v.Nearest, err = s.nearest(ctx, r)
	}
	return v, sentence(err)
}

// foundIn is a paragraph with its matches.
type foundIn struct {
	chunk   transcript.ID
	pos     int64
	turn    transcript.Turn
	para    int
	text    string
	matches []search.Match
	counter
}

// counter counts UTF-16 units along a text, forwards.
type counter struct{ at, n int }

// units are a match's offsets for the window. Matches are asked for in their order.
func (f *foundIn) units(m search.Match) (from, to int) {
	return f.to(f.text, m.From), f.to(f.text, m.To)
}

func (c *counter) to(text string, at int) int {
	c.n += units(text[c.at:at])
	c.at = at
	return c.n
}

// units counts the UTF-16 units of a text.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// eachFound calls visit for every paragraph in the scope that has matches, in the order of the episode.
func (s *Service) eachFound(ctx context.Context, r FindRequest, visit func(foundIn), p *search.Pattern) error {
	return s.open.with(ctx, session.EpisodeID(r.Episode), func(open *session.Session) error {
		var err error
		open.Read(func(doc *transcript.Document, _ session.Files) {
			for pos, id := range turnsIn(doc, r) {
				if err = ctx.Err(); err != nil {
					return
				}
				turn, known := doc.Turn(id)
				if !known {
					continue
				}
				home, _ := doc.Home(id)
				for para, text := range turn.Paragraphs {
					if matches := p.In(text); len(matches) > 0 {
						visit(foundIn{chunk: home, pos: pos, turn: turn, para: para, text: text, matches: matches})
					}
				}
			}
		})
		return err
	})
}

// turnsIn are the turns of a scope, by their places.
func turnsIn(doc *transcript.Document, r FindRequest) iter.Seq2[int64, transcript.ID] {
	return func(yield func(int64, transcript.ID) bool) {
		if r.Scope == ScopeTurn {
			yield(0, r.Turn)
			return
		}
		pos := int64(0)
		for _, chunk := range doc.Chunks() {
			if r.Scope == ScopeChunk && chunk != r.Chunk {
				continue
			}
			for _, id := range doc.Order(chunk) {
				if !yield(pos, id) {
					return
				}
				pos++
			}
		}
	}
}

// findLines finds hits with what stands beside them, some at a time.
func (s *Service) findLines(ctx context.Context, r FindRequest) (LinesView, error) {
	v := LinesView{Lines: []HitLine{}}
	p, err := r.query().Compile()
	if err != nil {
		v.Fault = fault(err, r.Text, false)
		return v, nil
	}
	with, err := p.Template(r.With)
	if err != nil {
		v.Fault = fault(err, r.With, true)
		return v, nil
	}
	if r.Scope == ScopeLibrary {
		return s.libraryLines(ctx, r, p, with)
	}
	limit := min(max(r.Limit, 1), mostLines)
	err = s.eachFound(ctx, r, func(f foundIn) {
		for _, m := range f.matches {
			line := f.line(m, with, r)
			if n := int64(v.Count) - r.After; n >= 0 && n < int64(limit) {
				v.Lines = append(v.Lines, line)
			}
			v.Count++
		}
	}, p)
	if shown := r.After + int64(len(v.Lines)); shown < int64(v.Count) {
		v.Next = shown
	}
	if err == nil && v.Count == 0 {
		v.Nearest, err = s.nearest(ctx, r)
	}
	return v, sentence(err)
}

// libraryLines looks at the next turns of the library. Once there are hits enough to show, an answer ends with a turn.
func (s *Service) libraryLines(ctx context.Context, r FindRequest, p *search.Pattern, with search.Template) (LinesView, error) {
	v := LinesView{Lines: []HitLine{}}
	limit := min(max(r.Limit, 1), mostTurns)
	turns, err := s.Store.Lookup(ctx, p.Needs(), r.After, limit)
	if err != nil {
		return v, sentence(err)
	}
	for i, t := range turns {
		for para, text := range t.Turn.Paragraphs {
			f := foundIn{chunk: t.Chunk, pos: t.Pos, turn: t.Turn, para: para, text: text, matches: p.In(text)}
			v.Count += len(f.matches)
			for _, m := range f.matches {
				if !r.Counting {
					line := f.line(m, with, r)
					line.Episode = int64(t.Episode)
					v.Lines = append(v.Lines, line)
				}
			}
		}
		if full := len(v.Lines) >= mostLines; full || i == limit-1 {
			v.Next = t.Row
			break
		}
	}
	if r.After == 0 && v.Count == 0 && v.Next == 0 {
		v.Nearest, err = s.nearest(ctx, r)
	}
	return v, sentence(err)
}

func (f *foundIn) line(m search.Match, with search.Template, r FindRequest) HitLine {
	from, to := f.units(m)
	l := HitLine{
		HitPlace: HitPlace{Turn: f.turn.ID, Para: f.para, From: from, To: to, Text: f.text[m.From:m.To]},
		Episode:  r.Episode, Chunk: f.chunk, Pos: f.pos, Speaker: f.turn.Label(),
		Before: tail(f.text[:m.From]), After: head(f.text[m.To:]),
	}
	if f.turn.Span != nil {
		l.Start = f.turn.Span.Start.String()
	}
	if r.Shows {
		l.With = with.Fill(f.text, m)
	}
	return l
}

// beside is about how many bytes of a paragraph stand on each side of a hit.
const beside = 60

// tail is the end of a text, from the beginning of a word if one begins near.
func tail(s string) string {
	if len(s) <= beside {
		return s
	}
	at := len(s) - beside
	for !utf8.RuneStart(s[at]) {
		at++
	}
	if i := strings.IndexFunc(s[at:], unicode.IsSpace); i >= 0 && i < beside/2 {
		at += i + 1
	}
	return "…" + strings.TrimLeftFunc(s[at:], unicode.IsSpace)
}

// head is the beginning of a text, to the end of a word if one ends near.
func head(s string) string {
	if len(s) <= beside {
		return s
	}
	at := beside
	for !utf8.RuneStart(s[at]) {
		at--
	}
	if i := strings.LastIndexFunc(s[:at], unicode.IsSpace); i > beside/2 {
		at = i
	}
	return strings.TrimRightFunc(s[:at], unicode.IsSpace) + "…"
}

// nearest guesses what was meant by a text that is found nowhere: the words that are not there, as ones that are. It
// guesses only what would be found.
func (s *Service) nearest(ctx context.Context, r FindRequest) (string, error) {
	if r.Expr {
		return "", nil
	}
	words := strings.Fields(search.Index(r.Text))
	there, err := s.vocabulary(ctx, r, words)
	if err != nil {
		return "", err
	}
	missing := false
	for i, w := range words {
		if near := there[w]; near != w {
			words[i], missing = near, true
		}
		if words[i] == "" {
			return "", nil
		}
	}
	if !missing {
		return "", nil
	}
	guess := r
	guess.QueryView = QueryView{Text: strings.Join(words, " ")}
	p, err := guess.query().Compile()
	if err != nil {
		return "", nil
	}
	hits := 0
	if r.Scope == ScopeLibrary {
		turns, err := s.Store.Lookup(ctx, p.Needs(), 0, mostLines)
		for _, t := range turns {
			for _, text := range t.Turn.Paragraphs {
				hits += len(p.In(text))
			}
		}
		if err != nil {
			return "", err
		}
	} else if err := s.eachFound(ctx, guess, func(f foundIn) { hits += len(f.matches) }, p); err != nil {
		return "", err
	}
	if hits == 0 {
		return "", nil
	}
	return guess.Text, nil
}

// vocabulary says of words which are there: those are themselves, others the nearest that is there, or "".
func (s *Service) vocabulary(ctx context.Context, r FindRequest, words []string) (map[string]string, error) {
	var all iter.Seq[string]
	if r.Scope == ScopeLibrary {
		var err error
		if all, err = s.Store.Vocabulary(ctx); err != nil {
			return nil, err
		}
	} else {
		said := map[string]bool{}
		err := s.open.with(ctx, session.EpisodeID(r.Episode), func(open *session.Session) error {
			open.Read(func(doc *transcript.Document, _ session.Files) {
				for _, id := range turnsIn(doc, r) {
					turn, _ := doc.Turn(id)
					for _, text := range turn.Paragraphs {
						for w := range strings.FieldsSeq(search.Index(text)) {
							said[w] = true
						}
					}
				}
			})
			return nil
		})
		if err != nil {
			return nil, err
		}
		all = maps.Keys(said)
	}
	there := map[string]string{}
	for w := range all {
		for _, want := range words {
			if w == want {
				there[want] = want
			}
		}
	}
	for _, want := range words {
		if there[want] == "" {
			there[want] = search.Nearest(want, all)
		}
	}
	return there, nil
}
