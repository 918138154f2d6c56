// Package clip writes a stretch of a sound file as a WAV file of its own: the very samples of all its channels, none more
// and none less. It opens no files, and neither resamples, fades nor mixes.
package clip

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"stet/backend/audio"
)

// block is how many frames are read at a time.
const block = 4096

// Write writes the samples from up to to of a source, counted as its Info does, as a WAV file: with every channel, in the
// order that WAV files have; in samples that hold those of the file bit for bit, and in 24 bits where the file has none,
// as MP3. Above 4 GiB the file is an RF64. The source stands behind the stretch afterwards.
//
// A stretch that is not within the file, or a file that cannot be read to its end, is an error; so is ctx's end.
func Write(ctx context.Context, w io.Writer, src audio.Source, from, to int64) error {
	info := src.Info()
	if from < 0 || from >= to || to > info.Samples {
		return fmt.Errorf("samples %d to %d are no stretch of a sound of %d samples", from, to, info.Samples)
	}
	if err := src.Seek(int(from)); err != nil {
		return err
	}
	f := formOf(info)
	out := bufio.NewWriterSize(w, 1<<16)
	// A failing writer fails again when it is flushed.
	_, _ = out.Write(f.header(to - from))
	var frames [block][2]float64
	all := make([]float64, block*f.channels)
	bytes := make([]byte, 0, block*f.frame())
	for left := to - from; left > 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := src.StreamAll(frames[:min(left, block)], all)
		if n == 0 {
			if err := src.Err(); err != nil {
				return err
			}
			return errors.New("the sound ended before it should")
		}
		bytes = bytes[:0]
		for i := range n {
			for _, c := range f.order {
				bytes = f.append(bytes, all[i*f.channels+c])
			}
		}
		if _, err := out.Write(bytes); err != nil {
			return err
		}
		left -= int64(n)
	}
	if (to-from)*int64(f.frame())%2 == 1 {
		_ = out.WriteByte(0) // chunks begin at even places
	}
	return out.Flush()
}

// form is what the samples of a clip are.
type form struct {
	rate, channels, bits int
	float                bool
	order                []int  // which channel of the file comes first, second and so on
	mask                 uint32 // the places of the channels, a bit each; 0 if they have none
}

func formOf(info audio.Info) form {
	f := form{rate: info.Rate, channels: info.Channels, bits: 24}
	for c := range info.Channels {
		f.order = append(f.order, c)
	}
	if len(info.Layout) == info.Channels {
		place := func(c int) int { return strings.IndexByte(audio.Places, info.Layout[c]) }
		slices.SortFunc(f.order, func(a, b int) int { return place(a) - place(b) })
		for c := range info.Channels {
			f.mask |= 1 << place(c)
		}
	}
	switch {
	case info.Bits == 0:
	case info.Float:
		f.bits, f.float = info.Bits, true
	case info.Bits <= 16:
		f.bits = 16
	case info.Bits > 24:
		f.bits = 32
	}
	return f
}

// frame is the bytes of a sample of each channel.
func (f form) frame() int { return f.channels * f.bits / 8 }

func (f form) append(b []byte, v float64) []byte {
	le := binary.LittleEndian
	switch {
	case f.float && f.bits == 64:
		return le.AppendUint64(b, math.Float64bits(v))
	case f.float:
		return le.AppendUint32(b, math.Float32bits(float32(v)))
	}
	full := math.Ldexp(1, f.bits-1)
	s := int32(max(-full, min(math.RoundToEven(v*full), full-1)))
	switch f.bits {
	case 16:
		return le.AppendUint16(b, uint16(s))
	case 24:
		return append(b, byte(s), byte(s>>8), byte(s>>16))
	}
	return le.AppendUint32(b, uint32(s))
}

// most is how much fits into a RIFF file.
const most = math.MaxUint32

// header is all that stands before the samples (EBU Tech 3306 for RF64).
func (f form) header(samples int64) []byte {
	le := binary.LittleEndian
	data := samples * int64(f.frame())
	format := f.format()
	whole := int64(4+8+len(format)+8) + data + data%2
	long := whole+36 > most
	b := make([]byte, 0, 128)
	if long {
		whole += 36
		b = append(b, "RF64\xff\xff\xff\xffWAVEds64"...)
		b = le.AppendUint32(b, 28)
		b = le.AppendUint64(b, uint64(whole))
		b = le.AppendUint64(b, uint64(data))
		b = le.AppendUint64(b, uint64(samples))
		b = le.AppendUint32(b, 0) // no table of further chunks
	} else {
		b = append(b, "RIFF"...)
		b = le.AppendUint32(b, uint32(whole))
		b = append(b, "WAVE"...)
	}
	b = append(b, "fmt "...)
	b = le.AppendUint32(b, uint32(len(format)))
	b = append(b, format...)
	b = append(b, "data"...)
	if long {
		return le.AppendUint32(b, math.MaxUint32)
	}
	return le.AppendUint32(b, uint32(data))
}

func (f form) format() []byte {
	le := binary.LittleEndian
	const extensible = 0xfffe
	kind := uint16(1)
	if f.float {
		kind = 3
	}
	tag := kind
	if f.channels > 2 {
		tag = extensible
	}
	b := le.AppendUint16(nil, tag)
	b = le.AppendUint16(b, uint16(f.channels))
	b = le.AppendUint32(b, uint32(f.rate))
	b = le.AppendUint32(b, uint32(f.rate*f.frame()))
	b = le.AppendUint16(b, uint16(f.frame()))
	b = le.AppendUint16(b, uint16(f.bits))
	if tag == extensible {
		b = le.AppendUint16(le.AppendUint16(b, 22), uint16(f.bits))
		b = le.AppendUint16(le.AppendUint32(b, f.mask), kind)
		b = append(b, "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"...)
	}
	return b
}
