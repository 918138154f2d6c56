// This file gives the words of an episode the times that a recogniser's file of the same recording has. It changes no
// word, and no turn that has a time.

package service

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/formats/merge"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// TakenTimes is what became of taking times of words.
type TakenTimes struct {
	Reply EditReply `json:"reply"`
	// Words are those of the episode, Heard those of them that were found in the file, and Told those to which it gives a time.
	Words int `json:"words"`
	Heard int `json:"heard"`
	Told  int `json:"told"`
	// Shift is how many milliseconds later in the sound the words are than the turns say, at the middle of all turns.
	Shift int64 `json:"shift"`
}

// sameTalk is how many words of a hundred must be found in a recogniser's file, for it to be of the same recording.
const sameTalk = 50

// TakeTimes takes the times of words from a file that a recogniser wrote. Turns without a time get that of their words; words that a
// person has timed keep theirs.
func (s *Service) TakeTimes(episode int64, path string) (TakenTimes, error) {
	heard, err := recognised(path, path)
	if err != nil {
		return TakenTimes{}, sentence(err)
	}
	return s.takeTimes(s.ctx, session.EpisodeID(episode), nil, heard, path)
}

// ImportTimedNow takes a transcript in, or the folder of an episode's chunks, if the library does not have them, and gives their
// words the times of a recogniser's file. Verbs use it.
func ImportTimedNow(ctx context.Context, s *Service, path, times string, progress func(what string, done, total int)) (ImportView, TakenTimes, error) {
	heard, err := recognised(times, times)
	if err != nil {
		return ImportView{}, TakenTimes{}, sentence(err)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return s.importTimedChunks(ctx, path, times, heard, progress)
	}
	if err := s.standsAlready(ctx, path, times); err != nil {
		return ImportView{}, TakenTimes{}, sentence(err)
	}
	if err := s.otherTalk(ctx, path, times, heard); err != nil {
		return ImportView{}, TakenTimes{}, sentence(err)
	}
	v, err := s.importPaths(ctx, []string{path}, importHow{}, progress)
	if err != nil || len(v.Refused) > 0 {
		return v, TakenTimes{}, sentence(err)
	}
	place, err := s.placeOf(ctx, path)
	if err != nil {
		return v, TakenTimes{}, sentence(err)
	}
	taken, err := s.takeTimes(ctx, place.Episode, []transcript.ID{place.Chunk}, heard, times)
	return v, taken, err
}

// otherTalk refuses a file that is to come in for times that are of another recording: nothing of it comes then.
func (s *Service) otherTalk(ctx context.Context, path, times string, heard formats.Transcript) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	r := readFile(found{path: abs, shown: path, named: true, open: true})
	if err := r.understand(ctx, s.Store.Find); err != nil || r.err != nil {
		return nil // why it cannot be taken in the import says
	}
	_, m := merge.Times(r.chunk.Turns, timecode.Clock{Rate: timecode.Rate30}, heard)
	return sameRecording(m, times)
}

// sameRecording fails where too few words are in a recogniser's file.
func sameRecording(r merge.Result, path string) error {
	if r.Heard*100 >= r.Words*sameTalk && r.Heard > 0 {
		return nil
	}
	return fail(CodeInvalid, nil, "Of %d words, only %d are in %s: it is most likely of another recording. Nothing was changed.", r.Words, r.Heard, filepath.Base(path))
}

// standsAlready refuses a transcript that the library has from another file of the same name in the same place: its words would
// stand twice.
func (s *Service) standsAlready(ctx context.Context, path, times string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return err
	}
	twin := ""
	for _, row := range rows {
		for _, c := range row.Chunks {
			switch source := strings.TrimSuffix(c.Source, draftEnding); {
			case c.Source == abs, source == abs:
				return nil
			case c.Source != "" && filepath.Base(stem(source)) == filepath.Base(stem(abs)) && showFolder(source) == showFolder(abs):
				if twin = source; filepath.Ext(twin) == "" {
					twin = c.Source
				}
				if filepath.Dir(twin) == filepath.Dir(abs) {
					twin = filepath.Base(twin)
				}
			}
		}
	}
	if twin == "" {
		return nil
	}
	return fail(CodeInvalid, nil, "The library has %s already, by its name of the same recording: the words would stand twice. Give the times to that: stet import --times %s %s. To take %s in beside it, import it by itself.",
		twin, filepath.Base(times), twin, filepath.Base(path))
}

