package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code fit --previous}. */
class SeriesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "--drift-ids=0.1, --drift-ids goes with --previous",
    "--tolerate-error=2, --tolerate-error goes with --previous",
    "--previous=none --refit=always, --refit always: fits of a series",
    "--previous=none --holdout=0, --holdout 0 leaves nothing to choose lambda by",
    "--previous=none --lambda=1 --holdout=0, --holdout 0 leaves nothing to compare by",
    "--previous=none --holdout-kind=cells, --holdout-kind cells: holds out other cells",
    "--drift-range=-1, --drift-range",
    "--holdout-block=7, --holdout-block is an option of --holdout-kind blocks",
    "--kind=dense --holdout-kind=ids, --holdout-kind is an option of --kind entries only"
  })
  void whatDoesNotGoTogether_isRefusedInOneLine(String options, String words) {
    CommandRun run =
        CommandRun.withoutSpark(
            Stream.concat(
                    Stream.of("fit", "--input=x.csv", "--output=" + directory.resolve("o")),
                    Arrays.stream(options.split(" ")))
                .toArray(String[]::new));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).hasSize(1).first().asString().contains(words);
  }

  @Test
  void everyThingThatHasDrifted_isSaid_withTheOptionThatAllowsIt() throws IOException {
    Path table = SmallTable.write(directory);
    Path first = directory.resolve("first");
    assertThat(CommandRun.of(SmallTable.fit(table, first, "--previous=none")).exit()).isZero();
    List<String> lines = Files.readAllLines(table);
    Path other = directory.resolve("other.csv");
    Files.write(
        other,
        Stream.concat(
                lines.stream().limit(1),
                lines.stream().skip(1).limit(120).map(line -> "new " + line.replace(",2", ",7")))
            .toList());
    String previous = "--previous=" + first;
    Path output = directory.resolve("out");
    CommandRun run = CommandRun.of(SmallTable.fit(other, output, previous));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .filteredOn(line -> line.startsWith("overrank fit: "))
        .anyMatch(line -> line.contains("have drifted from those of " + first))
        .anyMatch(line -> line.contains(" measurements, and there were ") && line.contains(" -5"))
        .anyMatch(line -> line.contains("30 of 30 (100 %) of the earlier row ids are gone"))
        .anyMatch(line -> line.contains("of the row ids are new, --drift-ids 0.5"))
        .anyMatch(line -> line.contains("values from") && line.contains("--drift-range 0.5"));
    CommandRun allowed =
        CommandRun.of(
            SmallTable.fit(
                other,
                output,
                previous,
                "--overwrite",
                "--drift-counts=1",
                "--drift-ids=1",
                "--drift-range=99"));
    assertThat(allowed.exit()).as("%s", allowed.err()).isZero();
    assertThat(allowed.out()).last().asString().startsWith("Not worse than " + first);
  }

  @Test
  void anEarlierFitOfAnotherHoldOut_isComparedWithAWarning() throws IOException {
    Path table = SmallTable.write(directory);
    Path first = directory.resolve("first");
    assertThat(CommandRun.of(SmallTable.fit(table, first)).exit()).isZero();
    CommandRun run =
        CommandRun.of(SmallTable.fit(table, directory.resolve("out"), "--previous=" + first));
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 4);
    assertThat(run.err()).anyMatch(line -> line.contains("it may have seen what is held out"));
  }

  @Test
  void otherMeasurements_areComparedToo_butNotWithEntries() throws IOException {
    Path made = directory.resolve("made");
    CommandRun.of(
        "generate",
        "--instance=gaussian",
        "--rows=6",
        "--rank=1",
        "--measurements=150",
        "--noise=0.1",
        "--output=" + made);
    String spec = "--spec=" + made.resolve("fit.conf");
    Path first = directory.resolve("first");
    CommandRun none = CommandRun.of("fit", spec, "--previous=none", "--output=" + first);
    assertThat(none.exit()).as("%s", none.err()).isZero();
    String previous = "--previous=" + first;
    CommandRun again = CommandRun.of("fit", spec, previous, "--output=" + directory.resolve("b"));
    assertThat(again.exit()).as("%s", again.err()).isZero();
    assertThat(again.out()).last().asString().startsWith("Not worse than");
    CommandRun entries =
        CommandRun.of(
            SmallTable.fit(SmallTable.write(directory), directory.resolve("c"), previous));
    assertThat(entries.exit()).isEqualTo(2);
    assertThat(entries.err()).last().asString().contains("is of --kind dense");
  }
}
