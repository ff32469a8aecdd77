package org.overrank.run.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitSettings;
import org.overrank.fit.StartKind;
import org.overrank.objective.Factors;
import org.overrank.sweep.Lane;

/** Puts trials that are missing into lanes: those of a λ path one after the other. */
public final class SweepLanes {
  private SweepLanes() {}

  /**
   * The lanes.
   *
   * @param trials all trials of one input
   * @param files which of them have ended, and with what answers
   * @return lanes of what is missing
   */
  public static List<Lane> of(List<FitSettings> trials, TrialFiles files) {
    List<Lane> lanes = new ArrayList<>();
    Map<FitSettings, List<FitSettings>> paths = new LinkedHashMap<>();
    for (FitSettings trial : trials) {
      if (trial.start() == StartKind.PATH) {
        paths
            .computeIfAbsent(trial.toBuilder().lambda(1).build(), key -> new ArrayList<>())
            .add(trial);
      } else if (!files.isDone(trial)) {
        lanes.add(new Lane(List.of(trial), null));
      }
    }
    for (List<FitSettings> path : paths.values()) {
      path.sort(Comparator.comparingDouble(FitSettings::lambda).reversed());
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
