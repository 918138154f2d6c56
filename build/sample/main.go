// Command sample makes the sample episode: it has script.txt spoken, measures where each turn stands in the sound, and writes
// the sound and the chunk files into backend/sample/episode. Run it through make.sh, from the root of the project.
// It knows nothing of how Stet reads a chunk file, so that the sample can show where Stet reads one wrongly.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

const soundName = "ep03-the-clock-at-ambleford.ogg"

func main() {
	from := flag.String("from", "build/sample", "folder of script.txt and heads/")
	to := flag.String("to", "backend/sample/episode", "folder to write the episode into")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}

// run replaces the episode's files in the folder to. It writes nothing before the sound has been spoken, encoded, decoded
// again and found to agree with the timecodes.
func run(from, to string) error {
	text, err := os.ReadFile(filepath.Join(from, "script.txt"))
	if err != nil {
		return err
	}
	script, err := parseScript(string(text))
	if err != nil {
		return fmt.Errorf("script.txt:%w", err)
	}
	work, err := os.MkdirTemp("", "stet-sample-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)

	tape, err := record(script, work)
	if err != nil {
		return err
	}
	sound := filepath.Join(work, soundName)
	if err := encode(tape.samples, sound); err != nil {
		return err
	}
	decoded, err := decode(sound)
	if err != nil {
		return err
	}
	if problems := inspect(decoded, len(tape.samples), script); len(problems) > 0 {
		return errors.Join(problems...)
	}
	return write(script, sound, from, to)
}

func write(script []*chunk, sound, from, to string) error {
	files := map[string][]byte{}
	for _, c := range script {
		name := c.slug + ".md"
		head, err := os.ReadFile(filepath.Join(from, "heads", name))
		if err != nil {
			return err
		}
		files[name] = []byte(printChunk(c, string(head)))
	}
	ogg, err := os.ReadFile(sound)
	if err != nil {
		return err
	}
	files[soundName] = ogg

	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("%d chunk files and %s (%d KB) in %s\n", len(script), soundName, len(ogg)/1000, to)
	return nil
}
