package lockfile

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// The other program is this test's own binary. It takes the lock, says so, and holds it until its input ends;
// it says when it is asked to come to the front.
func TestMain(m *testing.M) {
	path := os.Getenv("STET_TEST_LOCK")
	if path == "" {
		os.Exit(m.Run())
	}
	l, err := Acquire(path)
	if err == nil {
		err = l.OnRaise(func(paths []string) { fmt.Printf("raised %q\n", paths) })
	}
	fmt.Println("locked", err)
	bufio.NewReader(os.Stdin).ReadString('\n')
	if os.Getenv("STET_TEST_RELEASE") != "" {
		fmt.Println("released", l.Release())
	}
	os.Exit(0)
}

type program struct {
	*exec.Cmd
	in  interface{ Close() error }
	out *bufio.Reader
}

func start(t *testing.T, path string, env ...string) program {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), append(env, "STET_TEST_LOCK="+path)...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := program{cmd, in, bufio.NewReader(out)}
	p.says(t, "locked <nil>")
	return p
}

func (p program) says(t *testing.T, want string) {
	t.Helper()
	line, err := p.out.ReadString('\n')
	if err != nil || strings.TrimSpace(line) != want {
		t.Fatalf("the other program says %q, %v, want %q", line, err, want)
	}
}

func TestTheSecondProgramIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "the.lock")
	p := start(t, path, "STET_TEST_RELEASE=1")
	_, err := Acquire(path)
	var held *HeldError
	if !errors.As(err, &held) || held.PID != p.Process.Pid || held.Path != path {
		t.Fatalf("%v, want that process %d holds it", err, p.Process.Pid)
	}
	for range 3 {
		if err := Raise(path, []string{"/shows/ep 1.md", "/shows/ü"}); err != nil {
			t.Fatal(err)
		}
		p.says(t, `raised ["/shows/ep 1.md" "/shows/ü"]`)
	}
	p.in.Close()
	p.says(t, "released <nil>")
	if err := p.Wait(); err != nil {
		t.Error(err)
	}
	take(t, path)
}

func take(t *testing.T, path string) {
	t.Helper()
	l, err := Acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Release(); err != nil {
		t.Error(err)
	}
}

func TestALockEndsWithItsProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "the.lock")
	p := start(t, path)
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.Wait() // it was killed
	if _, err := os.Stat(path); err != nil {
		t.Error("the killed program left no file: ", err)
	}
	if err := Raise(path, nil); !errors.Is(err, ErrSilent) {
		t.Errorf("the dead answer: %v", err)
	}
	take(t, path)
}

func TestOneProgramLocksOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "the.lock")
	l, err := Acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	var held *HeldError
	if _, err := Acquire(path); !errors.As(err, &held) || held.PID != os.Getpid() {
		t.Errorf("a second lock: %v", err)
	}
	for range 2 {
		if err := l.Release(); err != nil {
			t.Error(err)
		}
	}
	if err := l.OnRaise(func([]string) {}); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a lock that was released listens: %v", err)
	}
	if err := Raise(path, nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("nobody is there, and yet: %v", err)
	}
}

// However many want the lock, and however the file comes and goes, one has it at a time.
func TestManyWantTheLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "the.lock")
	var holders, turns atomic.Int32
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() {
			for n := 0; n < 200; {
				l, err := Acquire(path)
				var held *HeldError
				if errors.As(err, &held) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if now := holders.Add(1); now != 1 {
					t.Errorf("%d hold it", now)
				}
				turns.Add(1)
				holders.Add(-1)
				if err := l.Release(); err != nil {
					t.Error(err)
					return
				}
				n++
			}
		})
	}
	work.Wait()
	if turns.Load() != 8*200 {
		t.Errorf("%d turns", turns.Load())
	}
}

func TestOnlyWhoKnowsTheTokenIsHeard(t *testing.T) {
	path := filepath.Join(t.TempDir(), "the.lock")
	l, err := Acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	var raised atomic.Int32
	for range 2 { // the second replaces the first
		if err := l.OnRaise(func([]string) { raised.Add(1) }); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := read(file)
	file.Close()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"\n", c.Token[:31] + "\n", c.Token + "x\n", strings.Repeat("a", 4000) + "\n", "GET / HTTP/1.1\r\n\r\n"} {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", c.Port))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Write([]byte(line)); err != nil {
			t.Fatal(err)
		}
		if answer, err := bufio.NewReader(conn).ReadString('\n'); err == nil {
			t.Errorf("%q was answered %q", line, answer)
		}
		conn.Close()
	}
	if err := Raise(path, nil); err != nil {
		t.Error(err)
	}
	if err := l.Release(); err != nil {
		t.Error(err)
	}
	if raised.Load() != 1 {
		t.Errorf("it was raised %d times", raised.Load())
	}
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		t.Error("the released lock still tells its token")
	}
}

func TestAFolderThatIsNotThere(t *testing.T) {
	if _, err := Acquire(filepath.Join(t.TempDir(), "no", "the.lock")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
