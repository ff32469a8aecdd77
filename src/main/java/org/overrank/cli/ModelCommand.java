package org.overrank.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.Location;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command about a model that a fit has left. */
abstract class ModelCommand implements Callable<Integer> {
  final CommandContext context;

  @Spec CommandSpec command;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description = "The model, or the output of the fit that it is in. Required.")
  private @Nullable Location model;

  @SuppressWarnings("NullAway.Init") // picocli injects the spec.
  ModelCommand(CommandContext context) {
    this.context = context;
  }

  /** Where the model is said to be. */
  final Location model() {
    return required("--model", model);
  }

  /** A path that the command cannot do without. */
  final Location required(String option, @Nullable Location given) {
    return Location.required(command.name(), option, given);
  }
}
