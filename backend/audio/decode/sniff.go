// What a file is, by its first bytes.

package decode

import (
	"bytes"
	"unicode/utf8"

	"stet/backend/audio"
)

// kinds are the formats that show by how they begin. MP3 is not among them: it begins with anything.
var kinds = []struct {
	kind    audio.Kind
	matches func(head []byte) bool
	open    func(w *window, start int64, info *audio.Info) (codec, error)
}{
	{audio.WAV, isWAV, openWAV},
	{audio.FLAC, func(b []byte) bool { return bytes.HasPrefix(b, []byte("fLaC")) }, openFLAC},
	{audio.Ogg, func(b []byte) bool { return bytes.HasPrefix(b, []byte(oggMagic)) }, openVorbis},
}

// foreign are the formats that people may well have and that are not read here, to call them by their names.
var foreign = []struct {
	at          int
	magic, what string
}{
	{4, "ftyp", "It is an MP4 file (M4A or video)."},
	{4, "moov", "It is a QuickTime file."},
	{4, "mdat", "It is a QuickTime file."},
	{4, "wide", "It is a QuickTime file."},
	{4, "free", "It is a QuickTime file."},
	{4, "skip", "It is a QuickTime file."},
	{0, "ADIF", "It is an AAC file."},
	{0, "FORM", "It is an AIFF file."},
	{0, "caff", "It is a Core Audio file."},
	{0, "wvpk", "It is a WavPack file."},
	{0, "MAC ", "It is a Monkey's Audio file."},
	{0, "#!AMR", "It is an AMR file."},
	{0, ".snd", "It is an AU file."},
	{0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", "It is a Windows Media file."},
	{0, "\x1a\x45\xdf\xa3", "It is a Matroska or WebM file."},
	{8, "AVI ", "It is an AVI video file."},
	{0, "FLV", "It is a Flash video file."},
	{0, "\x00\x00\x01\xba", "It is an MPEG video file."},
}

func sniff(w *window, info *audio.Info) (codec, error) {
	if w.size == 0 {
		return nil, fail(audio.NotSound, "It is empty.", doAgain)
	}
	start := skipID3(w)
	head := w.at(start, 64)
	for _, f := range foreign {
		if len(head) >= f.at && bytes.HasPrefix(head[f.at:], []byte(f.magic)) {
			return nil, unsupported("%s", f.what)
		}
	}
	if isADTS(head) {
		return nil, unsupported("It is an AAC file.")
	}
	for _, k := range kinds {
		if k.matches(head) {
			info.Kind = k.kind
			return k.open(w, start, info)
		}
	}
	if start >= w.size {
		return nil, fail(audio.Damaged, "It was cut off before its sound begins.", doAgain)
	}
	if isText(w.at(start, 512)) {
		return nil, fail(audio.NotSound, "It is text, and no sound.", "Choose another file.")
	}
	info.Kind = audio.MP3
	return openMP3(w, start, info)
}

// isADTS recognises the frame header of raw AAC: that of MP3, with a layer that MP3 does not have.
func isADTS(b []byte) bool {
	return len(b) >= 4 && b[0] == 0xff && b[1]&0xf6 == 0xf0 && b[2]>>2&15 < 13
}

// isText recognises what people can read: a page that says that a file was not found, as a rule. The last character may
// be cut off.
func isText(b []byte) bool {
	for i, c := range string(b) {
		if c == utf8.RuneError && i+utf8.UTFMax <= len(b) || c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f {
			return false
		}
	}
	return true
}

// skipID3 is where a file begins behind the ID3v2 tags before it; MP3 files have them, and some FLAC and AAC files.
func skipID3(w *window) int64 {
	const most = 16
	start := int64(0)
	for range most {
		b := w.at(start, 10)
		if len(b) < 10 || string(b[:3]) != "ID3" || (b[6]|b[7]|b[8]|b[9])&0x80 != 0 {
			break
		}
		start += 10 + int64(b[6])<<21 + int64(b[7])<<14 + int64(b[8])<<7 + int64(b[9])
		if b[5]&0x10 != 0 {
			start += 10 // a footer
		}
	}
	return start
}
