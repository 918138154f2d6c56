package formats

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Captions is how a format shows what is said: one line or two of so many characters at a time.
type Captions struct {
	Width, Lines int
	// Whole is how many characters a cue may have that stays as it was in the file it came from.
	Whole int
	// Label is what stands before the words of a turn in its first line, such as “Ada: ”; nil where nothing does. before is
	// who spoke last.
	Label func(s *Said, before string) string
}

// Cue is a stretch of a turn that is shown at once. Its times are whole milliseconds.
type Cue struct {
	Said *Said
	// From is the first of its words in the turn, Words all of them.
	From  int
	Words []string
	Times transcript.Timings
	// Label is what stands before its first word; Lines are its words as they are parted.
	Label      string
	Lines      []string
	Start, End timecode.Time
}

// Cut cuts an episode into cues, in the order of the sound, and remarks on what has no place there and what was estimated.
func (c Captions) Cut(e *Episode, out *Output) []Cue {
	turns := e.inOrder(out)
	var cues []Cue
	speaker := ""
	long, shared, stretched, placed := 0, 0, 0, 0
	for _, s := range turns {
		label := ""
		if c.Label != nil {
			label = c.Label(s, speaker)
		}
		speaker = s.Speaker
		words, times := s.Words(), s.WordTimes()
		ends, own := c.stretches(words, times, s.Times, label)
		if slices.ContainsFunc(ends[:len(ends)-1], func(end int) bool { return !own[end] && estimated(s.Times, end) }) {
			shared++
		}
		if s.Place == Estimated && !s.heardWhole() {
			placed++
		}
		from := 0
		for i, end := range ends {
			cue := Cue{Said: s, From: from, Words: words[from:end], Times: times[from:end]}
			if i == 0 {
				cue.Label = label
			}
			cue.Lines = c.lines(cue.Words, cue.Label)
			for _, line := range cue.Lines {
				if utf8.RuneCountInString(line) > c.Width && !own[end] {
					long++
				}
			}
			cues = append(cues, cue)
			from = end
		}
		stretched += settle(cues[len(cues)-len(ends):])
	}
	if shared > 0 {
		out.Remark(Guessed, "The times of cues within %s are estimated by their letters: nobody has timed the words", Count(shared, "turn"))
	}
	if placed > 0 {
		out.Remark(Guessed, "%s at a time that was worked out: nobody has told it", Count(placed, "turn")+verb(placed, " begins or ends", " begin or end"))
	}
	if stretched > 0 {
		out.Remark(Guessed, "%s no time left, and %s for as long as it takes to read", Count(stretched, "cue")+verb(stretched, " has", " have"), verb(stretched, "stays", "stay"))
	}
	if long > 0 {
		out.Remark(Odd, "%s longer than %d characters: a word or a name in it is", Count(long, "line")+verb(long, " is", " are"), c.Width)
	}
	slices.SortStableFunc(cues, func(a, b Cue) int { return cmp.Compare(a.Start, b.Start) })
	out.Count, out.Of = len(cues), "cue"
	return cues
}

