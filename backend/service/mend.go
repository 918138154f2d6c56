// This file makes the repairs that the checks offer, and keeps what somebody let stand, with the reason. It makes none
// unasked.

package service

import (
	"slices"
	"strings"

	"stet/backend/check"
	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
	"stet/backend/waiver"
)

// FaultRequest names a problem of an episode, by what it was when it was shown.
type FaultRequest struct {
	Episode int64         `json:"episode"`
	Chunk   transcript.ID `json:"chunk"`
	Turn    transcript.ID `json:"turn"`
	Field   string        `json:"field"`
	Code    string        `json:"code"`
	Words   string        `json:"words"`
}

// OfferView is a repair as it is shown before it is made.
type OfferView struct {
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Mend makes the repair that was offered for a problem, as one step that can be undone. One that gives a file another name has it
// renamed by the next export, as another slug does.
func (s *Service) Mend(r FaultRequest, offer OfferView) (EditReply, error) {
	return s.change(session.EpisodeID(r.Episode), func(open *session.Session) (session.Result, error) {
		var parsed *chunkfile.File
		open.Read(func(doc *transcript.Document, files session.Files) {
			if _, known := doc.Head(r.Chunk); known {
				parsed, _ = files.Parsed(r.Chunk)
			}
		})
		if parsed == nil {
			return session.Result{}, errNoChunk
		}
		l := s.look(s.ctx, open)
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, files session.Files) (string, []transcript.Op, error) {
			for _, f := range l.found(doc, files, r.Chunk, parsed) {
				if f.ID != r.Code || f.Turn != r.Turn || f.Field != r.Field || f.Words != r.Words {
					continue
				}
				same := func(x check.Repair) bool {
					return x.Name == offer.Name && x.Before == offer.Before && x.After == offer.After
				}
				if at := slices.IndexFunc(f.Repairs, same); at >= 0 {
					return "Repaired: " + offer.Name, f.Repairs[at].Ops, nil
				}
			}
			return "", nil, fail(CodeConflict, nil, "This is not there any more: somebody has mended it.")
		}})
	})
}

// Waive lets a problem stand for a reason; without one it is looked at again. The library keeps it first, and then the file
// beside the content. An entry of that file that lets nothing stand is taken out of it.
func (s *Service) Waive(r FaultRequest, why string) ([]ChunkHead, error) {
	if r.Code == idleWaiver {
		err := s.open.with(s.ctx, session.EpisodeID(r.Episode), func(open *session.Session) error { return s.takeOut(s.ctx, open, r.Chunk, r.Words) })
		if err != nil {
			return nil, sentence(err)
		}
		return s.Heads(r.Episode, []transcript.ID{r.Chunk})
	}
	w := waiverOf(r.Chunk, ProblemView{Turn: r.Turn, Field: r.Field, Code: r.Code, Words: r.Words})
	if err := s.Store.Waive(s.ctx, session.EpisodeID(r.Episode), w, strings.TrimSpace(why)); err != nil {
		return nil, sentence(err)
	}
	err := s.open.with(s.ctx, session.EpisodeID(r.Episode), func(open *session.Session) error {
		if why = strings.TrimSpace(why); why != "" {
			if err := s.waived(s.ctx, open, w); err != nil {
				return err
			}
			return s.keepWaivers(s.ctx, open, nil)
		}
		var drop []waiver.Place
		for _, k := range s.keptWaivers(s.ctx, open.ID()) {
			if k.In == w {
				drop = append(drop, k.Place)
			}
		}
		l := s.look(s.ctx, open)
		open.Read(func(doc *transcript.Document, files session.Files) {
			if l.files == nil {
				return
			}
			if at, ok := standsAt(doc, files, l.files.stands.folder, w); ok && l.files.stands.why[at] != "" {
				drop = append(drop, at)
			}
		})
		return s.keepWaivers(s.ctx, open, drop)
	})
	if err != nil {
		return nil, sentence(err)
	}
	return s.Heads(r.Episode, []transcript.ID{r.Chunk})
}

// CheckItem is a check as a list of all of them shows it.
type CheckItem struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
	Why      string `json:"why"`
	Example  string `json:"example"`
}

// AllChecks lists every check that there is, with its reason and an example.
func AllChecks() []CheckItem {
	var out []CheckItem
	for _, c := range check.All() {
		out = append(out, CheckItem{ID: c.ID, Severity: string(c.Severity), Why: c.Why, Example: c.Example})
	}
	return out
}
