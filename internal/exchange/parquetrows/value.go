package parquetrows

import (
	"encoding/binary"
	"math/big"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"

	"heed/internal/exchange/budget"
)

// The forms of moments: those of UTC say so.
const (
	plainForm = "2006-01-02 15:04:05.999999999"
	utcForm   = "2006-01-02T15:04:05.999999999Z"
)

// writer says how the values of a column are written.
func writer(t parquet.Type) func(parquet.Value) string {
	if logical := t.LogicalType(); logical != nil {
		switch l := logical.Value.(type) {
		case *format.DateType:
			return day
		case *format.TimestampType:
			return moment(perSecond(l.Unit), l.IsAdjustedToUTC)
		case *format.DecimalType:
			return decimal(int(l.Scale))
		}
	}
	if old := t.ConvertedType(); old != nil {
		switch *old {
		case deprecated.Date:
			return day
		case deprecated.TimestampMillis:
			return moment(1e3, true)
		case deprecated.TimestampMicros:
			return moment(1e6, true)
		default: // as it stands
		}
	}
	return plain
}

func perSecond(unit format.TimeUnit) int64 {
	switch unit.Value.(type) {
	case *format.MilliSeconds:
		return 1e3
	case *format.MicroSeconds:
		return 1e6
	default:
		return 1e9
	}
}

func day(v parquet.Value) string {
	return time.Unix(0, 0).UTC().AddDate(0, 0, int(v.Int32())).Format(time.DateOnly)
}

func moment(perSecond int64, utc bool) func(parquet.Value) string {
	form := plainForm
	if utc {
		form = utcForm
	}
	return func(v parquet.Value) string {
		n := v.Int64()
		seconds, rest := n/perSecond, n%perSecond
		return time.Unix(seconds, rest*(1e9/perSecond)).UTC().Format(form)
	}
}

// decimal writes a whole number of parts with its point.
func decimal(scale int) func(parquet.Value) string {
	return func(v parquet.Value) string {
		n := new(big.Int)
		switch v.Kind() {
		case parquet.Int32:
			n.SetInt64(int64(v.Int32()))
		case parquet.Int64:
			n.SetInt64(v.Int64())
		default:
			bytes := v.ByteArray()
			if len(bytes) > budget.NumberBytes {
				return "more digits than a number has" // so that it is told as none, and not worked out for hours
			}
			n.SetBytes(bytes)
			if len(bytes) > 0 && bytes[0] >= 0x80 {
				n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(bytes))))
			}
		}
		r := new(big.Rat).SetFrac(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil))
		if r.IsInt() {
			return r.Num().String()
		}
		return r.FloatString(scale)
	}
}

// julianUnix is the Julian day of 1 January 1970.
const julianUnix = 2_440_588

func plain(v parquet.Value) string {
	switch v.Kind() {
	case parquet.Boolean:
		return strconv.FormatBool(v.Boolean())
	case parquet.Int32:
		return strconv.FormatInt(int64(v.Int32()), 10)
	case parquet.Int64:
		return strconv.FormatInt(v.Int64(), 10)
	case parquet.Int96: // a moment as systems wrote it before there was a type for it: nanoseconds of a day, and the day
		n := v.Int96()
		nanos := int64(binary.LittleEndian.Uint64(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, n[0]), n[1])))
		return time.Unix((int64(n[2])-julianUnix)*86_400, nanos).UTC().Format(utcForm)
	case parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'f', -1, 32)
	case parquet.Double:
		return strconv.FormatFloat(v.Double(), 'f', -1, 64)
	default:
		return string(v.ByteArray())
	}
}
