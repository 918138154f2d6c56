// The script: what is said, by whom, and how each chunk file is laid out. Its grammar stands at the head of script.txt.
// A line that fits no rule is an error, never a guess.
package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

type chunk struct {
	slug    string
	wrapped bool // body hard-wrapped, else one line to a paragraph
	spaced  bool // a blank line between turns
	unended bool // no newline at the end of the file
	turns   []*turn
}

type turn struct {
	speaker    string // the label in the file
	voice      string // who really speaks
	untimed    bool
	bell       bool     // the clock strikes before this turn
	pause      float64  // seconds before this turn; below 0 means the usual
	said       []string // paragraphs, for the synthesizer
	written    []string // the same paragraphs, for the file
	start, end int      // frames from the start of the sound, end exclusive; measured by record
}

var (
	turnLine = regexp.MustCompile(`^([A-Z][a-z]+)(?: \((untimed|voice [A-Z][a-z]+)\))?: (.+)$`)
	eitherOr = regexp.MustCompile(`\{([^|{}]+)\|([^|{}]+)\}`)
)

func parseScript(text string) ([]*chunk, error) {
	var script []*chunk
	pause, bell := -1.0, false
	for i, line := range strings.Split(text, "\n") {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || fields[0] == "#":
		case fields[0] == "=" && len(fields) > 1:
			c, err := parseHead(fields[1:])
			if err != nil {
				return nil, fmt.Errorf("%d: %w", i+1, err)
			}
			script = append(script, c)
		case fields[0] == "bell":
			bell = true
		case fields[0] == "pause" && len(fields) == 2:
			seconds, err := strconv.ParseFloat(fields[1], 64)
			if err != nil {
				return nil, fmt.Errorf("%d: %w", i+1, err)
			}
			pause = seconds
		default:
			m := turnLine.FindStringSubmatch(line)
			if m == nil || len(script) == 0 {
				return nil, fmt.Errorf("%d: neither a chunk, a turn nor a direction: %q", i+1, line)
			}
			t := parseTurn(m[1], m[2], m[3])
			t.pause, t.bell = pause, bell
			pause, bell = -1, false
			last := script[len(script)-1]
			last.turns = append(last.turns, t)
		}
	}
	return script, nil
}

func parseHead(fields []string) (*chunk, error) {
	c := &chunk{slug: fields[0]}
	for _, layout := range fields[1:] {
		switch layout {
		case "wrapped":
			c.wrapped = true
		case "spaced":
			c.spaced = true
		case "unended":
			c.unended = true
		default:
			return nil, fmt.Errorf("no layout is called %q", layout)
		}
	}
	return c, nil
}

func parseTurn(speaker, direction, text string) *turn {
	t := &turn{speaker: speaker, voice: speaker, untimed: direction == "untimed"}
	if other, ok := strings.CutPrefix(direction, "voice "); ok {
		t.voice = other
	}
	for _, paragraph := range strings.Split(text, " // ") {
		t.said = append(t.said, eitherOr.ReplaceAllString(paragraph, "$1"))
		t.written = append(t.written, eitherOr.ReplaceAllString(paragraph, "$2"))
	}
	return t
}
