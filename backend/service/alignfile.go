// This file has the words of a transcript's file found in a sound, for those who need no library. Of a file it changes
// nothing but the times of turns that have none, and that when asked.

package service

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/align"
	"stet/backend/atomicfile"
	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// AlignRequest is a transcript's file and its sound.
type AlignRequest struct {
	// Path is the file, or of a library the number of an episode.
	Path, Sound, Rate string
	// Offset is where in the sound 00:00:00:00 of the file lies, as the clock has it or in seconds; "" is its beginning.
	Offset string
	// Untimed has the words looked for as if no turn had a time. Write gives the turns of a chunk file that have no time
	// that of their words.
	Untimed, Write bool
	// Language is what is spoken, such as fr; "" where the file tells, or it is English.
	Language string
}

// Check tells whether its frame rate and offset can be read, before anything is.
func (r AlignRequest) Check() error {
	_, err := r.clock()
	return err
}

func (r AlignRequest) clock() (timecode.Clock, error) {
	k, err := clockOf(r.Rate, r.Offset)
	var coded *Error
	if err != nil && !errors.As(err, &coded) {
		err = fail(CodeInvalid, err, "%s.", capital(err.Error()))
	}
	return k, err
}

// AlignedFile is what was found, in seconds.
type AlignedFile struct {
	Words     []AlignedWord   `json:"words"`
	Uncovered []AlignedSpan   `json:"uncovered"`
	Misfits   []AlignedMisfit `json:"misfits"`
	Split     []AlignedSplit  `json:"split"`
	// Twice are turns that the sound does not hold, and that stand once more where it does.
	Twice []AlignedTwice `json:"twice,omitempty"`
	// Sound says that it must be another one than that of the text, since hardly a word is heard; "" where words are.
	Sound string `json:"sound,omitempty"`
	// Clock says how far the timecodes are beside the words, and with which clock they would not be; "" where they are not.
	Clock string `json:"clock,omitempty"`
	// Off are turns that begin or end beside their words, where no other clock is told of.
	Off []AlignedOff `json:"off"`
	// Turns are those that have no time, and what theirs would be; Written says that the file has them now.
	Turns   []AlignedTurn `json:"untimed"`
	Written bool          `json:"written"`
	// Beyond says of times that a file had told that they went on behind the end of the sound, and are gone.
	Beyond string `json:"beyond,omitempty"`
	// Note says that all times are estimated, where there is no model of the language.
	Note string `json:"note,omitempty"`
	// episode has the words with their times, for other formats.
	episode *formats.Episode
}

// As writes the words with their times in a format that holds these: ctm, textgrid or vtt. What it cannot hold, the
// remarks say.
func (v AlignedFile) As(format string) ([]byte, []FormatRemark, error) {
	id := format
	if format == "vtt" {
		id = "vtt-words"
	}
	writers, err := writersOf([]string{id})
	if err != nil {
		return nil, nil, sentence(err)
	}
	out, err := writers[0].Make(v.episode, nil)
	if err != nil {
		return nil, nil, sentence(err)
	}
	return out.Bytes, formatRemarks(out.Remarks), nil
}

// AlignedWord is a word of the text, in order. State is aligned, estimated or not spoken; in a library a word may also be
// timed by hand, imported, carried over, interpolated or unknown.
type AlignedWord struct {
	Word       string  `json:"word"`
	Turn       int     `json:"turn"`
	Start      float64 `json:"start"`
	End        float64 `json:"end"`
	Confidence float64 `json:"confidence"`
	State      string  `json:"state"`
	// Origin says where the time comes from, as formats keep it.
	Origin string `json:"origin"`
}

// AlignedSpan is a stretch of the sound.
type AlignedSpan struct {
	Start float64 `json:"start"`
	End   float64 `json:"end"`
}

