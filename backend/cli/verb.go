// This file is what all verbs have in common: flags, results, errors, the library. It knows no verb.

package cli

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"stet/backend/service"
)

// verb is one thing that Stet does from the shell.
type verb struct {
	name string
	// args are what stands behind the flags, in usage.
	args string
	// short says what it does in half a sentence, for the list of verbs.
	short string
	// about, exits, json and examples are the sections of its help; json is "" where there is no --json.
	about, exits, json, examples string
	// flags declares the verb's flags, and returns what to do once they are read.
	flags func(f *flag.FlagSet) action
}

// action does a verb. paths are the arguments that are not flags.
type action func(ctx context.Context, c *call, paths []string) int

// call is one use of a verb.
type call struct {
	Env
	verb   verb
	asJSON bool
}

func (v verb) run(ctx context.Context, args []string, env Env) int {
	c := &call{Env: env, verb: v}
	set, do := v.set(c)
	paths, err := parse(set, args)
	if errors.Is(err, flag.ErrHelp) {
		v.help(env.Stdout)
		return Done
	}
	if err != nil {
		return c.misused("%s", plainly(err))
	}
	status := do(ctx, c, paths)
	if ctx.Err() != nil && status == Failed {
		return Stopped
	}
	return status
}

func (v verb) set(c *call) (*flag.FlagSet, action) {
	set := flag.NewFlagSet(v.name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	do := v.flags(set)
	if v.json != "" {
		set.BoolVar(&c.asJSON, "json", false, "write the result as one JSON document")
	}
	return set, do
}

// parse reads flags before, between and after the paths; behind "--" everything is a path.
func parse(set *flag.FlagSet, args []string) (paths []string, err error) {
	for {
		if err := set.Parse(args); err != nil {
			return nil, err
		}
		rest := set.Args()
		if read := len(args) - len(rest); read > 0 && args[read-1] == "--" {
			return append(paths, rest...), nil
		}
		if len(rest) == 0 {
			return paths, nil
		}
		paths, args = append(paths, rest[0]), rest[1:]
	}
}

// refusedValue matches how the flag package tells of a value that a flag does not take.
var refusedValue = regexp.MustCompile(`^invalid (?:value ".*" for flag -|boolean flag )(\S+): (.*)$`)

// plainly says what the flag package says as the help does.
func plainly(err error) string {
	said := err.Error()
	if name, ok := strings.CutPrefix(said, "flag provided but not defined: -"); ok {
		return "there is no flag --" + strings.TrimPrefix(name, "-")
	}
	if name, ok := strings.CutPrefix(said, "flag needs an argument: -"); ok {
		return "--" + strings.TrimPrefix(name, "-") + " needs a value"
	}
	// A flag that says itself what is wrong with its value.
	if _, why, ok := strings.Cut(said, ": --"); ok && strings.HasPrefix(said, "invalid value ") {
		return "--" + why
	}
	if parts := refusedValue.FindStringSubmatch(said); parts != nil {
		return "--" + parts[1] + ": " + parts[2]
	}
	return said
}

func libraryFlag(f *flag.FlagSet) *string {
	return f.String("library", "", "the library's `FILE`; without it, your own library")
}

// chunksFlag is the flag of verbs that work on files, and on the chunks of a library where one is named.
func chunksFlag(f *flag.FlagSet) *string {
	var library string
	f.Func("library", "work on the chunks of the library in `FILE`, and on no files", func(path string) error {
		if path == "" {
			return fmt.Errorf("--library needs a value")
		}
		library = path
		return nil
	})
	return &library
}

// inChunks calls do with the chunks of the files named; with a library, with those of its episodes and series named.
func (c *call) inChunks(ctx context.Context, library string, args []string, do func(service.Chunks) int) int {
	if library == "" {
		return do(service.Files(args...))
	}
	return c.withLibrary(ctx, library, true, func(s *service.Service) int { return do(service.Chunks{Library: s, Of: args}) })
}

// misused tells what is wrong with the command line.
func (c *call) misused(format string, args ...any) int {
	name := strings.TrimSpace("stet " + c.verb.name)
	see := name + " --help"
	if c.verb.name == "help" {
		// Which verbs there are, and not what help does.
		see = name
	}
	fmt.Fprintf(c.Stderr, "%s: %s\nSee: %s\n", name, fmt.Sprintf(format, args...), see)
	return Misused
}

// failed tells why it cannot be done.
func (c *call) failed(err error) int {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintf(c.Stderr, "stet %s: stopped\n", c.verb.name)
		return Failed
	}
	e := service.AsError(err)
	fmt.Fprintf(c.Stderr, "stet %s: %s\n", c.verb.name, e.Message)
	if c.asJSON {
		c.print(struct {
			Error *service.Error `json:"error"`
		}{e})
	}
	return Failed
}

// note tells of a file that was not dealt with. In JSON the document tells.
func (c *call) note(format string, args ...any) {
	if !c.asJSON {
		fmt.Fprintf(c.Stderr, format+"\n", args...)
	}
}

// print writes a result as JSON.
func (c *call) print(document any) {
	e := json.NewEncoder(c.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	// Who reads it may have gone; there is nobody to tell.
	_ = e.Encode(document)
}

// withLibrary opens the library for do, and closes it. A library that must exist is not made.
func (c *call) withLibrary(ctx context.Context, path string, mustExist bool, do func(*service.Service) int) int {
	if path != "" && mustExist {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return c.failed(fmt.Errorf("there is no library %s: make one with stet import --library %s PATH…", path, path))
		}
	}
	s, closeLibrary, err := c.Open(ctx, path)
	if err != nil {
		return c.failed(err)
	}
	status := do(s)
	if err := closeLibrary(); err != nil {
		return max(status, c.failed(err))
	}
	return status
}

// problem is something wrong in a file, as all verbs write it.
type problem struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	What     string `json:"what"`
}

func problemOf(v service.ProblemView) problem {
	p := problem{File: v.File, Line: v.Line, Column: v.Column, Severity: v.Severity, Code: v.Code, What: v.What}
	if p.Severity == "warn" {
		p.Severity = "warning"
	}
	return p
}

func (p problem) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", p.File, p.Line, p.Column, p.Severity, p.What)
}

// near is a path as one would write it here: below the current folder without that folder.
func near(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	below, err := filepath.Rel(here, path)
	if err != nil || !filepath.IsLocal(below) {
		return path
	}
	return below
}

// count writes a number with its noun: 1 file, 2 files.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
