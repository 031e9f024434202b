package assets_test

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

// colours reads the custom properties of heed.css that are colours.
func colours(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`--heed-([a-z0-9-]+): #([0-9a-f]{3,6});`).FindAllStringSubmatch(css(t, "heed.css"), -1) {
		found[m[1]] = m[2]
	}
	return found
}

// luminance is the relative luminance of a colour such as 12303f or fff, by WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// WCAG 2.2 criterion 1.4.3 asks 4.5 to 1 of words; 1.4.11 asks 3 to 1 of the edges and shapes that carry meaning.
func TestColoursThatMeetHaveTheContrastThatAAAsks(t *testing.T) {
	t.Parallel()
	const words, shapes = 4.5, 3.0
	c := colours(t)
	for _, pair := range []struct {
		ink, paper string
		least      float64
	}{
		{"text", "paper", words}, {"text", "soft", words}, {"text", "notice", words}, {"text", "focus", words},
		{"quiet", "paper", words}, {"quiet", "soft", words}, {"paper", "ink", words},
		{"red", "red-tint", words}, {"amber", "amber-tint", words}, {"blue", "blue-tint", words},
		{"green", "green-tint", words}, {"purple", "purple-tint", words}, {"grey", "grey-tint", words},
		{"paper", "red", words}, {"green", "paper", words}, {"purple", "paper", words}, {"amber", "paper", words},
		{"red", "paper", words}, {"grey", "paper", words},
		{"text", "heat-0", words}, {"text", "heat-1", words}, {"text", "heat-2", words}, {"text", "heat-3", words},
		{"paper", "heat-4", words}, {"quiet", "heat-0", words},
		{"amber-edge", "paper", shapes}, {"red", "paper", shapes}, {"line-strong", "paper", shapes}, {"ink", "paper", shapes},
	} {
		ink, paper := c[pair.ink], c[pair.paper]
		if ink == "" || paper == "" {
			t.Fatalf("heed.css does not define --heed-%s or --heed-%s", pair.ink, pair.paper)
		}
		a, b := luminance(t, ink), luminance(t, paper)
		if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < pair.least {
			t.Errorf("%s on %s is %.2f to 1, less than %.1f", pair.ink, pair.paper, ratio, pair.least)
		}
	}
}
