package audio

import "time"

// Device says where the sound goes. Without a device time passes as if there were one, and the player looks for it.
type Device string

const (
	Heard Device = "device" // to the sound device
	Null  Device = "null"   // nowhere, because none was opened so far, as before the first file is loaded
	Lost  Device = "lost"   // nowhere, because it went away: then the sound was stopped, and plays on when it is told to
)

// State is a player's state at one moment. Samples are those of the file, counted as Info does.
type State struct {
	Loaded  bool
	Path    string
	Rate    int   // samples a second
	Length  int64 // samples
	Playing bool  // what was asked for: false from the moment of a pause, and from when the last sample was heard

	// Heard is the sample that is heard at At: not the one handed to the device, the one that the device plays. Moving
	// says that it is going on from there by Rate times Pace samples a second, so that a client can tell it for any time
	// after At without asking. Pace is the speed of what is heard, and 0 if nothing moves: a change of Speed is heard a
	// moment after it was asked for. At other speeds than 1 the sound goes in small leaps around Heard, which goes evenly. It stands after Play and SeekTo until the first sample from there is heard, and runs on after Pause
	// until what the device holds already has sounded. Without a device it is what would be heard.
	Heard  int64
	At     time.Time // has a monotonic reading
	Moving bool
	Pace   float64

	// Range is the stretch that is played by itself; the zero Range is none.
	Range Range

	Volume float64 // 0 is silence, 1 the file as it is
	Speed  float64 // what was asked for: 1 is as recorded
	Device Device
	// Problem and NoDevice are sentences for people: what is wrong with the file, and why nothing is heard, each with what
	// to do; "" when all is well.
	Problem  string
	NoDevice string
}

// Loudest is the most that sound is made louder: by 12 dB. Slowest and Fastest are what it is played at.
const (
	Loudest = 4
	Slowest = 0.5
	Fastest = 3
)

// Range is a stretch of a file: the samples From up to To.
type Range struct {
	From, To int64
	// Again says that it begins anew whenever its end was heard; else the sound stops there.
	Again bool
	// Back says that the sound stands at From again when its end was heard once.
	Back bool
}

// Player plays one file at a time. Its methods are safe for use by several goroutines, and only Load and Close may take
// longer than a few microseconds. Without a file, Play, Pause and SeekTo do nothing.
type Player interface {
	// Load opens a file, paused at its start, in place of the one that was loaded. Its error is an *Error, and leaves
	// no file loaded.
	Load(path string) (Info, error)
	Unload()
	// Play at the end of the file starts again from its beginning.
	Play()
	Pause()
	// PlayRange plays a stretch of the file, and no sample behind it. It goes to where the stretch begins. A stretch that
	// holds nothing of the file is not played.
	PlayRange(r Range)
	// Release lets the sound go on behind the stretch. A seek to elsewhere does so too, and a pause of a stretch that is
	// played once.
	Release()
	// SeekTo goes to a sample, held within the file; of several seeks in quick succession the last one counts.
	SeekTo(sample int64)
	SetVolume(v float64) // held within 0 and Loudest; what would be louder than the device can play is turned down softly
	SetSpeed(v float64)  // held within Slowest and Fastest, to thousandths; it stays for other files
	// SetSkips leaves stretches of the file at a path out, in order and apart from each other, as long as it is loaded.
	// Who goes into one of them hears the rest of it.
	SetSkips(path string, skips []Range)
	// SetOffset corrects Heard for a device that is heard later (above zero) or earlier than the system says.
	SetOffset(d time.Duration)
	State() State
	// Notify calls f with the new state after every change of anything but Heard and At, and after every seek. Changes
	// that follow each other faster than f returns are told once, the last one always. f is called from a goroutine of
	// the player's own and may call the player, save Close.
	Notify(f func(State))
	Close() error
}
