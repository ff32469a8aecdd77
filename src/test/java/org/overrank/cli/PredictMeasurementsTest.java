package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.spark.model.ModelStore;

/** ⟨A, M̂⟩ of further measurements, by plain loops; one fit of rank-one ones for all. */
final class PredictMeasurementsTest {
  private static final int D1 = 4;
  private static final int D2 = 3;

  @TempDir static Path shared;
  @TempDir Path directory;

  private static Path fit;
  private static double[][] matrix;

  private static double[] vector(int i, int stream, int length) {
    double[] vector = new double[length];
    for (int k = 0; k < length; k++) {
      vector[k] = GaussianNumbers.at(6, stream, i, k);
    }
    return vector;
  }

  private static String text(double[] numbers) {
    StringBuilder text = new StringBuilder();
    for (double number : numbers) {
      text.append(text.isEmpty() ? "" : " ").append(number);
    }
    return text.toString();
  }

  @BeforeAll
  static void fitOnce() throws IOException {
    List<String> lines = new ArrayList<>(List.of("left,right,value"));
    for (int i = 0; i < 40; i++) {
      double[] a = vector(i, 1, D1);
      double[] b = vector(i, 2, D2);
      lines.add(text(a) + "," + text(b) + "," + 2 * (a[0] + a[1]) * (b[0] - b[2]));
    }
    Path table = Files.write(shared.resolve("r.csv"), lines);
    fit = shared.resolve("fit");
    CommandRun run =
        CommandRun.of(
            "fit", "--kind=rank-one", "--input=" + table, "--lambda=1e-3", "--output=" + fit);
    assertThat(run.exit()).as("%s", run.err()).isZero();
    Factors factors = ModelStore.load(LocalSpark.session(), fit.toString()).matrix().factors();
    matrix = product(factors.left(), factors.right());
  }

  private static double[][] product(Matrix left, Matrix right) {
    double[][] product = new double[left.rows()][right.rows()];
    for (int i = 0; i < left.rows(); i++) {
      for (int j = 0; j < right.rows(); j++) {
        for (int k = 0; k < left.cols(); k++) {
          product[i][j] += left.get(i, k) * right.get(j, k);
        }
      }
    }
    return product;
  }

  private static CommandRun predict(Path input, Path output, String... more) {
    return CommandRun.of(
        SmallTable.concat(
            new String[] {"predict", "--model=" + fit, "--input=" + input, "--output=" + output},
            more));
  }

  @Test
  void unseenPairs_keepTheirColumnsAndOrder() throws IOException {
    List<String> lines = new ArrayList<>(List.of("note,right,left"));
    double[] expected = new double[600];
    for (int i = 0; i < expected.length; i++) {
      double[] a = vector(i, 3, D1);
      double[] b = vector(i, 4, D2);
      lines.add("n " + i + "," + text(b) + "," + text(a));
      for (int k = 0; k < D1 * D2; k++) {
        expected[i] += a[k / D2] * matrix[k / D2][k % D2] * b[k % D2];
      }
    }
    Path input = Files.write(directory.resolve("in.csv"), lines);
    Path output = directory.resolve("out.csv");
    CommandRun run = predict(input, output, "--kind=rank-one");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.err()).containsExactly("600 measurements predicted into " + output);
    List<String> written = Files.readAllLines(output);
    assertThat(written.get(0)).isEqualTo("note,right,left,prediction");
    for (int i = 0; i < expected.length; i++) {
      String line = written.get(i + 1);
      int at = line.lastIndexOf(',');
      assertThat(line.substring(0, at)).isEqualTo(lines.get(i + 1));
      assertThat(Double.parseDouble(line.substring(at + 1)))
          .isCloseTo(expected[i], within(1e-12 * (1 + Math.abs(expected[i]))));
    }
  }

  /** Models know cells of their matrix too: other kinds of measurement speak of the same M̂. */
  @Test
  void otherKinds_ofTheSameMatrix() throws IOException {
    Path dense =
        Files.writeString(directory.resolve("d.csv"), "measurement\n0 1 0 0 0 0 0 0 0 0 0 -2\n");
    assertThat(predict(dense, directory.resolve("d"), "--kind=dense").exit()).isZero();
    Path sparse = Files.writeString(directory.resolve("s.csv"), "rows,cols,values\n0 3,1 2,1 -2\n");
    Path output = directory.resolve("s-out.csv");
    assertThat(predict(sparse, output, "--kind=sparse").exit()).isZero();
    String line = Files.readAllLines(output).get(1);
    assertThat(Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
        .isCloseTo(matrix[0][1] - 2 * matrix[3][2], within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "left,right;1 2 3 4,1 2 3;1 2 3,1 2 3 | --kind=rank-one | data row 2: left has 3 numbers"
            + " where 4 are expected",
        "left,right;1 2 3 4,                  | --kind=rank-one | data row 1: right is missing",
        "left,other;1 2 3 4,1 2 3             | --kind=rank-one | no column \"right\"",
        "left,right,prediction;1 2 3 4,1 2 3,1| --kind=rank-one | has a column \"prediction\""
            + " already",
        "left,right;1 2 3 4,1 2 3             | --kind=rank-one --clip=1,2 | --clip is an option of"
            + " --kind entries only",
        "left,right;1 2 3 4,1 2 3             | --kind=rank-one --interval=0.9 | --interval is of"
            + " --kind entries",
        "left,right;1 2 3 4,1 2 3             | --kind=rank-one --row=left | --row and --col are of"
            + " --kind entries"
      })
  void whatCannotBePredicted_isRefusedInOneLine(String text, String options, String expected)
      throws IOException {
    Path input =
        Files.writeString(directory.resolve("in.csv"), text.strip().replace(';', '\n') + "\n");
    Path output = directory.resolve("out.csv");
    CommandRun run = predict(input, output, options.split(" +", -1));
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).startsWith("overrank predict: ").contains(expected);
    assertThat(output).doesNotExist();
  }
}
