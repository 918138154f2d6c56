package service

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkBeside finds what lies beside the files of a series twelve folders deep, and whether it changed, as each edit does;
// beside it one file is asked for in each folder.
func BenchmarkBeside(b *testing.B) {
	top := b.TempDir()
	dir := filepath.Join(top, strings.Repeat("show"+string(filepath.Separator), 12))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(top, TagsFile), []byte("- bells\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			if found := lieBeside(dir); found.states()[besideTags].size == 0 {
				b.Fatal(found)
			}
		}
	})
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
			for at := dir; at != filepath.Dir(at); at = filepath.Dir(at) {
				isRegular(filepath.Join(at, TagsFile))
			}
		}
	})
}
