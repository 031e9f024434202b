// Package imports brings returns and lists in, lists what was brought in and takes it back.
package imports
