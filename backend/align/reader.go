package align

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
)

// reader takes numbers from the bytes of a model's file. Past the end it gives zeros and remembers that it was asked;
// whoever reads checks left before believing a count.
type reader struct {
	name  string
	rest  []byte
	order binary.ByteOrder
	short bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.short, r.rest = true, nil
		return nil
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

func (r *reader) u8() uint8 {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) u16() uint16 {
	if b := r.take(2); b != nil {
		return r.order.Uint16(b)
	}
	return 0
}

func (r *reader) u32() uint32 {
	if b := r.take(4); b != nil {
		return r.order.Uint32(b)
	}
	return 0
}

func (r *reader) f32() float32 { return math.Float32frombits(r.u32()) }

// count reads how many things of a size follow; a file that cannot hold them is short.
func (r *reader) count(size int) int {
	n := int(int32(r.u32()))
	if n < 0 || size > 0 && n > len(r.rest)/size {
		r.short, r.rest = true, nil
		return 0
	}
	return n
}

// text reads up to a zero byte.
func (r *reader) text() string {
	i := bytes.IndexByte(r.rest, 0)
	if i < 0 {
		r.short, r.rest = true, nil
		return ""
	}
	return string(r.take(i + 1)[:i])
}

func (r *reader) wrong(format string, args ...any) error {
	return fmt.Errorf("%s: %s", r.name, fmt.Sprintf(format, args...))
}

// err tells whether the file ended too soon.
func (r *reader) err() error {
	if r.short {
		return r.wrong("the file ends too soon")
	}
	return nil
}

// parameters opens a file of numbers that begins with Sphinx's header in words.
func parameters(name string, data []byte) (*reader, error) {
	r := &reader{name: name, order: binary.LittleEndian}
	const end = "endhdr\n"
	i := bytes.Index(data, []byte(end))
	if !bytes.HasPrefix(data, []byte("s3")) || i < 0 {
		return nil, r.wrong("this is no file of an acoustic model")
	}
	r.rest = data[i+len(end):]
	switch r.u32() {
	case 0x11223344:
	case 0x44332211:
		r.order = binary.BigEndian
	default:
		return nil, r.wrong("the order of its bytes is unknown")
	}
	return r, nil
}
