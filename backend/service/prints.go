// This file tells sound files from others of their names, and knows them by other names, and copied. It reads one through no more than
// once as long as nobody writes it.

package service

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"stet/backend/audio/fingerprint"
)

// prints are what tells the files of sounds from others of their names: how a file looks without being read through, how large it is,
// and what all of it is. A file is read through anew where its size or the time of its last change is another one.
type prints struct {
	mu     sync.Mutex
	byPath map[string]printed
}

type printed struct {
	size    int64
	changed time.Time
	all     string // how large it is, and what all of it is
}

// same says whether a file has a print, and whether that is known: not where there is no print, or the file cannot be read. One that
// looks otherwise may be a copy: it is read through where it is as large.
func (p *prints) same(path, print string) (same, known bool) {
	if print == "" {
		return false, false
	}
	looks, all, _ := strings.Cut(print, " ")
	key, err := fingerprint.Of(path)
	if err != nil || key.String() == looks {
		return err == nil, err == nil
	}
	st, err := os.Stat(path)
	if err != nil {
		return false, false
	}
	if size, _, _ := strings.Cut(all, " "); size != fmt.Sprint(st.Size()) {
		return false, true // some that were kept say nothing of that
	}
	now := p.all(path)
	return now == all, now != ""
}

// of is the print of a file, "" where it cannot be read. Where the file looks as one did that it had before, it is that.
func (p *prints) of(path, had string) string {
	key, err := fingerprint.Of(path)
	if err != nil {
		return ""
	}
	if strings.HasPrefix(had, key.String()+" ") {
		return had
	}
	all := p.all(path)
	if all == "" {
		return ""
	}
	return key.String() + " " + all
}

// all is what all of a file is, "" where it cannot be read.
func (p *prints) all(path string) string {
	st, err := os.Stat(path)
	if err != nil {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if was := p.byPath[path]; was.all != "" && was.size == st.Size() && was.changed.Equal(st.ModTime()) {
		return was.all
	}
	key, err := fingerprint.OfAll(path)
	if err != nil {
		return ""
	}
	if p.byPath == nil {
		p.byPath = map[string]printed{}
	}
	p.byPath[path] = printed{st.Size(), st.ModTime(), fmt.Sprintf("%d %s", st.Size(), key)}
	return p.byPath[path].all
}
