package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/** Rows and columns of which the hold-out leaves nothing are predicted as unknown ids are. */
final class EmptiedByHoldOutTest {
  private static final int USERS = 60;
  private static final int LONELY = 40;
  private static final int ITEMS = 8;

  @TempDir Path directory;

  private static double rating(int user, int item) {
    return 3.5 + 0.5 * (user % 3) + 0.25 * (item % 2);
  }

  /** The first users rate all items, the others one each. */
  private Path table(int first) throws IOException {
    List<String> lines = new ArrayList<>(List.of("user,item,rating"));
    for (int user = first; user < USERS; user++) {
      for (int item = 0; item < ITEMS; item++) {
        if (user < USERS - LONELY || user % ITEMS == item) {
          lines.add(user + "," + item + "," + rating(user, item));
        }
      }
    }
    return Files.write(directory.resolve("t.csv"), lines);
  }

  private FitSummary fit(Path table, String... more) throws IOException {
    Path output = directory.resolve("fit");
    List<String> args =
        new ArrayList<>(
            List.of("fit", "--input", table.toString(), "--row", "user", "--col", "item"));
    args.addAll(List.of("--value", "rating", "--lambda", "0.001", "--holdout", "0.2"));
    args.addAll(List.of("--overwrite", "--output", output.toString()));
    args.addAll(List.of(more));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
    FitSummary summary = SummaryJson.read(Files.readString(output.resolve("summary.json")), "it");
    summary.warnings().forEach(said -> assertThat(run.out()).contains("  note: " + said));
    return summary;
  }

  private List<String> predictions(Path cells, String... more) throws IOException {
    Path output = directory.resolve("p.csv");
    List<String> args = new ArrayList<>(List.of("predict", "--overwrite", "--model"));
    args.addAll(List.of(directory.resolve("fit").toString(), "--input", cells.toString()));
    args.addAll(List.of("--output", output.toString()));
    args.addAll(List.of(more));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
    List<String> lines = Files.readAllLines(output);
    return lines.subList(1, lines.size()).stream()
        .map(line -> line.substring(line.lastIndexOf(',') + 1))
        .toList();
  }

  /** Of the training entries, of which the summary tells the number. */
  private static int cold(FitSummary summary) {
    String said =
        summary.warnings().stream()
            .filter(line -> line.contains("every entry held out"))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(said.substring(0, said.indexOf(' ')));
  }

  @ParameterizedTest
  @CsvSource({
    "plain, none",
    "plain, mean",
    "plain, biases",
    "weighted, none",
    "weighted, mean",
    "weighted, biases"
  })
  void coldRows_arePredictedAsUnknownOnes_andNoErrorIsTakenOverThem(
      String regularizer, String center) throws IOException {
    Path table = table(0);
    FitSummary summary =
        fit(table, "--regularizer", regularizer, "--center", center, "--fill", "--seed", "3");
    int cold = cold(summary);
    assertThat(cold).isBetween(2, 20);
    // Of the cells held out, those of lonely users are not tested.
    int cells = (USERS - LONELY) * ITEMS + LONELY;
    assertThat(summary.problem().measurements() + summary.problem().heldOut() + cold)
        .isEqualTo(cells);
    assertThat(Objects.requireNonNull(summary.errors().holdoutRmse()))
        .isLessThan(center.equals("none") ? 2 : 0.6);
    Path all =
        Files.write(
            directory.resolve("all.csv"),
            IntStream.rangeClosed(-1, USERS)
                .mapToObj(user -> user < 0 ? "user,item" : user + ",3")
                .toList());
    List<String> values = predictions(all);
    String unknown = values.get(USERS);
    assertThat(values.stream().filter(unknown::equals).count()).isEqualTo(cold + 1L);
    assertThat(Double.parseDouble(unknown)).isCloseTo(4.1, within(0.3));
    assertThat(predictions(all, "--cold", "nan").stream().filter("NaN"::equals).count())
        .isEqualTo(cold + 1L);
    assertThat(predictions(all, "--cold", "drop")).hasSize(USERS - cold);
    // Every third cell of a cold row is filled in with the same.
    List<String> filled = Files.readAllLines(directory.resolve("fit/filled.csv"));
    int at = values.indexOf(unknown);
    assertThat(filled)
        .filteredOn(line -> line.startsWith(at + ",3,"))
        .allMatch(line -> line.endsWith("," + unknown));
  }

  @Test
  void whereEveryCellHeldOutIsCold_thereIsNoHoldOutError() throws IOException {
    FitSummary summary = fit(table(USERS - LONELY));
    assertThat(cold(summary)).isPositive();
    assertThat(summary.errors().holdoutRmse()).isNull();
    assertThat(summary.problem().heldOut()).isZero();
  }

  @Test
  void aModelWithColdRows_isCertifiedAndAStart() throws IOException {
    Path table = table(0);
    FitSummary summary = fit(table);
    String model = directory.resolve("fit").toString();
    CommandRun proof = CommandRun.of("certify", "--model", model, "--input", table.toString());
    assertThat(proof.exit()).as("%s", proof.err()).isZero();
    FitSummary again = fit(table, "--start", "model:" + model);
    assertThat(again.proof().certified()).isTrue();
    assertThat(cold(again)).isEqualTo(cold(summary));
  }
}
