// This file makes of an episode what writers of other formats get, and tells what each would make of it. It writes no file.

package service

import (
	"context"
	"net/http"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// outgoing is an episode that goes out.
type outgoing struct {
	episode *formats.Episode
	// sound is the absolute path of its audio; "" if there is none.
	sound string
}

// besideSound says that files are written where the sound lies.
func (o outgoing) besideSound() {
	if o.sound != "" {
		o.episode.Sound = filepath.Base(o.sound)
	}
}

// Formats lists the formats that an episode can be written in, each as it would be without the chunks to leave out.
func (s *Service) Formats(episode int64, leave []LeaveOut) ([]FormatView, error) {
	o, err := s.outgoing(s.ctx, session.EpisodeID(episode), leave)
	if err != nil {
		return nil, sentence(err)
	}
	o.besideSound()
	writers := known.Writers()
	out := make([]FormatView, len(writers))
	atOnce(s.ctx, len(writers), runtime.GOMAXPROCS(0), func(i int) {
		w := writers[i]
		v := FormatView{ID: w.ID, Name: w.Name, File: w.FileName(o.episode), Keeps: w.Keeps, Binary: w.Binary, Remarks: []FormatRemark{}}
		made, err := w.Make(o.episode, nil)
		if err != nil {
			v.Reason = capital(err.Error()) + "."
		} else {
			v.Bytes, v.Count, v.Of, v.Remarks = len(made.Bytes), made.Count, made.Of, formatRemarks(made.Remarks)
		}
		out[i] = v
	})
	return out, sentence(s.ctx.Err())
}

// FormatIDs are the names of the formats that can be written, for flags and helps, each with what people call it.
func FormatIDs() (ids, names []string) {
	for _, w := range known.Writers() {
		ids, names = append(ids, w.ID), append(names, w.Name)
	}
	return ids, names
}

// outgoing makes what writers get of an episode of the library.
func (s *Service) outgoing(ctx context.Context, id session.EpisodeID, leave []LeaveOut) (outgoing, error) {
	var e transcript.Episode
	var chunks []transcript.Chunk
	err := s.open.with(ctx, id, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, _ session.Files) {
			e = doc.Episode()
			for _, id := range doc.Chunks() {
				c, _ := doc.Chunk(id)
				chunks = append(chunks, c)
			}
		})
		return nil
	})
	if err != nil {
		return outgoing{}, err
	}
	return s.Sounds.outgoing(e, chunks, leave), nil
}

// outgoing leaves chunks out, and says so.
func (s Sounds) outgoing(e transcript.Episode, chunks []transcript.Chunk, leave []LeaveOut) outgoing {
	var going []transcript.Chunk
	var left []formats.Left
	for _, c := range chunks {
		why := ""
		if i := slices.IndexFunc(leave, func(l LeaveOut) bool { return l.Chunk == c.ID }); i >= 0 {
			why = leave[i].Why
		} else if c.Matter.Plain() && standsIn(c, chunks) {
			why = whyTheTranscript
		}
		if why == "" {
			going = append(going, c)
			continue
		}
		title, _ := c.Field("title")
		l := formats.Left{Chunk: c.ID, Number: chunkNumber(c), Title: title.Value, Why: why}
		if why == whyTheTranscript {
			l.Title = "the transcript"
		} else if l.Number == "" && l.Title == "" {
			l.Title = "a chunk without a title"
		}
		left = append(left, l)
	}
	out := formats.NewEpisode(e, going, s.lengthFor(e, going))
	out.Left = left
	return outgoing{episode: out, sound: e.Sound}
}

// whyTheTranscript is why a transcript is left out beside its own chunks: nothing of it is held back.
const whyTheTranscript = "the chunks were cut from it"

// standsIn says whether the turns of a transcript stand in the chunks that were cut from it.
func standsIn(c transcript.Chunk, chunks []transcript.Chunk) bool {
	there := map[string]bool{}
	for _, other := range chunks {
		if other.Matter.Plain() {
			continue
		}
		for _, t := range other.Turns {
			there[turnKey(t)] = true
		}
	}
	found := 0
	for _, t := range c.Turns {
		if there[turnKey(t)] {
			found++
		}
	}
	return 10*found >= 8*len(c.Turns) && found > 0
}

// turnKey is what a turn is known by where it stands twice: when it begins and who speaks, or else what is said.
func turnKey(t transcript.Turn) string {
	if t.Span == nil {
		return t.Label() + "\n" + saidIn(t)
	}
	return t.Span.Start.String() + "\n" + t.Label()
}

// lengthFor is how long the sound is, where a turn without a time may lie at its end; else zero, since nobody asks.
func (s Sounds) lengthFor(e transcript.Episode, chunks []transcript.Chunk) timecode.Time {
	if e.Sound == "" || s.Open == nil || len(chunks) == 0 {
		return 0
	}
	turns := chunks[len(chunks)-1].Turns
	if len(turns) == 0 || turns[len(turns)-1].Span != nil {
		return 0
	}
	src, err := s.Open(e.Sound)
	if err != nil {
		return 0
	}
	length := src.Info().Length()
	// What was asked is known.
	_ = src.Close()
	return length
}

// serveFormats serves an episode in a format as it would be written, at /api/episodes/ID/formats/FORMAT: as text, so that no
// page runs in the window, or as bytes.
func serveFormats(mux *http.ServeMux, s *Service) {
	mux.HandleFunc("GET /api/episodes/{id}/formats/{format}", func(w http.ResponseWriter, r *http.Request) {
		at, err := numbers(r)
		if err != nil {
			writeError(w, err)
			return
		}
		writers, err := writersOf([]string{r.PathValue("format")})
		if err != nil {
			writeError(w, err)
			return
		}
		o, err := s.outgoing(r.Context(), session.EpisodeID(at[0]), nil)
		if err != nil {
			writeError(w, sentence(err))
			return
		}
		o.besideSound()
		made, err := writers[0].Make(o.episode, nil)
		if err != nil {
			writeError(w, sentence(err))
			return
		}
		kind := "text/plain; charset=utf-8"
		if writers[0].Binary {
			kind = "application/octet-stream"
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		// The window that asked may be gone; there is nobody to tell.
		_, _ = w.Write(made.Bytes)
	})
}

// writersOf finds the writers of formats by their IDs; all for none.
func writersOf(ids []string) ([]formats.Writer, error) {
	all := known.Writers()
	if len(ids) == 0 {
		return all, nil
	}
	var out []formats.Writer
	for _, id := range ids {
		i := slices.IndexFunc(all, func(w formats.Writer) bool { return w.ID == id })
		if i < 0 {
			names, _ := FormatIDs()
			return nil, fail(CodeInvalid, nil, "There is no format “%s”. There are %s.", id, strings.Join(names, ", "))
		}
		if !slices.ContainsFunc(out, func(w formats.Writer) bool { return w.ID == id }) {
			out = append(out, all[i])
		}
	}
	return out, nil
}

// soundFrom is the way to a sound from a folder, with slashes.
func soundFrom(to, sound string) string {
	if sound == "" {
		return ""
	}
	if way, err := filepath.Rel(to, sound); err == nil {
		return filepath.ToSlash(way)
	}
	return filepath.Base(sound)
}
