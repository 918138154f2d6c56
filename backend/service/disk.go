// This file sees what other programs do to the files of the episode that is open: changed, gone, renamed, arrived. It takes
// nothing in and writes no text; a file that was only renamed is followed, since that changes no word of it.

package service

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"stet/backend/chunkfile"
	"stet/backend/ondisk"
	"stet/backend/session"
	"stet/backend/transcript"
)

// DiskView is how the files of an episode differ from what Stet last read or wrote.
type DiskView struct {
	Episode int64      `json:"episode"`
	Files   []DiskFile `json:"files"`
	// Arrived are files beside them that are transcripts and that the library does not have.
	Arrived []string `json:"arrived"`
	// Texts are the files of the transcript that the episode is held against, if some of them say something else than the
	// chunks since another program changed them; Anew are those.
	Texts []string `json:"texts"`
	Anew  []string `json:"anew"`
}

// What another program did to a file.
const (
	DiskChanged = "changed"
	DiskGone    = "gone"
	// DiskAway is a file whose folder is gone, or cannot be reached.
	DiskAway       = "away"
	DiskUnreadable = "unreadable"
)

// DiskFile is one that another program has done something to.
type DiskFile struct {
	Chunk transcript.ID `json:"chunk"`
	File  string        `json:"file"`
	State string        `json:"state"`
	// Mine says that the chunk was changed here, too; Joined, that it was joined with another.
	Mine   bool `json:"mine"`
	Joined bool `json:"joined,omitempty"`
	// Fewer is how many turns it has less than it had.
	Fewer int `json:"fewer"`
	// What is wrong with a file that cannot be read, or holds nothing that can be taken in.
	What string `json:"what,omitempty"`
}

// disk follows the files of one episode.
type disk struct {
	service *Service
	mu      sync.Mutex
	closed  bool
	episode session.EpisodeID
	folders []string
	watcher *ondisk.Watcher
	// texts are the files of the transcript that an episode is held against.
	texts   []string
	textsIn session.EpisodeID

	// looking keeps two from looking at once; what is below belongs to who looks.
	looking sync.Mutex
	last    DiskView
	seen    map[string]seenFile
	// known are files that the library has, as far as none got another name since.
	known map[string]bool
	// told is what was found out of a transcript that changed.
	told toldText
}

// seenFile is a file as it was when it was read last.
type seenFile struct {
	stamp stamp
	sum   [sha256.Size]byte
	// first is when it was seen so first: what is being written is not read before it has come to rest.
	first      time.Time
	text       bool
	transcript bool
	turns      int
	what       string
}

type stamp struct {
	size  int64
	mtime time.Time
}

// restFor is how long a file must have been as it is before it is believed; an empty one for longer, since that is how a
// file looks that is about to be written.
const restFor, emptyFor = 150 * time.Millisecond, 1500 * time.Millisecond

// DiskNow looks at the files of an episode, and follows them from then on in the place of another's.
func (s *Service) DiskNow(episode int64) (DiskView, error) {
	d := &s.disk
	d.mu.Lock()
	d.episode = session.EpisodeID(episode)
	d.mu.Unlock()
	v, err := d.look(s.ctx, session.EpisodeID(episode))
	return v, sentence(err)
}

func (d *disk) init(s *Service) {
	d.service, d.seen, d.known = s, map[string]seenFile{}, map[string]bool{}
}

func (d *disk) close() {
	d.mu.Lock()
	w := d.watcher
	d.watcher, d.closed = nil, true
	d.mu.Unlock()
	if w != nil {
		w.Close()
	}
}

// follow hears of the folders given from now on.
func (d *disk) follow(folders []string) {
	d.mu.Lock()
	if d.closed || slices.Equal(folders, d.folders) {
		d.mu.Unlock()
		return
	}
	old := d.watcher
	d.folders = folders
	d.watcher = ondisk.Watch(folders, d.again)
	d.mu.Unlock()
	if old != nil {
		// It may be the one that tells right now.
		d.service.jobs.spawn(old.Close)
	}
}

// again looks once more, and says so if there is something else to see.
func (d *disk) again() {
	d.mu.Lock()
	episode := d.episode
	d.mu.Unlock()
	if episode == 0 {
		return
	}
	before := d.seenLast()
	v, err := d.look(d.service.ctx, episode)
	if err == nil && (before.Episode != v.Episode || !slices.Equal(before.Files, v.Files) || !slices.Equal(before.Arrived, v.Arrived) || !slices.Equal(before.Anew, v.Anew)) {
		d.service.Emit("disk", map[string]int64{"id": int64(episode)})
	}
}

