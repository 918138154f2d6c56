package pedal

import (
	"errors"
	"io/fs"
	"slices"
	"sync"
	"testing"
	"time"
)

// desk is a system whose devices are put there by a test.
type desk struct {
	mu     sync.Mutex
	found  []Found
	denied map[string]bool
	opened []string
	ports  map[string]*lead
	closed bool
}

// lead is the cable of a device: what is sent through it is read.
type lead struct {
	descriptor []byte
	reports    chan []byte
	pulled     chan struct{}
	mu         sync.Mutex
	closed     bool
}

var errGone = errors.New("it is gone")

func (d *desk) List() ([]Found, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.found), nil
}

func (d *desk) Open(path string) (Port, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opened = append(d.opened, path)
	if d.denied[path] {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
	}
	l := d.ports[path]
	if l == nil {
		return nil, errGone
	}
	return l, nil
}

func (d *desk) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	return nil
}

func (l *lead) Descriptor() []byte { return l.descriptor }

func (l *lead) Read(report []byte, wait time.Duration) (int, error) {
	select {
	case r := <-l.reports:
		return copy(report, r), nil
	case <-l.pulled:
		return 0, errGone
	case <-time.After(wait / 50):
		return 0, nil
	}
}

func (l *lead) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	return nil
}

// plug puts a device there.
func (d *desk) plug(f Found, descriptor []byte) *lead {
	d.mu.Lock()
	defer d.mu.Unlock()
	l := &lead{descriptor: descriptor, reports: make(chan []byte), pulled: make(chan struct{})}
	if d.ports == nil {
		d.ports = map[string]*lead{}
	}
	d.ports[f.Path] = l
	d.found = append(d.found, f)
	return l
}

func (d *desk) pull(path string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	close(d.ports[path].pulled)
	delete(d.ports, path)
	d.found = slices.DeleteFunc(d.found, func(f Found) bool { return f.Path == path })
}

func (d *desk) opens() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.opened)
}

var (
	infinity = Found{ID: ID{0x05f3, 0x00ff}, Path: "/dev/pedal", Name: "VEC USB Footpedal", UsagePage: 12, Usage: 3}
	gamepad  = Found{ID: ID{0x1234, 0x0001}, Path: "/dev/pad", Name: "Pad", UsagePage: 1, Usage: 5}
)

// follow watches a desk until the test ends, and tells what is pressed.
func follow(t *testing.T, d *desk, chosen ...ID) (*Watcher, <-chan Press) {
	t.Helper()
	presses := make(chan Press, 100)
	w := watch(d, chosen, Hears{Pressed: func(p Press) { presses <- p }, Changed: func() {}}, 5*time.Millisecond)
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w, presses
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("never: ", what)
		}
	}
}

