import org.overrank.Answer;
import org.overrank.Problem;
import org.overrank.fit.FitSettings;

/** Three films, three users, eight of nine ratings. */
public class Sample {
  public static void main(String[] args) {
    int[] users = {0, 0, 0, 1, 1, 1, 2, 2};
    int[] films = {0, 1, 2, 0, 1, 2, 0, 1};
    double[] stars = {1, 2, 3, 2, 4, 6, 1.5, 3};
    Problem ratings = Problem.ofEntries(users, films, stars);
    Answer answer = ratings.fit(FitSettings.builder().lambda(1e-4).relativeGap(1e-3).build());
    System.out.println(answer.verdict());
    System.out.printf("gap %.1e, user 2 gives film 2 %.2f%n", answer.relativeGap(), answer.predict(2, 2));
  }
}
