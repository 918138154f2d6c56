// This file has the words of a library's episode found in its sound for the verb: what the window finds and keeps, told as
// the words of a file are. It is no step, but for the times of turns, which somebody asks for.

package service

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"stet/backend/align"
	"stet/backend/formats"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// AlignEpisodeNow finds the words of an episode that nobody has looked for yet, keeps when they are said, and tells of all.
// r.Path is the episode's number, or its series and number with a slash between; r.Sound is a sound that it is to have.
func AlignEpisodeNow(ctx context.Context, s *Service, r AlignRequest, progress func(what string, done, total int)) (AlignedFile, error) {
	id, err := s.episodeNamed(ctx, r.Path)
	if err != nil {
		return AlignedFile{}, sentence(err)
	}
	beyond, err := s.useSound(ctx, id, r.Sound, progress)
	if err != nil {
		return AlignedFile{}, sentence(err)
	}
	path, err := s.soundOf(int64(id))
	if err != nil {
		return AlignedFile{}, sentence(err)
	}
	if path == "" {
		return AlignedFile{}, fail(CodeInvalid, nil, "Episode %s has no sound to look in. Name its file with --sound.", r.Path)
	}
	a := &aligner{service: s, id: id, path: path, workers: runtime.NumCPU(), anew: r.Untimed, untimed: r.Untimed}
	if _, err := a.align(ctx, progress); err != nil {
		return AlignedFile{}, sentence(err)
	}
	v, err := s.alignedEpisode(ctx, id)
	v.Beyond = cmp.Or(beyond, a.view.Beyond)
	if err != nil || !r.Write || len(v.Turns) == 0 {
		return v, sentence(err)
	}
	_, err = s.AcceptTimes(int64(id), nil, 0)
	v.Written = err == nil
	return v, sentence(err)
}

// episodeNamed is the one episode of a number.
func (s *Service) episodeNamed(ctx context.Context, name string) (session.EpisodeID, error) {
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return 0, err
	}
	var found []session.EpisodeRow
	var full []string
	for _, row := range rows {
		if row.Episode.Key == name || fullName(row) == name {
			found, full = append(found, row), append(full, fullName(row))
		}
	}
	switch len(found) {
	case 0:
		return 0, fail(CodeNotFound, nil, "There is no episode %s in the library, and no file of that name.", name)
	case 1:
		return found[0].ID, nil
	}
	return 0, fail(CodeInvalid, nil, "Several series have an episode %s. Name one of %s.", name, quotedList(full))
}

// useSound gives an episode a sound, if it can be opened and is another one; "" is none. It says what AttachSound tells.
func (s *Service) useSound(ctx context.Context, id session.EpisodeID, path string, progress func(what string, done, total int)) (beyond string, err error) {
	if path == "" {
		return "", nil
	}
	path, err = filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if now, err := s.soundOf(int64(id)); err != nil || now == path {
		return "", err
	}
	src, err := s.Sounds.prepared(ctx, path, progress)
	if err != nil {
		return "", soundError(err)
	}
	if err := src.Close(); err != nil {
		return "", err
	}
	reply, err := s.AttachSound(int64(id), path)
	return reply.Told, err
}

