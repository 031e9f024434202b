package chart

import "math"

// scale maps values to the height of a plot. Its ends are ticks, so every value lies between two labelled lines.
type scale struct {
	ticks []float64
}

// newScale gives a scale of about want steps of 1, 2 or 5 times a power of ten that holds every value. It starts at nought
// unless the values all lie in the upper half of the way from nought, where that would flatten what they do; the caller says
// so when it does not. Where every value is whole, so is every tick, and no step is finer than the decimals that are printed.
func newScale(values []float64, want, decimals int) scale {
	lo, hi := math.Inf(1), math.Inf(-1)
	whole := true
	for _, v := range values {
		lo, hi = min(lo, v), max(hi, v)
		whole = whole && v == math.Trunc(v)
	}
	if lo > 0 && (lo <= hi/2 || lo == hi) {
		lo = 0
	}
	if hi < 0 && (hi >= lo/2 || lo == hi) {
		hi = 0
	}
	finest := math.Pow(10, -float64(decimals))
	if whole {
		finest = 1
	}
	if lo == hi {
		hi = lo + finest
	}
	step := max(finest, niceStep((hi-lo)/float64(want)))
	var s scale
	for i := math.Floor(lo / step); i <= math.Ceil(hi/step); i++ {
		s.ticks = append(s.ticks, i*step)
	}
	return s
}

// niceStep returns the least of 1, 2 and 5 times a power of ten that is not below raw.
func niceStep(raw float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, multiple := range []float64{1, 2, 5} {
		if multiple*power >= raw {
			return multiple * power
		}
	}
	return 10 * power
}

func (s scale) lowest() float64  { return s.ticks[0] }
func (s scale) highest() float64 { return s.ticks[len(s.ticks)-1] }

// decimals is how many decimals tell one tick from the next.
func (s scale) decimals() int {
	step := (s.highest() - s.lowest()) / float64(len(s.ticks)-1)
	return max(0, int(-math.Floor(math.Log10(step)+1e-9)))
}

// at returns how far up the scale a value lies: 0 at the lowest tick, 1 at the highest.
func (s scale) at(v float64) float64 {
	share := (v - s.lowest()) / (s.highest() - s.lowest())
	return min(1, max(0, share))
}
