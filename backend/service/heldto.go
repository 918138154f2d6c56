// This file keeps which transcript an episode is held against, and what its files said then: the one that somebody chose, or
// one that was taken again, for as long as that step is done. It tells when another program has changed one since.

package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// transcriptsOf is what the store keeps the transcripts under that somebody chose for an episode, takenOf those that were
// taken again, and saidOf the sums of what transcripts said, by their paths.
func transcriptsOf(id session.EpisodeID) string { return fmt.Sprintf("transcripts.%d", id) }
func takenOf(id session.EpisodeID) string       { return fmt.Sprintf("transcripts.taken.%d", id) }
func saidOf(id session.EpisodeID) string        { return fmt.Sprintf("transcripts.said.%d", id) }

// takenText is a transcript that a step took again. It is what the episode is held against while the step is done.
type takenText struct {
	Step  int64             `json:"step"`
	Paths []string          `json:"paths"`
	Sums  map[string]string `json:"sums"`
}

// ChooseTranscripts says which files hold the full transcript of an episode, in the order in which they follow one another;
// none means those that are found.
func (s *Service) ChooseTranscripts(episode int64, paths []string) (CoverageView, error) {
	id := session.EpisodeID(episode)
	err := errors.Join(s.Store.Remember(s.ctx, transcriptsOf(id), strings.Join(paths, "\n")), s.Store.Remember(s.ctx, takenOf(id), ""))
	if err == nil {
		err = s.letSay(s.ctx, id, paths)
	}
	if err != nil {
		return CoverageView{}, sentence(err)
	}
	return s.Coverage(episode)
}

// tookAgain notes that a step took a transcript again.
func (s *Service) tookAgain(ctx context.Context, id session.EpisodeID, step int64, paths []string) error {
	return s.remember(ctx, takenOf(id), append(s.takenAgain(ctx, id), takenText{step, paths, sumsOf(paths)}))
}

// takenAgain are the transcripts that steps took, in that order, also of steps that are undone.
func (s *Service) takenAgain(ctx context.Context, id session.EpisodeID) (out []takenText) {
	s.recall(ctx, takenOf(id), &out)
	return out
}

func (s *Service) remember(ctx context.Context, key string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.Store.Remember(ctx, key, string(raw))
}

// recall leaves v as it is where nothing can be read.
func (s *Service) recall(ctx context.Context, key string, v any) {
	if raw, err := s.Store.Recall(ctx, key); err == nil && raw != "" {
		_ = json.Unmarshal([]byte(raw), v)
	}
}

// heldTo are the files that an episode is held against because somebody said so, and what transcripts said then, by path.
func (s *Service) heldTo(ctx context.Context, id session.EpisodeID) (paths []string, said map[string]string) {
	said = map[string]string{}
	s.recall(ctx, saidOf(id), &said)
	if chosen, err := s.Store.Recall(ctx, transcriptsOf(id)); err == nil && chosen != "" {
		paths = strings.Split(chosen, "\n")
	}
	for _, t := range s.takenAgain(ctx, id) {
		if step, err := s.Store.Step(ctx, id, t.Step); err != nil || step.State != transcript.Done {
			continue
		}
		paths = t.Paths
		for path, sum := range t.Sums {
			said[path] = sum
		}
	}
	return paths, said
}

// letSay notes that transcripts may say what they say now: nobody is told of it any more.
func (s *Service) letSay(ctx context.Context, id session.EpisodeID, paths []string) error {
	taken, said := s.takenAgain(ctx, id), map[string]string{}
	s.recall(ctx, saidOf(id), &said)
	for path, sum := range sumsOf(paths) {
		said[path] = sum
		for _, t := range taken {
			if _, has := t.Sums[path]; has {
				t.Sums[path] = sum
			}
		}
	}
	err := s.remember(ctx, saidOf(id), said)
	if err == nil && len(taken) > 0 {
		err = s.remember(ctx, takenOf(id), taken)
	}
	return err
}

// sumsOf are those of the files that can be read.
func sumsOf(paths []string) map[string]string {
	out := map[string]string{}
	for _, path := range paths {
		if src, err := os.ReadFile(path); err == nil {
			sum := sha256.Sum256(src)
			out[path] = hex.EncodeToString(sum[:])
		}
	}
	return out
}

