package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --dry-run}: everything is checked, nothing is fitted, nothing is left. */
class DryRunTest {
  @TempDir Path directory;
  private Path table;
  private Path output;

  @BeforeEach
  void writeTable() throws IOException {
    table = SmallTable.write(directory);
    output = directory.resolve("out");
  }

  private void assertNothingElse() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(table);
    }
  }

  @Test
  void ofAFit_tellsTrial_memory_andPasses() throws IOException {
    CommandRun run =
        CommandRun.of(SmallTable.fit(table, output, "--dry-run", "--checkpoint=" + output));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.out())
        .anyMatch(
            line -> line.startsWith("  trial ") && line.contains("lambda 0.03, search rank auto"))
        .anyMatch(line -> line.startsWith("  memory ") && line.contains(" MB"))
        .anyMatch(line -> line.startsWith("  a pass ") && line.contains("over 270 measurements"))
        .anyMatch(line -> line.startsWith("  passes ") && line.contains("2,000"))
        .last()
        .isEqualTo("Dry run: nothing was fitted or written.");
    assertThat(run.err()).first().asString().contains("entries of a 30 x 12 matrix");
    assertNothingElse();
  }

  @Test
  void withoutLambda_aPathIsTold() throws IOException {
    CommandRun run =
        CommandRun.of(
            Stream.concat(
                    Stream.of("fit", "--input=" + table, "--output=" + output, "--dry-run"),
                    Stream.of(SmallTable.COLUMNS))
                .toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.out()).first().asString().contains("lambda chosen along a path of 29 or fewer");
    assertNothingElse();
  }

  @Test
  void whatIsWrongWithTheInput_isFound() throws IOException {
    Files.writeString(table, Files.readString(table) + "station A0,00,high\n");
    CommandRun bad = CommandRun.of(SmallTable.fit(table, output, "--dry-run"));
    assertThat(bad.exit()).isEqualTo(2);
    assertThat(bad.err()).last().asString().contains("is not a number");
    assertThat(bad.out()).isEmpty();
    CommandRun options =
        CommandRun.withoutSpark(SmallTable.fit(table, output, "--dry-run", "--step=1"));
    assertThat(options.exit()).isEqualTo(2);
    assertNothingElse();
  }

  @Test
  void dataThatHaveDrifted_areRefused_andNothingIsNotedDown() throws IOException {
    Path first = directory.resolve("first");
    CommandRun.of(SmallTable.fit(table, first, "--previous=none"));
    List<String> lines = Files.readAllLines(table);
    Files.write(table, lines.subList(0, 60));
    CommandRun run =
        CommandRun.of(SmallTable.fit(table, output, "--dry-run", "--previous=" + first));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).anyMatch(line -> line.contains("have drifted"));
    assertThat(output).doesNotExist();
  }

  private CommandRun sweep(String... more) {
    return CommandRun.of(
        SmallTable.concat(
            SmallTable.concat(
                new String[] {"sweep", "--input=" + table, "--output=" + output},
                SmallTable.COLUMNS),
            more));
  }

  @Test
  void ofASweep_allTrialsAreTold_orThoseThatAreMissing() throws IOException {
    String[] trials = {"--lambda=0.1,0.3", "--search-rank=2,3", "--seeds=2"};
    CommandRun run = sweep(SmallTable.concat(trials, "--dry-run"));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.out()).filteredOn(line -> line.startsWith("  trial ")).hasSize(8);
    assertThat(run.out()).anyMatch(line -> line.contains("up to 8 trials share passes"));
    assertNothingElse();
    assertThat(sweep(trials).exit()).isIn(0, 3);
    byte[] before = Files.readAllBytes(output.resolve("trials.jsonl"));
    CommandRun again = sweep(SmallTable.concat(trials, "--dry-run"));
    assertThat(again.exit()).isZero();
    assertThat(again.err()).contains("8 trials, 0 of them to run");
    assertThat(again.out()).noneMatch(line -> line.startsWith("  trial "));
    assertThat(Files.readAllBytes(output.resolve("trials.jsonl"))).isEqualTo(before);
    CommandRun other = sweep("--lambda=0.2", "--dry-run");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).last().asString().contains("holds another sweep");
  }

  @Test
  void ofInstances_theyAreGeneratedElsewhere_andRemoved() throws IOException {
    CommandRun run =
        CommandRun.of(
            "sweep",
            "--instance=ring --size 4;completion --rows 8 --cols 6 --rank 1 --measurements 40",
            "--search-rank=2",
            "--output=" + output,
            "--dry-run");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.out()).filteredOn(line -> line.startsWith("  trial ")).hasSize(2);
    assertNothingElse();
  }
}
