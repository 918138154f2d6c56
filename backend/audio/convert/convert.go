// Package convert opens what the package decode does not read, such as M4A, Opus and the sound of video files: ffmpeg,
// where the machine has it, makes a FLAC file of it once, which is kept in a cache and read from then on. Without ffmpeg
// it says what to install. It never changes a file that is not its own.
package convert

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
	"stet/backend/audio/fingerprint"
)

// Cache is a folder of converted sounds. The empty Cache keeps nothing, and so converts nothing.
type Cache struct{ Dir string }

// Open opens a sound file. Its error is an *audio.Error, with the code Unprepared where Prepare would make the file one
// that can be opened.
func (c Cache) Open(path string) (audio.Source, error) {
	src, err := decode.Open(path)
	e, ok := errors.AsType[*audio.Error](err)
	if !ok || e.Code != audio.Unsupported || c.Dir == "" {
		return src, err
	}
	made, keyErr := c.fileOf(path)
	if keyErr != nil {
		return nil, err
	}
	if src, err := decode.Open(made); err == nil {
		now := time.Now()
		// The ones that were not used for longest go first. It is no matter if that is not known.
		_ = os.Chtimes(made, now, now)
		return converted(src, path, made), nil
	}
	if _, err := programs(); err != nil {
		return nil, &audio.Error{Code: audio.Unsupported, Path: path, What: e.What, Do: doInstall(e.What == decode.Unknown), Err: err}
	}
	return nil, &audio.Error{
		Code: audio.Unprepared, Path: path, What: e.What, Do: "It is converted with ffmpeg first.",
	}
}

// source is a converted sound under the name of the file that it was made of, in which there were holes.
type source struct {
	audio.Source
	info  audio.Info
	holes []hole
	from  int // where Seek went last
}

func (s *source) Info() audio.Info { return s.info }

func (s *source) Seek(p int) error {
	s.from = p
	return s.Source.Seek(p)
}

// Lost counts what the holes are filled with.
func (s *source) Lost() (samples, first int64) {
	sampleAt := func(seconds float64) int64 { return int64(seconds * float64(s.info.Rate)) }
	for _, h := range s.holes {
		from, to := max(sampleAt(h.From), int64(s.from)), min(sampleAt(h.To), int64(s.Position()))
		if from >= to {
			continue
		}
		if samples == 0 {
			first = from
		}
		samples += to - from
	}
	return samples, first
}

// converted is what was made of a file. It has no bits of its own, since FLAC's say nothing of what it was made of.
func converted(src audio.Source, path, made string) audio.Source {
	info := src.Info()
	info.Path, info.Kind, info.Converted, info.Bits, info.Sum = path, "unknown", true, 0, [16]byte{}
	var from origin
	if data, err := os.ReadFile(made + origins); err == nil && json.Unmarshal(data, &from) == nil {
		if from.Codec != "" {
			info.Kind = audio.Kind(from.Codec)
		}
		if kind, what := from.problem(info); what != "" {
			at := int64(audio.AtEnd)
			if from.scattered() {
				at = 0
			}
			info.Tell(at, kind, what)
		}
	}
	return &source{Source: src, info: info, holes: from.Holes}
}

// origin is what a converted file does not tell of what it was made of: its codec, "" if nobody knows; what ffmpeg
// complained of last, for those who look for it in the cache; how long it says that it is, in seconds, 0 if it does not;
// what of it could not be decoded, which a Source tells as it is read; and how it ends.
type origin struct {
	Codec, Complaint string
	Promised         float64
	Holes            []hole
	Unmarked         bool // without the mark that its format has at the end
	Torn             bool // in the middle of a frame, or of a packet
}

// problem says what is wrong with what was converted to info, and of which kind it is; "" if nothing is. Which of two things is said follows from
// which of them explains the other.
func (o origin) problem(info audio.Info) (kind audio.ProblemKind, what string) {
	const near = 0.5 // seconds: what codecs add and leave out
	length := float64(info.Samples) / float64(info.Rate)
	switch {
	case o.Promised > length+near:
		return audio.CutOff, fmt.Sprintf("It was cut off: %s of %s are there.", inWords(length), inWords(o.Promised))
	case endsEarly(o.Complaint):
		return audio.CutOff, "It was cut off: how much of it is missing is not known."
	case o.scattered():
		return audio.Unplaced, "It is damaged in places: there it may be silent."
	case o.Torn:
		return audio.CutOff, "It ends in the middle of a frame: it may have been cut off."
	case o.Unmarked:
		return audio.CutOff, "It ends without its end mark: it may have been cut off."
	}
	return "", ""
}

// scattered reports whether it is damaged where nobody knows.
func (o origin) scattered() bool {
	return o.Complaint != "" && !endsEarly(o.Complaint) && len(o.Holes) == 0
}

