package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;
import org.overrank.fit.TraceCsv;
import org.overrank.fit.TraceRow;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.spark.model.ModelStore;

/** A fit of 2^k y at 2^k λ is the fit of y at λ, to the digit, in other units. */
final class ScaleInvarianceTest {
  private static final int[] EXPONENTS = {-500, -77, 1, 500};

  @TempDir Path directory;

  private interface Table {
    /** The lines of a table whose values are times 2^k. */
    List<String> lines(int k);
  }

  private static Table table(String kind) {
    return switch (kind) {
      case "entries" -> ScaleInvarianceTest::entries;
      case "dense" -> k -> matrices(k, 6, "measurement,value");
      case "rank-one" -> k -> matrices(k, 5, "left,right,value");
      default -> k -> matrices(k, 0, "index,value");
    };
  }

  private static List<String> entries(int k) {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>(List.of("row,col,value,w,c"));
    for (int a = 0; a < 12; a++) {
      for (int b = 0; b < 9; b++) {
        double value = Math.scalb((a - 5) * (b - 3) / 7.0 + random.nextGaussian() / 9 + 2, k);
        double weight = 0.5 + random.nextDouble();
        double coefficient = 1 + random.nextDouble();
        if (random.nextInt(3) > 0) {
          lines.add(a + "," + b + "," + value + "," + weight + "," + coefficient);
        }
      }
    }
    return lines;
  }

