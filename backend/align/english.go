package align

import (
	"archive/zip"
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// packed is the folder of the English model as build/model.sh packs it. Its terms are in english/LICENSE.
//
//go:embed english/en-us.zip
var packed string

// English gives the model that comes with the program. The first one to ask waits until it is unpacked.
var English = sync.OnceValue(func() *Model {
	folder, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	if err == nil {
		var m *Model
		if m, err = ReadModel(folder, "en-us"); err == nil {
			return m
		}
	}
	panic(fmt.Sprintf("the English model that was built in cannot be read: %v", err))
})
