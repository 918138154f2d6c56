// This file is stet waveform. It needs no library, and changes no sound.

package cli

import (
	"context"
	"flag"
	"fmt"

	"stet/backend/service"
)

func waveformVerb() verb {
	return verb{
		name: "waveform", args: "AUDIO", short: "write what a sound looks like, for other programs",
		about: `Writes the waveform of a sound as audiowaveform does: as .dat or .json, as the name of the file says, with the least and
the greatest sample of each point, in 8 bits and one channel: the mean of all that the sound has. Or takes such a file, so
that the sound is not decoded for its waveform when it is opened. It needs no library.`,
		exits: `0  it was written, or taken
2  the command line is wrong
3  it cannot be done`,
		json: `{"points", "samplesPerPoint", "loudness"}
The loudness is in LUFS; null where nothing is heard, or nobody has measured.`,
		examples: "stet waveform episode.mp3 --out episode.dat --zoom 1",
		flags: func(f *flag.FlagSet) action {
			out := f.String("out", "", "write the waveform to `FILE`, which must not be there yet")
			from := f.String("take", "", "keep what `FILE` holds as the sound's waveform")
			zoom := f.Int("zoom", 0, "how coarse, `N` from 0 to 6: each has a quarter of the points")
			version := f.Int("dat", 2, "the `VERSION` of .dat, 1 or 2")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case len(paths) != 1:
					return c.misused("name one sound")
				case (*out == "") == (*from == ""):
					return c.misused("say either --out or --take")
				}
				var v service.WaveformFileView
				var err error
				if *from != "" {
					v, err = c.Sounds.TakeWaveform(paths[0], *from)
				} else {
					progress, end := c.progress()
					v, err = c.Sounds.WriteWaveform(ctx, paths[0], *out, *zoom, *version, false, progress)
					end()
				}
				if err != nil {
					return c.failed(err)
				}
				return c.waveform(v)
			}
		},
	}
}

type waveformDocument struct {
	Points   int      `json:"points"`
	PerPoint int      `json:"samplesPerPoint"`
	Loudness *float64 `json:"loudness"`
}

func (c *call) waveform(v service.WaveformFileView) int {
	d := waveformDocument{Points: v.Points, PerPoint: v.PerPoint}
	if v.Heard {
		d.Loudness = &v.Loudness
	}
	if c.asJSON {
		c.print(d)
		return Done
	}
	fmt.Fprintf(c.Stdout, "%d points of %d samples\n", d.Points, d.PerPoint)
	return Done
}
