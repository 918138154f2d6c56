package formats

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"stet/backend/timecode"
)

// Seconds is a time as JSON has it: a number of seconds, or a text that holds one. Known says that there is one.
type Seconds struct {
	Time  timecode.Time
	Known bool
}

// UnmarshalJSON reads the decimal digits as they stand: no time goes through a float.
func (s *Seconds) UnmarshalJSON(src []byte) error {
	text := strings.Trim(string(src), `"`)
	if text == "null" || text == "" {
		return nil
	}
	t, ok := ParseSeconds(text)
	if !ok {
		return &secondsError{text}
	}
	s.Time, s.Known = t, true
	return nil
}

// secondsError says which text is no time.
type secondsError struct{ text string }

func (e *secondsError) Error() string { return fmt.Sprintf("“%s” is no number of seconds", e.text) }

// longest is what a transcript can last: more is damage.
const longest = 1000 * 3600

// ParseSeconds reads seconds such as 83.4, exactly.
func ParseSeconds(text string) (timecode.Time, bool) {
	sign, digits := timecode.Time(1), text
	if rest, minus := strings.CutPrefix(text, "-"); minus {
		sign, digits = -1, rest
	}
	whole, part, _ := strings.Cut(digits, ".")
	w, err := strconv.ParseUint(whole, 10, 32)
	switch {
	case err == nil && w < longest && len(part) <= 18 && strings.Trim(part, "0123456789") == "":
	default:
		// An exponent, or more digits than there is time for.
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || !(f > -longest && f < longest) {
			return 0, false
		}
		return timecode.FromMillis(int64(f * 1000)), true
	}
	t := timecode.Time(w)*timecode.Second + fraction(part)
	return sign * t, true
}

// Sure is how sure a recogniser was of a word, in hundredths, as Hundredths reads it from JSON. What is no such number says
// nothing.
type Sure uint8

// UnmarshalJSON never fails: no file is refused for this.
func (s *Sure) UnmarshalJSON(src []byte) error {
	*s = Sure(Hundredths(strings.Trim(string(src), `"`)))
	return nil
}

// Hundredths reads how sure a recogniser was of a word, which it says between 0 and 1; 0 where the text says no such thing,
// and 1 at least where it does.
func Hundredths(text string) uint8 {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || !(f >= 0 && f <= 1) {
		return 0
	}
	return uint8(max(1, math.Round(100*f)))
}

// fraction is the part of a second that decimals say, to the ninth.
func fraction(digits string) timecode.Time {
	digits = digits[:min(len(digits), 9)]
	n, of := timecode.Time(0), timecode.Time(1)
	for _, d := range digits {
		n, of = 10*n+timecode.Time(d-'0'), 10*of
	}
	return timecode.Second * n / of
}

// clock is HH:MM:SS.mmm, as subtitles and scripts write it: hours may be missing, the fraction too.
var clock = regexp.MustCompile(`^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?$`)

// ParseClock reads a time by the clock: 1:02:03.5, 02:03,500, 2:03.
func ParseClock(text string) (timecode.Time, bool) {
	m := clock.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	seconds, _ := strconv.Atoi(m[3])
	if seconds > 59 || minutes > 59 {
		return 0, false
	}
	return timecode.Time(hours*3600+minutes*60+seconds)*timecode.Second + fraction(m[4]), true
}

// SpanOf is a stretch of the sound as a turn writes it, to the millisecond. What lies before the sound is held at its
// beginning.
func SpanOf(start, end timecode.Time) *timecode.Span {
	var any timecode.Rate
	return &timecode.Span{Start: any.Code(start, timecode.Millis), End: any.Code(end, timecode.Millis)}
}