// AlignedMisfit is turns, from First to Last, with more words than can be said in the time that they are given.
type AlignedMisfit struct {
	AlignedSpan
	First int `json:"first"`
	Last  int `json:"last"`
	Words int `json:"words"`
	// Ends says that it is the sound that is too short for them: the time runs to its end.
	Ends bool `json:"ends"`
}

// AlignedSplit is a word whose Head ends a turn and whose Tail begins the next one, somebody else's.
type AlignedSplit struct {
	Turn int    `json:"turn"`
	Word string `json:"word"`
	Head string `json:"head"`
	Tail string `json:"tail"`
	// Doubtful says that both are words, too, and only most likely one.
	Doubtful bool `json:"doubtful"`
}

// AlignedOff is a turn that begins or ends beside its words. What says by how much.
type AlignedOff struct {
	Turn int    `json:"turn"`
	What string `json:"what"`
}

// AlignedTurn is when the words of a turn are said.
type AlignedTurn struct {
	AlignedSpan
	Turn int `json:"turn"`
	// Range is written as the file has its times.
	Range string `json:"range"`
}

// Align finds the words of a file in its sound.
func (s Sounds) Align(ctx context.Context, r AlignRequest, progress func(what string, done, total int)) (AlignedFile, error) {
	told, err := r.clock()
	if err != nil {
		return AlignedFile{}, err
	}
	episode := transcript.Episode{Rate: told.Rate, Offset: told.Offset}
	clock := episode.Clock()
	text, err := textOfFile(r)
	if err != nil {
		return AlignedFile{}, err
	}
	turns := text.chunk.Turns
	src, err := s.prepared(ctx, r.Sound, progress)
	if err != nil {
		return AlignedFile{}, soundError(err)
	}
	defer src.Close()
	asked := make([]align.Turn, len(turns))
	all := run{turns: turns, ends: make([]*timecode.Time, len(turns))}
	for i, t := range turns {
		asked[i], all.ends[i] = askedTurn(t, clock), endOf(text.chunk, clock)
		if r.Untimed {
			asked[i].Start, asked[i].End, all.ends[i] = nil, nil, nil
		}
	}
	model, err := new(models).of(s.Models, cmp.Or(r.Language, text.language))
	if err != nil {
		return AlignedFile{}, err
	}
	found, err := all.find(ctx, model, align.Listen(src, model), asked, align.Options{
		Progress: func(done, all timecode.Time) { progress("Aligning", int(1000*done/max(1, all)), 1000) },
		After:    func(done, all timecode.Time) { progress(lookingForGaps, int(1000*done/max(1, all)), 1000) },
	})
	if err != nil {
		return AlignedFile{}, sentence(err)
	}
	v := newAlignedFile()
	v.Note = unmodelled(s.Models, cmp.Or(r.Language, text.language))
	v.found(asked, found, all.short(asked, src.Info().Length()))
	for i := range turns {
		turns[i].Times = timingsOf(found.Turns[i], turns[i].Times)
	}
	v.split(turns, clock, func() *align.Model { return model })
	var heard []heardTurn
	for i, t := range turns {
		turns[i].Times = timingsOf(found.Turns[i], t.Times)
		if h, ok := heardWhole(turns[i], i); ok {
			heard = append(heard, h)
		}
	}
	v.clock(heard, episode)
	if !r.Untimed {
		v.within(text.chunk, clock)
	}
	v.header(text.chunk, clock, 1, src.Info().Length())
	v.inside(turns, clock, src.Info().Length())
	v.twice(turns)
	v.other(src.Info().Length())
	form := formOf(text.chunk, timecode.Millis)
	for i := range turns {
		start, end, ok := extentOf(turns[i].Times)
		if turns[i].Span != nil || !ok || end <= start || v.Sound != "" || clock.LabelTime(start) < 0 {
			continue // what is said before the timecodes begin has none, nor what is not said
		}
		turns[i].Span = &timecode.Span{Start: clock.CodeAt(start, form), End: clock.CodeAt(end, form)}
		upToHeader(clock, text.chunk, i, turns[i].Span, start, end)
		v.Turns = append(v.Turns, AlignedTurn{spanIn(start, end), i + 1, rangeOf(turns[i].Span)})
	}
	stem := strings.TrimSuffix(filepath.Base(r.Path), filepath.Ext(r.Path))
	said := text.chunk
	said.Turns = unclaimed(clock, turns)
	v.episode = formats.NewEpisode(transcript.Episode{Key: stem, Rate: told.Rate, Offset: told.Offset}, []transcript.Chunk{said}, src.Info().Length())
	if !r.Write || len(v.Turns) == 0 {
		return v, nil
	}
	return v, writeTimes(r.Path, text.raw, said.Turns, &v)
}

