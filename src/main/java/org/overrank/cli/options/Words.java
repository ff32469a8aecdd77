package org.overrank.cli.options;

import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.PredictionScale;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.TableFormat;
import org.overrank.fit.LambdaRule;
import org.overrank.fit.RefitRule;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.Storage;
import org.overrank.theorem.PointKind;

/** The options that take one of a few words. */
public final class Words {
  private Words() {}

  /** {@code --kind}. */
  public static final class Kinds extends EnumWord<MeasurementKind> {
    Kinds() {
      super(MeasurementKind.class);
    }
  }

  /** {@code --points}. */
  public static final class Points extends EnumWord<PointKind> {
    Points() {
      super(PointKind.class);
    }
  }

  /** {@code --format}. */
  public static final class Formats extends EnumWord<TableFormat> {
    Formats() {
      super(TableFormat.class);
    }
  }

  /** {@code --decimal}. */
  static final class DecimalMarks extends EnumWord<DecimalMark> {
    DecimalMarks() {
      super(DecimalMark.class);
    }
  }

  /** {@code --on-bad-row}. */
  public static final class BadRowPolicies extends EnumWord<BadRowPolicy> {
    BadRowPolicies() {
      super(BadRowPolicy.class);
    }
  }

  /** {@code --on-duplicate}. */
  static final class DuplicatePolicies extends EnumWord<DuplicatePolicy> {
    DuplicatePolicies() {
      super(DuplicatePolicy.class);
    }
  }

  /** {@code --loss}. */
  static final class LossWords extends Checked<Loss> {
    LossWords() {
      super(Losses::of);
    }
  }

  /** {@code --scale}. */
  public static final class Scales extends EnumWord<PredictionScale> {
    Scales() {
      super(PredictionScale.class);
    }
  }

  /** {@code --center}. */
  static final class Centerings extends EnumWord<CenteringKind> {
    Centerings() {
      super(CenteringKind.class);
    }
  }

  /** {@code --regularizer}. */
  static final class Regularizers extends EnumWord<Regularizer> {
    Regularizers() {
      super(Regularizer.class);
    }
  }

  /** {@code --lambda-rule}. */
  static final class LambdaRules extends EnumWord<LambdaRule> {
    LambdaRules() {
      super(LambdaRule.class);
    }
  }

  /** {@code --refit}. */
  static final class RefitRules extends EnumWord<RefitRule> {
    RefitRules() {
      super(RefitRule.class);
    }
  }

  /** {@code --holdout-kind}. */
  static final class HoldoutKinds extends EnumWord<HoldoutKind> {
    HoldoutKinds() {
      super(HoldoutKind.class);
    }
  }

  /** {@code --log}. */
  static final class LogFormats extends EnumWord<LogFormat> {
    LogFormats() {
      super(LogFormat.class);
    }
  }

  /** {@code --storage}. */
  static final class Storages extends EnumWord<Storage> {
    Storages() {
      super(Storage.class);
    }
  }

  /** {@code --cold}. */
  public static final class ColdPolicies extends EnumWord<ColdPolicy> {
    ColdPolicies() {
      super(ColdPolicy.class);
    }
  }
}
