// What ffmpeg found amiss, in figures: where sound is missing, and whether it was cut off. Its own words are shown nowhere.

package convert

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// ofClock is a length in seconds that is written as 0:01:02.5; 0 if it is not.
func ofClock(written string) float64 {
	var h, m int
	var s float64
	if n, err := fmt.Sscanf(written, "%d:%d:%g", &h, &m, &s); n < 3 || err != nil {
		return 0
	}
	return float64(h*3600+m*60) + s
}

// hole is a part of a sound that is missing, in seconds.
type hole struct{ From, To float64 }

// mostHoles is how many are told apart. The last one takes in all that follow.
const mostHoles = 1000

// holes decodes a file once more, and returns where a frame does not follow the one before, counted from start; nothing if
// nobody knows.
func (t tools) holes(ctx context.Context, path string, start float64) (found []hole, err error) {
	if t.ffprobe == "" {
		return nil, nil
	}
	args := append([]string{"-v", "quiet"}, local...)
	// Its name in newer ones of ffmpeg is duration_time.
	args = append(args, "-select_streams", "a:0", "-show_entries", "frame=pts_time,pkt_duration_time,duration_time", "-of", "compact", "file:"+path)
	const least = 0.005 // seconds: times are rounded
	end, begun := 0.0, false
	_, _, err = run(ctx, t.ffprobe, args, func(line string) {
		at, length, ok := frameTime(line)
		if !ok {
			return
		}
		at -= start
		switch {
		case !begun || at-end <= least:
		case len(found) == mostHoles:
			found[mostHoles-1].To = at
		default:
			found = append(found, hole{end, at})
		}
		end, begun = max(end, at+length), true
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, nil // where it is damaged is not known: it was converted all the same
	}
	return found, nil
}

// frameTime reads where a frame begins and how long it is, in seconds, from a line as frame|pts_time=1.5|duration_time=0.02.
func frameTime(line string) (at, length float64, ok bool) {
	for field := range strings.SplitSeq(line, "|") {
		name, written, _ := strings.Cut(field, "=")
		v, err := strconv.ParseFloat(written, 64)
		switch {
		case err != nil:
		case name == "pts_time":
			at, ok = v, true
		case name == "duration_time", name == "pkt_duration_time":
			length = v
		}
	}
	return at, length, ok && length > 0
}

// endsEarly reports whether ffmpeg complained that a file is shorter than its own tables.
func endsEarly(complaint string) bool {
	return strings.Contains(complaint, "ended prematurely") || strings.Contains(complaint, "partial file")
}
