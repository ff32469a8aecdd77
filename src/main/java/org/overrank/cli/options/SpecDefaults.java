package org.overrank.cli.options;

import java.io.File;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Gives a command the options of its {@code --spec} as defaults, so that the command line wins. */
public final class SpecDefaults implements IDefaultValueProvider {
  private final SpecFile file;

  SpecDefaults(SpecFile file) {
    this.file = file;
  }

  /** What has to be known of the command line before its defaults are. */
  @Command
  private static final class Peek {
    @Option(names = "--spec")
    @Nullable File spec;
  }

  /**
   * Reads the spec that the arguments name, if they do.
   *
   * @param root the main command, whose subcommand the first argument names
   * @param args all arguments
   * @return its options as defaults of that subcommand, or null without a spec
   */
  public static @Nullable SpecDefaults read(CommandLine root, String... args) {
    CommandLine command = args.length == 0 ? null : root.getSubcommands().get(args[0]);
    if (command == null || command.getCommandSpec().findOption("--spec") == null) {
      return null;
    }
    File spec = peek(args);
    return spec == null ? null : new SpecDefaults(SpecFile.read(spec, command.getCommandSpec()));
  }

  /**
   * What the spec has from the environment and nobody may see.
   *
   * @return the variables' names, as a spec has them, by the values
   */
  public Map<String, String> secrets() {
    return file.secrets();
  }

  /**
   * How a spec says the value in force of an option that comes from the environment.
   *
   * @param command a command after parsing
   * @param option one of its options
   * @return HOCON, or null if the value is not from the environment
   */
  static @Nullable String hocon(CommandSpec command, OptionSpec option) {
    CommandLine line = command.commandLine();
    return line.getDefaultValueProvider() instanceof SpecDefaults defaults
            && !line.getParseResult().hasMatchedOption(option)
        ? defaults.file.hocon(option)
        : null;
  }

  /**
   * Whether an option's value is not its default.
   *
   * @param command a command after parsing
   * @param name of one of its options
   * @return true if the command line or a spec says it
   */
  static boolean isSaid(CommandSpec command, String name) {
    CommandLine line = command.commandLine();
    OptionSpec option = command.findOption(name);
    return option != null
        && (line.getParseResult().hasMatchedOption(option)
            || (line.getDefaultValueProvider() instanceof SpecDefaults defaults
                && defaults.file.text(option) != null));
  }

  private static @Nullable File peek(String... args) {
    Peek peek = new Peek();
    try {
      new CommandLine(peek)
          .setOverwrittenOptionsAllowed(true)
          .setUnmatchedArgumentsAllowed(true)
          .parseArgs(args);
    } catch (ParameterException e) {
      return null; // The command's own parser will say so, in its words.
    }
    return peek.spec;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? file.text(option) : null;
  }
}
