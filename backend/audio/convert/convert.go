// Package convert opens what the package decode does not read, such as M4A, Opus and the sound of video files: ffmpeg,
// where the machine has it, makes a FLAC file of it once, which is kept in a cache and read from then on. Without ffmpeg
// it says what to install. It never changes a file that is not its own.
package convert

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
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
		return nil, &audio.Error{Code: audio.Unsupported, Path: path, What: e.What, Do: doInstall(), Err: err}
	}
	return nil, &audio.Error{
		Code: audio.Unprepared, Path: path, What: e.What, Do: "It is converted with ffmpeg first.",
	}
}

// source is a converted sound under the name of the file that it was made of.
type source struct {
	audio.Source
	info audio.Info
}

// converted is what was made of a file. It has no bits of its own, since FLAC's say nothing of what it was made of.
func converted(src audio.Source, path, made string) audio.Source {
	info := src.Info()
	info.Path, info.Kind, info.Converted, info.Bits = path, "unknown", true, 0
	var from origin
	if data, err := os.ReadFile(made + origins); err == nil && json.Unmarshal(data, &from) == nil {
		if from.Codec != "" {
			info.Kind = audio.Kind(from.Codec)
		}
		if from.Complaint != "" {
			info.Problems = append(info.Problems, fmt.Sprintf("It is damaged (%s): there it may be silent.", from.Complaint))
		}
	}
	return source{src, info}
}

// origin is what a converted file does not tell of what it was made of: its codec, "" if nobody knows, and what ffmpeg
// complained of last.
type origin struct{ Codec, Complaint string }

// origins is the ending of a file beside a converted one, with its origin.
const origins = ".json"

func (s source) Info() audio.Info { return s.info }

// Prepare converts a file that Open says is unprepared. progress is told how much of its time is done, from 0 to 1. Its
// error is an *audio.Error, or ctx's.
func (c Cache) Prepare(ctx context.Context, path string, progress func(part float64)) error {
	tools, err := programs()
	if err != nil {
		return &audio.Error{Code: audio.Unsupported, Path: path, What: "It is read through ffmpeg.", Do: doInstall(), Err: err}
	}
	made, err := c.fileOf(path)
	if err != nil {
		return broken(path, err)
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return noRoom(path, err)
	}
	codec, length, err := tools.probe(ctx, path)
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
	complaint, err := tools.convert(ctx, path, tmp.Name(), length, progress)
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
	from, err := json.Marshal(origin{codec, complaint})
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

// tools are ffmpeg's programs.
type tools struct{ ffmpeg, ffprobe string }

// programs finds them. ffprobe may be missing: then nobody knows how long it takes.
func programs() (t tools, err error) {
	if t.ffmpeg, err = find("ffmpeg"); err == nil {
		t.ffprobe, _ = find("ffprobe")
	}
	return t, err
}

// find looks where a shell would, and where programs are put that a window is not told of.
func find(name string) (string, error) {
	path, err := exec.LookPath(name)
	if err == nil {
		return path, nil
	}
	var folders []string
	switch runtime.GOOS {
	case "darwin":
		folders = []string{"/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin"}
	case "windows":
		folders = []string{filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "WinGet", "Links")}
		name += ".exe"
	}
	for _, folder := range folders {
		if path := filepath.Join(folder, name); filepath.IsAbs(path) && isFile(path) {
			return path, nil
		}
	}
	return "", err
}

func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular()
}

// doInstall says how ffmpeg is to be had here.
func doInstall() string {
	how := "install the package ffmpeg"
	switch runtime.GOOS {
	case "darwin":
		how = "install it (brew install ffmpeg)"
	case "windows":
		how = "install it (winget install ffmpeg)"
	}
	return fmt.Sprintf("Stet reads such files with ffmpeg, which is not there: %s and try again, or convert the file to MP3, FLAC, Ogg Vorbis or WAV.", how)
}

const noSound = "It has no sound in it."

