// This file reads the command line of the window. It opens none.

package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Window is what the window opens with.
type Window struct {
	// Library is the library's file; "" for the person's own.
	Library string
	// Paths are files and folders to take in.
	Paths []string
}

// ParseWindow reads a command line that has no verb: stet [--library FILE] [PATH…]. Its errors are sentences.
func ParseWindow(args []string) (Window, error) {
	var w Window
	set := flag.NewFlagSet("stet", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&w.Library, "library", "", "")
	paths, err := parse(set, args)
	if err != nil {
		return Window{}, fmt.Errorf("%s. See: stet help", plainly(err))
	}
	for _, p := range paths {
		if _, err := os.Stat(p); errors.Is(err, fs.ErrNotExist) {
			return Window{}, fmt.Errorf("%q is no verb (%s), and there is no such file. See: stet help", p, names())
		}
	}
	w.Paths = paths
	return w, nil
}
