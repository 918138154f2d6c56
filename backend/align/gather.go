package align

import "context"

// This file has long runs of words looked for anew of which hardly one was found, and those scattered over minutes of sound:
// the search has lost its way there, as in a sound in which others speak long before the text begins.

const (
	// fewestScattered is how many words such a run has at least. Of its words those that were not found count twice, those
	// that were hardly heard once, and those that were heard so much against it; it ends before what outweighs solid.
	fewestScattered = 60
	againstIt       = 4
	solid           = 40
	// Beside a run so many words may have been heard by chance, too, that far from those beyond them.
	mostByChance = 3
	farByChance  = 3 * frameRate
	// together is how many words heard on end are not heard by chance.
	together = 4
)

// gather looks for such runs where some of their words are said clearly. What is heard of a run that is nowhere found so,
// was heard by chance.
func (p *plan) gather(ctx context.Context, f found, o Options) error {
	if p.m == nil || o.WordsOnly {
		return nil
	}
	usual := f.outcome().usual()
	runs := p.scattered(f)
	for i, run := range runs {
		p.tellLooked(0, i, 2*len(runs))
		run = p.wider(f, run)
		some, err := p.gathered(ctx, f, run, p.around(f, run, o), usual)
		if err != nil {
			return err
		}
		if !some {
			f.forgetChance(run)
		}
	}
	return nil
}

// scattered are the runs of which hardly a word was heard, and a quarter at least was not found.
func (p *plan) scattered(f found) (out [][2]int) {
	run, score, most := [2]int{-1, 0}, 0, 0
	flush := func() {
		if n := run[1] - run[0]; run[0] >= 0 && n >= fewestScattered && 4*f[run[0]:run[1]].lost() >= n {
			out = append(out, run)
		}
		run[0], score, most = -1, 0, 0
	}
	for i, w := range f {
		switch {
		case !p.free(i):
			flush()
		case !w.heard():
			if run[0] < 0 {
				run[0] = i
			}
			if score++; w.state != Aligned {
				score++
			}
			if score >= most {
				most, run[1] = score, i+1
			}
		case run[0] >= 0:
			if score -= againstIt; score < max(0, most-solid) {
				flush()
			}
		}
	}
	if run[0] >= 0 {
		run[1] = len(f) // what is left does not outweigh it
	}
	flush()
	return out
}

func (f found) lost() (n int) {
	for _, w := range f {
		if w.state != Aligned {
			n++
		}
	}
	return n
}

// heard tells whether a word is most likely where it was found.
func (w foundWord) heard() bool { return w.state == Aligned && confidence(w.fit) >= SureEnough }

// wider takes words beside a run into it that were most likely heard by chance.
func (p *plan) wider(f found, run [2]int) [2]int {
	for i := run[0] - 1; i >= max(0, run[0]-mostByChance) && p.free(i); i-- {
		if i == 0 || f[i-1].state == Aligned && f[i].from-f[i-1].to > farByChance {
			run[0] = i
			break
		}
	}
	for i := run[1]; i < min(len(f), run[1]+mostByChance) && p.free(i); i++ {
		if i+1 == len(f) || f[i+1].state == Aligned && f[i+1].from-f[i].to > farByChance {
			run[1] = i + 1
			break
		}
	}
	return run
}

// around are the frames that a run may be in: between the words beside it, as far as its own times allow.
func (p *plan) around(f found, run [2]int, o Options) [2]int {
	after, before := max(0, p.text[run[0]].earliest), min(p.sound.frames, p.text[run[1]-1].latest)
	if o.Within != nil {
		after, before = max(after, frameOf(o.Within.Start)), min(before, frameOf(o.Within.End))
	}
	if run[0] > 0 {
		after = max(after, p.endOf(f, run[0]-1))
	}
	if run[1] < len(f) {
		before = min(before, p.beginOf(f, run[1]))
	}
	return [2]int{after, before}
}

// gathered looks for a run within frames, if they are many, and takes over what it finds if that is more.
func (p *plan) gathered(ctx context.Context, f found, run, frames [2]int, usual float32) (bool, error) {
	n, room := run[1]-run[0], frames[1]-frames[0]
	if room <= longestGap || n*60*frameRate > fastest*room {
		return false, nil
	}
	where, ok, err := p.spotted(ctx, run, frames, usual)
	if err != nil || !ok {
		return false, err
	}
	opened := &plan{m: p.m, sound: p.sound, turns: p.turns, text: p.within(run, where), pace: p.pace}
	again := make(found, n)
	if err := opened.do(ctx, job{words: [2]int{0, n}, frames: where}, again, nil); err != nil {
		return false, err
	}
	if again.heard() <= f[run[0]:run[1]].heard() {
		return false, nil
	}
	copy(f[run[0]:], again)
	return true, nil
}

// within are the words of a run, which may be anywhere in some frames.
func (p *plan) within(run, frames [2]int) []spoken {
	out := append([]spoken(nil), p.text[run[0]:run[1]]...)
	for i := range out {
		out[i].earliest, out[i].latest = frames[0], frames[1]
	}
	return out
}

func (f found) heard() (n int) {
	for _, w := range f {
		if w.heard() {
			n++
		}
	}
	return n
}

// forgetChance has the words of a run not spoken of which few were heard, but for those that were heard together.
func (f found) forgetChance(run [2]int) {
	words := f[run[0]:run[1]]
	if 4*words.heard() >= len(words) {
		return
	}
	for i := 0; i < len(words); {
		end := i
		for end < len(words) && words[end].heard() && (end == i || words[end].from-words[end-1].to < frameRate) {
			end++
		}
		if end-i >= together {
			i = end
			continue
		}
		for end = max(end, i+1); i < end; i++ {
			words[i] = foundWord{known: true, state: NotSpoken}
		}
	}
}
