// Command heed is the whole of Heed: it imports returns, answers from them, and serves the pages.
//
// Exit status: 0 done, 1 it failed, 2 the command line can mean nothing, 3 it found something (rules that need mending).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"heed/internal/config"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// Exit statuses.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitFindings = 3
)

// errFindings says that a command did its work and found something to mend.
var errFindings = errors.New("there are findings")

// usageError is a command that parses but cannot mean anything.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// session is what every command is given.
type session struct {
	ctx    context.Context //nolint:containedctx // one command is one call
	stdout io.Writer
	stderr io.Writer
	now    func() time.Time
}

// commands are the words after heed.
type commands struct {
	Demo      demoCommand       `cmd:"" help:"Make an invented council, import it and serve it on this machine."`
	Serve     serveCommand      `cmd:"" help:"Serve the pages to people who sign in."`
	Import    importCommand     `cmd:"" help:"Import returns and lists: the SSDA903, the children in need census, the safeguarding dataset, CSV lists, or a whole tree of them."`
	Figure    figureCommand     `cmd:"" help:"Give a figure, and the rows it is made of."`
	Coverage  coverageCommand   `cmd:"" help:"List what the records cover: from which day to which day those of each type are complete, and why."`
	Explain   explainCommand    `cmd:"" help:"Say in plain words why a clock, a figure or a child stands as it does."`
	Clock     clockCommands     `cmd:"" help:"List clocks: what is owed to which child, by when, and whose it is."`
	Rule      ruleCommands      `cmd:"" help:"List, show, check, test and run the rules."`
	Record    recordCommands    `cmd:"" help:"Look at records and their versions, and write one by hand."`
	Match     matchCommands     `cmd:"" help:"Numbers that may be of one child: list them, decide, and undo."`
	Synth     synthCommand      `cmd:"" help:"Write an invented council in the real formats."`
	Published publishedCommands `cmd:"" help:"What the Department for Education publishes of every authority: import its files, and list what Heed has."`
	Rebuild   rebuildCommand    `cmd:"" help:"Make the tables that answers come from anew, from the ledger."`
	Version   versionCommand    `cmd:"" help:"Say which Heed this is."`
}

const about = `Heed watches every promise made to a child, says what is overdue and whose it is, and opens every figure onto its rows and its rule.

What is asked for is printed on standard output, everything else on standard error.

Exit status: 0 done, 1 failed, 2 the command was not understood, 3 findings.

To begin: heed demo shows an invented council. Your own returns: heed import PATH --authority CODE.`

// run parses and runs one command line and gives its exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	settings := config.FromEnvironment()
	var cli commands
	exited := -1
	parser, err := kong.New(&cli,
		kong.Name("heed"), kong.Description(about), kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.Vars{"data": settings.Data, "listen": settings.Listen, "authority": settings.Authority},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "heed:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		if parse, ok := errors.AsType[*kong.ParseError](err); ok {
			command = parse.Context
		}
		return status(usageError{tidied(err)}, command, stderr)
	}
	s := &session{ctx: ctx, stdout: stdout, stderr: stderr, now: time.Now}
	return status(command.Run(s), command, stderr)
}

// tidied takes out of the parser's words what only its author understands.
func tidied(err error) string {
	return strings.NewReplacer(`expected "<`, "expected <", `>"`, ">", ` ..."`, " ...", " (short flag)", "").Replace(err.Error())
}

// status turns a command's error into its exit status and says what went wrong; where the command was not understood, also
// which help would have told.
func status(err error, command *kong.Context, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &usage):
		_, _ = fmt.Fprintf(stderr, "heed: %v\nTry: heed %s--help\n", err, path(command))
		return exitUsage
	case errors.Is(err, context.Canceled):
		_, _ = fmt.Fprintln(stderr, "heed: stopped before it was done")
		return exitFailed
	default:
		_, _ = fmt.Fprintln(stderr, "heed:", err)
		return exitFailed
	}
}

// path gives the words of a command, as far as they were understood: "rule list ".
func path(command *kong.Context) string {
	if command == nil {
		return ""
	}
	var words strings.Builder
	for _, step := range command.Path {
		if step.Command != nil {
			words.WriteString(step.Command.Name + " ")
		}
	}
	return words.String()
}
