package transcript

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/timecode"
)

// This file keeps the times of words while their text is edited. It measures nothing: a word keeps its time until it
// is itself rewritten, and what is put between others says so.

// Timing is when a word is said: where in the episode's sound it begins and ends.
type Timing struct {
	Start, End timecode.Time
	How        How
	// Confidence is how sure whoever found the word was of it, in hundredths; 0 where that is not known.
	Confidence uint8
}

// sure is the bit beside How in a packed word behind which its confidence stands.
const sure = 0x80

// Timings are the times of a turn's words, one for each word of its paragraphs; none where nothing is known.
type Timings []Timing

// errTimings is what a text that holds no Timings is refused with.
var errTimings = errors.New("these are no times of words")

// Pack writes the times as bytes: of each word how it is known, how sure that is where it is known, how long after the end
// of the one before it begins, and how long it is, as varints.
func (t Timings) Pack() []byte {
	out := make([]byte, 0, 10*len(t))
	end := timecode.Time(0)
	for _, w := range t {
		switch {
		case !w.How.Timed():
			out = append(out, byte(w.How))
			continue
		case w.Confidence > 0:
			out = append(out, byte(w.How)|sure, w.Confidence)
		default:
			out = append(out, byte(w.How))
		}
		out = binary.AppendVarint(out, int64(w.Start-end))
		out = binary.AppendVarint(out, int64(w.End-w.Start))
		end = w.End
	}
	return out
}

// UnpackTimings reads what Pack wrote.
func UnpackTimings(packed []byte) (Timings, error) {
	var t Timings
	end := timecode.Time(0)
	next := func() timecode.Time {
		v, n := binary.Varint(packed)
		if n <= 0 {
			packed = nil
			return 0
		}
		packed = packed[n:]
		return timecode.Time(v)
	}
	for len(packed) > 0 {
		w := Timing{How: How(packed[0] &^ sure)}
		told := packed[0]&sure != 0
		packed = packed[1:]
		if !w.How.valid() {
			return nil, errTimings
		}
		if told {
			if !w.How.Timed() || len(packed) == 0 || packed[0] == 0 || packed[0] > 100 {
				return nil, errTimings
			}
			w.Confidence, packed = packed[0], packed[1:]
		}
		if w.How.Timed() {
			if len(packed) == 0 {
				return nil, errTimings
			}
			w.Start = end + next()
			if len(packed) == 0 {
				return nil, errTimings
			}
			w.End = w.Start + next()
			end = w.End
		}
		t = append(t, w)
	}
	return t, nil
}

