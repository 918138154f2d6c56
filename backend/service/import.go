// This file takes files into the library. It writes no file, and takes no side where both changed the same.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// importing is one import under way.
type importing struct {
	service *Service
	store   session.Import
	view    ImportView
	// underway are the files that an export left which was cut off: nobody else wrote them.
	underway underway
	importHow
	pending []session.NewChunk
	// updates are files that changed on the disk. They are looked at once all new files are in.
	updates []update
	// parts are new files that hold what files of an episode in the library have no more, left those that came to no chunk.
	parts map[session.EpisodeID][]read
	left  []found
	// lost are the chunks whose files are not there any more, found once somebody asks; renamed are those of them that stand
	// in new files, by the names of these.
	lost     []lostFile
	lostOnce bool
	renamed  map[string]lostFile
	// away are those of lost whose folders cannot be reached, and copies the new files that hold what they did, by their names.
	away   []lostFile
	copies map[string]lostFile
	// freed are the names that chunks had whose files have others now, and which new files have got.
	freed map[string]session.EpisodeID
	// asked are the folders that were asked for.
	asked []askedFolder
	// neighbours are the series of folders, as the files in them name it; waiting are the files of those in which none does, which
	// come once all others are known.
	neighbours namedIn
	waiting    []found
	last       bool
	// places are where the library has the files at hand.
	places map[string]lookedUp
	// late are files of other programs in folders, met what they may be second versions of.
	late []late
	met  met
	// stood are the files of the library's chunks as they were before, by their names without folders.
	stood map[string][]stoodFile
	// drafts are new files that were made of other programs' files, came all new transcripts of episodes.
	drafts []found
	came   []cameIn
}

type update struct {
	read
	place session.Place
	// from is the name that the file had, where another program gave it another one; else "".
	from string
}

// addAt is how many new files make a batch.
const addAt = 200

