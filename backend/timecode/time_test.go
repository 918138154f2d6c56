package timecode

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// floorRat is floor(a*b/c), by other means than the code's.
func floorRat(a, b, c int64) *big.Int {
	product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	quotient, rest := new(big.Int).QuoRem(product, big.NewInt(c), new(big.Int))
	if rest.Sign() < 0 {
		quotient.Sub(quotient, big.NewInt(1))
	}
	return quotient
}

func held(n *big.Int) int64 {
	switch {
	case n.IsInt64():
		return n.Int64()
	case n.Sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}

var usualSampleRates = []int{
	8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000, 176400, 192000,
}

func TestSamplesAreExactAtTheUsualRates(t *testing.T) {
	for _, rate := range usualSampleRates {
		if Second%Time(rate) != 0 {
			t.Fatalf("a sample at %d Hz is not a whole number of flicks", rate)
		}
		tenHours := int64(rate) * 36_000
		for _, n := range []int64{0, 1, -1, int64(rate) - 1, int64(rate), tenHours - 1, tenHours, 100 * tenHours, -tenHours} {
			at := FromSamples(n, rate)
			if want := big.NewRat(n, int64(rate)); big.NewRat(int64(at), int64(Second)).Cmp(want) != 0 {
				t.Errorf("sample %d at %d Hz is at %d, want %v s", n, rate, at, want)
			}
			if at.Samples(rate) != n || (at-1).Samples(rate) != n-1 || at.plus(Second/Time(rate)-1).Samples(rate) != n {
				t.Errorf("sample %d at %d Hz does not hold its own time", n, rate)
			}
		}
	}
}

func TestSamplesAgreeWithBigIntegers(t *testing.T) {
	rng := rand.New(rand.NewPCG(705, 600))
	rates := append([]int{1, 7, 44056, 47952, 48001, 384000, math.MaxInt32, math.MaxInt64}, usualSampleRates...)
	values := []int64{0, 1, -1, math.MaxInt64, math.MinInt64, math.MaxInt64 - 1, math.MinInt64 + 1, int64(Second), -int64(Second)}
	for range 2000 {
		values = append(values, int64(rng.Uint64())>>rng.UintN(64))
	}
	for _, rate := range rates {
		for _, n := range values {
			if got, want := int64(FromSamples(n, rate)), held(floorRat(n, int64(Second), int64(rate))); got != want {
				t.Fatalf("FromSamples(%d, %d) = %d, want %d", n, rate, got, want)
			}
			if got, want := Time(n).Samples(rate), held(floorRat(n, int64(rate), int64(Second))); got != want {
				t.Fatalf("Time(%d).Samples(%d) = %d, want %d", n, rate, got, want)
			}
		}
	}
}

func TestFramesLieOnTheirSamples(t *testing.T) {
	rng := rand.New(rand.NewPCG(1001, 30000))
	for _, r := range Rates() {
		for _, rate := range []int{44100, 48000, 96000} {
			for range 500 {
				frame := rng.Int64N(10 * 3600 * 60)
				want := floorRat(frame*r.Den, int64(rate), r.Num)
				if got := r.FrameTime(frame).Samples(rate); got != want.Int64() {
					t.Fatalf("frame %d at %v is sample %d at %d Hz, want %v", frame, r, got, rate, want)
				}
			}
		}
	}
}

func TestMillisecondsAreExactAndRoundDown(t *testing.T) {
	for _, c := range []struct {
		at   Time
		want int64
	}{
		{0, 0},
		{Millisecond, 1},
		{Millisecond - 1, 0},
		{-1, -1},
		{-Millisecond, -1},
		{-Millisecond - 1, -2},
		{36_000 * Second, 36_000_000},
	} {
		if got := c.at.Millis(); got != c.want {
			t.Errorf("%d is %d ms, want %d", c.at, got, c.want)
		}
	}
	for _, ms := range []int64{0, 1, -1, 36_000_000, -36_000_001} {
		if got := FromMillis(ms).Millis(); got != ms {
			t.Errorf("%d ms comes back as %d", ms, got)
		}
	}
	if FromMillis(math.MaxInt64) != math.MaxInt64 || FromMillis(math.MinInt64) != math.MinInt64 {
		t.Error("milliseconds beyond the range are not held at its end")
	}
}

func TestSumsAreHeldAtTheEndsOfTheRange(t *testing.T) {
	const most, least = Time(math.MaxInt64), Time(math.MinInt64)
	ends := []Time{0, 1, -1, 5, -5, most, most - 1, least, least + 1, Second, -Second}
	for _, a := range ends {
		for _, b := range ends {
			sum := new(big.Int).Add(big.NewInt(int64(a)), big.NewInt(int64(b)))
			if got := a.plus(b); int64(got) != held(sum) {
				t.Errorf("%d plus %d is %d", a, b, got)
			}
			difference := new(big.Int).Sub(big.NewInt(int64(a)), big.NewInt(int64(b)))
			if got := a.minus(b); int64(got) != held(difference) {
				t.Errorf("%d minus %d is %d", a, b, got)
			}
		}
	}
}

func TestATimeIsShownInSeconds(t *testing.T) {
	for at, want := range map[Time]string{
		0:                        "0.000 s",
		Second + 5*Millisecond:   "1.005 s",
		-1:                       "-0.001 s",
		-90*Second - Millisecond: "-90.001 s",
		3600*Second + Second - 1: "3600.999 s",
		Time(math.MinInt64):      "-13071672387.833 s",
	} {
		if at.String() != want {
			t.Errorf("%d is shown as %s, want %s", int64(at), at, want)
		}
	}
}

func TestNoSampleRateIsAFaultOfTheProgram(t *testing.T) {
	for _, rate := range []int{0, -48000} {
		for name, call := range map[string]func(){
			"FromSamples": func() { FromSamples(1, rate) },
			"Samples":     func() { Second.Samples(rate) },
		} {
			if !panics(call) {
				t.Errorf("%s takes a rate of %d", name, rate)
			}
		}
	}
}

func panics(call func()) (did bool) {
	defer func() { did = recover() != nil }()
	call()
	return false
}
