// This file cuts transcripts into chunk files: where the chunks that exist begin, or where the text lets them. It needs no
// library, and writes nothing that was not shown.

package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"stet/backend/atomicfile"
	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// CutRequest asks for transcripts to be cut.
type CutRequest struct {
	Transcripts []string
	// Like is the folder of the chunks that they are cut like; with "" boundaries are proposed.
	Like string
	// To is the folder to write to.
	To string
	// Series is the series' name and Episode its number, or a date, for the front matter of proposed chunks.
	Series, Episode string
	// Overwrite says that files with other text in them are written over.
	Overwrite bool
	// Rate is the frame rate of the chunks, for transcripts that count milliseconds; "" where the chunks' own times tell it.
	Rate string
	// Slugs says that the slugs of Like's chunks, and with them the names of their files, are made anew.
	Slugs bool
	// Speakers are the names that labels of the transcripts stand for.
	Speakers map[string]string
}

// CutView is what cutting would write, and what is to be looked at.
type CutView struct {
	Files []CutFile `json:"files"`
	// Speakers are those whom the chunks told.
	Speakers []CutSpeaker  `json:"speakers"`
	Notes    []ProblemView `json:"notes"`
	Refused  []ProblemView `json:"refused"`
}

// CutSpeaker is a label of a transcript, and whom it was taken for.
type CutSpeaker struct {
	Label string `json:"label"`
	Name  string `json:"name"`
	// Of are its turns that the chunks have, too, Votes those of them that stand under the name there.
	Votes int `json:"votes"`
	Of    int `json:"of"`
}

// CutFile is a file that cutting writes.
type CutFile struct {
	Path string `json:"path"`
	// State is a Plan state; once written, what became of it.
	State string `json:"state"`
	// Reason says why it cannot be written.
	Reason string `json:"reason"`
	Turns  int    `json:"turns"`
	// Start and End are the times of the first and the last turn; "" where they have none.
	Start string `json:"start"`
	End   string `json:"end"`
	// Sure is how well the first turn was known again, from 0 to 1; of a proposal, how deep the text parts here.
	Sure float64 `json:"sure"`
	text []byte
	disk []byte
	// old is the file that has the chunk under its old name; "" if there is none.
	old string
	// of is the episode that it is cut from.
	of *episodeText
}

// episodeText is the transcript of an episode, in one file or several.
type episodeText struct {
	key   string
	files []read
	turns []transcript.Turn
	// at are the file and the turn in it of each of turns.
	at [][2]int
	// joined says what each of turns was made of; nil is a turn that its file has itself.
	joined []*cut.Joined
	// again are files that have nothing but turns of another one, such as what Stet exported of the chunks, behind told: those
	// of which nothing said that they are of this episode.
	again, told []ProblemView
}

// append puts a file behind those that are there.
func (e *episodeText) append(r read) {
	for k, t := range r.chunk.Turns {
		e.turns, e.at = append(e.turns, t), append(e.at, [2]int{len(e.files), k})
		e.joined = append(e.joined, r.joined(k))
	}
	e.files = append(e.files, r)
}

// place says where a turn stands, and what is to be said of it.
func (e *episodeText) place(turn int, severity chunkfile.Severity, code, format string, args ...any) ProblemView {
	at := e.at[turn]
	p := e.files[at[0]].turnPlace(at[1])
	return ProblemView{
		File: e.files[at[0]].shown, Line: p.Line, Column: p.Column, Severity: string(severity), Code: code, What: fmt.Sprintf(format, args...),
	}
}

// readEpisodes reads transcripts, and puts the parts of an episode together in the order of their names.
func readEpisodes(ctx context.Context, paths []string, progress func(string, int, int), refused func(ProblemView)) ([]*episodeText, error) {
	g, err := gatherAll(paths)
	if err != nil {
		return nil, err
	}
	for _, r := range g.refused {
		refused(r)
	}
	var out []*episodeText
	err = eachFile(ctx, g.files, progress, refused, func(r read) {
		if r.open && r.err == nil && r.chunk.Matter.Form == transcript.NoMatter {
			r.readForeign()
		}
		var no *refusal
		switch {
		case !r.named && !hasEnding(r.path, textEndings) && (r.err != nil || !isTranscript(r.chunk)):
			return // what a folder holds besides
		case errors.As(r.err, &no):
			refused(no.ProblemView)
			return
		case !isTranscript(r.chunk):
			refused(noTranscript(r))
			return
		}
		i := slices.IndexFunc(out, func(e *episodeText) bool { return e.key == r.id.key })
		if i < 0 {
			i = len(out)
			out = append(out, &episodeText{key: r.id.key})
		}
		out[i].append(r)
	})
	out = withNameless(out)
	for _, e := range out {
		e.leaveAgain()
		e.again = append(e.told, e.again...)
	}
	return out, err
}

