// Package desktop is what only a window has: a size that is found again, and a Mac's menu bar. It knows nothing of what
// the window shows.
package desktop

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// This file remembers how large a person's window was, whichever library it showed. Where it stood is the system's
// business, and a size that cannot be read or kept costs nothing but comfort.

// LeastWidth and LeastHeight are what the page needs, in pixels.
const (
	LeastWidth  = 1024
	LeastHeight = 640
)

// Size is a window's size when it is neither maximised nor full, in pixels, and whether it was maximised.
type Size struct {
	Width     int  `json:"width"`
	Height    int  `json:"height"`
	Maximised bool `json:"maximised"`
}

var firstSize = Size{Width: 1440, Height: 900}

// RecallSize reads the size that the window had last, or the first one.
func RecallSize(path string) Size {
	var s Size
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &s) != nil || s.Width < LeastWidth || s.Height < LeastHeight {
		return firstSize
	}
	return s
}

// Remember keeps the size; "" is no place to keep it.
func (s Size) Remember(path string) {
	if path == "" {
		return
	}
	text, err := json.Marshal(s)
	if err == nil && os.MkdirAll(filepath.Dir(path), 0o755) == nil {
		_ = os.WriteFile(path, text, 0o644)
	}
}

// within makes a size fit a screen that may be another one than last time.
func (s Size) within(width, height int) Size {
	s.Width, s.Height = max(LeastWidth, min(s.Width, width)), max(LeastHeight, min(s.Height, height))
	return s
}

// State is how a window of that size begins.
func (s Size) State() options.WindowStartState {
	if s.Maximised {
		return options.Maximised
	}
	return options.Normal
}

// FitScreen makes a window smaller that is larger than its screen. Before the page there is no window to ask about.
func (s Size) FitScreen(ctx context.Context) {
	screens, err := runtime.ScreenGetAll(ctx)
	if err != nil || s.Maximised {
		return
	}
	for _, screen := range screens {
		if fits := s.within(screen.Size.Width, screen.Size.Height); screen.IsCurrent && fits != s {
			runtime.WindowSetSize(ctx, fits.Width, fits.Height)
		}
	}
}

// Now is the size that the window has. That of a maximised window is the screen's; there the one before stands.
func (s Size) Now(ctx context.Context) Size {
	if s.Maximised = runtime.WindowIsMaximised(ctx); !s.Maximised && runtime.WindowIsNormal(ctx) {
		s.Width, s.Height = runtime.WindowGetSize(ctx)
	}
	return s
}
