package org.overrank.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.overrank.certify.Certifier;
import org.overrank.certify.ExactNorm;
import org.overrank.data.PassCost;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Curvature;
import org.overrank.objective.OrderedTree;
import org.overrank.objective.ProblemShape;
import org.overrank.optim.VariableProjection;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.RowElimination;

/**
 * What a fit needs, before its first pass.
 *
 * <p>With d = d1 + d2 and P partitions: the driver holds {@link SolverKind#driverDoubles} and, at
 * its worst moment, what a pass takes there, see {@link PassCost}, or a certificate: that brings G
 * to the driver and factors a matrix of the order of its shorter side, or keeps two Krylov bases
 * where that is too large. The blocks take 12 to 20 bytes an entry and copy.
 *
 * @param driverBytes peak on the driver's heap
 * @param blockBytes all persisted blocks
 * @param broadcastBytes one pass, to each executor
 * @param returnedBytes one pass, from all executors together
 */
public record ResourceEstimate(
    long driverBytes, long blockBytes, long broadcastBytes, long returnedBytes) {
  /** The part of a heap that data may fill; the rest is Spark's and the collector's. */
  private static final double USABLE = 0.75;

  private static final long BYTES_PER_ENTRY = 20;

  /** What is summed by rows even where U stays away: the curvature, as it comes and as it is. */
  private static final double ROW_BYTES = 48;

  public static final long SPARK_BYTES = 300L << 20;
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  /**
   * Estimates a fit of entries.
   *
   * @param shape the size of the problem
   * @param searchRank R at the start; where a search widens it is estimated again
   * @param partitions P
   * @param solver the solver
   * @return the estimate
   */
  public static ResourceEstimate ofEntries(
      ProblemShape shape, int searchRank, int partitions, SolverKind solver) {
    boolean inPlace = leavesRows(shape, searchRank, solver);
    int longest = inPlace ? shape.cols() : Math.max(shape.rows(), shape.cols());
    requireArray(longest, searchRank);
    List<PassCost> passes = solverPasses(shape, searchRank, partitions, solver);
    double byRows = ROW_BYTES * Math.min(shape.rows(), Curvature.MOST_ROWS);
    double proof = inPlace ? byRows + krylov(shape) : certificate(shape);
    double worst = Math.max(largest(passes, PassCost::driverBytes), proof);
    double blocks =
        (double) copies(shape, searchRank, solver) * BYTES_PER_ENTRY * shape.measurements();
    double doubles = solver.driverDoubles(shape, searchRank) + squares(shape, searchRank, solver);
    return new ResourceEstimate(
        (long) (8 * doubles + worst) + SPARK_BYTES,
        (long) blocks,
        (long) largest(passes, PassCost::broadcastBytes),
        (long) largest(passes, PassCost::returnedBytes));
  }

  private static List<PassCost> solverPasses(
      ProblemShape shape, int searchRank, int partitions, SolverKind solver) {
    if (leavesRows(shape, searchRank, solver)) {
      return List.of(PassCost.projectionInPlace(shape, searchRank, partitions));
    }
    PassCost line = PassCost.lineSearch(shape, searchRank, partitions);
    if (solver != SolverKind.VARIABLE_PROJECTION) {
      return List.of(line, PassCost.gradient(shape, searchRank, partitions));
    }
    return VariableProjection.invertsBlocks(shape, searchRank)
        ? List.of(
            line,
            PassCost.projection(shape, searchRank, 0, partitions),
            PassCost.inverseBlocks(shape, searchRank))
        : List.of(line, PassCost.projection(shape, searchRank, searchRank, partitions));
  }

  /** Whether U is never brought together. */
  private static boolean leavesRows(ProblemShape shape, int searchRank, SolverKind solver) {
    return solver == SolverKind.VARIABLE_PROJECTION
        && VariableProjection.leavesRows(shape, searchRank);
  }

  /**
   * What grows with the square of R: the triangles, singular vectors and eigenvectors of a point on
   * the driver, and where rows are solved a normal matrix and its packed rows for every core here,
   * as if tasks ran here.
   */
  private static double squares(ProblemShape shape, int searchRank, SolverKind solver) {
    double width = searchRank;
    double order = Math.min(width, Math.max(shape.rows(), shape.cols()));
    double task = order * (order + width) + RowElimination.CHUNK * width;
    boolean solvesRows = solver == SolverKind.VARIABLE_PROJECTION;
    return 6 * order * width + (solvesRows ? Runtime.getRuntime().availableProcessors() * task : 0);
  }

  /** 2 where the entries are needed by columns too. */
  private static int copies(ProblemShape shape, int searchRank, SolverKind solver) {
    boolean columns =
        solver == SolverKind.VARIABLE_PROJECTION
            && (VariableProjection.invertsBlocks(shape, searchRank) || shape.cols() > shape.rows());
    return columns ? 2 : 1;
  }

  /**
   * Estimates a fit of other measurements than entries.
   *
   * @param shape the size of the problem
   * @param searchRank R at the start
   * @param partitions P
   * @param solver the solver
   * @param blockBytes all persisted blocks
   * @return the estimate
   */
  public static ResourceEstimate ofMatrices(
      ProblemShape shape, int searchRank, int partitions, SolverKind solver, long blockBytes) {
    requireArray(Math.max(shape.rows(), shape.cols()), searchRank);
    double pair = 8.0 * ((double) shape.rows() + shape.cols()) * searchRank;
    boolean whole = MatrixBlock.seesMatrix(shape.rows(), shape.cols(), searchRank);
    double cells = 8.0 * shape.adjointSize();
    double returned = (whole ? cells : pair) * partitions;
    double pass = new PassCost(2 * pair, 0, returned, 0).driverBytes();
    double explicit = Certifier.isExplicit(shape) ? OrderedTree.FAN * cells : 0;
    double worst = Math.max(pass, explicit + certificate(shape));
    double doubles = solver.driverDoubles(shape, searchRank) + squares(shape, searchRank, solver);
    return new ResourceEstimate(
        (long) (8 * doubles + worst) + SPARK_BYTES, blockBytes, (long) (2 * pair), (long) returned);
  }

  private static double largest(List<PassCost> passes, ToDoubleFunction<PassCost> bytes) {
    return passes.stream().mapToDouble(bytes).max().orElse(0);
  }

  /** G if it is brought to the driver, and a factorization or the bases of Lanczos. */
  private static double certificate(ProblemShape shape) {
    double shorter = Math.min(shape.rows(), shape.cols());
    boolean explicit = Certifier.isExplicit(shape);
    double adjoint = explicit ? 2.0 * BYTES_PER_ENTRY * shape.adjointSize() : 0;
    return explicit && shorter <= ExactNorm.DEFAULT_LIMIT
        ? adjoint + 16 * shorter * shorter
        : adjoint + krylov(shape);
  }

  private static double krylov(ProblemShape shape) {
    return 16.0 * Certifier.PROOF_STEPS * shape.cols();
  }

  /** A factor that is kept is one array, and Java's have less than 2^31 elements. */
  private static void requireArray(long longer, int searchRank) {
    if (longer * searchRank > LONGEST_ARRAY) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "a factor of %,d x %,d does not fit one array: --search-rank can be %,d at most",
              longer,
              searchRank,
              LONGEST_ARRAY / longer));
    }
  }

  /**
   * Whether there is room.
   *
   * @param driverHeap bytes of the driver's heap
   * @param local whether executors share the driver's heap
   * @return false where {@link #check} refuses
   */
  public boolean fits(long driverHeap, boolean local) {
    return needed(local) <= USABLE * driverHeap;
  }

  private long needed(boolean local) {
    return driverBytes + (local ? blockBytes : 0);
  }

  /**
   * Refuses a fit that cannot fit.
   *
   * @param driverHeap bytes of the driver's heap
   * @param local whether executors share the driver's heap
   * @throws InvalidInputException naming the heap that would do
   */
  public void check(long driverHeap, boolean local) {
    long needed = needed(local);
    if (!fits(driverHeap, local)) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "this fit needs about %s of driver memory and has %s: run it with --driver-memory"
                  + " %dg, or lower --search-rank",
              megabytes(needed),
              megabytes((long) (USABLE * driverHeap)),
              (long) Math.ceil(needed / USABLE / (1L << 30))));
    }
  }

  /**
   * Whether executors will read blocks from their disks in every pass.
   *
   * @param storage bytes in which all of them together can keep blocks
   * @return what to say of it, if so
   */
  public Optional<String> spilling(long storage) {
    return storage >= blockBytes
        ? Optional.empty()
        : Optional.of(
            String.format(
                "the executors keep %s of the blocks' %s in memory: the rest is read from their"
                    + " disks in every pass",
                megabytes(storage), megabytes(blockBytes)));
  }

  /**
   * How many fits like this one the driver has room for at a time.
   *
   * @param driverHeap bytes of the driver's heap
   * @param local whether executors share the driver's heap
   * @return at least 1, where {@link #check} lets one pass
   */
  public int riders(long driverHeap, boolean local) {
    double room = USABLE * driverHeap - SPARK_BYTES - (local ? blockBytes : 0);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, room / (driverBytes - SPARK_BYTES)));
  }

  /**
   * What the driver needs for a number of fits at a time.
   *
   * @param riders how many
   * @return such as "512.0 MB"
   */
  public String driverMemory(int riders) {
    return megabytes(SPARK_BYTES + riders * (driverBytes - SPARK_BYTES));
  }

  /**
   * The estimate for people.
   *
   * @param local whether executors share the driver's heap: then passes send nothing
   * @return one line
   */
  public String describe(boolean local) {
    if (local) {
      return String.format(
          Locale.ROOT,
          "memory: about %s, and %s for the measurements",
          megabytes(driverBytes),
          megabytes(blockBytes));
    }
    return String.format(
        Locale.ROOT,
        "driver about %s, blocks %s, each pass sends %s to every executor and returns %s",
        megabytes(driverBytes),
        megabytes(blockBytes),
        megabytes(broadcastBytes),
        megabytes(returnedBytes));
  }

  private static String megabytes(long bytes) {
    return bytes >= 10L << 30
        ? String.format(Locale.ROOT, "%.0f GB", bytes / (double) (1L << 30))
        : String.format(Locale.ROOT, "%.1f MB", bytes / (double) (1L << 20));
  }
}
