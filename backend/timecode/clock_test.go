package timecode

import (
	"errors"
	"math"
	"testing"
)

func TestAClockPlacesLabelsInTheSound(t *testing.T) {
	for _, c := range []struct {
		text   string
		clock  Clock
		audio  Time
		sample int64 // at 48 kHz
	}{
		{"01:00:00:00", Clock{Rate: Rate25, Offset: -3600 * Second}, 0, 0},
		{"01:00:00:01", Clock{Rate: Rate25, Offset: -3600 * Second}, 40 * Millisecond, 1920},
		{"00:00:10:00", Clock{Rate: Rate25, Offset: 2 * Second}, 12 * Second, 576_000},
		{"00:00:01:00", Clock{Rate: Rate25, Offset: -2 * Second}, -Second, -48_000},
		{"00:01:00;02", Clock{Rate: Rate2997Drop, Offset: 0}, 1800 * 23_543_520, 2_882_880},
		// 1601.6 samples a frame: the first whole one belongs to the frame.
		{"00:00:00:01", Clock{Rate: Rate2997, Offset: 0}, 23_543_520, 1602},
		{"00:00:00:01", Clock{Rate: Rate2997, Offset: -2 * 23_543_520}, -23_543_520, -1601},
		{"00:00:01.500", Clock{Offset: Second}, 2500 * Millisecond, 120_000},
	} {
		code := mustParse(t, c.text)
		if audio, err := c.clock.AudioTime(code); err != nil || audio != c.audio {
			t.Errorf("%s by %v is at %d (%v), want %d", c.text, c.clock, audio, err, c.audio)
		}
		if n, err := c.clock.SampleOf(code, 48000); err != nil || n != c.sample {
			t.Errorf("%s by %v is sample %d (%v), want %d", c.text, c.clock, n, err, c.sample)
		}
		if back := c.clock.CodeAt(c.audio, code.Form); back != code {
			t.Errorf("%s by %v comes back as %v", c.text, c.clock, back)
		}
	}
}

func TestTheSampleOfALabelBearsTheLabel(t *testing.T) {
	for _, r := range Rates() {
		for _, rate := range []int{8000, 22050, 44100, 44056, 48000, 96000, 192000} {
			for _, offset := range []Time{0, 1, -1, 90*Second + 17, -FromSamples(48001, 48000)} {
				k := Clock{Rate: r, Offset: offset}
				for frame := int64(0); frame < 40_000; frame += 37 {
					code := r.CodeOfFrame(frame, Frames)
					n, err := k.SampleOf(code, rate)
					if err != nil {
						t.Fatal(err)
					}
					// FromSamples rounds down at 44056 Hz, and still stays within the frame.
					if got := k.CodeAt(FromSamples(n, rate), Frames); got != code {
						t.Fatalf("%v: sample %d at %d Hz, of %v, bears %v", k, n, rate, code, got)
					}
					if before := k.CodeAt(FromSamples(n-1, rate), Frames); before == code && frame > 0 {
						t.Fatalf("%v: sample %d at %d Hz is not the first of %v", k, n, rate, code)
					}
				}
			}
		}
	}
}

func TestAClockRefusesWhatHasNoPlace(t *testing.T) {
	var label *LabelError
	for _, k := range []Clock{{}, {Rate: Rate24}} {
		if at, err := k.AudioTime(mustParse(t, "00:00:00:29")); !errors.As(err, &label) {
			t.Errorf("frame 29 by %v is at %d (%v)", k, at, err)
		}
		if n, err := k.SampleOf(mustParse(t, "00:00:00:29"), 48000); !errors.As(err, &label) {
			t.Errorf("frame 29 by %v is sample %d (%v)", k, n, err)
		}
	}
	for _, rate := range []int{0, -1} {
		if n, err := (Clock{Rate: Rate25}).SampleOf(mustParse(t, "00:00:01"), rate); err == nil {
			t.Errorf("at %d samples a second, 00:00:01 is sample %d", rate, n)
		}
	}
}

func TestAnOffsetBeyondTheRangeIsHeldAtItsEnd(t *testing.T) {
	late, early := Clock{Rate: Rate25, Offset: math.MaxInt64}, Clock{Rate: Rate25, Offset: math.MinInt64}
	code := mustParse(t, "999:00:00:00")
	if at, err := late.AudioTime(code); err != nil || at != math.MaxInt64 {
		t.Errorf("%v by the latest clock is at %d (%v)", code, at, err)
	}
	if got := early.CodeAt(Second, Frames); got.String() != "999:59:59:24" {
		t.Errorf("by the earliest clock, the first second is %v", got)
	}
	if got := late.CodeAt(math.MinInt64, Frames); got.String() != "00:00:00:00" {
		t.Errorf("by the latest clock, the first moment is %v", got)
	}
	if n, err := early.SampleOf(Code{Form: Seconds}, 192000); err != nil || n >= 0 {
		t.Errorf("by the earliest clock, zero is sample %d (%v)", n, err)
	}
}

