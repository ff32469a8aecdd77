package org.overrank.run;

import org.overrank.data.MeasuredData;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Regularizer;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Structure;

/** Whether measurements are of a matrix that can have a structure (theory, section 10). */
final class StructureCheck {
  private final Structure structure;
  private final String prefix;
  private final DataRequest request;
  private final MeasuredData data;

  private StructureCheck(Structure structure, DataRequest request, MeasuredData data) {
    this.structure = structure;
    this.prefix = "--structure " + structure.word() + ": ";
    this.request = request;
    this.data = data;
  }

  /**
   * Refuses measurements that are not.
   *
   * @param structure what is asked for
   * @param request what was read
   * @param data what came of it
   * @throws InvalidInputException in one line
   */
  static void require(Structure structure, DataRequest request, MeasuredData data) {
    if (structure.isSquare()) {
      new StructureCheck(structure, request, data).require();
    }
  }

  private void require() {
    if (data.sides() != null) {
      throw new InvalidInputException(prefix + "not with features of rows or columns");
    }
    if (data.shape().sparse() && data.rows().size() != data.cols().size()) {
      requireSameIds(data.rows(), data.cols());
    }
    requireWord(request.center(), EnumWords.of(CenteringKind.NONE), "--center");
    requireWord(request.regularizer(), EnumWords.of(Regularizer.PLAIN), "--regularizer");
    ProblemShape shape = data.shape();
    structure.requireFor(shape);
    if (shape.sparse()) {
      requireSameIds(data.rows(), data.cols());
    }
  }

  private void requireWord(String given, String needed, String option) {
    if (!given.equals(needed)) {
      throw new InvalidInputException(prefix + "needs " + option + " " + needed + ", not " + given);
    }
  }

  private void requireSameIds(IdIndex rows, IdIndex cols) {
    requireKnown(rows, cols, "row", "column");
    requireKnown(cols, rows, "column", "row");
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.idAt(i).equals(cols.idAt(i))) {
        throw new InvalidInputException(
            prefix + "the ids of rows and columns are not of one kind, or too many to compare");
      }
    }
  }

  private void requireKnown(IdIndex ids, IdIndex others, String one, String other) {
    for (int i = 0; i < ids.size(); i++) {
      if (others.indexOf(ids.idAt(i)) < 0) {
        throw new InvalidInputException(
            String.format(
                "%srows and columns must have the same ids, but \"%s\" is a %s and no %s; an entry"
                    + " of its diagonal would do",
                prefix, ids.idAt(i), one, other));
      }
    }
  }
}
