// The sound device by way of ALSA itself: oto has no way to throw away what the device holds, nor to ask it how much that
// is.

package playback

/*
#cgo pkg-config: alsa
#include <alsa/asoundlib.h>

// ALSA writes two dozen lines to the terminal each time that there is no device.
static void stet_ignore(const char *file, int line, const char *function, int err, const char *format, ...) {}

// ALSA reads its configuration once, and leaves out of it a sound server that is not running then; without reading it
// again that server would never be found.
static void stet_prepare(void) {
	snd_lib_error_set_handler(stet_ignore);
	snd_config_update_free_global();
}

// stet_set asks for a buffer and a period of that many frames, and for sound to begin when so many were written.
static int stet_set(snd_pcm_t *pcm, unsigned rate, snd_pcm_uframes_t buffer, snd_pcm_uframes_t period, snd_pcm_uframes_t begin) {
	snd_pcm_hw_params_t *hw;
	snd_pcm_sw_params_t *sw;
	int err;
	snd_pcm_hw_params_alloca(&hw);
	snd_pcm_sw_params_alloca(&sw);
	if ((err = snd_pcm_hw_params_any(pcm, hw)) < 0) return err;
	if ((err = snd_pcm_hw_params_set_access(pcm, hw, SND_PCM_ACCESS_RW_INTERLEAVED)) < 0) return err;
	if ((err = snd_pcm_hw_params_set_format(pcm, hw, SND_PCM_FORMAT_S16_LE)) < 0) return err;
	if ((err = snd_pcm_hw_params_set_channels(pcm, hw, 2)) < 0) return err;
	if ((err = snd_pcm_hw_params_set_rate_resample(pcm, hw, 1)) < 0) return err;
	if ((err = snd_pcm_hw_params_set_rate(pcm, hw, rate, 0)) < 0) return err;
	if ((err = snd_pcm_hw_params_set_period_size_near(pcm, hw, &period, NULL)) < 0) return err;
	if (buffer < 2 * period) buffer = 2 * period; // with a single period some drivers stutter
	if ((err = snd_pcm_hw_params_set_buffer_size_near(pcm, hw, &buffer)) < 0) return err;
	if ((err = snd_pcm_hw_params(pcm, hw)) < 0) return err;
	if (begin > buffer) begin = buffer;
	if ((err = snd_pcm_sw_params_current(pcm, sw)) < 0) return err;
	if ((err = snd_pcm_sw_params_set_start_threshold(pcm, sw, begin)) < 0) return err;
	return snd_pcm_sw_params(pcm, sw);
}
*/
import "C"

import (
	"fmt"
	"time"
	"unsafe"
)

// Device is the Output of the system's sound device. Its zero value is ready.
type Device struct{}

const (
	// held is how much of the sound the device is asked to hold: what a busy machine may keep it waiting for.
	held = 200 * time.Millisecond
	// asks is how often it asks for more.
	asks = 10 * time.Millisecond
	// begins is how much it waits for before it begins.
	begins = 20 * time.Millisecond
)

// Open is as Output says. Its sinks are Prompt.
func (*Device) Open(rate int) (Sink, error) {
	prepare()
	sink, err := openCard("default", rate)
	if err != nil {
		// A default that somebody set up by hand may refuse the rate or the channels.
		if other, otherErr := openCard("plug:default", rate); otherErr == nil {
			return other, nil
		}
	}
	return sink, err
}

// prepare has ALSA read its configuration anew.
func prepare() { C.stet_prepare() }

func openCard(name string, rate int) (Sink, error) {
	cName := C.CString(name)
	defer C.free(unsafe.Pointer(cName))
	c := &alsaCard{rate: rate}
	if err := alsaError(C.snd_pcm_open(&c.pcm, cName, C.SND_PCM_STREAM_PLAYBACK, 0)); err != nil {
		return nil, err
	}
	frames := func(d time.Duration) C.snd_pcm_uframes_t { return C.snd_pcm_uframes_t(framesIn(d, rate)) }
	if err := alsaError(C.stet_set(c.pcm, C.uint(rate), frames(held), frames(asks), frames(begins))); err != nil {
		c.close()
		return nil, err
	}
	sink, err := join(c, rate)
	if err != nil {
		return nil, err
	}
	return &promptSink{sink, c}, nil
}

func alsaError(code C.int) error {
	if code == -C.EBUSY {
		return errTaken
	}
	if code < 0 {
		return fmt.Errorf("ALSA: %s", C.GoString(C.snd_strerror(code)))
	}
	return nil
}

// alsaCard is a device that is open.
type alsaCard struct {
	pcm   *C.snd_pcm_t
	rate  int
	fresh int64 // frames written since it was empty
	left  time.Duration
}

func (a *alsaCard) write(b []byte) error {
	const most = 3 // times that it is set going again for one chunk
	for tries := 0; len(b) > 0; {
		n := C.snd_pcm_writei(a.pcm, unsafe.Pointer(&b[0]), C.snd_pcm_uframes_t(len(b)/frameSize))
		if n < 0 { // it ran out of sound, or the machine slept
			if tries++; tries > most {
				return alsaError(C.int(n))
			}
			if err := alsaError(C.snd_pcm_recover(a.pcm, C.int(n), 1)); err != nil {
				return err
			}
			a.fresh = 0
			continue
		}
		b = b[int(n)*frameSize:]
		a.fresh += int64(n)
	}
	a.measure()
	return nil
}

// measure asks how much is still to be heard. A device that has not begun has nothing behind it.
func (a *alsaCard) measure() {
	var frames C.snd_pcm_sframes_t
	switch {
	case C.snd_pcm_state(a.pcm) == C.SND_PCM_STATE_PREPARED:
		a.left = duration(a.fresh, a.rate)
	case C.snd_pcm_delay(a.pcm, &frames) == 0:
		a.left = duration(max(int64(frames), 0), a.rate)
	}
}

func (a *alsaCard) flush() error {
	a.fresh, a.left = 0, 0
	if err := alsaError(C.snd_pcm_drop(a.pcm)); err != nil {
		return err
	}
	return alsaError(C.snd_pcm_prepare(a.pcm))
}

// there asks what only a device can answer. That the machine slept is no answer of a device that went away.
func (a *alsaCard) there() error {
	var frames C.snd_pcm_sframes_t
	switch err := C.snd_pcm_delay(a.pcm, &frames); err {
	case -C.EIO, -C.ENODEV:
		return alsaError(err)
	}
	return nil
}

func (a *alsaCard) close() { C.snd_pcm_close(a.pcm) }

// promptSink is the sink of a card that gives up what it holds.
type promptSink struct {
	*deviceSink
	alsa *alsaCard
}

func (s *promptSink) Flush() error { return s.do(s.alsa.flush) }

func (s *promptSink) There() error { return s.do(s.alsa.there) }

func (s *promptSink) Left() time.Duration { return s.alsa.left }
