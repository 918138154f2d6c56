package desktop

import (
	"context"
	stdruntime "runtime"
	"strings"

	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/menu/keys"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// This file makes the menu bar of a Mac, where people look for one. What is in it are the page's commands, by their ids:
// the page sends the list, with the keys that the person has, and gets back which was chosen. Other systems have no
// menu bar here.

// MenuItem is one command in the menu bar. Without an ID it is a line between two groups.
type MenuItem struct {
	// Menu is the title of the menu that it stands in.
	Menu  string `json:"menu"`
	ID    string `json:"id"`
	Label string `json:"label"`
	// Keys is a chord in the page's notation, such as "Mod+Shift+Z"; "" for none.
	Keys string `json:"keys"`
	// On says that it can be done now.
	On bool `json:"on"`
}

// SetMenu shows commands in the menu bar; choose gets the id of one that was chosen.
func SetMenu(ctx context.Context, items []MenuItem, choose func(id string)) {
	if stdruntime.GOOS == "darwin" {
		runtime.MenuSetApplicationMenu(ctx, menuBar(items, choose))
	}
}

// menuBar puts commands into menus, in the order in which they come, between those that every program of a Mac has.
func menuBar(items []MenuItem, choose func(id string)) *menu.Menu {
	bar := menu.NewMenuFromItems(menu.AppMenu())
	menus := map[string]*menu.Menu{}
	for _, item := range items {
		sub := menus[item.Menu]
		if sub == nil {
			sub = bar.AddSubmenu(item.Menu)
			menus[item.Menu] = sub
			if len(menus) == 1 {
				// Copying and pasting need its entries, and it stands second.
				bar.Append(menu.EditMenu())
			}
		}
		if item.ID == "" {
			sub.AddSeparator()
			continue
		}
		id := item.ID
		entry := sub.AddText(item.Label, accelerator(item.Keys), func(*menu.CallbackData) { choose(id) })
		entry.Disabled = !item.On
	}
	bar.Append(menu.WindowMenu())
	return bar
}

// named is how a menu calls keys that the page names after their events.
var named = map[string]string{
	"arrowup": "up", "arrowdown": "down", "arrowleft": "left", "arrowright": "right", "enter": "return",
	"pageup": "page up", "pagedown": "page down",
}

// accelerator reads a chord for a menu. Only chords with Mod stand there: a menu would take others from the words.
func accelerator(chord string) *keys.Accelerator {
	parts := strings.Split(strings.ToLower(chord), "+")
	key := parts[len(parts)-1]
	if to, ok := named[key]; ok {
		key = to
	}
	mod, shift := false, ""
	for _, part := range parts[:len(parts)-1] {
		mod = mod || part == "mod"
		if part == "shift" {
			shift = "shift+"
		}
	}
	if !mod {
		return nil
	}
	parsed, err := keys.Parse("cmdorctrl+" + shift + key)
	if err != nil {
		return nil
	}
	return parsed
}
