// Package words writes numbers, dates and counts as people say them. It knows nothing of who asks or of what is counted.
package words
