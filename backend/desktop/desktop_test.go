package desktop

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/menu/keys"
)

func TestAWindowsSizeIsFoundAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stet", "window.json")
	if got := RecallSize(path); got != firstSize {
		t.Errorf("before there is one: %v", got)
	}
	want := Size{Width: 1200, Height: 800, Maximised: true}
	want.Remember(path)
	if got := RecallSize(path); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, broken := range []string{"", "{", `{"width":5,"height":900}`, `{"width":"wide"}`, "null"} {
		if err := os.WriteFile(path, []byte(broken), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := RecallSize(path); got != firstSize {
			t.Errorf("of %q: %v", broken, got)
		}
	}
}

func TestAWindowFitsItsScreen(t *testing.T) {
	for _, c := range []struct{ was, screen, want [2]int }{
		{[2]int{1440, 900}, [2]int{1920, 1080}, [2]int{1440, 900}},
		{[2]int{2400, 1300}, [2]int{1920, 1080}, [2]int{1920, 1080}},
		{[2]int{1440, 900}, [2]int{800, 600}, [2]int{LeastWidth, LeastHeight}},
	} {
		got := Size{Width: c.was[0], Height: c.was[1]}.within(c.screen[0], c.screen[1])
		if (got != Size{Width: c.want[0], Height: c.want[1]}) {
			t.Errorf("%v on %v: %v", c.was, c.screen, got)
		}
	}
}

func TestTheMenuBarRunsCommandsByTheirIDs(t *testing.T) {
	var chosen []string
	bar := menuBar([]MenuItem{
		{Menu: "File", ID: "files.open", Label: "Open files…", Keys: "Mod+O", On: true},
		{Menu: "File"},
		{Menu: "File", ID: "export", Label: "Export…", Keys: "F8"},
		{Menu: "View", ID: "keys", Label: "Read the keys", On: true},
	}, func(id string) { chosen = append(chosen, id) })
	if len(bar.Items) != 5 || bar.Items[0].Role != menu.AppMenuRole || bar.Items[2].Role != menu.EditMenuRole {
		t.Fatalf("the bar is not App, File, Edit, View, Window: %v", bar.Items)
	}
	file, view := bar.Items[1].SubMenu.Items, bar.Items[3].SubMenu.Items
	file[0].Click(nil)
	view[0].Click(nil)
	if len(chosen) != 2 || chosen[0] != "files.open" || chosen[1] != "keys" {
		t.Errorf("chosen: %v", chosen)
	}
	if file[0].Disabled || file[1].Type != menu.SeparatorType || !file[2].Disabled {
		t.Errorf("Open, a line, and Export that is off: %v", file)
	}
	if file[0].Accelerator == nil || file[2].Accelerator != nil {
		t.Error("a chord with Mod stands in the menu, and no other does")
	}
}

func TestAChordOfThePageIsOneOfAMenu(t *testing.T) {
	for chord, want := range map[string]string{
		"Mod+K": "cmdorctrl+k", "Mod+Shift+Z": "cmdorctrl+shift+z", "Mod+Plus": "cmdorctrl+plus",
		"Mod+Enter": "cmdorctrl+return", "Mod+Shift+\\": "cmdorctrl+shift+\\", "Mod+F8": "cmdorctrl+f8",
	} {
		got := accelerator(chord)
		parsed, err := keys.Parse(want)
		if err != nil {
			t.Fatal(err)
		}
		if got == nil || got.Key != parsed.Key || len(got.Modifiers) != len(parsed.Modifiers) {
			t.Errorf("%s: %v, want %v", chord, got, parsed)
		}
	}
	for _, chord := range []string{"", "F8", "Tab", "Shift+Enter", "Mod+MediaPlayPause"} {
		if got := accelerator(chord); got != nil {
			t.Errorf("%q: %v", chord, got)
		}
	}
}
