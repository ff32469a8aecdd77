package org.overrank.cli;

import java.io.File;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Gives a command the options of its {@code --spec} as defaults, so that the command line wins. */
final class SpecDefaults implements IDefaultValueProvider {
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
   */
  static void install(CommandLine root, String... args) {
    CommandLine command = args.length == 0 ? null : root.getSubcommands().get(args[0]);
    if (command == null || command.getCommandSpec().findOption("--spec") == null) {
      return;
    }
    File spec = peek(args);
    if (spec != null) {
      SpecFile file = SpecFile.read(spec, command.getCommandSpec());
      command.setDefaultValueProvider(new SpecDefaults(file));
    }
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
    boolean setting = argument instanceof OptionSpec option && SpecKeys.isSetting(option);
    return setting ? file.text((OptionSpec) argument) : null;
  }
}
