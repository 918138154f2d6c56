// This file reads by ffmpeg what decode reads, too. Whether the samples are the same is for others to prove: here only how
// many they are is looked at, and whether ffmpeg complained.

package convert

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os/exec"
	"strconv"
	"sync/atomic"
	"time"

	"stet/backend/audio"
)

// Quicker is Straight for what is read quicker so. Handing samples over takes about half as long as decoding them: of MP3 and
// FLAC, which decode reads in once or twice ffmpeg's time, that is a loss; build/bench.sh sound measures it.
func Quicker(ctx context.Context, info audio.Info) (audio.Source, error) {
	if info.Kind != audio.Ogg {
		return nil, errNotSo
	}
	return Straight(ctx, info)
}

var errNotSo = errors.New("it is not read by ffmpeg")

// patience is how long ffmpeg may take for the next samples.
var patience = 30 * time.Second

// Straight opens by ffmpeg what was opened as info: at its beginning, and to be read straight on. Its Seek goes forward by
// reading, and back by half a second at most. It ends with ctx. An error means that there is no ffmpeg, or that the file is
// none to read like this.
func Straight(ctx context.Context, info audio.Info) (audio.Source, error) {
	if info.Kind == audio.WAV || info.Converted || info.Channels > 2 || info.Bits > 24 || len(info.Problems) > 0 {
		return nil, errNotSo
	}
	tools, err := programs()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	args := append([]string{"-nostdin", "-v", "error"}, local...)
	args = append(args, "-i", "file:"+info.Path, "-map", "0:a:0", "-ac", strconv.Itoa(info.Channels), "-ar", strconv.Itoa(info.Rate),
		// Not packet by packet: each of them wakes up who reads.
		"-flush_packets", "0", "-f", "f32le", "-")
	s := &straight{info: info, cmd: exec.CommandContext(ctx, tools.ffmpeg, args...)}
	s.cmd.Stderr = &s.complaint
	hide(s.cmd)
	out, err := s.cmd.StdoutPipe()
	// What it has started itself may have the pipe, too, and live on.
	s.stop = func() {
		cancel()
		out.Close()
	}
	if err == nil {
		s.cmd.WaitDelay = time.Second
		err = s.cmd.Start()
	}
	if err != nil {
		cancel()
		return nil, err
	}
	s.out = out
	return s, nil
}

type straight struct {
	info      audio.Info
	cmd       *exec.Cmd
	stop      func()
	out       io.Reader
	complaint complaint
	raw       []byte

	held  []float64 // the last samples that were read, all channels
	read  int       // the sample behind them
	pos   int
	err   error
	ended bool
}

// complaint notes that something was said.
type complaint struct{ atomic.Bool }

func (c *complaint) Write(b []byte) (int, error) {
	c.Store(true)
	return len(b), nil
}

func (s *straight) Info() audio.Info             { return s.info }
func (s *straight) Len() int                     { return int(s.info.Samples) }
func (s *straight) Position() int                { return s.pos }
func (s *straight) Lost() (samples, first int64) { return 0, 0 }
func (s *straight) Stream(out [][2]float64) (int, bool) {
	n := s.StreamAll(out, make([]float64, len(out)*s.info.Channels))
	return n, n > 0
}

// Err is also set by what ffmpeg complained of since.
func (s *straight) Err() error {
	if s.err == nil && s.complaint.Load() {
		s.err = errors.New("ffmpeg found something amiss")
	}
	return s.err
}

func (s *straight) StreamAll(out [][2]float64, all []float64) (n int) {
	each := s.info.Channels
	for n < len(out) && s.pos < s.Len() {
		if s.pos == s.read && !s.more() {
			break
		}
		from := len(s.held) - each*(s.read-s.pos)
		k := copy(all[each*n:each*len(out)], s.held[from:]) / each
		for i := n; i < n+k; i++ {
			out[i] = [2]float64{all[each*i], all[each*(i+1)-1]}
		}
		s.pos += k
		n += k
	}
	return n
}

// more reads the next samples, and reports whether there are any. With the last of them ffmpeg must be done.
func (s *straight) more() bool {
	const most = 8192 // frames
	if s.Err() != nil {
		return false
	}
	each := s.info.Channels
	n := min(most, s.Len()-s.read)
	if s.raw == nil {
		s.raw = make([]byte, 4*most*each)
	}
	raw := s.raw[:4*n*each]
	late := time.AfterFunc(patience, s.stop)
	defer late.Stop()
	if _, err := io.ReadFull(s.out, raw); err != nil {
		s.err = fmt.Errorf("ffmpeg ended before sample %d: %w", s.read+n, err)
		return false
	}
	// Twice as many are held as are kept, so that they are not moved each time.
	if keep := each * (s.info.Rate/2 + most); len(s.held) > 2*keep+len(raw)/4 {
		s.held = s.held[:copy(s.held, s.held[len(s.held)-keep:])]
	}
	for i := 0; i < len(raw); i += 4 {
		s.held = append(s.held, float64(math.Float32frombits(binary.LittleEndian.Uint32(raw[i:]))))
	}
	if s.read += n; s.read == s.Len() {
		s.end()
	}
	return true
}

// end looks whether nothing follows, and whether ffmpeg is content.
func (s *straight) end() {
	if n, _ := s.out.Read(make([]byte, 1)); n > 0 {
		s.err = errors.New("ffmpeg has more than that")
		s.stop()
	}
	s.ended = true
	if err := s.cmd.Wait(); s.err == nil {
		s.err = err
	}
}

func (s *straight) Seek(to int) error {
	for to > s.read && s.more() {
	}
	if s.Err() == nil && (to > s.read || to < s.read-len(s.held)/s.info.Channels) {
		return fmt.Errorf("%s: sample %d is behind its end, or was read too long ago", s.info.Path, to)
	}
	s.pos = to
	return s.Err()
}

func (s *straight) Close() error {
	s.stop()
	if !s.ended {
		s.ended = true
		_ = s.cmd.Wait() // that it was ended is no news
	}
	return nil
}
