package org.overrank.landscape;

import java.util.ArrayList;
import java.util.List;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.Storage;

/** Instances as objectives in this JVM. */
public final class Instances {
  private Instances() {}

  public static List<Measurement> measurements(Instance instance) {
    List<Measurement> measurements = new ArrayList<>();
    for (long i = 0; i < instance.count(); i++) {
      measurements.add(instance.measurement(i));
    }
    return measurements;
  }

  public static Objective objective(Instance instance, long seed) {
    if (instance.kind() == MeasurementKind.ENTRIES) {
      EntryProblem problem = entries(instance);
      return new LocalObjective(problem.blocks(1), problem.transposed().blocks(1));
    }
    BlockSpec spec =
        new BlockSpec(instance.kind(), instance.rows(), instance.cols(), Storage.DOUBLE, seed);
    return new LocalObjective(List.of(spec.build(measurements(instance))), List.of());
  }

  private static EntryProblem entries(Instance instance) {
    List<EntryProblem.Entry> entries = new ArrayList<>();
    for (Measurement m : measurements(instance)) {
      SensingMatrix.Entry e = (SensingMatrix.Entry) m.matrix();
      double root = Math.sqrt(m.weight());
      entries.add(
          new EntryProblem.Entry(e.row(), e.col(), root * e.coefficient(), root * m.value()));
    }
    return new EntryProblem(instance.rows(), instance.cols(), entries);
  }
}
