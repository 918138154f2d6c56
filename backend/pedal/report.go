// This file makes switches of reports. It takes descriptors and reports from devices as they come, lies included.

package pedal

// most is how many switches a device can have.
const most = 32

// place is where the bit of a switch is: in which report, for devices that number theirs, and where in it.
type place struct {
	report byte
	bit    int
}

// layout is where the switches of a device are.
type layout struct {
	// numbered says that a report begins with its number, apart that each has its own switches.
	numbered, apart bool
	switches        []place
}

// layoutOf is the layout of a device: what is known of it, else the bits that its descriptor has, else all bits there are.
func layoutOf(descriptor []byte, known []int) layout {
	numbered, bits := bitsIn(descriptor)
	l := layout{numbered: numbered}
	switch {
	case known != nil:
		for _, bit := range known {
			l.switches = append(l.switches, place{bit: bit})
		}
	case len(bits) > 0:
		l.apart, l.switches = numbered, bits[:min(len(bits), most)]
	default:
		for bit := range most {
			l.switches = append(l.switches, place{bit: bit})
		}
	}
	return l
}

// take brings what is held up to date with a report, and tells each change. A short report says nothing of the bits
// that it has not.
func (l layout) take(report []byte, held *[most]bool, change func(number int, down bool)) {
	var number byte
	if l.numbered {
		if len(report) == 0 {
			return
		}
		number, report = report[0], report[1:]
	}
	for i, at := range l.switches {
		if l.apart && at.report != number || at.bit/8 >= len(report) {
			continue
		}
		if down := report[at.bit/8]>>(at.bit%8)&1 == 1; down != held[i] {
			held[i] = down
			change(i+1, down)
		}
	}
}

// The items of a descriptor that matter here, as section 6.2.2 of the HID specification numbers them.
const (
	itemLong   = 0xfe
	itemInput  = 0x80
	itemSize   = 0x74
	itemNumber = 0x84
	itemCount  = 0x94
)

// longest is how many bits of a report are looked at.
const longest = 64 * 8

// bitsIn reads off a descriptor whether reports are numbered, and the places of all inputs that are single bits.
func bitsIn(descriptor []byte) (numbered bool, out []place) {
	var size, count int
	var number byte
	next := map[byte]int{}
	for rest := descriptor; len(rest) > 0; {
		item := rest[0]
		length := []int{0, 1, 2, 4}[item&3]
		if item == itemLong {
			if len(rest) < 2 {
				return
			}
			length = 2 + int(rest[1])
		}
		if len(rest) < 1+length {
			return
		}
		value := 0
		for i := range min(length, 4) {
			value |= int(rest[1+i]) << (8 * i)
		}
		rest = rest[1+length:]
		switch item & 0xfc {
		case itemSize:
			size = value
		case itemCount:
			count = value
		case itemNumber:
			numbered, number = true, byte(value)
		case itemInput:
			const constant, variable = 1, 2
			at := next[number]
			if size > longest || count > longest || at > longest {
				return
			}
			if size == 1 && value&constant == 0 && value&variable != 0 {
				for i := range count {
					out = append(out, place{number, at + i})
				}
			}
			next[number] = at + size*count
		}
	}
	return
}
