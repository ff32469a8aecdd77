package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/** Sweeps from the spec to the results: shared, resumed, and never mixed. */
final class SweepCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private CommandRun sweep(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "sweep",
                "--spec",
                Path.of("conf", "ring.conf").toString(),
                "--output",
                directory.resolve("ring").toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  /** Results by trial, without what depends on the clock. */
  private Map<String, JsonNode> results() throws IOException {
    Map<String, JsonNode> results = new TreeMap<>();
    for (String line : Files.readAllLines(directory.resolve("ring/trials.jsonl"))) {
      ObjectNode result = (ObjectNode) JSON.readTree(line);
      result.remove(List.of("seconds", "secondsTotal", "finished", "digest"));
      assertThat(results.put(result.get("trial").asText(), result)).isNull();
    }
    return results;
  }

  /** theory 5: the ring at its true rank, and with columns to spare. */
  @Test
  void theRing_failsAtItsTrueRank_andSucceedsFromThreeColumnsOn() throws IOException {
    CommandRun run = sweep();
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(results()).hasSize(120);
    JsonNode summary = JSON.readTree(Files.readString(directory.resolve("ring/summary.json")));
    for (JsonNode group : summary.get("groups")) {
      int rank = group.get("searchRank").asInt();
      long succeeded = group.get("succeeded").asLong();
      assertThat(group.get("certified").asLong()).isEqualTo(succeeded);
      if (rank == 1) {
        assertThat(succeeded).isLessThan(10);
      } else if (rank >= 3) {
        assertThat(succeeded).isEqualTo(20);
      }
    }
    assertThat(run.out().get(0)).contains("succeeded", "certified");
    assertThat(run.out()).hasSize(7);
  }

  @Test
  void aTrial_isTheFitOfTheSameSettings() throws IOException {
    assertThat(sweep("--search-rank", "2,3", "--seeds", "2").exit()).isIn(0, 3);
    Path output = directory.resolve("fit");
    CommandRun.of(
        "fit",
        "--input",
        Path.of("conf/sample/ring.csv").toString(),
        "--weight",
        "weight",
        "--search-rank",
        "3",
        "--lambda",
        "1.25e-4",
        "--seed",
        "2",
        "--solver",
        "scaled-lbfgs",
        "--relative-gap",
        "0.01",
        "--output",
        output.toString());
    FitSummary fit = SummaryJson.read(Files.readString(output.resolve("summary.json")), "summary");
    JsonNode trial =
        Objects.requireNonNull(
            results().get("R=3 lambda=1.25E-4 solver=scaled-lbfgs start=gaussian seed=2"));
    assertThat(trial.get("objective").asDouble()).isEqualTo(fit.proof().objective());
    assertThat(trial.get("lowerBound").asDouble()).isEqualTo(fit.proof().lowerBound());
    assertThat(trial.get("passes").asLong()).isEqualTo(fit.effort().passes());
  }

  /** What fit can be asked, trials can: here escapes from the trap, and a fixed step. */
  @Test
  void trialsEscape_andTakeSteps() throws IOException {
    String[] two = {"--search-rank", "1", "--seeds", "2", "--escape", "never,auto"};
    assertThat(sweep(two).exit()).isZero();
    Map<String, JsonNode> found = results();
    String key = "R=1 lambda=1.25E-4 solver=scaled-lbfgs start=gaussian seed=%d escape=%s";
    for (int seed = 1; seed <= 2; seed++) {
      JsonNode escaped = Objects.requireNonNull(found.get(String.format(key, seed, "auto")));
      JsonNode stuck = Objects.requireNonNull(found.get(String.format(key, seed, "never")));
      assertThat(escaped.get("certified").asBoolean()).isTrue();
      assertThat(escaped.get("searchRank").asInt()).isGreaterThan(1);
      assertThat(stuck.get("searchRank").asInt()).isEqualTo(1);
    }
    Path steps = directory.resolve("steps");
    String spec = Path.of("conf", "ring.conf").toString();
    String[] ring = {"sweep", "--spec", spec, "--output", steps.toString(), "--seeds", "1"};
    CommandRun run =
        CommandRun.of(
            SmallTable.concat(
                ring,
                "--search-rank",
                "3",
                "--solver",
                "gradient-descent",
                "--step",
                "0.01,0.02",
                "--max-passes",
                "9"));
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(3);
    assertThat(Files.readAllLines(steps.resolve("trials.jsonl")))
        .hasSize(2)
        .anyMatch(line -> line.contains(" step=0.01\""))
        .anyMatch(line -> line.contains(" step=0.02\""));
    assertThat(sweep(SmallTable.concat(two, "--step", "0.1")).err())
        .anyMatch(line -> line.contains("--step: not with --solver scaled-lbfgs"));
  }

  @Test
  void whatAKilledRunLeft_isGoneOnWith() throws IOException {
    String[] small = {"--search-rank", "1,3", "--seeds", "5"};
    assertThat(sweep(small).exit()).isZero();
    Map<String, JsonNode> whole = results();
    Path log = directory.resolve("ring/trials.jsonl");
    List<String> lines = Files.readAllLines(log);
    String half = lines.get(4).substring(0, lines.get(4).length() / 2);
    Files.writeString(log, String.join("\n", lines.subList(0, 4)) + "\n" + half);
    CommandRun again = sweep(small);
    assertThat(again.exit()).isZero();
    assertThat(again.err().get(0)).isEqualTo("10 trials, 6 of them to run");
    assertThat(results()).isEqualTo(whole);
    assertThat(Files.readAllLines(log).subList(0, 4)).isEqualTo(lines.subList(0, 4));
    CommandRun nothing = sweep(small);
    assertThat(nothing.exit()).isZero();
    assertThat(nothing.err()).containsExactly("10 trials, 0 of them to run");
  }

  @Test
  void anotherSweepsResults_areNotMixedIn() throws IOException {
    assertThat(sweep("--search-rank", "3", "--seeds", "2").exit()).isZero();
    Map<String, JsonNode> before = results();
    CommandRun other = sweep("--search-rank", "3", "--seeds", "3");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err())
        .singleElement()
        .asString()
        .contains("holds another sweep: it has seeds = 2; this has seeds = 3");
    assertThat(results()).isEqualTo(before);
    Path foreign = Files.createDirectories(directory.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.tex"), "text");
    CommandRun refused = sweep("--output", foreign.toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(foreign.resolve("thesis.tex")).exists();
  }

  private CommandRun paths(String output) {
    return CommandRun.of(
        "sweep",
        "--instance",
        "ring --size 8;completion --rows 20 --cols 15 --rank 2 --measurements 200 --noise 0.1",
        "--search-rank",
        "3,auto",
        "--lambda-path",
        "3",
        "--start",
        "path",
        "--solver",
        "scaled-lbfgs,variable-projection,proximal-gradient,scaled-gradient-descent,lbfgs",
        "--max-passes",
        "300",
        "--output",
        directory.resolve(output).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "covariance --rows 6 --rank 1 --measurements 60 --noise 0.05 | psd",
        "distances --size 7 --rank 2 --measurements 18 --noise 0.01 | psd",
        "tomography --qubits 1 --shots 500 | hermitian",
      })
  void anInstanceWithAStructure_isSweptWithThatStructureOnly(String instance, String structure)
      throws IOException {
    Path output = directory.resolve("structured");
    String[] words = {
      "sweep", "--instance", instance, "--output", output.toString(), "--search-rank", "4"
    };
    CommandRun general = CommandRun.withoutSpark(words);
    assertThat(general.exit()).isEqualTo(2);
    assertThat(general.err()).hasSize(1);
    assertThat(general.err().get(0)).contains("sweep it with --structure " + structure);
    assertThat(output).doesNotExist();
    CommandRun run = CommandRun.of(SmallTable.concat(words, "--structure", structure));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    JsonNode trial = JSON.readTree(Files.readAllLines(output.resolve("trials.jsonl")).get(0));
    assertThat(trial.get("certified").asBoolean()).isTrue();
    assertThat(trial.get("recoveryError").asDouble()).isBetween(1e-9, 0.3);
  }

  /** Four complex numbers are not eight real ones. */
  @Test
  void aRealInstance_isNotReadAsComplex() {
    CommandRun run =
        CommandRun.withoutSpark(
            "sweep",
            "--instance=rank-one --rows 8 --rank 1 --measurements 90 --noise 0.1",
            "--structure=hermitian",
            "--output=" + directory.resolve("none"));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).contains("instance rank-one has structure general");
  }

  /** Every solver along a path of λ on generated instances: what is certified agrees. */
  @Test
  void lambdaPaths_onInstances_agreeAcrossSolvers() throws IOException {
    CommandRun first = paths("ring");
    assertThat(first.exit()).as("%s", first.err()).isIn(0, 3);
    Map<String, JsonNode> whole = results();
    assertThat(whole).hasSize(2 * 3 * (4 * 2 + 1));
    assertThat(whole.values()).allMatch(line -> line.get("recoveryError").isNumber());
    Map<String, List<Double>> certified = new TreeMap<>();
    for (JsonNode line : whole.values()) {
      if (line.get("certified").asBoolean()) {
        certified
            .computeIfAbsent(
                line.get("instance").asText() + line.get("lambda"), key -> new ArrayList<>())
            .add(line.get("convexObjective").asDouble());
      }
    }
    assertThat(certified).hasSize(2 * 3);
    certified.forEach(
        (problem, values) ->
            assertThat(Collections.max(values))
                .as(problem)
                .isLessThanOrEqualTo(Collections.min(values) * 1.002));
    Path log = directory.resolve("ring/trials.jsonl");
    List<String> lines = Files.readAllLines(log);
    assertThat(directory.resolve("ring/checkpoints")).doesNotExist();

    Path again = Files.createDirectories(directory.resolve("again"));
    Files.copy(directory.resolve("ring/sweep.conf"), again.resolve("sweep.conf"));
    Files.copy(log, again.resolve("trials.jsonl"));
    List<String> kept = lines.stream().filter(line -> !line.contains("lbfgs")).toList();
    Files.write(log, kept);
    CommandRun rest = paths("ring");
    assertThat(rest.exit()).isIn(0, 3);
    assertThat(rest.err().get(0)).contains((lines.size() - kept.size()) + " of them to run");
    assertThat(results()).isEqualTo(whole);
    CommandRun page =
        CommandRun.withoutSpark(
            "report",
            "--results",
            directory.resolve("again").toString(),
            "--against",
            directory.resolve("ring").toString(),
            "--tolerate-seconds",
            "1000");
    assertThat(page.exit()).as("%s", page.out()).isZero();
    assertThat(page.out()).contains("no regression").noneMatch(line -> line.contains("only "));
  }

  @Test
  void aWorseNight_isARegression() throws IOException {
    String[] small = {"--search-rank", "3", "--seeds", "4"};
    assertThat(sweep(small).exit()).isZero();
    Path good = directory.resolve("ring");
    Path bad = Files.createDirectories(directory.resolve("bad"));
    Files.copy(good.resolve("sweep.conf"), bad.resolve("sweep.conf"));
    List<String> lines = new ArrayList<>(Files.readAllLines(good.resolve("trials.jsonl")));
    lines.replaceAll(line -> line.replaceFirst(",\"digest\":\"[0-9a-f]+\"", ""));
    lines.set(
        0,
        lines
            .get(0)
            .replace("\"certified\":true", "\"certified\":false")
            .replaceAll("\"convexObjective\":[^,]*", "\"convexObjective\":1"));
    Files.write(bad.resolve("trials.jsonl"), lines);
    CommandRun worse =
        CommandRun.withoutSpark(
            "report", "--results", bad.toString(), "--against", good.toString());
    assertThat(worse.exit()).isEqualTo(4);
    assertThat(worse.out())
        .contains("worse than before:")
        .anyMatch(line -> line.contains("succeeded 3 of 4, before 4 of 4"))
        .anyMatch(line -> line.contains("certified 3 of 4, before 4 of 4"));
    assertThat(bad.resolve("report.html"))
        .content()
        .contains("Beside ring", "4 trials compared: 2 things are worse.", "3 of 4 / 4 of 4");
    String page = Files.readString(bad.resolve("report.html"));
    CommandRun again = CommandRun.withoutSpark("report", "--results", bad.toString());
    assertThat(again.exit()).isZero();
    assertThat(bad.resolve("report.html")).hasContent(page);
    CommandRun nothing =
        CommandRun.withoutSpark("report", "--results", directory.resolve("none").toString());
    assertThat(nothing.exit()).isEqualTo(2);
  }

  @Test
  void whatCannotBeSwept_isSaidBeforeAnythingRuns() throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("bad.conf"),
            """
            input = "t.csv"
            search-rank = [1, zero, 3]
            lambda = [0.1, -1]
            seed = [1, 2]
            solver = [adam]
            """);
    CommandRun run =
        CommandRun.withoutSpark(
            "sweep", "--spec", spec.toString(), "--output", directory.resolve("o").toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).hasSize(3);
    assertThat(String.join("\n", run.err()))
        .contains("bad.conf:2: search-rank: 'zero'", "bad.conf:3: lambda: must be positive")
        .contains("bad.conf:5: solver: 'adam'");
    assertThat(directory.resolve("o")).doesNotExist();
    CommandRun both =
        CommandRun.withoutSpark(
            "sweep",
            "--input",
            "t.csv",
            "--lambda",
            "1",
            "--seed",
            "1",
            "--seeds",
            "2",
            "--output",
            directory.resolve("o").toString());
    assertThat(both.err()).singleElement().asString().contains("--seed and --seeds");
  }
}
