package sample_test

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"stet/backend/sample"
)

const frameRate = 30

// A turn as it stands in a chunk file, read with nothing but a pattern.
type turn struct {
	file       string
	start, end int // frames
	words      int
}

func (t turn) String() string {
	return fmt.Sprintf("%s, turn at frame %d", t.file, t.start)
}

var timecodeLine = regexp.MustCompile(`(?m)^(\d\d):(\d\d):(\d\d):(\d\d) - (\d\d):(\d\d):(\d\d):(\d\d)\n`)

// turns reads the timed turns of the whole episode, in the order of its files.
func turns(t *testing.T) []turn {
	t.Helper()
	var all []turn
	for _, name := range names(t) {
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		text := string(embeddedFile(t, name))
		places := timecodeLine.FindAllStringSubmatchIndex(text, -1)
		for i, place := range places {
			end := len(text)
			if i+1 < len(places) {
				end = places[i+1][0]
			}
			all = append(all, turn{file: name, start: frames(text, place[2:10]), end: frames(text, place[10:18]), words: words(text[place[1]:end])})
		}
	}
	return all
}

// frames reads four numbers, whose places in the text are given as pairs.
func frames(text string, places []int) int {
	var numbers [4]int
	for i := range numbers {
		numbers[i], _ = strconv.Atoi(text[places[2*i]:places[2*i+1]])
	}
	return ((numbers[0]*60+numbers[1])*60+numbers[2])*frameRate + numbers[3]
}

// words counts what is spoken in a turn: no speaker line, and nothing of an untimed turn that follows.
func words(text string) int {
	_, spoken, _ := strings.Cut(text, "\n")
	for _, speaker := range []string{"Odette", "Barnaby"} {
		spoken, _, _ = strings.Cut(spoken, "\n\n"+speaker+"\n")
	}
	return len(strings.Fields(spoken))
}

// soundLength reads the length of an Ogg Vorbis stream in samples from its last page, and its rate from its first.
func soundLength(t *testing.T) (samples, rate int) {
	t.Helper()
	found, err := fs.Glob(sample.Files(), "*.ogg")
	if err != nil || len(found) != 1 {
		t.Fatalf("found %v, %v", found, err)
	}
	data := string(embeddedFile(t, found[0]))
	header := strings.Index(data, "\x01vorbis")
	last := strings.LastIndex(data, "OggS")
	if header < 0 || last < 0 {
		t.Fatalf("%s is not Ogg Vorbis", found[0])
	}
	rate = int(binary.LittleEndian.Uint32([]byte(data[header+12 : header+16])))
	samples = int(binary.LittleEndian.Uint64([]byte(data[last+6 : last+14])))
	return samples, rate
}

func TestTheTurnsAscendAndNoTwoOverlap(t *testing.T) {
	before := 0
	for _, turn := range turns(t) {
		if turn.start < before {
			t.Errorf("%v starts before frame %d, where the turn before ends", turn, before)
		}
		if turn.end <= turn.start {
			t.Errorf("%v ends at frame %d", turn, turn.end)
		}
		before = turn.end
	}
}

func TestTheTurnsLieWithinTheSound(t *testing.T) {
	all := turns(t)
	if len(all) < 60 {
		t.Fatalf("found only %d turns", len(all))
	}
	samples, rate := soundLength(t)
	length := samples * frameRate / rate
	if length < (6*60+20)*frameRate {
		t.Errorf("the sound is only %d s long", length/frameRate)
	}
	if first := all[0].start; first < frameRate || first > 2*frameRate {
		t.Errorf("the first turn starts at frame %d, want 1 to 2 s of silence", first)
	}
	if last := all[len(all)-1].end; last > length || last < length-3*frameRate {
		t.Errorf("the last turn ends at frame %d of %d", last, length)
	}
}

func TestTheTurnsAreSpokenAtAHumanPace(t *testing.T) {
	for _, turn := range turns(t) {
		perMinute := turn.words * 60 * frameRate / (turn.end - turn.start)
		if perMinute < 60 || perMinute > 220 {
			t.Errorf("%v has %d words a minute", turn, perMinute)
		}
	}
}