// pieceFile is a chunk file that exists.
type pieceFile struct {
	read
	cut.Piece
}

// readPieces reads the chunk files of a folder by the episodes that they belong to, each in the order of its numbers.
func readPieces(ctx context.Context, paths []string, progress func(string, int, int), refused func(ProblemView)) (map[string][]pieceFile, error) {
	g, err := gather(paths)
	if err != nil {
		return nil, err
	}
	for _, r := range g.refused {
		refused(r)
	}
	byName := map[string]read{}
	byKey := map[string][]cut.Piece{}
	err = eachFile(ctx, g.files, progress, refused, func(r read) {
		if isTranscript(r.chunk) && r.chunk.Matter.Form != transcript.NoMatter {
			byName[r.shown] = r
			byKey[r.id.key] = append(byKey[r.id.key], cut.Piece{Name: filepath.ToSlash(r.shown), Chunk: r.chunk})
		}
	})
	out := map[string][]pieceFile{}
	for key, pieces := range byKey {
		cut.ByNumber(pieces)
		for _, p := range pieces {
			out[key] = append(out[key], pieceFile{byName[filepath.FromSlash(p.Name)], p})
		}
	}
	return out, err
}

// piecesFor finds the chunks of an episode. A transcript that does not say its episode belongs to the only one there is.
func piecesFor(all map[string][]pieceFile, key string) []pieceFile {
	if found := all[key]; len(found) > 0 || len(all) != 1 {
		return found
	}
	for only, pieces := range all {
		if key == "" || only == "" {
			return pieces
		}
	}
	return nil
}

// without leaves out the files that the episode's transcript stands in itself.
func (e *episodeText) without(pieces []pieceFile) []pieceFile {
	return slices.DeleteFunc(slices.Clone(pieces), func(p pieceFile) bool {
		return slices.ContainsFunc(e.files, func(r read) bool { return sameFile(r.path, p.path) })
	})
}

// CutNow says what files transcripts are cut into.
func CutNow(ctx context.Context, r CutRequest, progress func(what string, done, total int)) (CutView, error) {
	v := CutView{Files: []CutFile{}, Speakers: []CutSpeaker{}, Notes: []ProblemView{}, Refused: []ProblemView{}}
	refused := func(p ProblemView) { v.Refused = append(v.Refused, p) }
	episodes, err := readEpisodes(ctx, r.Transcripts, progress, refused)
	if err != nil {
		return v, sentence(err)
	}
	var rate timecode.Rate
	if r.Rate != "" {
		if rate, err = timecode.ParseRate(r.Rate); err != nil {
			return v, fail(CodeInvalid, err, "%v", err)
		}
	}
	if r.Episode != "" && len(episodes) > 1 {
		return v, fail(CodeInvalid, nil, "These are transcripts of %d episodes, which cannot all be %s. Cut one at a time.", len(episodes), r.Episode)
	}
	if err := nameSpeakers(episodes, r.Speakers); err != nil {
		return v, err
	}
	for _, e := range episodes {
		v.Notes = append(v.Notes, e.again...)
		v.strays(e)
	}
	if r.Like == "" {
		for _, e := range episodes {
			v.namesIn(e, nil)
			if err := v.propose(e, r, rate); err != nil {
				return v, sentence(err)
			}
		}
	} else {
		all, err := readPieces(ctx, []string{r.Like}, progress, refused)
		if err != nil {
			return v, sentence(err)
		}
		for _, e := range episodes {
			if err := v.like(e, e.without(piecesFor(all, e.key)), r, rate); err != nil {
				return v, sentence(err)
			}
		}
	}
	for i := range v.Files {
		v.Files[i].compare(r.Overwrite)
	}
	v.hold(episodes)
	return v, nil
}

// hold holds the files that would be written over a transcript, and those of an episode of which others are written over
// but for some: the words of these would stand twice.
func (v *CutView) hold(episodes []*episodeText) {
	over, lacks := map[*episodeText]bool{}, map[*episodeText]string{}
	for i := range v.Files {
		f := &v.Files[i]
		if slices.ContainsFunc(episodes, func(e *episodeText) bool {
			return slices.ContainsFunc(e.files, func(r read) bool { return sameFile(r.path, f.Path) })
		}) {
			f.State, f.Reason = PlanHeld, "The transcript itself stands here. Name another folder with --to."
		}
		over[f.of] = over[f.of] || f.State == PlanChanged
		if f.State == PlanHeld || f.State == PlanConflict {
			lacks[f.of] = filepath.Base(f.Path)
		}
	}
	for i := range v.Files {
		f := &v.Files[i]
		if with := lacks[f.of]; with != "" && over[f.of] && (f.State == PlanNew || f.State == PlanChanged) {
			f.State, f.Reason = PlanHeld, "The chunks of an episode are written over together, and "+with+" cannot be written. Name another folder with --to."
		}
		if f.State == PlanHeld || f.State == PlanConflict {
			v.keepOld(f)
		}
	}
}