// local keeps ffmpeg from taking a name for an address, or for a list of further files to fetch.
var local = []string{"-protocol_whitelist", "file"}

// probe is the codec of a file's sound, and how long it is, in seconds; "" and 0 if nobody knows.
func (t tools) probe(ctx context.Context, path string) (codec string, length float64, err error) {
	if t.ffprobe == "" {
		return "", 0, nil
	}
	args := append([]string{"-v", "error"}, local...)
	args = append(args, "-select_streams", "a:0", "-show_entries", "stream=codec_name:format=duration", "-of", "json", "file:"+path)
	out, said, err := run(ctx, t.ffprobe, args, nil)
	if err != nil {
		return "", 0, refused(ctx, path, said, err)
	}
	var answer struct {
		Streams []struct {
			Codec string `json:"codec_name"`
		} `json:"streams"`
		Format struct {
			Duration string `json:"duration"`
		} `json:"format"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return "", 0, broken(path, err)
	}
	if len(answer.Streams) == 0 {
		return "", 0, &audio.Error{Code: audio.Damaged, Path: path, What: noSound, Do: "Choose another file."}
	}
	length, err = strconv.ParseFloat(answer.Format.Duration, 64)
	if err != nil {
		length = 0 // not every file says
	}
	return answer.Streams[0].Codec, length, nil
}

// convert writes a file's first sound as FLAC of 24 bits. It returns what ffmpeg complained of, though it went on.
func (t tools) convert(ctx context.Context, from, to string, length float64, progress func(float64)) (complaint string, err error) {
	args := append([]string{"-nostdin", "-v", "error", "-progress", "pipe:1", "-y"}, local...)
	args = append(args, "-i", "file:"+from, "-map", "0:a:0", "-map_metadata", "-1",
		// What has a time keeps it: a sound that begins late, or has gaps, is not drawn together.
		"-af", "aresample=async=1:first_pts=0", "-c:a", "flac", "-compression_level", "2",
		"-sample_fmt", "s32", "-bits_per_raw_sample", "24", "-f", "flac", "file:"+to)
	_, said, err := run(ctx, t.ffmpeg, args, func(line string) {
		written, ok := strings.CutPrefix(line, "out_time_us=")
		if us, err := strconv.ParseInt(written, 10, 64); ok && err == nil && length > 0 {
			progress(max(0, min(float64(us)/1e6/length, 1)))
		}
	})
	if err != nil {
		return "", refused(ctx, from, said, err)
	}
	progress(1)
	return said, nil
}

// run runs a program, and returns its output, or gives it to heard line by line, and the last that it complained of.
func run(ctx context.Context, program string, args []string, heard func(line string)) (out []byte, said string, err error) {
	cmd := exec.CommandContext(ctx, program, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	hide(cmd)
	if heard != nil {
		cmd.Stdout = nil
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			return nil, "", err
		}
		if err := cmd.Start(); err != nil {
			return nil, "", err
		}
		for lines := bufio.NewScanner(pipe); lines.Scan(); {
			heard(lines.Text())
		}
		err = cmd.Wait()
		return nil, lastLine(stderr.String()), err
	}
	err = cmd.Run()
	return stdout.Bytes(), lastLine(stderr.String()), err
}

func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// refused says why ffmpeg did not do it.
func refused(ctx context.Context, path, said string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch {
	case strings.Contains(said, "No space left"):
		return noRoom(path, err)
	case strings.Contains(said, "matches no streams"):
		return &audio.Error{Code: audio.Damaged, Path: path, What: noSound, Do: "Choose another file.", Err: err}
	}
	if said == "" {
		said = err.Error()
	}
	return &audio.Error{
		Code: audio.Damaged, Path: path, What: fmt.Sprintf("ffmpeg cannot read it (%s).", strings.TrimSuffix(said, ".")),
		Do: "Fetch or export it again, or convert it to MP3, FLAC, Ogg Vorbis or WAV.", Err: err,
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
