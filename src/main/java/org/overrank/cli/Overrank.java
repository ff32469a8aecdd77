package org.overrank.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.spark.SparkUserAppException;
import org.overrank.cli.options.LogFormat;
import org.overrank.cli.options.OptionSections;
import org.overrank.cli.options.SpecDefaults;
import org.overrank.cli.output.Event;
import org.overrank.cli.output.Interruption;
import org.overrank.cli.output.JsonLog;
import org.overrank.cli.output.QuietLogs;
import org.overrank.cli.output.SparkLog;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The main command, {@code overrank}. */
@Command(
    name = "overrank",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    customSynopsis = "overrank COMMAND [OPTION...]",
    description = {
      "",
      "Low-rank matrices from measurements, on Apache Spark, without being told the rank, and with"
          + " a proof of how good the answer is.",
      ""
    },
    commandListHeading = "Commands:%n",
    footer = {
      "",
      "overrank COMMAND --help lists the options of a command.",
      "Exit codes: 0 done and certified as asked, 1 internal error, 2 bad usage or input,",
      "3 finished but not certified, 4 worse than the results compared with."
    })
public final class Overrank {
  private Overrank() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param args command and options
   * @throws SparkUserAppException in a container of YARN, which then tells the code
   */
  public static void main(String[] args) throws SparkUserAppException {
    String name = args.length == 0 ? "overrank" : "overrank " + args[0];
    PrintStream events = LogFormat.isJson(args) ? JsonLog.over(System.err) : System.err;
    System.setErr(Interruption.takeNote(name, System.err, events));
    if (!List.of(args).contains("--debug")) {
      QuietLogs.ofFailedTasks();
    }
    CommandContext context =
        new CommandContext(System.out, System.err, new OwnSession(), isWatched()).logging(args);
    if (LogFormat.isJson(args)) {
      SparkLog.to(context.err());
    }
    int code = run(context, args);
    Interruption.commandIsOver();
    ExitStatus.leave(ExitStatus.told(code, System.getenv("OVERRANK_ACCEPT")));
  }

  /** From Java 22 on there is a console without a terminal too; TERM tells for those. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isWatched() {
    String terminal = System.getenv("TERM");
    return System.console() != null && terminal != null && !terminal.equals("dumb");
  }

  /**
   * Runs one command.
   *
   * @param given what it talks to
   * @param args command and options
   * @return the exit code
   */
  static int run(CommandContext given, String... args) {
    CommandContext context = given.logging(args);
    CommandLine root = commandLine(context);
    int code;
    try {
      requireLetters(args);
      SpecDefaults spec = SpecDefaults.read(root, args);
      if (spec != null) {
        context = context.masking(spec.secrets());
        root = commandLine(context);
        Objects.requireNonNull(root.getSubcommands().get(args[0])).setDefaultValueProvider(spec);
      }
      code = args.length == 0 ? root.execute("--help") : root.execute(args);
    } catch (RuntimeException | Error e) {
      CommandLine command =
          root.getSubcommands().getOrDefault(args.length == 0 ? "" : args[0], root);
      code = new Failures(context.err()).report(command, e, List.of(args).contains("--debug"));
    }
    if (LogFormat.isJson(args)) {
      Event.of("end", "exit code " + code).with("exit", code).tell(context.err());
    }
    return code;
  }

  /** In an ASCII locale Java has other letters of its arguments no more. */
  private static void requireLetters(String... args) {
    for (String arg : args) {
      if (arg.indexOf('\ufffd') >= 0 && !knowsAllLetters()) {
        throw new InvalidInputException(
            Shown.cell(arg)
                + " was written with letters that this locale does not know: set LC_ALL=C.UTF-8");
      }
    }
  }

  private static boolean knowsAllLetters() {
    return "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
  }

  /**
   * All commands with their options.
   *
   * @param context what they talk to
   * @return the main command
   */
  static CommandLine commandLine(CommandContext context) {
    CommandLine root = new CommandLine(new Overrank());
    root.addSubcommand("fit", new FitCommand(context));
    root.addSubcommand("sweep", new SweepCommand(context));
    root.addSubcommand("landscape", new LandscapeCommand(context));
    root.addSubcommand("predict", new PredictCommand(context));
    root.addSubcommand("recommend", new RecommendCommand(context));
    root.addSubcommand("evaluate", new EvaluateCommand(context));
    root.addSubcommand("certify", new CertifyCommand(context));
    root.addSubcommand("report", new ReportCommand(context));
    root.addSubcommand("generate", new GenerateCommand(context));
    for (CommandLine command : root.getSubcommands().values()) {
      command.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, new OptionSections());
    }
    Failures failures = new Failures(context.err());
    return root.setOut(writer(context.out()))
        .setErr(writer(context.err()))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(context.terminal() ? Ansi.AUTO : Ansi.OFF))
        .setUsageHelpWidth(80)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
