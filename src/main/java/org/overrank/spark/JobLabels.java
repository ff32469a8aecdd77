package org.overrank.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.overrank.objective.Request;

/**
 * What Spark's pages, event log and history server call the jobs of a run: the group says for whom
 * they are, the description what they do.
 *
 * <p>Labels belong to a thread, as Spark's local properties do; threads that it starts inherit
 * them.
 */
public final class JobLabels {
  /** On every job that is a pass over all measurements. */
  static final String PASS = "overrank.pass";

  private static final String GROUP = "spark.jobGroup.id";
  private static final String DESCRIPTION = "spark.job.description";

  /** What Spark calls stages, and its RDDs' places; without, it reads the stack, at every job. */
  private static final List<String> PLACE = List.of("callSite.short", "callSite.long");

  private static final String WHOM = "overrank.for";

  private JobLabels() {}

  /**
   * Says for whom this thread's jobs are from now on.
   *
   * @param context where the jobs run
   * @param group the id of their group
   * @param whom the same for people, behind what each job does
   */
  public static void group(SparkContext context, String group, String whom) {
    context.setLocalProperty(GROUP, group);
    whom(context, whom);
  }

  /**
   * Says for whom this thread's jobs are from now on; their group stays as it is.
   *
   * @param context where the jobs run
   * @param whom for people, behind what each job does; null for nobody in particular
   * @return for whom they were before
   */
  public static @Nullable String whom(SparkContext context, @Nullable String whom) {
    @Nullable String before = context.getLocalProperty(WHOM);
    context.setLocalProperty(WHOM, whom);
    return before;
  }

  /**
   * Describes the jobs of some work.
   *
   * @param context where they run
   * @param what they do
   * @param jobs the work
   * @param <T> kind of result
   * @return its result
   */
  public static <T> T during(SparkContext context, String what, Supplier<T> jobs) {
    String whom = context.getLocalProperty(WHOM);
    @Nullable String before = context.getLocalProperty(DESCRIPTION);
    List<@Nullable String> places = new ArrayList<>();
    PLACE.forEach(form -> places.add(context.getLocalProperty(form)));
    context.setLocalProperty(DESCRIPTION, whom == null ? what : what + " for " + whom);
    PLACE.forEach(form -> context.setLocalProperty(form, what));
    try {
      return jobs.get();
    } finally {
      context.setLocalProperty(DESCRIPTION, before);
      for (int k = 0; k < places.size(); k++) {
        context.setLocalProperty(PLACE.get(k), places.get(k));
      }
    }
  }

  /** Describes the jobs of one pass. */
  static <T> T duringPass(SparkContext context, String what, Supplier<T> jobs) {
    context.setLocalProperty(PASS, "true");
    try {
      return during(context, "pass: " + what, jobs);
    } finally {
      context.setLocalProperty(PASS, null);
    }
  }

  /**
   * What a batch asks, in words.
   *
   * @param requests at least one
   * @return such as "half sweep, 3 line search quartic"
   */
  static String words(List<? extends Request<?>> requests) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Request<?> request : requests) {
      counts.merge(words(request.getClass().getSimpleName()), 1, Integer::sum);
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((name, count) -> parts.add(count == 1 ? name : count + " " + name));
    return String.join(", ", parts);
  }

  private static String words(String className) {
    return className.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
