package org.overrank;

import java.util.function.ToDoubleBiFunction;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.ProofSentence;
import org.overrank.linalg.Dot;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/** A low-rank matrix that was found, and the proof of how good it is. */
public final class Answer {
  private final FitResult result;
  private final String verdict;
  private final ToDoubleBiFunction<Object, Object> cell;

  Answer(FitResult result, String verdict, ToDoubleBiFunction<Object, Object> cell) {
    this.result = result;
    this.verdict = verdict;
    this.cell = cell;
  }

  static Answer of(FitResult result, FitSettings settings) {
    Factors factors = result.factors();
    return new Answer(
        result, ProofSentence.of(result, settings), (row, col) -> cell(factors, row, col));
  }

  private static double cell(Factors factors, Object row, Object col) {
    int a = index("row", row, factors.rows());
    int b = index("column", col, factors.cols());
    int width = factors.searchRank();
    return Dot.product(factors.left().data(), a * width, factors.right().data(), b * width, width);
  }

  private static int index(String what, Object id, int size) {
    if (id instanceof Integer index && index >= 0 && index < size) {
      return index;
    }
    throw new InvalidInputException(
        "there is no " + what + " " + id + ": they are numbered from 0 to " + (size - 1));
  }

  /**
   * A cell of the matrix.
   *
   * @param row its row: an index from 0 or, of a table, an id
   * @param col its column: the same
   * @return the value; of a table's ids that are not known, the mean of the values
   * @throws InvalidInputException if there is no such index
   */
  public double predict(Object row, Object col) {
    return cell.applyAsDouble(row, col);
  }

  /**
   * How good the answer is, in a sentence.
   *
   * @return such as "Certified: the objective is proven to be within …"
   */
  public String verdict() {
    return verdict;
  }

  /**
   * How far the objective can be from the best that any rank can reach.
   *
   * @return (F − D)/F, proven
   */
  public double relativeGap() {
    return result.certificate().relativeGap();
  }

  /**
   * The rank of the matrix.
   *
   * @return as far as the gap tells
   */
  public int rank() {
    return result.rank();
  }

  /**
   * The left factor in balanced gauge.
   *
   * @return U, d1 × R
   */
  public Matrix left() {
    return result.factors().left();
  }

  /**
   * The right factor in balanced gauge.
   *
   * @return V, d2 × R
   */
  public Matrix right() {
    return result.factors().right();
  }

  /**
   * All else that is known: certificate, singular values, passes, trace.
   *
   * @return the result of the fit
   */
  public FitResult result() {
    return result;
  }
}
