// ffmpeg and ffprobe: finding them, running them, and putting what they say in words.

package convert

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"stet/backend/audio"
)

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

// doInstall says how ffmpeg is to be had here, which knows the file, or may know it.
func doInstall(may bool) string {
	how := "install the package ffmpeg"
	switch runtime.GOOS {
	case "darwin":
		how = "install it (brew install ffmpeg)"
	case "windows":
		how = "install it (winget install ffmpeg)"
	}
	whatFor := "Stet reads such files with ffmpeg, which is not there"
	if may {
		whatFor = "ffmpeg may know it, and is not there"
	}
	return fmt.Sprintf("%s: %s and try again, or convert the file to MP3, FLAC, Ogg Vorbis or WAV.", whatFor, how)
}

const noSound = "It has no sound in it."

// local keeps ffmpeg from taking a name for an address, or for a list of further files to fetch.
var local = []string{"-protocol_whitelist", "file"}

// probed is what ffprobe knows of a file: its sound's codec, "" if nobody knows; how long it is, in seconds, 0 if nobody
// knows; and how long its own tables say that its sound is, which it may have been before it was cut off.
type probed struct {
	codec            string
	length, promised float64
	start            float64 // what its times begin with, which ffmpeg counts from 0; below 0 is what nobody hears
	samples          int64   // how many its own tables say exactly that its sound has, 0 if they do not
}

func (t tools) probe(ctx context.Context, path string) (p probed, err error) {
	if t.ffprobe == "" {
		return p, nil
	}
	args := append([]string{"-v", "error"}, local...)
	args = append(args, "-select_streams", "a:0", "-show_entries",
		"stream=codec_name,sample_rate,start_time,duration:stream_tags:format=duration,format_name,start_time", "-of", "json", "file:"+path)
	out, said, err := run(ctx, t.ffprobe, args, nil)
	if err != nil {
		return p, refused(ctx, path, said, err)
	}
	var answer struct {
		Streams []struct {
			Codec    string `json:"codec_name"`
			Rate     string `json:"sample_rate"`
			Start    string `json:"start_time"`
			Duration string `json:"duration"`
			Tags     map[string]string
		} `json:"streams"`
		Format struct {
			Name     string `json:"format_name"`
			Start    string `json:"start_time"`
			Duration string `json:"duration"`
		} `json:"format"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return p, broken(path, err)
	}
	if len(answer.Streams) == 0 {
		return p, &audio.Error{Code: audio.Damaged, Path: path, What: noSound, Do: "Choose another file."}
	}
	seconds := func(written string) float64 {
		v, err := strconv.ParseFloat(written, 64)
		if err != nil {
			return 0 // not every file says
		}
		return v
	}
	sound := answer.Streams[0]
	p.codec, p.length, p.start = sound.Codec, seconds(answer.Format.Duration), seconds(answer.Format.Start)
	// Of other formats the length is an estimate.
	if strings.Contains(answer.Format.Name, "mp4") && sound.Duration != "" {
		p.promised = seconds(sound.Start) + seconds(sound.Duration)
		p.samples = saidLength(path, int(seconds(sound.Rate)))
	}
	// Matroska tells of a track in a tag, which may have a language behind its name.
	if strings.Contains(answer.Format.Name, "matroska") {
		for name, written := range sound.Tags {
			if strings.HasPrefix(name, "DURATION") {
				p.promised = ofClock(written)
			}
		}
	}
	return p, nil
}

// convert writes a file's first sound as FLAC of 24 bits. It returns what ffmpeg complained of, though it went on.
func (t tools) convert(ctx context.Context, from, to string, p probed, progress func(float64)) (complaint string, err error) {
	// What has a time keeps it: a sound that begins late, or has gaps, is not drawn together.
	filter := "aresample=async=1:first_pts=0"
	if p.samples > 0 {
		filter += fmt.Sprintf(",atrim=end_sample=%d", p.samples)
	}
	args := append([]string{"-nostdin", "-v", "error", "-progress", "pipe:1", "-y"}, local...)
	if p.samples > 0 && p.codec == "aac" {
		// An edit is counted in milliseconds: where a sample or two are in the last packet, all of it would be left out.
		args = append(args, "-advanced_editlist", "0")
	}
	if p.start < 0 {
		args = append(args, "-copyts") // else all would be as much later as an encoder needs to begin
	}
	args = append(args, "-i", "file:"+from, "-map", "0:a:0", "-map_metadata", "-1",
		"-af", filter, "-c:a", "flac", "-compression_level", "2",
		"-sample_fmt", "s32", "-bits_per_raw_sample", "24", "-f", "flac", "file:"+to)
	_, said, err := run(ctx, t.ffmpeg, args, func(line string) {
		written, ok := strings.CutPrefix(line, "out_time_us=")
		if us, err := strconv.ParseInt(written, 10, 64); ok && err == nil && p.length > 0 {
			progress(max(0, min(float64(us)/1e6/p.length, 1)))
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

// origins of a line in ffmpeg, and places in a file that mean nothing to who reads them.
var technical = regexp.MustCompile(`^\[[^\]]*\] |stream \d+, offset 0x[0-9a-f]+: `)

// lastLine is what was said last, without where in ffmpeg it comes from, and how often.
func lastLine(text string) string {
	last := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "Last message repeated") {
			last = line
		}
	}
	return technical.ReplaceAllString(last, "")
}

// refused says why ffmpeg did not do it.
func refused(ctx context.Context, path, said string, err error) error {
	// Ctrl+C in a shell goes to ffmpeg as well, which may end before it is known here.
	const interrupted, soon = 255, 200 * time.Millisecond
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == interrupted {
		select {
		case <-ctx.Done():
		case <-time.After(soon):
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch {
	case strings.Contains(said, "No space left"):
		return noRoom(path, err)
	case strings.Contains(said, "matches no streams"):
		return &audio.Error{Code: audio.Damaged, Path: path, What: noSound, Do: "Choose another file.", Err: err}
	}
	why := "it found damage in it"
	switch {
	// What is no sound at all gets as far as the filters, which then have nothing to go by.
	case strings.Contains(said, "filter graph"), strings.Contains(said, "ing filters"):
		why = "nothing in it can be decoded"
	case strings.Contains(said, "Invalid data found"):
		why = "it is damaged, or was cut off"
	case said == "":
		why = err.Error()
	}
	return &audio.Error{
		Code: audio.Damaged, Path: path, What: fmt.Sprintf("ffmpeg cannot read it (%s).", why),
		Do: "Fetch or export it again, or convert it to MP3, FLAC, Ogg Vorbis or WAV.", Err: err,
	}
}