// named says that files of the library may have other names now.
func (d *disk) named() {
	d.looking.Lock()
	defer d.looking.Unlock()
	clear(d.known)
}

// held is what a look needs to know of a chunk.
type held struct {
	chunk transcript.ID
	src   session.Source
	sum   [sha256.Size]byte
	dirty bool
	// joined says that the chunk was joined with another.
	joined bool
}

// turns counts the turns that its file had.
func (h held) turns() int { return len(chunkfile.Parse(h.src.Bytes).Chunk().Turns) }

func (d *disk) look(ctx context.Context, episode session.EpisodeID) (DiskView, error) {
	d.looking.Lock()
	defer d.looking.Unlock()
	v := DiskView{Episode: int64(episode), Files: []DiskFile{}, Arrived: []string{}, Texts: []string{}, Anew: []string{}}
	var list []held
	err := d.service.open.with(ctx, episode, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, files session.Files) {
			for _, id := range doc.Chunks() {
				if src := files.Source(id); src.Path != "" {
					list = append(list, held{id, src, sha256.Sum256(src.Bytes), files.Dirty(id), false})
				}
			}
			for _, gone := range files.Gone() {
				if files.Joined(gone.Chunk) != 0 {
					list = append(list, held{gone.Chunk, gone.Source, sha256.Sum256(gone.Bytes), true, true})
				}
			}
		})
		return nil
	})
	if err != nil {
		return v, err
	}
	underway := d.service.underway(ctx)
	unsettled := false
	var gone []held
	for _, h := range list {
		f, rests, err := d.see(h.src.Path)
		unsettled = unsettled || !rests
		state := DiskFile{Chunk: h.chunk, File: h.src.Path, Mine: h.dirty, Joined: h.joined}
		switch {
		case h.joined && (err != nil || rests && !f.text):
			continue // an export would have removed it
		case errors.Is(err, fs.ErrNotExist) && isDraft(h.src.Path):
			continue
		case errors.Is(err, fs.ErrNotExist):
			gone = append(gone, h)
			continue
		case err != nil:
			state.State, state.What = DiskUnreadable, missing(h.src.Path, err).Error()
		case !rests:
			// What was known of it still holds.
			if i := slices.IndexFunc(d.last.Files, func(x DiskFile) bool { return x.Chunk == h.chunk && x.File == h.src.Path }); i >= 0 {
				v.Files = append(v.Files, d.last.Files[i])
			}
			continue
		case f.sum == h.sum:
			continue
		case !f.text:
			state.State, state.What = DiskUnreadable, f.what
		case underway.hasSum(h.src.Path, f.sum):
			continue
		default:
			state.State, state.Fewer = DiskChanged, max(0, h.turns()-f.turns)
		}
		v.Files = append(v.Files, state)
	}
	folders := foldersOf(list)
	arrived, rests := d.strangers(ctx, folders)
	unsettled = unsettled || !rests
	became, followed := d.becameOf(gone, arrived), map[string]bool{}
	for i, h := range gone {
		at := became[i]
		if at < 0 || d.move(ctx, episode, h, arrived[at]) != nil {
			if !underway.of(episode) {
				v.Files = append(v.Files, goneFile(h))
			}
			continue
		}
		if sum := d.seen[arrived[at]].sum; sum != h.sum && !underway.hasSum(arrived[at], sum) {
			v.Files = append(v.Files, DiskFile{Chunk: h.chunk, File: arrived[at], State: DiskChanged, Mine: h.dirty})
		}
		followed[arrived[at]] = true
	}
	arrived = slices.DeleteFunc(arrived, func(name string) bool { return followed[name] })
	_, said := d.service.heldTo(ctx, episode)
	for _, name := range arrived {
		if _, is := said[name]; is {
			continue // the transcript that the episode is held against
		}
		if !underway.hasSum(name, d.seen[name].sum) {
			v.Arrived = append(v.Arrived, name)
		}
	}
	texts := d.textsOf(episode)
	if v.Anew, rests = d.anew(ctx, episode, texts, said); len(v.Anew) > 0 {
		v.Texts = texts
	}
	unsettled = unsettled || !rests
	d.last = v
	d.follow(withFolders(folders, texts))
	if unsettled {
		d.service.jobs.spawn(func() {
			select {
			case <-ctx.Done():
			case <-time.After(2 * restFor):
				d.again()
			}
		})
	}
	return v, nil
}

