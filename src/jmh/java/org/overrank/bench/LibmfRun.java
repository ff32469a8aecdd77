package org.overrank.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * LIBMF's own program: stochastic gradients in floats, all cores.
 *
 * @param program its mf-train
 * @param ratings of what
 * @param rank its number of factors
 * @param iterations how many
 */
record LibmfRun(String program, RatingsFile ratings, int rank, int iterations) {
  /**
   * How it went.
   *
   * @param usage time of the program, reading and writing included
   * @param objective the common objective at its factors
   */
  record Result(Usage usage, double objective) {}

  Result run() throws IOException, InterruptedException {
    Path input = ratings.path().resolveSibling("libmf.txt");
    if (!Files.exists(input)) {
      Files.writeString(input, ratings.text());
    }
    Path model = ratings.path().resolveSibling("libmf.model");
    Path times = ratings.path().resolveSibling("libmf.times");
    String command =
        String.format(
            "TIMEFORMAT='%%R %%U %%S'; time %s -l2 %s -k %d -t %d -s %d --quiet %s %s",
            program,
            PeerProblem.RATINGS.penalty(),
            rank,
            iterations,
            Runtime.getRuntime().availableProcessors(),
            input,
            model);
    Process process =
        new ProcessBuilder("bash", "-c", command).redirectError(times.toFile()).start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("libmf failed: " + Files.readString(times));
    }
    List<String> lines = Files.readAllLines(times);
    String[] spent = lines.get(lines.size() - 1).split(" ", -1);
    double cpu = Double.parseDouble(spent[1]) + Double.parseDouble(spent[2]);
    return new Result(new Usage(Double.parseDouble(spent[0]), cpu), objective(model));
  }

  private double objective(Path model) throws IOException {
    double[][] users = new double[ratings.rowCount()][rank];
    double[][] items = new double[ratings.colCount()][rank];
    for (String line : Files.readAllLines(model)) {
      String[] words = line.trim().split(" ", -1);
      if (words.length >= rank + 2 && words[1].equals("T")) {
        double[] target = (words[0].charAt(0) == 'p' ? users : items)[Integer.parseInt(words[0].substring(1))];
        for (int k = 0; k < rank; k++) {
          target[k] = Double.parseDouble(words[k + 2]);
        }
      }
    }
    return PeerProblem.RATINGS.objective(ratings, users, items);
  }
}
