package org.overrank.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.HoldoutRule;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.model.ValueRange;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.LambdaRule;
import org.overrank.run.EntriesRequest;
import org.overrank.run.LambdaChoice;
import org.overrank.run.Run;
import org.overrank.spark.entries.EntryData;

/**
 * Lists of the best columns for rows that no system has seen, from four fifths of their clicks
 * (strong generalization): a fifth of the rows is held out, every system chooses by one half of
 * those and is judged by the other. Overrank chooses λ and α0, Spark's ALS α and regParam, EASE its
 * λ; popularity and item-kNN have nothing to choose.
 *
 * <p>Arguments: the CSV file to write; a CSV file with columns row, col and value. {@code
 * OVERRANK_BENCH_ROUNDS} says how many seeds, {@code OVERRANK_BENCH_WEIGHTS} which α0.
 */
public final class RankingComparison {
  private static final int WIDTH = 64;
  private static final double[] ALPHAS = {3, 10};
  private static final double[] PENALTIES = {0.03, 0.3};
  private static final double[] RIDGES = {300, 1000, 3000};
  private static final double GAP = 0.1;
  private static final int PASSES = 60;

  private final SparkSession session;
  private final String table;
  private final List<Double> weights;
  private final List<String> lines =
      new ArrayList<>(List.of("seed,system,chosen,rows,recall@20,recall@50,ndcg@100"));

  private RankingComparison(SparkSession session, String table, List<Double> weights) {
    this.session = session;
    this.table = table;
    this.weights = weights;
  }

  /**
   * Runs and prints.
   *
   * @param args the CSV file to write, the table
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    String words = System.getenv().getOrDefault("OVERRANK_BENCH_WEIGHTS", "0.1,0.3");
    List<Double> weights = Arrays.stream(words.split(",", -1)).map(Double::valueOf).toList();
    int seeds = Integer.parseInt(System.getenv().getOrDefault("OVERRANK_BENCH_ROUNDS", "3"));
    try (SparkSession session = Sessions.local(Files.createTempDirectory("overrank-bench"))) {
      RankingComparison all = new RankingComparison(session, args[1], weights);
      System.out.println(all.lines.get(0));
      for (long seed = 1; seed <= seeds; seed++) {
        all.compare(seed);
      }
      Files.write(Path.of(args[0]), all.lines);
    }
  }

  private void compare(long seed) throws IOException {
    EntryOptions options =
        EntryOptions.defaults()
            .withHoldout(0.2, seed)
            .withRule(new HoldoutRule(HoldoutKind.ROWS, null, 1))
            .withRegularizer(Regularizer.PLAIN)
            .withUnobserved(new Unobserved(weights.get(0), null, false))
            .withRegularizer(Regularizer.FREQUENCY);
    EntriesRequest request = new EntriesRequest(EntrySource.of(table), options, table);
    try (Run run = Run.on(session, request, System.nanoTime())) {
      RankingSplit split = RankingSplit.of((EntryData) run.data());
      double[] counts = split.counts();
      tell(seed, "popularity, plain loop", "", split, known -> counts);
      ease(seed, split);
      als(seed, split);
      overrank(seed, run);
    }
  }

  private void ease(long seed, RankingSplit split) {
    Ease best = null;
    double most = -1;
    String chosen = "";
    for (double ridge : RIDGES) {
      Ease ease = Ease.of(split, ridge);
      double score = RankingSplit.scores(split.choosing(), ease).ndcg100();
      if (score > most) {
        most = score;
        best = ease;
        chosen = "lambda " + ridge;
      }
    }
    tell(seed, "EASE", chosen, split, Objects.requireNonNull(best));
  }

  private void als(long seed, RankingSplit split) throws IOException {
    ImplicitAls best = null;
    double most = -1;
    String chosen = "";
    for (double alpha : ALPHAS) {
      for (double penalty : PENALTIES) {
        ImplicitAls als = ImplicitAls.of(session, split, WIDTH, alpha, penalty);
        double score = RankingSplit.scores(split.choosing(), als).ndcg100();
        if (score > most) {
          most = score;
          best = als;
          chosen = "alpha " + alpha + " regParam " + penalty;
        }
      }
    }
    tell(seed, "Spark ALS, rank " + WIDTH, chosen, split, Objects.requireNonNull(best));
  }

  private void overrank(long seed, Run run) {
    FitSettings asked =
        FitSettings.builder()
            .lambda(1)
            .searchRank(WIDTH)
            .relativeGap(GAP)
            .maxPasses(PASSES)
            .seed(seed)
            .build();
    LambdaChoice.Question question =
        new LambdaChoice.Question(LambdaRule.BEST, false, RankingGoal.USUAL, weights);
    try (LambdaChoice choice = run.choose(asked, question, trial -> {})) {
      Run last = choice.toFit();
      FitSummary found =
          choice
              .fit(
                  last,
                  choice.settings(last, asked),
                  Checkpoints.none(),
                  row -> {},
                  ValueRange.ALL)
              .summary();
      FitSummary.Ranking ranking = found.ranking().orElseThrow();
      String chosen =
          String.format(
              Locale.ROOT,
              "alpha0 %s lambda %.3g rank %d gap %.2g",
              found.asked().unseen().orElseThrow().unobservedWeight(),
              found.asked().lambda(),
              found.answer().rank(),
              found.proof().relativeGap());
      for (String name : List.of("this fit", "popularity", "item-kNN")) {
        List<FitSummary.Lists> lists =
            ranking.rankings().stream().filter(each -> each.name().equals(name)).toList();
        if (!lists.isEmpty()) {
          boolean own = name.equals("this fit");
          RankingSplit.Scores scores =
              new RankingSplit.Scores(
                  at(lists, 20).recall(), at(lists, 50).recall(), at(lists, 100).ndcg());
          line(
              seed, own ? "overrank" : name, own ? chosen : "", ranking.rankedRows(), scores);
        }
      }
    }
  }

  private static FitSummary.Lists at(List<FitSummary.Lists> lists, int cutoff) {
    return lists.stream().filter(each -> each.cutoff() == cutoff).findFirst().orElseThrow();
  }

  private void tell(long seed, String system, String chosen, RankingSplit split, Ranker ranker) {
    RankingSplit.Scores scores = RankingSplit.scores(split.judging(), ranker);
    line(seed, system, chosen, split.judging().size(), scores);
  }

  private void line(
      long seed, String system, String chosen, long rows, RankingSplit.Scores scores) {
    String line =
        String.format(
            Locale.ROOT,
            "%d,\"%s\",\"%s\",%d,%.4f,%.4f,%.4f",
            seed,
            system,
            chosen,
            rows,
            scores.recall20(),
            scores.recall50(),
            scores.ndcg100());
    System.out.println(line);
    lines.add(line);
  }
}
