package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.OwnJvm;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/** The same input, partitions and seed give the same bits on one core and on two. */
final class CoresTest {
  @TempDir Path directory;

  @Test
  @Tag("attack")
  void oneCoreAndTwo_proveTheSameToTheBit() throws IOException, InterruptedException {
    Path table = SmallTable.write(directory);
    FitSummary one = fit(table, "local[1]");
    FitSummary two = fit(table, "local[2]");
    assertThat(two.proof().objective()).isEqualTo(one.proof().objective());
    assertThat(two.proof().lowerBound()).isEqualTo(one.proof().lowerBound());
    assertThat(two.answer().singularValues()).isEqualTo(one.answer().singularValues());
    assertThat(two.effort().passes()).isEqualTo(one.effort().passes());
    assertThat(one.problem().partitions()).isEqualTo(4);
  }

  @Test
  @Tag("attack")
  void theSameLambdaIsChosen() throws IOException, InterruptedException {
    Path table = SmallTable.write(directory);
    String[] withLambda = SmallTable.fit(table, Path.of("unused"), "--partitions=4");
    List<String> args = Stream.of(withLambda).filter(arg -> !arg.startsWith("--lambda")).toList();
    FitSummary one = run(args, "local[1]");
    FitSummary two = run(args, "local[2]");
    assertThat(two.choice()).isPresent().isEqualTo(one.choice());
    assertThat(two.proof().objective()).isEqualTo(one.proof().objective());
    assertThat(two.answer().singularValues()).isEqualTo(one.answer().singularValues());
  }

  private FitSummary fit(Path table, String master) throws IOException, InterruptedException {
    return run(
        List.of(SmallTable.fit(table, Path.of("unused"), "--partitions=4", "--holdout=0.1")),
        master);
  }

  /** Runs the command as users do, in a JVM of its own: a context cannot change its cores. */
  private FitSummary run(List<String> args, String master)
      throws IOException, InterruptedException {
    Path output = directory.resolve(master);
    List<String> command =
        OwnJvm.command(
            "-Dspark.master=" + master, "-Dspark.ui.enabled=false", Overrank.class.getName());
    args.forEach(arg -> command.add(arg.equals("unused") ? output.toString() : arg));
    File log = directory.resolve(master + ".log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    int exit = process.waitFor();
    assertThat(exit).as(Files.readString(log.toPath())).isZero();
    Path summary = output.resolve("summary.json");
    return SummaryJson.read(Files.readString(summary), summary.toString());
  }
}
