package sample_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/sample"
)

func names(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(sample.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, entry := range entries {
		all = append(all, entry.Name())
	}
	return all
}

func embeddedFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(sample.Files(), name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// expectOnly checks that dir holds the sample's files and no others, with the sample's bytes unless given here.
func expectOnly(t *testing.T, dir string, edited map[string]string) {
	t.Helper()
	want := map[string][]byte{}
	for _, name := range names(t) {
		want[name] = embeddedFile(t, name)
	}
	for name, text := range edited {
		want[name] = []byte(text)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if _, ok := want[entry.Name()]; !ok {
			t.Errorf("%s was left behind", entry.Name())
		}
	}
	for name, data := range want {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, data) {
			t.Errorf("%s has other bytes", name)
		}
	}
}

func TestTheSampleIsFourChunksAndOneSound(t *testing.T) {
	kinds := map[string]int{}
	for _, name := range names(t) {
		kinds[filepath.Ext(name)]++
	}
	if kinds[".md"] != 4 || kinds[".ogg"] != 1 || len(kinds) != 2 {
		t.Errorf("the sample holds %v", kinds)
	}
}

func TestWriteToMakesTheFolderAndCopiesEveryByte(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "episode")
	if err := sample.WriteTo(dir); err != nil {
		t.Fatal(err)
	}
	expectOnly(t, dir, nil)
}

func TestWriteToAgainIsNoError(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		if err := sample.WriteTo(dir); err != nil {
			t.Fatal(err)
		}
	}
	expectOnly(t, dir, nil)
}

func TestWriteToLeavesEditedFilesAloneAndNamesThem(t *testing.T) {
	dir := t.TempDir()
	if err := sample.WriteTo(dir); err != nil {
		t.Fatal(err)
	}
	all := names(t)
	edited := map[string]string{all[1]: "mine", all[3]: ""}
	for name, text := range edited {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// One that is missing comes back in the same call.
	if err := os.Remove(filepath.Join(dir, all[2])); err != nil {
		t.Fatal(err)
	}

	err := sample.WriteTo(dir)
	if !errors.Is(err, fs.ErrExist) {
		t.Fatalf("error %v, want one that matches fs.ErrExist", err)
	}
	for _, name := range all {
		_, isEdited := edited[name]
		if named := strings.Contains(err.Error(), name); named != isEdited {
			t.Errorf("%s: edited %v, named %v in: %v", name, isEdited, named, err)
		}
	}
	expectOnly(t, dir, edited)
}

func TestWriteToLeavesWhatIsNoFileAlone(t *testing.T) {
	dir := t.TempDir()
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	all := names(t)
	if err := os.Mkdir(filepath.Join(dir, all[0]), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(dir, all[1])); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	err := sample.WriteTo(dir)
	if !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), all[0]) || !strings.Contains(err.Error(), all[1]) {
		t.Errorf("error %v, want both names", err)
	}
	if _, err := os.Lstat(elsewhere); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the link was followed: %v", err)
	}
}

func TestWriteToSaysWhenTheFolderIsAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := sample.WriteTo(path)
	if err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v, want one that names %s", err, path)
	}
}
