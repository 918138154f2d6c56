package timecode

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func place(t *testing.T, text string, audio Time) Anchor {
	t.Helper()
	return Anchor{mustParse(t, text), audio}
}

// heard is where a label lies in the sound of an episode whose clock is known.
func heard(t *testing.T, text string, k Clock) Anchor {
	t.Helper()
	code := mustParse(t, text)
	at, err := k.AudioTime(code)
	if err != nil {
		t.Fatal(err)
	}
	return Anchor{code, at}
}

func TestCalibrationFindsTheClock(t *testing.T) {
	for _, r := range Rates() {
		for _, offset := range []Time{0, 12*Second + 345, -40 * Second} {
			truth := Clock{Rate: r, Offset: offset}
			// Frame numbers that every rate has, uneven enough to show on all of them.
			a, b := heard(t, "00:01:05:23", truth), heard(t, "01:28:12:07", truth)
			for _, pair := range [][2]Anchor{{a, b}, {b, a}} {
				fits, err := Calibrate(pair[0], pair[1])
				if err != nil {
					t.Fatalf("%v: %v", truth, err)
				}
				best := fits[0]
				if best.Clock != truth || best.LeftOver != ([2]Time{}) {
					t.Errorf("%v is found as %v, leaving %v", truth, best.Clock, best.LeftOver)
				}
				if len(fits) != len(Rates()) {
					t.Errorf("%v: %d fits", truth, len(fits))
				}
			}
		}
	}
}

func TestWhatIsLeftOverIsTheSoundLessTheClock(t *testing.T) {
	slips := [2]Time{70 * Millisecond, -31*Millisecond - 1}
	truth := Clock{Rate: Rate2997, Offset: -3 * Second}
	a, b := heard(t, "00:10:00:10", truth), heard(t, "00:50:00:20", truth)
	a.Audio += slips[0]
	b.Audio += slips[1]
	fits, err := Calibrate(a, b)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range fits {
		for j, anchor := range []Anchor{a, b} {
			at, err := f.Clock.AudioTime(anchor.Code)
			if err != nil || anchor.Audio-at != f.LeftOver[j] {
				t.Errorf("%v leaves %v at place %d, and says %v (%v)", f.Clock, anchor.Audio-at, j, f.LeftOver[j], err)
			}
		}
		if sum := f.LeftOver[0] + f.LeftOver[1]; sum != 0 && sum != 1 {
			t.Errorf("%v: the places do not share what is left over: %v", f.Clock, f.LeftOver)
		}
		if i > 0 && fits[i-1].worst() > f.worst() {
			t.Errorf("%v stands after %v, and is better", f.Clock, fits[i-1].Clock)
		}
		if f.Clock.Rate == Rate2997 && f.disagreement() != slips[1]-slips[0] {
			t.Errorf("the true rate leaves %v, want the slips %v", f.LeftOver, slips)
		}
		if f.Clock.Rate == Rate30 && (f.worst() < 1100*Millisecond || f.worst() > 1300*Millisecond) {
			t.Errorf("30 for 29.97 leaves %v in 40 minutes, want half of 2.4 s at each place", f.LeftOver)
		}
	}
}

func TestRatesThatTwoPlacesCannotTellApartAreNamed(t *testing.T) {
	truth := Clock{Rate: Rate2997, Offset: 0}
	fits, err := Calibrate(heard(t, "00:00:10:00", truth), heard(t, "00:20:10:00", truth))
	if err != nil {
		t.Fatal(err)
	}
	pulledDown := []Rate{Rate23976, Rate2997, Rate5994}
	for _, f := range fits {
		family := pulledDown
		if !slices.Contains(pulledDown, f.Clock.Rate) {
			family = []Rate{Rate24, Rate25, Rate2997Drop, Rate30, Rate50, Rate5994Drop, Rate60}
		}
		want := slices.DeleteFunc(slices.Clone(family), func(r Rate) bool { return r == f.Clock.Rate })
		if !slices.Equal(f.Alike, want) {
			t.Errorf("%v is like %v, want %v", f.Clock.Rate, f.Alike, want)
		}
	}
	if !slices.Contains(pulledDown, fits[0].Clock.Rate) {
		t.Errorf("the best fit is %v", fits[0].Clock.Rate)
	}
}

func TestRatesThatDoNotHaveTheLabelsAreLeftOut(t *testing.T) {
	for _, c := range []struct {
		first, second string
		want          []Rate
	}{
		{"00:00:10:24", "00:20:00:00", []Rate{Rate25, Rate2997, Rate2997Drop, Rate30, Rate50, Rate5994, Rate5994Drop, Rate60}},
		{"00:00:10:00", "00:20:00:29", []Rate{Rate2997, Rate2997Drop, Rate30, Rate50, Rate5994, Rate5994Drop, Rate60}},
		{"00:01:00:00", "00:20:00:29", []Rate{Rate2997, Rate30, Rate50, Rate5994, Rate60}},
		{"00:01:00:02", "00:20:00:29", []Rate{Rate2997, Rate2997Drop, Rate30, Rate50, Rate5994, Rate60}},
		{"00:00:10;55", "00:20:00;00", []Rate{Rate5994, Rate5994Drop, Rate60}},
	} {
		fits, err := Calibrate(place(t, c.first, 10*Second), place(t, c.second, 1200*Second))
		if err != nil {
			t.Errorf("%s, %s: %v", c.first, c.second, err)
			continue
		}
		for _, r := range Rates() {
			has := slices.ContainsFunc(fits, func(f Fit) bool { return f.Clock.Rate == r })
			if has != slices.Contains(c.want, r) {
				t.Errorf("%s, %s: fitted %v: %t", c.first, c.second, r, has)
			}
		}
	}
}

