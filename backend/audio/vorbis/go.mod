module github.com/jfreymuth/vorbis

go 1.15
