// This file reads transcripts of other programs as drafts of Stet's own. It never writes to their files: such an episode
// is exported beside them, under their name and .md.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// foreign is what a file of another program says.
type foreign struct {
	// origin is the file itself; the read beside it has the path of the draft.
	origin string
	format string
	said   formats.Transcript
}

// brokenFormat is the code of what is wrong in a file of another program.
const brokenFormat = "format.broken"

// ownFormat is what a transcript as Stet writes it is called.
const ownFormat = "Premiere text"

// draftEnding is put behind the name of a foreign file: nothing else of that name lies beside it.
const draftEnding = ".md"

// understand reads a file as what another program wrote, if it is that and was looked for. Stet's own files, and what is in
// the library as it is, stay as they are.
func (r *read) understand(ctx context.Context, find finding) error {
	if !r.open || r.err != nil || r.chunk.Matter.Form != transcript.NoMatter && !r.wide {
		return nil
	}
	if _, err := find(ctx, r.path); !errors.Is(err, session.ErrNotFound) {
		return err
	}
	r.readForeign()
	return nil
}

// readForeign makes a draft of the file, if it has a foreign format.
func (r *read) readForeign() {
	f := formats.NewFile(r.src)
	reader, ok := known.Find(f)
	if r.wide && (!ok || r.chunk.Matter.Form != transcript.NoMatter) && isTranscript(r.chunk) {
		r.foreign = &foreign{origin: r.path, format: ownFormat}
		r.foreign.said.SaysUTF16()
		r.path, r.below = r.path+draftEnding, r.below+draftEnding
		return
	}
	if ok && !r.named && reader.Loose {
		return
	}
	if !ok {
		if no, is := jsonLines(f, r.shown); is && r.named {
			r.err = no
		} else if err := f.Broken(); err != nil && r.named {
			r.err = formatError(r.shown, err)
		}
		return
	}
	said, err := reader.Read(f)
	var draft formats.Draft
	if err == nil {
		draft, err = said.Draft()
	}
	if err != nil {
		r.err = formatError(r.shown, err)
		return
	}
	if r.wide {
		said.SaysUTF16()
	}
	r.foreign = &foreign{origin: r.path, format: reader.Name, said: said}
	r.src, r.chunk, r.file = draft.Bytes, draft.Chunk, chunkfile.Parse(draft.Bytes)
	r.identify()
	r.path, r.below = r.path+draftEnding, r.below+draftEnding
}

// formatError is why a foreign file cannot be read, with the place.
func formatError(shown string, err error) *refusal {
	var e *formats.Error
	if errors.As(err, &e) {
		return refuse(shown, e.Line, e.Column, brokenFormat, "%s", e.What)
	}
	return refuse(shown, 1, 1, brokenFormat, "%s", sentence(err))
}

// again deals with a foreign file whose draft is in the library. What was made of the draft since is not touched.
func (im *importing) again(ctx context.Context, r read, place session.Place) error {
	src, err := im.service.Store.Source(ctx, place.Episode, place.Chunk)
	if err != nil {
		return err
	}
	if place.Hash == sha256.Sum256(r.src) || bytes.Equal(src.First, r.src) {
		im.view.Same++
		return nil
	}
	im.view.Refused = append(im.view.Refused, refuse(r.shown, 1, 1, comeAgain,
		"This file was taken in before, and says something else now. The library keeps what it has. To take it anew, give it another name.").ProblemView)
	return nil
}

// IncomingView is what a file would become, before it is taken in.
type IncomingView struct {
	File   string `json:"file"`
	Format string `json:"format"`
	Turns  int    `json:"turns"`
	Words  int    `json:"words"`
	// Timed is how many words have a time of their own, Between how many have one put between others or over a cue.
	Timed    int      `json:"timed"`
	Between  int      `json:"between"`
	Speakers []string `json:"speakers"`
	// Start is when the first turn begins, End the latest time; "" where there is none.
	Start    string       `json:"start"`
	End      string       `json:"end"`
	Language string       `json:"language"`
	Remarks  []RemarkView `json:"remarks"`
	// Export is where an export would write it: the file itself only where it is a transcript as Stet writes them.
	Export string `json:"export"`
	// Series and Episode are what it becomes, and Opening how it begins; without a library nothing.
	Series  string        `json:"series,omitempty"`
	Episode string        `json:"episode,omitempty"`
	Opening []OpeningView `json:"opening,omitempty"`
	// Problem says why the file cannot be taken in; nil where it can.
	Problem *ProblemView `json:"problem"`
}

// RemarkView is what is guessed, lost or odd in a file, and in which lines.
type RemarkView struct {
	Kind  string `json:"kind"` // "guessed", "lost" or "odd"
	What  string `json:"what"`
	Lines []int  `json:"lines"`
	// More is how many lines there are besides.
	More int `json:"more"`
}

// Incoming tells what files of other programs, and transcripts without front matter, would become, and which files are no
// transcripts. Of chunk files, and of what the library has, it tells nothing: they come as they are.
func (s *Service) Incoming(paths []string) ([]IncomingView, error) {
	wrote := func(r read) bool { return s.wrote(s.ctx, r.path, sha256.Sum256(r.src)) }
	files, beside, err := incoming(s.ctx, s.Store.Find, wrote, paths)
	if err == nil {
		err = s.placeIncoming(s.ctx, files, beside)
	}
	v := viewsOf(files)
	// What does not come beside another the import tells: nobody has to agree to that.
	v = slices.DeleteFunc(v, func(v IncomingView) bool { return v.Problem != nil && v.Problem.Code == doubleCode })
	return v, sentence(err)
}

