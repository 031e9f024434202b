package synth

import (
	"math"
	"math/rand/v2"
)

// dice is one stream of chance. The same seed and stream give the same throws.
type dice struct{ *rand.Rand }

func newDice(seed, stream uint64) dice {
	return dice{rand.New(rand.NewPCG(seed, stream))}
}

// chance is true with probability p.
func (r dice) chance(p float64) bool { return r.Float64() < p }

// between gives a whole number from low to high, both included.
func (r dice) between(low, high int) int {
	if high <= low {
		return low
	}
	return low + r.IntN(high-low+1)
}

// wait gives a number of days, exponential about a mean and at least one.
func (r dice) wait(mean float64) int { return 1 + int(r.ExpFloat64()*mean) }

// around gives a normal whole number held between low and high.
func (r dice) around(mean, spread float64, low, high int) int {
	return min(max(int(math.Round(mean+r.NormFloat64()*spread)), low), high)
}

// share is one value of a mix and its weight among the others.
type share struct {
	value  string
	weight float64
}

// pick gives one value of a mix, each as often as its weight.
func (r dice) pick(mix []share) string {
	total := 0.0
	for _, s := range mix {
		total += s.weight
	}
	at := r.Float64() * total
	for _, s := range mix {
		if at -= s.weight; at < 0 {
			return s.value
		}
	}
	return mix[len(mix)-1].value
}

// one gives any of several values, all as likely.
func (r dice) one(of []string) string { return of[r.IntN(len(of))] }
