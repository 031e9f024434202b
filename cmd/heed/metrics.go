package main

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"heed/internal/door"
	"heed/internal/signin"
)

// metricsPath is where metrics are asked for.
const metricsPath = "/metrics"

// metrics counts what the server does. No label holds a path, an id or a name of anybody: routes go by their names, methods that Heed does not
// know by one word, and statuses by their class.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	underWay prometheus.Gauge
}

// newMetrics makes the metrics of a server, with those of Go and of the process. What the door and the sign-in are asked is asked each time that
// somebody asks for metrics.
func newMetrics(a *door.Door, store *signin.Store) *metrics {
	labels := []string{"route", "method", "status"}
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "heed_requests_total", Help: "Requests answered, by the name of the route, the method and the class of the status.",
		}, labels),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "heed_request_duration_seconds", Help: "How long requests took to be answered, by the name of the route.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, labels[:1]),
		underWay: prometheus.NewGauge(prometheus.GaugeOpts{Name: "heed_requests_under_way", Help: "Requests that are being answered."}),
	}
	m.registry.MustRegister(
		m.requests, m.seconds, m.underWay, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gaugeOf("heed_open_sessions", "Sessions of people who have signed in.", store.CountSessions),
		gaugeOf("heed_unread_entries", "Entries of the ledger that are not in the answers yet, of the authority with the most.", a.Lag),
		gaugeOf("heed_ready", "1 where questions can be answered, as /readyz says, otherwise 0.", func(ctx context.Context) (int64, error) {
			if err := a.Ready(ctx); err != nil {
				return 0, nil //nolint:nilerr // that is the answer; /readyz says why, and the log
			}
			return 1, nil
		}),
	)
	return m
}

// longestAsk is how long a number may take to be found.
const longestAsk = 5 * time.Second

// gaugeOf is a number that is found when it is asked for: -1 where it cannot be.
func gaugeOf(name, help string, find func(context.Context) (int64, error)) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help + " -1 where that cannot be told."}, func() float64 {
		ctx, cancel := context.WithTimeout(context.Background(), longestAsk)
		defer cancel()
		n, err := find(ctx)
		if err != nil {
			return -1
		}
		return float64(n)
	})
}

// watch counts one request: it is called as it begins, and what it gives once it is answered.
func (m *metrics) watch(route, method string) func(status int, took time.Duration) {
	m.underWay.Inc()
	return func(status int, took time.Duration) {
		m.underWay.Dec()
		m.requests.WithLabelValues(route, methodName(method), class(status)).Inc()
		m.seconds.WithLabelValues(route).Observe(took.Seconds())
	}
}

// methodName gives a method that Heed has routes for, otherwise one word: a client may write any.
func methodName(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return method
	default:
		return "other"
	}
}

// class gives the class of a status, such as 2xx.
func class(status int) string {
	return string(rune('0'+status/100)) + "xx"
}

// handler gives the metrics to whoever asks for them.
func (m *metrics) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+metricsPath, promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry, MaxRequestsInFlight: 4}))
	return mux
}
