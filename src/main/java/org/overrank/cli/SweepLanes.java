package org.overrank.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.StartKind;
import org.overrank.objective.Factors;
import org.overrank.sweep.Lane;
import org.overrank.sweep.Trial;

/** Puts trials that are missing into lanes: those of a λ path one after the other. */
final class SweepLanes {
  private SweepLanes() {}

  /** Trials that differ in λ only. */
  private record Path(Trial atOne) {
    static Path of(Trial trial) {
      return new Path(
          new Trial(trial.searchRank(), 1, trial.solver(), trial.start(), trial.seed()));
    }
  }

  /**
   * The lanes.
   *
   * @param trials all trials of one input
   * @param files which of them have ended, and with what answers
   * @return lanes of what is missing
   */
  static List<Lane> of(List<Trial> trials, TrialFiles files) {
    List<Lane> lanes = new ArrayList<>();
    Map<Path, List<Trial>> paths = new LinkedHashMap<>();
    for (Trial trial : trials) {
      if (trial.start() == StartKind.PATH) {
        paths.computeIfAbsent(Path.of(trial), key -> new ArrayList<>()).add(trial);
      } else if (!files.isDone(trial)) {
        lanes.add(new Lane(List.of(trial), null));
      }
    }
    for (List<Trial> path : paths.values()) {
      path.sort(Comparator.comparingDouble(Trial::lambda).reversed());
      int done = 0;
      while (done < path.size() && files.isDone(path.get(done))) {
        done++;
      }
      if (done < path.size()) {
        @Nullable Factors before = done == 0 ? null : files.answer(path.get(done - 1));
        lanes.add(new Lane(path.subList(done, path.size()), before));
      }
    }
    return lanes;
  }
}