// showFolder is the folder that a file lies in, or around one such as subtitles. Files of one name in two of them are of two
// recordings: many a series begins with a 01.srt.
func showFolder(path string) string {
	dir := filepath.Dir(path)
	for kindOnly.MatchString(filepath.Base(dir)) {
		dir = filepath.Dir(dir)
	}
	return dir
}

// placeOf tells where a file, or the draft that was made of it, stands in the library.
func (s *Service) placeOf(ctx context.Context, path string) (session.Place, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return session.Place{}, err
	}
	place, err := s.Store.Find(ctx, abs)
	if errors.Is(err, session.ErrNotFound) {
		place, err = s.Store.Find(ctx, abs+draftEnding)
	}
	if errors.Is(err, session.ErrNotFound) {
		return place, fail(CodeInvalid, err, "%s is no single transcript. Name the file whose words are to have times.", path)
	}
	return place, err
}

// recognised reads a file with times of words.
func recognised(path, shown string) (formats.Transcript, error) {
	src, _, err := readWide(path, shown)
	if err != nil {
		return formats.Transcript{}, err
	}
	f := formats.NewFile(src)
	reader, ok := known.Find(f)
	if !ok {
		return formats.Transcript{}, fail(CodeInvalid, f.Broken(), "%s is no file of a recogniser that Stet knows. %s", shown, nearestTo(path, src))
	}
	said, err := reader.Read(f)
	if err != nil {
		return said, formatError(shown, err)
	}
	if !slices.ContainsFunc(said.Turns, func(t formats.Turn) bool { return len(t.Times) > 0 }) {
		return said, fail(CodeInvalid, nil, "%s (%s) has no times of words. Let the recogniser write them, and try again.", shown, reader.Name)
	}
	return said, nil
}

// takeTimes gives the words of chunks, or of all, their times in one step.
func (s *Service) takeTimes(ctx context.Context, id session.EpisodeID, chunks []transcript.ID, heard formats.Transcript, path string) (TakenTimes, error) {
	var out TakenTimes
	length := s.lengthOf(ctx, id)
	reply, err := s.change(id, func(open *session.Session) (session.Result, error) {
		var turns []transcript.Turn
		var clock timecode.Clock
		open.Read(func(doc *transcript.Document, _ session.Files) {
			clock = doc.Episode().Clock()
			if chunks == nil {
				chunks = doc.Chunks()
			}
			for _, c := range chunks {
				chunk, _ := doc.Chunk(c)
				turns = append(turns, chunk.Turns...)
			}
		})
		times, r := merge.Times(turns, clock, heard)
		out.Words, out.Heard, out.Told, out.Shift = r.Words, r.Heard, r.Told, r.Shift.Millis()
		if err := sameRecording(r, path); err != nil {
			return session.Result{}, err
		}
		if ends, some := beyond(times, length); some {
			return session.Result{}, fail(CodeInvalid, nil, "The words of %s go on to %s, and the sound ends at %s: it is of another recording, or of another cut of this one. Nothing was changed.",
				filepath.Base(path), soundTime(ends), soundTime(length))
		}
		ops := timeOps(clock, turns, times)
		if len(ops) == 0 {
			return session.Result{}, fail(CodeInvalid, nil, "The words have the times of %s already, or times of somebody's own. Nothing was changed.", filepath.Base(path))
		}
		return open.Do(ctx, session.Edit{Name: "Took the times of words from " + filepath.Base(path), Ops: ops})
	})
	if err == nil && slices.ContainsFunc(heard.Turns, func(t formats.Turn) bool { return slices.ContainsFunc(t.Times, toldAsFound) }) {
		b := s.beside(ctx, id)
		b.Sound = "" // nobody knows in which sound they were found: it is looked for anew
		err = s.noteBeside(ctx, id, b)
	}
	out.Reply = reply
	return out, err
}

// mostBeyond is how many words of a hundred a recogniser may hear behind the end of a sound, as some do in silence.
const mostBeyond = 3

