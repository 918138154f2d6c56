// What Stet's decoders are measured beside. A module of its own, so that none of it is in what Stet is built from.
module stet/build/beside

go 1.26.0

require (
	github.com/faiface/beep v1.1.0
	github.com/gopxl/beep/v2 v2.1.1
	stet v0.0.0
)

require (
	github.com/hajimehoshi/go-mp3 v0.3.4 // indirect
	github.com/icza/bitio v1.1.0 // indirect
	github.com/jfreymuth/oggvorbis v1.0.5 // indirect
	github.com/jfreymuth/vorbis v1.0.2 // indirect
	github.com/mewkiz/flac v1.0.12 // indirect
	github.com/mewkiz/pkg v0.0.0-20230226050401-4010bf0fec14 // indirect
	github.com/pkg/errors v0.9.1 // indirect
)

replace stet => ../..

replace github.com/jfreymuth/vorbis => ../../backend/audio/vorbis
