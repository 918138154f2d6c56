// This file holds chunk files that are checked against the transcript that lies beside them, as the gate holds an episode of a
// library. Chunk files of the episode that nobody asked for are read for it as well; nothing is told of them.

package service

import (
	"cmp"
	"context"
	"crypto/sha256"
	"hash/maphash"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"stet/backend/check"
	"stet/backend/cut"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// ofEpisode is a chunk file that was looked at, and what it says of its episode.
type ofEpisode struct {
	found
	id     identity
	series check.Series
	// turns are the sums of its turns, see turnSums; nil where one cannot be told from others by it.
	turns []uint64
}

// besideThem knows the texts in folders, and the chunk files that were looked at.
type besideThem struct {
	mu sync.Mutex
	// texts are those in a folder, by the episodes that they are named after.
	texts map[string]map[string][]string
	// chunks are the files of folders that are not done, by folder and episode. looked are all that were looked at: whether
	// they are chunk files, with front matter.
	chunks map[string]map[string][]ofEpisode
	looked map[string]bool
	// plain are the sums of the turns of transcripts without front matter that were looked at, by their paths.
	plain map[string][]uint64
}

func newBeside() besideThem {
	return besideThem{
		texts: map[string]map[string][]string{}, chunks: map[string]map[string][]ofEpisode{}, looked: map[string]bool{}, plain: map[string][]uint64{},
	}
}

// add takes a file that was looked at; chunk says that it is a chunk file.
func (b *besideThem) add(f ofEpisode, chunk bool) {
	if b.looked[f.path] = chunk; !chunk && f.turns != nil {
		b.plain[f.path] = f.turns
	}
	if !chunk || f.id.key == "" {
		return
	}
	dir := filepath.Dir(f.path)
	if b.chunks[dir] == nil {
		b.chunks[dir] = map[string][]ofEpisode{}
	}
	b.chunks[dir][f.id.key] = append(b.chunks[dir][f.id.key], f)
}

// in are the texts in a folder by the episodes that they are named after.
func (b *besideThem) in(dir string) map[string][]string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, known := b.texts[dir]; !known {
		b.texts[dir] = textsNamed(dir)
	}
	return b.texts[dir]
}

// named are those that may be the transcript of an episode.
func (b *besideThem) named(dir, episode string) (out []string) {
	for _, path := range b.in(dir)[episode] {
		if !b.looked[path] {
			out = append(out, path)
		}
	}
	return out
}

// covered is a file that is held against the transcript beside it, and what that tells of it.
type covered struct {
	ofEpisode
	problems []ProblemView
}

// cover holds the files of folders against the transcripts beside them: errors as the gate knows them. A file that no transcript
// lies beside is not among them.
func (h *holding) cover(ctx context.Context, dirs []string) []covered {
	var groups [][]ofEpisode
	for _, dir := range dirs {
		for _, files := range h.beside.chunks[dir] {
			if ofOneSeries(files, func(f ofEpisode) string { return f.id.series }) {
				groups = append(groups, files)
			}
		}
		delete(h.beside.chunks, dir)
	}
	told := make([][]covered, len(groups))
	atOnce(ctx, len(groups), runtime.GOMAXPROCS(0), func(i int) { told[i] = h.coverEpisode(ctx, groups[i]) })
	return slices.Concat(told...)
}

// ofOneSeries says that files whose episodes have the same number name one series, or none: else nothing tells whose a transcript
// is.
func ofOneSeries[F any](files []F, series func(F) string) bool {
	one := ""
	for _, f := range files {
		name := series(f)
		if one = cmp.Or(one, name); name != "" && name != one {
			return false
		}
	}
	return true
}

// coverEpisode holds an episode's files in a folder against its transcript; nil where none lies beside them.
func (h *holding) coverEpisode(ctx context.Context, files []ofEpisode) (out []covered) {
	dir, key := filepath.Dir(files[0].path), files[0].id.key
	pieces := sync.OnceValue(func() []pieceFile { return h.pieces(dir, files) })
	inChunks := sync.OnceValue(func() map[string]bool { return turnKeys(pieceTurns(pieces())) })
	exactly := func(turns []uint64) bool { return h.beside.allLooked(dir) && holdExactly(files, turns) }
	exact := exactly(h.beside.lookedText(dir, key))
	var texts []read
	if !exact {
		texts = plainBeside(key, []string{dir}, h.beside.named, func(r read) bool {
			return h.wrote(ctx, r) || asExported(r.path) && madeOf(r, inChunks())
		})
		if len(texts) == 0 {
			return nil
		}
		exact = len(texts) == 1 && exactly(turnSums(texts[0].chunk.Turns))
	}
	if exact {
		for _, f := range files {
			out = append(out, covered{ofEpisode: f})
		}
		return out
	}
	names := map[transcript.ID]string{}
	for _, p := range pieces() {
		names[p.Chunk.ID] = p.path
	}
	c := newCovering(piecesOf(pieces()), readFull(ctx, pathsOf(texts), pieceTurns(pieces()), rateOf(files[0].series)))
	found := c.uncovered(names, func(gaps []cut.Finding) map[int]bool { return h.takenOut(ctx, files, gaps, c.turns) })
	for _, p := range pieces() {
		i := slices.IndexFunc(files, func(f ofEpisode) bool { return f.path == p.path })
		if i < 0 {
			continue
		}
		held := covered{ofEpisode: files[i]}
		for _, x := range found[p.Chunk.ID] {
			x, on := weighCover(&held.series, held.shown, x)
			if !on {
				continue
			}
			at := ""
			if x.Turn != 0 {
				k := int(x.Turn - p.Chunk.Turns[0].ID)
				place := p.file.TurnPlace(k)
				x.Line, x.Column, at = place.Line, place.Column, startOf(p.Chunk.Turns[k])
			}
			h.byFolder.of(dir).stands.let(held.path, at, &x)
			held.problems = append(held.problems, x)
		}
		out = append(out, held)
	}
	return out
}

