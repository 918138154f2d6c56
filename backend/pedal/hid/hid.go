//go:build cgo

// Package hid is the system's HID devices, as hidapi finds and opens them. It decides nothing: which of them are opened
// is for package pedal to say.
package hid

import (
	"errors"
	"os"
	"time"

	"github.com/sstallion/go-hid"

	"stet/backend/pedal"
)

// System implements pedal.System.
type System struct{}

// List implements pedal.System.
func (System) List() ([]pedal.Found, error) {
	var out []pedal.Found
	err := hid.Enumerate(hid.VendorIDAny, hid.ProductIDAny, func(d *hid.DeviceInfo) error {
		out = append(out, pedal.Found{
			ID: pedal.ID{Vendor: d.VendorID, Product: d.ProductID}, Path: d.Path, Name: d.ProductStr,
			UsagePage: d.UsagePage, Usage: d.Usage,
		})
		return nil
	})
	return out, err
}

// Open implements pedal.System.
func (System) Open(path string) (pedal.Port, error) {
	d, err := hid.OpenPath(path)
	if err != nil {
		// What hidapi says is a text; where the path is a file, the system says itself whether it forbids it.
		if file, why := os.OpenFile(path, os.O_RDWR, 0); os.IsPermission(why) {
			return nil, why
		} else if why == nil {
			_ = file.Close()
		}
		return nil, err
	}
	return port{d}, nil
}

// Close implements pedal.System.
func (System) Close() error { return hid.Exit() }

type port struct{ *hid.Device }

// longest is the most that hidapi gives of a descriptor.
const longest = 4096

// Descriptor implements pedal.Port.
func (p port) Descriptor() []byte {
	out := make([]byte, longest)
	n, err := p.GetReportDescriptor(out)
	if err != nil {
		return nil
	}
	return out[:n]
}

// Read implements pedal.Port.
func (p port) Read(report []byte, wait time.Duration) (int, error) {
	n, err := p.ReadWithTimeout(report, wait)
	if errors.Is(err, hid.ErrTimeout) {
		return 0, nil
	}
	return n, err
}
