package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.landscape.GaussianSensing;
import org.overrank.landscape.Instances;
import org.overrank.landscape.PlantedMatrix;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Losses;
import org.overrank.loss.QuantileLoss;
import org.overrank.objective.GramCompression;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.sensing.BackgroundProblem;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.LossProblem;
import org.overrank.sensing.MeasurementKind;

/** A fit goes on from any of its checkpoints to the bits that it has undisturbed. */
class CheckpointTest {
  private static final EntryProblem PROBLEM = EntryProblem.random(24, 17, 3, 0.5, true, 4);

  private static final int PROBLEM_WIDTH = 17;

  /** Keeps all checkpoints as bytes, and begins with one of them. */
  private static final class Kept implements Checkpoints {
    private final List<byte[]> all = new ArrayList<>();
    private final byte[] first;

    Kept(byte[] first) {
      this.first = first;
    }

    @Override
    public Optional<FitCheckpoint> load() {
      try {
        return first.length == 0
            ? Optional.empty()
            : Optional.of(CheckpointCodec.read(new ByteArrayInputStream(first)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean isDue() {
      return true;
    }

    @Override
    public void save(FitCheckpoint checkpoint) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        CheckpointCodec.write(checkpoint, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      all.add(bytes.toByteArray());
    }
  }

  private static FitSettings settings(SolverKind solver, OptionalInt searchRank, double lambda) {
    return FitSettings.builder()
        .lambda(lambda)
        .searchRank(searchRank)
        .solver(solver)
        .seed(3)
        .relativeGap(1e-5)
        .maxPasses(600)
        .build();
  }

  private static FitResult run(Objective data, Objective fewer, FitSettings settings, Kept kept) {
    return new Fit(data, fewer, settings, settings.solver().create(settings.step()), row -> {})
        .withCheckpoints(kept)
        .run();
  }

  private static List<TraceRow> timeless(List<TraceRow> trace) {
    return trace.stream()
        .map(
            row ->
                new TraceRow(
                    row.iteration(),
                    row.passes(),
                    0,
                    row.objective(),
                    row.gradientNorm(),
                    row.step(),
                    row.searchRank(),
                    row.convexObjective(),
                    row.lowerBound(),
                    row.relativeGap(),
                    row.nu(),
                    row.gapBound(),
                    row.event()))
        .toList();
  }

  private static void assertEveryCheckpointLeadsToTheSameEnd(
      Objective data, Objective fewer, FitSettings settings) {
    Kept whole = new Kept(new byte[0]);
    FitResult expected = run(data, fewer, settings, whole);
    assertThat(whole.all).hasSizeGreaterThan(3);
    int stride = Math.max(1, whole.all.size() / 7);
    for (int k = 0; k < whole.all.size(); k += stride) {
      Kept rest = new Kept(whole.all.get(k));
      FitResult result = run(data, fewer, settings, rest);
      assertThat(result.factors().left()).isEqualTo(expected.factors().left());
      assertThat(result.factors().right()).isEqualTo(expected.factors().right());
      assertThat(result.certificate()).isEqualTo(expected.certificate());
      assertThat(result.passes()).isEqualTo(expected.passes());
      assertThat(result.stopReason()).isEqualTo(expected.stopReason());
      assertThat(rest.all).hasSize(whole.all.size() - k - 1);
      assertThat(timeless(result.trace())).isEqualTo(timeless(expected.trace()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VARIABLE_PROJECTION, 0",
    "VARIABLE_PROJECTION, 12",
    "VARIABLE_PROJECTION, 0",
    "VARIABLE_PROJECTION, 12",
    "SCALED_LBFGS, 0",
    "SCALED_LBFGS, 4",
    "GRADIENT_DESCENT, 9",
    "SCALED_GRADIENT_DESCENT, 9",
    "PROXIMAL_GRADIENT, 0"
  })
  void fromEveryCheckpoint_theSameBitsFollow(SolverKind solver, int searchRank) {
    Objective data = new LocalObjective(PROBLEM.blocks(3), PROBLEM.transposed().blocks(3));
    OptionalInt rank = searchRank == 0 ? OptionalInt.empty() : OptionalInt.of(searchRank);
    assertEveryCheckpointLeadsToTheSameEnd(data, data, settings(solver, rank, 0.01));
  }

  @ParameterizedTest
  @CsvSource({"VARIABLE_PROJECTION, 0", "SCALED_LBFGS, 6"})
  void withAllCellsMeasured_theSameBitsFollow(SolverKind solver, int searchRank) {
    Objective data =
        BackgroundFitTest.objective(BackgroundProblem.random(25, 18, 0.2, 0.2, 1, true, 6));
    OptionalInt rank = searchRank == 0 ? OptionalInt.empty() : OptionalInt.of(searchRank);
    assertEveryCheckpointLeadsToTheSameEnd(data, data, settings(solver, rank, 0.02));
  }

  @ParameterizedTest
  @CsvSource({"poisson, 0", "poisson, 6", "logistic, 6"})
  void whereRowsAreSolvedByNewtonSteps_theSameBitsFollow(String loss, int searchRank) {
    Objective data =
        LossProblem.random(MeasurementKind.ENTRIES, Losses.of(loss), 25, 18, 200, true, 6)
            .objective();
    OptionalInt rank = searchRank == 0 ? OptionalInt.empty() : OptionalInt.of(searchRank);
    assertEveryCheckpointLeadsToTheSameEnd(
        data, data, settings(SolverKind.VARIABLE_PROJECTION, rank, 0.002));
  }

  @Test
  void whereAKinkIsRoundedOffLess_too() {
    Objective data =
        LossProblem.random(
                MeasurementKind.ENTRIES, QuantileLoss.of(0.5).forTargets(4), 12, 9, 80, true, 6)
            .objective();
    FitSettings settings = settings(SolverKind.VARIABLE_PROJECTION, OptionalInt.of(6), 0.01);
    assertThat(run(data, data, settings, new Kept(new byte[0])).trace())
        .anyMatch(row -> row.event().startsWith("the kink of the loss"));
    assertEveryCheckpointLeadsToTheSameEnd(data, data, settings);
  }

  @Test
  void ofALongRunWhoseRankIsBelowItsWidth_too() {
    Objective data = new LocalObjective(PROBLEM.blocks(3), PROBLEM.transposed().blocks(3));
    FitSettings settings =
        FitSettings.builder()
            .lambda(0.002)
            .solver(SolverKind.PROXIMAL_GRADIENT)
            .seed(3)
            .relativeGap(1e-9)
            .maxPasses(600)
            .build();
    FitResult result = run(data, data, settings, new Kept(new byte[0]));
    assertThat(result.passes()).isGreaterThan(150);
    assertThat(result.rank()).isLessThan(PROBLEM_WIDTH);
    assertEveryCheckpointLeadsToTheSameEnd(data, data, settings);
  }

  /** The convex twin first, then the factors; and Newton's method for the last digits. */
  @Test
  void whereSolversTakeTurns_too() {
    Objective few =
        Instances.objective(
            new GaussianSensing(new PlantedMatrix(12, 10, 2, 3, 70, 0.1, 2), false), 2);
    FitSettings settings =
        FitSettings.builder()
            .lambda(0.003)
            .solver(SolverKind.SCALED_LBFGS)
            .seed(3)
            .relativeGap(1e-12)
            .maxPasses(900)
            .build();
    assertThat(run(few, few, settings, new Kept(new byte[0])).trace())
        .anyMatch(row -> row.event().startsWith("proximal-gradient"))
        .anyMatch(row -> row.event().startsWith("scaled-lbfgs"))
        .anyMatch(row -> row.event().startsWith("newton-cg"));
    assertEveryCheckpointLeadsToTheSameEnd(few, few, settings);
  }

  @Test
  void whereDeadColumnsAreDropped_too() {
    EntryProblem wide = EntryProblem.random(60, 50, 3, 0.5, false, 4);
    Objective data = new LocalObjective(wide.blocks(3), wide.transposed().blocks(3));
    FitSettings settings = settings(SolverKind.VARIABLE_PROJECTION, OptionalInt.of(40), 1e-3);
    assertThat(run(data, data, settings, new Kept(new byte[0])).trace())
        .anyMatch(row -> row.event().startsWith("dead columns dropped"));
    assertEveryCheckpointLeadsToTheSameEnd(data, data, settings);
  }

  @Test
  void onCompressedMeasurements_too() {
    Objective data =
        Instances.objective(
            new GaussianSensing(new PlantedMatrix(6, 5, 1, 1, 300, 0.1, 2), false), 2);
    Objective fewer = GramCompression.of(data).objective();
    assertEveryCheckpointLeadsToTheSameEnd(
        data, fewer, settings(SolverKind.SCALED_LBFGS, OptionalInt.of(4), 0.02));
  }

  @Test
  void anotherFitsCheckpoint_isRefused() {
    Objective data = new LocalObjective(PROBLEM.blocks(3), PROBLEM.transposed().blocks(3));
    Kept whole = new Kept(new byte[0]);
    run(data, data, settings(SolverKind.VARIABLE_PROJECTION, OptionalInt.of(8), 0.01), whole);
    Kept foreign = new Kept(whole.all.get(0));
    FitSettings other = settings(SolverKind.VARIABLE_PROJECTION, OptionalInt.of(8), 0.02);
    assertThatThrownBy(() -> run(data, data, other, foreign))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lambda 0.01")
        .hasMessageContaining("lambda 0.02");
  }

  @Test
  void whatIsDamaged_isNotRead() {
    Objective data = new LocalObjective(PROBLEM.blocks(3), PROBLEM.transposed().blocks(3));
    Kept whole = new Kept(new byte[0]);
    run(data, data, settings(SolverKind.VARIABLE_PROJECTION, OptionalInt.of(2), 0.01), whole);
    byte[] bytes = whole.all.get(0);
    for (int at = 0; at < bytes.length; at += 97) {
      byte[] changed = bytes.clone();
      changed[at] ^= 4;
      assertThatThrownBy(() -> CheckpointCodec.read(new ByteArrayInputStream(changed)))
          .isInstanceOf(IOException.class);
      byte[] cut = java.util.Arrays.copyOf(bytes, at);
      assertThatThrownBy(() -> CheckpointCodec.read(new ByteArrayInputStream(cut)))
          .isInstanceOf(IOException.class);
    }
  }
}