func (im *importing) run(ctx context.Context, files []found, progress func(string, int, int)) error {
	// Where there is but one folder, none is to be waited for.
	im.waiting, im.last = nil, len(files) == 0 || filepath.Dir(files[0].path) == filepath.Dir(files[len(files)-1].path)
	if err := im.takeFolders(ctx, files, len(files), progress); err != nil {
		return err
	}
	im.last = true
	if err := im.takeFolders(ctx, im.waiting, len(files), progress); err != nil {
		return err
	}
	if err := im.takeLate(ctx); err != nil {
		return err
	}
	if err := im.flush(ctx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return im.finish(context.WithoutCancel(ctx), len(files), progress)
}

// takeFolders takes in files, one folder after the other.
func (im *importing) takeFolders(ctx context.Context, files []found, total int, progress func(string, int, int)) error {
	done := total - len(files)
	for folder := range byFolder(files) {
		// A folder's name for its series holds for all parts of it.
		dir := filepath.Dir(folder[0].path)
		neighbours := im.neighbours[dir]
		for part := range slices.Chunk(folder, addAt) {
			if err := im.takeFolder(ctx, part, &neighbours); err != nil {
				return err
			}
			done += len(part)
			progress("Reading "+filepath.Base(part[len(part)-1].path), done, total+1)
		}
		if neighbours != "" {
			im.neighbours[dir] = neighbours
		}
	}
	return nil
}

// finish makes the import show. From here on it is complete, and is not cancelled half way.
func (im *importing) finish(ctx context.Context, files int, progress func(string, int, int)) error {
	episodes, err := im.store.Finish(ctx)
	if err != nil {
		return err
	}
	for _, id := range episodes {
		im.service.open.forget(id)
	}
	total := files + 1 + len(im.updates)
	done := files + 1
	for id, updates := range im.byEpisode() {
		name := ""
		if len(updates) > 0 {
			name = updates[0].path
		} else {
			name = im.parts[id][0].path
		}
		progress("Looking at what changed in "+filepath.Base(name), done, total)
		updated, err := im.update(ctx, id, updates)
		if err != nil {
			// The rest is in and shows: these files are named, and stay as the library has them.
			for _, u := range updates {
				im.view.Refused = append(im.view.Refused, refuse(u.shown, 1, 1, "file.update", "%s", sentence(err)).ProblemView)
			}
			for _, r := range im.parts[id] {
				im.view.Refused = append(im.view.Refused, refuse(r.shown, 1, 1, "file.update", "%s", sentence(err)).ProblemView)
			}
		}
		if updated {
			episodes = append(episodes, id)
		}
		done += len(updates)
	}
	slices.Sort(episodes)
	for _, id := range slices.Compact(episodes) {
		im.view.Episodes = append(im.view.Episodes, int64(id))
		im.service.Emit("episode", map[string]int64{"id": int64(id)})
	}
	progress("Done", total, total)
	return nil
}

// byFolder yields the files of each folder together; they come sorted by folder.
func byFolder(files []found) func(yield func([]found) bool) {
	return func(yield func([]found) bool) {
		for len(files) > 0 {
			dir, n := filepath.Dir(files[0].path), 1
			for n < len(files) && filepath.Dir(files[n].path) == dir {
				n++
			}
			if !yield(files[:n]) {
				return
			}
			files = files[n:]
		}
	}
}

// takeFolder takes in files of one folder, whose names for their series help each other.
func (im *importing) takeFolder(ctx context.Context, files []found, neighbours *string) error {
	reads := readAll(ctx, files)
	clear(im.places)
	if err := ctx.Err(); err != nil {
		return err
	}
	var ids []identity
	for i := range reads {
		if err := reads[i].understand(ctx, im.find); err != nil {
			return err
		}
		reads[i].call(im.called)
	}
	if !im.last && *neighbours == "" && namesNoSeries(reads) {
		im.waiting = append(im.waiting, files...)
		return nil
	}
	inChunks := keysIn(reads)
	reads = slices.DeleteFunc(reads, func(r read) bool { return im.passMade(ctx, r, inChunks[r.id.key]) })
	for _, r := range reads {
		if r.err == nil && isTranscript(r.chunk) {
			ids = append(ids, r.id)
		}
	}
	if *neighbours == "" {
		if *neighbours = commonSeries(ids); *neighbours == "" && len(files) > 0 {
			var err error
			if *neighbours, err = im.seriesOf(ctx, filepath.Dir(files[0].path)); err != nil {
				return err
			}
			if *neighbours == "" {
				*neighbours = im.neighbours.around(showOf(files[0]))
			}
		}
	}
	sound := ""
	if sameEpisode(ids) {
		sound = soundBeside(files)
	}
	rates := dropRates(reads, *neighbours)
	if err := im.findRenamed(ctx, reads); err != nil {
		return err
	}
	if err := im.findParts(ctx, reads); err != nil {
		return err
	}
	for _, r := range reads {
		if im.met.note(r); r.foreign != nil && !r.named {
			im.late = append(im.late, late{r, *neighbours, sound, rates})
			continue
		}
		if err := im.take(ctx, r, *neighbours, sound, rates); err != nil {
			return err
		}
	}
	return nil
}

// seriesOf is the series that the library has of the files in a folder such as subtitles, whose series goes by whether that
// folder was asked for or one around it; "" for any other folder, or if it has none.
func (im *importing) seriesOf(ctx context.Context, dir string) (string, error) {
	if !kindOnly.MatchString(filepath.Base(dir)) {
		return "", nil
	}
	rows, err := im.service.Store.Library(ctx)
	return seriesIn(rows, dir), err
}

// passMade passes over a transcript that Stet made itself of an episode, unless somebody asked for this very file.
func (im *importing) passMade(ctx context.Context, r read, inChunks map[string]bool) bool {
	if r.named || r.err != nil || !isTranscript(r.chunk) {
		return false
	}
	if plain := r.chunk.Matter.Form == transcript.NoMatter; !im.service.wrote(ctx, r.path, sha256.Sum256(r.src)) && !(plain && madeOf(r, inChunks)) {
		return false
	}
	im.pass(r.shown, "text.made", "Stet made this file of an episode's chunks, so it is not taken in beside them.")
	return true
}

func (im *importing) take(ctx context.Context, r read, neighbours, sound string, rates map[transcript.Episode]timecode.Rate) error {
	var no *refusal
	if errors.As(r.err, &no) {
		if !r.named && no.Code != brokenFormat && !hasEnding(r.path, textEndings) {
			im.pass(r.shown, no.Code, no.What)
			return nil
		}
		if r.named && no.ProblemView.Code != documentCode && no.code == CodeInvalid && no.Code != brokenFormat && !hasEnding(r.path, textEndings) {
			no = refuse(r.shown, 1, 1, "file.kind", "It is no text, and its ending is not that of a sound. Texts end in %s, or are of another program, such as .srt, .vtt and .json; a sound of another ending can be chosen in the dock.",
				strings.Join(textEndings, ", "))
		}
		im.view.Refused = append(im.view.Refused, no.ProblemView)
		return nil
	}
	place, err := im.place(ctx, r.path)
	switch {
	case im.underway.has(r.path, r.src):
		im.view.Same++
	case im.isCopy(r.path):
		im.view.Away = append(im.view.Away, copyOf(r, im.copies[r.path]))
	case im.isPart(r.path):
		return nil
	case im.isRenamed(r.path):
		r.file = nil
		im.updates = append(im.updates, update{r, place, im.renamed[r.path].path})
	case im.freed[r.path] != 0:
		// Its name is another chunk's until that is followed.
		im.parts[im.freed[r.path]] = append(im.parts[im.freed[r.path]], r)
	case errors.Is(err, session.ErrNotFound) && isTranscript(r.chunk):
		return im.add(ctx, r, neighbours, sound, rates)
	case errors.Is(err, session.ErrNotFound) && r.named:
		im.view.Refused = append(im.view.Refused, noTranscript(r))
	case errors.Is(err, session.ErrNotFound):
		im.view.Skipped++
		im.view.Passed = append(im.view.Passed, noTranscript(r))
	case err != nil:
		return err
	case r.foreign != nil:
		return im.again(ctx, r, place)
	case place.Hash == sha256.Sum256(r.src):
		im.view.Same++
	default:
		r.file = nil
		im.updates = append(im.updates, update{r, place, ""})
	}
	return nil
}

// isLoose says that a text is one that many are taken for that are no transcripts.
func isLoose(src []byte) bool {
	reader, ok := known.Find(formats.NewFile(src))
	return ok && reader.Loose
}

// noTranscript says why a text is passed over. Nothing is wrong with it: it is another thing.
func noTranscript(r read) ProblemView {
	no := refuse(r.shown, 1, 1, "text.no-turns", "There are no timecodes in this file, so it is no transcript.")
	if !r.named && r.chunk.Matter.Form == transcript.NoMatter && isLoose(r.src) {
		no = refuse(r.shown, 1, 1, "text.no-turns", "There are no timecodes in this file. If it is a transcript all the same, import it by itself.")
	}
	if !hasEnding(r.path, textEndings) {
		no = refuse(r.shown, 1, 1, "text.no-turns", "This is no transcript that Stet knows. %s", nearestTo(r.path, r.src))
		if !r.named {
			no = refuse(r.shown, 1, 1, "text.no-turns", "This is no transcript that Stet knows.")
		}
	}
	if len(bytes.TrimSpace(r.src)) == 0 {
		no = refuse(r.shown, 1, 1, "text.empty", "This file is empty.")
	}
	no.Severity = string(chunkfile.Warn)
	return no.ProblemView
}

func (im *importing) add(ctx context.Context, r read, neighbours, sound string, rates map[transcript.Episode]timecode.Rate) error {
	n := session.NewChunk{Source: r.source(), Episode: r.id.settle(r.path, neighbours), Chunk: r.chunk}
	n.Episode.Rate = rates[n.Episode]
	if im.rate.Valid() {
		n.Episode.Rate = im.rate
	}
	n.Episode.Sound = sound
	if of, err := im.copied(ctx, r, n.Episode); err != nil || of != "" {
		if of != "" {
			im.view.Refused = append(im.view.Refused, refuse(r.shown, 1, 1, "file.copy",
				"It holds what %s does, which the library has in the same episode: its turns would stand twice, so it is not taken in. To go on with this one, remove that; to work on both, take this one into another library.", of).ProblemView)
		}
		return err
	}
	for _, p := range r.file.Problems() {
		switch p.Severity {
		case chunkfile.Error:
			n.Errors++
		case chunkfile.Warn:
			n.Warnings++
		}
	}
	im.view.Added++
	if r.chunk.Matter.Plain() {
		im.came = append(im.came, cameIn{r.found, r.foreign != nil, r.chunk.Turns})
	}
	if r.foreign != nil {
		im.drafts = append(im.drafts, r.found)
	}
	im.pending = append(im.pending, n)
	if len(im.pending) < addAt {
		return nil
	}
	return im.flush(ctx)
}

func (im *importing) flush(ctx context.Context) error {
	if len(im.pending) == 0 {
		return nil
	}
	if err := im.store.Add(ctx, im.pending); err != nil {
		return fmt.Errorf("taking files in: %w", err)
	}
	im.pending = nil
	return nil
}

// takeName is the step of the history that takes a file from the disk.
func takeName(path string) string { return "Took " + filepath.Base(path) + " from the disk" }
