package lockfile

import (
	"bufio"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// This file lets one program ask another to come to the front, and to open what it was started with. It carries nothing
// else from one to the other.

// ErrSilent is returned by Raise when the holder of the lock has no window, or does not answer.
var ErrSilent = errors.New("the program that holds the lock does not answer")

const (
	answer = "here\n"
	// patience is how long Raise waits for a holder that is just starting; a call takes far less.
	patience = 3 * time.Second
	between  = 50 * time.Millisecond
	// longest is how many bytes a call may have: more paths than a system lets anybody start a program with.
	longest = 4 << 20
)

// caller listens for those who know the token.
type caller struct {
	listener net.Listener
	done     sync.WaitGroup
}

// OnRaise has f called, in a goroutine of its own, each time somebody calls Raise on the lock's file, with the paths
// given there. A later OnRaise
// replaces f, which must not call Release. It listens on the loopback device alone, and only to those who can read the lock file.
func (l *Lock) OnRaise(f func(paths []string)) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listening for a second window: %w", err)
	}
	c := &caller{listener: listener}
	l.mu.Lock()
	if l.file == nil {
		l.mu.Unlock()
		listener.Close()
		return os.ErrClosed
	}
	old := l.caller
	l.caller = c
	c.done.Add(1)
	go c.listen(l.token, f)
	err = l.write(card{PID: os.Getpid(), Port: listener.Addr().(*net.TCPAddr).Port, Token: l.token})
	l.mu.Unlock()
	if old != nil {
		old.stop()
	}
	return err
}

func (c *caller) listen(token string, f func([]string)) {
	defer c.done.Done()
	for {
		conn, err := c.listener.Accept()
		if err != nil {
			return
		}
		c.done.Add(1)
		go func() {
			defer c.done.Done()
			defer conn.Close()
			hear(conn, token, f)
		}()
	}
}

func hear(conn net.Conn, token string, f func([]string)) {
	if conn.SetDeadline(time.Now().Add(patience)) != nil {
		return
	}
	from := bufio.NewReader(io.LimitReader(conn, longest))
	line, err := from.ReadSlice('\n')
	if err != nil || subtle.ConstantTimeCompare(line, []byte(token+"\n")) != 1 {
		return
	}
	var paths []string
	if err := json.NewDecoder(from).Decode(&paths); err != nil {
		return
	}
	// Answered first: f may take its time, or be what ends the program.
	if _, err := conn.Write([]byte(answer)); err == nil {
		f(paths)
	}
}

// stop returns when no call of f is under way any more.
func (c *caller) stop() {
	c.listener.Close()
	c.done.Wait()
}

// Raise asks the program that holds the lock at path to come to the front and to open the paths given, and returns when
// it has heard. The error is ErrSilent if it has no window or does not answer within a few seconds, and os.ErrNotExist if there is no such lock.
func Raise(path string, paths []string) error {
	for until := time.Now().Add(patience); ; time.Sleep(between) {
		err := call(path, paths)
		if err == nil || errors.Is(err, os.ErrNotExist) {
			return err
		}
		if time.Now().After(until) {
			return fmt.Errorf("%w (%v)", ErrSilent, err)
		}
	}
}

func call(path string, paths []string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	held, err := read(file)
	if err != nil {
		return err
	}
	if held.Port == 0 {
		return errors.New("it does not listen")
	}
	conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", held.Port), time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	list, err := json.Marshal(paths)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(conn, "%s\n%s\n", held.Token, list); err != nil {
		return err
	}
	got, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return err
	}
	if got != answer {
		return fmt.Errorf("it answered %q", got)
	}
	return nil
}
