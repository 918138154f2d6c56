package align

// This file mends what a search gets wrong by its nature: a turn's first word that floated off to a breath before it, and
// a text's last word that slid into what is said after it.

const (
	// A longer gap than this inside a sentence is not believed beside the first word of a turn,
	floats = frameRate * 4 / 10
	// and than this not before the last word of the text.
	slides = frameRate
)

// settle moves such words to the ones that they belong to.
func (p *plan) settle(f found) {
	for k := range p.turns {
		i := p.first[k]
		if i+1 >= p.first[k+1] || p.text[i+1].pause || !p.free(i) {
			continue
		}
		if a, b := &f[i], f[i+1]; a.state == Aligned && b.state == Aligned && b.from-a.to > floats {
			a.from, a.to = b.from-(a.to-a.from), b.from
		}
	}
	i := len(p.text) - 1
	if i < 1 || p.text[i].pause || !p.free(i) {
		return
	}
	if a, b := f[i-1], &f[i]; a.state == Aligned && b.state == Aligned && b.from-a.to > slides {
		b.from, b.to = a.to, a.to+b.to-b.from
	}
}

// free tells whether a word was not timed by hand.
func (p *plan) free(i int) bool {
	_, byHand := p.hand(i)
	return !byHand
}

// hand is the time of a word, if it was timed by hand.
func (p *plan) hand(i int) (Span, bool) {
	if i < 0 || i >= len(p.text) {
		return Span{}, false
	}
	h, ok := p.turns[p.text[i].turn].Hand[p.text[i].at]
	return h, ok
}
