// This file holds the chunk files of episodes against their transcripts: whether every turn stands in one of them, once. It
// needs no library, and writes a repair only as it was shown.

package service

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// LedgerView is what is wrong with how chunks cover their transcripts, and what would mend it.
type LedgerView struct {
	Episodes []LedgerEpisode `json:"episodes"`
	Findings []ProblemView   `json:"findings"`
	// Notes tell of transcripts that were left out.
	Notes   []ProblemView `json:"notes"`
	Refused []ProblemView `json:"refused"`
	// Repairs are the files that a repair would change.
	Repairs []CutFile `json:"repairs"`
}

// LedgerEpisode counts what was compared.
type LedgerEpisode struct {
	Key      string `json:"key"`
	Chunks   int    `json:"chunks"`
	Turns    int    `json:"turns"`
	Findings int    `json:"findings"`
	// Left counts those that would still be there if the repairs were made.
	Left int `json:"left"`
}

// Texts are what a repair changes of a file, and what it makes of it.
func (f CutFile) Texts() (disk, text []byte) { return f.disk, f.text }

// LedgerNow compares the chunk files of a folder with transcripts.
func LedgerNow(ctx context.Context, chunks string, transcripts []string, progress func(what string, done, total int)) (LedgerView, error) {
	v := LedgerView{Episodes: []LedgerEpisode{}, Findings: []ProblemView{}, Notes: []ProblemView{}, Refused: []ProblemView{}, Repairs: []CutFile{}}
	refused := func(p ProblemView) { v.Refused = append(v.Refused, p) }
	episodes, err := readEpisodes(ctx, transcripts, progress, refused)
	if err != nil {
		return v, sentence(err)
	}
	all, err := readPieces(ctx, []string{chunks}, progress, refused)
	if err != nil {
		return v, sentence(err)
	}
	for _, e := range episodes {
		pieces := e.without(piecesFor(all, e.key))
		if len(pieces) == 0 {
			return v, fail(CodeNotFound, nil, "%s: there is no chunk of this episode in %s.", e.files[0].shown, chunks)
		}
		v.add(e, pieces)
	}
	return v, nil
}

func (v *LedgerView) add(e *episodeText, pieces []pieceFile) {
	v.Notes = append(v.Notes, e.again...)
	e.recast(pieceTurns(pieces), nil, timecode.Rate{})
	l := cut.Audit(e.turns, piecesOf(pieces))
	for _, f := range l.Findings {
		v.Findings = append(v.Findings, ledgerFinding(e, pieces, l, f))
	}
	bodies := l.Bodies()
	lost, mended := holdWhatLoses(l, pieces, bodies), piecesOf(pieces)
	for i, body := range bodies {
		if l.Unchanged(i, body) {
			continue
		}
		f := CutFile{Path: pieces[i].path, State: PlanChanged, Sure: 1, disk: pieces[i].src}
		f.fill(body)
		want, err := cut.Dressed(pieces[i].Chunk, body)
		if err == nil {
			f.text, err = pieces[i].file.Update(want)
		}
		switch {
		case lost[i] != "":
			f.State, f.Reason = PlanHeld, "Words that stand in it would be lost: “"+lost[i]+"”. Mend it by hand."
		case len(body) == 0:
			f.State, f.Reason = PlanHeld, "Nothing would be left in it: all of its turns stand in other chunks. Delete the file, or give it turns."
		case err != nil:
			f.State, f.Reason = PlanHeld, cutReason(err)
		}
		if f.State == PlanChanged {
			mended[i].Chunk.Turns = body
		}
		v.Repairs = append(v.Repairs, f)
	}
	left := len(l.Findings)
	if len(v.Repairs) > 0 {
		left = len(cut.Audit(e.turns, mended).Findings)
	}
	v.Episodes = append(v.Episodes, LedgerEpisode{Key: cmp.Or(e.key, pieces[0].id.key), Chunks: len(pieces), Turns: len(e.turns), Findings: len(l.Findings), Left: left})
}

// holdWhatLoses says of each piece whose repair would lose words which those are: words that would then stand in no turn of
// any piece. A piece that is held keeps what it has, which others may then not count on.
func holdWhatLoses(l *cut.Ledger, pieces []pieceFile, bodies [][]transcript.Turn) map[int]string {
	lost := map[int]string{}
	for again := true; again; {
		again = false
		var all []transcript.Turn
		for i, p := range pieces {
			if lost[i] != "" || len(bodies[i]) == 0 {
				all = append(all, p.Chunk.Turns...)
			} else {
				all = append(all, bodies[i]...)
			}
		}
		stands := standingIn(all)
		for i, p := range pieces {
			if lost[i] != "" || len(bodies[i]) == 0 || l.Unchanged(i, bodies[i]) {
				continue
			}
			if words := stands.lost(p.Chunk.Turns); words != "" {
				lost[i], again = words, true
			}
		}
	}
	return lost
}