func TestASpanHasTheTimesOfItsEnds(t *testing.T) {
	s := Span{mustParse(t, "00:00:01:05"), mustParse(t, "00:00:02")}
	start, end, err := s.Times(Rate25)
	if err != nil || start != 1200*Millisecond || end != 2*Second {
		t.Errorf("%v runs from %v to %v (%v)", s, start, end, err)
	}
	for _, s := range []Span{{}, {Start: s.Start}, {End: s.End}, {s.Start, mustParse(t, "00:00:02:25")}} {
		start, end, err := s.Times(Rate25)
		var label *LabelError
		if !errors.As(err, &label) || start != 0 || end != 0 {
			t.Errorf("%v runs from %v to %v (%v)", s, start, end, err)
		}
	}
}

func TestAClockWithAGap(t *testing.T) {
	at := func(ms int64) Time { return FromMillis(ms) }
	for _, c := range []struct {
		name         string
		gap          Gap
		label, sound int64 // ms
		back         int64 // the label that stands there
	}{
		{"before what was put in", Gap{at(60_000), at(30_000)}, 59_000, 61_000, 59_000},
		{"where it was put in", Gap{at(60_000), at(30_000)}, 60_000, 92_000, 60_000},
		{"after it", Gap{at(60_000), at(30_000)}, 61_000, 93_000, 61_000},
		{"before what was cut out", Gap{at(60_000), at(-5000)}, 59_000, 61_000, 59_000},
		{"what was cut out", Gap{at(60_000), at(-5000)}, 62_000, 62_000, 65_000},
		{"after what was cut out", Gap{at(60_000), at(-5000)}, 66_000, 63_000, 66_000},
	} {
		k := Clock{Rate: Rate25, Offset: at(2000), Gap: c.gap}
		sound, err := k.AudioTime(Rate25.Code(at(c.label), Millis))
		if err != nil || sound != at(c.sound) {
			t.Errorf("%s: the label lies at %v, %v", c.name, sound, err)
		}
		if back := k.LabelTime(sound); back != at(c.back) {
			t.Errorf("%s: there stands %v", c.name, back)
		}
	}
	// In what was put in, labels stand still.
	k := Clock{Rate: Rate25, Gap: Gap{at(60_000), at(30_000)}}
	if got := k.CodeAt(at(75_000), Frames).String(); got != "00:01:00:00" {
		t.Errorf("in the gap stands %s", got)
	}
	for ms, want := range map[int64]bool{59_999: true, 60_000: false, 89_999: false, 90_000: true} {
		if k.Counts(at(ms)) != want {
			t.Errorf("%d ms: counted is %v", ms, !want)
		}
	}
	if lacks := (Clock{Rate: Rate25, Gap: Gap{at(60_000), at(-5000)}}); !lacks.Counts(at(60_000)) || !(Clock{}).Counts(0) {
		t.Error("where nothing was put in, all is counted")
	}
}

// What was put into the sound makes nothing longer, and what was cut out of it makes things shorter; what ends where
// something was put in ends before it.
func TestLengthsByAClockWithAGap(t *testing.T) {
	at := func(ms int64) Time { return FromMillis(ms) }
	code := func(ms int64) Code { return Rate25.Code(at(ms), Millis) }
	for _, c := range []struct {
		name           string
		gap            int64
		from, to       int64 // labels, ms
		starts, ends   int64 // in the sound
		lasts, between int64
	}{
		{"none", 0, 50_000, 70_000, 52_000, 72_000, 20_000, 20_000},
		{"put into it", 30_000, 50_000, 70_000, 52_000, 102_000, 20_000, 20_000},
		{"that ends where it was put in", 30_000, 50_000, 60_000, 52_000, 62_000, 10_000, 10_000},
		{"that begins there", 30_000, 60_000, 70_000, 92_000, 102_000, 10_000, 10_000},
		{"of no length there", 30_000, 60_000, 60_000, 92_000, 92_000, 0, 0},
		{"cut out of it", -5000, 50_000, 70_000, 52_000, 67_000, 15_000, 15_000},
		{"that begins in what was cut out", -5000, 62_000, 70_000, 62_000, 67_000, 5000, 5000},
		{"backwards", 30_000, 50_000, 40_000, 52_000, 42_000, -10_000, -10_000},
	} {
		k := Clock{Rate: Rate25, Offset: at(2000), Gap: Gap{at(60_000), at(c.gap)}}
		span := Span{code(c.from), code(c.to)}
		start, end, err := k.Place(span)
		if err != nil || start != at(c.starts) || end != at(c.ends) {
			t.Errorf("a span %s lies from %v to %v, %v", c.name, start, end, err)
		}
		if lasts, err := k.Length(span); err != nil || lasts != at(c.lasts) || k.Between(start, end) != at(c.between) {
			t.Errorf("a span %s lasts %v, %v", c.name, lasts, err)
		}
	}
	if _, _, err := (Clock{}).Place(Span{code(0), Code{Form: Frames}}); err == nil {
		t.Error("an end that cannot be read has a place")
	}
}