  private static List<String> matrices(int k, int cells, String header) {
    Random random = new Random(4);
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < 30; i++) {
      StringBuilder line = new StringBuilder();
      int lists = header.split(",").length - 1;
      for (int list = 0; list < lists; list++) {
        for (int j = 0; j < cells; j++) {
          line.append(j == 0 ? "" : " ").append(random.nextGaussian());
        }
        line.append(cells == 0 ? String.valueOf(i) : "").append(',');
      }
      lines.add(line.append(Math.scalb(random.nextGaussian() + 1, k)).toString());
    }
    return lines;
  }

  private Path fitted(String kind, String options, double lambda, int k) throws IOException {
    Path input = directory.resolve("t" + k + ".csv");
    Files.write(input, table(kind).lines(k));
    Path output = directory.resolve("out" + k);
    String words =
        "fit --kind "
            + kind
            + " --input "
            + input
            + " --output "
            + output
            + " --relative-gap 1e-5 --partitions 2 --lambda "
            + Math.scalb(lambda, k)
            + (options == null ? "" : " " + options);
    CommandRun run = CommandRun.of(words.split(" "));
    assertThat(run.exit()).as("k = %d: %s", k, run.err()).isZero();
    return output;
  }

  @ParameterizedTest
  @CsvSource({
    "entries,",
    "entries, --regularizer weighted --weight w --center mean --holdout 0.2",
    "entries, --coefficient c --center biases --search-rank 3 --solver scaled-lbfgs --escape auto",
    "entries, --storage float --start spectral",
    "dense, --rows 2 --cols 3",
    "rank-one, --solver proximal-gradient",
    "seeded-gaussian, --rows 4 --cols 3 --solver scaled-lbfgs --search-rank 3",
  })
  void theSameDigits(String kind, String options) throws IOException {
    double lambda = 0.02;
    Path plain = fitted(kind, options, lambda, 0);
    for (int k : EXPONENTS) {
      Path scaled = fitted(kind, options, lambda, k);
      compare(plain, scaled, k);
    }
  }

  private static void compare(Path plain, Path scaled, int k) throws IOException {
    FitSummary one = SummaryJson.read(Files.readString(plain.resolve("summary.json")), "one");
    FitSummary other = SummaryJson.read(Files.readString(scaled.resolve("summary.json")), "other");
    assertThat(other.passes()).as("passes, k = %d", k).isEqualTo(one.passes());
    assertThat(other.relativeGap()).isEqualTo(one.relativeGap());
    assertThat(other.nu()).isEqualTo(one.nu());
    assertThat(other.rank()).isEqualTo(one.rank());
    assertThat(other.objective()).isEqualTo(Math.scalb(one.objective(), 2 * k));
    assertThat(other.convexObjective()).isEqualTo(Math.scalb(one.convexObjective(), 2 * k));
    assertThat(other.lowerBound()).isEqualTo(Math.scalb(one.lowerBound(), 2 * k));
    assertThat(other.trainRmse()).isEqualTo(Math.scalb(one.trainRmse(), k));
    if (one.holdoutRmse() != null && other.holdoutRmse() != null) {
      assertThat(other.holdoutRmse()).isEqualTo(Math.scalb(one.holdoutRmse(), k));
    }
    for (int j = 0; j < one.singularValues().size(); j++) {
      assertThat(other.singularValues().get(j))
          .isEqualTo(Math.scalb(one.singularValues().get(j), k));
    }
    compareTraces(plain, scaled, k);
    compareModels(plain, scaled, k);
  }

  private static void compareTraces(Path plain, Path scaled, int k) throws IOException {
    List<TraceRow> one = TraceCsv.read(Files.readString(plain.resolve("trace.csv")), "one");
    List<TraceRow> other = TraceCsv.read(Files.readString(scaled.resolve("trace.csv")), "other");
    assertThat(other).hasSameSizeAs(one);
    for (int j = 0; j < one.size(); j++) {
      assertThat(other.get(j).objective()).isEqualTo(Math.scalb(one.get(j).objective(), 2 * k));
      assertThat(other.get(j).relativeGap()).isEqualTo((Object) one.get(j).relativeGap());
      if (one.get(j).gradientNorm() == 0) {
        continue;
      }
      double gradient = Math.scalb(one.get(j).gradientNorm(), (3 * k) / 2);
      assertThat(other.get(j).gradientNorm() / gradient).isBetween(0.5, 2.0);
    }
  }

  private static void compareModels(Path plain, Path scaled, int k) {
    Factors one = ModelStore.load(LocalSpark.session(), plain.toString()).matrix().factors();
    Factors other = ModelStore.load(LocalSpark.session(), scaled.toString()).matrix().factors();
    int left = exponent(one.left(), other.left());
    int right = exponent(one.right(), other.right());
    assertThat(left + right).isEqualTo(k);
    assertThat(Math.abs(left - right)).isLessThanOrEqualTo(2);
    requireScaled(one.left(), other.left(), left);
    requireScaled(one.right(), other.right(), right);
  }

  private static int exponent(Matrix one, Matrix other) {
    return Math.getExponent(other.data()[0]) - Math.getExponent(one.data()[0]);
  }

  private static void requireScaled(Matrix one, Matrix other, int exponent) {
    for (int j = 0; j < one.data().length; j++) {
      assertThat(other.data()[j]).isEqualTo(Math.scalb(one.data()[j], exponent));
    }
  }

  @Test
  void certifyAndPredictAndTheNextFitSpeakTheUnitsOfTheirUser() throws IOException {
    Path plain = fitted("entries", "--center mean", 0.02, 0);
    Path scaled = fitted("entries", "--center mean", 0.02, -333);
    JsonNode one = certified(plain, 0);
    JsonNode other = certified(scaled, -333);
    assertThat(other.get("relativeGap")).isEqualTo(one.get("relativeGap"));
    assertThat(other.get("objective").asDouble())
        .isEqualTo(Math.scalb(one.get("objective").asDouble(), -666));
    FitSummary warm = warm(plain, 0);
    FitSummary warmToo = warm(scaled, -333);
    assertThat(warmToo.passes()).isEqualTo(warm.passes());
    assertThat(warmToo.objective()).isEqualTo(Math.scalb(warm.objective(), -666));
  }

  private FitSummary warm(Path model, int k) throws IOException {
    Path kept = Files.move(model, directory.resolve("kept" + k));
    Path warm = fitted("entries", "--center mean --start model:" + kept, 0.02, k);
    return SummaryJson.read(Files.readString(warm.resolve("summary.json")), "warm");
  }

  private JsonNode certified(Path model, int k) throws IOException {
    CommandRun run =
        CommandRun.of(
            "certify", "--model=" + model, "--input=" + directory.resolve("t" + k + ".csv"));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    return new ObjectMapper().readTree(String.join("\n", run.out()));
  }

  @Test
  void whatDoublesCannotHoldIsRefused() throws IOException {
    Path input = directory.resolve("in.csv");
    for (String value : List.of("1e-170", "1e-300", "3e160")) {
      Files.writeString(input, "row,col,value\n1,1," + value + "\n2,2," + value + "\n");
      CommandRun run =
          CommandRun.of(
              "fit",
              "--input=" + input,
              "--lambda=" + value,
              "--output=" + directory.resolve("out"));
      assertThat(run.exit()).as("%s: %s", value, run.err()).isEqualTo(2);
      assertThat(run.err().get(run.err().size() - 1)).contains("value").contains("too ");
      assertThat(directory.resolve("out")).doesNotExist();
    }
  }
}
