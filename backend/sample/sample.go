// Package sample is the episode that Stet brings along: four chunk files and their sound, for whoever has none at hand yet.
// It never overwrites a file, and it reads nothing of what it carries: to Stet the sample is an episode like any other.
package sample

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed episode/*
var embedded embed.FS

// Files gives the episode's files, all at the root: the chunk files, named after their slugs, and one Ogg Vorbis file
// (mono, 24 kHz). Their timecodes count 30 frames a second, non-drop, from the first sample of the sound.
func Files() fs.FS {
	episode, err := fs.Sub(embedded, "episode")
	if err != nil {
		panic(err) // only if the path above were malformed
	}
	return episode
}

// WriteTo writes the episode's files into the folder dir, and makes the folder if it is missing. A file that stands there with
// the same bytes is left alone and counts as written, so that an interrupted call can be repeated. One that stands there with
// other bytes is left alone too; the rest is still written, and the error, which matches fs.ErrExist, names each file in the way.
// No file is ever there by half: each one appears under its name only when it is whole and synced.
func WriteTo(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder for the sample: %w", err)
	}
	files := Files()
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return err
	}
	var inTheWay []error
	for _, entry := range entries {
		data, err := fs.ReadFile(files, entry.Name())
		if err != nil {
			return err
		}
		err = place(filepath.Join(dir, entry.Name()), data)
		if errors.Is(err, fs.ErrExist) {
			inTheWay = append(inTheWay, err)
		} else if err != nil {
			return err
		}
	}
	return errors.Join(inTheWay...)
}

// place brings data under the name path, whole or not at all.
func place(path string, data []byte) error {
	if standing, err := stands(path, data); standing || err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".stet-sample-*")
	if err != nil {
		return fmt.Errorf("write the sample: %w", err)
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(data)
	err = errors.Join(err, temporary.Chmod(0o644), temporary.Sync(), temporary.Close())
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	// A link fails where a name is taken, a rename would replace what came there since we looked.
	err = os.Link(temporary.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		_, err = stands(path, data)
		return err
	}
	if err == nil {
		return nil
	}
	// File systems without links remain: FAT, some network folders.
	if standing, err := stands(path, data); standing || err != nil {
		return err
	}
	if err := os.Rename(temporary.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// stands tells whether path holds just these bytes. The error matches fs.ErrExist where something else stands there.
func stands(path string, data []byte) (bool, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("write the sample: %w", err)
	}
	if info.Mode().IsRegular() && info.Size() == int64(len(data)) {
		there, err := os.ReadFile(path)
		if err != nil {
			return false, fmt.Errorf("write the sample: %w", err)
		}
		if bytes.Equal(there, data) {
			return true, nil
		}
	}
	return false, fmt.Errorf("%s is already there, with other content: %w", path, fs.ErrExist)
}
