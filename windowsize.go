// This file remembers how large a person's window was, whichever library it showed. Where it stood is the system's
// business, and a size that cannot be read or kept costs nothing but comfort.
package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

const (
	leastWidth  = 1024
	leastHeight = 640
)

// windowSize is a window's size when it is neither maximised nor full, and whether it was maximised.
type windowSize struct {
	Width     int  `json:"width"`
	Height    int  `json:"height"`
	Maximised bool `json:"maximised"`
}

var firstSize = windowSize{Width: 1440, Height: 900}

// recallSize reads the size that the window had last, or the first one.
func recallSize(path string) windowSize {
	var s windowSize
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &s) != nil || s.Width < leastWidth || s.Height < leastHeight {
		return firstSize
	}
	return s
}

func (s windowSize) remember(path string) {
	if path == "" {
		return
	}
	text, err := json.Marshal(s)
	if err == nil && os.MkdirAll(filepath.Dir(path), 0o755) == nil {
		_ = os.WriteFile(path, text, 0o644)
	}
}

// within makes a size fit a screen that may be another one than last time.
func (s windowSize) within(width, height int) windowSize {
	s.Width, s.Height = max(leastWidth, min(s.Width, width)), max(leastHeight, min(s.Height, height))
	return s
}

func (s windowSize) state() options.WindowStartState {
	if s.Maximised {
		return options.Maximised
	}
	return options.Normal
}

// sizePath is where the size is kept; "" where this system has no place for it.
func sizePath() string {
	dir, err := dataDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "window.json")
}

// fitScreen makes a window smaller that is larger than its screen. Before the page there is no window to ask about.
func (a *App) fitScreen(ctx context.Context) {
	a.mu.Lock()
	size := a.size
	a.mu.Unlock()
	screens, err := runtime.ScreenGetAll(ctx)
	if err != nil || size.Maximised {
		return
	}
	for _, screen := range screens {
		if fits := size.within(screen.Size.Width, screen.Size.Height); screen.IsCurrent && fits != size {
			runtime.WindowSetSize(ctx, fits.Width, fits.Height)
		}
	}
}

// rememberSize keeps the window's size. That of a maximised window is the screen's; there the one before stands.
func (a *App) rememberSize(ctx context.Context) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.size.Maximised = runtime.WindowIsMaximised(ctx); !a.size.Maximised && runtime.WindowIsNormal(ctx) {
		a.size.Width, a.size.Height = runtime.WindowGetSize(ctx)
	}
	a.size.remember(sizePath())
}
