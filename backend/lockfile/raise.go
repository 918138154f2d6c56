package lockfile

import (
	"bufio"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// This file lets one program ask another to come to the front. It carries nothing else from one to the other.

// ErrSilent is returned by Raise when the holder of the lock has no window, or does not answer.
var ErrSilent = errors.New("the program that holds the lock does not answer")

const (
	answer = "here\n"
	// patience is how long Raise waits for a holder that is just starting; a call takes far less.
	patience = 3 * time.Second
	between  = 50 * time.Millisecond
)

// caller listens for those who know the token.
type caller struct {
	listener net.Listener
	done     sync.WaitGroup
}

// OnRaise has f called, in a goroutine of its own, each time somebody calls Raise on the lock's file. A later OnRaise
// replaces f, which must not call Release. It listens on the loopback device alone, and only to those who can read the lock file.
func (l *Lock) OnRaise(f func()) error {
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

func (c *caller) listen(token string, f func()) {
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

func hear(conn net.Conn, token string, f func()) {
	if conn.SetDeadline(time.Now().Add(patience)) != nil {
		return
	}
	line, err := bufio.NewReaderSize(conn, 256).ReadSlice('\n')
	if err != nil || subtle.ConstantTimeCompare(line, []byte(token+"\n")) != 1 {
		return
	}
	// Answered first: f may take its time, or be what ends the program.
	if _, err := conn.Write([]byte(answer)); err == nil {
		f()
	}
}

// stop returns when no call of f is under way any more.
func (c *caller) stop() {
	c.listener.Close()
	c.done.Wait()
}

// Raise asks the program that holds the lock at path to come to the front, and returns when it has heard. The error is
// ErrSilent if it has no window or does not answer within a few seconds, and os.ErrNotExist if there is no such lock.
func Raise(path string) error {
	for until := time.Now().Add(patience); ; time.Sleep(between) {
		err := call(path)
		if err == nil || errors.Is(err, os.ErrNotExist) {
			return err
		}
		if time.Now().After(until) {
			return fmt.Errorf("%w (%v)", ErrSilent, err)
		}
	}
}

func call(path string) error {
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
	if _, err := conn.Write([]byte(held.Token + "\n")); err != nil {
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
