package org.overrank.objective;

import java.util.IdentityHashMap;
import java.util.List;

/** The answers to one batch of requests. */
public final class Answers {
  private final IdentityHashMap<Request<?>, Object> byRequest = new IdentityHashMap<>();

  private Answers() {}

  /**
   * Turns the summed contributions of a batch into its answers.
   *
   * @param batch the requests
   * @param totals the sum for each request, in the same order
   * @param shape the size of the problem
   * @return the answers
   */
  public static Answers of(
      List<? extends Request<?>> batch, List<Partial> totals, ProblemShape shape) {
    Answers answers = new Answers();
    for (int i = 0; i < batch.size(); i++) {
      answers.byRequest.put(batch.get(i), batch.get(i).answer(totals.get(i), shape));
    }
    return answers;
  }

  /**
   * The answer to one request.
   *
   * @param request the very object that was in the batch
   * @param <A> kind of answer
   * @return its answer
   */
  @SuppressWarnings("unchecked") // put together with its own request's answer in of()
  public <A> A of(Request<A> request) {
    Object answer = byRequest.get(request);
    if (answer == null) {
      throw new IllegalArgumentException("not in this batch: " + request);
    }
    return (A) answer;
  }
}
