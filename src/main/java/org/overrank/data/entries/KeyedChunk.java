package org.overrank.data.entries;

import java.io.Serializable;
import java.util.List;
import org.overrank.sensing.RowRange;

/**
 * Entries whose rows are places in a list of ids; what the shuffle of a table moves.
 *
 * @param rowIds the ids
 * @param entries the entries
 */
public record KeyedChunk(LocalIds rowIds, EntryChunk entries) implements Serializable {
  /**
   * Merges chunks of one range of ids.
   *
   * @param chunks in any order
   * @param ids of the range, all of them
   * @return the entries of rows 0 … n − 1, sorted
   */
  public static SortedEntries merge(List<KeyedChunk> chunks, IdIndex ids) {
    return SortedEntries.merge(
        new RowRange(0, ids.size()),
        chunks.stream().map(chunk -> chunk.entries.renumbered(chunk.rowIds.indices(ids))).toList());
  }
}