func TestTheHeadersSayWhereTheirTurnsStand(t *testing.T) {
	header := regexp.MustCompile(`(?m)^(start|end)_time: (.+)$`)
	spans := map[string][2]int{}
	for _, turn := range turns(t) {
		span, seen := spans[turn.file]
		if !seen {
			span[0] = turn.start
		}
		span[1] = turn.end
		spans[turn.file] = span
	}
	for name, span := range spans {
		for i, field := range header.FindAllStringSubmatch(string(embeddedFile(t, name)), -1) {
			stands := timecode(span[i])
			if !strings.HasPrefix(stands, field[2]) {
				t.Errorf("%s: %s_time is %s, the turns say %s", name, field[1], field[2], stands)
			}
		}
	}
}

func timecode(frames int) string {
	seconds := frames / frameRate
	return fmt.Sprintf("%02d:%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60, frames%frameRate)
}

// The sample is there to be mended, and to show what real files look like. Each of these would be easy to tidy away by mistake.
func TestTheSampleHasTheIrregularitiesOfRealFiles(t *testing.T) {
	for _, c := range []struct{ what, chunk, pattern string }{
		{"a list indented by 2", "ep03-01", `(?m)^  - Odette$`},
		{"a stray line before the first turn", "ep03-01", `(?m)^Episode 3\n\n00:`},
		{"a plain summary over several lines", "ep03-01", `(?m)^summary: Odette .*\n  \S`},
		{"a dash between the header's times", "ep03-01", `(?m)^timecode: \S+ – \S+$`},
		{"a list indented by 0", "ep03-02", `(?m)^- Odette$`},
		{"a leading zero", "ep03-02", `(?m)^chunk: 02$`},
		{"a blank line in the front matter", "ep03-02", `(?m)^segment: .*\n\ntimecode: `},
		{"a hyphen, and no frames", "ep03-02", `(?m)^timecode: \d\d:\d\d:\d\d - \d\d:\d\d:\d\d$`},
		{"a literal summary", "ep03-02", `(?m)^summary: \|\n  \S`},
		{"a tag that stands twice", "ep03-02", `(?s)tags:\n(- \w+\n)*- clocks\n(- \w+\n)*- clocks\n`},
		{"the older layout", "ep03-02", `(?m)^participants:\n`},
		{"blank lines between turns", "ep03-02", `\n\n\d\d:\d\d:\d\d:\d\d - `},
		{"a turn of two paragraphs", "ep03-02", `a day\.\n\nAnd it`},
		{"a word to mend", "ep03-02", `The wait on this side`},
		{"a mojibake dash", "ep03-03", `(?m)^timecode: \S+ â€“ \S+$`},
		{"a single-quoted title", "ep03-03", `(?m)^title: '`},
		{"a double-quoted summary over several lines", "ep03-03", `(?m)^summary: ".*\n  \S`},
		{"a turn of two paragraphs", "ep03-03", `lovely\.\n\nAnd then`},
		{"one line to a paragraph", "ep03-03", `(?m)^.{300,}$`},
		{"a turn under the wrong speaker", "ep03-03", `(?m)^Odette\nI ran\. `},
		{"a double-quoted title", "ep03-04", `(?m)^title: "`},
		{"a field that no layout knows", "ep03-04", `(?m)^recorded_in: `},
		{"an untimed turn", "ep03-04", `\n\nOdette\nAnd who won\?\n00:`},
		{"a word misheard", "ep03-04", `The guilt on the hands`},
		{"no newline at the end", "ep03-04", `\S\z`},
	} {
		found, err := fs.Glob(sample.Files(), c.chunk+"-*.md")
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: found %v, %v", c.chunk, found, err)
		}
		if !regexp.MustCompile(c.pattern).Match(embeddedFile(t, found[0])) {
			t.Errorf("%s no longer has %s", found[0], c.what)
		}
	}
}
