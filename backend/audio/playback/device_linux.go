// What ALSA needs beside oto.

package playback

/*
#cgo pkg-config: alsa
#include <alsa/asoundlib.h>

static void stet_ignore(const char *file, int line, const char *function, int err, const char *format, ...) {}

static void stet_prepare(void) {
	snd_lib_error_set_handler(stet_ignore);
	snd_config_update_free_global();
}
*/
import "C"

// prepareSystem is called before the device is opened. ALSA reads its configuration once, and leaves out of it a sound
// server that is not running then; without reading it again that server would never be found. And it writes two dozen
// lines to the terminal each time that there is no device.
func prepareSystem() { C.stet_prepare() }
