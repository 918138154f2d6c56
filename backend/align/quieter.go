package align

// quieter takes steady noise out of the bands of a spectrum, as Sphinx did when its models were trained: it follows the
// power of each band, takes the slowly rising lower edge of it for noise, hides what comes just after a peak, and
// evens the gains that follow from this over neighbouring bands.
type quieter struct {
	started                   bool
	power, noise, floor, peak []float64
	signal, gain              []float64
}

func newQuieter(bands int) *quieter {
	room := make([]float64, 6*bands)
	part := func(i int) []float64 { return room[i*bands : (i+1)*bands] }
	return &quieter{power: part(0), noise: part(1), floor: part(2), peak: part(3), signal: part(4), gain: part(5)}
}

const (
	mostGain  = 20
	leastGain = 1.0 / mostGain
)

func (q *quieter) step(bands []float64) {
	if !q.started {
		q.started = true
		copy(q.power, bands)
		for i, b := range bands {
			q.noise[i], q.floor[i] = b/mostGain, b/mostGain
		}
	}
	for i, b := range bands {
		q.power[i] = 0.7*q.power[i] + 0.3*b
		follow(&q.noise[i], q.power[i])
		q.signal[i] = max(q.power[i]-q.noise[i], 1)
		follow(&q.floor[i], q.signal[i])
		was := q.signal[i]
		q.peak[i] *= 0.85
		if was < 0.85*q.peak[i] {
			q.signal[i] = q.peak[i] * 0.2
		}
		q.peak[i] = max(q.peak[i], was)
		q.signal[i] = max(q.signal[i], q.floor[i])
		q.gain[i] = mostGain
		if q.signal[i] < mostGain*q.power[i] {
			q.gain[i] = max(q.signal[i]/q.power[i], leastGain)
		}
	}
	for i := range bands {
		from, to := max(0, i-4), min(len(bands), i+5)
		sum := 0.0
		for _, g := range q.gain[from:to] {
			sum += g
		}
		bands[i] *= sum / float64(to-from)
	}
}

// follow lets a lower edge fall fast and rise slowly.
func follow(edge *float64, to float64) {
	if to >= *edge {
		*edge = 0.995**edge + 0.005*to
	} else {
		*edge = 0.5**edge + 0.5*to
	}
}
