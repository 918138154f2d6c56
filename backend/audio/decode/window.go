// Reading a file at any place through one buffer.

package decode

import "io"

// window shows parts of a file. What at gives is valid until it is called again.
type window struct {
	size int64
	err  error // the first error of reading that is not the end of the file

	r   io.ReaderAt
	buf []byte
	off int64 // of buf in the file
}

const windowSize = 64 << 10

func newWindow(r io.ReaderAt, size int64) *window {
	return &window{r: r, size: size}
}

// at gives n bytes from off on: fewer at the end of the file and where it cannot be read.
func (w *window) at(off int64, n int) []byte {
	if off < 0 || off >= w.size || n <= 0 {
		return nil
	}
	n = int(min(int64(n), w.size-off))
	if off < w.off || off+int64(n) > w.off+int64(len(w.buf)) {
		w.load(off, max(n, windowSize))
	}
	b := w.buf[min(off-w.off, int64(len(w.buf))):]
	return b[:min(n, len(b))]
}

func (w *window) load(off int64, n int) {
	n = int(min(int64(n), w.size-off))
	if cap(w.buf) < n {
		w.buf = make([]byte, n)
	}
	got, err := w.r.ReadAt(w.buf[:n], off)
	w.buf, w.off = w.buf[:got], off
	if got < n && err != nil && err != io.EOF && w.err == nil {
		w.err = err
	}
}
