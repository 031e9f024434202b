// Package findings lists what the data-quality checks found, and the duties that nothing feeds.
package findings
