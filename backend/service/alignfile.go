// This file has the words of a transcript's file found in a sound, for those who need no library. Of a file it changes
// nothing but the times of turns that have none, and that when asked.

package service

import (
	"bytes"
	"context"
	"os"
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
	Path, Sound, Rate string
	// Untimed has the words looked for as if no turn had a time. Write gives the turns of a chunk file that have no time
	// that of their words.
	Untimed, Write bool
}

// AlignedFile is what was found, in seconds.
type AlignedFile struct {
	Words     []AlignedWord   `json:"words"`
	Uncovered []AlignedSpan   `json:"uncovered"`
	Misfits   []AlignedMisfit `json:"misfits"`
	// Turns are those that have no time, and what theirs would be; Written says that the file has them now.
	Turns   []AlignedTurn `json:"untimed"`
	Written bool          `json:"written"`
}

// AlignedWord is a word of the text, in order. State is aligned, estimated or not spoken.
type AlignedWord struct {
	Word       string  `json:"word"`
	Turn       int     `json:"turn"`
	Start      float64 `json:"start"`
	End        float64 `json:"end"`
	Confidence float64 `json:"confidence"`
	State      string  `json:"state"`
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
	clock := transcript.Episode{}.Clock()
	if r.Rate != "" {
		rate, err := timecode.ParseRate(r.Rate)
		if err != nil {
			return AlignedFile{}, fail(CodeInvalid, err, "%s.", capital(err.Error()))
		}
		clock.Rate = rate
	}
	raw, turns, err := turnsOfFile(r)
	if err != nil {
		return AlignedFile{}, err
	}
	src, err := s.prepared(ctx, r.Sound, progress)
	if err != nil {
		return AlignedFile{}, soundError(err)
	}
	defer src.Close()
	asked := make([]align.Turn, len(turns))
	for i, t := range turns {
		if asked[i] = askedTurn(t, clock); r.Untimed {
			asked[i].Start, asked[i].End = nil, nil
		}
	}
	model := align.English()
	found, err := align.Align(ctx, model, align.Listen(src, model), asked, align.Options{
		Progress: func(done, all timecode.Time) { progress("Aligning", int(1000*done/max(1, all)), 1000) },
	})
	if err != nil {
		return AlignedFile{}, sentence(err)
	}
	v := alignedFile(asked, found)
	form := timecode.Millis
	for _, t := range turns {
		if t.Span != nil {
			form = t.Span.Start.Form
			break
		}
	}
	for i := range turns {
		start, end, ok := extentOf(timingsOf(found.Turns[i], turns[i].Times))
		if turns[i].Span != nil || !ok {
			continue
		}
		turns[i].Span = &timecode.Span{Start: clock.CodeAt(start, form), End: clock.CodeAt(end, form)}
		v.Turns = append(v.Turns, AlignedTurn{spanIn(start, end), i + 1, turns[i].Span.Start.String() + " - " + turns[i].Span.End.String()})
	}
	if !r.Write || len(v.Turns) == 0 {
		return v, nil
	}
	return v, writeTimes(r.Path, raw, turns, &v)
}

// turnsOfFile are the turns of a chunk file or of any other transcript that Stet reads, without times of words.
func turnsOfFile(r AlignRequest) (raw []byte, turns []transcript.Turn, err error) {
	raw, _, err = readWide(r.Path, r.Path)
	if err != nil {
		return nil, nil, sentence(err)
	}
	if turns = chunkfile.Parse(raw).Chunk().Turns; len(turns) > 0 {
		return raw, turns, nil
	}
	if r.Write {
		return nil, nil, fail(CodeInvalid, nil, "%s is no chunk file. Its times can be shown, and not written.", r.Path)
	}
	f := formats.NewFile(raw)
	reader, ok := known.Find(f)
	if !ok {
		return nil, nil, fail(CodeInvalid, f.Broken(), "%s is no transcript that Stet knows. It reads chunk files, and %s.", r.Path, knownNames())
	}
	said, err := reader.Read(f)
	if err != nil {
		return nil, nil, formatError(r.Path, err)
	}
	for _, t := range said.Turns {
		turns = append(turns, transcript.Turn{Span: t.Span, Paragraphs: t.Paragraphs, Estimated: t.Estimated})
	}
	return raw, turns, nil
}

func alignedFile(turns []align.Turn, found align.Result) AlignedFile {
	v := AlignedFile{Words: []AlignedWord{}, Uncovered: []AlignedSpan{}, Misfits: []AlignedMisfit{}, Turns: []AlignedTurn{}}
	for i, words := range found.Turns {
		for k, w := range words {
			span := spanIn(w.Start, w.End)
			v.Words = append(v.Words, AlignedWord{turns[i].Words[k], i + 1, span.Start, span.End, hundredths(w.Confidence), w.State.String()})
		}
	}
	for _, u := range found.Uncovered {
		v.Uncovered = append(v.Uncovered, spanIn(u.Start, u.End))
	}
	for _, m := range found.Misfits {
		v.Misfits = append(v.Misfits, AlignedMisfit{spanIn(m.Given.Start, m.Given.End), m.First + 1, m.Last + 1, m.Words})
	}
	return v
}

// spanIn is a stretch in seconds, to the millisecond.
func spanIn(start, end timecode.Time) AlignedSpan {
	return AlignedSpan{float64(start.Millis()) / 1000, float64(end.Millis()) / 1000}
}

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
