package cli_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/cli"
	"stet/backend/service"
)

// hum writes a WAV file of some seconds, 8000 samples each.
func hum(t *testing.T, path string, seconds int) {
	t.Helper()
	var b bytes.Buffer
	data := make([]byte, 2*8000*seconds)
	for i := range 8000 * seconds {
		binary.LittleEndian.PutUint16(data[2*i:], uint16(i%100*50))
	}
	b.WriteString("RIFF")
	_ = binary.Write(&b, binary.LittleEndian, uint32(36+len(data)))
	b.WriteString("WAVEfmt ")
	_ = binary.Write(&b, binary.LittleEndian, []uint16{16, 0, 1, 1, 8000, 0, 16000, 0, 2, 16})
	b.WriteString("data")
	_ = binary.Write(&b, binary.LittleEndian, uint32(len(data)))
	b.Write(data)
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestAWaveformIsWrittenAndTaken(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	hum(t, at("hum.wav"), 10)
	hum(t, at("short.wav"), 3)
	run := func(want int, says string, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		env := cli.Env{Stdout: &out, Stderr: &errs, Sounds: service.Sounds{Open: decode.Open, WaveformDir: at("kept")}}
		got := cli.Run(context.Background(), append([]string{"waveform"}, args...), env)
		if got != want || !strings.Contains(errs.String(), says) {
			t.Errorf("%v: %d, %s%s", args, got, out.String(), errs.String())
		}
		return out.String()
	}
	if said := run(cli.Done, "", at("hum.wav"), "--out", at("hum.dat"), "--zoom", "1"); said != "313 points of 256 samples\n" {
		t.Error(said)
	}
	// The head of audiowaveform's second version: 8 bits, 8000 samples a second, 256 a point, 313 points, one channel.
	data, err := os.ReadFile(at("hum.dat"))
	if err != nil || len(data) != 24+2*313 || !bytes.Equal(data[:24], []byte{2, 0, 0, 0, 1, 0, 0, 0, 0x40, 0x1f, 0, 0, 0, 1, 0, 0, 0x39, 1, 0, 0, 1, 0, 0, 0}) {
		t.Errorf("% x, %v", data[:min(24, len(data))], err)
	}
	if said := run(cli.Done, "", at("hum.wav"), "--out", at("hum.json"), "--json"); !strings.Contains(said, `"points": 1250`) || !strings.Contains(said, `"loudness": -`) {
		t.Error(said)
	}
	run(cli.Failed, "already", at("hum.wav"), "--out", at("hum.dat"))
	run(cli.Failed, "neither a .dat nor a .json", at("hum.wav"), "--out", at("hum.txt"))
	run(cli.Failed, "no zoom 7", at("hum.wav"), "--out", at("more.dat"), "--zoom", "7")
	run(cli.Failed, "no version 3", at("hum.wav"), "--out", at("more.dat"), "--dat", "3")
	run(cli.Failed, "no such file", at("none.wav"), "--out", at("more.dat"))
	run(cli.Misused, "one sound", "--out", at("more.dat"))
	run(cli.Misused, "either --out or --take", at("hum.wav"))

	if err := os.RemoveAll(at("kept")); err != nil {
		t.Fatal(err)
	}
	run(cli.Done, "", at("hum.wav"), "--take", at("hum.json"))
	if list, err := os.ReadDir(at("kept")); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	run(cli.Failed, "is of a sound of 10.0 s, and this one has 3.0 s", at("short.wav"), "--take", at("hum.json"))
	run(cli.Failed, "has 256 samples a point", at("hum.wav"), "--take", at("hum.dat"))
	run(cli.Failed, "version", at("hum.wav"), "--take", at("hum.wav"))
}
