package org.overrank.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certificate;
import org.overrank.certify.Certifier;
import org.overrank.certify.KinkWidths;
import org.overrank.certify.LeastCurvature;
import org.overrank.cli.options.Location;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.WarmStart;
import org.overrank.fit.PointClassifier;
import org.overrank.fit.PointVerdict;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.SolverUnits;
import org.overrank.objective.Structure;
import org.overrank.objective.Units;
import org.overrank.spark.JobLabels;
import org.overrank.spark.entries.EntryReader;
import org.overrank.spark.measurements.MeasurementReader;
import org.overrank.spark.model.ModelStore;

/** Certifies one model on one table of measurements. */
final class CertifyJob {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Factors that a fit balanced are out of balance by no more. */
  private static final double ROUNDING = 1e-9;

  /** By more than other data, or the power of two between U and V in an old model, explain. */
  private static final double EDITED = 1;

  /** Another number of partitions changes the last digits of a mean. */
  private static final double SAME_MEAN = 1e-12;

  private final CommandContext context;
  private final SparkSession session;
  private final CertifyCommand asked;
  private final Location model;
  private final Location input;

  /**
   * A certification, not yet begun.
   *
   * @param context where it reports
   * @param session where it runs
   * @param asked what shall differ from the fit
   * @param model where the model is
   * @param input where the measurements are
   */
  CertifyJob(
      CommandContext context,
      SparkSession session,
      CertifyCommand asked,
      Location model,
      Location input) {
    this.context = context;
    this.session = session;
    this.asked = asked;
    this.model = model;
    this.input = input;
  }

  /**
   * Prints the certificate.
   *
   * @return the exit code
   */
  int run() {
    LowRankModel loaded = ModelStore.load(session, model.text());
    ModelMetadata fitted = loaded.metadata();
    double lambda = asked.lambda == null ? fitted.lambda() : asked.lambda;
    double gap = asked.relativeGap == null ? fitted.relativeGapAsked() : asked.relativeGap;
    JobLabels.group(session.sparkContext(), "certify", "the certificate");
    try (MeasuredData data =
            JobLabels.during(session.sparkContext(), "reading " + input, () -> read(fitted));
        Objective objective = data.objective()) {
      requireKnown("row", data.rows(), loaded.matrix().rows());
      requireKnown("column", data.cols(), loaded.matrix().cols());
      warn(fitted, data);
      Units units = data.shape().units();
      Factors stored = WarmStart.point(loaded.matrix(), data);
      requireStructure(fitted.known(), stored);
      Factors point = units.factorsOf(stored);
      RegularizedObjective regularized =
          new RegularizedObjective(
              new SolverUnits(objective), units.lambdaOf(lambda), fitted.known());
      Map<String, Object> result = new LinkedHashMap<>();
      KinkWidths.chooseFor(regularized, point, fitted.seed());
      Certificate proof;
      try (Assessment assessment = new Certifier(regularized, fitted.seed()).assess(point)) {
        proof = assessment.certificate().in(units);
        describe(proof, lambda, gap, assessment.rank() / fitted.known().parts(), data, result);
        if (assessment.imbalance() > ROUNDING) {
          point = balanced(assessment, fitted.known(), units, result);
        }
      }
      if (asked.secondOrder) {
        point = fitted.known().gauge().project(point);
        PointClassifier classifier =
            new PointClassifier(regularized, gap, fitted.seed(), asked.maxPasses).in(units);
        describe(classifier.classify(point), result);
      }
      print(result);
      return proof.certifies(gap) ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
    }
  }

  /** A proof among matrices of a structure says something of those alone. */
  private static void requireStructure(Structure structure, Factors stored) {
    Factors near = structure.gauge().project(stored);
    if (!near.left().equals(stored.left()) || !near.right().equals(stored.right())) {
      throw new InvalidInputException(
          "the model's factors are not of structure " + structure.word() + ", as they were fitted");
    }
  }

