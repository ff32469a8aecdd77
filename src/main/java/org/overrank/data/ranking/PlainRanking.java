package org.overrank.data.ranking;

import java.io.Serializable;

/** Lists of columns that are told without a fit; what a fit has to beat. */
public interface PlainRanking extends Serializable {
  /** {@return what it ranks by, such as "popularity"} */
  String name();

  /**
   * The best columns of a row.
   *
   * @param known its columns with a value above 0, ascending
   * @param seen all its columns, none of which is listed, ascending
   * @param most how many
   * @return indices, best first, maybe fewer
   */
  int[] list(int[] known, int[] seen, int most);
}
