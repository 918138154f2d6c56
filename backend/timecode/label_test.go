package timecode

import (
	"errors"
	"math"
	"testing"
)

// nextLabel counts on by the words of SMPTE 12M: the first numbers of every minute are left out, but not in minutes
// 0, 10, 20, 30, 40 and 50.
func nextLabel(c Code, r Rate) Code {
	c.Sub++
	if int64(c.Sub) == r.Nominal() {
		c.Sub = 0
		c.Seconds++
	}
	if c.Seconds == 60 {
		c.Seconds = 0
		c.Minutes++
	}
	if c.Minutes == 60 {
		c.Minutes = 0
		c.Hours++
	}
	if r.Drop && c.Sub == 0 && c.Seconds == 0 {
		switch c.Minutes {
		case 0, 10, 20, 30, 40, 50:
		default:
			c.Sub = 2
			if r == Rate5994Drop {
				c.Sub = 4
			}
		}
	}
	return c
}

func TestEveryFrameOfADayHasItsLabel(t *testing.T) {
	for _, day := range []struct {
		rate   Rate
		hours  int32
		frames int64
	}{
		{Rate23976, 1, 3600 * 24},
		{Rate2997, 1, 3600 * 30},
		{Rate2997Drop, 24, 2_589_408},
		{Rate5994Drop, 24, 5_178_816},
	} {
		t.Run(day.rate.String(), func(t *testing.T) {
			label := Code{Form: Frames}
			for frame := range day.frames {
				if got := day.rate.CodeOfFrame(frame, Frames); got != label {
					t.Fatalf("frame %d is labelled %v, want %v", frame, got, label)
				}
				at, err := label.At(day.rate)
				if err != nil || at != day.rate.FrameTime(frame) || day.rate.Frame(at) != frame {
					t.Fatalf("%v is at %d (%v), want frame %d", label, at, err, frame)
				}
				label = nextLabel(label, day.rate)
			}
			if want := (Code{Hours: day.hours, Form: Frames}); label != want {
				t.Errorf("after %d hours comes %v, want %v", day.hours, label, want)
			}
		})
	}
}

func TestDropFrameAtEveryMinuteOf24Hours(t *testing.T) {
	for _, r := range []Rate{Rate2997Drop, Rate5994Drop} {
		for minute := int32(1); minute < 24*60; minute++ {
			begin := Code{Hours: minute / 60, Minutes: minute % 60, Form: Semicolons}
			first := map[Rate]int32{Rate2997Drop: 2, Rate5994Drop: 4}[r]
			if minute%10 == 0 {
				first = 0
			}
			for sub := range first {
				begin.Sub = sub
				if at, err := begin.At(r); err == nil {
					t.Fatalf("%v, which is left out at %v, is read as %d", begin, r, at)
				}
			}
			begin.Sub = first
			at, err := begin.At(r)
			if err != nil {
				t.Fatal(err)
			}
			last := Code{Hours: (minute - 1) / 60, Minutes: (minute - 1) % 60, Seconds: 59, Sub: int32(r.Nominal() - 1), Form: Semicolons}
			if before := r.Code(at-1, Semicolons); before != last {
				t.Fatalf("before %v comes %v, want %v", begin, before, last)
			}
			// Drop-frame keeps pace with the clock: never more than the dropped frames away, in 24 hours.
			clock := Time(minute) * 60 * Second
			if off := at - clock; off < -r.FrameTime(8) || off > r.FrameTime(8) {
				t.Fatalf("%v is %v from the clock", begin, off)
			}
		}
	}
}

