package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.certify.ProximalGradientOracle;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;
import org.overrank.linalg.GaussianNumbers;

/** Features of rows and columns, joined by id: against dense problems that know no ids. */
final class FeaturesTest {
  private static final int USERS = 12;
  private static final int ITEMS = 8;
  private static final int FEATURES = 2;
  private static final double LAMBDA = 0.02;

  @TempDir Path folder;
  private Path ratings;
  private Path users;
  private Path items;

  /** A user's or item's features; the last user and the last item have no ratings. */
  private static double[] features(int side, int k) {
    return new double[] {GaussianNumbers.at(3, side, k, 0), GaussianNumbers.at(3, side, k, 1)};
  }

  private static double value(int u, int i) {
    double[] f = features(1, u);
    double[] g = features(2, i);
    return f[0] * g[0]
        - f[1] * g[1]
        + GaussianNumbers.at(4, 1, u, 0) * GaussianNumbers.at(4, 2, i, 0);
  }

  private static boolean isMeasured(int u, int i) {
    return u < USERS - 1 && i < ITEMS - 1 && (3 * u + 5 * i) % 4 != 0;
  }

  private static String user(int u) {
    return "u" + u;
  }

  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("user,item,stars"));
    for (int u = 0; u < USERS; u++) {
      for (int i = 0; i < ITEMS; i++) {
        if (isMeasured(u, i)) {
          lines.add(user(u) + "," + i + "," + value(u, i));
        }
      }
    }
    ratings = Files.write(folder.resolve("ratings.csv"), lines);
    List<String> u = new ArrayList<>(List.of("age,user,work"));
    for (int k = 0; k < USERS; k++) {
      u.add(features(1, k)[0] + "," + user(k) + "," + features(1, k)[1]);
    }
    users = Files.write(folder.resolve("users.csv"), u);
    List<String> i = new ArrayList<>(List.of("item,length,year"));
    for (int k = 0; k < ITEMS; k++) {
      i.add(k + "," + features(2, k)[0] + "," + features(2, k)[1]);
    }
    items = Files.write(folder.resolve("items.csv"), i);
  }

  private CommandRun fit(Path out, Path table, String... more) {
    List<String> args = new ArrayList<>(List.of("fit", "--input", table.toString(), "--value"));
    args.addAll(List.of("stars", "--lambda=" + LAMBDA, "--relative-gap=1e-7"));
    args.addAll(List.of("--output", out.toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private FitSummary fitted(String name, String... more) throws IOException {
    Path out = folder.resolve(name);
    CommandRun run =
        fit(out, ratings, SmallTable.concat(new String[] {"--row", "user", "--col", "item"}, more));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    return SummaryJson.read(Files.readString(out.resolve("summary.json")), name);
  }

  private String[] both() {
    return new String[] {"--row-features", users.toString(), "--col-features", items.toString()};
  }

  /** The least F over matrices of [features, ids] × [features, ids], or of features alone. */
  private static double optimum(boolean own) {
    int rows = FEATURES + (own ? USERS : 0);
    int cols = FEATURES + (own ? ITEMS : 0);
    List<double[]> matrices = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (int u = 0; u < USERS; u++) {
      for (int i = 0; i < ITEMS; i++) {
        if (isMeasured(u, i)) {
          double[] a = vector(features(1, u), u, rows);
          double[] b = vector(features(2, i), i, cols);
          double[] cells = new double[rows * cols];
          for (int k = 0; k < cells.length; k++) {
            cells[k] = a[k / cols] * b[k % cols];
          }
          matrices.add(cells);
          targets.add(value(u, i));
        }
      }
    }
    return new ProximalGradientOracle(
            rows,
            cols,
            matrices.toArray(double[][]::new),
            targets.stream().mapToDouble(Double::doubleValue).toArray(),
            LAMBDA)
        .optimum();
  }

  private static double[] vector(double[] features, int id, int length) {
    double[] vector = new double[length];
    System.arraycopy(features, 0, vector, 0, FEATURES);
    if (length > FEATURES) {
      vector[FEATURES + id] = 1;
    }
    return vector;
  }

  private static void assertBrackets(FitSummary summary, double optimum) {
    assertThat(summary.proof().lowerBound()).isLessThanOrEqualTo(optimum * (1 + 1e-10));
    assertThat(summary.proof().objective()).isGreaterThanOrEqualTo(optimum * (1 - 1e-10));
    assertThat(summary.proof().objective()).isCloseTo(optimum, within(1e-6 * optimum));
  }

  @Test
  void entriesWithFeatures_areCertifiedAgainstADenseOracle_andCertifyProvesItAgain()
      throws IOException {
    FitSummary summary = fitted("fit", both());
    assertBrackets(summary, optimum(true));
    List<String> args = new ArrayList<>(List.of("certify", "--model"));
    args.addAll(List.of(folder.resolve("fit").toString(), "--input", ratings.toString()));
    CommandRun bare = CommandRun.of(args.toArray(String[]::new));
    assertThat(bare.exit()).isEqualTo(2);
    assertThat(bare.err()).last().asString().contains("--row-features is missing");
    args.addAll(List.of(both()));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s %s", run.err(), run.out()).isZero();
    JsonNode proof = new ObjectMapper().readTree(String.join("\n", run.out()));
    assertThat(proof.get("objective").asDouble())
        .isCloseTo(summary.proof().objective(), within(1e-9));
    assertThat(proof.get("relativeGap").asDouble()).isLessThan(1e-7);
  }

  @Test
  void rankOneWithFeatures_isTheFitOfVectorsThatAreRepeatedOnEveryRow() throws IOException {
    FitSummary joined = fitted("joined", SmallTable.concat(both(), "--kind=rank-one"));
    assertBrackets(joined, optimum(false));
    List<String> lines = new ArrayList<>(List.of("left;right;stars"));
    for (String line : Files.readAllLines(ratings).subList(1, Files.readAllLines(ratings).size())) {
      String[] words = line.split(",", -1);
      double[] f = features(1, Integer.parseInt(words[0].substring(1)));
      double[] g = features(2, Integer.parseInt(words[1]));
      lines.add("[%s,%s];[%s,%s];%s".formatted(f[0], f[1], g[0], g[1], words[2]));
    }
    Path repeated = Files.write(folder.resolve("repeated.csv"), lines);
    Path out = folder.resolve("repeated");
    CommandRun run = fit(out, repeated, "--kind=rank-one", "--separator=;");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    FitSummary same = SummaryJson.read(Files.readString(out.resolve("summary.json")), "s");
    assertThat(same.proof().objective()).isCloseTo(joined.proof().objective(), within(1e-7));
  }

  @Test
  void coldIdsArePredictedByTheirFeatures_alsoThoseThatCameLater() throws IOException {
    fitted("fit", both());
    Map<String, double[]> a = factors("row-features");
    double[] v3 = Objects.requireNonNull(factors("cols").get("3"));
    double[] u3 = Objects.requireNonNull(factors("rows").get("u3"));
    Path cells =
        Files.writeString(folder.resolve("cells.csv"), "user,item\nu11,3\nu3,7\nu99,3\nu3,3\n");
    Path later =
        Files.writeString(folder.resolve("later.csv"), "user,age,work\nu99,2,-1\nu3,9,9\n");
    List<String> told = predictions(cells, "--row-features", later.toString());
    double[] cold = explained(a, features(1, USERS - 1));
    assertThat(Double.parseDouble(told.get(0))).isCloseTo(dot(cold, v3), within(1e-9));
    assertThat(Math.abs(Double.parseDouble(told.get(0)))).isGreaterThan(1e-3);
    // An item without ratings, and a user that the model knows: its later features are left.
    double[] g = explained(factors("col-features"), features(2, ITEMS - 1));
    assertThat(Double.parseDouble(told.get(1))).isCloseTo(dot(u3, g), within(1e-9));
    assertThat(Double.parseDouble(told.get(2)))
        .isCloseTo(dot(explained(a, new double[] {2, -1}), v3), within(1e-9));
    assertThat(Double.parseDouble(told.get(3))).isCloseTo(dot(u3, v3), within(1e-9));
    // Without the later table that user gets the mean.
    assertThat(predictions(cells).get(2)).isNotEqualTo(told.get(2));
    CommandRun errors =
        CommandRun.of(
            "evaluate", "--model", folder.resolve("fit").toString(), "--input", ratings.toString());
    assertThat(errors.exit()).as("%s", errors.err()).isZero();
    assertThat(String.join("", errors.out())).contains("\"coldCells\" : 0");
  }

  private List<String> predictions(Path cells, String... more) throws IOException {
    Path out = folder.resolve("predicted.csv");
    List<String> args = new ArrayList<>(List.of("predict", "--overwrite", "--model"));
    args.addAll(List.of(folder.resolve("fit").toString(), "--input", cells.toString()));
    args.addAll(List.of("--output", out.toString()));
    args.addAll(List.of(more));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    return Files.readAllLines(out).stream().skip(1).map(l -> l.split(",", -1)[2]).toList();
  }

  private Map<String, double[]> factors(String table) {
    Map<String, double[]> factors = new TreeMap<>();
    Path file = folder.resolve("fit/model/" + table + ".parquet");
    for (Row row : LocalSpark.session().read().parquet(file.toString()).collectAsList()) {
      List<Double> values = row.getList(row.fieldIndex("factor"));
      factors.put(row.get(1).toString(), values.stream().mapToDouble(x -> x).toArray());
    }
    return factors;
  }

  /** Of features in the order of their names, which is that of {@link #features}. */
  private static double[] explained(Map<String, double[]> coefficients, double[] features) {
    List<double[]> rows = List.copyOf(coefficients.values());
    double[] sum = new double[rows.get(0).length];
    for (int c = 0; c < sum.length; c++) {
      sum[c] = features[0] * rows.get(0)[c] + features[1] * rows.get(1)[c];
    }
    return sum;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += x[k] * y[k];
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user,age;u0,1| |ratings.csv, data row 6: user u1 is not in the table of its features",
        "user,age;u0,1;u1,2;u0,3| |users.csv, data row 3: user u0 is there twice",
        "user,age;u0,nan| |users.csv, data row 1: age \"nan\" is not finite",
        "user,age;u0,1;u1,old| |users.csv, data row 2: age \"old\" is not a number",
        "user,age;u0,1;,2| |users.csv, data row 2: user is missing",
        "user,age;u0,1;u1,| |users.csv, data row 2: age is missing",
        "name,age;u0,1| |there are",
        "user;u0| |no column of features",
        "ALL|--structure=symmetric|--structure symmetric: not with features of rows or columns",
        "ALL|--structure=psd|--structure psd: not with features of rows or columns",
        "ALL|--structure=hermitian|--structure hermitian: not with features of rows or columns",
        "user,age;u0,1|--center=mean|--center is an option of --kind entries, not of a fit with",
        "user,age;u0,1|--wide|--wide does not go with --row-features",
        "user,age;u0,1|--on-duplicate=mean|--on-duplicate is error or keep",
        "user,age;u0,1|--kind=dense|options of --kind entries and rank-one, not of dense",
        "user,age;u0,1|--kind=rank-one --left=a|--left, --right, --rows and --cols do not go"
      })
  void badTablesAreNamed_inOneLine(String text, String more, String expected) throws IOException {
    if (!text.equals("ALL")) {
      Files.writeString(users, text.replace(';', '\n') + "\n");
    }
    String[] args = {"--row", "user", "--col", "item", "--row-features", users.toString()};
    if (more != null) {
      args = SmallTable.concat(args, more.split(" "));
    }
    CommandRun run = fit(folder.resolve("out"), ratings, args);
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(String.join("\n", run.err()).replace("\"u0\"", "u0").replace("\"u1\"", "u1"))
        .contains(expected);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aCellThatIsThereTwice_isRefused_orKeptAsAsked() throws IOException {
    Files.writeString(ratings, Files.readString(ratings) + "u0,1,5\n");
    String[] columns = SmallTable.concat(both(), "--row", "user", "--col", "item");
    CommandRun run = fit(folder.resolve("out"), ratings, columns);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .last()
        .asString()
        .contains("a cell is there twice: user \"u0\", item \"1\"");
    CommandRun kept =
        fit(folder.resolve("out"), ratings, SmallTable.concat(columns, "--on-duplicate=keep"));
    assertThat(kept.exit()).as("%s", kept.err()).isZero();
  }

  @Test
  void lambdaIsChosen_andAHoldOutTellsWhetherFeaturesHelp() throws IOException {
    List<String> args = new ArrayList<>(List.of("fit", "--input", ratings.toString()));
    args.addAll(List.of("--row=user", "--col=item", "--value=stars", "--holdout=0.2"));
    args.addAll(List.of("--output", folder.resolve("chosen").toString()));
    args.addAll(List.of(both()));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
    FitSummary summary =
        SummaryJson.read(Files.readString(folder.resolve("chosen/summary.json")), "chosen");
    assertThat(summary.choice()).isPresent();
    assertThat(summary.holdout().orElseThrow().baselines()).hasSize(1);
    assertThat(summary.errors().holdoutRmse())
        .isLessThan(summary.holdout().orElseThrow().baselines().get(0).rmse());
  }
}
