package exchange

import (
	"io"
)

// counter counts the bytes read of a return's files.
type counter struct {
	done, total int64
	tell        func(done, total int64)
}

// read opens a file, hands it on and closes it.
func (c *counter) read(e entry, use func(io.Reader) error) error {
	in, err := c.opener(e)()
	if err != nil {
		return err
	}
	defer in.Close()
	return use(in)
}

func (c *counter) opener(e entry) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		in, err := e.open()
		if err != nil {
			return nil, err
		}
		return &counted{in, c}, nil
	}
}

type counted struct {
	io.ReadCloser
	c *counter
}

// Read counts what it gives.
func (r *counted) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.c.done += int64(n)
	if r.c.tell != nil && n > 0 {
		r.c.tell(min(r.c.done, r.c.total), r.c.total)
	}
	return n, err
}
