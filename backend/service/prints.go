// This file tells sound files from others of their names, and knows them by other names, and copied. It reads of one no more than once
// as long as nobody writes it.

package service

import (
	"os"
	"strings"
	"sync"
	"time"

	"stet/backend/audio/fingerprint"
)

// prints are what tells the files of sounds from others of their names. A file is looked into anew where its size or the time of
// its last change is another one.
type prints struct {
	mu     sync.Mutex
	byPath map[string]printed
}

type printed struct {
	size    int64
	changed time.Time
	print   string
}

// ofCopies stands before a print that a file has with its copies: there are some that say when the file was changed, too.
const ofCopies = "="

// same says whether a file has a print, and whether that is known: not where there is no print, or the file cannot be read.
func (p *prints) same(path, print string) (same, known bool) {
	if print == "" {
		return false, false
	}
	if !strings.HasPrefix(print, ofCopies) {
		key, err := fingerprint.Of(path)
		return err == nil && key.String() == print, err == nil
	}
	now := p.of(path)
	return now == print, now != ""
}

// of is that of a file; "" where it cannot be read.
func (p *prints) of(path string) string {
	st, err := os.Stat(path)
	if err != nil {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if was := p.byPath[path]; was.print != "" && was.size == st.Size() && was.changed.Equal(st.ModTime()) {
		return was.print
	}
	key, err := fingerprint.OfCopies(path)
	if err != nil {
		return ""
	}
	if p.byPath == nil {
		p.byPath = map[string]printed{}
	}
	p.byPath[path] = printed{st.Size(), st.ModTime(), ofCopies + key.String()}
	return p.byPath[path].print
}