// hardlyKnown is how well a first turn is known again where it should be looked at all the same.
const hardlyKnown = 0.7

// like cuts an episode where its chunks begin.
func (v *CutView) like(e *episodeText, pieces []pieceFile, r CutRequest, rate timecode.Rate) error {
	if len(pieces) == 0 {
		return fail(CodeNotFound, nil, "%s: there is no chunk of this episode in %s.", e.files[0].shown, r.Like)
	}
	v.notation(e, e.recast(pieceTurns(pieces), firstsOf(pieces), rate))
	v.namesIn(e, pieces)
	starts := cut.Starts(e.turns, piecesOf(pieces))
	bodies := cut.Like(e.turns, starts)
	first := true
	for i, p := range pieces {
		f := CutFile{of: e, Path: filepath.Join(r.To, filepath.FromSlash(p.below)), Sure: hundredths(starts[i].Sure)}
		if starts[i].Turn < 0 {
			f.State, f.Reason = PlanHeld, whyLost(e, pieces, starts, i)
			v.Files = append(v.Files, f)
			continue
		}
		if first && starts[i].Turn > 0 {
			v.Notes = append(v.Notes, e.place(0, chunkfile.Warn, "cut.before", "The turns from here on stand before the one that %s began with. They stand in it now.", filepath.Base(p.shown)))
		}
		first = false
		if starts[i].Sure < hardlyKnown {
			v.Notes = append(v.Notes, e.place(starts[i].Turn, chunkfile.Warn, "cut.unsure", "%s begins here, as far as can be told. Look at it.", filepath.Base(p.shown)))
		}
		f.fill(bodies[i])
		want, err := cut.Dressed(p.Chunk, bodies[i])
		if r.Slugs {
			v.reslug(&f, &want)
		}
		if err == nil {
			f.text, err = p.file.Update(want)
		}
		if err != nil {
			f.State, f.Reason = PlanHeld, cutReason(err)
		} else if next := swallowed(pieces, starts, i, bodies[i]); next != "" {
			f.State, f.Reason = PlanHeld, fmt.Sprintf("It would have the turns of %s as well, whose beginning was not known again.", next)
		} else {
			v.looks(e, p, starts[i].Turn, bodies[i], want)
		}
		v.Files = append(v.Files, f)
	}
	return nil
}

// cutReason says why a file cannot be written.
func cutReason(err error) string {
	var refused *chunkfile.RefusedError
	if errors.As(err, &refused) {
		return capital(refused.What) + "."
	}
	return capital(err.Error()) + "."
}

func (f *CutFile) fill(turns []transcript.Turn) {
	f.Turns = len(turns)
	for _, t := range turns {
		if t.Span != nil {
			if f.Start == "" {
				f.Start = t.Span.Start.String()
			}
			f.End = t.Span.End.String()
		}
	}
}

// compare sets the file's state by what stands at its place.
func (f *CutFile) compare(overwrite bool) {
	if f.State == PlanHeld {
		return
	}
	var err error
	f.disk, err = os.ReadFile(f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.State = PlanNew
	case err != nil:
		f.State, f.Reason = PlanHeld, missing(f.Path, err).Error()
	case bytes.Equal(f.disk, f.text):
		f.State = PlanSame
	case overwrite:
		f.State = PlanChanged
	default:
		f.State, f.Reason = PlanConflict, "Another file stands here already. It is replaced only with --overwrite."
	}
}

// WriteCutNow writes what CutNow said, and changes the states to what became of the files.
func WriteCutNow(ctx context.Context, v *CutView) error {
	for i := range v.Files {
		f := &v.Files[i]
		if f.State != PlanNew && f.State != PlanChanged {
			continue
		}
		if err := ctx.Err(); err != nil {
			return sentence(err)
		}
		err := os.MkdirAll(filepath.Dir(f.Path), 0o755)
		if err == nil {
			err = atomicfile.Write(f.Path, f.text, f.overtaken)
		}
		if f.State = FileWritten; err != nil {
			f.State, f.Reason = FileFailed, writeReason(f.Path, err)
			v.keepOld(f)
		}
	}
	return nil
}

func (f *CutFile) overtaken() error {
	now, err := os.ReadFile(f.Path)
	if (err == nil) != (f.disk != nil) || !bytes.Equal(now, f.disk) {
		return errOvertaken
	}
	return nil
}
