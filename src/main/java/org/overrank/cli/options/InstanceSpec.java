package org.overrank.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * An instance in the words of {@code overrank generate}: its name and its options.
 *
 * @param text such as {@code gaussian --rows 40 --rank 3 --measurements 1200}
 */
public record InstanceSpec(String text) {
  /** Where the words are parsed. */
  @Command
  private static final class Holder {
    @Mixin private final InstanceOptions options = new InstanceOptions();
  }

  /** Reads an instance and refuses what {@code generate} would refuse. */
  public static final class Converter implements ITypeConverter<InstanceSpec> {
    @Override
    public InstanceSpec convert(String value) {
      InstanceSpec spec = new InstanceSpec(value.strip());
      spec.options().create();
      return spec;
    }
  }

  /**
   * The options that the words set.
   *
   * @return new ones
   * @throws InvalidInputException if the words are none that {@code generate} knows
   */
  public InstanceOptions options() {
    List<String> args = new ArrayList<>(List.of("--instance"));
    args.addAll(List.of(text.split("\\s+")));
    Holder holder = new Holder();
    try {
      new CommandLine(holder).parseArgs(args.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new InvalidInputException("instance \"" + text + "\": " + e.getMessage(), e);
    }
    return holder.options;
  }

  /**
   * A name for files.
   *
   * @return small letters, digits, dots and dashes
   */
  public String slug() {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
  }

  @Override
  public String toString() {
    return text;
  }
}
