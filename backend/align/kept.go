package align

// kept is what is remembered of a batch that was scored, for whoever looks for words in it again: of the frames that were
// compared with all Gaussians which were nearest, by codebook and stream, and of each frame how the phones alone fit. The
// rest is reckoned anew, and comes to the same.
type kept struct {
	which  [][][streams][best]uint8
	most   []float32
	speech []bool
}

// mostKept is how many batches are remembered, which take 11 kB each with the model of English: those of 70 minutes.
var mostKept = 70 * 60 * frameRate / batchFrames

// kept is what is remembered of a batch; nil where it was not scored yet.
func (s *Sound) kept(m *Model, batch int) *kept {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.model != m {
		s.model, s.scored = m, map[int]*kept{}
	}
	return s.scored[batch]
}

// keep remembers a batch, as long as there is room.
func (s *Sound) keep(m *Model, batch int, of []heard) {
	s.mu.Lock()
	full := s.model != m || len(s.scored) >= mostKept
	s.mu.Unlock()
	if full {
		return
	}
	k := &kept{most: make([]float32, len(of)), speech: make([]bool, len(of))}
	for _, i := range wholes(len(of)) {
		books := make([][streams][best]uint8, len(m.names))
		for b, streams := range of[i].books {
			for s, near := range streams {
				books[b][s] = near.which
			}
		}
		k.which = append(k.which, books)
	}
	for i, h := range of {
		k.most[i], k.speech[i] = h.most, h.speech
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.model == m {
		s.scored[batch] = k
	}
}