// MarshalText writes the packed times in base64.
func (t Timings) MarshalText() ([]byte, error) {
	return base64.StdEncoding.AppendEncode(nil, t.Pack()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (t *Timings) UnmarshalText(text []byte) error {
	packed, err := base64.StdEncoding.DecodeString(string(text))
	if err != nil {
		return errTimings
	}
	*t, err = UnpackTimings(packed)
	return err
}

// Retiming replaces the times of some words: those from word From on, up to as many before the end as are left over.
// An inverse carries it, so that what is taken back gets the very times that it had.
type Retiming struct {
	From int     `json:"from,omitempty"`
	Put  Timings `json:"put,omitempty"`
	// None says that no word has a time then.
	None bool `json:"none,omitempty"`
}

// retiming is what makes the times now those that were.
func retiming(now, were Timings) *Retiming {
	head := 0
	for head < min(len(now), len(were)) && now[head] == were[head] {
		head++
	}
	tail := 0
	for tail < min(len(now), len(were))-head && now[len(now)-1-tail] == were[len(were)-1-tail] {
		tail++
	}
	switch {
	case head == len(now) && head == len(were):
		return nil
	case len(were) == 0:
		return &Retiming{None: true}
	}
	return &Retiming{From: head, Put: were[head : len(were)-tail]}
}

// Retime is what gives words other times than they had, also where an edit would carry these over otherwise.
func Retime(had, wanted Timings) *Retiming {
	if r := retiming(had, wanted); r != nil {
		return r
	}
	return &Retiming{}
}

// all says the times of all words.
func all(t Timings) *Retiming { return &Retiming{Put: t, None: len(t) == 0} }

// apply returns the times of a text that has that many words.
func (r Retiming) apply(t Timings, words int) (Timings, error) {
	if r.None || words == 0 {
		return nil, nil
	}
	tail := words - r.From - len(r.Put)
	if r.From < 0 || r.From > len(t) || tail < 0 || tail > len(t)-r.From {
		return nil, refuse("these times are not those of the words")
	}
	out := append(Timings{}, t[:r.From]...)
	out = append(out, r.Put...)
	out = append(out, t[len(t)-tail:]...)
	// The words beside them may have been found elsewhere meanwhile.
	out[max(0, r.From-1):min(len(out), r.From+len(r.Put)+1)].Settle()
	return out, nil
}

// wordPlace is where a word stands in its paragraph, in bytes.
type wordPlace struct{ from, to int }

// eachWord finds the words of a paragraph: what stands between spaces of any kind.
func eachWord(p string) []wordPlace {
	words := make([]wordPlace, 0, strings.Count(p, " ")+1)
	from := -1
	for i, r := range p {
		switch {
		case !unicode.IsSpace(r):
			if from < 0 {
				from = i
			}
		case from >= 0:
			words = append(words, wordPlace{from, i})
			from = -1
		}
	}
	if from >= 0 {
		words = append(words, wordPlace{from, len(p)})
	}
	return words
}

// CountWords counts the words of paragraphs, as Timings do.
func CountWords(paragraphs []string) int {
	n := 0
	for _, p := range paragraphs {
		before := byte(1)
		for _, c := range p {
			// Where a word begins no processor can foresee: it is summed up without a branch.
			space := spaceIn(c)
			n += int(before &^ space)
			before = space
		}
	}
	return n
}

// asciiSpace is 1 for the spaces of ASCII.
var asciiSpace = [utf8.RuneSelf]byte{' ': 1, '\t': 1, '\n': 1, '\v': 1, '\f': 1, '\r': 1}

// spaceIn is 1 if a sign is a space, and else 0.
func spaceIn(c rune) byte {
	if c < utf8.RuneSelf {
		return asciiSpace[c]
	}
	if unicode.IsSpace(c) {
		return 1
	}
	return 0
}

// Words are the words of paragraphs, as Timings count them.
func Words(paragraphs []string) []string { return wordsOf(paragraphs) }

func wordsOf(paragraphs []string) []string {
	var words []string
	for _, p := range paragraphs {
		words = append(words, strings.Fields(p)...)
	}
	return words
}

// stretch is a stretch of the sound in which words may lie; the zero stretch is none.
type stretch struct {
	from, to timecode.Time
	known    bool
}

// For are the times that words have which stand where others stood: those of the words that are the same.
func (t Timings) For(old, now []string) Timings {
	if len(t) != len(old) {
		return nil
	}
	return retime(t, old, now, 0, 0, stretch{})
}

// retime returns the times of the words that a turn now has. The first head and the last tail of them stand as they
// stood.
func retime(t Timings, old, now []string, head, tail int, turn stretch) Timings {
	if len(t) == 0 || len(now) == 0 {
		return nil
	}
	for head < min(len(old), len(now))-tail && old[head] == now[head] {
		head++
	}
	for tail < min(len(old), len(now))-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	out := make(Timings, len(now))
	copy(out, t[:head])
	copy(out[len(now)-tail:], t[len(t)-tail:])
	a, b := head, head
	fill := func(aEnd, bEnd int) {
		put(out, t, a, aEnd, b, bEnd, now, turn)
	}
	for _, p := range keptWords(old[head:len(old)-tail], now[head:len(now)-tail]) {
		out[head+p.New] = t[head+p.Old]
		fill(head+p.Old, head+p.New)
		a, b = head+p.Old+1, head+p.New+1
	}
	fill(len(old)-tail, len(now)-tail)
	return out
}

// put times the new words from b to bEnd, which stand where the old ones from a to aEnd stood. The word after them has
// its time already.
func put(out, t Timings, a, aEnd, b, bEnd int, now []string, turn stretch) {
	if b == bEnd {
		return
	}
	if aEnd-a == bEnd-b {
		for i := range bEnd - b {
			out[b+i] = t[a+i].carried()
		}
		return
	}
	room := taken(t[a:aEnd])
	if !room.known {
		room = gapAt(out, t, b, aEnd, turn)
	}
	if !room.known {
		return
	}
	if room.from == room.to {
		// Words that are typed one after the other share the room that the first of them took.
		b, bEnd = paceAround(out, now, b, bEnd)
		if shared := taken(out[b:bEnd]); shared.known {
			room = shared
		}
	}
	var letters, before timecode.Time
	for _, w := range now[b:bEnd] {
		letters += lettersOf(w)
	}
	at := func(n timecode.Time) timecode.Time { return room.from + (room.to-room.from)*n/letters }
	for i := b; i < bEnd; i++ {
		n := lettersOf(now[i])
		out[i] = Timing{Start: at(before), End: at(before + n), How: Between}
		before += n
	}
}

// paceAround widens a stretch of words by those beside it that share one room by their letters. What came in another cue
// of a file has another pace: its time was not made up, and stays.
func paceAround(out Timings, now []string, b, bEnd int) (from, to int) {
	from, to = b, bEnd
	first := b - 1
	if first < 0 || out[first].How != Between {
		first = bEnd
	}
	if first == len(out) || out[first].How != Between {
		return from, to
	}
	n, long := lettersOf(now[first]), out[first].End-out[first].Start
	paced := func(i int) bool {
		m, l := lettersOf(now[i]), out[i].End-out[i].Start
		// A flick more or less is rounding.
		off := l*n - long*m
		return out[i].How == Between && max(off, -off) < n+m
	}
	for from > 0 && paced(from-1) && (from == b || out[from-1].End == out[from].Start) {
		from--
	}
	for to < len(out) && paced(to) && (to == bEnd || out[to].Start == out[to-1].End) {
		to++
	}
	return from, to
}

func lettersOf(word string) timecode.Time { return timecode.Time(utf8.RuneCountInString(word)) }

// taken is the stretch that words fill, as far as their times are known.
func taken(t Timings) (s stretch) {
	for _, w := range t {
		if !w.How.Timed() {
			continue
		}
		if !s.known {
			s = stretch{w.Start, w.End, true}
		}
		s.from, s.to = min(s.from, w.Start), max(s.to, w.End)
	}
	return s
}

// gapAt is the stretch between the word before place b and the old word aEnd, which comes after. At an edge of the turn
// it goes to the turn's own. Beside a word without a time nothing is known.
func gapAt(out, t Timings, b, aEnd int, turn stretch) stretch {
	s := stretch{turn.from, turn.to, turn.known}
	before, after := b > 0, aEnd < len(t)
	if before && !out[b-1].How.Timed() || after && !t[aEnd].How.Timed() {
		return stretch{}
	}
	if before {
		s.from = out[b-1].End
	}
	if after {
		s.to = t[aEnd].Start
	}
	switch {
	case turn.known, before && after:
	case before:
		s.to = s.from
	case after:
		s.from = s.to
	default:
		return stretch{}
	}
	return stretch{s.from, max(s.from, s.to), true}
}

// keptWords pairs the words that stay, in order: the longest such run, or none where finding it would take long.
func keptWords(old, now []string) []Pair {
	const cells = 40_000
	n, m := len(old), len(now)
	if n == 0 || m == 0 || n > cells/m {
		return nil
	}
	longest := make([]uint16, (n+1)*(m+1))
	at := func(i, j int) *uint16 { return &longest[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if old[i] == now[j] {
				*at(i, j) = *at(i+1, j+1) + 1
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	var pairs []Pair
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case old[i] == now[j]:
			pairs = append(pairs, Pair{i, j})
			i, j = i+1, j+1
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
	return pairs
}
