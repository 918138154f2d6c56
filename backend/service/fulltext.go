// This file finds the full transcript of an episode that was cut into chunks: chosen by somebody, the one that they were cut
// from here, beside the chunks in the library, or beside their files. It changes none of them.

package service

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"

	"stet/backend/session"
	"stet/backend/transcript"
)

func (s *Service) fullText(id session.EpisodeID, doc *transcript.Document, source fullText, folders []string) fullText {
	if held, _ := s.heldTo(s.ctx, id); len(held) > 0 {
		return readFull(s.ctx, held, doc)
	}
	if source.found {
		return source
	}
	if full := inLibrary(doc); full.found {
		return full
	}
	return s.besideChunks(s.ctx, doc, folders)
}

// readFull reads the files of a transcript; of what cannot be read it says why.
func readFull(ctx context.Context, paths []string, doc *transcript.Document) (full fullText) {
	episodes, err := readEpisodes(ctx, paths, func(string, int, int) {}, func(p ProblemView) { full.trouble = p.What })
	if err != nil {
		full.trouble = sentence(err).Error()
	}
	for _, e := range episodes {
		e.recast(turnsOf(doc, cutChunks(doc)), nil, doc.Episode().Rate)
		full.turns = append(full.turns, e.turns...)
	}
	if full.trouble == "" {
		full.against, full.files = paths, paths
	}
	return full
}

// thePlain is what a transcript is called that stands beside its chunks.
const thePlain = "the transcript in the library"

// inLibrary is the transcript that stands in the episode, beside the chunks that were cut from it.
func inLibrary(doc *transcript.Document) (full fullText) {
	pieces := cutChunks(doc)
	for _, id := range doc.Chunks() {
		if slices.Contains(pieces, id) {
			continue
		}
		c, _ := doc.Chunk(id)
		full.add(thePlain, c.Turns)
	}
	return full
}

// transcriptFolders are what a folder of transcripts is called; "" is that of the chunks. levelsAbove is how far above the
// chunks it may lie.
var transcriptFolders = []string{"", "transcripts", "transcript"}

const levelsAbove = 3

// besideChunks finds transcripts of the episode without front matter, in the folder of the chunks or one of transcripts.
func (s *Service) besideChunks(ctx context.Context, doc *transcript.Document, folders []string) fullText {
	key, inChunks := doc.Episode().Key, turnKeys(wholeChunks(doc))
	for _, dir := range folders {
		for level := range levelsAbove {
			for _, name := range transcriptFolders {
				if name == "" && level > 0 {
					continue
				}
				if paths := s.plainOf(ctx, filepath.Join(dir, name), key, inChunks); len(paths) > 0 {
					full := readFull(ctx, paths, doc)
					full.found = true
					return full
				}
			}
			dir = filepath.Dir(dir)
		}
	}
	return fullText{}
}

// plainOf lists the texts of an episode in a folder, by name; those with front matter are chunks. What Stet made of the
// chunks itself is none of them, also on another machine, nor what says the same as a larger one: that is no further part.
func (s *Service) plainOf(ctx context.Context, dir, episode string, inChunks map[string]bool) []string {
	entries, err := os.ReadDir(dir)
	if err != nil || episode == "" {
		return nil
	}
	var all []read
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if e.IsDir() || !hasEnding(path, textEndings) || identify(transcript.Chunk{}, path).key != episode {
			continue
		}
		r := readFile(found{path: path, shown: path})
		if r.err != nil || r.chunk.Matter.Form != transcript.NoMatter || !isTranscript(r.chunk) || s.wrote(ctx, path, sha256.Sum256(r.src)) || madeOf(r, inChunks) {
			continue
		}
		all = append(all, r)
	}
	var out []string
	there := map[string]bool{}
	for _, r := range bySize(all) {
		if !repeats(there, r.chunk.Turns) {
			out = append(out, r.path)
		}
	}
	slices.Sort(out)
	return out
}
