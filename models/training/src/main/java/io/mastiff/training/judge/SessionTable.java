package io.mastiff.training.judge;

import io.mastiff.training.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who the sessions of a split were, in columns; about 25 bytes a session and 100 a client.
 *
 * <p>Rows come ordered by session.
 */
final class SessionTable {
  private boolean[] bot = new boolean[1024];
  private int[] family = new int[1024];
  private int[] client = new int[1024];
  private int[] pages = new int[1024];
  private double[] products = new double[1024];
  private Sees[] sees = new Sees[1024];
  private int size;
  private String current = "";
  private final Families bots = new Families();
  private final Families people = new Families();
  private final Map<String, Integer> clients = new HashMap<>();

  /** Names with their numbers in the order in which they were met. */
  private static final class Families {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(String name) {
      return numbers.computeIfAbsent(
          name,
          n -> {
            names.add(n);
            return names.size() - 1;
          });
    }
  }

  /** Takes a row in; returns the number of its session. */
  int add(EvaluationRow row) throws TrainingException {
    if (size == 0 || !row.session().equals(current)) {
      begin(row);
    } else if (bot[size - 1] != row.bot()) {
      throw new TrainingException(
          "session " + row.session() + " is both human and bot; label it once");
    }
    pages[size - 1] = Math.max(pages[size - 1], row.pages());
    products[size - 1] = Math.max(products[size - 1], Products.of(row.x()));
    sees[size - 1] = Sees.of(row.x());
    return size - 1;
  }

  private void begin(EvaluationRow row) {
    current = row.session();
    if (size == bot.length) {
      int more = size * 2;
      bot = Arrays.copyOf(bot, more);
      family = Arrays.copyOf(family, more);
      client = Arrays.copyOf(client, more);
      pages = Arrays.copyOf(pages, more);
      products = Arrays.copyOf(products, more);
      sees = Arrays.copyOf(sees, more);
    }
    bot[size] = row.bot();
    family[size] = (row.bot() ? bots : people).number(row.family());
    Integer known = clients.putIfAbsent(row.client(), clients.size());
    client[size] = known == null ? clients.size() - 1 : known;
    size++;
  }

  int size() {
    return size;
  }

  boolean isBot(int session) {
    return bot[session];
  }

  /** Number of the session's family among those of its label. */
  int family(int session) {
    return family[session];
  }

  int client(int session) {
    return client[session];
  }

  /** Length of the longest prefix. */
  int pages(int session) {
    return pages[session];
  }

  /** Different products that it asked for in all. */
  double products(int session) {
    return products[session];
  }

  /** What was known when the session was measured whole. */
  Sees sees(int session) {
    return sees[session];
  }

  int clients() {
    return clients.size();
  }

  List<String> botFamilies() {
    return bots.names;
  }

  List<String> peopleFamilies() {
    return people.names;
  }

  int humans() {
    int humans = 0;
    for (int s = 0; s < size; s++) {
      humans += bot[s] ? 0 : 1;
    }
    return humans;
  }
}
