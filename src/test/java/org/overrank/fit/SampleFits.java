package org.overrank.fit;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fits as they could have been, for tests of what is made of them. */
public final class SampleFits {
  private SampleFits() {}

  /** A certified run that widened its search twice. */
  public static FitSummary certified() {
    return new FitSummary(
        new FitSummary.Proof(
            0.31284519,
            0.31284514,
            0.31258706,
            8.2495e-4,
            1e-3,
            1.000731,
            1.000731,
            "exact",
            0,
            true,
            "Certified: within 0.083 % of the best objective that any rank could reach."),
        new FitSummary.Answer(17, spectrum(17, 36), 36),
        new FitSummary.Question(
            "auto",
            1.25e-4,
            "plain",
            "biases",
            "variable-projection",
            "gaussian",
            Long.MIN_VALUE + 1,
            Optional.empty(),
            Optional.empty()),
        new FitSummary.Effort(40, 100, 12.84, 19.2, "relative-gap"),
        new FitSummary.Problem(
            402_113, 21_164, 35_064, 12, 8, 3, 0, "entries", false, "data/beijing-pm25.csv.gz"),
        new FitSummary.Errors(14.0821, 20.4417, null, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new FitSummary.Versions("0.1.0", "4.1.0", "17.0.15"),
        Optional.empty(),
        List.of());
  }

  /** The same, compared with baselines: "yes", "no" or "unclear". */
  public static FitSummary judged(String useful) {
    FitSummary summary = certified();
    return new FitSummary(
        summary.proof(),
        summary.answer(),
        summary.asked(),
        summary.effort(),
        summary.problem(),
        summary.errors(),
        Optional.of(
            new FitSummary.Holdout(
                useful,
                "Useful: the hold-out RMSE, 20.44, is 28.3 % below that of the best plain baseline"
                    + " (row means, 28.51).",
                11.25,
                0.931,
                Optional.of(0.21),
                Optional.empty(),
                List.of(
                    new FitSummary.Baseline("mean", 79.9, 60.2, -1e-5, null),
                    new FitSummary.Baseline("row-means", 28.51, 17.3, 0.87, null)))),
        summary.ranking(),
        summary.state(),
        summary.versions(),
        summary.choice(),
        summary.warnings());
  }

  /** The same, its λ chosen of five. */
  public static FitSummary chosen() {
    List<LambdaTrial> path = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      path.add(
          new LambdaTrial(0.02 / Math.pow(2, k), 40 - 8 * k, 41 - 6 * k + k * k, 3 * k, 10 + k));
    }
    ChosenLambda choice = new ChosenLambda("best", path.get(3).lambda(), true, 60, path);
    return judged("yes").chosenBy(choice, List.of());
  }

  /** A run whose search rank was fixed too low. */
  public static FitSummary uncertified() {
    FitSummary summary = certified();
    summary = with(summary, "certified", false);
    summary = with(summary, "relativeGap", 0.04718);
    summary = with(summary, "lowerBound", 0.2980851);
    summary = with(summary, "nu", 1.08442);
    summary = with(summary, "nuLower", 1.08419);
    summary = with(summary, "gapBound", "lanczos");
    summary = with(summary, "failureProbability", 1e-9);
    summary = with(summary, "rank", 12);
    summary = with(summary, "searchRank", 12);
    summary = with(summary, "searchRankAsked", "12");
    summary = with(summary, "singularValues", spectrum(12, 12));
    summary = with(summary, "stopReason", "gradient-norm");
    summary = with(summary, "passes", 100L);
    summary = with(summary, "holdoutRmse", null);
    summary = with(summary, "heldOut", 0L);
    summary = with(summary, "warnings", List.of("3 bad rows were dropped, the first is row 5021"));
    return with(
        summary, "verdict", "Not certified: the gap is 4.8 %, more than the 0.1 % asked for.");
  }

  /** The trace of {@link #certified}. */
  public static List<TraceRow> wideningTrace() {
    List<TraceRow> rows = new ArrayList<>();
    for (int i = 0; i <= 40; i++) {
      int rank = i < 14 ? 16 : i < 27 ? 24 : 36;
      double floor = i < 14 ? 6e-3 : i < 27 ? 1.2e-3 : 1.4e-5;
      double f = 0.31282 + 9 * Math.exp(-0.85 * i) + floor * (1 + Math.exp(-0.3 * (i % 13)));
      String event = i == 14 ? "search rank 16 -> 24" : i == 27 ? "search rank 24 -> 36" : "";
      double gap = 1 - Math.min(0.31258706, f * (1 - gapAt(i))) / f;
      rows.add(row(i, f, 3 * Math.exp(-0.4 * i) * (1 + (i % 3)), rank, gap, event));
    }
    return rows;
  }

  /** The trace of {@link #uncertified}: it stalls. */
  public static List<TraceRow> stallingTrace() {
    return IntStream.rangeClosed(0, 40)
        .mapToObj(
            i ->
                row(
                    i,
                    0.31284519 + 9 * Math.exp(-0.5 * i),
                    3 * Math.exp(-0.45 * i),
                    12,
                    i % 8 == 0 && i > 0 ? 0.04718 + 8 * Math.exp(-0.3 * i) : Double.NaN,
                    ""))
        .toList();
  }

  /** A trace without gaps. */
  public static List<TraceRow> longTrace(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> row(i, 0.3127 + 5.0 / (1 + i), 3.0 / (1 + i), 36, Double.NaN, ""))
        .toList();
  }

  private static boolean has(Record record, String name) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .anyMatch(component -> component.getName().equals(name));
  }

  /** The same record with one component replaced, its own or a nested record's. */
  public static <T extends Record> T with(T record, String name, @Nullable Object value) {
    try {
      RecordComponent[] components = record.getClass().getRecordComponents();
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      boolean found = false;
      for (int i = 0; i < components.length; i++) {
        boolean replaced = components[i].getName().equals(name);
        values[i] = replaced ? value : components[i].getAccessor().invoke(record);
        types[i] = components[i].getType();
        found |= replaced;
        if (values[i] instanceof Record part && has(part, name)) {
          values[i] = with(part, name, value);
          found = true;
        }
      }
      if (!found) {
        throw new IllegalArgumentException("no component " + name);
      }
      @SuppressWarnings("unchecked")
      Constructor<T> constructor = (Constructor<T>) record.getClass().getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double gapAt(int iteration) {
    if (iteration == 40) {
      return 8.2495e-4;
    }
    return iteration % 4 == 0 ? 0.9 * Math.exp(-0.16 * iteration) : Double.NaN;
  }

  private static TraceRow row(
      int i, double f, double gradientNorm, int rank, double gap, String event) {
    boolean certificate = !Double.isNaN(gap);
    double bound = f * (1 - gap);
    String gapBound = !certificate ? "" : i % 8 == 4 ? "estimate" : "exact";
    double nu = certificate ? 1 + gap : Double.NaN;
    double twin = certificate ? f : Double.NaN;
    long passes = 2L * i + 2L * ((i + 1) / 4);
    return new TraceRow(
        i, passes, 0.13 * passes, f, gradientNorm, 1, rank, twin, bound, gap, nu, gapBound, event);
  }

  private static List<Double> spectrum(int rank, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> i < rank ? 5200 * Math.exp(-0.24 * i) : 3e-6 * Math.exp(-0.5 * (i - rank)))
        .toList();
  }
}
