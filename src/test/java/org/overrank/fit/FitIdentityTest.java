package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.objective.Structure;
import org.overrank.sensing.EntryProblem;

/** All that decides a run tells it from others; budgets do not. */
class FitIdentityTest {
  /** Whether a fit was compressed is in its identity, not whether it might have been. */
  private static final Set<String> BUDGETS = Set.of("maxPasses", "maxIterations", "compression");

  private static final List<EntryProblem.Entry> ENTRIES =
      EntryProblem.random(9, 7, 2, 0.6, false, 2).entries();

  private static Objective data(List<EntryProblem.Entry> entries, int blocks) {
    EntryProblem problem = new EntryProblem(9, 7, entries);
    return new LocalObjective(problem.blocks(blocks), problem.transposed().blocks(blocks));
  }

  private static Factors point(long seed) {
    Random random = new Random(seed);
    return new Factors(EntryProblem.gaussian(9, 2, random), EntryProblem.gaussian(7, 2, random));
  }

  private static Object[] settings() {
    return new Object[] {
      0.1,
      OptionalInt.of(3),
      SolverKind.GRADIENT_DESCENT,
      OptionalDouble.of(0.5),
      StartKind.MODEL,
      point(1),
      1L,
      1e-3,
      100L,
      50,
      EscapeRule.NEVER,
      Compression.NEVER,
      Structure.GENERAL
    };
  }

  private static Object[] others() {
    return new Object[] {
      0.2,
      OptionalInt.empty(),
      SolverKind.SCALED_LBFGS,
      OptionalDouble.of(0.25),
      StartKind.GAUSSIAN,
      point(2),
      2L,
      1e-4,
      200L,
      60,
      EscapeRule.AUTO,
      Compression.ALWAYS,
      Structure.PSD
    };
  }

  private static FitSettings made(Object[] values) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(FitSettings.class.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<FitSettings> constructor = FitSettings.class.getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }

  @Test
  void everySettingButTheBudgets() throws ReflectiveOperationException {
    Objective data = data(ENTRIES, 2);
    String identity = FitIdentity.of(data, made(settings()), false);
    RecordComponent[] components = FitSettings.class.getRecordComponents();
    for (int k = 0; k < components.length; k++) {
      Object[] changed = settings();
      changed[k] = others()[k];
      if (components[k].getName().equals("start")) {
        changed[k + 1] = null;
      }
      String other = FitIdentity.of(data, made(changed), false);
      assertThat(other.equals(identity))
          .as(components[k].getName())
          .isEqualTo(BUDGETS.contains(components[k].getName()));
    }
    assertThat(FitIdentity.of(data, made(settings()), true)).isNotEqualTo(identity);
    assertThat(FitIdentity.of(data(ENTRIES, 2), made(settings()), false)).isEqualTo(identity);
  }

  /** Another value, weight or coefficient; what is subtracted or held out; other places. */
  @Test
  void everyMeasurement() throws ReflectiveOperationException {
    FitSettings settings = made(settings());
    Set<String> seen = new HashSet<>();
    seen.add(FitIdentity.of(data(ENTRIES, 2), settings, false));
    EntryProblem.Entry first = ENTRIES.get(0);
    double y = first.target();
    double c = first.coefficient();
    List<EntryProblem.Entry> instead =
        List.of(
            new EntryProblem.Entry(first.row(), first.col(), c, Math.nextUp(y) + 1e-9),
            new EntryProblem.Entry(first.row(), first.col(), 2 * c, 2 * y),
            new EntryProblem.Entry(first.row(), first.col(), -c, -y));
    for (EntryProblem.Entry each : instead) {
      List<EntryProblem.Entry> changed = new ArrayList<>(ENTRIES);
      changed.set(0, each);
      boolean isNew = seen.add(FitIdentity.of(data(changed, 2), settings, false));
      assertThat(isNew || each.equals(instead.get(2))).as("%s", each).isTrue();
    }
    assertThat(
            seen.add(FitIdentity.of(data(ENTRIES.subList(1, ENTRIES.size()), 2), settings, false)))
        .isTrue();
    List<EntryProblem.Entry> lower =
        ENTRIES.stream()
            .map(e -> new EntryProblem.Entry(e.row(), e.col(), e.coefficient(), e.target() - 0.5))
            .toList();
    assertThat(seen.add(FitIdentity.of(data(lower, 2), settings, false))).isTrue();
  }
}