// inWords is a length in seconds for people: h:mm:ss, or seconds where it is none of minutes.
func inWords(seconds float64) string {
	if seconds < 60 {
		return fmt.Sprintf("%.1f s", seconds)
	}
	s := int(seconds)
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// origins is the ending of a file beside a converted one, with its origin.
const origins = ".json"

// Prepare converts a file that Open says is unprepared. progress is told how much of its time is done, from 0 to 1. Its
// error is an *audio.Error, or ctx's.
func (c Cache) Prepare(ctx context.Context, path string, progress func(part float64)) error {
	tools, err := programs()
	if err != nil {
		return &audio.Error{Code: audio.Unsupported, Path: path, What: "It is read through ffmpeg.", Do: doInstall(false), Err: err}
	}
	made, err := c.fileOf(path)
	if err != nil {
		return broken(path, err)
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return noRoom(path, err)
	}
	found, err := tools.probe(ctx, path)
	if err != nil {
		return err
	}
	// Beside the others, so that it can be renamed; under a name of its own, since two programs may be at it.
	tmp, err := os.CreateTemp(c.Dir, "*.part")
	if err != nil {
		return noRoom(path, err)
	}
	tmp.Close()
	defer os.Remove(tmp.Name())
	complaint, err := tools.convert(ctx, path, tmp.Name(), found, progress)
	if err != nil {
		return err
	}
	src, err := decode.Open(tmp.Name())
	if err != nil {
		return broken(path, err)
	}
	src.Close()
	// After a power cut it is whole, or not there.
	if err := sync(tmp.Name()); err != nil {
		return noRoom(path, err)
	}
	if now, err := c.fileOf(path); err != nil || now != made {
		return &audio.Error{
			Code: audio.Unreadable, Path: path, What: "It changed while it was converted.", Do: "Try again when it is complete.", Err: err,
		}
	}
	o := origin{Codec: found.codec, Complaint: complaint, Promised: found.promised, Unmarked: unmarked(path), Torn: torn(path)}
	if complaint != "" {
		if endsEarly(complaint) && o.Promised == 0 {
			o.Promised = found.length
		}
		if o.Holes, err = tools.holes(ctx, path, max(found.start, 0)); err != nil {
			return err
		}
	}
	from, err := json.Marshal(o)
	if err != nil {
		return broken(path, err)
	}
	if err := os.WriteFile(made+origins, from, 0o666); err != nil {
		return noRoom(path, err)
	}
	if err := os.Rename(tmp.Name(), made); err != nil {
		// Another program may have been faster, and have it open.
		if src, openErr := decode.Open(made); openErr == nil {
			return src.Close()
		}
		return noRoom(path, err)
	}
	c.prune(made)
	return nil
}

func sync(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (c Cache) fileOf(path string) (string, error) {
	key, err := fingerprint.Of(path)
	return filepath.Join(c.Dir, key.String()+".flac"), err
}

// most is how much is kept, in bytes: some forty hours.
var most int64 = 20 << 30

// stale is the age of a file that a conversion left behind that was killed.
const stale = 24 * time.Hour

// prune removes what was not used for longest, but for one file, and what was left behind. What cannot be removed stays.
func (c Cache) prune(but string) {
	entries, err := os.ReadDir(c.Dir)
	if err != nil {
		return
	}
	var kept []fs.FileInfo
	size := int64(0)
	for _, e := range entries {
		info, err := e.Info()
		switch {
		case err != nil:
		case strings.HasSuffix(e.Name(), ".part"):
			if time.Since(info.ModTime()) > stale {
				os.Remove(filepath.Join(c.Dir, e.Name()))
			}
		case strings.HasSuffix(e.Name(), ".flac"):
			kept = append(kept, info)
			size += info.Size()
		}
	}
	for size > most && len(kept) > 0 {
		oldest := 0
		for i, info := range kept {
			if info.ModTime().Before(kept[oldest].ModTime()) {
				oldest = i
			}
		}
		if path := filepath.Join(c.Dir, kept[oldest].Name()); path != but {
			os.Remove(path)
			os.Remove(path + origins)
			size -= kept[oldest].Size()
		}
		kept = append(kept[:oldest], kept[oldest+1:]...)
	}
}

func broken(path string, err error) error {
	return &audio.Error{
		Code: audio.Unreadable, Path: path, What: fmt.Sprintf("It cannot be converted (%v).", err), Do: "Convert it to MP3, FLAC, Ogg Vorbis or WAV.", Err: err,
	}
}

func noRoom(path string, err error) error {
	return &audio.Error{
		Code: audio.Unreadable, Path: path, What: fmt.Sprintf("There is no place for what it is converted to (%v).", err),
		Do: "Make room on the drive that has your folder for caches, and try again.", Err: err,
	}
}