// beyond says whether too many words are said behind the end of a sound, of a length that is 0 where nobody knows it, and where
// the last one ends. Where they are few, it has them have no time, and none end behind it.
func beyond(times []transcript.Timings, length timecode.Time) (ends timecode.Time, some bool) {
	told, late := 0, 0
	for _, words := range times {
		for _, w := range words {
			if !w.How.Sure() {
				continue
			}
			ends = max(ends, w.End)
			if told++; w.Start >= length {
				late++
			}
		}
	}
	if length <= 0 || late*100 > told*mostBeyond {
		return ends, length > 0
	}
	for _, words := range times {
		for i, w := range words {
			if w.How.Timed() && w.Start >= length {
				words[i] = transcript.Timing{}
			}
			words[i].End = min(words[i].End, length)
		}
	}
	return ends, false
}

// lengthOf is how long the sound of an episode is, 0 where there is none, or it cannot be read.
func (s *Service) lengthOf(ctx context.Context, id session.EpisodeID) timecode.Time {
	path, err := s.soundOf(int64(id))
	if err != nil || path == "" {
		return 0
	}
	if b := s.beside(ctx, id); b.Length > 0 && !b.otherThan(path, &s.prints) {
		return b.Length
	}
	return s.lengthOfFile(path)
}

// lengthOfFile is how long a sound is, 0 where it cannot be read as it is.
func (s *Service) lengthOfFile(path string) timecode.Time {
	if s.Sounds.Open == nil {
		return 0
	}
	src, err := s.Sounds.Open(path)
	if err != nil {
		return 0
	}
	defer src.Close()
	return src.Info().Length()
}

// settleAll has the words of turns on end stand one after the other, also from turn to turn, as far as the turns are said in their
// order: a passage that stands elsewhere than it is said moves none.
func settleAll(clock timecode.Clock, turns []transcript.Turn, times []transcript.Timings) {
	from, said := 0, timecode.Time(math.MinInt64)
	for i, t := range turns {
		if times[i].Keep(t.Times); len(times[i]) == 0 {
			times[i] = slices.Clone(t.Times)
		}
		begins, known := placeOfTurn(clock, t)
		if known && begins < said {
			settle(times[from:i])
			from = i
		}
		if known {
			said = begins
		}
	}
	settle(times[from:])
}

// placeOfTurn is where a turn begins as it says itself, or as a person has timed its words.
func placeOfTurn(clock timecode.Clock, t transcript.Turn) (timecode.Time, bool) {
	if t.Span != nil {
		if begins, _, err := clock.Place(*t.Span); err == nil {
			return begins, true
		}
	}
	i := slices.IndexFunc(t.Times, func(w transcript.Timing) bool { return w.How == transcript.ByHand })
	if i < 0 {
		return 0, false
	}
	return t.Times[i].Start, true
}

// settle has words stand one after the other. One that keeps less than half of its time there is not said like that.
func settle(times []transcript.Timings) {
	all := slices.Concat(times...)
	was := slices.Clone(all)
	all.Settle()
	for i, w := range all {
		if w.How.Sure() && w.How != transcript.ByHand && 2*(w.End-w.Start) < was[i].End-was[i].Start {
			all[i].How, all[i].Confidence = transcript.Guessed, 0
		}
	}
	for i := range times {
		n := len(times[i])
		times[i], all = all[:n:n], all[n:]
	}
}

// timeOps are what gives turns their times, where those are others.
func timeOps(clock timecode.Clock, turns []transcript.Turn, times []transcript.Timings) []transcript.Op {
	var ops []transcript.Op
	settleAll(clock, turns, times)
	for i, t := range turns {
		if len(times[i]) == 0 || slices.Equal(times[i], t.Times) {
			continue
		}
		ops = append(ops, transcript.SetTimes{Turn: t.ID, Times: times[i]})
		if t.Span == nil {
			if span, ok := spanOf(times[i]); ok {
				ops = append(ops, transcript.SetSpan{Turn: t.ID, Span: span})
			}
		}
	}
	return ops
}

// spanOf is from the first word that has a time to the last.
func spanOf(times transcript.Timings) (*timecode.Span, bool) {
	var start, end timecode.Time
	found := false
	for _, w := range times {
		if !w.How.Timed() {
			continue
		}
		if !found {
			start, found = w.Start, true
		}
		end = max(end, w.End)
	}
	return formats.SpanOf(start, end), found
}
