// Package cli is Stet's verbs: what the window does, for scripts and hooks, on the same library. A verb is one file and
// one line in the list below. None asks a question, and none writes over what it was not told to.
package cli

import (
	"context"
	"io"
	"strings"

	"stet/backend/service"
)

// Exit statuses.
const (
	// Done: all of it was done, and there is nothing to look at.
	Done = 0
	// Found: the verb ran, and there is something to look at: an error in a file, a difference, a file that was refused.
	Found = 1
	// Misused: the command line is wrong; nothing was done.
	Misused = 2
	// Failed: it cannot be done: the library is open elsewhere, a drive is full.
	Failed = 3
	// Stopped by Ctrl-C, as shells have it.
	Stopped = 130
)

// Env is what a verb works with.
type Env struct {
	// Stdout gets what was asked for, Stderr what went wrong, and the progress where it is a terminal.
	Stdout, Stderr io.Writer
	// Open opens the library at a path, or the person's own for "", and returns what closes it.
	Open func(ctx context.Context, library string) (*service.Service, func() error, error)
	// Sounds opens sound files, for the verbs that need no library.
	Sounds service.Sounds
}

// verbs lists them all, in the order of the help.
func verbs() []verb {
	return []verb{importVerb(), exportVerb(), diffVerb(), checkVerb(), tagsVerb(), entitiesVerb(), suggestVerb(), editVerb(), cutVerb(), ledgerVerb(), profileVerb(), alignVerb(), clipVerb(), soundVerb(), waveformVerb(), helpVerb(), versionVerb()}
}

// IsVerb reports whether a command line, without the program's name, is one for Run. Otherwise it is the window's.
func IsVerb(args []string) bool {
	_, _, ok := find(args)
	return ok
}

// Run does what a command line says, and returns the exit status.
func Run(ctx context.Context, args []string, env Env) int {
	v, rest, ok := find(args)
	if !ok {
		c := call{Env: env}
		return c.misused("say what to do: %s", names())
	}
	return v.run(ctx, rest, env)
}

// find returns the verb of a command line, and the line without it. The library may be named before the verb.
func find(args []string) (v verb, rest []string, ok bool) {
	at := 0
	for at < len(args) && isLibraryFlag(args[at]) {
		if !strings.Contains(args[at], "=") {
			at++
		}
		at++
	}
	if at >= len(args) {
		return v, nil, false
	}
	name := args[at]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	v, ok = verbNamed(name)
	return v, append(append([]string{}, args[:at]...), args[at+1:]...), ok
}

func isLibraryFlag(arg string) bool {
	name, _, _ := strings.Cut(arg, "=")
	return name == "--library" || name == "-library"
}

func verbNamed(name string) (verb, bool) {
	for _, v := range verbs() {
		if v.name == name {
			return v, true
		}
	}
	return verb{}, false
}

func names() string {
	var list []string
	for _, v := range verbs() {
		list = append(list, v.name)
	}
	return strings.Join(list, ", ")
}
