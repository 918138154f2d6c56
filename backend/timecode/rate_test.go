package timecode

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"
)

func TestAFrameOfEveryRateIsAWholeNumberOfFlicks(t *testing.T) {
	nominal := []int64{24, 24, 25, 30, 30, 30, 50, 60, 60, 60}
	for i, r := range Rates() {
		if !r.Valid() || r.Nominal() != nominal[i] {
			t.Errorf("%v counts %d frames, want %d", r, r.Nominal(), nominal[i])
		}
		seconds := big.NewRat(int64(r.FrameLength()), int64(Second))
		if seconds.Cmp(big.NewRat(r.Den, r.Num)) != 0 {
			t.Errorf("a frame at %v lasts %v s", r, seconds)
		}
	}
}

func TestFramesRoundDownAlsoBelowZero(t *testing.T) {
	for _, r := range Rates() {
		length := r.FrameLength()
		for at, want := range map[Time]int64{
			0: 0, length - 1: 0, length: 1, -1: -1, -length: -1, -length - 1: -2, 1000 * length: 1000,
		} {
			if got := r.Frame(at); got != want {
				t.Errorf("%v: %d lies in frame %d, want %d", r, at, got, want)
			}
		}
		if r.FrameTime(-3) != -3*length {
			t.Errorf("%v: frame -3 begins at %d", r, r.FrameTime(-3))
		}
		if r.FrameTime(math.MaxInt64) != math.MaxInt64 || r.FrameTime(math.MinInt64) != math.MinInt64 {
			t.Errorf("%v: frames beyond the range are not held at its end", r)
		}
	}
}

func TestOtherRatesAreNotValidAndCountNothing(t *testing.T) {
	for _, r := range []Rate{
		{}, {Num: 30}, {Num: 30, Den: -1}, {Num: 48, Den: 1}, {Num: 60, Den: 2}, {Num: -25, Den: 1},
		{Num: 25, Den: 1, Drop: true}, {Num: 24000, Den: 1001, Drop: true},
	} {
		if r.Valid() || r.FrameLength() != 0 {
			t.Errorf("%#v is valid, with frames of %d", r, r.FrameLength())
		}
		if !panics(func() { r.Frame(Second) }) || !panics(func() { r.FrameTime(1) }) {
			t.Errorf("%#v counts frames", r)
		}
		if text, err := r.MarshalText(); (err == nil) != (r == Rate{}) {
			t.Errorf("%#v is written as %q", r, text)
		}
	}
	if (Rate{}).String() != "" || (Rate{}).Nominal() != 0 || (Rate{Num: 48, Den: 1}).String() != "48" || (Rate{Num: 1, Den: 3}).String() != "1/3" {
		t.Error("an unknown rate is misnamed")
	}
}

func TestRatesAreCalledByTheirNames(t *testing.T) {
	names := []string{"23.976", "24", "25", "29.97", "29.97 drop", "30", "50", "59.94", "59.94 drop", "60"}
	rates := Rates()
	if len(rates) != len(names) {
		t.Fatalf("%d rates", len(rates))
	}
	for i, r := range rates {
		if r.String() != names[i] {
			t.Errorf("%#v is called %q, want %q", r, r, names[i])
		}
		if back, err := ParseRate(r.String()); err != nil || back != r {
			t.Errorf("%q is read as %v (%v)", r, back, err)
		}
	}
}

func TestSpellingsOfARate(t *testing.T) {
	for text, want := range map[string]Rate{
		"29.97df": Rate2997Drop, "29.97DF": Rate2997Drop, "29.97 df": Rate2997Drop, "29,97 drop": Rate2997Drop,
		"29.97 drop-frame": Rate2997Drop, "29.97 fps drop frame": Rate2997Drop, "30000/1001 drop": Rate2997Drop,
		"29.97ndf": Rate2997, "29.97 NDF": Rate2997, "29.97 non-drop": Rate2997, "29.97 Non-Drop-Frame": Rate2997,
		"29.97 nondrop": Rate2997, "30000/1001": Rate2997, " 29.97 fps ": Rate2997, "29.97 ndf fps": Rate2997,
		"23.98": Rate23976, "23,976": Rate23976, "24000/1001": Rate23976, "23.976 ndf": Rate23976,
		"24fps": Rate24, "25 FPS": Rate25, "25.00": Rate25, "30/1": Rate30, "30 ndf": Rate30, "50": Rate50,
		"59.94 DF": Rate5994Drop, "60000/1001": Rate5994, "59.94ndf": Rate5994, "60.0": Rate60,
	} {
		if got, err := ParseRate(text); err != nil || got != want {
			t.Errorf("%q is read as %v (%v), want %v", text, got, err, want)
		}
	}
}

func TestWhatIsNoRateIsRefusedWithTheKnownOnes(t *testing.T) {
	const known = " is not a known frame rate; the known ones are 23.976, 24, 25, 29.97, 29.97 drop, 30, 50, 59.94, 59.94 drop, 60"
	const noDrop = ": only 29.97 and 59.94 frames a second have a drop-frame count"
	for text, want := range map[string]string{
		"":           `""` + known,
		"drop":       `"drop"` + known,
		"fps":        `"fps"` + known,
		"31":         `"31"` + known,
		"29.9":       `"29.9"` + known,
		"-25":        `"-25"` + known,
		"30 drop":    `"30 drop"` + noDrop,
		"25df":       `"25df"` + noDrop,
		"23.976 df":  `"23.976 df"` + noDrop,
		"30000/1000": `"30000/1000"` + known,
	} {
		if r, err := ParseRate(text); err == nil || err.Error() != want || r != (Rate{}) {
			t.Errorf("%q:\n got %v, %v\nwant %s", text, r, err, want)
		}
	}
}

func TestRatesSurviveJSON(t *testing.T) {
	for _, r := range append(Rates(), Rate{}) {
		in := Clock{Rate: r, Offset: -Second}
		text, err := json.Marshal(in)
		if want := `{"Rate":"` + r.String() + `","Offset":-705600000}`; err != nil || string(text) != want {
			t.Errorf("%v is written %s (%v), want %s", r, text, err, want)
		}
		out := Clock{Rate: Rate60}
		if err := json.Unmarshal(text, &out); err != nil || out != in {
			t.Errorf("%s is read as %v (%v)", text, out, err)
		}
	}
	r := Rate25
	if err := r.UnmarshalText([]byte("26")); err == nil || r != Rate25 {
		t.Errorf("reading 26: %v, left %v", err, r)
	}
}

func TestTheDropFrameRateOfAFrameNumber(t *testing.T) {
	for frame, want := range map[int32]Rate{0: Rate2997Drop, 29: Rate2997Drop, 30: Rate5994Drop, 59: Rate5994Drop, 60: {}} {
		if got := DropRate(frame); got != want {
			t.Errorf("frames that run to %d are counted at %v, want %v", frame, got, want)
		}
	}
}