  /**
   * What is judged is U Vᵀ: f is reported, and second order looked at, where it is the least. One
   * factor for both sides is there in its user's units, if not in the solver's.
   */
  private Factors balanced(
      Assessment assessment, Structure known, Units units, Map<String, Object> result) {
    if (assessment.imbalance() > EDITED) {
      context
          .err()
          .println(
              "note: the model's factors are not balanced, as those of a fit are: what is judged is"
                  + " their product");
    }
    if (!known.isSquare()) {
      result.put("objective", units.toValue(assessment.convexObjective()));
    }
    return assessment.balanced();
  }

  private MeasuredData read(ModelMetadata fitted) {
    int partitions = asked.partitions == null ? fitted.entries().partitions() : asked.partitions;
    ModelMetadata.Measured measured = fitted.measured();
    asked.features.requireThoseOf(fitted);
    if (measured != null) {
      return MeasurementReader.read(
          session,
          ModelMetadata.source(
              input.text(),
              asked.format,
              asked.dialect.dialect(),
              measured,
              asked.features.rowTable(),
              asked.features.colTable()),
          fitted.options(measured, partitions));
    }
    ModelMetadata.Source source = fitted.source();
    return EntryReader.read(
        session,
        new EntrySource(
            input.text(),
            asked.format,
            asked.dialect.dialect(),
            source.row(),
            source.col(),
            source.value(),
            source.weight(),
            source.coefficient(),
            source.wide()),
        fitted.options().withPartitions(partitions));
  }

  private static void requireKnown(String what, IdIndex data, IdIndex model) {
    long unknown = 0;
    String example = "";
    for (int i = 0; i < data.size(); i++) {
      if (model.indexOf(data.idAt(i)) < 0) {
        example = unknown == 0 ? data.idAt(i).toString() : example;
        unknown++;
      }
    }
    if (unknown > 0) {
      throw new InvalidInputException(
          String.format(
              "the model was not fitted to this input: it does not know %d of the %d %s ids, such"
                  + " as \"%s\"",
              unknown, data.size(), what, example));
    }
  }

  private void warn(ModelMetadata fitted, MeasuredData data) {
    List<String> differences = new ArrayList<>();
    if (data.shape().measurements() != fitted.measurements()) {
      differences.add(
          data.shape().measurements() + " measurements instead of " + fitted.measurements());
    }
    double mean = data.centering().mean();
    if (Math.abs(mean - fitted.mean()) > SAME_MEAN * Math.abs(fitted.mean())) {
      differences.add("mean " + data.centering().mean() + " instead of " + fitted.mean());
    }
    if (!differences.isEmpty()) {
      context
          .err()
          .println(
              "note: this is not the problem that the model was fitted to: "
                  + String.join(", ", differences));
    }
  }

  private static void describe(
      Certificate proof,
      double lambda,
      double gap,
      int rank,
      MeasuredData data,
      Map<String, Object> result) {
    result.put("objective", proof.objective());
    result.put("convexObjective", proof.convexObjective());
    result.put("lowerBound", proof.lowerBound());
    result.put("relativeGap", proof.relativeGap());
    result.put("relativeGapAsked", gap);
    result.put("nu", proof.nu());
    result.put("nuLower", proof.nuLower());
    result.put("gapBound", proof.boundKind().word());
    result.put("failureProbability", proof.failureProbability());
    result.put("certified", proof.certifies(gap));
    result.put("rank", rank);
    result.put("lambda", lambda);
    result.put("measurements", data.shape().measurements());
    result.put("rows", data.shape().rows());
    result.put("cols", data.shape().cols());
  }

  private static void describe(PointVerdict verdict, Map<String, Object> result) {
    result.put("verdict", verdict.kind().word());
    result.put("reason", verdict.reason());
    result.put("gradientNorm", verdict.gradientNorm());
    result.put("gradientTolerance", verdict.gradientTolerance());
    LeastCurvature curvature = verdict.curvature();
    if (curvature != null) {
      result.put("leastCurvatureLower", finite(curvature.lower()));
      result.put("leastCurvatureUpper", curvature.upper());
      result.put("curvatureBound", curvature.boundKind().word());
      result.put("curvatureFailureProbability", curvature.failureProbability());
    }
    result.put("curvatureTolerance", verdict.curvatureTolerance());
    result.put("bestKnown", finite(verdict.bestKnown()));
  }

  /** JSON has no infinities and no NaN. */
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private void print(Map<String, Object> result) {
    try {
      context.out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
