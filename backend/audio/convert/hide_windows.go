package convert

import (
	"os/exec"
	"syscall"
)

// hide keeps a black window from flashing up.
func hide(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }
