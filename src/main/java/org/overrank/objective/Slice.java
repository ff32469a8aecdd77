package org.overrank.objective;

import java.io.Serializable;
import java.util.List;

/** A part of a large answer that blocks contribute and the sum puts together. */
public sealed interface Slice extends Serializable permits FactorSlice, SparseSlice {
  /**
   * Joins this slice with those of the next blocks.
   *
   * @param next the same kind of slice from each, in order; not used afterwards
   * @return the joined slice, which may reuse any
   */
  Slice plus(List<Slice> next);
}
