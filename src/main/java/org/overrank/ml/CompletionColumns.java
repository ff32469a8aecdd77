package org.overrank.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.Param;

/** The params behind {@link CompletionParams}, of one stage. */
public final class CompletionColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> userCol;
  final Param<String> itemCol;
  final Param<String> ratingCol;
  final Param<String> weightCol;
  final Param<String> predictionCol;
  final Param<String> coldStartStrategy;

  CompletionColumns(String owner) {
    ParamKit kit = new ParamKit(owner);
    userCol = kit.text("userCol", "column of the users' ids, of any type");
    itemCol = kit.text("itemCol", "column of the items' ids, of any type");
    ratingCol = kit.text("ratingCol", "column of the ratings");
    weightCol = kit.text("weightCol", "column of positive weights; all 1 if it is not set");
    predictionCol = kit.text("predictionCol", "column of predictions");
    coldStartStrategy =
        kit.word(
            "coldStartStrategy",
            "what is predicted where the user or the item is not known",
            "nan",
            "drop",
            "mean");
  }
}
