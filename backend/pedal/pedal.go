// Package pedal reads foot pedals: which devices are pedals, what their reports say, and who comes and goes. It opens
// nothing by itself (package hid does), and never has anything opened that a person types or points with.
package pedal

import (
	"fmt"
	"time"
)

// ID tells what make a device is.
type ID struct{ Vendor, Product uint16 }

func (id ID) String() string { return fmt.Sprintf("%04x:%04x", id.Vendor, id.Product) }

// ParseID reads what String wrote.
func ParseID(text string) (ID, bool) {
	var id ID
	n, err := fmt.Sscanf(text, "%04x:%04x", &id.Vendor, &id.Product)
	return id, err == nil && n == 2 && id.String() == text
}

// Found is a device, or a part of one, as the system lists it. Several parts may share a path.
type Found struct {
	ID
	Path, Name       string
	UsagePage, Usage uint16
}

// System is where devices are.
type System interface {
	List() ([]Found, error)
	// Open opens a path for reading. Its error is fs.ErrPermission where the system forbids it.
	Open(path string) (Port, error)
	Close() error
}

// Port is a device that is open.
type Port interface {
	// Descriptor is how the device describes its reports; nil if it does not say.
	Descriptor() []byte
	// Read waits for a report; 0 says that none came in time. It may be called beside the System's methods.
	Read(report []byte, wait time.Duration) (int, error)
	Close() error
}

// Device is a device that is a pedal, or could be one.
type Device struct {
	ID
	Name string
	// Known says that it is in the table of pedals, Chosen that the person said it is one, Read that its switches are heard.
	Known, Chosen, Read bool
	// Denied says that the system forbids reading it; Problem is what else is wrong.
	Denied  bool
	Problem string
}

// Press is a switch that was pressed or let go. Switches count from 1, on pedals of the table from left to right.
type Press struct {
	Switch int
	Down   bool
	Device ID
}

// model is a pedal that needs no choosing.
type model struct {
	name string
	// bits are those of its switches from left to right; nil where its descriptor tells.
	bits []int
}

// known lists pedals by what was published of them.
var known = map[ID]model{
	// SuperFlyTV/xkeys, products.ts: bit 1 left, bit 2 middle, bit 3 right.
	{0x05f3, 0x00ff}: {"VEC Infinity", []int{0, 1, 2}},
	// GoogleChromeLabs/dictation_support, foot_control_device.ts: back, play, forward, and one more.
	{0x0911, 0x1844}: {"Philips ACC2310 or ACC2320", []int{0, 1, 2}},
	{0x0911, 0x091a}: {"Philips ACC2330", []int{0, 1, 2, 3}},
	// What pages with WebHID read of it (hid-control.service.ts): forward, play, back.
	{0x15d8, 0x0024}: {"Grundig foot switch", []int{2, 1, 0}},
	// The list of USB's makers and models, usb.ids.
	{0x07b4, 0x0202}: {"Olympus foot switch", nil},
	{0x07b4, 0x0218}: {"Olympus RS-28", nil},
	{0x0d50, 0x0040}: {"Cleware F4 foot switch", nil},
}

// Rule is the text that lets the person at the machine read a device, for a file in /etc/udev/rules.d.
func Rule(id ID) string {
	return fmt.Sprintf(`KERNEL=="hidraw*", KERNELS=="*:%04X:%04X.*", TAG+="uaccess"`, id.Vendor, id.Product)
}

const desktop = 1

// types says whether a part is something that is typed or pointed with, or does not say what it is.
func (f Found) types() bool {
	switch {
	case f.UsagePage == 0:
		return true
	case f.UsagePage != desktop:
		return false
	}
	const pointer, mouse, keyboard, keypad = 1, 2, 6, 7
	return f.Usage == pointer || f.Usage == mouse || f.Usage == keyboard || f.Usage == keypad
}

// candidates are the parts that may be read: none of a device that has any part that types.
func candidates(found []Found) []Found {
	typing := map[ID]bool{}
	for _, f := range found {
		typing[f.ID] = typing[f.ID] || f.types()
	}
	var out []Found
	for _, f := range found {
		if !typing[f.ID] {
			out = append(out, f)
		}
	}
	return out
}
