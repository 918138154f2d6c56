// This file serves over HTTP what is too large for a call. It serves nothing that changes anything.

package service

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"stet/backend/session"
)

// Handler serves what is too large for a call: /api/episodes/ID, and /api/episodes/ID/steps/SEQ.
func Handler(s *Service) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/episodes/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		v, err := episodeView(r.Context(), s, session.EpisodeID(id))
		if err != nil {
			writeError(w, err)
			return
		}
		writeJSON(w, http.StatusOK, v)
	})
	mux.HandleFunc("GET /api/episodes/{id}/steps/{seq}", func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		seq, err2 := strconv.ParseInt(r.PathValue("seq"), 10, 64)
		if err != nil || err2 != nil {
			http.NotFound(w, r)
			return
		}
		v, err := stepDiff(r.Context(), s, session.EpisodeID(id), seq)
		if err != nil {
			writeError(w, err)
			return
		}
		writeJSON(w, http.StatusOK, v)
	})
	return mux
}

func writeError(w http.ResponseWriter, err error) {
	e := AsError(err)
	status := http.StatusInternalServerError
	if errors.Is(err, session.ErrNotFound) {
		status = http.StatusNotFound
	}
	writeJSON(w, status, e)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// The window that asked may be gone; there is nobody to tell.
	_ = json.NewEncoder(w).Encode(v)
}
