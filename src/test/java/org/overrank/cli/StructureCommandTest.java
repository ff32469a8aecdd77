package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.spark.model.ModelStore;

/** Structures from the command line: answers that have them, certificates, and refusals. */
class StructureCommandTest {
  private static final int N = 3;

  @TempDir Path directory;

  private static String text(double... numbers) {
    return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  private static double[] gaussian(int n, Random random) {
    return random.doubles(n).map(any -> random.nextGaussian()).toArray();
  }

  /** ⟨zzᴴ, X⟩ of X = uuᴴ, as cells of zzᴴ and as z, interleaved. */
  private Path complex(boolean dense) throws IOException {
    Random random = new Random(7);
    double[] u = gaussian(2 * N, random);
    List<String> lines = new ArrayList<>(List.of(dense ? "measurement,value" : "left,right,value"));
    for (int k = 0; k < 30; k++) {
      double[] z = gaussian(2 * N, random);
      double re = 0;
      double im = 0;
      double[] cells = new double[2 * N * N];
      for (int i = 0; i < N; i++) {
        re += z[2 * i] * u[2 * i] + z[2 * i + 1] * u[2 * i + 1];
        im += z[2 * i] * u[2 * i + 1] - z[2 * i + 1] * u[2 * i];
        for (int j = 0; j < N; j++) {
          cells[2 * (i * N + j)] = z[2 * i] * z[2 * j] + z[2 * i + 1] * z[2 * j + 1];
          cells[2 * (i * N + j) + 1] = z[2 * i + 1] * z[2 * j] - z[2 * i] * z[2 * j + 1];
        }
      }
      String numbers = dense ? text(cells) : text(z) + "," + text(z);
      lines.add(numbers + "," + (re * re + im * im));
    }
    return Files.write(directory.resolve((dense ? "d" : "r") + ".csv"), lines);
  }

  private CommandRun fit(Path table, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "fit", "--input=" + table, "--output=" + out(), "--lambda=1e-3", "--partitions=2"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray(String[]::new));
  }

