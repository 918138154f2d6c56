// This file tells sound files from others of their names, and reads of one no more than once as long as nobody writes it.

package service

import (
	"os"
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
	key, err := fingerprint.Of(path)
	if err != nil {
		return ""
	}
	if p.byPath == nil {
		p.byPath = map[string]printed{}
	}
	p.byPath[path] = printed{st.Size(), st.ModTime(), key.String()}
	return key.String()
}
