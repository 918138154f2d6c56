// This file tells the window what foot pedals do and which there are, and keeps which devices the person chose as pedals.
// What a switch is for, the window's keys say.

package service

import (
	"runtime"
	"strings"

	"stet/backend/pedal"
)

// PedalView is a device that is a foot pedal, or that could be chosen as one. "pedals" says that another has come or gone.
type PedalView struct {
	// ID is maker and model in hexadecimal digits.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Known pedals need no choosing; Chosen is what the person chose; Read says that its switches are heard.
	Known  bool `json:"known"`
	Chosen bool `json:"chosen"`
	Read   bool `json:"read"`
	// Problem says why it is not heard, with what to do; "" when it is, or was not asked for.
	Problem string `json:"problem"`
	// Rule is a line for udev that lets the person read it; "" where that is of no use.
	Rule string `json:"rule"`
}

// PressView is a switch that was pressed or let go. It comes as the event "pedal".
type PressView struct {
	Switch int    `json:"switch"`
	Down   bool   `json:"down"`
	Device string `json:"device"`
}

// chosenPedals is the setting that has the IDs of devices that were chosen.
const chosenPedals = "pedals"

// startPedals hears the pedals, where there is somebody to tell. A setting that cannot be read costs a choice, no pedal.
func (s *Service) startPedals() {
	if s.HID == nil {
		return
	}
	text, _ := s.Store.Recall(s.ctx, chosenPedals)
	var chosen []pedal.ID
	for _, word := range strings.Fields(text) {
		if id, ok := pedal.ParseID(word); ok {
			chosen = append(chosen, id)
		}
	}
	s.pedals = pedal.Watch(s.HID, chosen, pedal.Hears{
		Pressed: func(p pedal.Press) {
			s.Emit("pedal", PressView{Switch: p.Switch, Down: p.Down, Device: p.Device.String()})
		},
		Changed: func() { s.Emit("pedals", nil) },
	})
}

// Pedals returns the devices that are foot pedals, or could be.
func (s *Service) Pedals() []PedalView {
	out := []PedalView{}
	if s.pedals == nil {
		return out
	}
	for _, d := range s.pedals.Devices() {
		v := PedalView{ID: d.ID.String(), Name: d.Name, Known: d.Known, Chosen: d.Chosen, Read: d.Read}
		switch {
		case d.Denied && runtime.GOOS == "linux":
			v.Rule = pedal.Rule(d.ID)
			v.Problem = "The system does not let Stet read it. Write this line into /etc/udev/rules.d/70-pedal.rules, and unplug the pedal and plug it in again."
		case d.Denied:
			v.Problem = "The system does not let Stet read it. Allow that in the system’s settings for privacy, and start Stet again."
		case d.Problem != "":
			v.Problem = "It cannot be read: " + d.Problem + ". Unplug it and plug it in again; if another program has it, close that one."
		}
		out = append(out, v)
	}
	return out
}

// ChoosePedal says that a device is a foot pedal, or is none after all, and keeps that.
func (s *Service) ChoosePedal(id string, on bool) error {
	which, ok := pedal.ParseID(id)
	if !ok || s.pedals == nil {
		return fail(CodeNotFound, nil, "There is no such device any more. Plug it in again.")
	}
	var words []string
	for _, each := range s.pedals.Choose(which, on) {
		words = append(words, each.String())
	}
	return sentence(s.Store.Remember(s.ctx, chosenPedals, strings.Join(words, " ")))
}
