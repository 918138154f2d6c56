// This file makes episodes of files, for verbs that need no library: chunk files, transcripts, and files of other programs.

package service

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"stet/backend/cut"
	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// FormatsOfFiles asks for files to be written in other formats.
type FormatsOfFiles struct {
	Paths   []string
	Formats []string
	// To is the folder to write to; "", of episodes of the library, beside where their chunk files came from.
	To string
	// Series is the one whose episodes of the library go out; "" for those of all.
	Series string
	// Rate is the frame rate, such as "29.97 drop"; "" where nobody tells. Offset is where in the sound 00:00:00:00 lies.
	Rate   string
	Offset string
	// Sound is the audio; "" means the one that lies beside the files, if there is one.
	Sound string
	// Overwrite says that files that are not these are written over, and DryRun that nothing is written.
	Overwrite, DryRun bool
	// WithErrors lets chunks go that have errors among their checks.
	WithErrors bool
}

// Check finds what is wrong with the request itself.
func (r FormatsOfFiles) Check() error {
	if _, err := r.clock(); err != nil {
		return err
	}
	_, err := writersOf(r.Formats)
	return err
}

func (r FormatsOfFiles) clock() (timecode.Clock, error) { return clockOf(r.Rate, r.Offset) }

// clockOf reads a frame rate, and where in the sound 00:00:00:00 lies; "" where nobody tells.
func clockOf(rate, offset string) (k timecode.Clock, err error) {
	if rate != "" {
		if k.Rate, err = timecode.ParseRate(rate); err != nil {
			return k, err
		}
	}
	if offset != "" {
		text, minus := strings.CutPrefix(offset, "-")
		at, ok := formats.ParseClock(text)
		if !ok {
			if at, ok = formats.ParseSeconds(text); !ok {
				return k, fail(CodeInvalid, nil, "“%s” is no time. Write it as 01:00:00, or as seconds, with a minus where the sound begins later.", offset)
			}
		}
		if k.Offset = at; minus {
			k.Offset = -at
		}
	}
	return k, nil
}

// FormatsOfFilesNow writes files in other formats, an episode after the other, or tells what it would write.
func (s Sounds) FormatsOfFilesNow(ctx context.Context, r FormatsOfFiles, progress func(what string, done, total int)) ([]FormatsPlan, error) {
	writers, err := writersOf(r.Formats)
	if err != nil {
		return nil, err
	}
	episodes, refused, err := s.episodesOf(ctx, r, progress)
	if err != nil {
		return nil, sentence(err)
	}
	w := formatsRun{writers: writers, to: r.To, overwrite: r.Overwrite, dryRun: r.DryRun}
	for _, o := range episodes {
		p, err := planOutgoing(ctx, o, w.writers, w.to, nil, w.old, func(string) string { return "" })
		if err == nil {
			err = w.take(ctx, nil, p, progress)
		}
		if err != nil {
			return w.end(err)
		}
	}
	if len(w.done) == 0 {
		w.done = []FormatsPlan{{To: r.To, Files: []FormatFile{}}}
	}
	w.done[0].Refused = append([]ProblemView{}, refused...)
	return w.end(nil)
}

// episodesOf reads files and puts those of an episode together.
func (s Sounds) episodesOf(ctx context.Context, r FormatsOfFiles, progress func(string, int, int)) ([]outgoing, []ProblemView, error) {
	clock, err := r.clock()
	if err != nil {
		return nil, nil, err
	}
	g, err := gather(r.Paths)
	if err != nil {
		return nil, nil, err
	}
	refused := g.refused
	refuse := func(p ProblemView) { refused = append(refused, p) }
	wrong := map[string][]ProblemView{}
	if !r.WithErrors {
		if wrong, err = wrongFiles(ctx, r.Paths, progress); err != nil {
			return nil, nil, err
		}
	}
	var reads []read
	err = eachFile(ctx, g.files, progress, refuse, func(x read) {
		if x.named && x.chunk.Matter.Form == transcript.NoMatter {
			x.readForeign()
		}
		var no *refusal
		switch {
		case errors.As(x.err, &no):
			refuse(no.ProblemView)
		case isTranscript(x.chunk):
			x.chunk.Matter = namingMatter(x)
			if x.foreign != nil {
				// What another program wrote is not held against what chunk files are.
				delete(wrong, x.shown)
			}
			if errs := wrong[x.shown]; len(errs) > 0 {
				refuse(fileHeldBack(errs))
			}
			reads = append(reads, x)
		case x.named:
			refuse(noTranscript(x))
		}
	})
	if err != nil {
		return nil, nil, err
	}
	out := s.together(ctx, reads, r, clock, wrong)
	return out, refused, ctx.Err()
}

// together makes an episode of the files that name the same, in the order of their chunks, without those that are wrong; none
// where all of an episode's are.
func (s Sounds) together(ctx context.Context, reads []read, r FormatsOfFiles, clock timecode.Clock, wrong map[string][]ProblemView) []outgoing {
	errs := map[string]int{}
	var ids []identity
	for _, x := range reads {
		ids = append(ids, x.id)
	}
	neighbours := commonSeries(ids)
	rates := dropRates(reads, neighbours)
	type group struct {
		episode transcript.Episode
		rate    timecode.Rate
		files   []found
		pieces  []cut.Piece
	}
	var groups []*group
	of := map[transcript.Episode]*group{}
	for _, x := range reads {
		e := x.id.settle(x.path, neighbours)
		g := of[e]
		if g == nil {
			g = &group{episode: e, rate: rates[e]}
			of[e], groups = g, append(groups, g)
		}
		if x.foreign != nil && x.foreign.said.Rate.Valid() {
			g.rate = x.foreign.said.Rate
		}
		errs[x.path] = len(wrong[x.shown])
		g.files, g.pieces = append(g.files, x.found), append(g.pieces, cut.Piece{Name: x.path, Chunk: x.chunk})
	}
	out := make([]outgoing, len(groups))
	atOnce(ctx, len(groups), runtime.GOMAXPROCS(0), func(i int) {
		g := groups[i]
		cut.ByNumber(g.pieces)
		e := g.episode
		e.Rate, e.Offset, e.Sound = g.rate, clock.Offset, cmp.Or(r.Sound, soundBeside(g.files))
		if clock.Rate.Valid() {
			e.Rate = clock.Rate
		}
		if e.Sound != "" {
			if abs, err := filepath.Abs(e.Sound); err == nil {
				e.Sound = abs
			}
		}
		var chunks []transcript.Chunk
		var leave []LeaveOut
		for k, p := range g.pieces {
			p.Chunk.ID = transcript.ID(k + 1)
			if n := errs[p.Name]; n > 0 {
				leave = append(leave, LeaveOut{Chunk: p.Chunk.ID, Why: hasErrors(n)})
			}
			chunks = append(chunks, p.Chunk)
		}
		if len(leave) < len(chunks) {
			out[i] = s.outgoing(e, chunks, leave)
		}
	})
	return slices.DeleteFunc(out, func(o outgoing) bool { return o.episode == nil })
}
