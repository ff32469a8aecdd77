package org.overrank.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;
import org.overrank.fit.TraceCsv;
import org.overrank.fit.TraceRow;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Factors;
import org.overrank.spark.model.ModelStore;

/**
 * 2^k y, 2^a A and 4^c w with the λ that goes with them: every number that is written is that of
 * the same data as they are, times its power of two, to the bit. {@link ScaleInvarianceTest} goes
 * over options; this over what may be scaled.
 */
final class PowersOfTwoTest {
  private static final int ROWS = 14;
  private static final int COLS = 9;
  private static final double LAMBDA = 0.02;
  private static final Set<String> VALUES = Set.of("objective", "convexObjective", "lowerBound");
  private static final Set<String> RESIDUALS =
      Set.of("trainRmse", "holdoutRmse", "holdoutStandardError", "holdoutMae", "rmse", "mae");
  private static final Set<String> OTHERWISE =
      Set.of(
          "seconds", "secondsTotal", "lambda", "singularValues", "input", "verdict", "usefulness");

  @TempDir Path directory;

  /** Exponents of the values, of the measurements' coefficients and of the roots of weights. */
  private record Exponents(int value, int coefficient, int root) {
    static final Exponents NONE = new Exponents(0, 0, 0);

    int lambda() {
      return value + coefficient + 2 * root;
    }

    int objective() {
      return 2 * (value + root);
    }

    int matrix() {
      return value - coefficient;
    }
  }

  private record Outcome(CommandRun run, Path output) {
    JsonNode summary() throws IOException {
      return new ObjectMapper().readTree(Files.readString(output.resolve("summary.json")));
    }

    List<TraceRow> trace() throws IOException {
      return TraceCsv.read(Files.readString(output.resolve("trace.csv")), "trace");
    }

    Factors factors() {
      return ModelStore.load(LocalSpark.session(), output.resolve("model").toString())
          .matrix()
          .factors();
    }
  }

  private static double random(int i, int stream) {
    return GaussianNumbers.uniform(7, stream, i, 0) - 0.5;
  }

  private static double truth(int a, int b) {
    return 2 + 3 * random(a, 1) * random(b, 2) + 2 * random(a, 3) * random(b, 4);
  }

