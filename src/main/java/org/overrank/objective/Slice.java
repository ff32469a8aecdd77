package org.overrank.objective;

import java.io.Serializable;

/** A part of a large answer that blocks contribute and the sum puts together. */
public sealed interface Slice extends Serializable permits FactorSlice, SparseSlice {
  /**
   * Joins this slice with that of the next block.
   *
   * @param next the same kind of slice from a later block; not used afterwards
   * @return the joined slice, which may reuse either
   */
  Slice plus(Slice next);
}
