package canonical

import (
	"fmt"
	"math"
	"strconv"
)

// AppendNumber appends a number as ECMAScript writes it (RFC 8785, section 3.2.2.3): the shortest digits that give the same
// double back, with an exponent from 1e21 up and below 1e-6. Minus nought is 0. It gives [ErrInvalid] for an infinity and for
// what is not a number, which JSON cannot hold.
func AppendNumber(b []byte, f float64) ([]byte, error) {
	size := math.Abs(f)
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return b, fmt.Errorf("%w: a number that is not finite", ErrInvalid)
	case f == 0:
		return append(b, '0'), nil
	case size >= 1e-6 && size < 1e21:
		return strconv.AppendFloat(b, f, 'f', -1, 64), nil
	}
	b = strconv.AppendFloat(b, f, 'e', -1, 64)
	if n := len(b); b[n-2] == '0' && (b[n-3] == '-' || b[n-3] == '+') { // 1e-09 is written 1e-9
		b = append(b[:n-2], b[n-1])
	}
	return b, nil
}
