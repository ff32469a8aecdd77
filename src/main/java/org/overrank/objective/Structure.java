package org.overrank.objective;

import java.util.OptionalInt;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;

/** What is known of the unknown matrix besides its rank being low (theory, section 10). */
public enum Structure {
  /** Nothing. */
  GENERAL,
  /** It is symmetric. */
  SYMMETRIC,
  /** It is symmetric, and no eigenvalue is negative. */
  PSD,
  /**
   * It is complex, Hermitian, and no eigenvalue is negative: X = B + iC, kept as ½[B −C; C B], of
   * twice the size.
   */
  HERMITIAN;

  private static final Gauge NUCLEAR = new NuclearGauge();
  private static final Gauge SYMMETRIC_ONE = new SymmetricGauge();
  private static final Gauge SEMIDEFINITE = new SemidefiniteGauge();
  private static final Gauge COMPLEX = new HermitianGauge();

  /**
   * The structure that a word stands for.
   *
   * @param word as {@link #word} gives it
   * @return the structure
   * @throws org.overrank.linalg.InvalidInputException if there is none
   */
  public static Structure ofWord(String word) {
    return EnumWords.parse(Structure.class, word);
  }

  /**
   * The word for it in options and results.
   *
   * @return such as "psd"
   */
  public String word() {
    return EnumWords.of(this);
  }

  /**
   * Its penalty.
   *
   * @return the gauge, without state
   */
  public Gauge gauge() {
    return switch (this) {
      case GENERAL -> NUCLEAR;
      case SYMMETRIC -> SYMMETRIC_ONE;
      case PSD -> SEMIDEFINITE;
      case HERMITIAN -> COMPLEX;
    };
  }

  /**
   * Whether rows and columns are of one kind.
   *
   * @return true but for {@link #GENERAL}
   */
  public boolean isSquare() {
    return this != GENERAL;
  }

  /**
   * Whether the unknown, and what it is measured by, have real and imaginary parts.
   *
   * @return true for {@link #HERMITIAN}
   */
  public boolean isComplex() {
    return this == HERMITIAN;
  }

  /**
   * How many real rows, and columns, one of the unknown is held as.
   *
   * @return 2 where it {@link #isComplex is complex}, else 1
   */
  public int parts() {
    return isComplex() ? 2 : 1;
  }

  /**
   * How many columns of the solver's factors one column of the search rank stands for: one of
   * either sign, or a complex column and its product with i.
   *
   * @return 1 or 2
   */
  public int columnsOfOne() {
    return gauge().columnsTogether();
  }

  /**
   * A search rank in columns of the solver's factors.
   *
   * @param searchRank R, or empty to choose it
   * @return {@link #columnsOfOne} times as many, or empty
   */
  public OptionalInt columnsOf(OptionalInt searchRank) {
    return searchRank.isEmpty()
        ? searchRank
        : OptionalInt.of(searchRank.getAsInt() * columnsOfOne());
  }

  /**
   * A number of columns with all that belong together.
   *
   * @param columns as many at least
   * @return the next multiple of {@link #columnsOfOne}
   */
  public int wholeColumns(int columns) {
    int together = columnsOfOne();
    return (columns + together - 1) / together * together;
  }

  /**
   * Refuses problems whose matrix cannot have it.
   *
   * @param shape of a problem
   * @throws InvalidInputException in one line
   */
  public void requireFor(ProblemShape shape) {
    if (!isSquare()) {
      return;
    }
    if (shape.background() != null) {
      throw new InvalidInputException(
          "structure " + word() + ": not where cells without an entry count, as zeros");
    }
    if (shape.rows() != shape.cols() || (isComplex() && shape.rows() % 2 != 0)) {
      throw new InvalidInputException(
          "structure "
              + word()
              + ": the matrix is "
              + shape.rows()
              + " x "
              + shape.cols()
              + ", not square");
    }
  }
}
