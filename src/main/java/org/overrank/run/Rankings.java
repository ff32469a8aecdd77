package org.overrank.run;

import java.util.ArrayList;
import java.util.List;
import org.overrank.data.ranking.Ranking;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.fit.FitSummary;
import org.overrank.fit.Usefulness;
import org.overrank.linalg.EnumWords;

/** Lists of columns as a summary tells of them. */
final class Rankings {
  private static final String OWN = "this fit";

  private Rankings() {}

  static FitSummary.Ranking of(RankingJudgement judgement) {
    Usefulness usefulness = Usefulness.of(judgement);
    List<FitSummary.Lists> lists = new ArrayList<>(lists(OWN, judgement.own()));
    for (RankingJudgement.Rival rival : judgement.rivals()) {
      lists.addAll(lists(rival.name(), rival.ranking()));
    }
    return new FitSummary.Ranking(
        EnumWords.of(usefulness),
        usefulness.sentence(judgement),
        judgement.goal().toString(),
        judgement.own().rows(),
        judgement.own().cells(),
        judgement.own().popularHeldOut(),
        lists);
  }

  private static List<FitSummary.Lists> lists(String name, Ranking ranking) {
    return ranking.at().stream()
        .map(
            at ->
                new FitSummary.Lists(
                    name,
                    at.cutoff(),
                    at.recall(),
                    at.precision(),
                    at.ndcg(),
                    at.map(),
                    at.mrr(),
                    at.hitRate(),
                    at.coverage(),
                    at.popular()))
        .toList();
  }
}
