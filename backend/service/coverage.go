// This file says of the open episode whether its chunks hold every turn once: against its full transcript where there is
// one, and else against one another. It changes nothing; coveragemend.go makes what was shown.

package service

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/align"
	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// CoverageView is whether the chunks of an episode hold every turn once.
type CoverageView struct {
	// Against are the transcripts that the chunks are held against; none means against one another. Found says that nobody
	// chose them: they lie beside the chunks, or stand in the library.
	Against []string `json:"against"`
	Found   bool     `json:"found"`
	// Trouble says why a transcript that was chosen cannot be read.
	Trouble  string            `json:"trouble"`
	Chunks   int               `json:"chunks"`
	Turns    int               `json:"turns"`
	Findings []CoverageFinding `json:"findings"`
	// Stands is speech that is not to be written, as somebody has said.
	Stands []CoverageFinding `json:"stands"`
	// More counts the findings that are left out.
	More int `json:"more"`
}

// CoverageFinding is a stretch of turns that does not stand in one chunk, once.
type CoverageFinding struct {
	// Key names it, as long as nothing of it changes.
	Key      string `json:"key"`
	Kind     string `json:"kind"`
	Severity string `json:"severity"`
	What     string `json:"what"`
	// Words are the first that it is about.
	Words   string           `json:"words"`
	Places  []CoveragePlace  `json:"places"`
	Repairs []CoverageRepair `json:"repairs"`
	// Doubtful says that nothing tells which of the repairs is right.
	Doubtful bool `json:"doubtful"`
	// Heard is the stretch of the sound that it is about; nil where it is about none.
	Heard *RangeView `json:"heard,omitempty"`
	// Waived says why somebody let it stand where the gate told of it, and Faults are what the gate told.
	Waived string         `json:"waived,omitempty"`
	Faults []FaultRequest `json:"faults,omitempty"`
}

// CoveragePlace is where to look: a turn of a chunk.
type CoveragePlace struct {
	Chunk  transcript.ID `json:"chunk"`
	Number string        `json:"number"`
	Turn   transcript.ID `json:"turn"`
	Start  string        `json:"start"`
	// After is the word of the turn behind which it is; nil where it is the turn.
	After *int `json:"after,omitempty"`
}

// CoverageRepair is what would mend it, shown before it is made. The first of several is the one that suits best.
type CoverageRepair struct {
	Name    string       `json:"name"`
	Changes []ChangeView `json:"changes"`
	More    int          `json:"more"`
	ops     []transcript.Op
}

// What of the coverage is told at most.
const (
	mostUncovered = 60
	changesShown  = 6
)

// Coverage holds the chunks of an episode against its transcript.
func (s *Service) Coverage(episode int64) (CoverageView, error) {
	c, err := s.covering(session.EpisodeID(episode))
	if err != nil {
		return CoverageView{}, sentence(err)
	}
	return s.coverageView(session.EpisodeID(episode), c), nil
}

func (s *Service) coverageView(id session.EpisodeID, c *covering) CoverageView {
	v := c.view()
	texts := s.notOurs(s.ctx, c.full.files)
	s.disk.watchTexts(id, texts)
	v.Findings = append(s.changedText(s.ctx, id, texts), v.Findings...)
	v.Findings = c.once(append(v.Findings, c.heardBeside(s.modelsDir())...))
	v.Stands = c.standing()
	soundFirst(v.Findings)
	v.More = max(0, len(v.Findings)-mostUncovered)
	v.Findings = append([]CoverageFinding{}, v.Findings[:len(v.Findings)-v.More]...)
	for i := range v.Findings {
		f := &v.Findings[i]
		f.Places, f.Repairs = append([]CoveragePlace{}, f.Places...), append([]CoverageRepair{}, f.Repairs...)
	}
	return v
}

// covering is an episode held against its transcript.
type covering struct {
	// doc is a copy, in which repairs are tried.
	doc    *transcript.Document
	pieces []cut.Piece
	// turns are those of the transcript.
	turns  []transcript.Turn
	ledger *cut.Ledger
	// twice are the turns of which the ledger tells that they stand twice.
	twice map[transcript.ID]bool
	full  fullText
	// stood says of a finding why it was let stand, if it was; nil where nobody asks.
	stood func(cut.Finding) (why string, faults []FaultRequest)
	// model gives that of the episode's language; nil where there is none.
	model func() *align.Model
	// beside is what the search for the words has found beside them.
	beside besideWords
}

// fullText is the transcript of a whole episode.
type fullText struct {
	against []string
	found   bool
	trouble string
	turns   []transcript.Turn
	// files are those that it was read from now.
	files []string
}

// add puts a part behind those that are there.
func (f *fullText) add(path string, turns []transcript.Turn) {
	f.against, f.turns, f.found = append(f.against, path), append(f.turns, turns...), true
}

