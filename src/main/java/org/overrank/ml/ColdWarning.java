package org.overrank.ml;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once, as soon as the driver hears of a prediction that is not a number: metrics over such
 * predictions are none either, and do not say why.
 */
final class ColdWarning extends AccumulatorV2<Long, Long> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ColdWarning.class);
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private final String uid;
  private final boolean isDue;
  private long cells;

  /**
   * A warning, not yet due.
   *
   * @param uid of the model, whose copies warn once together
   * @param isDue whether such predictions are not a number
   */
  ColdWarning(String uid, boolean isDue) {
    this.uid = uid;
    this.isDue = isDue;
  }

  @Override
  public boolean isZero() {
    return cells == 0;
  }

  @Override
  public ColdWarning copy() {
    ColdWarning copied = new ColdWarning(uid, isDue);
    copied.cells = cells;
    return copied;
  }

  @Override
  public void reset() {
    cells = 0;
  }

  @Override
  public void add(Long more) {
    cells += more;
    warn();
  }

  @Override
  public void merge(AccumulatorV2<Long, Long> other) {
    cells += other.value();
    warn();
  }

  @Override
  public Long value() {
    return cells;
  }

  private void warn() {
    if (isDue && cells > 0 && isAtDriverSide() && WARNED.add(uid)) {
      LOG.warn(
          "{}: predictions for users or items that the fit has not seen are NaN, and so is every"
              + " metric over them: set coldStartStrategy to drop or mean",
          uid);
    }
  }
}
