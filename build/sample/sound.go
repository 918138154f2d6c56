// Encoding the tape, and inspecting what came out: the decoded sound must be as long as the tape, unclipped, and every turn must
// be heard where its timecode says, and nowhere else. Timecodes that only the generator believes in are of no use.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os/exec"
)

// encode writes mono Ogg Vorbis. The stream's serial number is fixed, so that the same tape gives the same file.
func encode(samples []float64, path string) error {
	raw := make([]byte, 2*len(samples))
	for i, s := range samples {
		binary.LittleEndian.PutUint16(raw[2*i:], uint16(int16(math.Round(s*32767))))
	}
	oggenc := exec.Command("oggenc", "--quiet", "--raw", "--raw-bits=16", "--raw-chan=1", fmt.Sprintf("--raw-rate=%d", sampleRate),
		"--quality=1", "--serial=3", "--title=The Clock at Ambleford", "--album=The Mending Hour", "--tracknum=3", "-o", path, "-")
	oggenc.Stdin = bytes.NewReader(raw)
	if out, err := oggenc.CombinedOutput(); err != nil {
		return fmt.Errorf("oggenc: %w: %s", err, out)
	}
	return nil
}

// inspect returns what is wrong with the decoded sound.
func inspect(sound []float64, length int, script []*chunk) []error {
	var problems []error
	report := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if len(sound) != length {
		report("the sound has %d samples, the tape had %d", len(sound), length)
		return problems
	}
	if most := peak(sound); most > 0.95 {
		report("the sound peaks at %.2f of full scale", most)
	}
	before, rung := 0, false // the end of the turn before, and whether the bell has been struck
	for _, c := range script {
		for i, t := range c.turns {
			where := fmt.Sprintf("%s, turn %d at %s", c.slug, i+1, timecode(t.start))
			rung = rung || t.bell
			if t.start < before {
				report("%s: starts before the turn before it has ended", where)
			}
			if !rung && t.start > before && loudest(sound, before, t.start-1) > -45 {
				report("%s: something is heard between this turn and the one before", where)
			}
			if loudest(sound, t.start, t.start+3) < -40 {
				report("%s: nothing is heard where it starts", where)
			}
			breath := 0
			if i == len(c.turns)-1 {
				breath = chunkBreath
			}
			if loudest(sound, t.end-breath-4, t.end) < -48 {
				report("%s: nothing is heard where it ends", where)
			}
			problems = append(problems, tooFastOrSlow(t, where)...)
			before = t.end
		}
	}
	return problems
}

// loudest gives the level of the loudest 5 ms between two frames, in decibels below full scale.
func loudest(sound []float64, from, to int) float64 {
	level := math.Inf(-1)
	for at := from * frameSamples; at+window <= min(to*frameSamples, len(sound)); at += window {
		level = max(level, decibels(rms(sound[at:at+window])))
	}
	return level
}

func tooFastOrSlow(t *turn, where string) []error {
	words := 0
	for _, paragraph := range t.written {
		words += len(bytes.Fields([]byte(paragraph)))
	}
	perMinute := words * 60 * frameRate / (t.end - t.start)
	if perMinute < 60 || perMinute > 220 {
		return []error{fmt.Errorf("%s: %d words a minute", where, perMinute)}
	}
	return nil
}
