package service_test

import (
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stet/backend/pedal"
	"stet/backend/service"
)

// underTable is what a test has put under the table: a pedal that is known, one that is not, and one that is forbidden.
type underTable struct {
	mu     sync.Mutex
	closed int
	report chan []byte
}

var underTheTable = []pedal.Found{
	{ID: pedal.ID{Vendor: 0x05f3, Product: 0x00ff}, Path: "known", Name: "Footpedal", UsagePage: 12, Usage: 3},
	{ID: pedal.ID{Vendor: 0x1234, Product: 0x0001}, Path: "other", Name: "Box", UsagePage: 0xff00, Usage: 1},
	{ID: pedal.ID{Vendor: 0x0911, Product: 0x1844}, Path: "forbidden", Name: "Foot Control", UsagePage: 1, Usage: 4},
}

func (u *underTable) List() ([]pedal.Found, error) { return underTheTable, nil }

func (u *underTable) Open(path string) (pedal.Port, error) {
	if path == "forbidden" {
		return nil, fs.ErrPermission
	}
	return &underPort{u, path}, nil
}

func (u *underTable) Close() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.closed++
	return nil
}

type underPort struct {
	table *underTable
	path  string
}

func (p *underPort) Descriptor() []byte { return nil }
func (p *underPort) Close() error       { return nil }
func (p *underPort) Read(report []byte, _ time.Duration) (int, error) {
	reports := p.table.report
	if p.path != "known" {
		reports = nil
	}
	select {
	case r := <-reports:
		return copy(report, r), nil
	case <-time.After(time.Millisecond):
		return 0, nil
	}
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("never: ", what)
		}
	}
}

func TestPedalsAreToldChosenAndKept(t *testing.T) {
	f := open(t)
	table := &underTable{report: make(chan []byte)}
	f.config.HID = table
	f.restart()
	table.report <- []byte{2}
	table.report <- []byte{0}
	wait(f.window, "pedal", func(v service.PressView) bool { return !v.Down })
	want := []service.PressView{{Switch: 2, Down: true, Device: "05f3:00ff"}, {Switch: 2, Device: "05f3:00ff"}}
	if got := all[service.PressView](f.window, "pedal"); !slices.Equal(got, want) {
		t.Errorf("told %+v, want %+v", got, want)
	}

	until(t, "all devices are found", func() bool { return len(f.Pedals()) == 3 })
	views := f.Pedals()
	if want := (service.PedalView{ID: "05f3:00ff", Name: "Footpedal", Known: true, Read: true}); views[0] != want {
		t.Errorf("%+v, want %+v", views[0], want)
	}
	if want := (service.PedalView{ID: "1234:0001", Name: "Box"}); views[1] != want {
		t.Errorf("%+v, want %+v", views[1], want)
	}
	if v := views[2]; v.Read || v.Problem == "" || (runtime.GOOS == "linux") != strings.Contains(v.Rule, "0911:1844") {
		t.Errorf("what is forbidden: %+v", v)
	}

	if err := f.ChoosePedal("1234:0001", true); err != nil {
		t.Fatal(err)
	}
	read := func() bool {
		return slices.ContainsFunc(f.Pedals(), func(v service.PedalView) bool { return v.Name == "Box" && v.Chosen && v.Read })
	}
	until(t, "the chosen one is read", read)
	f.restart()
	until(t, "it is after a restart", read)
	if table.closed == 0 {
		t.Error("the devices were not closed")
	}
	if err := f.ChoosePedal("1234:0001", false); err != nil {
		t.Fatal(err)
	}
	until(t, "it is left alone again", func() bool { v := f.Pedals()[1]; return !v.Chosen && !v.Read })
	if err := f.ChoosePedal("the mouse", true); service.AsError(err).Code != service.CodeNotFound {
		t.Errorf("%v", err)
	}
}

func TestWithoutPedals(t *testing.T) {
	f := open(t)
	if views := f.Pedals(); len(views) != 0 {
		t.Errorf("%+v", views)
	}
	if err := f.ChoosePedal("05f3:00ff", true); service.AsError(err).Code != service.CodeNotFound {
		t.Errorf("%v", err)
	}
}