// inOrder are the turns that captions can show, in the order of the sound, and what has to be said of the others.
func (e *Episode) inOrder(out *Output) []*Said {
	type same struct {
		start, end    timecode.Time
		speaker, text string
	}
	seen := map[same]bool{}
	var turns []*Said
	empty, twice, put, nowhere, before := 0, 0, 0, []*Said(nil), 0
	for _, s := range e.Turns() {
		key := same{s.Start, s.End, s.Speaker, s.Text()}
		switch {
		case len(s.Paragraphs) == 0:
			empty++
		case !s.Timed():
			nowhere = append(nowhere, s)
		case seen[key]:
			twice++
		default:
			seen[key] = true
			if s.Place == Put {
				put++
			}
			if s.Start == 0 && s.Span != nil {
				if at, err := e.Clock.AudioTime(s.Span.Start); err == nil && at < -e.Clock.Rate.FrameLength() {
					before++
				}
			}
			turns = append(turns, s)
		}
	}
	e.RemarkClock(out)
	if put > 0 {
		out.Remark(Guessed, "%s no time: put where there is room between the others", Count(put, "turn")+verb(put, " has", " have"))
	}
	if len(nowhere) > 0 {
		out.Remark(Lost, "%s no time, and there is no room for the words, so they are left out: “%s”", Count(len(nowhere), "turn")+verb(len(nowhere), " has", " have"), firstWords(nowhere[0]))
	}
	if twice > 0 {
		out.Remark(Lost, "%s twice, with the same words at the same time, and %s written once", Count(twice, "turn")+verb(twice, " stands", " stand"), verb(twice, "is", "are"))
	}
	if empty > 0 {
		out.Remark(Lost, "%s no words", Count(empty, "turn")+verb(empty, " has", " have"))
	}
	if before > 0 {
		out.Remark(Odd, "%s before the sound: put at its beginning", Count(before, "turn")+verb(before, " begins", " begin"))
	}
	if !slices.IsSortedFunc(turns, byStart) {
		out.Remark(Guessed, "Turns do not stand in the order of the sound; here they do")
		slices.SortStableFunc(turns, byStart)
	}
	if n := overlaps(turns); n > 0 {
		out.Remark(Odd, "%s before the one before has ended: both are shown at once", Count(n, "turn")+verb(n, " begins", " begin"))
	}
	return turns
}

// RemarkSame says of a format that names who speaks and not where turns begin, how many turns cannot be told from the one
// before.
func (e *Episode) RemarkSame(out *Output) {
	n, speaker := 0, ""
	for _, s := range e.Turns() {
		if len(s.Paragraphs) == 0 {
			continue
		}
		if s.Speaker != "" && s.Speaker == speaker {
			n++
		}
		speaker = s.Speaker
	}
	if n > 0 {
		out.Remark(Lost, "Where %s, as the speaker is the one of the turn before", Count(n, "turn")+verb(n, " begins", " begin"))
	}
}

// RemarkClock says that the frame rate is guessed, if it is.
func (e *Episode) RemarkClock(out *Output) {
	if e.CountsFrames && !e.RateTold {
		out.Remark(Guessed, "The frame rate: nobody has told it, and frames are read as thirtieths of a second")
	}
}

func byStart(a, b *Said) int { return cmp.Compare(a.Start, b.Start) }

func overlaps(turns []*Said) int {
	n, end := 0, timecode.Time(0)
	for _, s := range turns {
		if s.Start < end {
			n++
		}
		end = max(end, s.End)
	}
	return n
}

func firstWords(s *Said) string {
	words := s.Words()
	if len(words) > 8 {
		return strings.Join(words[:8], " ") + "…"
	}
	return strings.Join(words, " ")
}

// What it costs to end a cue behind a word, and how long a pause is as good as a comma.
const (
	atSentence, atPhrase, atPause, anywhere = 0, 40, 30, 110
	// each keeps a turn from being cut finer than it has to.
	each     = 60
	longStop = 400 * timecode.Millisecond
	never    = 1 << 40
)

// ends are the places behind which cues of a turn end, where they disturb least: at sentences, phrases, pauses.
func (c Captions) ends(words []string, times transcript.Timings, label string) []int {
	n := len(words)
	ruler := measure(words)
	best, from := make([]int, n+1), make([]int, n+1)
	for end := 1; end <= n; end++ {
		best[end] = never
		behind := 0
		if end < n {
			behind = breakCost(words[end-1], times[end-1], times[end])
		}
		for start := end - 1; start >= 0; start-- {
			before := 0
			if start == 0 {
				before = utf8.RuneCountInString(label)
			}
			if !c.fits(ruler, start, end, before) && start < end-1 {
				break
			}
			if cost := best[start] + each + c.room(before+ruler.between(start, end)) + behind; cost < best[end] {
				best[end], from[end] = cost, start
			}
		}
	}
	var out []int
	for end := n; end > 0; end = from[end] {
		out = append(out, end)
	}
	slices.Reverse(out)
	return out
}

// ruler says how many characters words take: where each begins when all stand in one line.
type ruler []int

func measure(words []string) ruler {
	r := make(ruler, len(words)+1)
	for i, w := range words {
		r[i+1] = r[i] + utf8.RuneCountInString(w) + 1
	}
	return r
}

