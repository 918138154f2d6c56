#!/usr/bin/env bash
# Packs the English model that Stet aligns words with, from Debian's package of it: build/model.sh. The packed file is in
# the repository, so that nobody needs this to build Stet; who doubts it can make it anew, and gets the same bytes.
# What is fetched is held to the sums below.
set -euo pipefail
cd "$(dirname "$0")/.."

package=pocketsphinx-en-us=0.8+5prealpha+1-15
into=backend/align/english

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && apt-get download "$package" && dpkg-deb -x ./*.deb .)
from=$work/usr/share/pocketsphinx/model/en-us

(cd "$from" && sha256sum --check --strict) <<'SUMS'
2360f9a86889c1cfee8bd618a0269387911e5fb2920a594f506b18b8c79683b0  en-us/mdef
832019e32cac12eb318964f96f469034acb12d0348eeddc3831831a100cb4dd4  en-us/means
b00d696f85e96834fc10f8e5f06428d8c4db6bffdbe5845b6f69bf6efbc48fa5  en-us/variances
8c9564c0d5bef69ca9d9bf1014abe162f071644cf02cf1fa8a483c3dc165a7a8  en-us/sendump
c1f7f28ea43177be734be1f88bd7f1b9a853d0e660f8599c67c6eaeca8bb539a  en-us/transition_matrices
9f8058c107ebbc42abef6d39c67c6aedbcf60ac371332e550994e12a0392cb02  en-us/feat.params
9de99dd2a24b63c653c1c30ab39388d05185cae36d0875f15c319b4ad6dc43af  cmudict-en-us.dict
SUMS

# Two files, so that a new dictionary leaves the larger one alone.
go run ./build/model "$into/sounds.zip" "$from"/en-us/{means,variances,sendump,transition_matrices,feat.params}
go run ./build/model "$into/words.zip" "$from"/en-us/mdef "$from/cmudict-en-us.dict"
