package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"heed": main})
}

// TestScripts runs the scripts of testdata/script against the real command in processes of its own.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			rules, err := filepath.Abs(filepath.Join("..", "..", "rulebook"))
			env.Setenv("RULEBOOK", rules)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "keys": keys, "value": value,
		},
	})
}

// exits runs a command that must end with a given status: exits 2 heed figure.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits status command ...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s: exit status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// printed gives what the last command printed, which must be JSON and nothing else.
func printed(ts *testscript.TestScript) any {
	var v any
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &v); err != nil {
		ts.Fatalf("standard output is not JSON: %v", err)
	}
	return v
}

// at goes down a path such as fault_list.0.file. A list's length is its path with length at the end.
func at(ts *testscript.TestScript, v any, path string) any {
	for step := range strings.SplitSeq(path, ".") {
		switch in := v.(type) {
		case map[string]any:
			inner, ok := in[step]
			if !ok {
				ts.Fatalf("there is no %s of %s", step, path)
			}
			v = inner
		case []any:
			if step == "length" {
				v = float64(len(in))
				continue
			}
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(in) {
				ts.Fatalf("there is no %s of %s among %d", step, path, len(in))
			}
			v = in[i]
		default:
			ts.Fatalf("there is nothing below %s", path)
		}
	}
	return v
}

// keys holds JSON to the keys it must have: keys PATH KEY..., with . for the whole.
func keys(ts *testscript.TestScript, neg bool, args []string) {
	v := printed(ts)
	if args[0] != "." {
		v = at(ts, v, args[0])
	}
	object, ok := v.(map[string]any)
	if !ok {
		ts.Fatalf("%s is no object", args[0])
	}
	for _, key := range args[1:] {
		if _, ok := object[key]; ok == neg {
			ts.Fatalf("key %s: there is %v, want %v", key, ok, !neg)
		}
	}
}

// value holds a value of JSON to a text: value PATH TEXT.
func value(ts *testscript.TestScript, neg bool, args []string) {
	if got := fmt.Sprint(at(ts, printed(ts), args[0])); (got == args[1]) == neg {
		ts.Fatalf("%s is %s; want it: %v %s", args[0], got, !neg, args[1])
	}
}