// fileText is a transcript's file.
type fileText struct {
	raw      []byte
	chunk    transcript.Chunk
	language string
}

// textOfFile reads a chunk file or any other transcript that Stet reads, without times of words.
func textOfFile(r AlignRequest) (out fileText, err error) {
	out.raw, _, err = readWide(r.Path, r.Path)
	if err != nil {
		return out, sentence(err)
	}
	if out.chunk = chunkfile.Parse(out.raw).Chunk(); len(out.chunk.Turns) > 0 {
		out.language = languageOf([]transcript.Chunk{out.chunk})
		return out, nil
	}
	if r.Write {
		return out, fail(CodeInvalid, nil, "%s is no chunk file. Its times can be shown, and not written.", r.Path)
	}
	f := formats.NewFile(out.raw)
	reader, ok := known.Find(f)
	if matter := out.chunk.Matter.Form == transcript.FieldMatter; !ok && (matter || len(bytes.TrimSpace(out.raw)) == 0) {
		if len(out.chunk.Lead) == 0 {
			return out, fail(CodeInvalid, nil, "%s has no words.", r.Path)
		}
		return out, fail(CodeInvalid, nil, "Nothing tells the turns of %s apart: list who speaks under speakers in its front matter, or give the turns times.", r.Path)
	}
	if !ok {
		return out, fail(CodeInvalid, f.Broken(), "%s is no transcript that Stet knows. %s", r.Path, nearestTo(r.Path, out.raw))
	}
	said, err := reader.Read(f)
	if err != nil {
		return out, formatError(r.Path, err)
	}
	out.language = said.Language
	for _, t := range said.Turns {
		turn := transcript.Turn{Span: t.Span, Paragraphs: t.Paragraphs, Estimated: t.Estimated}
		if t.Speaker != "" {
			turn.Speaker = &t.Speaker
		}
		out.chunk.Turns = append(out.chunk.Turns, turn)
	}
	return out, nil
}

func newAlignedFile() AlignedFile {
	return AlignedFile{Words: []AlignedWord{}, Uncovered: []AlignedSpan{}, Misfits: []AlignedMisfit{}, Split: []AlignedSplit{}, Off: []AlignedOff{}, Turns: []AlignedTurn{}}
}

// found tells what a search has come to; ends says of turns that the sound is too short for them.
func (v *AlignedFile) found(turns []align.Turn, found align.Result, ends func(align.Misfit) bool) {
	for i, words := range found.Turns {
		times := timingsOf(words, nil)
		for k, w := range words {
			span := spanIn(w.Start, w.End)
			v.Words = append(v.Words, AlignedWord{turns[i].Words[k], i + 1, span.Start, span.End, hundredths(w.Confidence), stateOf(times[k]), times[k].How.String()})
		}
	}
	for _, u := range found.Uncovered {
		v.Uncovered = append(v.Uncovered, spanIn(u.Start, u.End))
	}
	for _, m := range found.Misfits {
		v.Misfits = append(v.Misfits, AlignedMisfit{spanIn(m.Given.Start, m.Given.End), m.First + 1, m.Last + 1, m.Words, ends(m)})
	}
}

