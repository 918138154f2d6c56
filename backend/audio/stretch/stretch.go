// Package stretch plays sound faster or slower with its pitch kept: it takes out, or says twice, pieces of about a
// voice's period, where the sound is most like itself, and fades from one into the other (WSOLA). It knows of every frame
// what it stands for. It opens no file, and does not change the rate of the samples.
package stretch

// Speeds are whole thousandths of the sound's own, so that nothing is rounded however long it plays.
const (
	Least  = 500
	Normal = 1000
	Most   = 3000
)

// Source is what is stretched. It fills all that it is given save at its end, and may have more after that, as when what
// ended was a stretch that is let go.
type Source interface {
	Stream(frames [][2]float64) (n int, ok bool)
}

// Piece says what some frames stand for: the first of them for the source's frame at From, each next one for Step more,
// both in thousandths of a frame. At speed 1 that is the very frame. At others it is where the sound would be if it went
// evenly: what is heard goes in leaps around that, which Off holds.
type Piece struct {
	Frames     int
	From, Step int64
}

// Stream is a source at a speed. It starts with the source's next frame, whatever the speed.
type Stream struct {
	src   Source
	hop   int // frames from one leap to the next
	fade  int // frames that a leap takes
	reach int // how far before and behind the even place a leap may end

	speed int
	in    [][2]float64 // what was read and may be wanted
	first int64        // the source's frame that in begins with
	next  int64        // the source's frame that would follow if there were no leap
	clock int64        // what the next frame stands for, in thousandths

	made  [][2]float64
	out   [][2]float64 // what is left of made
	step  int64        // of out
	until int64        // the clock at its end

	match match
}

// New stretches a source of so many frames a second.
func New(src Source, rate int) *Stream {
	// The reach holds a whole period of the lowest voices, 55 Hz, so that one place in it always fits.
	return &Stream{src: src, speed: Normal, hop: rate * 18 / 1000, fade: rate * 10 / 1000, reach: rate * 9 / 1000}
}

// SetSpeed counts from the next leap on, within a fiftieth of a second. It is held within Least and Most.
func (s *Stream) SetSpeed(thousandths int) { s.speed = max(Least, min(thousandths, Most)) }

// Off is how many frames of the source what is heard is at most from what it stands for.
func (s *Stream) Off() int {
	return s.reach + max(s.speed-Normal, Normal-s.speed)*(s.hop+s.fade)/(2*Normal) + s.fade
}

// Read gives the next frames: fewer than asked for where a new piece begins, and none at the end of the source.
func (s *Stream) Read(frames [][2]float64) Piece {
	if len(s.out) == 0 {
		if s.speed == Normal {
			return s.pass(frames)
		}
		s.leap()
	}
	n := copy(frames, s.out)
	p := Piece{n, s.clock, s.step}
	s.out = s.out[n:]
	s.clock += int64(n) * s.step
	if n > 0 && len(s.out) == 0 {
		s.clock = s.until
	}
	return p
}

// pass gives the source as it is.
func (s *Stream) pass(frames [][2]float64) Piece {
	n := 0
	if ahead := s.in[min(int64(len(s.in)), s.next-s.first):]; len(ahead) > 0 {
		n = copy(frames, ahead)
	} else {
		n, _ = s.src.Stream(frames)
		s.in, s.first = s.in[:0], s.next+int64(n)
	}
	p := Piece{n, s.next * Normal, Normal}
	s.next += int64(n)
	s.clock = s.next * Normal
	return p
}

// leap makes the next frames: a fade from what would follow to a place that is like it, and what follows there. It is
// the place nearest to where the sound is meant to be by then, in the middle between this leap and the next.
func (s *Stream) leap() {
	mean := s.clock/Normal + int64((s.hop+s.fade)*(s.speed-Normal)/(2*Normal))
	s.forget(min(s.next, mean-int64(s.reach)))
	lo, hi := max(mean-int64(s.reach), s.first), mean+int64(s.reach)
	s.fill(max(hi+int64(s.hop), s.next+int64(s.fade)))
	last := s.end() - int64(s.hop)
	hi = min(hi, last)
	s.made = s.made[:0]
	s.step, s.until = int64(s.speed), s.clock+int64(s.hop*s.speed)
	defer func() { s.out = s.made }()
	if hi < lo || s.end()-s.next < int64(s.fade) || s.speed > Normal && hi <= s.next {
		s.playOut(s.next)
		return
	}
	to := s.best(lo, hi, mean)
	s.cross(to)
	if mean >= last || to == last {
		s.playOut(to + int64(s.hop))
	}
}

// cross fades from what would follow to another place of the source, and goes on there up to the next leap.
func (s *Stream) cross(to int64) {
	from, there := s.in[s.next-s.first:], s.in[to-s.first:]
	s.made = append(s.made, there[:s.hop]...)
	if to != s.next {
		for i := range s.fade {
			a := (float64(i) + 0.5) / float64(s.fade)
			for c := range 2 {
				s.made[i][c] = from[i][c] + a*(there[i][c]-from[i][c])
			}
		}
	}
	s.next = to + int64(s.hop)
}

// playOut goes on from a place to the end of the source without a leap, and has the clock arrive there with it.
func (s *Stream) playOut(from int64) {
	s.made = append(s.made, s.in[from-s.first:]...)
	s.next = s.end()
	s.until = s.next * Normal
	if n := int64(len(s.made)); n > 0 {
		if s.next*Normal-s.clock < n*Least { // the last leap went too far
			s.clock = (s.next - n) * Normal
		}
		s.step = (s.next*Normal - s.clock) / n
	}
}

func (s *Stream) end() int64 { return s.first + int64(len(s.in)) }

// forget lets go what was read before a frame, now and then.
func (s *Stream) forget(before int64) {
	if n := before - s.first; n > int64(4*s.hop) {
		s.in = s.in[:copy(s.in, s.in[n:])]
		s.first += n
	}
}

// fill reads up to a frame, or to the end of the source.
func (s *Stream) fill(to int64) {
	for n := int(to - s.end()); n > 0; n = int(to - s.end()) {
		had := len(s.in)
		if cap(s.in) < had+n {
			s.in = append(make([][2]float64, 0, 2*(had+n)), s.in...)
		}
		got, ok := s.src.Stream(s.in[had : had+n])
		s.in = s.in[:had+got]
		if !ok || got == 0 {
			return
		}
	}
}
