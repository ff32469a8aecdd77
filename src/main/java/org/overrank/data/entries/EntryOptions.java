package org.overrank.data.entries;

import java.io.Serializable;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;

/**
 * How a table of entries becomes blocks.
 *
 * @param onBadRow what to do with unusable rows
 * @param onDuplicate what to do with cells that occur more than once
 * @param partitions how many blocks, or 0 to choose by the number of entries
 * @param holdout the share of cells kept out of the fit, in [0, 1)
 * @param seed which cells are held out
 * @param rule how those are drawn
 * @param center what is subtracted from the values
 * @param regularizer how the factors are penalised
 * @param unobserved what cells say that are not in the table
 * @param loss how predictions are charged
 */
public record EntryOptions(
    BadRowPolicy onBadRow,
    DuplicatePolicy onDuplicate,
    int partitions,
    double holdout,
    long seed,
    HoldoutRule rule,
    CenteringKind center,
    Regularizer regularizer,
    Unobserved unobserved,
    Loss loss)
    implements Serializable {
  private static final int MOST_PARTITIONS = 1_000_000;

  /** Checks the ranges. */
  public EntryOptions {
    if (!(holdout >= 0 && holdout < 1)) {
      throw new InvalidInputException("holdout must be in [0, 1): " + holdout);
    }
    if (partitions < 0 || partitions > MOST_PARTITIONS) {
      throw new InvalidInputException(
          String.format("partitions must be in [1, %d]: %d", MOST_PARTITIONS, partitions));
    }
    if (regularizer == Regularizer.FREQUENCY && (!unobserved.isOn() || hasConfidence(unobserved))) {
      throw new InvalidInputException(
          "regularizer frequency is iALS's: it needs an unobserved-weight, and no confidence");
    }
    if (unobserved.isOn() && center != CenteringKind.NONE) {
      throw new InvalidInputException(
          "center "
              + EnumWords.of(center)
              + ": not with an unobserved-weight, which says that cells that are not in the table"
              + " are 0");
    }
    requireKnown(loss, center, unobserved);
    if (!loss.isSquared() && rule.kind() == HoldoutKind.ROWS) {
      throw new InvalidInputException(
          "holdout-kind rows: their rows are solved for by least squares: not with loss "
              + loss.word());
    }
    if (onDuplicate == DuplicatePolicy.KEEP && unobserved.keeping() != DuplicatePolicy.KEEP) {
      throw new InvalidInputException(
          "on-duplicate keep: with an unobserved-weight a cell is measured once; take mean or last,"
              + " or a confidence and an unobserved-weight of at most 1");
    }
    unobserved = unobserved.under(regularizer);
  }

  private static void requireKnown(Loss loss, CenteringKind center, Unobserved unobserved) {
    if (!loss.followsShifts() && center != CenteringKind.NONE) {
      throw new InvalidInputException(
          "center "
              + EnumWords.of(center)
              + ": not with loss "
              + loss.word()
              + ", whose targets are no numbers that something can be subtracted from");
    }
    if (!loss.isSquared() && unobserved.isOn()) {
      throw new InvalidInputException(
          "loss "
              + loss.word()
              + ": not with an unobserved-weight, under which all cells are charged squares");
    }
  }

  private static boolean hasConfidence(Unobserved unobserved) {
    return unobserved.confidence() != null;
  }

  /**
   * Options that hold out single cells by their indices, for a table whose cells that are not in it
   * say nothing.
   *
   * @param onBadRow what to do with unusable rows
   * @param onDuplicate what to do with cells that occur more than once
   * @param partitions how many blocks, or 0 to choose by the number of entries
   * @param holdout the share of cells kept out of the fit, in [0, 1)
   * @param seed which cells are held out
   * @param center what is subtracted from the values
   * @param regularizer how the factors are penalised
   */
  public EntryOptions(
      BadRowPolicy onBadRow,
      DuplicatePolicy onDuplicate,
      int partitions,
      double holdout,
      long seed,
      CenteringKind center,
      Regularizer regularizer) {
    this(
        onBadRow,
        onDuplicate,
        partitions,
        holdout,
        seed,
        HoldoutRule.CELLS,
        center,
        regularizer,
        Unobserved.NOTHING,
        Losses.SQUARED);
  }

  /**
   * The defaults: fail on bad rows and duplicates, nothing held out or subtracted, seed 0.
   *
   * @return the defaults
   */
  public static EntryOptions defaults() {
    return new EntryOptions(
        BadRowPolicy.FAIL, DuplicatePolicy.ERROR, 0, 0, 0, CenteringKind.NONE, Regularizer.PLAIN);
  }

  /**
   * Whether cells are kept out of the fit.
   *
   * @return true if a share is, or those of a table of their own, or the last of each row
   */
  public boolean holdsOut() {
    return holdout > 0 || rule.kind() == HoldoutKind.TABLE || rule.kind() == HoldoutKind.LAST;
  }

  /**
   * The same with nothing kept out.
   *
   * @return new options
   */
  public EntryOptions whole() {
    return withHoldout(0, seed).withRule(HoldoutRule.CELLS);
  }

  /**
   * Other treatment of unusable rows.
   *
   * @param policy the policy
   * @return new options
   */
  public EntryOptions withOnBadRow(BadRowPolicy policy) {
    return new EntryOptions(
        policy,
        onDuplicate,
        partitions,
        holdout,
        seed,
        rule,
        center,
        regularizer,
        unobserved,
        loss);
  }

  /**
   * Other treatment of duplicates.
   *
   * @param policy the policy
   * @return new options
   */
  public EntryOptions withOnDuplicate(DuplicatePolicy policy) {
    return new EntryOptions(
        onBadRow, policy, partitions, holdout, seed, rule, center, regularizer, unobserved, loss);
  }

  /**
   * Another number of blocks.
   *
   * @param blocks how many, or 0 to choose by the number of entries
   * @return new options
   */
  public EntryOptions withPartitions(int blocks) {
    return new EntryOptions(
        onBadRow, onDuplicate, blocks, holdout, seed, rule, center, regularizer, unobserved, loss);
  }

  /**
   * Another hold-out set.
   *
   * @param fraction the share of cells, in [0, 1)
   * @param newSeed which cells
   * @return new options
   */
  public EntryOptions withHoldout(double fraction, long newSeed) {
    return new EntryOptions(
        onBadRow,
        onDuplicate,
        partitions,
        fraction,
        newSeed,
        rule,
        center,
        regularizer,
        unobserved,
        loss);
  }

  /**
   * A hold-out set that is drawn in another way.
   *
   * @param other how
   * @return new options
   */
  public EntryOptions withRule(HoldoutRule other) {
    return new EntryOptions(
        onBadRow,
        onDuplicate,
        partitions,
        holdout,
        seed,
        other,
        center,
        regularizer,
        unobserved,
        loss);
  }

  /**
   * Another centering.
   *
   * @param kind what is subtracted
   * @return new options
   */
  public EntryOptions withCenter(CenteringKind kind) {
    return new EntryOptions(
        onBadRow,
        onDuplicate,
        partitions,
        holdout,
        seed,
        rule,
        kind,
        regularizer,
        unobserved,
        loss);
  }

  /**
   * Another regularizer.
   *
   * @param kind how the factors are penalised
   * @return new options
   */
  public EntryOptions withRegularizer(Regularizer kind) {
    return new EntryOptions(
        onBadRow, onDuplicate, partitions, holdout, seed, rule, center, kind, unobserved, loss);
  }

  /**
   * Another say of cells that are not in the table.
   *
   * @param say what it is
   * @return new options
   */
  public EntryOptions withUnobserved(Unobserved say) {
    return new EntryOptions(
        onBadRow, onDuplicate, partitions, holdout, seed, rule, center, regularizer, say, loss);
  }
}
