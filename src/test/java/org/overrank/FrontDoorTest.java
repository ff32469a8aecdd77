package org.overrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.fit.FitSettings;
import org.overrank.linalg.InvalidInputException;

/** From arrays, or a DataFrame, to a certified answer; the README shows the first of these. */
final class FrontDoorTest {
  private static final int USERS = 30;
  private static final int FILMS = 20;

  /** A matrix of rank 1: who is how generous times how good a film is. */
  private static double stars(int user, int film) {
    return (1 + user % 3) * (1 + film % 5) / 3.0;
  }

  private static List<int[]> seen() {
    Random random = new Random(1);
    List<int[]> cells = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int film = 0; film < FILMS; film++) {
        if (random.nextDouble() < 0.6) {
          cells.add(new int[] {user, film});
        }
      }
    }
    return cells;
  }

  @Test
  void threeArrays_toACertifiedAnswer() {
    int[] users = seen().stream().mapToInt(cell -> cell[0]).toArray();
    int[] films = seen().stream().mapToInt(cell -> cell[1]).toArray();
    double[] stars = seen().stream().mapToDouble(cell -> stars(cell[0], cell[1])).toArray();
    // README
    Problem ratings = Problem.ofEntries(users, films, stars);
    FitSettings settings = FitSettings.builder().lambda(1e-4).relativeGap(1e-3).build();
    Answer answer = ratings.fit(settings);
    String verdict = answer.verdict(); // "Certified: the objective is proven to be within ..."
    double prediction = answer.predict(3, 5); // user 3, film 5
    // end
    assertThat(verdict).startsWith("Certified");
    assertThat(answer.relativeGap()).isBetween(0.0, 1e-3);
    assertThat(answer.rank()).isEqualTo(1);
    assertThat(prediction).isCloseTo(stars(3, 5), within(0.05));
    assertThat(answer.left().rows()).isEqualTo(USERS);
    assertThat(answer.right().rows()).isEqualTo(FILMS);
    assertThatThrownBy(() -> answer.predict(USERS, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("there is no row 30: they are numbered from 0 to 29");
  }

  /** One source: what the README shows is what is compiled and run here. */
  @Test
  void theReadme_showsTheTest() throws IOException {
    Path source = Path.of("src/test/java/org/overrank/FrontDoorTest.java");
    String example =
        Files.readString(source)
            .lines()
            .dropWhile(line -> !line.equals("    // README"))
            .skip(1)
            .takeWhile(line -> !line.equals("    // end"))
            .map(String::strip)
            .collect(Collectors.joining("\n"));
    assertThat(example).contains("Problem.ofEntries");
    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "\n```");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300, -300})
  void anyScale_isAsGood(int exponent) {
    double scale = Math.scalb(1.0, exponent);
    double[] values = seen().stream().mapToDouble(c -> scale * stars(c[0], c[1])).toArray();
    Answer answer =
        Problem.ofEntries(
                seen().stream().mapToInt(cell -> cell[0]).toArray(),
                seen().stream().mapToInt(cell -> cell[1]).toArray(),
                values)
            .fit(FitSettings.builder().lambda(1e-4 * scale).build());
    assertThat(answer.relativeGap()).isLessThan(1e-3);
    assertThat(answer.predict(3, 5) / scale).isCloseTo(stars(3, 5), within(0.05));
  }

  @Test
  void aDataFrame_isSolvedOnSpark_byIds() {
    StructType schema =
        new StructType()
            .add("who", DataTypes.StringType)
            .add("film", DataTypes.IntegerType)
            .add("stars", DataTypes.DoubleType);
    List<Row> rows =
        seen().stream()
            .map(cell -> RowFactory.create("u" + cell[0], cell[1], stars(cell[0], cell[1])))
            .toList();
    Dataset<Row> table = LocalSpark.session().createDataFrame(rows, schema);
    Answer answer =
        Problem.ofEntries(table, "who", "film", "stars")
            .fit(FitSettings.builder().lambda(1e-4).build());
    assertThat(answer.verdict()).startsWith("Certified");
    assertThat(answer.predict("u3", 5)).isCloseTo(stars(3, 5), within(0.05));
    assertThat(answer.predict("nobody", 5)).isBetween(1.0, 3.0);
  }

  @Test
  void measurements_ofOtherKinds() {
    Random random = new Random(2);
    double[][] matrices = new double[80][12];
    double[][] lefts = new double[80][4];
    double[][] rights = new double[80][3];
    double[] products = new double[80];
    double[] forms = new double[80];
    for (int i = 0; i < 80; i++) {
      for (int k = 0; k < 12; k++) {
        matrices[i][k] = random.nextGaussian();
        lefts[i][k % 4] = random.nextGaussian();
        rights[i][k % 3] = random.nextGaussian();
        products[i] += matrices[i][k] * stars(k / 3, k % 3);
      }
      for (int k = 0; k < 12; k++) {
        forms[i] += lefts[i][k / 3] * rights[i][k % 3] * stars(k / 3, k % 3);
      }
    }
    FitSettings settings = FitSettings.builder().lambda(1e-5).build();
    for (Problem problem :
        List.of(
            Problem.ofDense(4, 3, matrices, products), Problem.ofRankOne(lefts, rights, forms))) {
      Answer answer = problem.fit(settings);
      assertThat(answer.relativeGap()).isLessThan(1e-3);
      assertThat(answer.predict(2, 1)).isCloseTo(stars(2, 1), within(0.02));
    }
  }

  @Test
  void whatIsNoProblem_isRefusedInOneLine() {
    refused(() -> Problem.ofEntries(new int[2], new int[2], new double[3]), "not equally many");
    refused(() -> Problem.ofEntries(new int[0], new int[0], new double[0]), "no measurements");
    refused(
        () -> Problem.ofEntries(new int[] {0, -1}, new int[2], new double[2]),
        "entry 1: there is no row -1");
    refused(
        () -> Problem.ofEntries(new int[2], new int[2], new double[2]),
        "row 0, column 0 has two entries");
    refused(
        () -> Problem.ofEntries(new int[1], new int[1], new double[] {Double.NaN}),
        "value 0 is not finite: NaN");
    refused(
        () -> Problem.ofDense(2, 2, new double[1][3], new double[1]),
        "matrix 0 has 3 numbers, not 4");
    Problem one = Problem.ofEntries(new int[1], new int[1], new double[] {1});
    refused(() -> one.fit(FitSettings.builder().build()), "lambda must be positive and finite");
  }

  private static void refused(Runnable what, String message) {
    assertThatThrownBy(what::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }
}
