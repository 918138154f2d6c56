// This file is stet clip. It needs no library.

package cli

import (
	"context"
	"flag"
	"fmt"

	"stet/backend/service"
)

func clipVerb() verb {
	return verb{
		name: "clip", args: "AUDIO", short: "write a stretch of a sound file as a WAV file",
		about: `Writes a stretch of a sound file as a WAV file, exact to the sample: the first one is the one that begins at --from or
after it, the last one the one before --to. A place is a timecode counted from the file's first sample (00:01:30,
00:01:30.250, or 00:01:30:12 with --rate), seconds (90, 1:30), or the number of a sample as 123456s.

The clip holds all channels of the file, and its samples bit for bit; of files that have no bits of their own, such as MP3,
in 24 bits.`,
		exits: `0  the clip was written, and is whole, even if the sound is damaged elsewhere
1  it was written, and something is amiss with it: the sound ends before --to, or is damaged there
2  the command line is wrong
3  it cannot be done: there is no such sound, or FILE is there already`,
		json: `{"sound", "file", "sampleRate", "from", "to", "length", "problems"}
From and to are samples, the length is in flicks (705,600,000 a second).`,
		examples: "stet clip episode.mp3 --from 00:01:30 --to 00:01:42.500 --out laugh.wav\nstet clip episode.wav --from 0s --to 44100s --out second.wav",
		flags: func(f *flag.FlagSet) action {
			var r service.ClipRequest
			f.StringVar(&r.From, "from", "", "where it begins: a timecode `T`, or a sample as 123456s")
			f.StringVar(&r.To, "to", "", "where it ends: a timecode `T`, or a sample as 123456s")
			f.StringVar(&r.Rate, "rate", "", "the frame `RATE` of timecodes with frames, such as 25 or \"29.97 drop\"")
			f.StringVar(&r.Out, "out", "", "the `FILE` to write")
			f.BoolVar(&r.Replace, "replace", false, "write over FILE if it is there")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case len(paths) != 1:
					return c.misused("name one sound file")
				case r.From == "" || r.To == "" || r.Out == "":
					return c.misused("say --from, --to and --out")
				}
				r.Sound = paths[0]
				return c.clip(ctx, r)
			}
		},
	}
}

func (c *call) clip(ctx context.Context, r service.ClipRequest) int {
	if err := r.Check(); err != nil {
		return c.misused("%s", err)
	}
	progress, end := c.progress()
	v, err := c.Sounds.Clip(ctx, r, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	if c.asJSON {
		c.print(v)
	} else {
		fmt.Fprintf(c.Stdout, "%s: %s at %d Hz (%s)\n", near(v.File), count(int(v.To-v.From), "sample"), v.SampleRate, clockLength(v.Length))
	}
	for _, problem := range v.Problems {
		c.note("%s: %s", r.Sound, problem)
	}
	if len(v.Problems) > 0 {
		return Found
	}
	return Done
}