// IncomingNow is Incoming for verbs: without a library, so that nothing is there yet.
func IncomingNow(ctx context.Context, paths []string) ([]IncomingView, error) {
	nowhere := func(context.Context, string) (session.Place, error) { return session.Place{}, session.ErrNotFound }
	files, _, err := incoming(ctx, nowhere, func(read) bool { return false }, paths)
	return viewsOf(files), sentence(err)
}

// finding tells where a file stands in a library, as session.Store does.
type finding func(ctx context.Context, path string) (session.Place, error)

// incomingFile is a file that would come, and what is told of it.
type incomingFile struct {
	read
	view IncomingView
}

func viewsOf(files []incomingFile) []IncomingView {
	out := []IncomingView{}
	for _, f := range files {
		out = append(out, f.view)
	}
	return out
}

// incoming looks at what would come; wrote says of a file that Stet wrote it. Beside are the files that come as they are, and were not looked into, by their folders.
func incoming(ctx context.Context, find finding, wrote func(read) bool, paths []string) (out []incomingFile, beside map[string][]found, err error) {
	g, err := gatherAll(paths)
	if err != nil {
		return nil, nil, err
	}
	m, beside := newMet(), map[string][]found{}
	made := madeHere(ctx, g.files)
	var folder []late
	for _, f := range g.files {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if !f.open {
			m.noteName(f)
			beside[filepath.Dir(f.path)] = append(beside[filepath.Dir(f.path)], f)
			if hasFence(f.path) {
				continue
			}
		}
		r := readFile(f)
		if err := r.understand(ctx, find); err != nil {
			return nil, nil, err
		}
		if f.open {
			m.note(r)
		}
		if _, err := find(ctx, r.path); err == nil {
			continue // the library has it
		}
		if !r.named && r.foreign != nil {
			folder = append(folder, late{read: r})
		} else if v, ok := incomingView(r); ok && (r.named || v.Problem == nil && !wrote(r) && !made(r)) {
			out = append(out, incomingFile{r, v})
		}
	}
	// What a folder holds besides, the import tells.
	sortLate(folder)
	for _, l := range folder {
		v, _ := incomingView(l.read)
		if why := m.double(l); why != "" {
			v.Problem = &ProblemView{File: l.shown, Line: 1, Column: 1, Severity: string(chunkfile.Warn), Code: doubleCode, What: why}
		}
		m.take(l)
		out = append(out, incomingFile{l.read, v})
	}
	return out, beside, nil
}

func incomingView(r read) (IncomingView, bool) {
	v := IncomingView{File: r.shown, Export: r.path, Speakers: []string{}, Remarks: []RemarkView{}}
	var no *refusal
	if errors.As(r.err, &no) {
		v.Problem = &no.ProblemView
		return v, true
	}
	switch {
	case r.foreign != nil:
		v.Format, v.Language = r.foreign.format, r.foreign.said.Language
		v.Remarks = remarkViews(r.foreign.said.Remarks)
		if r.foreign.format == ownFormat {
			v.Remarks = append(v.Remarks, ownRemarks(r)...)
		}
	case r.chunk.Matter.Form == transcript.NoMatter && isTranscript(r.chunk):
		v.Format = ownFormat
		v.Remarks = ownRemarks(r)
	case isTranscript(r.chunk):
		return v, false
	default:
		problem := noTranscript(r)
		v.Problem = &problem
		return v, true
	}
	last := timecode.Time(0)
	for _, t := range r.chunk.Turns {
		v.Turns++
		v.Words += transcript.CountWords(t.Paragraphs)
		for _, w := range t.Times {
			switch {
			case w.How.Sure():
				v.Timed++
			case w.How.Timed():
				v.Between++
			}
		}
		if name := t.Label(); name != "" && !slices.Contains(v.Speakers, name) {
			v.Speakers = append(v.Speakers, name)
		}
		if t.Span != nil {
			if v.Start == "" {
				v.Start = t.Span.Start.String()
			}
			if end, err := t.Span.End.At(timecode.Rate60); err != nil || end >= last {
				v.End, last = t.Span.End.String(), max(last, end)
			}
		}
	}
	return v, true
}

// ownRemarks are what a transcript without front matter leaves to be guessed, and what its lines say that is odd.
func ownRemarks(r read) []RemarkView {
	t := formats.Transcript{}
	known.OwnRemarks(&t, r.src)
	return remarkViews(t.Remarks)
}

// What of a file is told at most: who has to know more must look into it.
const (
	remarksShown = 40
	linesShown   = 8
)

func remarkViews(remarks []formats.Remark) []RemarkView {
	out := []RemarkView{}
	for _, m := range remarks[:min(len(remarks), remarksShown)] {
		n := min(len(m.Lines), linesShown)
		out = append(out, RemarkView{Kind: string(m.Kind), What: m.What, Lines: append([]int{}, m.Lines[:n]...), More: len(m.Lines) - n})
	}
	if more := len(remarks) - remarksShown; more > 0 {
		out = append(out, RemarkView{Kind: string(formats.Odd), What: fmt.Sprintf("%d more of which nothing is told here", more), Lines: []int{}})
	}
	return out
}

// KnownFormats are the formats of other programs that are read.
func KnownFormats() []string {
	var names []string
	for _, r := range known.Readers() {
		names = append(names, r.Name)
	}
	return names
}

// nearestTo says what a text may have been meant to be, of which no format is known, and what to do.
func nearestTo(path string, src []byte) string {
	near := known.Nearest(path, src)
	if len(near) == 0 {
		return "It reads texts with times, subtitles such as SubRip and WebVTT, and the JSON of recognisers such as Whisper and Deepgram: export it as one of these."
	}
	return "It is most like " + strings.Join(near, " or ") + ", but it is not whole, or made in another way: export it anew, or as SubRip, WebVTT or text."
}
