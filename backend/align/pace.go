package align

import (
	"runtime"
	"sync"
)

// pace is how much of the machine a search takes. It changes nothing of what is found.
type pace struct {
	// parts is how many processors score frames at once.
	parts int
	// one is held by whoever reckons, where only one is to at a time.
	one *sync.Mutex
	// rest is called before each piece of work, and may take its time.
	rest func()
}

func (o Options) pace() pace {
	if !o.Gentle {
		return pace{parts: min(runtime.GOMAXPROCS(0), 4)}
	}
	return pace{parts: 1, one: &sync.Mutex{}, rest: o.Rest}
}

// work does a piece of work in its turn.
func (p pace) work(do func()) {
	if p.one != nil {
		p.one.Lock()
		defer p.one.Unlock()
	}
	if p.rest != nil {
		p.rest()
	}
	do()
}
