package align

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"sync"
)

// packed has the English model as build/model.sh packs it. Its terms are in english/LICENSE.
//
//go:embed english/*.zip
var packed embed.FS

// folders are several folders as one: a file is in the first that has it.
type folders []fs.FS

func (all folders) Open(name string) (file fs.File, err error) {
	for _, folder := range all {
		if file, err = folder.Open(name); err == nil {
			return file, nil
		}
	}
	return nil, err
}

// Glob is the union of what the folders have.
func (all folders) Glob(pattern string) (names []string, err error) {
	for _, folder := range all {
		found, err := fs.Glob(folder, pattern)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	return names, nil
}

// unpacked is the folder of the English model.
func unpacked() (folders, error) {
	archives, err := fs.Glob(packed, "english/*.zip")
	var all folders
	for _, name := range archives {
		data, err := packed.ReadFile(name)
		if err != nil {
			return nil, err
		}
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, archive)
	}
	return all, err
}

// English gives the model that comes with the program. The first one to ask waits until it is unpacked.
var English = sync.OnceValue(func() *Model {
	folder, err := unpacked()
	if err == nil {
		var m *Model
		if m, err = ReadModel(folder, "en-us"); err == nil {
			return m
		}
	}
	panic(fmt.Sprintf("the English model that was built in cannot be read: %v", err))
})