func hear(t *testing.T, presses <-chan Press, want ...Press) {
	t.Helper()
	for _, w := range want {
		select {
		case p := <-presses:
			if p != w {
				t.Fatalf("heard %+v, want %+v", p, w)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("never heard %+v", w)
		}
	}
	select {
	case p := <-presses:
		t.Fatalf("heard %+v besides", p)
	case <-time.After(20 * time.Millisecond):
	}
}

func TestSwitchesArePressedAndLetGo(t *testing.T) {
	d := &desk{}
	l := d.plug(infinity, nil)
	_, presses := follow(t, d)
	for _, report := range [][]byte{{0, 0}, {1, 0}, {1, 0}, {5, 0}, {4, 0}, {0, 0}, {0xf8, 0xff}, {}} {
		l.reports <- report
	}
	id := infinity.ID
	hear(t, presses, Press{1, true, id}, Press{3, true, id}, Press{1, false, id}, Press{3, false, id})
}

func TestSwitchesOfAKnownPedalCountFromTheLeft(t *testing.T) {
	d := &desk{}
	grundig := Found{ID: ID{0x15d8, 0x0024}, Path: "g", UsagePage: 0xffff, Usage: 1}
	l := d.plug(grundig, nil)
	_, presses := follow(t, d)
	l.reports <- []byte{4}
	hear(t, presses, Press{1, true, grundig.ID})
}

func TestPulledWhileHeldLetsGoAndComesBack(t *testing.T) {
	d := &desk{}
	l := d.plug(infinity, nil)
	w, presses := follow(t, d)
	l.reports <- []byte{6}
	hear(t, presses, Press{2, true, infinity.ID}, Press{3, true, infinity.ID})
	d.pull(infinity.Path)
	hear(t, presses, Press{2, false, infinity.ID}, Press{3, false, infinity.ID})
	eventually(t, "the device has gone", func() bool { return len(w.Devices()) == 0 })
	l.mu.Lock()
	closed := l.closed
	l.mu.Unlock()
	if !closed {
		t.Error("the device that has gone was not closed")
	}
	l = d.plug(infinity, nil)
	l.reports <- []byte{1}
	hear(t, presses, Press{1, true, infinity.ID})
}

func TestForbiddenIsToldAndTriedAgain(t *testing.T) {
	d := &desk{denied: map[string]bool{infinity.Path: true}}
	l := d.plug(infinity, nil)
	w, presses := follow(t, d)
	want := Device{ID: infinity.ID, Name: infinity.Name, Known: true, Denied: true}
	eventually(t, "denied is told", func() bool { return slices.Equal(w.Devices(), []Device{want}) })
	d.mu.Lock()
	d.denied = nil
	d.mu.Unlock()
	l.reports <- []byte{2}
	hear(t, presses, Press{2, true, infinity.ID})
	want.Denied, want.Read = false, true
	eventually(t, "it is read", func() bool { return slices.Equal(w.Devices(), []Device{want}) })
}

func TestWhatIsWrongIsTold(t *testing.T) {
	d := &desk{found: []Found{infinity}}
	w, _ := follow(t, d)
	eventually(t, "the error is told", func() bool {
		devices := w.Devices()
		return len(devices) == 1 && devices[0].Problem == errGone.Error() && !devices[0].Read
	})
}

func TestOnlyWhatWasChosenIsOpened(t *testing.T) {
	d := &desk{}
	l := d.plug(gamepad, padDescriptor)
	w, presses := follow(t, d)
	want := Device{ID: gamepad.ID, Name: gamepad.Name}
	eventually(t, "it is listed", func() bool { return slices.Equal(w.Devices(), []Device{want}) })
	if opened := d.opens(); len(opened) > 0 {
		t.Fatalf("opened %q unasked", opened)
	}
	if got := w.Choose(gamepad.ID, true); !slices.Equal(got, []ID{gamepad.ID}) {
		t.Errorf("chosen: %v", got)
	}
	// Report 3 has two axes, and then the switches.
	l.reports <- []byte{3, 0xff, 0x80, 0b10}
	hear(t, presses, Press{2, true, gamepad.ID})
	if got := w.Choose(gamepad.ID, false); len(got) > 0 {
		t.Errorf("chosen: %v", got)
	}
	hear(t, presses, Press{2, false, gamepad.ID})
	eventually(t, "it is not read any more", func() bool { return slices.Equal(w.Devices(), []Device{want}) })
}

// What people type is nobody's business, whatever was chosen.
func TestNothingThatTypesIsEverOpened(t *testing.T) {
	keyboard := ID{0x1111, 0x0001}
	d := &desk{found: []Found{
		{ID: keyboard, Path: "keys", UsagePage: 1, Usage: 6},
		{ID: keyboard, Path: "volume keys", UsagePage: 12, Usage: 1},
		{ID: ID{0x1111, 2}, Path: "mouse", UsagePage: 1, Usage: 2},
		{ID: ID{0x1111, 3}, Path: "same", UsagePage: 0xff00, Usage: 1},
		{ID: ID{0x1111, 3}, Path: "same", UsagePage: 1, Usage: 6},
		{ID: ID{0x1111, 4}, Path: "unknown"},
		{ID: ID{0x1111, 5}, Path: "pointer", UsagePage: 1, Usage: 1},
		{ID: ID{0x1111, 6}, Path: "keypad", UsagePage: 1, Usage: 7},
		// A pedal that was set up to type needs nobody to read it.
		{ID: infinity.ID, Path: "pedal", UsagePage: 12, Usage: 3},
		{ID: infinity.ID, Path: "typing pedal", UsagePage: 1, Usage: 6},
	}}
	var all []ID
	for _, f := range d.found {
		all = append(all, f.ID)
	}
	w, _ := follow(t, d, all...)
	l := d.plug(gamepad, nil)
	w.Choose(gamepad.ID, true)
	l.reports <- nil
	if opened := d.opens(); !slices.Equal(opened, []string{gamepad.Path}) {
		t.Errorf("opened %q", opened)
	}
	if devices := w.Devices(); len(devices) != 1 {
		t.Errorf("offers %+v", devices)
	}
}

func TestClosingLetsGoAndLeavesNothingOpen(t *testing.T) {
	d := &desk{}
	one, two := d.plug(infinity, nil), d.plug(gamepad, nil)
	w, presses := follow(t, d, gamepad.ID)
	one.reports <- []byte{1}
	two.reports <- []byte{0, 1}
	eventually(t, "both are pressed", func() bool { return len(presses) == 2 })
	for range 2 {
		<-presses
	}
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if err := w.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if len(presses) != 2 {
		t.Errorf("%d switches were let go, want 2", len(presses))
	}
	if !one.closed || !two.closed || !d.closed {
		t.Error("something is open still")
	}
}

func TestNoSwitchStaysPressedWhoeverComesAndGoes(t *testing.T) {
	d := &desk{}
	var mu sync.Mutex
	pressed, heard := map[int]int{}, 0
	w := watch(d, nil, Hears{Changed: func() {}, Pressed: func(p Press) {
		mu.Lock()
		defer mu.Unlock()
		heard++
		if p.Down {
			pressed[p.Switch]++
		} else {
			pressed[p.Switch]--
		}
	}}, time.Millisecond)
	for n := range 200 {
		l := d.plug(infinity, nil)
		select {
		case l.reports <- []byte{byte(n)}:
		case <-time.After(time.Duration(n%5) * time.Millisecond):
		}
		w.Choose(gamepad.ID, n%2 == 0)
		w.Devices()
		d.pull(infinity.Path)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if heard == 0 {
		t.Error("nothing was heard")
	}
	for n, left := range pressed {
		if left != 0 {
			t.Errorf("switch %d is pressed %d times", n, left)
		}
	}
}

func TestIDsAreRead(t *testing.T) {
	for _, text := range []string{"05f3:00ff", "0000:0000"} {
		if id, ok := ParseID(text); !ok || id.String() != text {
			t.Errorf("%s is read as %v, %v", text, id, ok)
		}
	}
	for _, text := range []string{"", "05f3", "5f3:ff", "05f3:00ff ", "05F3:00FF", "zzzz:0000"} {
		if id, ok := ParseID(text); ok {
			t.Errorf("%q is read as %v", text, id)
		}
	}
}

func TestRuleIsUdevs(t *testing.T) {
	if got, want := Rule(infinity.ID), `KERNEL=="hidraw*", KERNELS=="*:05F3:00FF.*", TAG+="uaccess"`; got != want {
		t.Errorf("%s", got)
	}
}
