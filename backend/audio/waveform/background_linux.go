package waveform

import (
	"runtime"
	"syscall"
)

// behind is how far a decoder stands back for what is typed and played, as `nice` counts it.
const behind = 10

// stepBack lets the goroutine's thread stand back for others. The thread ends with the goroutine, which is why nothing
// is undone: who may stand back may not come forward again.
func stepBack() {
	runtime.LockOSThread()
	// Where it is not allowed, the decoder only is no quieter.
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), behind)
}
