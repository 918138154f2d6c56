//go:build linux

package playback

import (
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/audio/pulsetest"
)

// TestARateThatTheDeviceRefuses plays to a default device that takes 48,000 frames a second and nothing else: ALSA's encoder
// of AC-3, whose bytes PulseAudio takes for sound. It plays all the same, with the clock right.
func TestARateThatTheDeviceRefuses(t *testing.T) {
	if plugin, _ := filepath.Glob("/usr/lib/*/alsa-lib/libasound_module_pcm_a52.so"); plugin == nil {
		t.Skip("ALSA has no encoder of AC-3 (package libasound2-plugins): no device of a single rate to test with")
	}
	srv := pulsetest.Start(t)
	config := filepath.Join(t.TempDir(), "alsa.conf")
	err := os.WriteFile(config, []byte(`
pcm.plug { @args [ SLAVE ] @args.SLAVE { type string } type plug slave.pcm $SLAVE }
pcm.pulse { type pulse }
pcm.!default { type a52 rate 48000 channels 2 slavepcm "plug:pulse" }
`), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("ALSA_CONFIG_PATH", config)
	prepare()
	if sink, err := openCard("default", Rate); err == nil {
		sink.Close()
		t.Fatal("the device takes the rate")
	}
	path, _ := tone(t, 60)
	p := New(&device, decode.Open)
	t.Cleanup(func() { p.Close() })
	if _, err := p.Load(path); err != nil {
		t.Fatal(err)
	}
	p.Play()
	waitFor(t, p, "plays", playing)
	var loudest atomic.Int32
	srv.Listen(func(frames [][2]int16) {
		for _, f := range frames {
			loudest.Store(max(loudest.Load(), int32(f[0])))
		}
	})
	keepsTime(t, p)
	if loudest.Load() < 1000 {
		t.Errorf("nothing is heard: at most %d", loudest.Load())
	}
}
