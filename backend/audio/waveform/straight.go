// This file builds from a second decoder that only reads on, such as another program, beside the file's own. Nothing that it
// says is kept before its samples were found to be the same, there and behind.

package waveform

import (
	"context"
	"errors"
	"math"

	"stet/backend/audio"
)

// Straight opens a sound that was opened as info once more, to be read straight on from its beginning. A Seek goes back by
// half a second at most. An error says that nobody reads this one so.
type Straight func(ctx context.Context, info audio.Info) (audio.Source, error)

// atOnce is how many segments are held until the samples behind them are proven.
const atOnce = 8

var (
	// inSight is how many segments from the wanted one on the file's own decoders build first.
	inSight = 12
	// fewest is how many segments must be missing for a second decoder to be worth while.
	fewest = 32
)

// worthWhile reports whether most of a long sound is missing.
func (b *build) worthWhile() bool {
	done, of := b.Progress()
	return of-done >= fewest && 2*(of-done) >= of
}

// straight builds what the other decoder gives, until it meets those who come from the end. With an error, what was not
// proven is given back.
func (b *build) straight(ctx context.Context, open func() (audio.Source, error), straight Straight) (err error) {
	own, err := open()
	if err != nil {
		return err
	}
	defer own.Close()
	theirs, err := straight(ctx, own.Info())
	if err != nil {
		return err
	}
	defer theirs.Close()
	p := &proof{own: newReader(own, b.shape), theirs: newReader(theirs, b.shape)}
	var held []int
	var built []*segment // of those
	defer func() { b.giveBack(held) }()
	if err := p.on(ctx); err != nil {
		return err
	}
	b.mu.Lock()
	b.beside = true
	b.mu.Unlock()
	for more := true; more; {
		if err := b.show(ctx, p.own); err != nil {
			return err
		}
		var n int
		if n, more = b.takeFrom(int64(theirs.Position()) - int64(b.shape.Rate)/8); more {
			held = append(held, n)
			s, err := p.theirs.segment(ctx, n)
			if err != nil {
				return err
			}
			built = append(built, s)
		}
		proven := false
		if len(held) >= atOnce || !more {
			if proven, err = p.back(); err != nil {
				return err
			}
		}
		if !more && !proven {
			if err := p.on(ctx); err != nil && err != errSilent {
				return err
			}
			proven = true
		}
		if proven {
			for _, s := range built {
				b.keep(s)
				b.tell(s.number)
			}
			held, built = nil, nil
		}
	}
	return nil
}

// show builds what is in sight, by the file's own decoder.
func (b *build) show(ctx context.Context, own *reader) error {
	for {
		n, more := b.takeInSight()
		if !more {
			return nil
		}
		s, err := own.segment(ctx, n)
		if err != nil {
			b.giveBack([]int{n})
			return err
		}
		b.keep(s)
		b.tell(n)
	}
}

func (b *build) takeInSight() (int, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.Waveform.mu.RLock()
	defer b.Waveform.mu.RUnlock()
	for n := b.want; n < min(b.want+inSight, len(b.done)); n++ {
		if !b.done[n] && !b.taken[n] {
			b.taken[n] = true
			return n, true
		}
	}
	return 0, false
}

// takeFrom gives out the first missing segment that begins at a sample or behind it.
func (b *build) takeFrom(sample int64) (int, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.Waveform.mu.RLock()
	defer b.Waveform.mu.RUnlock()
	for n := range b.done {
		if int64(n)*b.shape.segmentSamples() >= sample && !b.done[n] && !b.taken[n] {
			b.taken[n] = true
			return n, true
		}
	}
	return 0, false
}

func (b *build) giveBack(held []int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, n := range held {
		b.taken[n] = false
	}
}

// proof holds a second decoder to the file's own.
type proof struct {
	own, theirs *reader
}

var (
	errDiffers = errors.New("the samples are not the same")
	errSilent  = errors.New("all that follows is silent")
)

// on compares second by second from where the other decoder is, until something is heard.
func (p *proof) on(ctx context.Context) error {
	shape := p.own.shape
	for heard := false; !heard; {
		at := int64(p.theirs.source.Position())
		if at == shape.Samples {
			return errSilent
		}
		var err error
		if heard, err = p.stretch(at, min(at+int64(shape.Rate), shape.Samples)); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	return nil
}

// back compares the quarter of a second before where the other decoder is, and reports whether something is heard in it.
func (p *proof) back() (heard bool, err error) {
	to := int64(p.theirs.source.Position())
	at := max(to-int64(p.own.shape.Rate)/4, 0)
	if err := p.theirs.seek(at); err != nil {
		return false, err
	}
	return p.stretch(at, to)
}

// stretch compares [at, to), to one of the steps of 16 bits.
func (p *proof) stretch(at, to int64) (heard bool, err error) {
	const step, quiet = 1.0 / (1 << 15), 1.0 / (1 << 10)
	if err := p.own.seek(at); err != nil {
		return false, err
	}
	for at < to {
		n := int(min(to-at, int64(len(p.own.frames))))
		ours, own, err := p.own.read(n)
		if err != nil {
			return false, err
		}
		others, got, err := p.theirs.read(n)
		if err != nil {
			return false, err
		}
		if own < n || got < n {
			return false, errDiffers
		}
		for i, f := range ours {
			for c := range f {
				if !(math.Abs(f[c]-others[i][c]) <= step) {
					return false, errDiffers
				}
				heard = heard || math.Abs(f[c]) > quiet
			}
		}
		at += int64(n)
	}
	return heard, p.theirs.source.Err()
}
