//go:build linux

// Package pulsetest gives tests a sound device on a machine that has none: a PulseAudio server of their own with a null
// sink, and what is heard at it. It is for tests alone; build/pulse.sh does the same for what is not written in Go.
package pulsetest

import (
	"context"
	"encoding/binary"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Rate is the sink's, in stereo frames of 16 bits a second. What is played at it comes through bit for bit.
const Rate = 44100

// first is the sink that a server starts with.
const first = "stet_null"

// Server is a running PulseAudio server. While it runs, ALSA's default device and with it every program that inherits
// the test's environment plays to it.
type Server struct {
	t    testing.TB
	dir  string
	sink string
	cmd  *exec.Cmd
}

// Start starts a server, and sets the environment so that this process finds it. The test is skipped where PulseAudio
// is not installed. Server and environment end with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	s := Prepare(t)
	s.Run()
	return s
}

// Prepare is Start without running the server: the environment has no sound device until Run.
func Prepare(t testing.TB) *Server {
	t.Helper()
	packages := map[string]string{"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "parec": "pulseaudio-utils"}
	for command, pkg := range packages {
		if _, err := exec.LookPath(command); err != nil {
			t.Skipf("%s is not installed (package %s): no sound device to test with", command, pkg)
		}
	}
	if plugin, _ := filepath.Glob("/usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so"); plugin == nil {
		t.Skip("ALSA cannot reach PulseAudio (package libasound2-plugins): no sound device to test with")
	}
	// A socket's path may have no more than a hundred bytes, which the test's own directory can be longer than.
	dir, err := os.MkdirTemp("", "pulse")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, dir: dir, sink: first}
	t.Cleanup(func() {
		s.Kill()
		os.RemoveAll(dir)
	})
	t.Setenv("XDG_RUNTIME_DIR", dir)
	t.Setenv("PULSE_COOKIE", filepath.Join(dir, "pulse", "cookie"))
	t.Setenv("PULSE_SERVER", "")
	os.Unsetenv("PULSE_SERVER")
	return s
}

// asTheFirst is how a sink takes up sound. Without norewinds it sleeps for up to two seconds before it plays what comes.
const asTheFirst = "rate=44100 channels=2 format=s16le norewinds=1"

// Run starts the server, also again after Kill, and returns when it takes up programs.
func (s *Server) Run() {
	s.t.Helper()
	s.cmd = exec.Command("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=yes",
		"--log-target=newfile:"+filepath.Join(s.dir, "log"), "--log-level=info",
		"-L", "module-native-protocol-unix",
		"-L", "module-null-sink sink_name="+first+" "+asTheFirst,
		"-L", "module-always-sink")
	s.cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+s.dir)
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for exec.CommandContext(ctx, "pactl", "info").Run() != nil {
		if ctx.Err() != nil {
			s.t.Fatal("PulseAudio does not start")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Beside gives a server that runs another null sink, to which plays what is opened from now on, and returns it as a server
// to Listen to.
func (s *Server) Beside(name string) *Server {
	s.t.Helper()
	load := append([]string{"load-module", "module-null-sink", "sink_name=" + name}, strings.Fields(asTheFirst)...)
	if out, err := exec.Command("pactl", load...).CombinedOutput(); err != nil {
		s.t.Fatalf("pactl %v: %v: %s", load, err, out)
	}
	s.t.Setenv("PULSE_SINK", name)
	return &Server{t: s.t, dir: s.dir, sink: name}
}

// Kill ends the server as a crash does. It may be called twice.
func (s *Server) Kill() {
	if s.cmd != nil {
		s.cmd.Process.Kill()
		s.cmd.Wait()
		s.cmd = nil
	}
}

// Freeze stops the server without ending it, as if it hung. Thaw lets it go on.
func (s *Server) Freeze() { s.cmd.Process.Signal(syscall.SIGSTOP) }
func (s *Server) Thaw()   { s.cmd.Process.Signal(syscall.SIGCONT) }

// Listen calls f with what is heard at the sink, a few milliseconds at a time and soon after it was, from a goroutine of
// its own until the test ends, the returned function is called, or the server dies. Each frame is left and right.
func (s *Server) Listen(f func(frames [][2]int16)) (stop func()) {
	s.t.Helper()
	cmd := exec.Command("parec", "-d", s.sink+".monitor", "--format=s16le", "--rate=44100", "--channels=2",
		"--latency-msec=5", "--raw")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		hear(out, f)
	}()
	stopped := false
	stop = func() {
		if !stopped {
			stopped = true
			cmd.Process.Kill()
			<-done
			cmd.Wait()
		}
	}
	s.t.Cleanup(stop)
	return stop
}

func hear(r io.Reader, f func(frames [][2]int16)) {
	b := make([]byte, 1<<16)
	have := 0
	for {
		n, err := r.Read(b[have:])
		have += n
		frames := make([][2]int16, have/4)
		for i := range frames {
			frames[i][0] = int16(binary.LittleEndian.Uint16(b[4*i:]))
			frames[i][1] = int16(binary.LittleEndian.Uint16(b[4*i+2:]))
		}
		have = copy(b, b[4*len(frames):have])
		if len(frames) > 0 {
			f(frames)
		}
		if err != nil {
			return
		}
	}
}
