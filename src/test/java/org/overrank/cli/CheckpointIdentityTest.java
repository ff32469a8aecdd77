package org.overrank.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.fit.CheckpointCodec;
import org.overrank.fit.FitCheckpoint;
import org.overrank.objective.Factors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Every option of {@code fit} either makes it another fit, whose checkpoint is not taken up, or is
 * one of a few that do not decide what it does.
 */
final class CheckpointIdentityTest {
  /** Options that are not in the identity, and why. */
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          entry("--max-passes", "a budget may grow"),
          entry("--max-iterations", "a budget may grow"),
          entry("--output", "where the answer goes"),
          entry("--overwrite", "where the answer goes"),
          entry("--fill", "what is written of the answer"),
          entry("--clip", "what is written of the answer"),
          entry("--interval", "what is written of the answer"),
          entry("--checkpoint", "where checkpoints are"),
          entry("--checkpoint-seconds", "how often they are made"),
          entry("--debug", "what is told"),
          entry("--log", "how it is told"),
          entry("--dry-run", "no fit"),
          entry("--help", "no fit"),
          entry("--spec", "stands for the options in it"),
          entry("--format", "how the same measurements are written"),
          entry("--encoding", "how the same measurements are written"),
          entry("--separator", "how the same measurements are written"),
          entry("--no-header", "how the same measurements are written"),
          entry("--columns", "how the same measurements are written"),
          entry("--decimal", "how the same measurements are written"),
          entry("--wide", "how the same measurements are written"),
          entry("--ignore-columns", "which measurements there are is in the digest"),
          entry("--missing", "which measurements there are is in the digest"),
          entry("--lambda-rule", "the lambda that is chosen is in the identity"),
          entry("--lambda-by", "the lambda that is chosen is in the identity"),
          entry("--row-features", "the vectors that are measured are in the digest"),
          entry("--col-features", "the vectors that are measured are in the digest"),
          entry("--refit", "which measurements are fitted is in the digest"),
          entry("--holdout-kind", "which measurements are fitted is in the digest"),
          entry("--holdout-by", "which measurements are fitted is in the digest"),
          entry("--test-input", "which measurements are fitted is in the digest"),
          entry("--holdout-block", "which measurements are fitted is in the digest"),
          entry("--previous", "where it begins and its lambda are in the identity"),
          entry("--drift-counts", "what is refused"),
          entry("--drift-ids", "what is refused"),
          entry("--drift-range", "what is refused"),
          entry("--tolerate-error", "what is compared afterwards"),
          entry("--on-bad-row", "what is left of the table is in the digest"),
          entry("--partitions", "the same problem, up to rounding"));

  private static final String ENTRIES = "--input {}/t.csv --partitions 2";
  private static final String DENSE =
      "--input {}/d.csv --kind dense --rows 2 --cols 3 --partitions 1 --compress never";
  private static final String RANK_ONE = "--input {}/r.csv --kind rank-one --partitions 1";
  private static final String SPARSE =
      "--input {}/s.csv --kind sparse --rows 2 --cols 2 --partitions 1";
  private static final String SEEDED =
      "--input {}/g.csv --kind seeded-gaussian --rows 2 --cols 3 --partitions 1";

  /** By option: a fit, and the same but for this option. */
  private static final Map<String, List<String>> DECIDE =
      Map.ofEntries(
          entry("--input", List.of(ENTRIES, "--input {}/u.csv --partitions 2")),
          entry("--kind", List.of(SEEDED, DENSE)),
          entry("--row", List.of(ENTRIES, ENTRIES + " --row other")),
          entry("--col", List.of(ENTRIES, ENTRIES + " --col other")),
          entry("--value", List.of(ENTRIES, ENTRIES + " --value w")),
          entry("--weight", List.of(ENTRIES, ENTRIES + " --weight w")),
          entry("--coefficient", List.of(ENTRIES, ENTRIES + " --coefficient w")),
          entry(
              "--on-duplicate",
              List.of(
                  "--input {}/twice.csv --on-duplicate last",
                  "--input {}/twice.csv --on-duplicate mean")),
          entry("--holdout", List.of(ENTRIES, ENTRIES + " --holdout 0.3")),
          entry("--storage", List.of(DENSE, DENSE + " --storage float")),
          entry("--measurement", List.of(DENSE, DENSE + " --measurement other")),
          entry("--left", List.of(RANK_ONE, RANK_ONE + " --left right")),
          entry("--right", List.of(RANK_ONE, RANK_ONE + " --right left")),
          entry("--cell-rows", List.of(SPARSE, SPARSE + " --cell-rows cols")),
          entry("--cell-cols", List.of(SPARSE, SPARSE + " --cell-cols rows")),
          entry("--cell-values", List.of(SPARSE, SPARSE + " --cell-values rows")),
          entry("--index", List.of(SEEDED, SEEDED + " --index other")),
          entry("--measurement-seed", List.of(SEEDED, SEEDED + " --measurement-seed 5")),
          entry("--rows", List.of(SEEDED, SEEDED.replace("--rows 2", "--rows 3"))),
          entry("--cols", List.of(SEEDED, SEEDED.replace("--cols 3", "--cols 2"))),
          entry("--lambda", List.of(ENTRIES, ENTRIES + " --lambda 0.2")),
          entry("--regularizer", List.of(ENTRIES, ENTRIES + " --regularizer weighted")),
          entry("--unobserved-weight", List.of(ENTRIES, ENTRIES + " --unobserved-weight 0.1")),
          entry(
              "--confidence",
              List.of(
                  ENTRIES + " --unobserved-weight 1 --regularizer weighted",
                  ENTRIES + " --confidence 3")),
          entry(
              "--loss",
              List.of(
                  ENTRIES + " --solver scaled-lbfgs",
                  ENTRIES + " --solver scaled-lbfgs --loss huber:0.1")),
          entry("--center", List.of(ENTRIES, ENTRIES + " --center mean")),
          entry("--search-rank", List.of(ENTRIES, ENTRIES + " --search-rank 2")),
          entry("--solver", List.of(ENTRIES, ENTRIES + " --solver scaled-lbfgs")),
          entry(
              "--step",
              List.of(
                  ENTRIES + " --solver gradient-descent",
                  ENTRIES + " --solver gradient-descent --step 0.1")),
          entry("--start", List.of(ENTRIES, ENTRIES + " --start spectral")),
          entry("--seed", List.of(ENTRIES, ENTRIES + " --seed 5")),
          entry("--relative-gap", List.of(ENTRIES, ENTRIES + " --relative-gap 1e-4")),
          entry(
              "--escape",
              List.of(ENTRIES + " --search-rank 2", ENTRIES + " --search-rank 2 --escape auto")),
          entry("--compress", List.of(DENSE, DENSE.replace("never", "always"))),
          entry("--structure", List.of(SPARSE, SPARSE + " --structure psd")));

  @TempDir Path directory;

  @Test
  void everyOptionOfAFitIsKnownHere() {
    Set<String> options = new TreeSet<>();
    CommandSpec.forAnnotatedObject(
            new FitCommand(new CommandContext(System.out, System.err, noSessions(), false)))
        .options()
        .forEach(option -> options.add(option.longestName()));
    Set<String> known = new TreeSet<>(DECIDE.keySet());
    known.addAll(ALLOWED.keySet());
    assertThat(known).containsAll(options);
    assertThat(options).containsAll(DECIDE.keySet());
    assertThat(ALLOWED.keySet()).doesNotContainAnyElementsOf(DECIDE.keySet());
  }

  private static SessionSource noSessions() {
    return new SessionSource() {
      @Override
      public SparkSession open(String command) {
        throw new AssertionError("nothing is run");
      }

      @Override
      public void release(SparkSession session) {}
    };
  }

  @Test
  void whatDecidesAFit_isInItsIdentity() throws IOException {
    writeTables();
    Map<String, String> seen = new HashMap<>();
    for (Map.Entry<String, List<String>> one : DECIDE.entrySet()) {
      List<String> identities = new ArrayList<>();
      for (String options : one.getValue()) {
        String known = seen.get(options);
        String identity = known == null ? identity(options) : known;
        seen.put(options, identity);
        identities.add(identity);
      }
      assertThat(identities.get(1)).as(one.getKey()).isNotEqualTo(identities.get(0));
    }
    assertThat(identity(ENTRIES + " --max-passes 7 --max-iterations 9 --checkpoint-seconds 5"))
        .isEqualTo(seen.get(ENTRIES));
  }

  /** What a fit answers to a checkpoint that cannot be its own. */
  private String identity(String options) throws IOException {
    Path place = Files.createDirectories(directory.resolve("place"));
    try (OutputStream out = Files.newOutputStream(place.resolve("fit.checkpoint"))) {
      CheckpointCodec.write(FitCheckpoint.ofAnswer("X", Factors.zeros(2, 2, 1)), out);
    }
    List<String> args =
        new ArrayList<>(
            List.of("fit", "--output", directory.resolve("out").toString(), "--checkpoint"));
    args.add(place.toString());
    if (!options.contains("--lambda")) {
      args.addAll(List.of("--lambda", "0.1"));
    }
    args.addAll(List.of(options.replace("{}", directory.toString()).split(" ")));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s: %s", options, run.err()).isEqualTo(2);
    String line = run.err().get(run.err().size() - 1);
    assertThat(line).contains("the checkpoint is of another fit: it has X; this has ");
    assertThat(directory.resolve("out")).doesNotExist();
    return line.substring(line.indexOf("this has "));
  }

  private void writeTables() throws IOException {
    StringBuilder entries = new StringBuilder("row,col,value,w,other\n");
    StringBuilder dense = new StringBuilder("measurement,other,value\n");
    StringBuilder rankOne = new StringBuilder("left,right,value\n");
    StringBuilder sparse = new StringBuilder("rows,cols,values,value\n");
    StringBuilder seeded = new StringBuilder("index,other,value\n");
    for (int i = 0; i < 12; i++) {
      double y = 1 + Math.sin(i);
      int row = i / 3;
      int col = i % 3;
      entries.append(row + "," + col + "," + y + "," + (1 + i % 5) + "," + (i + 7) + "\n");
      dense.append(i + " 1 2 3 4 " + y + "," + (2 - y) + " 5 " + i + " 0 1 2," + y + "\n");
      rankOne.append("1 " + y + "," + i + " 2," + y + "\n");
      sparse.append("0 " + i % 2 + ",1 1," + (1 + y) + " 2," + y + "\n");
      seeded.append(i + "," + (i + 100) + "," + y + "\n");
    }
    Files.writeString(directory.resolve("t.csv"), entries.toString());
    Files.writeString(directory.resolve("u.csv"), entries.toString().replace("1.0,1,7", "1.5,1,7"));
    Files.writeString(directory.resolve("twice.csv"), entries + "0,0,3,1,0\n");
    Files.writeString(directory.resolve("d.csv"), dense.toString());
    Files.writeString(directory.resolve("r.csv"), rankOne.toString());
    Files.writeString(directory.resolve("s.csv"), sparse.toString());
    Files.writeString(directory.resolve("g.csv"), seeded.toString());
  }
}