func TestLabelsThatDoNotExistAreNamed(t *testing.T) {
	for _, c := range []struct {
		text    string
		rate    Rate
		message string
	}{
		{"00:60:00:00", Rate25, "00:60:00:00: an hour has no minute 60"},
		{"00:00:75:00", Rate25, "00:00:75:00: a minute has no second 75"},
		{"00:00:60", Rate25, "00:00:60: a minute has no second 60"},
		{"00:00:60.000", Rate25, "00:00:60.000: a minute has no second 60"},
		{"00:00:01:25", Rate25, "00:00:01:25: at the frame rate 25, frames run from 0 to 24"},
		{"00:00:01:24", Rate23976, "00:00:01:24: at the frame rate 23.976, frames run from 0 to 23"},
		{"00:00:01;30", Rate2997Drop, "00:00:01;30: at the frame rate 29.97 drop, frames run from 0 to 29"},
		{"00:00:01:060", Rate60, "00:00:01:060: at the frame rate 60, frames run from 0 to 59"},
		{"00;01;00;00", Rate2997Drop, "00;01;00;00: drop-frame leaves out frames 0 to 1 here: the minute begins with frame 2"},
		{"00:59:00:01", Rate2997Drop, "00:59:00:01: drop-frame leaves out frames 0 to 1 here: the minute begins with frame 2"},
		{"00:01:00;03", Rate5994Drop, "00:01:00;03: drop-frame leaves out frames 0 to 3 here: the minute begins with frame 4"},
		{"00:00:01:00", Rate{}, "00:00:01:00: the frame rate is not known"},
		{"00:00:01", Rate{Num: 48, Den: 1}, "00:00:01: the frame rate is not known"},
	} {
		code := mustParse(t, c.text)
		_, err := code.At(c.rate)
		var label *LabelError
		if !errors.As(err, &label) || err.Error() != c.message {
			t.Errorf("%s at %v:\n got %v\nwant %s", c.text, c.rate, err, c.message)
		}
	}
	for _, c := range []Code{{}, {Hours: 1}, {Hours: -1, Form: Seconds}, {Sub: -1, Form: Frames}, {Sub: 1000, Form: Millis}, {Hours: 1000, Form: Frames}} {
		if at, err := c.At(Rate25); err == nil {
			t.Errorf("%#v is read as %d", c, at)
		}
	}
}

func TestTheRateDecidesWhatALabelMeans(t *testing.T) {
	for _, c := range []struct {
		text string
		rate Rate
		want Time
	}{
		{"01:00:00:00", Rate25, 3600 * Second},
		{"01:00:00:00", Rate30, 3600 * Second},
		{"01:00:00:00", Rate2997, 3600*Second + 3600*Millisecond},
		{"01:00:00:00", Rate23976, 3600*Second + 3600*Millisecond},
		{"01:00:00:00", Rate2997Drop, 3600*Second - 3600*Second/1_000_000},
		{"01;00;00;00", Rate2997Drop, 3600*Second - 3600*Second/1_000_000},
		{"01;00;00;00", Rate2997, 3600*Second + 3600*Millisecond},
		{"00:01:00:00", Rate2997, 1800 * 23_543_520},
		{"00:01:00;02", Rate2997Drop, 1800 * 23_543_520},
		{"00:01:00", Rate2997Drop, 1800 * 23_543_520},
		{"00:10:00", Rate2997Drop, 17982 * 23_543_520},
		{"00:00:01", Rate2997, 30 * 23_543_520},
		{"01:00:00.000", Rate2997, 3600 * Second},
		{"00:00:01,001", Rate{}, Second + Millisecond},
	} {
		if at, err := mustParse(t, c.text).At(c.rate); err != nil || at != c.want {
			t.Errorf("%s at %v is %d (%v), want %d", c.text, c.rate, at, err, c.want)
		}
	}
}

func TestATimeHasTheLabelThatStandsThere(t *testing.T) {
	for _, c := range []struct {
		at   Time
		rate Rate
		form Form
		want string
	}{
		{0, Rate25, Frames, "00:00:00:00"},
		{Second - 1, Rate25, Frames, "00:00:00:24"},
		{Second, Rate25, Frames, "00:00:01:00"},
		{Second - 1, Rate25, Seconds, "00:00:00"},
		{3600 * Second, Rate2997, Frames, "00:59:56:12"},
		{3600 * Second, Rate2997, Millis, "01:00:00.000"},
		{Second - 1, Rate{}, MillisComma, "00:00:00,999"},
		{1800 * 23_543_520, Rate2997Drop, DropFrames, "00:01:00;02"},
		{1800 * 23_543_520, Rate2997Drop, Frames, "00:01:00:02"},
		{1800 * 23_543_520, Rate2997Drop, Semicolons, "00;01;00;02"},
		{1800*23_543_520 - 1, Rate2997Drop, Semicolons, "00;00;59;29"},
		{1800 * 23_543_520, Rate2997Drop, SemicolonSeconds, "00;01;00"},
		{360_000 * Second, Rate25, Frames, "100:00:00:00"},
		{-1, Rate25, Frames, "00:00:00:00"},
		{math.MinInt64, Rate2997Drop, Millis, "00:00:00.000"},
		{math.MaxInt64, Rate25, Frames, "999:59:59:24"},
		{math.MaxInt64, Rate5994Drop, DropFrames, "999:59:59;59"},
		{math.MaxInt64, Rate5994, Millis, "999:59:59.999"},
		{Second, Rate{}, Frames, ""},
		{Second, Rate25, Form(0), ""},
		{Second, Rate25, Form(99), ""},
	} {
		got := c.rate.Code(c.at, c.form)
		if got.String() != c.want {
			t.Errorf("%d at %v is %q, want %q", c.at, c.rate, got, c.want)
		}
		if c.want != "" && got != mustParse(t, c.want) {
			t.Errorf("%s, computed, is not the same value as read", c.want)
		}
	}
	if got := Rate25.CodeOfFrame(26, Millis); got.String() != "00:00:01.040" {
		t.Errorf("frame 26 at 25 is %v", got)
	}
	if got := (Rate{}).CodeOfFrame(26, Millis); !got.IsZero() {
		t.Errorf("frame 26 at no rate is %v", got)
	}
}

