package pedal

import (
	"slices"
	"testing"
)

// padDescriptor is a gamepad's: its report 3 has two axes of a byte each, and then four buttons and four bits of nothing.
var padDescriptor = []byte{
	0x05, 0x01, 0x09, 0x05, 0xa1, 0x01, 0x85, 0x03,
	0x09, 0x30, 0x09, 0x31, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x02, 0x81, 0x02,
	0x05, 0x09, 0x19, 0x01, 0x29, 0x04, 0x25, 0x01, 0x75, 0x01, 0x95, 0x04, 0x81, 0x02,
	0x95, 0x04, 0x81, 0x03, 0xc0,
}

func TestBitsOfADescriptor(t *testing.T) {
	numbered, bits := bitsIn(padDescriptor)
	if want := []place{{3, 16}, {3, 17}, {3, 18}, {3, 19}}; !numbered || !slices.Equal(bits, want) {
		t.Errorf("%v %v, want %v", numbered, bits, want)
	}
	for cut := range padDescriptor {
		bitsIn(padDescriptor[:cut])
	}
}

func TestReportsOfOtherNumbersSayNothing(t *testing.T) {
	l := layoutOf(padDescriptor, nil)
	var held [most]bool
	var got []int
	change := func(number int, down bool) {
		if !down {
			number = -number
		}
		got = append(got, number)
	}
	for _, report := range [][]byte{{3, 0, 0, 0b1001}, {4, 0, 0, 0}, {3, 0xff}, {}, {3, 0, 0, 0xf8}} {
		l.take(report, &held, change)
	}
	if want := []int{1, 4, -1}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Whatever a device says, each switch is pressed and let go in turn, and none has a number that there is not.
func FuzzReports(f *testing.F) {
	f.Add(padDescriptor, []byte{3, 1, 2, 3}, []byte{3, 4, 5, 0xff}, false)
	f.Add([]byte{0xfe, 0xff}, []byte{}, []byte{0xff}, true)
	f.Add([]byte{0x77, 0xff, 0xff, 0xff, 0x7f, 0x97, 0xff, 0xff, 0xff, 0x7f, 0x81, 0x02, 0x81, 0x02}, []byte{1}, []byte{2}, false)
	f.Fuzz(func(t *testing.T, descriptor, one, two []byte, table bool) {
		var bits []int
		if table {
			bits = known[infinity.ID].bits
		}
		l := layoutOf(descriptor, bits)
		var held [most]bool
		down := map[int]bool{}
		for _, report := range [][]byte{one, two, one} {
			l.take(report, &held, func(number int, now bool) {
				if number < 1 || number > len(l.switches) || down[number] == now {
					t.Fatalf("switch %d of %d: %v twice", number, len(l.switches), now)
				}
				down[number] = now
			})
		}
	})
}
