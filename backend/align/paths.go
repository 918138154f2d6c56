package align

// token is a path that has come as far as a state: how likely it is, how likely it was when it entered the word that it
// is in, when that was, and what it came through before.
type token struct {
	score, entry float32
	since, path  int32
}

var dead = token{score: impossible, path: -1}

// noWord is what a path came through that is no word of the text.
const noWord = -1

// passage is a word that a path came through, or something that is no word of the text.
type passage struct {
	before   int32
	word     int32 // or noWord
	from, to int32 // frames
	// fit is how far below the best phones the word stayed, a frame.
	fit float32
}

// paths keeps the passages that some path still remembers. What no path remembers is forgotten from time to time, so
// that a search needs no more room the longer it takes, but for the words that it found.
type paths struct {
	list []passage
	kept []int32
}

func (p *paths) add(t token, word, to int) token {
	fit := (t.score - t.entry) / float32(max(1, to-int(t.since)))
	p.list = append(p.list, passage{t.path, int32(word), t.since, int32(to), fit})
	t.path = int32(len(p.list) - 1)
	return t
}

// forget keeps only what the paths remember that each hands over.
func (p *paths) forget(each func(func(*token))) {
	p.kept = append(p.kept[:0], make([]int32, len(p.list))...)
	each(func(t *token) {
		for i := t.path; i >= 0 && p.kept[i] == 0; i = p.list[i].before {
			p.kept[i] = 1
		}
	})
	n := int32(0)
	for i, k := range p.kept {
		if k == 0 {
			continue
		}
		e := p.list[i]
		if e.before >= 0 {
			e.before = p.kept[e.before]
		}
		p.list[n], p.kept[i] = e, n
		n++
	}
	p.list = p.list[:n]
	each(func(t *token) {
		if t.path >= 0 {
			t.path = p.kept[t.path]
		}
	})
}

// shared gives the passages from the beginning that all paths came through that each hands over.
func (p *paths) shared(each func(func(*token))) []passage {
	p.kept = append(p.kept[:0], make([]int32, len(p.list))...)
	left := 0
	begins := false
	mark := func(i int32) {
		switch {
		case i < 0:
			begins = true
		case p.kept[i] == 0:
			p.kept[i] = 1
			left++
		}
	}
	each(func(t *token) {
		if t.score > impossible {
			mark(t.path)
		}
	})
	// What a passage comes after stands before it in the list.
	for i := len(p.list) - 1; i >= 0 && !begins; i-- {
		switch {
		case p.kept[i] == 0:
		case left == 1:
			return p.back(token{path: int32(i)})
		default:
			left--
			mark(p.list[i].before)
		}
	}
	return nil
}

// back gives the passages of a path from its beginning.
func (p *paths) back(t token) []passage {
	n := 0
	for i := t.path; i >= 0; i = p.list[i].before {
		n++
	}
	out := make([]passage, n)
	for i := t.path; i >= 0; i = p.list[i].before {
		n--
		out[n] = p.list[i]
	}
	return out
}