// other tells of a sound, of a length, in which hardly a word is heard: then it is not too short for words.
func (v *AlignedFile) other(length timecode.Time) {
	heard, late := 0, 0
	for _, w := range v.Words {
		switch {
		case w.Origin == transcript.Measured.String() || w.Origin == transcript.ByHand.String() || w.Origin == transcript.Imported.String():
			heard++
		case w.unheard() && v.beyond(w):
			late++
		}
	}
	if v.Note != "" || !hardlyHeard(len(v.Words), heard, late, length) {
		return
	}
	v.Sound = otherSound(len(v.Words), heard)
	v.Misfits = slices.DeleteFunc(v.Misfits, func(m AlignedMisfit) bool { return m.Ends })
}

// clock tells of one that fits the turns better than the episode's, or else of turns that lie beside their words.
func (v *AlignedFile) clock(heard []heardTurn, e transcript.Episode) {
	f, off := offClock(heard, e)
	if d, even := evenDrift(heard, e.Clock()); even && !(off && f.fits(heard)) {
		v.Clock = d.said(heard, e.Clock())
		return
	}
	if off {
		v.Clock, _ = clockSaid(heard, e, f)
		return
	}
	for i, h := range heard {
		before, after := nextTo(heard, i)
		if what, _, _ := besideItsWords(e.Clock(), h, before, after); what != "" {
			v.Off = append(v.Off, AlignedOff{h.at + 1, strings.TrimSpace(what)})
		}
	}
}

// split tells of words that stand in two turns.
func (v *AlignedFile) split(turns []transcript.Turn, clock timecode.Clock, model func() *align.Model) {
	for _, w := range splitWords(turns, clock, model) {
		v.Split = append(v.Split, AlignedSplit{w.turn + 1, w.whole(), w.head, inLetters(w.tail), w.guessed})
	}
}

// within leaves of what nobody has written what lies within the time of a chunk, by its turns or its header, or among its
// words: the sound may be of a whole episode. Where the clock is told of, its times say nothing of that.
func (v *AlignedFile) within(c transcript.Chunk, clock timecode.Clock) {
	runs := c.Runs()
	if runs == nil {
		return
	}
	start, end, err := clock.Place(*runs)
	if err != nil {
		return
	}
	whole := spanIn(start, end)
	if v.Clock != "" {
		whole = AlignedSpan{math.Inf(1), 0}
	}
	for _, w := range v.Words {
		if w.Origin == transcript.Measured.String() {
			whole = AlignedSpan{min(whole.Start, w.Start), max(whole.End, w.End)}
		}
	}
	out := []AlignedSpan{}
	for _, u := range v.Uncovered {
		if u = (AlignedSpan{max(u.Start, whole.Start), min(u.End, whole.End)}); u.End-u.Start >= 1 {
			out = append(out, u)
		}
	}
	v.Uncovered = out
}

// spanIn is a stretch in seconds, to the millisecond, which is the one that the formats of others have.
func spanIn(start, end timecode.Time) AlignedSpan {
	return AlignedSpan{secondsIn(start), secondsIn(end)}
}

func secondsIn(t timecode.Time) float64 { return float64(formats.Milli(t).Millis()) / 1000 }

// writeTimes writes a chunk file with the times of its turns, unless another program has changed it since it was read.
func writeTimes(path string, raw []byte, turns []transcript.Turn, v *AlignedFile) error {
	file := chunkfile.Parse(raw)
	want := file.Chunk()
	want.Turns = turns
	text, err := file.Update(want)
	if err != nil {
		return fail(CodeInvalid, err, "%s cannot be written with the times: %s.", path, strings.TrimSuffix(cutReason(err), "."))
	}
	err = atomicfile.Write(path, text, func() error {
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, raw) {
			return fail(CodeConflict, err, "Another program changed %s meanwhile. Nothing was written.", path)
		}
		return nil
	})
	v.Written = err == nil
	return sentence(err)
}
