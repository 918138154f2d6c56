// The frame rates, and their names. A rate that is not one of the ten has no frames here; nothing is interpolated.

package timecode

import (
	"fmt"
	"strings"
)

// Rate is how many frames a second the labels of an episode count, and whether they leave numbers out to keep pace with
// the clock (drop-frame). Rates compare with ==. The zero Rate means that nobody has said yet; it counts nothing.
type Rate struct {
	Num, Den int64 // Num/Den frames a second, in lowest terms
	Drop     bool  // only at 30000/1001 and 60000/1001
}

var (
	Rate23976    = Rate{Num: 24000, Den: 1001}
	Rate24       = Rate{Num: 24, Den: 1}
	Rate25       = Rate{Num: 25, Den: 1}
	Rate2997     = Rate{Num: 30000, Den: 1001}
	Rate2997Drop = Rate{Num: 30000, Den: 1001, Drop: true}
	Rate30       = Rate{Num: 30, Den: 1}
	Rate50       = Rate{Num: 50, Den: 1}
	Rate5994     = Rate{Num: 60000, Den: 1001}
	Rate5994Drop = Rate{Num: 60000, Den: 1001, Drop: true}
	Rate60       = Rate{Num: 60, Den: 1}
)

// Rates lists the known rates, slowest first, drop-frame after its plain twin. The slice is the caller's own.
func Rates() []Rate {
	return []Rate{
		Rate23976, Rate24, Rate25, Rate2997, Rate2997Drop, Rate30,
		Rate50, Rate5994, Rate5994Drop, Rate60,
	}
}

// DropRate is the drop-frame rate of labels whose highest frame number is given; the zero Rate if there is none.
func DropRate(frame int32) Rate {
	for _, r := range Rates() {
		if r.Drop && int64(frame) < r.Nominal() {
			return r
		}
	}
	return Rate{}
}

// Valid reports whether r is one of Rates.
func (r Rate) Valid() bool {
	switch r {
	case Rate23976, Rate24, Rate25, Rate2997, Rate2997Drop, Rate30, Rate50, Rate5994, Rate5994Drop, Rate60:
		return true
	}
	return false
}

// Nominal is how many frame numbers a labelled second has: 24, 25, 30, 50 or 60, and 0 for the zero Rate.
func (r Rate) Nominal() int64 {
	if r.Den <= 0 {
		return 0
	}
	return (r.Num + r.Den - 1) / r.Den
}

// FrameLength is how long one frame lasts, exactly. It is 0 for a rate that is not Valid.
func (r Rate) FrameLength() Time {
	if !r.Valid() {
		return 0
	}
	return Second * Time(r.Den) / Time(r.Num)
}

// Frame is the number of the frame that shows at t, counted from 0 at time 0 and rounded down, also below zero. It
// counts frames, not labels. The rate must be Valid: Frame panics at any other.
func (r Rate) Frame(t Time) int64 {
	return floorDiv(int64(t), int64(r.mustFrameLength()))
}

// FrameTime is the time at which a frame begins, exactly. The rate must be Valid: FrameTime panics at any other.
func (r Rate) FrameTime(frame int64) Time {
	return Time(mulDiv(frame, int64(r.mustFrameLength()), 1))
}

func (r Rate) mustFrameLength() Time {
	length := r.FrameLength()
	if length == 0 {
		panic(fmt.Sprintf("timecode: no frames at rate %d/%d", r.Num, r.Den))
	}
	return length
}

// dropped is how many frame numbers SMPTE 12M leaves out at the start of every minute that ten does not divide: 2 of
// 30, 4 of 60.
func (r Rate) dropped() int64 {
	if !r.Drop {
		return 0
	}
	return r.Nominal() / 15
}

// String is the rate as people say it: "25", "29.97", "29.97 drop". The zero Rate is "".
func (r Rate) String() string {
	name := ""
	switch (Rate{Num: r.Num, Den: r.Den}) {
	case Rate{}:
		return ""
	case Rate23976:
		name = "23.976"
	case Rate2997:
		name = "29.97"
	case Rate5994:
		name = "59.94"
	default:
		name = fmt.Sprint(r.Num)
		if r.Den != 1 {
			name = fmt.Sprintf("%d/%d", r.Num, r.Den)
		}
	}
	if r.Drop {
		name += " drop"
	}
	return name
}

var rateNames = map[string]Rate{
	"23.976": Rate23976, "23.98": Rate23976, "23.97": Rate23976, "24000/1001": Rate23976,
	"24": Rate24, "24.0": Rate24, "24.00": Rate24, "24/1": Rate24,
	"25": Rate25, "25.0": Rate25, "25.00": Rate25, "25/1": Rate25,
	"29.97": Rate2997, "29.970": Rate2997, "30000/1001": Rate2997,
	"30": Rate30, "30.0": Rate30, "30.00": Rate30, "30/1": Rate30,
	"50": Rate50, "50.0": Rate50, "50.00": Rate50, "50/1": Rate50,
	"59.94": Rate5994, "59.940": Rate5994, "60000/1001": Rate5994,
	"60": Rate60, "60.0": Rate60, "60.00": Rate60, "60/1": Rate60,
}

// The longer endings stand first: "ndf" ends in "df".
var rateEndings = []struct {
	ending string
	drop   bool
}{
	{"non-drop-frame", false}, {"non-drop frame", false}, {"nondrop", false}, {"non-drop", false}, {"non drop", false}, {"ndf", false},
	{"drop-frame", true}, {"drop frame", true}, {"drop", true}, {"df", true},
}

// ParseRate reads what String writes, and the common spellings: "29.97df", "29.97 non-drop", "29,97", "30000/1001",
// "25 fps". A rate without a word on dropping is read as non-drop. The error is a sentence for people.
func ParseRate(s string) (Rate, error) {
	name := strings.ToLower(strings.TrimSpace(s))
	name = strings.ReplaceAll(name, ",", ".")
	name = trimEnding(name, "fps")
	drop := false
	for _, e := range rateEndings {
		if strings.HasSuffix(name, e.ending) {
			name, drop = trimEnding(name, e.ending), e.drop
			break
		}
	}
	name = trimEnding(name, "fps")
	r, known := rateNames[name]
	if !known {
		return Rate{}, fmt.Errorf("%s is not a known frame rate; the known ones are %s", quote(s), rateList())
	}
	if drop {
		r.Drop = true
		if !r.Valid() {
			return Rate{}, fmt.Errorf("%s: only 29.97 and 59.94 frames a second have a drop-frame count", quote(s))
		}
	}
	return r, nil
}

func trimEnding(name, ending string) string {
	return strings.TrimSpace(strings.TrimSuffix(name, ending))
}

func rateList() string {
	var names []string
	for _, r := range Rates() {
		names = append(names, r.String())
	}
	return strings.Join(names, ", ")
}

// MarshalText writes String. A rate that is neither Valid nor zero is an error.
func (r Rate) MarshalText() ([]byte, error) {
	if r != (Rate{}) && !r.Valid() {
		return nil, fmt.Errorf("timecode: no frame rate %s", r)
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads what ParseRate reads; the empty text is the zero Rate.
func (r *Rate) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = Rate{}
		return nil
	}
	parsed, err := ParseRate(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}
