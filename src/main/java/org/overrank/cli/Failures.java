package org.overrank.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.output.Event;
import org.overrank.cli.output.Interruption;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.OutputException;
import org.overrank.run.Shortage;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, in one line, and which exit code that is. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int LONGEST = 600;

  private final PrintStream err;

  Failures(PrintStream err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    boolean debug = Arrays.asList(args).contains("--debug");
    return report(command, new InvalidInputException(message(e), e), debug);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(command, e, parsed.originalArgs().contains("--debug"));
  }

  /**
   * Prints what is wrong.
   *
   * @param command the command that failed
   * @param failure why
   * @param debug whether to print the stack trace
   * @return the exit code
   */
  int report(CommandLine command, Throwable failure, boolean debug) {
    if (Interruption.hasBegun()) {
      return ExitStatus.INTERNAL_ERROR; // Whatever failed, failed because the process is ending.
    }
    String name = command.getCommandSpec().qualifiedName();
    InvalidInputException input = find(InvalidInputException.class, failure);
    OutputException unwritten = find(OutputException.class, failure);
    Optional<String> shortage = Shortage.remark(failure);
    ArithmeticException divergence = find(ArithmeticException.class, failure);
    if (input != null) {
      lines(input).forEach(line -> tell(name + ": " + line, ExitStatus.BAD_INPUT));
    } else if (unwritten != null) {
      tell(name + ": " + unwritten.getMessage(), ExitStatus.INTERNAL_ERROR);
    } else if (shortage.isPresent()) {
      tell(name + ": " + shortage.get(), ExitStatus.INTERNAL_ERROR);
    } else if (divergence != null) {
      tell(
          name + ": " + lines(divergence).get(0) + "; nothing was written",
          ExitStatus.INTERNAL_ERROR);
    } else {
      tell(
          name + ": internal error: " + summary(failure) + " (--debug prints the stack trace)",
          ExitStatus.INTERNAL_ERROR);
    }
    if (debug) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      Event.of("stackTrace", trace.toString().stripTrailing()).tell(err);
    }
    err.flush();
    return input != null ? ExitStatus.BAD_INPUT : ExitStatus.INTERNAL_ERROR;
  }

  private void tell(String text, int exit) {
    Event.error(text).with("exit", exit).tell(err);
  }

  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String what = unmatched.getUnmatched().get(0);
      String kind = unmatched.isUnknownOption() ? "unknown option '" : "unexpected argument '";
      List<String> near = unmatched.getSuggestions();
      return kind + what + "'" + (near.isEmpty() ? "" : ": did you mean " + near.get(0) + "?");
    }
    return String.valueOf(e.getMessage());
  }

  /** The messages of bad input are lines for users, one for each thing that is wrong. */
  private static List<String> lines(Throwable e) {
    String text = String.valueOf(e.getMessage());
    return text.isBlank() ? List.of(e.getClass().getSimpleName()) : text.lines().toList();
  }

  private static String summary(Throwable failure) {
    String text = failure.getClass().getSimpleName() + ": " + lines(failure).get(0);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /** Failures inside Spark jobs come wrapped. */
  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (type.isInstance(e)) {
        return type.cast(e);
      }
    }
    return null;
  }
}
