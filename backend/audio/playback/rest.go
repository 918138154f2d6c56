// A device that is fed with silence keeps a processor, the sound server and often the card from sleeping, so one that has
// played nothing for a while is left alone until somebody wants something of it.

package playback

import "time"

const (
	// calm is how long nothing is heard before the device is left alone: who steps through the words, or types while it
	// pauses, plays on sooner.
	calm = 3 * time.Second
	// looks is how often the device is asked then whether it is still there.
	looks = time.Second
)

// rest waits while nothing is to be heard, in which the clock stands. It comes back when something changes, or the device
// goes away. Only a sink that gives up what it holds is left alone: any other would play that when it goes on.
func (u *pump) rest(now time.Time) {
	select {
	case <-u.p.wanted: // before this: it is looked at now
	default:
	}
	sink, ok := u.sink.(Prompt)
	if !ok || !u.still(now) {
		u.heard = now
		return
	}
	if now.Sub(u.heard) < calm {
		return
	}
	u.empty(sink, now)
	look := time.NewTicker(looks)
	defer look.Stop()
	for {
		select {
		case <-u.p.quit:
			return
		case <-u.p.wanted:
			u.heard = time.Now()
			return
		case <-look.C:
			if err := sink.There(); err != nil {
				u.lose(err)
				return
			}
		}
	}
}

// still reports whether nothing is heard, nor about to be.
func (u *pump) still(now time.Time) bool {
	p := u.p
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.playing && !p.jumps() && !u.sounding && p.line.still(now)
}
