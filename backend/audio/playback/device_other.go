//go:build !linux

package playback

func prepareSystem() {}
