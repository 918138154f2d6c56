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
// and what all of it is. A file is looked at anew where its size or the time of its last change is another one.
type prints struct {
	mu     sync.Mutex
	byPath map[string]printed
}

// printed is what was seen of a file.
type printed struct {
	size    int64
	changed time.Time
	looks   string // without being read through
	all     string // how large it is, and what all of it is; "" until that is asked for
}

// same says whether a file has a print, and whether that is known: not where there is no print, or the file cannot be read. One that
// looks otherwise may be a copy: it is read through where it is as large.
func (p *prints) same(path, print string) (same, known bool) {
	if print == "" {
		return false, false
	}
	looks, all, _ := strings.Cut(print, " ")
	now := p.look(path, false)
	if now.looks == "" || now.looks == looks {
		return now.looks != "", now.looks != ""
	}
	if size, _, _ := strings.Cut(all, " "); size != fmt.Sprint(now.size) {
		return false, true // some that were kept say nothing of that
	}
	now = p.look(path, true)
	return now.all == all, now.all != ""
}

// of is the print of a file, "" where it cannot be read. Where the file looks as one did that it had before, it is that.
func (p *prints) of(path, had string) string {
	if now := p.look(path, false); now.looks != "" && strings.HasPrefix(had, now.looks+" ") {
		return had
	}
	now := p.look(path, true)
	if now.all == "" {
		return ""
	}
	return now.looks + " " + now.all
}

// look sees a file, and all of it where that is asked for; what cannot be read of it is "".
func (p *prints) look(path string, all bool) printed {
	st, err := os.Stat(path)
	if err != nil {
		return printed{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.byPath[path]
	if now.size != st.Size() || !now.changed.Equal(st.ModTime()) || now.looks == "" {
		key, err := fingerprint.Of(path)
		if err != nil {
			return printed{}
		}
		now = printed{size: st.Size(), changed: st.ModTime(), looks: key.String()}
	}
	if all && now.all == "" {
		if key, err := fingerprint.OfAll(path); err == nil {
			now.all = fmt.Sprintf("%d %s", now.size, key)
		}
	}
	if p.byPath == nil {
		p.byPath = map[string]printed{}
	}
	p.byPath[path] = now
	return now
}
