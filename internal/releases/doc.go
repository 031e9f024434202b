// Package releases brings in what the Department for Education publishes, beside what comes with Heed.
package releases