// takenOut are the turns that somebody deleted in the library that has the files; files alone do not tell who deleted a turn.
func (h *holding) takenOut(ctx context.Context, files []ofEpisode, gaps []cut.Finding, turns []transcript.Turn) map[int]bool {
	if h.library == nil {
		return nil
	}
	for _, f := range files {
		if place, err := h.library.Store.Find(ctx, f.path); err == nil {
			return h.library.takenOut(ctx, place.Episode, gaps, turns)
		}
	}
	return nil
}

// lookedText are the sums of the turns of an episode's transcript that was looked at itself, and need not be read again; nil if it
// was not, or there may be more to it.
func (b *besideThem) lookedText(dir, episode string) []uint64 {
	for paths := range textsBeside(episode, []string{dir}, b.named) {
		if len(paths) > 1 {
			break
		}
		return b.plain[paths[0]]
	}
	return nil
}

// wrote says that Stet wrote a text, as far as there is a library that knows.
func (h *holding) wrote(ctx context.Context, r read) bool {
	return h.library != nil && h.library.wrote(ctx, r.path, sha256.Sum256(r.src))
}

// holdExactly says that every turn of a transcript stands in chunk files once, with its time, and no other turn does, by their
// sums: then there is nothing to tell of them, and nobody need look closer.
func holdExactly(files []ofEpisode, turns []uint64) bool {
	left := make(map[uint64]bool, len(turns))
	for _, sum := range turns {
		left[sum] = true
	}
	if len(turns) == 0 || len(left) != len(turns) {
		return false
	}
	for _, f := range files {
		if f.turns == nil {
			return false
		}
		for _, sum := range f.turns {
			if !left[sum] {
				return false
			}
			delete(left, sum)
		}
	}
	return len(left) == 0
}

// sumSeed is of one run of the program: no sum is kept.
var sumSeed = maphash.MakeSeed()

// turnSums are sums of the times, the names and the words of turns; nil if one has no time: its words alone do not tell it from
// others.
func turnSums(turns []transcript.Turn) []uint64 {
	out := make([]uint64, len(turns))
	var sum maphash.Hash
	sum.SetSeed(sumSeed)
	for i, t := range turns {
		if t.Span == nil {
			return nil
		}
		sum.Reset()
		maphash.WriteComparable(&sum, *t.Span)
		sum.WriteString(t.Label())
		for _, p := range t.Paragraphs {
			sum.WriteByte('\n')
			sum.WriteString(p)
		}
		out[i] = sum.Sum64()
	}
	return out
}

// allLooked says that all texts in a folder were looked at.
func (b *besideThem) allLooked(dir string) bool {
	for _, paths := range b.in(dir) {
		for _, path := range paths {
			if _, looked := b.looked[path]; !looked {
				return false
			}
		}
	}
	return true
}

// pieces are all chunk files of an episode in a folder, in the order of their numbers: those that were looked at, and others.
// Their chunks and turns are numbered through.
func (h *holding) pieces(dir string, files []ofEpisode) []pieceFile {
	all := make([]found, 0, len(files))
	for _, f := range files {
		all = append(all, f.found)
	}
	for _, paths := range h.beside.in(dir) {
		for _, path := range paths {
			if _, looked := h.beside.looked[path]; !looked {
				all = append(all, found{path: path, shown: path})
			}
		}
	}
	byName := map[string]read{}
	var order []cut.Piece
	series := ""
	for _, f := range files {
		series = cmp.Or(series, f.id.series)
	}
	for i, f := range all {
		r := readFile(f)
		mine := i < len(files) || r.id.key == files[0].id.key && (series == "" || r.id.series == "" || r.id.series == series)
		if r.err == nil && mine && isTranscript(r.chunk) && r.chunk.Matter.Form != transcript.NoMatter {
			byName[r.path] = r
			order = append(order, cut.Piece{Name: r.path, Chunk: r.chunk})
		}
	}
	cut.ByNumber(order)
	out := make([]pieceFile, len(order))
	next := transcript.ID(1)
	for i, p := range order {
		p.Chunk.ID, p.Chunk.Turns = next, slices.Clone(p.Chunk.Turns)
		next++
		for k := range p.Chunk.Turns {
			p.Chunk.Turns[k].ID = next
			next++
		}
		out[i] = pieceFile{byName[p.Name], p}
	}
	return out
}

// rateOf is the frame rate that a series says; the one that is usual where it says none.
func rateOf(s check.Series) timecode.Rate {
	if s.Profile.Rate.Valid() {
		return s.Profile.Rate
	}
	return timecode.Rate30
}

// weighCover is what the coverage tells of a file as its series weighs it, and whether it is told.
func weighCover(series *check.Series, path string, p ProblemView) (ProblemView, bool) {
	_, on := series.Weigh(p.Code, check.Error)
	c, _ := check.Named(p.Code)
	p.File, p.Line, p.Column, p.Why = path, 1, 1, c.Why
	return p, on
}
