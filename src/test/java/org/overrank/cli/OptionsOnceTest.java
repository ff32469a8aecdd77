package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overrank.cli.options.SpecDefaults;
import org.overrank.fit.FitOption;
import org.overrank.fit.FitSettings;
import org.overrank.ml.LowRankEstimator;
import org.overrank.ml.MatrixCompletion;
import org.overrank.ml.MatrixSensing;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a fit can be asked is declared once, and means the same wherever it is asked. */
final class OptionsOnceTest {
  private static final CommandContext CONTEXT =
      new CommandContext(
          System.out,
          System.err,
          new SessionSource() {
            @Override
            public org.apache.spark.sql.SparkSession open(String command) {
              throw new AssertionError("nothing is run");
            }

            @Override
            public void release(org.apache.spark.sql.SparkSession session) {}
          },
          false);

  @TempDir Path directory;

  static List<FitOption<?>> options() {
    return FitOption.ALL;
  }

  private static OptionSpec of(Object command, FitOption<?> option) {
    OptionSpec found = CommandSpec.forAnnotatedObject(command).findOption("--" + option.name());
    assertThat(found).as("--%s of %s", option.name(), command.getClass()).isNotNull();
    return found;
  }

  @ParameterizedTest
  @MethodSource("options")
  void fitAndSweepTakeIt_oneValueAndAList_withTheSameWords(FitOption<?> option) {
    OptionSpec one = of(new FitCommand(CONTEXT), option);
    OptionSpec list = of(new SweepCommand(CONTEXT), option);
    assertThat(one.isMultiValue()).isFalse();
    assertThat(one.defaultValue()).isEqualTo(option.usual());
    assertThat(list.isMultiValue()).isTrue();
    assertThat(list.splitRegex()).isEqualTo(",");
    assertThat(list.description()).isEqualTo(one.description());
    assertThat(String.join("", one.description())).startsWith(option.description());
  }

  @ParameterizedTest
  @MethodSource("options")
  void aSpecTakesIt(FitOption<?> option) throws IOException {
    String value = option.usual() == null ? example(option) : option.usual();
    Path spec = directory.resolve(option.name() + ".conf");
    Files.writeString(spec, option.name() + " = \"" + value + "\"\n");
    CommandLine root = Overrank.commandLine(CONTEXT);
    SpecDefaults read =
        Objects.requireNonNull(SpecDefaults.read(root, "fit", "--spec", spec.toString()));
    OptionSpec declared = of(new FitCommand(CONTEXT), option);
    assertThat(read.defaultValue(declared)).isEqualTo(value);
  }

  private static String example(FitOption<?> option) {
    return option == FitOption.SOLVER ? "scaled-lbfgs" : "7";
  }

  @ParameterizedTest
  @MethodSource("options")
  void theEstimatorsTakeIt_withTheSameDefault(FitOption<?> option) {
    for (LowRankEstimator<?, ?> estimator :
        List.of(new MatrixCompletion("c"), new MatrixSensing("s"))) {
      assertThat(estimator.hasParam(option.paramName())).as(option.paramName()).isTrue();
      Param<Object> param = estimator.getParam(option.paramName());
      if (option == FitOption.LAMBDA || option == FitOption.SOLVER || option.usual() == null) {
        continue; // ALS's weight, the kind's own solver, and what has no default.
      }
      Object usual = estimator.getDefault(param).get();
      assertThat(option.parse(usual.equals(0) ? "auto" : usual.toString()))
          .isEqualTo(option.parse(option.usual()));
    }
  }

  /** No component of the settings is without an option, but for what options cannot say. */
  @Test
  void everySettingHasAnOption() {
    List<String> elsewhere = List.of("warmStart");
    long settings =
        Arrays.stream(FitSettings.class.getRecordComponents())
            .filter(component -> !elsewhere.contains(component.getName()))
            .count();
    assertThat(FitOption.ALL).hasSize((int) settings);
  }
}
