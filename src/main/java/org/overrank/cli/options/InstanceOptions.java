package org.overrank.cli.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overrank.landscape.Clicks;
import org.overrank.landscape.Completion;
import org.overrank.landscape.Covariance;
import org.overrank.landscape.CutCosts;
import org.overrank.landscape.Distances;
import org.overrank.landscape.GaussianSensing;
import org.overrank.landscape.Instance;
import org.overrank.landscape.MaxCut;
import org.overrank.landscape.Outliers;
import org.overrank.landscape.PlantedMatrix;
import org.overrank.landscape.QuantumState;
import org.overrank.landscape.RankOneSensing;
import org.overrank.landscape.Ring;
import org.overrank.landscape.Trap;
import org.overrank.landscape.TrappingCosts;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import picocli.CommandLine.Option;

/** Options that say which instance is meant. */
public final class InstanceOptions {
  /** The instances that users can name. */
  enum Name {
    RING,
    RINGS,
    TRAP,
    GAUSSIAN,
    COMPLETION,
    RANK_ONE,
    CLICKS,
    MAX_CUT,
    COVARIANCE,
    DISTANCES,
    TOMOGRAPHY
  }

  private static final List<String> PLANTED =
      List.of(
          "--rows",
          "--cols",
          "--rank",
          "--condition",
          "--measurements",
          "--noise",
          "--outliers",
          "--seed");

  /** Labels of log-odds of this size: three of four are what is more likely. */
  private static final double LABEL_SIGNAL = 2;

  private static final List<String> DRAWN = List.of("--loss", "--signal");

  /** The options that an instance has. */
  private static boolean has(Name name, String option) {
    return switch (name) {
      case RING -> List.of("--size", "--ring-weight").contains(option);
      case RINGS -> List.of("--rings", "--size", "--ring-weight").contains(option);
      case TRAP -> List.of("--rank", "--delta", "--mu", "--l", "--rows", "--cols").contains(option);
      case GAUSSIAN -> PLANTED.contains(option) || option.equals("--seeded");
      case COMPLETION -> PLANTED.contains(option) || DRAWN.contains(option);
      case RANK_ONE -> PLANTED.contains(option);
      case CLICKS ->
          List.of("--rows", "--cols", "--rank", "--measurements", "--seed").contains(option);
      case COVARIANCE -> PLANTED.contains(option) && !option.equals("--cols");
      case DISTANCES ->
          List.of("--size", "--rank", "--measurements", "--noise", "--seed").contains(option);
      case TOMOGRAPHY -> List.of("--qubits", "--shots", "--rank", "--seed").contains(option);
      case MAX_CUT -> List.of("--size", "--cost", "--density", "--rank", "--seed").contains(option);
    };
  }

  /** {@code --instance}. */
  static final class Names extends EnumWord<Name> {
    Names() {
      super(Name.class);
    }
  }

  /** {@code --outliers}. */
  static final class OutlierWords extends Checked<Outliers> {
    OutlierWords() {
      super(Outliers::of);
    }
  }

  /** The costs of a cut that users can name. */
  enum Cost {
    GAUSSIAN,
    GRAPH,
    TRAPPING
  }