// notOurs are the files of a transcript, if none of them is a chunk's: what becomes of those is seen with the chunks.
func (s *Service) notOurs(ctx context.Context, paths []string) []string {
	for _, path := range paths {
		if _, err := s.Store.Find(ctx, path); err == nil {
			return []string{}
		}
	}
	return append([]string{}, paths...)
}

// saysAnew are the files of a transcript that say something else than they did when Stet read them last. One that it has
// not read yet is taken to say what it said.
func (s *Service) saysAnew(ctx context.Context, id session.EpisodeID, paths []string) (out []string) {
	_, said := s.heldTo(ctx, id)
	var first []string
	for path, sum := range sumsOf(paths) {
		was := said[path]
		if was == "" {
			if read, err := s.Store.LastRead(ctx, path); err == nil {
				was = hex.EncodeToString(read[:])
			}
		}
		raw, _ := hex.DecodeString(sum)
		switch {
		case was == "" || was != sum && s.wrote(ctx, path, [sha256.Size]byte(raw)):
			first = append(first, path)
		case was != sum:
			out = append(out, path)
		case said[path] == "":
			first = append(first, path)
		}
	}
	if len(first) > 0 {
		_ = s.letSay(ctx, id, first)
	}
	slices.Sort(out)
	return out
}

// LetTranscript lets the transcript of an episode say what it says now, without taking it again.
func (s *Service) LetTranscript(episode int64) (CoverageView, error) {
	id := session.EpisodeID(episode)
	if err := s.letSay(s.ctx, id, s.disk.textsOf(id)); err != nil {
		return CoverageView{}, sentence(err)
	}
	s.Emit("disk", map[string]int64{"id": episode})
	return s.Coverage(episode)
}

// changedText says of a transcript that another program changed what of it the chunks do not have; nothing where they have
// all of it, which is noted. The files that say something else are of those that the episode is held against.
func (s *Service) changedText(ctx context.Context, id session.EpisodeID, paths []string) []CoverageFinding {
	anew := s.saysAnew(ctx, id, paths)
	if len(anew) == 0 {
		return nil
	}
	text, err := readAgain(ctx, paths)
	if err != nil || text == nil {
		return nil
	}
	var r *recutting
	err = s.open.with(ctx, id, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, files session.Files) {
			r = newRecutting(doc.Clone(), files, text, RecutRequest{})
		})
		return nil
	})
	if err != nil || r.err != nil {
		return nil
	}
	places, n := r.differ()
	if n == 0 {
		_ = s.letSay(ctx, id, anew)
		return nil
	}
	var names []string
	for _, path := range anew {
		names = append(names, filepath.Base(path))
	}
	f := CoverageFinding{
		Kind: "changed", Severity: string(chunkfile.Warn), Places: []CoveragePlace{}, Repairs: []CoverageRepair{},
		What: fmt.Sprintf("%s changed on disk: %s of it %s from the chunks.", strings.Join(names, " and "), quantity(n, "turn"), verb(n, "differs", "differ")),
	}
	f.Places = append(f.Places, places[:min(len(places), changesShown)]...)
	f.Key = f.Kind + "|" + f.What
	return []CoverageFinding{f}
}

// differ are the places where a transcript says something else, and how many turns these are, with those that it alone has.
func (r *recutting) differ() (places []CoveragePlace, n int) {
	delta, err := r.was.Delta(transcript.Batch{Ops: r.ops})
	if err != nil {
		return nil, 0
	}
	place := func(chunk transcript.ID, t transcript.Turn) {
		head, _ := r.was.Head(chunk)
		p := CoveragePlace{Chunk: chunk, Number: chunkNumber(head), Turn: t.ID}
		if t.Span != nil {
			p.Start = t.Span.Start.String()
		}
		places = append(places, p)
	}
	for _, t := range delta.Turns {
		if n++; t.Before != nil {
			place(t.From.Chunk, *t.Before)
		}
	}
	for _, id := range r.chunks {
		for range r.conflicts[id] {
			n++
		}
	}
	return places, n
}
