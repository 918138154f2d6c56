// This file is stet sound. It needs no library, and writes nothing.

package cli

import (
	"context"
	"flag"
	"fmt"

	"stet/backend/service"
	"stet/backend/timecode"
)

func soundVerb() verb {
	return verb{
		name: "sound", args: "AUDIO…", short: "say what a sound file holds, and what is wrong with it",
		about: `Reads sound files through and tells what they hold: the format, as the content shows it; the rate, the channels, the
length to the sample, without what an encoder has put before and behind; the integrated loudness (ITU-R BS.1770-4); and
what is wrong. What Stet does not read by itself is converted with ffmpeg first, where it is there.`,
		exits: `0  nothing is wrong with the files
1  something is wrong with one, or it cannot be read
2  the command line is wrong`,
		json: `{"sounds": [{"file", "kind", "converted", "rate", "channels", "bits", "float", "samples", "length", "loudness",
"problems"}], "refused": [{"file", "what"}]}
The length is in flicks (705,600,000 a second); bits is 0 where samples have none, as in MP3; loudness is in LUFS, and
null where all is silent, or where it is shorter than 0.4 s.`,
		examples: "stet sound episode.mp3\nstet sound --json *.wav",
		flags: func(*flag.FlagSet) action {
			return func(ctx context.Context, c *call, paths []string) int {
				if len(paths) == 0 {
					return c.misused("name the sound files")
				}
				return c.sound(ctx, paths)
			}
		},
	}
}

type refusedSound struct {
	File string `json:"file"`
	What string `json:"what"`
}

type soundDocument struct {
	Sounds  []service.SoundView `json:"sounds"`
	Refused []refusedSound      `json:"refused"`
}

func (c *call) sound(ctx context.Context, paths []string) int {
	d := soundDocument{Sounds: []service.SoundView{}, Refused: []refusedSound{}}
	status := Done
	for _, path := range paths {
		progress, end := c.progress()
		v, err := c.Sounds.About(ctx, path, progress)
		end()
		switch {
		case ctx.Err() != nil:
			return c.failed(ctx.Err())
		case err != nil:
			status = Found
			d.Refused = append(d.Refused, refusedSound{path, err.Error()})
			c.note("%s", err)
			continue
		case len(v.Problems) > 0:
			status = Found
		}
		d.Sounds = append(d.Sounds, v)
		if !c.asJSON {
			fmt.Fprintln(c.Stdout, aboutSound(v))
		}
		for _, problem := range v.Problems {
			c.note("%s: %s", path, problem)
		}
	}
	if c.asJSON {
		c.print(d)
	}
	return status
}

// aboutSound is a sound in a line for people.
func aboutSound(v service.SoundView) string {
	kind := string(v.Kind)
	if v.Converted {
		kind += " (converted)"
	}
	line := fmt.Sprintf("%s: %s, %d Hz, %s", v.File, kind, v.Rate, count(v.Channels, "channel"))
	switch {
	case v.Float:
		line += fmt.Sprintf(", %d bits, floating point", v.Bits)
	case v.Bits > 0:
		line += fmt.Sprintf(", %d bits", v.Bits)
	}
	line += fmt.Sprintf(", %s (%s)", clockLength(v.Length), count(int(v.Samples), "sample"))
	if v.Loudness == nil {
		if v.Length < 4*timecode.Second/10 {
			return line // too short for a loudness
		}
		return line + ", silent"
	}
	return line + fmt.Sprintf(", %.1f LUFS", *v.Loudness)
}

// clockLength is a length as people read it: in seconds, or from a minute on as 0:01:30.250.
func clockLength(t timecode.Time) string {
	ms := int64(t / (timecode.Second / 1000))
	if ms < 60_000 {
		return t.String()
	}
	return fmt.Sprintf("%d:%02d:%02d.%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000)
}
