// This file serves over HTTP what is too large for a call. It serves nothing that changes anything.

package service

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"stet/backend/session"
)

// Handler serves what is too large for a call: /api/episodes/ID, what is misheard in it, and what a search finds.
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
	mux.HandleFunc("GET /api/episodes/{id}/misheard", func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		answer(w, func() (any, error) { return s.misheard(r.Context(), session.EpisodeID(id)) })
	})
	mux.HandleFunc("GET /api/find", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) { return s.find(r.Context(), findRequest(r.URL.Query())) })
	})
	mux.HandleFunc("GET /api/find/lines", func(w http.ResponseWriter, r *http.Request) {
		answer(w, func() (any, error) { return s.findLines(r.Context(), findRequest(r.URL.Query())) })
	})
	return mux
}

func answer(w http.ResponseWriter, ask func() (any, error)) {
	v, err := ask()
	if err != nil {
		writeError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, v)
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
