// Package audio says what Stet means by a sound file that can be read and by a player that can be heard: the contracts
// between whoever shows an episode and the packages decode and playback. It opens no file and no device, and needs no C.
package audio

import (
	"math"

	"github.com/faiface/beep"

	"stet/backend/timecode"
)

// Kind names a sound file's format, as its content shows it; the file's extension says nothing.
type Kind string

const (
	WAV  Kind = "wav"
	MP3  Kind = "mp3"
	FLAC Kind = "flac"
	Ogg  Kind = "ogg" // Vorbis in Ogg
)

// Info is what is known of a sound file once it is open. Samples count per channel at Rate, the file's own rate, from
// the first one that is meant to be heard: an encoder's delay and padding are not counted.
type Info struct {
	Path string
	// Kind of what was Converted by another program, to be read at all, is the codec's name as ffmpeg has it.
	Kind      Kind
	Converted bool
	Rate      int
	Channels  int // in the file; a Source always gives two
	// Layout has a letter of Places for each channel, in their order; "" for one and two channels, and if the file does not
	// say.
	Layout string
	// Bits is the size of a sample in the file, 0 in formats that have none, such as MP3 and Vorbis. Float says that they
	// are floating-point numbers.
	Bits     int
	Float    bool
	Samples  int64
	Sum      [16]byte // the MD5 of all samples, as the package checksum reckons it; all zero if the file does not say
	Problems []Problem
	Amiss    int64 // the sample that Problems begin with: what is before is as it should be, but for what Lost counts
}

// Problem is what is amiss with a file that plays all the same: of which kind it is, and a sentence for people.
type Problem struct {
	Kind ProblemKind
	What string
}

// ProblemKind tells problems apart for programs.
type ProblemKind string

const (
	CutOff    ProblemKind = "cut-off"   // its end is missing, or may be
	Misstated ProblemKind = "misstated" // its header says something else than what is there, or nothing of it
	InPlaces  ProblemKind = "in-places" // sound is missing: where, Lost tells as it is read
	Unplaced  ProblemKind = "unplaced"  // sound may be missing, and nobody knows where
	InPart    ProblemKind = "in-part"   // only its beginning is played, and more is there
)

// AtEnd is where a problem is that takes nothing from the samples that are there.
const AtEnd = math.MaxInt64

// Tell adds a problem, which begins with a sample.
func (i *Info) Tell(from int64, kind ProblemKind, what string) {
	if len(i.Problems) == 0 || from < i.Amiss {
		i.Amiss = from
	}
	i.Problems = append(i.Problems, Problem{kind, what})
}

// Places are those that a channel can have, in the order of the bits of a WAV file's speaker mask: the front left, right
// and centre, the low frequencies, the back left and right, those between front and centre, the back centre, and the
// sides.
const Places = "LRCFlrIJbxy"

// Length is the file's length in media time.
func (i Info) Length() timecode.Time {
	return timecode.FromSamples(i.Samples, i.Rate)
}

// Source is an open sound file as stereo frames at the file's own rate. Len, Position and Seek count samples of Info:
// after Seek(n) the next frame is the n-th of the file, bit for bit the one that reading from the start gives. Stream
// fills all that it is given save at the end; what could not be decoded in the middle of a file is silence of the right
// length, which Lost counts since the last Seek, with where the first of it was; Err tells when a file could not be read
// to its end. A Source belongs to one goroutine, which closes it.
type Source interface {
	beep.StreamSeekCloser
	Info() Info
	Lost() (samples, first int64)
	// StreamAll is Stream that gives the file's own channels beside their mix: all has room for a number of each for every
	// frame.
	StreamAll(frames [][2]float64, all []float64) (n int)
}