  private Path out() {
    return directory.resolve("fit");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void complexMeasurements_giveAHermitianMatrix_thatCertifyAndPredictKnow(boolean dense)
      throws IOException {
    Path table = complex(dense);
    String kind = "--kind=" + (dense ? "dense" : "rank-one");
    CommandRun run = fit(table, kind, "--rows=3", "--cols=3", "--structure=hermitian");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    List<String[]> cells =
        Files.readAllLines(out().resolve("matrix.csv")).stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .toList();
    assertThat(cells).hasSize(N * N);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        String[] here = cells.get(i * N + j);
        String[] there = cells.get(j * N + i);
        assertThat(here[2]).isEqualTo(there[2]);
        assertThat(Double.parseDouble(here[3])).isEqualTo(-Double.parseDouble(there[3]) + 0.0);
      }
    }
    assertThat(Files.readString(out().resolve("summary.json"))).contains("\"rows\" : 3");
    assertThat(CommandRun.of("certify", "--model=" + out().resolve("model"), "--input=" + table))
        .satisfies(proof -> assertThat(proof.exit()).as("%s", proof.err()).isZero());
    Path predicted = directory.resolve("predicted.csv");
    CommandRun predict =
        CommandRun.of(
            "predict",
            kind,
            "--model=" + out().resolve("model"),
            "--input=" + table,
            "--output=" + predicted);
    assertThat(predict.exit()).as("%s", predict.err()).isZero();
    for (String line : Files.readAllLines(predicted).stream().skip(1).toList()) {
      String[] fields = line.split(",", -1);
      double value = Double.parseDouble(fields[fields.length - 2]);
      double told = Double.parseDouble(fields[fields.length - 1]);
      assertThat(told).isCloseTo(value, within(0.05 * (1 + value)));
    }
  }

  private static String part(String interleaved, int which) {
    String[] numbers = interleaved.split(" ", -1);
    return IntStream.range(0, numbers.length / 2)
        .mapToObj(k -> numbers[2 * k + which])
        .collect(Collectors.joining(" "));
  }

  /** Columns of real and of imaginary parts, in place of lists of both. */
  private Path inParts(Path table) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      String[] cells = line.split(",", -1);
      List<String> parts = new ArrayList<>();
      for (int k = 0; k < cells.length - 1; k++) {
        boolean header = lines.isEmpty();
        parts.add(header ? cells[k] + "_re" : part(cells[k], 0));
        parts.add(header ? cells[k] + "_im" : part(cells[k], 1));
      }
      lines.add(String.join(",", parts) + "," + cells[cells.length - 1]);
    }
    return Files.write(directory.resolve("parts.csv"), lines);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void realAndImaginaryParts_inColumnsOfTheirOwn_giveTheSameBits(boolean dense) throws IOException {
    Path table = complex(dense);
    List<String> options = new ArrayList<>(List.of("--structure=hermitian", "--overwrite"));
    options.add("--kind=" + (dense ? "dense" : "rank-one"));
    options.addAll(dense ? List.of("--rows=3", "--cols=3") : List.of());
    String[] words = options.toArray(String[]::new);
    assertThat(fit(table, words).exit()).isZero();
    String together = Files.readString(out().resolve("matrix.csv"));
    Path parts = inParts(table);
    CommandRun run = fit(parts, words);
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(Files.readString(out().resolve("matrix.csv"))).isEqualTo(together);
    CommandRun predict =
        CommandRun.of(
            "predict",
            words[2],
            "--model=" + out().resolve("model"),
            "--input=" + parts,
            "--output=" + directory.resolve("p.csv"));
    assertThat(predict.exit()).as("%s", predict.err()).isZero();
  }

  @Test
  void entriesOfAKernel_giveASemidefiniteMatrix_byOneFactor() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,product"));
    double[][] points = {{1, 2}, {0, 1}, {-1, 1}, {2, 0}, {1, 1}, {0, -2}};
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j <= i; j++) {
        double product = points[i][0] * points[j][0] + points[i][1] * points[j][1];
        lines.add("p" + i + ",p" + j + "," + product);
      }
    }
    Path table = Files.write(directory.resolve("k.csv"), lines);
    CommandRun run =
        fit(
            table,
            "--row=a",
            "--col=b",
            "--value=product",
            "--structure=psd",
            "--center=none",
            "--relative-gap=1e-6");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    Factors factors = ModelStore.load(LocalSpark.session(), out() + "/model").matrix().factors();
    assertThat(factors.left()).isEqualTo(factors.right());
    Matrix product = factors.product();
    assertThat(product.get(0, 5)).isCloseTo(-4, within(0.2));
    assertThat(CommandRun.of("certify", "--model=" + out() + "/model", "--input=" + table).exit())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "measurement,value\\n1 2 3 4 5 6,1|--kind=dense --rows=2 --cols=3 --structure=psd|structure"
            + " psd: the matrix is 2 x 3, not square",
        "row,col,value\\na,b,1\\na,c,2|--structure=psd --center=none|rows and columns must have the"
            + " same ids",
        "row,col,value\\na,a,1\\nb,b,2|--structure=psd --center=mean|--structure psd: needs --center"
            + " none",
        "row,col,value\\na,a,1|--structure=psd --solver=variable-projection|--structure psd: not"
            + " with --solver variable-projection",
        "row,col,value\\na,a,1|--structure=hermitian|--structure hermitian: not for entries",
        "left_re,right,value\\n1,1 0,1|--kind=rank-one --structure=hermitian|column \"left_re\" is"
            + " there without \"left_im\"",
        "measurement_im,value\\n1,1|--kind=dense --rows=1 --cols=1 --structure=hermitian|column"
            + " \"measurement_im\" is there without \"measurement_re\"",
        "left_re,left_im,right,value\\n1 2,1,1 0,1|--kind=rank-one --structure=hermitian|left_re has"
            + " 2 numbers and left_im 1, not equally many",
        "left_re,left_im,right,value\\n1,1,1,1|--kind=rank-one|no column \"left\"",
        "measurement,value\\n1 2 3,1|--kind=dense --rows=1 --cols=1 --structure=hermitian|3 numbers"
            + " where 2 x 1 x 1 = 2 are expected"
      })
  void whatCannotBe_isRefusedInOneLine(String table, String options, String message)
      throws IOException {
    Path file = Files.writeString(directory.resolve("t.csv"), table.replace("\\n", "\n") + "\n");
    CommandRun run = fit(file, options.split(" ", -1));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(String.join("\n", run.err())).contains(message);
    assertThat(out()).doesNotExist();
  }
}
