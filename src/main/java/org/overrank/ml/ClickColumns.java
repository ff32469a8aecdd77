package org.overrank.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;

/** The params behind {@link ClickParams}, of one stage. */
public final class ClickColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  final BooleanParam implicitPrefs;
  final DoubleParam alpha;
  final DoubleParam unobservedWeight;

  ClickColumns(String owner) {
    ParamKit kit = new ParamKit(owner);
    implicitPrefs =
        new BooleanParam(
            owner,
            "implicitPrefs",
            "whether a rating says how sure it is that its cell is 1, and other cells are 0");
    alpha = kit.notNegative("alpha", "confidence that a rating of 1 gives, with implicitPrefs");
    unobservedWeight =
        kit.notNegative(
            "unobservedWeight",
            "weight with which cells without a rating are 0; 1 with implicitPrefs, else none");
  }
}