func (s *Service) covering(id session.EpisodeID) (*covering, error) {
	var doc *transcript.Document
	var folders []string
	var source fullText
	var look gateLook
	err := s.open.with(s.ctx, id, func(open *session.Session) error {
		look = lookAs(s.look(s.ctx, open), open)
		open.Read(func(now *transcript.Document, files session.Files) {
			doc = now.Clone()
			source, folders = cutFrom(doc, files)
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	model := func() *align.Model { return s.modelOf(wholeChunks(doc)) }
	c := coverOf(doc, s.fullText(id, doc, source, folders), model)
	c.beside = s.beside(s.ctx, id)
	c.stood = c.stoodBy(look, func(gaps []cut.Finding) map[int]bool { return s.takenOut(s.ctx, id, gaps, c.turns) })
	return c, nil
}

// cutFrom is the transcript that chunks were cut from here, if they were, and the folders that an episode's files lie in.
func cutFrom(doc *transcript.Document, files session.Files) (source fullText, folders []string) {
	for _, c := range doc.Chunks() {
		path := files.Source(c).Path
		if path != "" && !slices.Contains(folders, filepath.Dir(path)) {
			folders = append(folders, filepath.Dir(path))
		}
		if head, _ := doc.Head(c); path != "" && files.Plain(c) && !head.Matter.Plain() {
			source.add(path, files.Imported(c).Turns)
		}
	}
	return source, folders
}

func coverOf(doc *transcript.Document, full fullText, model func() *align.Model) *covering {
	c := newCovering(coveringPieces(doc), full)
	c.doc, c.model = doc, model
	return c
}

// newCovering holds pieces against a transcript; without one against one another.
func newCovering(pieces []cut.Piece, full fullText) *covering {
	c := &covering{full: full, pieces: pieces}
	if c.turns = full.turns; len(full.against) == 0 {
		c.turns = cut.Union(c.pieces)
	}
	c.ledger = cut.Audit(c.turns, c.pieces)
	c.twice = c.toldTwice()
	return c
}

// coveringPieces are the chunks that cover an episode.
func coveringPieces(doc *transcript.Document) (out []cut.Piece) {
	for _, id := range cutChunks(doc) {
		chunk, _ := doc.Chunk(id)
		out = append(out, cut.Piece{Name: chunkName(doc, id), Chunk: chunk})
	}
	return out
}

// cutChunks are the chunks of an episode without the transcript that they were cut from, if that stands beside them.
func cutChunks(doc *transcript.Document) []transcript.ID {
	var cut, plain []transcript.ID
	for _, id := range doc.Chunks() {
		if head, _ := doc.Head(id); head.Matter.Plain() {
			plain = append(plain, id)
		} else {
			cut = append(cut, id)
		}
	}
	if len(cut) == 0 {
		return plain
	}
	return cut
}

// wholeChunks are these with all that is in them.
func wholeChunks(doc *transcript.Document) (out []transcript.Chunk) {
	for _, id := range cutChunks(doc) {
		chunk, _ := doc.Chunk(id)
		out = append(out, chunk)
	}
	return out
}

// chunkName calls a chunk for people: "chunk 3".
func chunkName(doc *transcript.Document, id transcript.ID) string {
	head, _ := doc.Head(id)
	if n := chunkNumber(head); n != "" {
		return "chunk " + n
	}
	if title, _ := head.Field("title"); title.Value != "" {
		return "“" + title.Value + "”"
	}
	return fmt.Sprintf("the chunk at place %d", 1+slices.Index(doc.Chunks(), id))
}

func (c *covering) view() CoverageView {
	v := CoverageView{Against: []string{}, Found: c.full.found, Trouble: c.full.trouble, Chunks: len(c.pieces), Turns: len(c.turns), Findings: []CoverageFinding{}}
	v.Against = append(v.Against, c.full.against...)
	for _, f := range c.ledger.Findings {
		// Without a transcript the chunks themselves are what they are held against.
		if (len(c.full.against) > 0 || f.Kind == cut.Twice) && !c.checked(f) {
			v.Findings = append(v.Findings, c.finding(f))
		}
	}
	if len(c.full.against) == 0 {
		v.Findings = append(v.Findings, c.silences()...)
	}
	v.Findings = append(v.Findings, c.elsewhere()...)
	v.Findings = append(v.Findings, c.unspoken()...)
	v.Findings = append(v.Findings, c.untimed()...)
	split := c.splitWords()
	v.Findings = append(v.Findings, split...)
	for _, f := range c.offTimes() {
		// Of a word that stands in both turns it is said once that the speaker changes within it.
		if !slices.ContainsFunc(split, func(s CoverageFinding) bool { return c.atSplit(f, s) }) {
			v.Findings = append(v.Findings, f)
		}
	}
	return v
}

func (c *covering) finding(f cut.Finding) CoverageFinding {
	v := CoverageFinding{Kind: string(f.Kind), Severity: string(chunkfile.Error), Places: []CoveragePlace{}, Repairs: []CoverageRepair{}}
	much := turnsAndWords(f.To-f.From, f.Words)
	at := ""
	if f.To > f.From {
		at, v.Words = when(c.turns[f.From]), firstWords(c.turns[f.From])
	} else if p := f.Places[0]; p.From < len(c.pieces[p.Piece].Chunk.Turns) {
		t := c.pieces[p.Piece].Chunk.Turns[p.From]
		at, v.Words = when(t), firstWords(t)
	}
	for _, p := range f.Places {
		v.Places = append(v.Places, c.placeOf(p))
	}
	switch stands := verb(f.To-f.From, "stands", "stand"); f.Kind {
	case cut.Gap:
		v.What = fmt.Sprintf("%s from %s %s in no chunk.", much, at, stands)
		v.Repairs = c.fill(f)
		if v.Doubtful = c.ledger.Home(f.From) < 0; v.Doubtful {
			v.What += " Nothing tells for sure which one " + verb(f.To-f.From, "it belongs", "they belong") + " to."
		}
	case cut.Twice:
		much = turnsAndWords(f.To-f.From, wordsIn(c.turns[f.From:f.To]))
		if v.What = fmt.Sprintf("%s from %s %s in %d places.", much, at, stands, len(f.Places)); c.saidOnce(f) {
			v.What += " The sound holds " + verb(f.To-f.From, "it", "them") + " once."
		}
		v.Repairs = c.keepOne(f)
	case cut.Torn:
		v.What = fmt.Sprintf("%s of the turn at %s are missing.", quantity(f.Words, "word"), at)
		v.Repairs = c.makeWhole(f)
		if v.Doubtful = standingIn(c.turns).lost([]transcript.Turn{c.turnAt(f.Places[0])}) != ""; v.Doubtful {
			v.What += " What stands in its place is not in the transcript."
		}
	case cut.Shifted:
		v.Severity = string(chunkfile.Warn)
		v.What = fmt.Sprintf("%s %s under other times than in the transcript, where it is said at %s.", much, stands, at)
		v.Repairs = c.retime(f)
	case cut.Missing:
		v.What = fmt.Sprintf("%s from %s lie outside the time of the transcript: a part of it is missing.", turnsAndWords(f.Places[0].To-f.Places[0].From, f.Words), at)
	default:
		v.Severity = string(chunkfile.Warn)
		v.What = fmt.Sprintf("The transcript does not have %s from %s.", turnsAndWords(f.Places[0].To-f.Places[0].From, f.Words), at)
	}
	if c.stood != nil {
		v.Waived, v.Faults = c.stood(f)
	}
	v.Key = strings.Join([]string{v.Kind, at, v.What, v.Words, fmt.Sprint(v.Places)}, "|")
	return v
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func (c *covering) turnAt(p cut.Place) transcript.Turn { return c.pieces[p.Piece].Chunk.Turns[p.From] }

func (c *covering) placeOf(p cut.Place) CoveragePlace {
	chunk := c.pieces[p.Piece].Chunk
	v := CoveragePlace{Chunk: chunk.ID, Number: chunkNumber(chunk)}
	t := c.turnAt(p)
	if v.Turn = t.ID; t.Span != nil {
		v.Start = t.Span.Start.String()
	}
	return v
}

// longSilence is how long nothing is said between two chunks where something may be missing.
const longSilence = 60 * timecode.Second

// silences are the stretches between chunks in which nothing is said for long: no transcript tells whether that is so.
func (c *covering) silences() []CoverageFinding {
	clock := c.doc.Episode().Clock()
	var out []CoverageFinding
	for i := 1; i < len(c.pieces); i++ {
		before, after := c.pieces[i-1].Chunk.Turns, c.pieces[i].Chunk.Turns
		if len(before) == 0 || len(after) == 0 {
			continue
		}
		last, first := before[len(before)-1], after[0]
		if last.Span == nil || first.Span == nil {
			continue
		}
		silent, err := clock.Length(timecode.Span{Start: last.Span.End, End: first.Span.Start})
		if err != nil || silent < longSilence {
			continue
		}
		f := CoverageFinding{
			Kind: "silence", Severity: string(chunkfile.Warn), Repairs: []CoverageRepair{},
			What:   fmt.Sprintf("Between %s and %s nothing is said for %s.", c.pieces[i-1].Name, c.pieces[i].Name, length(silent)),
			Places: []CoveragePlace{c.placeOf(cut.Place{Piece: i - 1, From: len(before) - 1}), c.placeOf(cut.Place{Piece: i})},
		}
		f.Key = f.Kind + "|" + f.What
		out = append(out, f)
	}
	return out
}
