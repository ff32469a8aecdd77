package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.ranking.PlainMetrics;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.spark.model.ModelStore;

/** Clicks from the table to lists that are judged, at the command line. */
class RankingTest {
  private static final int USERS = 80;
  private static final int ITEMS = 30;
  private static final String[] METRICS = {"recall", "precision", "ndcg", "map", "mrr", "hitRate"};

  @TempDir static Path shared;
  @TempDir Path directory;

  private static Path table;
  private static Path fit;

  @BeforeAll
  static void fitOnce() throws IOException {
    StringBuilder csv = new StringBuilder("user,item,count,day\n");
    for (int a = 0; a < USERS; a++) {
      for (int b = 0; b < ITEMS; b++) {
        double liking = (a % 3 == b % 3 ? 0.6 : 0.15) * (b < 8 ? 1.3 : 0.7);
        if (GaussianNumbers.uniform(4, 9, a, b) < liking) {
          csv.append("u").append(a).append(",i").append(b).append(',').append(1 + (a * b) % 3);
          csv.append(",2024-0").append(1 + (a + 5 * b) % 9).append("-01\n");
        }
      }
    }
    table = Files.writeString(shared.resolve("clicks.csv"), csv.toString());
    fit = shared.resolve("fit");
    CommandRun run =
        fit(
            fit,
            "--lambda=2e-3",
            "--holdout=0.25",
            "--holdout-kind=per-row",
            "--relative-gap=1e-7");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.out()).anyMatch(line -> line.matches("  lists of 20 +item-kNN +recall .*"));
  }

  private static CommandRun fit(Path output, String... more) {
    return CommandRun.of(
        SmallTable.concat(
            new String[] {
              "fit",
              "--input",
              table.toString(),
              "--row=user",
              "--col=item",
              "--value=count",
              "--output",
              output.toString()
            },
            Arrays.stream(more).anyMatch(each -> each.startsWith("--unobserved-weight"))
                ? more
                : SmallTable.concat(more, "--unobserved-weight=0.2")));
  }

  private static CommandRun evaluate(Path cells, String... more) {
    return CommandRun.of(
        SmallTable.concat(
            new String[] {"evaluate", "--model", fit.toString(), "--input", cells.toString()},
            more));
  }

  private static JsonNode summary(Path output) throws IOException {
    return new ObjectMapper().readTree(output.resolve("summary.json").toFile());
  }

  /** What the fit held out, and the rest of the table. */
  private static Set<String> heldOut() throws IOException {
    Set<String> cells = new TreeSet<>();
    for (String line : Files.readAllLines(fit.resolve("holdout.csv"))) {
      cells.add(line.substring(0, line.indexOf(',', line.indexOf(',') + 1)));
    }
    cells.remove("user,item");
    return cells;
  }

  private Path written(String name, boolean kept) throws IOException {
    Set<String> aside = heldOut();
    List<String> lines = new ArrayList<>(List.of("user,item,count,day"));
    for (String line : Files.readAllLines(table).subList(1, lines(table))) {
      String cell = line.substring(0, line.indexOf(',', line.indexOf(',') + 1));
      if (aside.contains(cell) == kept) {
        lines.add(line);
      }
    }
    return Files.write(directory.resolve(name), lines);
  }

  private static int lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }

  /** All cells of the model, sorted: by value, then in the order of ids. */
  @Test
  void evaluate_lists_areMeasuredAsBySortingAllCells_andAsTheFitSaid() throws IOException {
    Path aside = written("aside.csv", true);
    Path rest = written("rest.csv", false);
    CommandRun run = evaluate(aside, "--ranking=20,5", "--exclude", rest.toString());
    assertThat(run.exit()).as("%s", run.err()).isZero();
    JsonNode ranking = new ObjectMapper().readTree(String.join("\n", run.out())).get("ranking");
    LowRankMatrix matrix = ModelStore.load(LocalSpark.session(), fit.toString()).matrix();
    Set<String> known =
        new HashSet<>(Files.readAllLines(rest).stream().map(RankingTest::cell).toList());
    Set<String> toFind = heldOut();
    for (int j = 0; j < 2; j++) {
      int k = j == 0 ? 5 : 20;
      double[] expected = new double[METRICS.length];
      int rows = 0;
      for (int a = 0; a < matrix.rows().size(); a++) {
        String user = matrix.rows().idAt(a) + ",";
        int row = a;
        Set<Integer> relevant = new HashSet<>();
        IntStream.range(0, ITEMS)
            .filter(b -> toFind.contains(user + matrix.cols().idAt(b)))
            .forEach(relevant::add);
        if (!relevant.isEmpty()) {
          rows++;
          List<Integer> list =
              IntStream.range(0, ITEMS)
                  .filter(b -> !known.contains(user + matrix.cols().idAt(b)))
                  .boxed()
                  .sorted(Comparator.comparingDouble(b -> -matrix.predict(row, b)))
                  .toList();
          double[] one = PlainMetrics.of(list, relevant, k);
          for (int m = 0; m < one.length; m++) {
            expected[m] += one[m];
          }
        }
      }
      assertThat(ranking.get("rows").asInt()).isEqualTo(rows);
      assertThat(ranking.get("leftOut").asInt()).isZero();
      JsonNode at = ranking.get("at").get(j);
      assertThat(at.get("cutoff").asInt()).isEqualTo(k);
      for (int m = 0; m < METRICS.length; m++) {
        assertThat(at.get(METRICS[m]).asDouble())
            .as(METRICS[m])
            .isCloseTo(expected[m] / rows, within(1e-12));
      }
    }
    JsonNode said = summary(fit).get("rankings").get(0);
    assertThat(said.get("name").asText()).isEqualTo("this fit");
    for (String metric : METRICS) {
      assertThat(ranking.get("at").get(1).get(metric).asDouble())
          .as(metric)
          .isCloseTo(said.get(metric).asDouble(), within(1e-9));
    }
  }

  private static String cell(String line) {
    return line.substring(0, line.indexOf(',', line.indexOf(',') + 1));
  }

  @Test
  void evaluate_whatIsExcludedOrUnknown_isLeftOutAndCounted() throws IOException {
    Path cells =
        Files.writeString(
            directory.resolve("cells.csv"),
            "user,item,count\nu1,i1,1\nu1,i2,0\nu1,i2000,1\nnobody,i1,1\nu2,i5,2\nu2,i5,1\n");
    Path seen = Files.writeString(directory.resolve("seen.csv"), "user,item\nu1,i1\nu2,i0\n");
    CommandRun run = evaluate(cells, "--ranking=3", "--exclude", seen.toString(), "--cold=drop");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    JsonNode ranking = new ObjectMapper().readTree(String.join("\n", run.out())).get("ranking");
    assertThat(ranking.get("rows").asInt()).isEqualTo(1);
    assertThat(ranking.get("cells").asInt()).isEqualTo(1);
    assertThat(ranking.get("leftOut").asInt()).isEqualTo(4);
    CommandRun none = evaluate(cells, "--ranking=3", "--exclude", cells.toString());
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).singleElement().asString().contains("nothing to find");
  }

  @Test
  void fit_rowsHeldOutWhole_chooseLambdaByTheirLists() throws IOException {
    Path output = directory.resolve("rows");
    CommandRun run = fit(output, "--holdout=0.3", "--holdout-kind=rows");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    JsonNode said = summary(output);
    assertThat(said.get("rankedBy").asText()).isEqualTo("ndcg@100");
    double best = -1;
    for (JsonNode trial : said.get("lambdaPath")) {
      assertThat(trial.get("rankedBy").asText()).isEqualTo("ndcg@100");
      assertThat(trial.has("holdoutRmse")).isFalse();
      best = Math.max(best, trial.get("ranking").asDouble());
    }
    assertThat(best).isBetween(0.0, 1.0);
    List<JsonNode> own = new ArrayList<>();
    said.get("rankings").forEach(own::add);
    own.removeIf(list -> !list.get("name").asText().equals("this fit"));
    assertThat(own).hasSize(3);
    Path given = directory.resolve("given");
    fit(given, "--holdout=0.3", "--holdout-kind=rows", "--lambda=1e-2", "--relative-gap=0.5");
    assertThat(said.get("rankedRows").asInt())
        .as("rows that lambda was not chosen by")
        .isBetween(1, summary(given).get("rankedRows").asInt() - 1);
    assertThat(Files.readString(output.resolve("report.html"))).contains("lists of 50, item-kNN");
  }

  @Test
  void fit_severalUnobservedWeights_takesTheOneWithTheBestLists_asIfItAloneWereGiven()
      throws IOException {
    String[] how = {"--holdout=0.3", "--holdout-kind=rows", "--refit=never"};
    Path output = directory.resolve("weights");
    CommandRun run = fit(output, SmallTable.concat(how, "--unobserved-weight=0.02,1.5"));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.out()).anyMatch(line -> line.contains("chosen of 0.02 (ndcg@100 0."));
    JsonNode said = summary(output);
    JsonNode first = said.get("weightPath").get(0);
    JsonNode second = said.get("weightPath").get(1);
    JsonNode best =
        first.get("ranking").asDouble() >= second.get("ranking").asDouble() ? first : second;
    double weight = said.get("unobservedWeight").asDouble();
    assertThat(weight).isEqualTo(best.get("unobservedWeight").asDouble());
    for (JsonNode each : List.of(first, second)) {
      Path alone = directory.resolve("alone" + each.get("unobservedWeight"));
      fit(
          alone,
          SmallTable.concat(how, "--unobserved-weight=" + each.get("unobservedWeight").asText()));
      JsonNode other = summary(alone);
      assertThat(each.get("lambda")).isEqualTo(other.get("chosenLambda"));
      assertThat(each.get("passes")).isEqualTo(other.get("pathPasses"));
      if (each.equals(best)) {
        assertThat(said.get("objective")).isEqualTo(other.get("objective"));
        assertThat(said.get("rankings")).isEqualTo(other.get("rankings"));
      }
    }
  }

  @Test
  void fit_lastOfEachRow_byAnotherMetric() throws IOException {
    Path output = directory.resolve("last");
    CommandRun run = fit(output, "--holdout-kind=last", "--holdout-by=day", "--lambda-by=recall@5");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    JsonNode said = summary(output);
    assertThat(said.get("rankedBy").asText()).isEqualTo("recall@5");
    assertThat(said.get("rankedCells").asInt()).isEqualTo(said.get("rankedRows").asInt());
    assertThat(said.get("rankings").get(0).get("cutoff").asInt()).isEqualTo(5);
  }

  @Test
  void optionsThatDoNotGoTogether_areRefusedBeforeAnyWork() {
    refused(
        "--exclude is an option of --ranking",
        "evaluate",
        "--model",
        "m",
        "--input",
        "t.csv",
        "--exclude",
        "s.csv");
    String[] asked = {"fit", "--input", "t.csv", "--output", "o"};
    refused("--lambda-by auc@3: not a metric", SmallTable.concat(asked, "--lambda-by=auc@3"));
    refused(
        "--lambda-by is about how lambda is chosen",
        SmallTable.concat(asked, "--lambda-by=ndcg@3", "--lambda=1"));
    refused(
        "not by ndcg@3",
        SmallTable.concat(asked, "--lambda-by=ndcg@3", "--lambda-rule=one-standard-error"));
    refused(
        "leave --holdout out",
        SmallTable.concat(
            asked, "--holdout-kind=last", "--holdout-by=day", "--holdout=0.1", "--lambda=1"));
    String[] weights = SmallTable.concat(asked, "--unobserved-weight=0.1,1");
    refused("give one with --lambda", SmallTable.concat(weights, "--lambda=1"));
    refused("give one with --previous", SmallTable.concat(weights, "--previous=none"));
    refused("of several each is above 0", SmallTable.concat(asked, "--unobserved-weight=0,1"));
    refused(
        "give one to sweep",
        "sweep",
        "--input=t.csv",
        "--output=o",
        "--lambda=1",
        "--unobserved-weight=0.1,1");
    refused("needs --holdout-by", SmallTable.concat(asked, "--holdout-kind=last", "--lambda=1"));
  }

  private static void refused(String why, String... args) {
    CommandRun run = CommandRun.withoutSpark(args);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains(why);
  }
}