func TestEveryRateComesBackOverAllItsHours(t *testing.T) {
	for _, r := range Rates() {
		last := r.Frame(1000 * 3600 * Second)
		// A prime step meets every frame number, second and minute.
		for frame := int64(0); frame < last; frame += 7919 * 13 {
			at := r.FrameTime(frame)
			code := r.Code(at, Frames)
			if back, err := code.At(r); err != nil || back != at {
				t.Fatalf("%v: frame %d is %v, which is at %d (%v)", r, frame, code, back, err)
			}
			if r.Frame(at) != frame || r.Frame(at-1) != frame-1 || r.Frame(at+r.FrameLength()-1) != frame {
				t.Fatalf("%v: frame %d does not hold its own time", r, frame)
			}
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add(int64(0), uint8(0), uint8(2))
	f.Add(int64(1800), uint8(4), uint8(3))
	f.Add(int64(-1), uint8(8), uint8(1))
	f.Add(int64(math.MaxInt64), uint8(5), uint8(6))
	f.Add(int64(math.MinInt64), uint8(9), uint8(7))
	f.Fuzz(func(t *testing.T, flicks int64, rate, form uint8) {
		r := Rates()[int(rate)%len(Rates())]
		like := Form(form)
		at := Time(flicks)
		frame := r.Frame(at)
		if begin := r.FrameTime(frame); begin > at || at.minus(begin) >= r.FrameLength() && begin != math.MinInt64 {
			t.Fatalf("%v: %d lies in frame %d, which begins at %d", r, at, frame, begin)
		}
		code := r.Code(at, like)
		if !like.known() {
			if !code.IsZero() {
				t.Fatalf("form %d writes %v", like, code)
			}
			return
		}
		if back, err := Parse(code.String()); err != nil || back != code {
			t.Fatalf("%v is read as %v (%v)", code, back, err)
		}
		begin, err := code.At(r)
		if err != nil {
			t.Fatalf("%v: the label of %d does not exist: %v", r, at, err)
		}
		if at < 0 {
			if begin != 0 {
				t.Fatalf("%v: %d, before zero, is %v", r, at, code)
			}
			return
		}
		if begin > at {
			t.Fatalf("%v: %d is %v, which begins later, at %d", r, at, code, begin)
		}
		longest := r.FrameLength()
		switch {
		case like.CountsMillis():
			longest = Millisecond
		case !like.CountsFrames():
			longest = r.FrameTime(r.Nominal())
		}
		if at-begin >= longest && at < 999*3600*Second {
			t.Fatalf("%v: %d is %v, which begins %v earlier", r, at, code, at-begin)
		}
	})
}

func BenchmarkAt(b *testing.B) {
	for _, r := range []Rate{Rate25, Rate2997Drop} {
		b.Run(r.String(), func(b *testing.B) {
			c := Code{Minutes: 27, Seconds: 51, Sub: 12, Form: Frames}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.At(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if Rate2997Drop.Code(1671*Second, Semicolons).IsZero() {
			b.Fatal("no label")
		}
	}
}

func mustParse(t testing.TB, s string) Code {
	t.Helper()
	c, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