// goneFile tells of a file that is not there, or whose folder is not.
func goneFile(h held) DiskFile {
	out := DiskFile{Chunk: h.chunk, File: h.src.Path, State: DiskGone, Mine: h.dirty}
	folder := filepath.Dir(h.src.Path)
	if _, err := os.Stat(folder); err == nil {
		return out
	}
	out.State = DiskAway
	if out.What = "The folder " + folder + " is gone, or has another name."; isAway(folder) {
		out.What = "The folder " + folder + " cannot be reached: its drive may be off."
	}
	return out
}

// see reads a file unless it is as it was when it was read last. It does not rest while somebody may be writing it.
func (d *disk) see(name string) (f seenFile, rests bool, err error) {
	at, err := stampOf(name)
	if err != nil {
		delete(d.seen, name)
		return f, true, err
	}
	f, known := d.seen[name]
	if known && f.stamp == at && f.sum != ([sha256.Size]byte{}) {
		return f, true, nil
	}
	now := time.Now()
	if !known || f.stamp != at {
		f = seenFile{stamp: at, first: now}
		d.seen[name] = f
	}
	wait := restFor
	if at.size == 0 {
		wait = emptyFor
	}
	if age := now.Sub(at.mtime); now.Sub(f.first) < wait && age < wait && age > -wait {
		return f, false, nil
	}
	src, err := readText(name, name)
	var no *refusal
	switch {
	case errors.As(err, &no):
		f.what = no.What
		if src, err = os.ReadFile(name); err != nil {
			return f, true, err
		}
	case err != nil:
		return f, true, err
	default:
		if no := notWhole(name, src); no != nil {
			f.what = no.What
		} else {
			f.text = true
		}
		chunk := chunkfile.Parse(src).Chunk()
		f.transcript, f.turns = f.text && isTranscript(chunk), len(chunk.Turns)
	}
	if after, err := stampOf(name); err != nil || after != at {
		return f, false, nil
	}
	f.sum = sha256.Sum256(src)
	d.seen[name] = f
	return f, true, nil
}

func stampOf(name string) (stamp, error) {
	info, err := os.Stat(name)
	if err != nil {
		return stamp{}, err
	}
	return stamp{info.Size(), info.ModTime()}, nil
}

// strangers are the transcripts in folders that the library does not have, nor made itself.
func (d *disk) strangers(ctx context.Context, folders []string) (out []string, rest bool) {
	rest = true
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue
		}
		for _, e := range entries {
			name := filepath.Join(folder, e.Name())
			if !e.Type().IsRegular() || !hasEnding(name, textEndings) {
				continue
			}
			if d.known[name] {
				continue
			}
			if _, err := d.service.Store.Find(ctx, name); !errors.Is(err, session.ErrNotFound) {
				d.known[name] = err == nil
				continue
			}
			f, rests, err := d.see(name)
			rest = rest && rests
			if err == nil && rests && f.transcript && !d.service.wrote(ctx, name, f.sum) {
				out = append(out, name)
			}
		}
	}
	return out, rest
}

// becameOf finds for each chunk whose file is gone the name that it has now; -1 where none of those that arrived is it.
func (d *disk) becameOf(gone []held, arrived []string) []int {
	var from, to []sheet
	for _, h := range gone {
		if isAway(filepath.Dir(h.src.Path)) {
			from = append(from, sheet{turns: func() []transcript.Turn { return nil }}) // what arrived may be a copy of it
			continue
		}
		from = append(from, sheet{h.src.Path, h.sum, sync.OnceValue(func() []transcript.Turn { return chunkfile.Parse(h.src.Bytes).Chunk().Turns })})
	}
	for _, name := range arrived {
		to = append(to, sheet{name, d.seen[name].sum, sync.OnceValue(func() []transcript.Turn {
			src, err := readText(name, name)
			if err != nil {
				return nil
			}
			return chunkfile.Parse(src).Chunk().Turns
		})})
	}
	return becameOf(from, to, func(int, int) bool { return true })
}

// move says that a chunk's file has another name now.
func (d *disk) move(ctx context.Context, episode session.EpisodeID, h held, to string) error {
	err := d.service.open.with(ctx, episode, func(open *session.Session) error {
		return follow(ctx, open, h.chunk, h.src, to, path.Join(path.Dir(h.src.Below), filepath.Base(to)))
	})
	if err == nil {
		delete(d.known, h.src.Path)
		d.service.Emit("library", nil)
		d.service.Emit("episode", map[string]int64{"id": int64(episode)})
	}
	return err
}