// between is how long the words from start up to end are in one line.
func (r ruler) between(start, end int) int { return max(0, r[end]-r[start]-1) }

// fits says whether words can be parted into lines, with so many characters before the first.
func (c Captions) fits(r ruler, start, end, before int) bool {
	if before+r.between(start, end) <= c.Width {
		return true
	}
	if c.Lines == 1 {
		return false
	}
	// The words that the first line holds, or none of them behind a name.
	at := start
	for at < end && before+r.between(start, at+1) <= c.Width {
		at++
	}
	return (at > start || before > 0) && r.between(at, end) <= c.Width
}

// room is what it costs to leave a cue almost empty.
func (c Captions) room(used int) int {
	free := max(0, 100-100*used/(c.Width*c.Lines))
	return free * free / 100
}

func breakCost(word string, at, next transcript.Timing) int {
	cost := anywhere
	if at.How.Sure() && next.How.Sure() && next.Start-at.End >= longStop {
		cost = atPause
	}
	switch {
	case endsSentence(word):
		cost = min(cost, atSentence)
	case endsPhrase(word):
		cost = min(cost, atPhrase)
	}
	return cost
}

func endsPhrase(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(word, `"”’')»`))
	return strings.ContainsRune(",;:–—…、，；：", r)
}

// lines parts words into as few lines as hold them, evenly, or behind a phrase. A word that is longer than a line stands by
// itself.
func (c Captions) lines(words []string, label string) []string {
	whole := strings.TrimRightFunc(label+strings.Join(words, " "), unicode.IsSpace)
	before, r := utf8.RuneCountInString(label), measure(words)
	if before+r.between(0, len(words)) <= c.Width || c.Lines == 1 {
		return []string{whole}
	}
	least, at := -1, -1
	for i := range words {
		// The words before i stand in the first line; a name may stand there alone.
		first, rest := before+r.between(0, i), r.between(i, len(words))
		if i == 0 && label == "" || rest > c.Width || first > c.Width && i > 0 {
			continue
		}
		cost := max(first-rest, rest-first)
		if i == 0 || !endsPhrase(words[i-1]) && !endsSentence(words[i-1]) {
			cost += 6
		}
		if least < 0 || cost < least {
			least, at = cost, i
		}
	}
	if at < 0 && len(words) > 1 && r.between(0, len(words)) <= c.Whole && !slices.ContainsFunc(words, func(w string) bool { return utf8.RuneCountInString(w) > c.Width }) {
		// A file's own cue, in lines as even as they can be.
		c.Width++
		return c.lines(words, label)
	}
	if at < 0 {
		return []string{whole}
	}
	head := strings.TrimRightFunc(label+strings.Join(words[:at], " "), unicode.IsSpace)
	return []string{head, strings.Join(words[at:], " ")}
}

// settle gives the cues of a turn their times: the first begins with the turn, the last ends with it, and each between
// with its words. It counts those that had none left.
func settle(cues []Cue) (stretched int) {
	if len(cues) == 0 {
		return 0
	}
	last := len(cues) - 1
	at := cues[0].Said.Start
	for i := range cues {
		c := &cues[i]
		c.Start, c.End = c.Times[0].Start, c.Times[len(c.Times)-1].End
		if i == 0 {
			c.Start = c.Said.Start
		}
		if i == last {
			c.End = c.Said.End
		}
		c.Start = Milli(max(c.Start, at))
		c.End = Milli(c.End)
		if c.End <= c.Start {
			c.End = c.Start + timecode.Millisecond
			for _, w := range c.Words {
				c.End += usual * timecode.Time(utf8.RuneCountInString(w))
			}
			c.End = Milli(c.End)
			stretched++
		}
		at = c.Start
		if i > 0 && cues[i-1].End > c.Start {
			cues[i-1].End = max(c.Start, cues[i-1].Start+timecode.Millisecond)
		}
	}
	return stretched
}

// Milli is a time in whole milliseconds, the next after it: so a frame that begins there is the same frame when it is read.
func Milli(t timecode.Time) timecode.Time {
	return timecode.FromMillis((t + timecode.Millisecond - 1).Millis())
}
