// This file finds the full transcript of an episode that was cut into chunks: chosen by somebody, the one that they were cut
// from here, beside the chunks in the library, or beside their files. It changes none of them.

package service

import (
	"context"
	"crypto/sha256"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

func (s *Service) fullText(id session.EpisodeID, doc *transcript.Document, source fullText, folders []string) fullText {
	if held, _ := s.heldTo(s.ctx, id); len(held) > 0 {
		return readFull(s.ctx, held, turnsOf(doc, cutChunks(doc)), doc.Episode().Rate)
	}
	if source.found {
		return source
	}
	if full := inLibrary(doc); full.found {
		return full
	}
	inChunks := sync.OnceValue(func() map[string]bool { return turnKeys(turnsOf(doc, cutChunks(doc))) })
	named := func(dir, episode string) []string { return textsNamed(dir)[episode] }
	texts := plainBeside(doc.Episode().Key, folders, named, func(r read) bool {
		return s.wrote(s.ctx, r.path, sha256.Sum256(r.src)) || asExported(r.path) && madeOf(r, inChunks())
	})
	if len(texts) == 0 {
		return fullText{}
	}
	full := readFull(s.ctx, pathsOf(texts), turnsOf(doc, cutChunks(doc)), doc.Episode().Rate)
	full.found = true
	return full
}

// readFull reads the files of a transcript that is to have the turns of chunks, and their frame rate where it is known; of what
// cannot be read it says why.
func readFull(ctx context.Context, paths []string, chunks []transcript.Turn, rate timecode.Rate) (full fullText) {
	episodes, err := readEpisodes(ctx, paths, func(string, int, int) {}, func(p ProblemView) { full.trouble = p.What })
	if err != nil {
		full.trouble = sentence(err).Error()
	}
	for _, e := range episodes {
		e.recast(chunks, nil, rate)
		full.turns = append(full.turns, e.turns...)
	}
	if full.trouble == "" {
		full.against, full.files = paths, paths
	}
	return full
}

func pathsOf(files []read) (out []string) {
	for _, r := range files {
		out = append(out, r.path)
	}
	return out
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

// plainBeside finds transcripts of an episode without front matter, in the folders of its chunks or one of transcripts. named
// lists the texts in a folder that are named after an episode, and made says of one that Stet made it of the chunks.
func plainBeside(episode string, folders []string, named func(dir, episode string) []string, made func(read) bool) []read {
	for paths := range textsBeside(episode, folders, named) {
		if texts := plainAmong(paths, made); len(texts) > 0 {
			return texts
		}
	}
	return nil
}

// textsBeside are the texts of one folder after another that are named after an episode.
func textsBeside(episode string, folders []string, named func(dir, episode string) []string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		if episode == "" {
			return
		}
		for _, dir := range folders {
			for level := range levelsAbove {
				for _, name := range transcriptFolders {
					if name == "" && level > 0 {
						continue
					}
					if paths := named(filepath.Join(dir, name), episode); len(paths) > 0 && !yield(paths) {
						return
					}
				}
				dir = filepath.Dir(dir)
			}
		}
	}
}

// textsNamed lists the texts in a folder by the episodes that they are named after.
func textsNamed(dir string) map[string][]string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	out := map[string][]string{}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if !e.IsDir() && hasEnding(path, textEndings) {
			key := identify(transcript.Chunk{}, path).key
			out[key] = append(out[key], path)
		}
	}
	return out
}

// plainAmong are those of some texts that are a transcript, by name; those with front matter are chunks. What Stet made of the
// chunks itself is none of them, also on another machine, nor what says the same as a larger one: that is no further part.
func plainAmong(paths []string, made func(read) bool) []read {
	var all []read
	for _, path := range paths {
		r := readFile(found{path: path, shown: path})
		if r.err != nil || r.chunk.Matter.Form != transcript.NoMatter || !isTranscript(r.chunk) || made(r) {
			continue
		}
		all = append(all, r)
	}
	if len(all) < 2 {
		return all
	}
	var out []read
	there := map[string]bool{}
	for _, r := range bySize(all) {
		if !repeats(there, r.chunk.Turns) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b read) int { return strings.Compare(a.path, b.path) })
	return out
}
