#!/bin/sh
# A sound device for machines that have none: a PulseAudio server of its own with a null sink, stet_null, at which what is
# played can be recorded (parec -d stet_null.monitor). It touches no other server.
#
#   build/pulse.sh start DIR    starts it with its files in DIR, and prints the environment that finds it:
#                               eval "$(build/pulse.sh start DIR)"
#   build/pulse.sh stop DIR     stops it
#
# DIR may have no more than some eighty characters: a socket's path is short. Packages: pulseaudio, pulseaudio-utils,
# libasound2-plugins.
set -eu

usage() {
	sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
	exit 2
}

[ $# -eq 2 ] || usage
dir=$2

case $1 in
start)
	for command in pulseaudio pactl; do
		if ! command -v "$command" >/dev/null; then
			echo "pulse.sh: $command is not installed (packages pulseaudio, pulseaudio-utils, libasound2-plugins)" >&2
			exit 1
		fi
	done
	mkdir -p "$dir"
	chmod 700 "$dir"
	dir=$(cd "$dir" && pwd)
	export XDG_RUNTIME_DIR="$dir" PULSE_COOKIE="$dir/pulse/cookie"
	unset PULSE_SERVER
	# Without norewinds the sink sleeps for up to two seconds before it plays what comes.
	XDG_CONFIG_HOME="$dir" pulseaudio -n --daemonize=yes --exit-idle-time=-1 --use-pid-file=yes \
		--log-target=newfile:"$dir/log" --log-level=info \
		-L module-native-protocol-unix \
		-L "module-null-sink sink_name=stet_null rate=44100 channels=2 format=s16le norewinds=1" \
		-L module-always-sink >&2
	tries=0
	until pactl info >/dev/null 2>&1; do
		tries=$((tries + 1))
		if [ "$tries" -gt 100 ]; then
			echo "pulse.sh: PulseAudio does not start; see $dir/log" >&2
			exit 1
		fi
		sleep 0.1
	done
	printf 'export XDG_RUNTIME_DIR=%s PULSE_COOKIE=%s\nunset PULSE_SERVER\n' "'$XDG_RUNTIME_DIR'" "'$PULSE_COOKIE'"
	;;
stop)
	if [ -f "$dir/pulse/pid" ]; then
		kill "$(cat "$dir/pulse/pid")" 2>/dev/null || true
		rm -f "$dir/pulse/pid"
	fi
	;;
*)
	usage
	;;
esac