  private static String entries(Exponents by) {
    StringBuilder text = new StringBuilder("row,col,value,w,c\n");
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        int cell = a * COLS + b;
        if (cell % 4 == 1) {
          continue;
        }
        double c = 1 + random(cell, 5);
        text.append(a).append(',').append(b).append(',');
        text.append(Math.scalb(truth(a, b) * c + 0.1 * random(cell, 6), by.value)).append(',');
        text.append(Math.scalb(1 + random(cell, 8), 2 * by.root)).append(',');
        text.append(Math.scalb(c, by.coefficient)).append('\n');
      }
    }
    return text.toString();
  }

  private static String matrices(String kind, Exponents by) {
    int d1 = 4;
    int d2 = 3;
    StringBuilder text =
        new StringBuilder(
            switch (kind) {
              case "dense" -> "measurement,value,w\n";
              case "sparse" -> "rows,cols,values,value,w\n";
              case "rank-one" -> "left,right,value,w\n";
              default -> "index,value,w\n";
            });
    for (int i = 0; i < 30; i++) {
      double y = random(i, 11) + 0.5;
      switch (kind) {
        case "dense" -> text.append(numbers(i, d1 * d2, 12, by.coefficient));
        case "sparse" ->
            text.append(i % d1)
                .append(" 2,")
                .append(i % d2)
                .append(" 1,")
                .append(numbers(i, 2, 13, by.coefficient));
        case "rank-one" ->
            text.append(numbers(i, d1, 14, by.coefficient - 90))
                .append(',')
                .append(numbers(i, d2, 15, 90));
        default -> text.append(i);
      }
      text.append(',').append(Math.scalb(y, by.value));
      text.append(',').append(Math.scalb(1 + random(i, 16), 2 * by.root)).append('\n');
    }
    return text.toString();
  }

  private static String numbers(int i, int count, int stream, int exponent) {
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < count; j++) {
      text.append(j == 0 ? "" : " ").append(Math.scalb(random(100 * i + j, stream), exponent));
    }
    return text.toString();
  }

  private Outcome fit(String name, String text, Exponents by, String options, String... more)
      throws IOException {
    Path input = Files.writeString(directory.resolve(name + ".csv"), text);
    Path output = directory.resolve(name);
    List<String> args =
        new ArrayList<>(List.of("fit", "--input", input.toString(), "--output", output.toString()));
    args.addAll(List.of("--lambda", Double.toString(Math.scalb(LAMBDA, by.lambda()))));
    args.addAll(List.of("--partitions", "2"));
    args.addAll(List.of(options.split(" ")));
    args.addAll(List.of(more));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s %s", by, run.err()).isZero();
    return new Outcome(run, output);
  }

  private static void requireSame(
      JsonNode expected, JsonNode found, Exponents by, int ofResiduals) {
    for (Map.Entry<String, JsonNode> one : expected.properties()) {
      JsonNode there = requireNonNull(found.get(one.getKey()));
      if (VALUES.contains(one.getKey())) {
        requireTimes(one.getKey(), one.getValue(), there, by.objective());
      } else if (RESIDUALS.contains(one.getKey()) && !one.getValue().isNull()) {
        requireTimes(one.getKey(), one.getValue(), there, ofResiduals);
      } else if (one.getKey().equals("baselines")) {
        assertThat(there).hasSameSizeAs(one.getValue());
        for (int k = 0; k < there.size(); k++) {
          requireSame(one.getValue().get(k), there.get(k), by, ofResiduals);
        }
      } else if (!OTHERWISE.contains(one.getKey())) {
        assertThat(there).as(one.getKey()).isEqualTo(one.getValue());
      }
    }
  }

  private static void requireSame(Outcome base, Outcome scaled, Exponents by) throws IOException {
    JsonNode expected = base.summary();
    JsonNode found = scaled.summary();
    // The mean is over √w A: a residual of a cell where a coefficient is one of the cell's.
    boolean cells = expected.get("kind").asText().equals("entries");
    requireSame(expected, found, by, cells ? by.value - by.coefficient : by.value);
    for (int k = 0; k < expected.get("singularValues").size(); k++) {
      requireTimes(
          "singularValues",
          expected.get("singularValues").get(k),
          found.get("singularValues").get(k),
          by.matrix());
    }
    requireSameTraces(base.trace(), scaled.trace(), by);
    requireSameFactors(base.factors(), scaled.factors(), by.matrix());
  }

  private static void requireTimes(String name, JsonNode base, JsonNode scaled, int exponent) {
    assertThat(scaled.asDouble()).as(name).isEqualTo(Math.scalb(base.asDouble(), exponent));
  }

  private static void requireSameTraces(List<TraceRow> base, List<TraceRow> scaled, Exponents by) {
    assertThat(scaled).hasSameSizeAs(base);
    for (int i = 0; i < base.size(); i++) {
      TraceRow expected = base.get(i);
      TraceRow found = scaled.get(i);
      assertThat(numbers(found, 0)).isEqualTo(numbers(expected, by.objective()));
      assertThat(found.event()).isEqualTo(expected.event());
      double twice = 4 * (by.value + by.root) - by.matrix();
      assertThat(Math.scalb(found.gradientNorm(), (int) -Math.floor(twice / 2)))
          .isBetween(0.7 * expected.gradientNorm(), 1.42 * expected.gradientNorm());
    }
  }

  /**
   * Steps are multiples of directions, but for those of gradient descent, which the caller sees.
   */
  private static List<Number> numbers(TraceRow row, int exponent) {
    return List.of(
        row.iteration(),
        row.passes(),
        row.searchRank(),
        Math.scalb(row.objective(), exponent),
        Math.scalb(row.convexObjective(), exponent),
        Math.scalb(row.lowerBound(), exponent),
        row.relativeGap(),
        row.nu());
  }

  /** Which half carries an odd power more depends on that of the data themselves. */
  private static void requireSameFactors(Factors base, Factors scaled, int matrix) {
    int more = Math.getExponent(ratio(scaled.left().data(), base.left().data()));
    assertThat(more).isBetween(Math.floorDiv(matrix, 2), Math.floorDiv(matrix + 1, 2));
    requireTimes(base.left().data(), scaled.left().data(), more);
    requireTimes(base.right().data(), scaled.right().data(), matrix - more);
  }

  private static double ratio(double[] scaled, double[] base) {
    for (int i = 0; i < base.length; i++) {
      if (base[i] != 0) {
        return scaled[i] / base[i];
      }
    }
    return 1;
  }

  private static void requireTimes(double[] base, double[] scaled, int exponent) {
    double[] expected = new double[base.length];
    for (int i = 0; i < base.length; i++) {
      expected[i] = Math.scalb(base[i], exponent);
    }
    assertThat(scaled).containsExactly(expected);
  }

  @Test
  void aStepAlongTheGradient_hasUnitsToo() throws IOException {
    String options = "--solver gradient-descent --search-rank 5 --relative-gap 0.2";
    Outcome base = fit("base", entries(Exponents.NONE), Exponents.NONE, options, "--step=0.3");
    for (int k : new int[] {-500, 499}) {
      Exponents by = new Exponents(k, 0, 0);
      double step = Math.scalb(0.3, -by.lambda());
      Outcome scaled = fit("at" + k, entries(by), by, options, "--step=" + step);
      requireSame(base, scaled, by);
      assertThat(scaled.trace().get(1).step()).isEqualTo(step);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 400, 0", "300, -190, 0", "0, 0, -480", "-250, -250, 250"})
  void coefficientsAndWeights_too(int value, int coefficient, int root) throws IOException {
    String options = "--center mean --weight w --coefficient c --holdout 0.1";
    Outcome base = fit("base", entries(Exponents.NONE), Exponents.NONE, options);
    Exponents by = new Exponents(value, coefficient, root);
    requireSame(base, fit("scaled", entries(by), by, options), by);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "sparse", "rank-one", "seeded-gaussian"})
  void otherKinds_areFittedAlike(String kind) throws IOException {
    String options =
        "--kind " + kind + " --rows 4 --cols 3 --weight w --holdout 0.1 --compress never";
    Outcome base = fit("base", matrices(kind, Exponents.NONE), Exponents.NONE, options);
    boolean drawn = kind.equals("seeded-gaussian");
    for (int k : new int[] {-500, 499}) {
      for (int a : drawn ? new int[] {0} : new int[] {0, k}) {
        Exponents by = new Exponents(a == 0 ? k : 10, a, a == 0 ? 0 : -30);
        requireSame(base, fit("at" + k + "and" + a, matrices(kind, by), by, options), by);
      }
    }
  }

  @Test
  void whatDoublesCannotHold_isRefusedInOneLine() throws IOException {
    refuse(new Exponents(-560, 0, 0), LAMBDA, "are too small: the objective");
    refuse(new Exponents(0, 0, 511), LAMBDA, "too large");
    refuse(Exponents.NONE, 1e-200, "lambda 1.0E-200 is too small beside values up to");
    refuse(Exponents.NONE, 1e200, "lambda 1.0E200 is too large beside values up to");
  }

  private void refuse(Exponents by, double lambda, String why) throws IOException {
    Path input = Files.writeString(directory.resolve("t.csv"), entries(by));
    Path output = directory.resolve("none");
    CommandRun run =
        CommandRun.of(
            "fit",
            "--input",
            input.toString(),
            "--output",
            output.toString(),
            "--weight=w",
            "--lambda=" + Math.scalb(lambda, Math.max(-900, by.lambda())));
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.err().get(run.err().size() - 1)).startsWith("overrank fit: ").contains(why);
    assertThat(output).doesNotExist();
  }

  @Test
  void valuesFarApart_andZeros_areNoTrouble() throws IOException {
    FitSummary far =
        summary(
            fit(
                "far",
                "row,col,value\n1,1,1e-170\n1,2,0\n2,1,1e100\n2,2,3e99\n",
                far(),
                "--center none"));
    assertThat(far.proof().certified()).isTrue();
    assertThat(far.answer().singularValues().get(0)).isBetween(1e100, 1.1e100);
    FitSummary zero =
        summary(fit("zero", "row,col,value\n1,1,0\n2,2,0\n", Exponents.NONE, "--center none"));
    assertThat(zero.proof().certified()).isTrue();
    assertThat(zero.proof().objective()).isZero();
    assertThat(zero.proof().relativeGap()).isZero();
  }

  private static Exponents far() {
    return new Exponents(332 - 10, 0, 0);
  }

  private static FitSummary summary(Outcome outcome) throws IOException {
    return SummaryJson.read(
        Files.readString(outcome.output.resolve("summary.json")), "summary.json");
  }

  @Test
  void whatFollowsAFit_followsItsUnits() throws IOException {
    String options = "--center biases --regularizer weighted --holdout 0.2";
    List<JsonNode> proofs = new ArrayList<>();
    List<TraceRow> first = new ArrayList<>();
    for (int k : new int[] {0, 499}) {
      Exponents by = new Exponents(k, 0, 0);
      Outcome base = fit("base" + k, entries(by), by, options);
      CommandRun certify =
          CommandRun.of(
              "certify",
              "--model=" + base.output.resolve("model"),
              "--input=" + directory.resolve("base" + k + ".csv"),
              "--second-order");
      assertThat(certify.exit()).as("%s", certify.err()).isZero();
      proofs.add(new ObjectMapper().readTree(String.join("\n", certify.out())));
      Outcome warm =
          fit(
              "warm" + k,
              entries(by),
              by,
              options,
              "--start=model:" + base.output.resolve("model"));
      first.add(warm.trace().get(0));
    }
    for (String name : List.of("objective", "convexObjective", "lowerBound")) {
      requireTimes(name, proofs.get(0).get(name), proofs.get(1).get(name), 998);
    }
    for (String name : List.of("relativeGap", "nu", "rank", "verdict")) {
      assertThat(proofs.get(1).get(name)).as(name).isEqualTo(proofs.get(0).get(name));
    }
    requireTimes(
        "curvatureTolerance",
        proofs.get(0).get("curvatureTolerance"),
        proofs.get(1).get("curvatureTolerance"),
        499);
    assertThat(first.get(1).objective()).isEqualTo(Math.scalb(first.get(0).objective(), 998));
  }
}
