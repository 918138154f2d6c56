#!/bin/sh
# Makes the sample episode anew from script.txt and heads/. Needs flite, ffmpeg and vorbis-tools:
#   apt-get install flite ffmpeg vorbis-tools
# It installs nothing itself, and leaves the episode as it was if anything goes wrong.
set -eu
cd "$(dirname "$0")/../.."
for program in flite ffmpeg oggenc go; do
	command -v "$program" >/dev/null || {
		echo "make.sh: $program is missing (apt-get install flite ffmpeg vorbis-tools)" >&2
		exit 1
	}
done
exec go run ./build/sample