  /** {@code --cost}. */
  static final class Costs extends EnumWord<Cost> {
    Costs() {
      super(Cost.class);
    }
  }

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      converter = Names.class,
      description =
          "ring, rings, trap, gaussian, completion, rank-one, clicks, max-cut, covariance, distances or"
              + " tomography. Required.")
  @Nullable Name name;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "Rows of the matrix.")
  @Nullable Integer rows;

  @Option(
      names = "--cols",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "Columns of the matrix. By default as many as rows.")
  @Nullable Integer cols;

  @Option(
      names = "--rank",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description =
          "Rank of the truth; distances: the points' dimension; trap and trapping costs: search"
              + " rank that is trapped.")
  @Nullable Integer rank;

  @Option(
      names = "--condition",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description = "Largest over least singular value of the truth. By default 1.")
  @Nullable Double condition;

  @Option(
      names = "--measurements",
      paramLabel = "N",
      converter = CheckedNumber.LargeCount.class,
      description = "How many measurements.")
  @Nullable Long measurements;

  @Option(
      names = "--noise",
      paramLabel = "NUMBER",
      converter = CheckedNumber.NotNegative.class,
      description = "Standard deviation of the noise. By default 0.")
  @Nullable Double noise;

  @Option(
      names = "--outliers",
      paramLabel = "SHARE:SIZE",
      converter = OutlierWords.class,
      description =
          "This share of the values is off by so many deviations of the noise more, such as"
              + " 0.05:20.")
  @Nullable Outliers outliers;

  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      converter = Words.LossWords.class,
      description =
          "completion: what the truth becomes values for: logistic (0 or 1, the truth being"
              + " log-odds), poisson (counts, it being logarithms of rates), or one of numbers, as"
              + " in fit. By default squared.")
  @Nullable Loss loss;

  @Option(
      names = "--signal",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description =
          "completion: root mean square of the cells of the truth. By default 1, and 2 with"
              + " --loss logistic.")
  @Nullable Double signal;

  @Option(
      names = "--seeded",
      description = "gaussian: write the numbers of the matrices only, to be drawn by fit.")
  boolean seeded;

  @Option(
      names = "--size",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "Nodes of a ring; max-cut: nodes of the graph; distances: points.")
  @Nullable Integer size;

  @Option(
      names = "--rings",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "rings: how many.")
  @Nullable Integer rings;

  @Option(
      names = "--ring-weight",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description = "Weight of the diagonal of a ring. By default 10.")
  @Nullable Double ringWeight;

  @Option(
      names = "--delta",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description = "trap: restricted isometry constant. By default 0.8.")
  @Nullable Double delta;

  @Option(
      names = "--mu",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description = "trap: singular value of the truth. By default 1.")
  @Nullable Double mu;

  @Option(
      names = "--l",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description = "trap: twice lambda. By default 0.05.")
  @Nullable Double l;

  @Option(
      names = "--cost",
      paramLabel = "KIND",
      converter = Costs.class,
      description =
          "max-cut: gaussian, graph, or trapping, which traps search rank --rank. By default"
              + " gaussian.")
  @Nullable Cost cost;

  @Option(
      names = "--density",
      paramLabel = "SHARE",
      converter = CheckedNumber.Positive.class,
      description = "max-cut: share of the edges of a graph. By default 0.5.")
  @Nullable Double density;

  @Option(
      names = "--qubits",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "tomography: qubits, up to 6. By default 4.")
  @Nullable Integer qubits;

  @Option(
      names = "--shots",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "tomography: how often each setting is measured. By default 1000.")
  @Nullable Integer shots;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = CheckedNumber.Seed.class,
      description = "Seed of everything random. By default 1.")
  @Nullable Long seed;

  /**
   * The instance.
   *
   * @return a new one
   * @throws InvalidInputException if an option is missing, foreign or out of range
   */
  public Instance create() {
    Name asked = name;
    if (asked == null) {
      throw new InvalidInputException("--instance is missing: which problem to write");
    }
    refuseForeign(asked);
    return switch (asked) {
      case RING -> new Ring(1, needed(size, "--size"), or(ringWeight, 10));
      case RINGS -> new Ring(needed(rings, "--rings"), needed(size, "--size"), or(ringWeight, 10));
      case TRAP ->
          new Trap(
              rank == null ? 1 : rank,
              or(delta, 0.8),
              or(mu, 1),
              or(l, 0.05),
              rows == null ? 4 : rows,
              cols == null ? 5 : cols);
      case GAUSSIAN -> new GaussianSensing(planted(), seeded);
      case COMPLETION -> completion();
      case RANK_ONE -> new RankOneSensing(planted());
      case CLICKS -> clicks();
      case COVARIANCE -> new Covariance(planted());
      case DISTANCES ->
          new Distances(
              needed(size, "--size"),
              needed(rank, "--rank"),
              needed(measurements, "--measurements"),
              or(noise, 0),
              seedOr1());
      case TOMOGRAPHY ->
          new QuantumState(
              qubits == null ? 4 : qubits,
              rank == null ? 1 : rank,
              shots == null ? 1000 : shots,
              seedOr1());
      case MAX_CUT -> new MaxCut(needed(size, "--size"), costs());
    };
  }

  private CutCosts costs() {
    return switch (cost == null ? Cost.GAUSSIAN : cost) {
      case GAUSSIAN -> new CutCosts.Gaussian(seedOr1());
      case GRAPH -> new CutCosts.Graph(or(density, 0.5), seedOr1());
      case TRAPPING -> new TrappingCosts(rank == null ? 1 : rank, seedOr1());
    };
  }

  private Clicks clicks() {
    int d1 = needed(rows, "--rows");
    return new Clicks(
        d1,
        cols == null ? d1 : cols,
        needed(rank, "--rank"),
        needed(measurements, "--measurements"),
        seedOr1());
  }

  private Completion completion() {
    Loss charged = loss == null ? Losses.SQUARED : loss;
    if (!charged.followsShifts() && (noise != null || outliers != null)) {
      throw new InvalidInputException(
          (noise != null ? "--noise" : "--outliers")
              + " is not an option with --loss "
              + charged.word()
              + ", whose values are drawn");
    }
    return new Completion(
        planted(), charged, or(signal, charged instanceof LogisticLoss ? LABEL_SIGNAL : 1));
  }

  private PlantedMatrix planted() {
    int d1 = needed(rows, "--rows");
    return new PlantedMatrix(
        d1,
        cols == null ? d1 : cols,
        needed(rank, "--rank"),
        or(condition, 1),
        needed(measurements, "--measurements"),
        or(noise, 0),
        outliers == null ? Outliers.NONE : outliers,
        seedOr1());
  }

  private long seedOr1() {
    return seed == null ? 1 : seed;
  }

  private static double or(@Nullable Double given, double usual) {
    return given == null ? usual : given;
  }

  private <T> T needed(@Nullable T given, String option) {
    if (given == null) {
      throw new InvalidInputException(option + " is missing: --instance " + word() + " needs it");
    }
    return given;
  }

  private String word() {
    return name == null ? "" : EnumWords.of(name);
  }

  private void refuseForeign(Name asked) {
    given()
        .forEach(
            (option, value) -> {
              if (value != null && !has(asked, option)) {
                throw new InvalidInputException(
                    option + " is not an option of --instance " + word());
              }
            });
  }

  private Map<String, @Nullable Object> given() {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("--rows", rows);
    given.put("--cols", cols);
    given.put("--rank", rank);
    given.put("--condition", condition);
    given.put("--measurements", measurements);
    given.put("--noise", noise);
    given.put("--outliers", outliers);
    given.put("--loss", loss);
    given.put("--signal", signal);
    given.put("--seeded", seeded ? true : null);
    given.put("--size", size);
    given.put("--rings", rings);
    given.put("--ring-weight", ringWeight);
    given.put("--delta", delta);
    given.put("--mu", mu);
    given.put("--l", l);
    given.put("--cost", cost);
    given.put("--density", density);
    given.put("--qubits", qubits);
    given.put("--shots", shots);
    given.put("--seed", seed);
    return given;
  }

  /**
   * What a user should know of the instance.
   *
   * @param made the instance
   * @return a remark, or null
   */
  public @Nullable String remark(Instance made) {
    if (rank == null || measurements == null || made instanceof Clicks) {
      return null;
    }
    long n = made.rows();
    long freedom =
        made.structure().isSquare()
            ? rank * (2 * n - rank + 1) / 2
            : rank * (n + made.cols() - rank);
    return made.count() >= freedom
        ? null
        : made.count()
            + " measurements are fewer than the "
            + freedom
            + " degrees of freedom of the truth: it cannot be recovered";
  }
}
