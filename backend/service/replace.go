// This file puts other words in the place of hits that somebody chose. A hit that does not stand any more is left alone,
// and told.

package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"stet/backend/search"
	"stet/backend/session"
	"stet/backend/transcript"
)

// Replace puts other words in the place of hits of one episode, as one step.
func (s *Service) Replace(r ReplaceRequest) (ReplaceView, error) {
	v := ReplaceView{Missed: []int{}}
	p, err := r.query().Compile()
	if err != nil {
		return v, fail(CodeInvalid, err, "%s.", capital(err.Error()))
	}
	with, err := p.Template(r.With)
	if err != nil {
		return v, fail(CodeInvalid, err, "%s.", capital(err.Error()))
	}
	v.Edit, err = s.change(session.EpisodeID(r.Episode), func(open *session.Session) (session.Result, error) {
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
			var ops []transcript.Op
			ops, v.Missed = replacement(doc, p, with, r.Hits)
			v.Done = len(r.Hits) - len(v.Missed)
			return replaceName(r.Text, r.With, v.Done), ops, nil
		}})
	})
	switch {
	case err == nil || !errors.Is(err, transcript.ErrOp):
	case v.Done == 0:
		err = fail(CodeInvalid, err, "The words have changed, and none of these places says that any more. Search again.")
	default:
		err = fail(CodeInvalid, err, "There it says so already.")
	}
	return v, err
}

// replacement is ops for the hits that stand, and the places of those that do not.
func replacement(doc *transcript.Document, p *search.Pattern, with search.Template, hits []HitPlace) ([]transcript.Op, []int) {
	type place struct {
		turn transcript.ID
		para int
	}
	wanted := map[place]map[HitPlace]int{}
	var order []place
	missed := []int{}
	for i, h := range hits {
		at := place{h.Turn, h.Para}
		if wanted[at] == nil {
			wanted[at] = map[HitPlace]int{}
			order = append(order, at)
		}
		if _, twice := wanted[at][h]; twice {
			missed = append(missed, i)
			continue
		}
		wanted[at][h] = i
	}
	var ops []transcript.Op
	for _, at := range order {
		turn, _ := doc.Turn(at.turn)
		if at.para >= 0 && at.para < len(turn.Paragraphs) {
			f := foundIn{text: turn.Paragraphs[at.para]}
			var chosen []search.Match
			for _, m := range p.In(f.text) {
				from, to := f.units(m)
				h := HitPlace{Turn: at.turn, Para: at.para, From: from, To: to, Text: f.text[m.From:m.To]}
				if _, stands := wanted[at][h]; stands {
					delete(wanted[at], h)
					chosen = append(chosen, m)
				}
			}
			ops = append(ops, with.Ops(at.turn, at.para, f.text, chosen)...)
		}
		for _, i := range wanted[at] {
			missed = append(missed, i)
		}
	}
	slices.Sort(missed)
	return ops, missed
}

// replaceName says what was replaced, for the history: Replaced “moat” with “Moat”, 12 places.
func replaceName(text, with string, places int) string {
	name := fmt.Sprintf("Replaced “%s” with “%s”", short(text), short(with))
	if with == "" {
		name = fmt.Sprintf("Deleted “%s”", short(text))
	}
	if places > 1 {
		name += fmt.Sprintf(", %d places", places)
	}
	return name
}

// short cuts a text that is too long for a name.
func short(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// CodeMisheard is the check for what the glossary of a series finds fault with.
const CodeMisheard = "misheard"

// misheard finds where mishearings of the series stand in an episode.
func (s *Service) misheard(ctx context.Context, id session.EpisodeID) ([]MisheardView, error) {
	out := []MisheardView{}
	stands, err := s.Store.Standing(ctx, id)
	if err != nil {
		return nil, sentence(err)
	}
	err = s.open.with(ctx, id, func(open *session.Session) error {
		series := ""
		open.Read(func(doc *transcript.Document, _ session.Files) { series = doc.Episode().Series })
		pairs, err := s.Store.Glossary(ctx, series)
		if err != nil || len(pairs) == 0 {
			return err
		}
		g := search.NewGlossary(pairs)
		open.Read(func(doc *transcript.Document, _ session.Files) {
			r := FindRequest{Scope: ScopeEpisode, Episode: int64(id)}
			for pos, turn := range turnsIn(doc, r) {
				t, _ := doc.Turn(turn)
				home, _ := doc.Home(turn)
				for para, text := range t.Paragraphs {
					f := foundIn{chunk: home, pos: pos, turn: t, para: para, text: text}
					for _, m := range g.In(text) {
						line := f.line(m.Match, search.Template{}, r)
						line.With = m.Pair.Right
						out = append(out, MisheardView{
							HitLine: line, Pair: PairView{m.Pair.Wrong, m.Pair.Right},
							Stands: stands[session.Stand{Turn: turn, Reason: CodeMisheard, Words: m.Pair.Wrong}],
						})
					}
				}
			}
		})
		return ctx.Err()
	})
	return out, sentence(err)
}

// Glossary is what is misheard in a series.
func (s *Service) Glossary(series string) ([]PairView, error) {
	pairs, err := s.Store.Glossary(s.ctx, series)
	out := []PairView{}
	for _, p := range pairs {
		out = append(out, PairView(p))
	}
	return out, sentence(err)
}

// SetGlossary puts another glossary in the place of a series' own, and returns it as it is kept.
func (s *Service) SetGlossary(series string, pairs []PairView) ([]PairView, error) {
	var tidy []search.Pair
	for _, p := range pairs {
		t, err := search.Pair(p).Tidy()
		if err != nil {
			return nil, fail(CodeInvalid, err, "“%s” cannot be kept: %s.", short(p.Wrong), err)
		}
		tidy = append(tidy, t)
	}
	if err := s.Store.SetGlossary(s.ctx, series, tidy); err != nil {
		return nil, sentence(err)
	}
	return s.Glossary(series)
}