// ledgerFinding puts a finding into words, at its place in the transcript; what the transcript does not have, at its place
// in the chunk.
func ledgerFinding(e *episodeText, pieces []pieceFile, l *cut.Ledger, f cut.Finding) ProblemView {
	in := func(p cut.Place) string { return filepath.Base(pieces[p.Piece].shown) }
	line := func(p cut.Place) int { return pieces[p.Piece].file.TurnPlace(p.From).Line }
	much := turnsAndWords(f.To-f.From, f.Words)
	stand := "stand"
	if f.To-f.From == 1 {
		stand = "stands"
	}
	code := "ledger." + string(f.Kind)
	switch f.Kind {
	case cut.Gap:
		return e.place(f.From, chunkfile.Error, code, "%s from %s %s in no chunk%s.", much, when(e.turns[f.From]), stand, belonging(f, l.Home(f.From), in))
	case cut.Twice:
		var where []string
		for _, p := range f.Places {
			where = append(where, fmt.Sprintf("%s:%d", in(p), line(p)))
		}
		return e.place(f.From, chunkfile.Error, code, "%s from %s %s in several places: %s.", much, when(e.turns[f.From]), stand, strings.Join(where, ", "))
	case cut.Torn:
		are := "are"
		if f.Words == 1 {
			are = "is"
		}
		return e.place(f.From, chunkfile.Error, code, "%s of the turn at %s %s missing in %s:%d.", quantity(f.Words, "word"), when(e.turns[f.From]), are, in(f.Places[0]), line(f.Places[0]))
	case cut.Shifted:
		return e.place(f.From, chunkfile.Warn, code, "%s from %s %s in %s:%d at other times.", much, when(e.turns[f.From]), stand, in(f.Places[0]), line(f.Places[0]))
	}
	p := f.Places[0]
	v := ProblemView{File: pieces[p.Piece].shown, Line: line(p), Column: 1, Severity: string(chunkfile.Warn), Code: code}
	v.What = fmt.Sprintf("The transcript does not have %s that stand here.", turnsAndWords(p.To-p.From, f.Words))
	if p.To-p.From == 1 {
		v.What = fmt.Sprintf("The transcript does not have 1 turn with %s that stands here.", quantity(f.Words, "word"))
	}
	if f.Kind == cut.Missing {
		v.Severity = string(chunkfile.Error)
		v.What = fmt.Sprintf("%s stand here from outside the time of the transcript: a part of it is missing.", turnsAndWords(p.To-p.From, f.Words))
		if p.To-p.From == 1 {
			v.What = strings.Replace(v.What, " stand here", " stands here", 1)
		}
	}
	return v
}

// belonging names the chunk that turns belong to which stand in none, or those that they lie between.
func belonging(f cut.Finding, home int, in func(cut.Place) string) string {
	them := verb(f.To-f.From, "it", "them")
	switch {
	case home >= 0:
		return fmt.Sprintf(", but %s in %s", verb(f.To-f.From, "belongs", "belong"), in(cut.Place{Piece: home}))
	case len(f.Places) == 2 && f.Places[0].Piece != f.Places[1].Piece:
		return fmt.Sprintf(", between %s and %s; nothing tells for sure which one %s to: put %s into one by hand", in(f.Places[0]), in(f.Places[1]), verb(f.To-f.From, "it belongs", "they belong"), them)
	case len(f.Places) > 0:
		return fmt.Sprintf(", beside the turns of %s, whose header says otherwise: put %s into one by hand", in(f.Places[0]), them)
	}
	return ""
}

func turnsAndWords(turns, words int) string {
	return quantity(turns, "turn") + " with " + quantity(words, "word")
}

// quantity writes a number with its noun.
func quantity(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func when(t transcript.Turn) string {
	if t.Span == nil {
		return "an unknown time"
	}
	return t.Span.Start.String()
}

// WriteLedgerNow makes the repairs that LedgerNow showed, and changes their states to what became of the files.
func WriteLedgerNow(ctx context.Context, v *LedgerView) error {
	files := CutView{Files: v.Repairs}
	return WriteCutNow(ctx, &files)
}
