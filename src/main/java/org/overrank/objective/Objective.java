package org.overrank.objective;

import java.util.List;
import org.overrank.loss.Loss;

/**
 * The measurements of one problem, as something that answers requests in passes.
 *
 * <p>This is the seam between mathematics and distribution: solvers, certificates and sweeps run on
 * the driver against it and never learn whether a pass is a loop or a Spark job. Every
 * implementation passes one contract suite.
 */
public interface Objective extends AutoCloseable {
  /**
   * The size of the problem.
   *
   * @return d1, d2 and N
   */
  ProblemShape shape();

  /**
   * Answers requests, reading each copy of the measurements at most once.
   *
   * @param batch at least one request; answers do not depend on which others are there
   * @return the answers
   */
  Answers evaluate(List<? extends Request<?>> batch);

  /**
   * Answers one request.
   *
   * @param request the request
   * @param <A> kind of answer
   * @return the answer
   */
  default <A> A evaluate(Request<A> request) {
    return evaluate(List.of(request)).of(request);
  }

  /**
   * The residual at a point, kept for many adjoint products.
   *
   * @param point (U, V), or V alone: then the blocks solve for their rows of U
   * @param ridge λN, by which they are solved for; not looked at otherwise
   * @return G = (2/N) A*(A(U Vᵀ) − y); the caller closes it
   */
  Residual residual(Factors point, double ridge);

  /**
   * The same measurements under another loss.
   *
   * @param loss how predictions are charged
   * @param weighted whether coefficients of entries are the roots of weights, and nothing else
   * @return an objective over the same blocks; this one under squares
   */
  default Objective under(Loss loss, boolean weighted) {
    throw new UnsupportedOperationException("another loss");
  }

  /**
   * The same measurements under the same loss, its kink rounded off otherwise.
   *
   * @param width see {@link Loss#roundedBy}
   * @return an objective over the same blocks, closed with this one; this one where there is no
   *     kink
   */
  Objective roundedBy(double width);

  @Override
  void close();
}