func TestPlacesTooCloseToTellRatesApartSayHowFarTheyMustBe(t *testing.T) {
	for _, c := range []struct{ first, second, message string }{
		{"00:00:10:00", "00:00:22:00", "the two places are 12 s apart; to tell 23.976 from 24 frames a second they must be at least 42 s apart"},
		{"00:00:22:00", "00:00:10:00", "the two places are 12 s apart; to tell 23.976 from 24 frames a second they must be at least 42 s apart"},
		{"00:00:10:29", "00:00:43:10", "the two places are 32 s apart; to tell 29.97 from 30 frames a second they must be at least 34 s apart"},
		{"00:00:10:59", "00:00:12:00", "the two places are 1 s apart; to tell 59.94 from 60 frames a second they must be at least 17 s apart"},
		{"00:00:10:00", "00:00:10:00", "the two places are 0 s apart; to tell 23.976 from 24 frames a second they must be at least 42 s apart"},
		{"00:00:10", "00:15:00", "the two places are 14 min 50 s apart; to tell 23.976 from 24 frames a second they must be at least 16 min 43 s apart"},
		{"00:00:10", "00:15:00:29", "the two places are 14 min 51 s apart; to tell 29.97 from 30 frames a second they must be at least 16 min 43 s apart"},
	} {
		first, second := mustParse(t, c.first), mustParse(t, c.second)
		fits, err := Calibrate(Anchor{first, 100 * Second}, Anchor{second, 200 * Second})
		var tooClose *TooCloseError
		if !errors.As(err, &tooClose) || err.Error() != c.message || fits != nil {
			t.Errorf("%s, %s:\n got %v\nwant %s", c.first, c.second, err, c.message)
		}
	}
}

func TestTheLeastDistanceIsTheOneThatTellsTwinsApart(t *testing.T) {
	// 1001 frames at 29.97 last exactly one frame longer than at 30; that is the last pair that is refused.
	first := Rate30.CodeOfFrame(29, Frames)
	for frames, tells := range map[int64]bool{1000: false, 1001: false, 1002: true} {
		second := Rate30.CodeOfFrame(29+frames, Frames)
		fits, err := Calibrate(Anchor{first, Second}, Anchor{second, Second + Rate2997.FrameTime(frames)})
		if (err == nil) != tells {
			t.Errorf("%d frames apart: %v", frames, err)
			continue
		}
		for _, f := range fits {
			if f.Clock.Rate == Rate2997 && slices.Contains(f.Alike, Rate30) {
				t.Errorf("%d frames apart: 29.97 is like 30", frames)
			}
		}
	}
}

func TestTwoPlacesInMillisecondsGiveTheOffsetAlone(t *testing.T) {
	fits, err := Calibrate(place(t, "00:00:01.000", 3*Second), place(t, "00:00:05,500", 7500*Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range fits {
		if f.Clock != (Clock{Rate: Rates()[i], Offset: 2 * Second}) || f.LeftOver != ([2]Time{}) || len(f.Alike) != len(Rates())-1 {
			t.Errorf("fit %d is %+v", i, f)
		}
	}
}

func TestPlacesInContraryOrderAreRefused(t *testing.T) {
	fits, err := Calibrate(place(t, "00:00:10:00", 900*Second), place(t, "00:10:10:00", 300*Second))
	if err != ErrContradiction || fits != nil {
		t.Errorf("got %v, %v", fits, err)
	}
	fits, err = Calibrate(place(t, "00:10:10.000", 300*Second), place(t, "00:00:10.000", 900*Second))
	if err != ErrContradiction || fits != nil {
		t.Errorf("in milliseconds: got %v, %v", fits, err)
	}
}

func TestAPlaceThatCannotBeIsNamed(t *testing.T) {
	good := place(t, "00:20:00:00", 1200*Second)
	for _, c := range []struct {
		bad     Anchor
		message string
		label   bool
	}{
		{Anchor{Code{}, 0}, "place: there is no timecode", true},
		{place(t, "00:61:00:00", 0), "place: 00:61:00:00: an hour has no minute 61", true},
		{place(t, "00:00:00:72", 0), "place: 00:00:00:72: at the frame rate 60, frames run from 0 to 59", true},
		{place(t, "00:00:01:00", -1), "place: -0.001 s is no place in a recording", false},
		{place(t, "00:00:01:00", math.MaxInt64), "place: 13071672387.832 s is no place in a recording", false},
		{place(t, "00:00:01:00", math.MinInt64), "place: -13071672387.833 s is no place in a recording", false},
	} {
		for i, anchors := range [][2]Anchor{{c.bad, good}, {good, c.bad}} {
			_, err := Calibrate(anchors[0], anchors[1])
			var anchor *AnchorError
			var label *LabelError
			want := [...]string{"the first ", "the second "}[i] + c.message
			if !errors.As(err, &anchor) || anchor.Place != i || err.Error() != want || errors.As(err, &label) != c.label {
				t.Errorf("got %v\nwant %s", err, want)
			}
		}
	}
}
