// Package timecode holds media time: points and lengths in one integer unit, the frame rates that label them, every
// notation of a label, and the place of labels in an episode's sound. It knows no floats, no files and no documents,
// and it never guesses a frame rate.
package timecode

import (
	"fmt"
	"math"
	"math/bits"
)

// Time is a point or a length of media time in flicks, 1/705,600,000 of a second: every frame of the known rates, every
// millisecond and every sample of the usual audio rates is a whole number of them. Its range is 414 years either way;
// what would lie beyond is held at the end of the range.
type Time int64

const (
	Second      Time = 705_600_000
	Millisecond      = Second / 1000
)

// FromSamples is the time at which sample n begins, at rate samples a second. It is exact at 8, 11.025, 12, 16, 22.05,
// 24, 32, 44.1, 48, 88.2, 96, 176.4 and 192 kHz, and rounded down to a flick at a rate that does not divide a second of
// flicks. The rate must be positive: FromSamples panics at any other.
func FromSamples(n int64, rate int) Time {
	return Time(mulDiv(n, int64(Second), positive(rate)))
}

// Samples is the number of the sample that sounds at t, at rate samples a second: rounded down, so that a time before
// zero lies in a sample below zero. At the rates where FromSamples is exact, it gives n back. The rate must be positive.
func (t Time) Samples(rate int) int64 {
	return mulDiv(int64(t), positive(rate), int64(Second))
}

// FirstSample is the number of the first sample that begins at t or after it, so that nothing of what is before t is
// heard. The rate must be positive.
func (t Time) FirstSample(rate int) int64 {
	n := t.Samples(rate)
	if FromSamples(n, rate) < t {
		n++
	}
	return n
}

// FromMillis is exact.
func FromMillis(ms int64) Time {
	return Time(mulDiv(ms, int64(Millisecond), 1))
}

// Millis is t in whole milliseconds, rounded down also below zero.
func (t Time) Millis() int64 {
	return floorDiv(int64(t), int64(Millisecond))
}

// String gives seconds to the millisecond, rounded down, for messages: "83.400 s". No notation reads it back.
func (t Time) String() string {
	ms := t.Millis()
	sign := ""
	if ms < 0 {
		sign, ms = "-", -ms
	}
	return fmt.Sprintf("%s%d.%03d s", sign, ms/1000, ms%1000)
}

// plus adds, and holds at the ends of the range: an offset comes from a file and may be anything.
func (t Time) plus(u Time) Time {
	sum := t + u
	switch {
	case t > 0 && u > 0 && sum < 0:
		return math.MaxInt64
	case t < 0 && u < 0 && sum >= 0:
		return math.MinInt64
	}
	return sum
}

// minus subtracts, and holds at the ends of the range.
func (t Time) minus(u Time) Time {
	if u == math.MinInt64 {
		return t.plus(math.MaxInt64).plus(1)
	}
	return t.plus(-u)
}

func positive(rate int) int64 {
	if rate <= 0 {
		panic(fmt.Sprintf("timecode: %d samples a second", rate))
	}
	return int64(rate)
}

// mulDiv is floor(a*b/c) for positive b and c, with the product in 128 bits, held at the ends of int64.
func mulDiv(a, b, c int64) int64 {
	negative := a < 0
	size := uint64(a)
	if negative {
		size = -size
	}
	hi, lo := bits.Mul64(size, uint64(b))
	if hi >= uint64(c) {
		return end(negative)
	}
	quotient, rest := bits.Div64(hi, lo, uint64(c))
	if !negative {
		if quotient > math.MaxInt64 {
			return math.MaxInt64
		}
		return int64(quotient)
	}
	if quotient >= 1<<63 {
		return math.MinInt64
	}
	if rest > 0 {
		quotient++
	}
	return -int64(quotient)
}

func end(negative bool) int64 {
	if negative {
		return math.MinInt64
	}
	return math.MaxInt64
}

// floorDiv divides by a positive number and rounds down, where Go's division rounds towards zero.
func floorDiv(a, b int64) int64 {
	quotient := a / b
	if a%b < 0 {
		quotient--
	}
	return quotient
}
