// How files end that say nowhere how long they are. Nothing is decoded for it, and only their last bytes are read.

package convert

import (
	"bytes"
	"encoding/binary"
	"os"
)

// tail is the last bytes of a file, most of them at the most, and its first eight. It is empty where it cannot be read.
func tail(path string, most int64) (head, end []byte) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || st.Size() < 8 {
		return nil, nil
	}
	head, end = make([]byte, 8), make([]byte, min(st.Size(), most))
	if _, err := f.ReadAt(head, 0); err != nil {
		return nil, nil
	}
	if _, err := f.ReadAt(end, st.Size()-int64(len(end))); err != nil {
		return nil, nil
	}
	return head, end
}

// unmarked reports whether a file is an Ogg whose last page is not the last of its stream, or not whole.
func unmarked(path string) bool {
	const (
		mostPage = 27 + 255 + 255*255
		endMark  = 4
	)
	head, b := tail(path, 2*mostPage)
	if !bytes.HasPrefix(head, []byte("OggS")) {
		return false
	}
	i := bytes.LastIndex(b, []byte("OggS"))
	if i < 0 || len(b) < i+27 || len(b) < i+27+int(b[i+26]) {
		return true
	}
	size := 27 + int(b[i+26])
	for _, lace := range b[i+27 : i+size] {
		size += int(lace)
	}
	return b[i+5]&endMark == 0 || len(b) < i+size
}

// torn reports whether a file is an MPEG transport stream that ends in the middle of a packet, or an MP2 or AC-3 that
// ends in the middle of a frame.
func torn(path string) bool {
	const (
		some = 32 << 10
		sure = 4 // frames one behind the other are no chance
		mark = 128
	)
	head, b := tail(path, some)
	if len(head) == 0 {
		return false
	}
	size := frameSize(head)
	if size == nil {
		return (head[0] == packetSync || head[4] == packetSync) && tornPacket(b)
	}
	if len(b) > mark && string(b[len(b)-mark:][:3]) == "TAG" {
		b = b[:len(b)-mark]
	}
	for from := range b {
		at, frames := from, 0
		for len(b)-at >= 8 {
			n := size(b[at:])
			if n == 0 {
				break
			}
			if at+n > len(b) {
				return frames >= sure
			}
			at, frames = at+n, frames+1
		}
		if frames >= sure {
			// Less than a frame's header is left, or something else.
			return at < len(b) && b[at] == head[0] && len(b)-at < 8
		}
	}
	return false
}

const packetSync = 0x47

// tornPacket reports whether the last packet of a transport stream is not whole. Packets of 192 bytes have their time
// before them.
func tornPacket(b []byte) bool {
	const sure = 8
	for _, each := range []struct{ size, before int }{{188, 0}, {192, 4}} {
		for from := range min(each.size, len(b)) {
			at, packets := from, 0
			for at+each.before < len(b) && b[at+each.before] == packetSync {
				at, packets = at+each.size, packets+1
			}
			if packets >= sure {
				return at > len(b) || at < len(b) && len(b)-at <= each.before
			}
		}
	}
	return false
}

// frameSize gives what reads the size of a frame from its first eight bytes, 0 if there is no frame; nil if a file that
// begins with head is of no such kind.
func frameSize(head []byte) func(b []byte) int {
	for _, size := range []func([]byte) int{layer2Size, ac3Size} {
		if size(head) > 0 {
			return size
		}
	}
	return nil
}

func layer2Size(b []byte) int {
	kbits := [2][16]int{
		{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
		{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
	}
	rates := [2][4]int{{22050, 24000, 16000}, {44100, 48000, 32000}}
	h := binary.BigEndian.Uint32(b)
	version := h >> 19 & 1
	kbit, rate := kbits[version][h>>12&15], rates[version][h>>10&3]
	if h>>20 != 0xfff || h>>17&3 != 2 || kbit == 0 || rate == 0 {
		return 0
	}
	return 144*1000*kbit/rate + int(h>>9&1)
}

func ac3Size(b []byte) int {
	kbits := [19]int{32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640}
	if b[0] != 0x0b || b[1] != 0x77 {
		return 0
	}
	if enhanced := b[5]>>3 > 10; enhanced {
		return 2 * (int(b[2]&7)<<8 | int(b[3]) + 1)
	}
	code := int(b[4] & 63)
	if code/2 >= len(kbits) {
		return 0
	}
	kbit := kbits[code/2]
	switch b[4] >> 6 {
	case 0:
		return kbit * 4
	case 1:
		return 2 * (kbit*1000*96/44100 + code&1)
	case 2:
		return kbit * 6
	}
	return 0
}