// alignedEpisode tells of the words of an episode as they stand.
func (s *Service) alignedEpisode(ctx context.Context, id session.EpisodeID) (AlignedFile, error) {
	var e transcript.Episode
	var chunks []transcript.Chunk
	err := s.open.with(ctx, id, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, _ session.Files) {
			e = doc.Episode()
			chunks = wholeChunks(doc)
		})
		return nil
	})
	if err != nil {
		return AlignedFile{}, err
	}
	v := newAlignedFile()
	v.Note = unmodelled(s.modelsDir(), languageOf(chunks))
	var turns []transcript.Turn
	place, of := map[transcript.ID]int{}, map[transcript.ID]transcript.Chunk{}
	for _, c := range chunks {
		for _, t := range c.Turns {
			turns = append(turns, t)
			place[t.ID], of[t.ID] = len(turns), c
		}
	}
	v.tell(turns)
	var heard []heardTurn
	for i, t := range turns {
		if h, ok := heardWhole(t, i); ok {
			heard = append(heard, h)
		}
	}
	v.clock(heard, e)
	v.split(turns, e.Clock(), func() *align.Model { return s.modelOf(chunks) })
	b := s.beside(ctx, id)
	for _, u := range b.untold(uncoveredBy(b.Uncovered, turns)) {
		v.Uncovered = append(v.Uncovered, spanIn(u.Start, u.End))
	}
	for _, m := range b.Misfits {
		if first, last := place[m.First], place[m.Last]; first > 0 && last > 0 {
			short := m.tooShort(b.Length, e.Clock(), of[m.Last], turns[last-1])
			v.Misfits = append(v.Misfits, AlignedMisfit{spanIn(m.Given.Start, m.Given.End), first, last, m.Words, short})
		}
	}
	for _, c := range chunks {
		if len(c.Turns) > 0 {
			v.header(c, e.Clock(), place[c.Turns[0].ID], b.Length)
		}
	}
	v.inside(turns, e.Clock(), b.Length)
	v.twice(turns)
	v.other(b.Length)
	for _, o := range offers(e.Clock(), chunks) {
		if v.Sound != "" {
			break // nothing is said there
		}
		v.Turns = append(v.Turns, AlignedTurn{spanIn(o.start, o.end), place[o.turn.ID], rangeOf(o.span)})
	}
	v.episode = formats.NewEpisode(e, chunks, 0)
	return v, nil
}

// tell says of each word of turns when it is said, as the turns have it.
func (v *AlignedFile) tell(turns []transcript.Turn) {
	at := timecode.Time(0)
	for i, t := range turns {
		for k, word := range transcript.Words(t.Paragraphs) {
			var w transcript.Timing
			if k < len(t.Times) {
				w = t.Times[k]
			}
			if !w.How.Timed() {
				w.Start, w.End = at, at
			}
			at = w.End
			span := spanIn(w.Start, w.End)
			v.Words = append(v.Words, AlignedWord{word, i + 1, span.Start, span.End, float64(w.Confidence) / 100, stateOf(w), w.How.String()})
		}
	}
}

// stateOf is how a word's time is known, as the verb has always said it.
func stateOf(w transcript.Timing) string {
	if w.How == transcript.Measured {
		return "aligned"
	}
	return strings.ReplaceAll(w.How.String(), "-", " ")
}

// header tells of a chunk that cannot be said in the time that its header gives, unless its turns tell of it themselves, or
// that lies outside the sound and the clock is told of.
func (v *AlignedFile) header(c transcript.Chunk, clock timecode.Clock, first int, length timecode.Time) {
	given, words, misfit := headerMisfit(c, clock)
	last := first + len(c.Turns) - 1
	if v.Clock != "" && outside(given, length) {
		return
	}
	if misfit && !slices.ContainsFunc(v.Misfits, func(m AlignedMisfit) bool { return m.First <= last && m.Last >= first }) {
		v.Misfits = append(v.Misfits, AlignedMisfit{AlignedSpan: spanIn(given.Start, given.End), First: first, Last: last, Words: words})
	}
}

// inside leaves what is told of turns that have too little time where the clock is not told of, or all their times lie in the sound.
func (v *AlignedFile) inside(turns []transcript.Turn, clock timecode.Clock, length timecode.Time) {
	v.Misfits = slices.DeleteFunc(v.Misfits, func(m AlignedMisfit) bool {
		return v.Clock != "" && !m.Ends && reachOut(turns[m.First-1:m.Last], clock, length)
	})
}

func rangeOf(span *timecode.Span) string { return fmt.Sprintf("%s - %s", span.Start, span.End) }
